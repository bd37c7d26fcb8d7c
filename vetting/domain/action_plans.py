"""A board's action plan: activities under goals, who answers for them, when, and how they are followed up.

The table is that of the cities' own plans: activity, responsible, timetable, follow-up. A version is drafted,
adopted by the board and approved by the executive board; what was adopted never changes.
"""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import Any

from vetting.domain.errors import Refused
from vetting.domain.no_names import require_nameless
from vetting.domain.terms_action_plans import PlanStanding, PlanState, RowProgress, RowStanding, ServiceTie

LONGEST_TEXT = 600
LONGEST_LINE = 160
LONGEST_INTRODUCTION = 2000
LONGEST_REASON = 1000
MOST_ROWS = 80
_STANDINGS = {
    PlanState.DRAFT: PlanStanding.DRAFT,
    PlanState.ADOPTED: PlanStanding.ADOPTED,
    PlanState.APPROVED: PlanStanding.APPROVED,
    PlanState.SENT_BACK: PlanStanding.SENT_BACK,
}
_SAID = {
    RowProgress.BEGUN: RowStanding.BEGUN,
    RowProgress.DONE: RowStanding.DONE,
    RowProgress.NOT_DONE: RowStanding.NOT_DONE,
}


@dataclass(frozen=True)
class PlanRow:
    """One activity. `responsible` is a function; `timetable` is as written ("löpande"), `due_on` the day by
    which it can be late, where it has one. `tie`: the part of the service that fills in how it goes."""

    goal: str
    activity: str
    responsible: str
    timetable: str
    follow_up: str
    due_on: dt.date | None = None
    tie: ServiceTie | None = None


def sound_row(row: PlanRow, *, year: int, names: Collection[str]) -> PlanRow:
    """The row with its texts tidied. `names`: of everybody the service knows by name.

    Raises Refused `text_missing`, `person_named`, `due_outside_year`, or as free_text.require_writable.
    """
    if row.due_on is not None and row.due_on.year not in (year, year + 1):
        raise Refused("due_outside_year", field="due_on", year=year)
    lines: dict[str, Any] = {
        name: _line(getattr(row, name), name, names, longest)
        for name, longest in (
            ("goal", LONGEST_LINE),
            ("activity", LONGEST_TEXT),
            ("responsible", LONGEST_LINE),
            ("timetable", LONGEST_LINE),
            ("follow_up", LONGEST_LINE),
        )
    }
    return replace(row, **lines)


def sound_introduction(text: str, *, names: Collection[str]) -> str:
    """What stands above the table. Raises as sound_row."""
    return require_nameless(text, field="introduction", longest=LONGEST_INTRODUCTION, names=names)


def require_reason(text: str, *, names: Collection[str]) -> str:
    """Why a plan is sent back. Raises as sound_row."""
    return _line(text, "reason", names, LONGEST_REASON)


def require_draft(state: PlanState) -> None:
    """Raises Refused `plan_not_draft` when what the board adopted would be changed."""
    if state is not PlanState.DRAFT:
        raise Refused("plan_not_draft")


def require_adoptable(state: PlanState, rows: int, *, adopted_on: dt.date, today: dt.date) -> None:
    """Raises Refused `plan_not_draft`, `plan_without_rows`, `adopted_ahead`."""
    require_draft(state)
    if not rows:
        raise Refused("plan_without_rows")
    if adopted_on > today:
        raise Refused("adopted_ahead", field="held_on")


def require_answerable(
    state: PlanState, adopted_on: dt.date | None, *, answered_on: dt.date, today: dt.date
) -> None:
    """What the executive board may answer: a plan that the board adopted, that day or later.

    Raises Refused `plan_not_adopted`, `answered_before_adopted`, `answered_ahead`.
    """
    if state is not PlanState.ADOPTED or adopted_on is None:
        raise Refused("plan_not_adopted")
    if answered_on < adopted_on:
        raise Refused("answered_before_adopted", field="held_on", day=adopted_on.isoformat())
    if answered_on > today:
        raise Refused("answered_ahead", field="held_on")


def standing_of(state: PlanState | None, *, is_carried: bool) -> PlanStanding:
    """How a board stands in a year by its newest version; `is_carried`: made from an earlier plan."""
    if state is None:
        return PlanStanding.NONE
    if state is PlanState.APPROVED and is_carried:
        return PlanStanding.REVISED
    return _STANDINGS[state]


def row_standing(said: RowProgress | None, due_on: dt.date | None, today: dt.date) -> RowStanding:
    """What was said last, and otherwise whether its day has passed; the machine never says done."""
    if said in (RowProgress.DONE, RowProgress.NOT_DONE):
        return _SAID[said]
    if due_on is not None and due_on < today:
        return RowStanding.LATE
    return _SAID[said] if said else RowStanding.WAITING


def by_goal(rows: Iterable[PlanRow]) -> dict[str, list[PlanRow]]:
    """The rows under their goals, both in the order they were written."""
    found: dict[str, list[PlanRow]] = {}
    for row in rows:
        found.setdefault(row.goal, []).append(row)
    return found


def _line(text: str, field: str, names: Collection[str], longest: int) -> str:
    kept = require_nameless(text, field=field, longest=longest, names=names)
    if not kept:
        raise Refused("text_missing", field=field)
    return kept
