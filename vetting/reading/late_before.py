"""What came late, or has not come, in an association's other plans: facts for its next case."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import func, or_, select

from vetting.domain.reminding import HANDED_IN
from vetting.domain.swedish_time import first_moment, swedish_day
from vetting.records.applications import Case
from vetting.records.db import db
from vetting.records.decisions import Support
from vetting.records.follow_ups import FollowUp, FollowUpPlan
from vetting.records.unread_reports import arrived_on

MOST = 20
LOOKED_BACK = dt.timedelta(days=3 * 366)


@dataclass(frozen=True)
class LateLine:
    """An item that was not done on its day. `done_on` None: not done yet."""

    case_number: str
    title: str
    due_on: dt.date
    done_on: dt.date | None


def late_before(association_id: str, *, but_case: str, today: dt.date) -> tuple[LateLine, ...]:
    """What the association was to hand in within three years and did not on its day; the newest first."""
    newest = (
        select(FollowUpPlan.case_id, func.max(FollowUpPlan.version).label("version"))
        .join(Case, Case.id == FollowUpPlan.case_id)
        .where(Case.association_id == association_id, Case.id != but_case)
        .group_by(FollowUpPlan.case_id)
        .subquery()
    )
    came = arrived_on()  # waits for its reader, and not for the association
    rows = db.session.execute(
        select(Case.case_number, FollowUp.title, FollowUp.due_on, FollowUp.done_at)
        .join(FollowUpPlan, FollowUpPlan.id == FollowUp.plan_id)
        .join(newest, (newest.c.case_id == FollowUpPlan.case_id) & (newest.c.version == FollowUpPlan.version))
        .join(Case, Case.id == FollowUpPlan.case_id)
        .join(Support, Support.case_id == Case.id)
        .where(
            FollowUp.kind.in_(HANDED_IN),
            FollowUp.due_on < today,
            or_(came.is_(None), came > FollowUp.due_on),
            FollowUp.due_on > today - LOOKED_BACK,
            or_(FollowUp.done_at.is_not(None), Support.ended_on.is_(None)),
        )
        .order_by(FollowUp.due_on.desc(), FollowUp.id)
        .limit(MOST * 5)
    )
    found = [
        LateLine(number, title, due_on, None if done_at is None else swedish_day(done_at))
        for number, title, due_on, done_at in rows
        if done_at is None or done_at >= first_moment(due_on + dt.timedelta(days=1))
    ]
    return tuple(found[:MOST])
