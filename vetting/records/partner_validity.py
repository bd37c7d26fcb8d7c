"""Whether what partners answered in a case still holds: nothing is decided against anybody on old answers."""

import datetime as dt

from sqlalchemy import select

from vetting.domain.decisions import Blocker
from vetting.domain.partner_answers import AnswerCode, GivenAnswer, outdated
from vetting.domain.swedish_time import swedish_day
from vetting.records.cross_checks import PartnerQuestion
from vetting.records.db import db


def faults_of(case_id: str, *, on: dt.date) -> tuple[Blocker, ...]:
    """What stands in the way of a decision against the association on that day: each partner whose latest
    answer holds something against it and is older than it holds. A new answer takes its place."""
    rows = db.session.execute(
        select(
            PartnerQuestion.partner,
            PartnerQuestion.answer_code,
            PartnerQuestion.answered_at,
            PartnerQuestion.valid_until_on,
        ).where(
            PartnerQuestion.case_id == case_id,
            PartnerQuestion.answered_at.is_not(None),
            PartnerQuestion.answer_code.is_not(None),
        )
    )
    given = [
        GivenAnswer(
            row.partner, AnswerCode(row.answer_code), swedish_day(row.answered_at), row.valid_until_on
        )
        for row in rows
    ]
    return tuple(
        Blocker("partner_answer_old", {"partner": one.partner.value, "until": one.last_day.isoformat()})
        for one in outdated(given, on)
    )
