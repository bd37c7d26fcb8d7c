"""The letter about a payment that waits, written from the tables and kept."""

import datetime as dt

from vetting.domain.authority import Actor
from vetting.domain.hold_letter import HoldLetter, content_of
from vetting.domain.revocation_rules import Hold
from vetting.domain.swedish_time import swedish_day
from vetting.records import decision_papers, secrecy_marks
from vetting.records.applications import Case
from vetting.records.db import db, settings
from vetting.records.decisions import Decision
from vetting.records.notices import Notice, NoticeKind, keep_letter
from vetting.records.special_reviews import UnderReview


def write(case: Case, found: UnderReview, hold: Hold, *, item: str, by: Actor, now: dt.datetime) -> Notice:
    """Keeps the letter. `item`: the point of the delegation order."""
    content = content_of(_letter(case, found, hold, item=item, by=by, now=now))
    subject = f"Utbetalning väntar i ärende {case.case_number}"
    return keep_letter(case.id, NoticeKind.PAYMENT_HOLD, subject, content, by=by, now=now)


def _letter(
    case: Case, found: UnderReview, hold: Hold, *, item: str, by: Actor, now: dt.datetime
) -> HoldLetter:
    names = decision_papers.names_of_case(case)
    hidden = secrecy_marks.withheld_in_letters(case.id)
    reviewed = db.session.get_one(Decision, found.review.decision_id)
    return HoldLetter(
        municipality=settings().municipality,
        board=names.board,
        case_number=case.case_number,
        association=names.association,
        org_number=names.org_number,
        scheme=names.scheme,
        regime=case.regime.value,
        reviewed_number=db.session.get_one(Case, reviewed.case_id).case_number,
        decided_on=reviewed.decided_on.isoformat(),
        circumstance=hidden.text(found.review.circumstance),
        act_on=found.review.act_on.isoformat(),
        amount=hold.amount,
        reason=hidden.text(hold.reason),
        undoing=hidden.text(hold.undoing),
        starts_on=swedish_day(now).isoformat(),
        ends_on=hold.ends_on.isoformat(),
        held_by=hidden.officer(by.name),
        delegation_item=item,
    )
