"""Which reminder of an item of a plan is due: before its day, when it has passed, again, and to the head."""

import datetime as dt
from collections.abc import Collection
from enum import StrEnum

from vetting.domain.deadlines import day_due
from vetting.domain.terms import FollowUpKind
from vetting.domain.terms_decisions import DeadlineKind

# What the association is to hand in. Visits and meetings are agreed with it otherwise.
HANDED_IN = frozenset(
    {
        FollowUpKind.REPORT,
        FollowUpKind.ACCOUNTS,
        FollowUpKind.AUDIT_REPORT,
        FollowUpKind.CONDITION_EVIDENCE,
    }
)


class Moment(StrEnum):
    """When somebody is reminded of an item, in the order of time."""

    AHEAD = "ahead"
    PASSED = "passed"
    AGAIN = "again"
    ESCALATED = "escalated"


DAYS = {
    Moment.AHEAD: DeadlineKind.PLAN_AHEAD,
    Moment.PASSED: DeadlineKind.PLAN_PASSED,
    Moment.AGAIN: DeadlineKind.PLAN_AGAIN,
    Moment.ESCALATED: DeadlineKind.PLAN_ESCALATED,
}


def day_of(moment: Moment, due_on: dt.date, holidays: Collection[dt.date]) -> dt.date:
    """The working day on which it comes."""
    return day_due(DAYS[moment], due_on, holidays)


def moment_due(due_on: dt.date, today: dt.date, holidays: Collection[dt.date]) -> Moment | None:
    """The latest one whose day has come: what a stopped clock missed is not made up one by one."""
    come = [moment for moment in Moment if day_of(moment, due_on, holidays) <= today]
    return come[-1] if come else None


def asks_association(kind: FollowUpKind, moment: Moment) -> bool:
    """Whether the association is written to as well."""
    return kind in HANDED_IN and moment is not Moment.ESCALATED


def key_of(moment: Moment, item: str, due_on: dt.date, whom: str) -> str:
    """What makes a reminder one: a moved day begins anew, a moved owner does not. `item`: "case:item_key", as
    items of two cases may be called the same."""
    return f"plan_{moment.value}:{item}:{due_on.isoformat()}:{whom}"
