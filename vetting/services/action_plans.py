"""Action plans of boards: drafted, written row by row, and revised from the plan before."""

import datetime as dt
from dataclasses import replace
from typing import Any

from vetting.domain.action_plans import MOST_ROWS, PlanRow, require_draft, sound_introduction, sound_row
from vetting.domain.application import YEARS
from vetting.domain.authority import Act, Actor, require
from vetting.domain.entries import Entry
from vetting.domain.errors import Refused
from vetting.domain.terms_action_plans import PlanState, RowProgress
from vetting.records import action_plans, boards
from vetting.records.action_plans import ActionPlan
from vetting.records.board_reports import known_names
from vetting.records.db import transaction
from vetting.records.journal import note


def draft_plan(board_id: str, year: int, *, by: Actor, now: dt.datetime) -> str:
    """Begins an empty plan of a year and gives its id.

    Raises NotFound, NotAllowed, Refused `plan_year_odd`, `plan_exists` where the year has one already.
    """
    with transaction():
        require(by, Act.WRITE_ACTION_PLANS, board_id)
        boards.locked_board(board_id)
        if year not in YEARS:
            raise Refused("plan_year_odd", field="year")
        if action_plans.versions_of(board_id, year):
            raise Refused("plan_exists", field="year", year=year)
        return _begin(board_id, year, None, by=by, now=now).id


def revise_plan(plan_id: str, year: int, *, by: Actor, now: dt.datetime) -> str:
    """Begins a new version of the same year with every activity and what was said last of it, or of the next
    year with those that are not done; gives its id. Days of an earlier year move to the new one.

    Raises NotFound, NotAllowed, Refused `plan_year_odd`, `plan_draft_there`, `plan_not_newest`.
    """
    with transaction():
        before = action_plans.plan(plan_id)
        require(by, Act.WRITE_ACTION_PLANS, before.board_id)
        boards.locked_board(before.board_id)
        if year not in (before.year, before.year + 1) or year not in YEARS:
            raise Refused("plan_year_odd", field="year")
        _require_newest(before, year)
        made = _begin(before.board_id, year, before, by=by, now=now)
        said = action_plans.said_of(before.id)
        is_new_year = year != before.year
        for position, kept in enumerate(action_plans.rows_of(before.id), 1):
            if is_new_year and kept.id in said and said[kept.id].progress is RowProgress.DONE:
                continue
            row = _moved(action_plans.plain(kept), year)
            row_id = action_plans.add_row(made.id, row, position=position, carried_from_id=kept.id)
            if not is_new_year:
                action_plans.carry_word(kept.id, row_id)
        return made.id


def write_introduction(plan_id: str, text: str, *, seen: int, by: Actor, now: dt.datetime) -> None:
    """Keeps what stands above the table. Raises as write_row."""
    with transaction():
        plan = _in_draft(plan_id, seen, by=by, now=now)
        plan.introduction = sound_introduction(text, names=known_names())
        _changed(plan, by=by, now=now)


def add_activity(plan_id: str, row: PlanRow, *, seen: int, by: Actor, now: dt.datetime) -> str:
    """Adds an activity after the others of its goal's plan and gives its id. Raises as write_row, and
    Refused `plan_full`."""
    with transaction():
        plan = _in_draft(plan_id, seen, by=by, now=now)
        rows = action_plans.rows_of(plan_id)
        if len(rows) >= MOST_ROWS:
            raise Refused("plan_full", most=MOST_ROWS)
        kept = sound_row(row, year=plan.year, names=known_names())
        position = max((one.position for one in rows), default=0) + 1
        row_id = action_plans.add_row(plan_id, kept, position=position)
        _changed(plan, by=by, now=now)
        return row_id


def write_activity(
    plan_id: str, row_id: str, row: PlanRow, *, seen: int, by: Actor, now: dt.datetime
) -> None:
    """Writes an activity over while the plan is a draft.

    Raises NotFound, NotAllowed, Refused `plan_not_draft`, `plan_changed` when somebody saved after `seen`
    was read, or as action_plans.sound_row.
    """
    with transaction():
        plan = _in_draft(plan_id, seen, by=by, now=now)
        kept = action_plans.row_of_plan(plan_id, row_id)
        action_plans.change_row(kept, sound_row(row, year=plan.year, names=known_names()))
        _changed(plan, by=by, now=now)


def remove_activity(plan_id: str, row_id: str, *, seen: int, by: Actor, now: dt.datetime) -> None:
    """Takes an activity out of a draft. Raises as write_activity."""
    with transaction():
        plan = _in_draft(plan_id, seen, by=by, now=now)
        action_plans.remove_row(action_plans.row_of_plan(plan_id, row_id))
        _changed(plan, by=by, now=now)


def _begin(board_id: str, year: int, before: ActionPlan | None, *, by: Actor, now: dt.datetime) -> ActionPlan:
    versions = action_plans.versions_of(board_id, year)
    made = action_plans.add_plan(
        ActionPlan(
            board_id=board_id,
            year=year,
            version=versions[0].version + 1 if versions else 1,
            state=PlanState.DRAFT,
            introduction=before.introduction if before else "",
            based_on_id=before.id if before else None,
            drafted_by=by.id,
            drafted_at=now,
            changed_at=now,
        )
    )
    about: dict[str, Any] = {"board": board_id, "year": year, "version": made.version}
    note(Entry.ACTION_PLAN_DRAFTED, by=by, now=now, subject=f"action_plan:{made.id}", **about)
    return made


def _require_newest(before: ActionPlan, year: int) -> None:
    """A version of another year begins from the newest of its own, and is the first of that year."""
    newest = action_plans.versions_of(before.board_id, year)
    if newest and newest[0].state is PlanState.DRAFT:
        raise Refused("plan_draft_there", year=year)
    own = newest if year == before.year else action_plans.versions_of(before.board_id, before.year)
    is_taken = bool(newest) and year != before.year
    if before.state is PlanState.DRAFT or own[0].id != before.id or is_taken:
        raise Refused("plan_not_newest")


def _moved(row: PlanRow, year: int) -> PlanRow:
    """The activity in that year: on the same day, of which only the 29th of February is not in every year."""
    on = row.due_on
    if on is None or on.year >= year:
        return row
    day = 28 if (on.month, on.day) == (2, 29) else on.day
    return replace(row, due_on=dt.date(year, on.month, day))


def _in_draft(plan_id: str, seen: int, *, by: Actor, now: dt.datetime) -> ActionPlan:
    plan = action_plans.plan_in_hand(plan_id)
    require(by, Act.WRITE_ACTION_PLANS, plan.board_id)
    require_draft(plan.state)
    action_plans.touch(plan, seen, now)
    return plan


def _changed(plan: ActionPlan, *, by: Actor, now: dt.datetime) -> None:
    about: dict[str, Any] = {"board": plan.board_id, "year": plan.year, "version": plan.version}
    note(Entry.ACTION_PLAN_CHANGED, by=by, now=now, subject=f"action_plan:{plan.id}", **about)
