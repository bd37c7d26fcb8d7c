"""What becomes of an action plan: the board adopts, the executive board answers, people tell how it goes."""

import datetime as dt
from typing import Any

from vetting.domain.action_plans import LONGEST_LINE, require_adoptable, require_answerable, require_reason
from vetting.domain.authority import Act, Actor, require
from vetting.domain.entries import Entry
from vetting.domain.errors import Refused
from vetting.domain.no_names import require_nameless
from vetting.domain.plan_status import Said, digest_of, document_of
from vetting.domain.separation import require_other_person
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms_action_plans import PlanState, RowProgress
from vetting.domain.working_days import Days
from vetting.gateways.calendar import days_of, swedish_holidays
from vetting.records import action_plans, boards
from vetting.records.action_plans import ActionPlan
from vetting.records.board_reports import known_names
from vetting.records.db import transaction
from vetting.records.journal import note
from vetting.records.plan_evidence import status_now

LONGEST_WORDS = 400


def adopt_plan(
    plan_id: str, held_on: dt.date, meeting: str, *, seen: int, by: Actor, now: dt.datetime
) -> None:
    """Enters that the board adopted the draft as it stands; from now on it does not change.

    Raises NotFound, NotAllowed, Refused `plan_changed`, `text_missing` or as action_plans.require_adoptable.
    """
    with transaction():
        plan = action_plans.plan_in_hand(plan_id)
        require(by, Act.ADOPT_ACTION_PLANS, plan.board_id)
        rows = action_plans.rows_of(plan_id)
        require_adoptable(plan.state, len(rows), adopted_on=held_on, today=swedish_day(now))
        action_plans.touch(plan, seen, now)
        plan.state, plan.adopted_on, plan.adopted_by = PlanState.ADOPTED, held_on, by.id
        plan.adopted_at_meeting = _meeting(meeting)
        _note(Entry.ACTION_PLAN_ADOPTED, plan, by=by, now=now, adopted_on=held_on.isoformat())


def approve_plan(plan_id: str, held_on: dt.date, meeting: str, *, by: Actor, now: dt.datetime) -> None:
    """Enters that the executive board approved the plan.

    Raises NotFound, NotAllowed, Refused `same_person`, `text_missing`, or as action_plans.require_answerable.
    """
    with transaction():
        plan = _answered(plan_id, held_on, meeting, by=by, now=now)
        plan.state = PlanState.APPROVED
        day = {"answered_on": held_on.isoformat(), "plan_state": plan.state.value}
        _note(Entry.ACTION_PLAN_ANSWERED, plan, by=by, now=now, **day)


def send_back_plan(
    plan_id: str, held_on: dt.date, meeting: str, *, reason: str, by: Actor, now: dt.datetime
) -> None:
    """Enters that the executive board sent the plan back, and why. Raises as approve_plan."""
    with transaction():
        plan = _answered(plan_id, held_on, meeting, by=by, now=now)
        plan.state, plan.answer_words = PlanState.SENT_BACK, require_reason(reason, names=known_names())
        day = {"answered_on": held_on.isoformat(), "plan_state": plan.state.value}
        _note(Entry.ACTION_PLAN_ANSWERED, plan, by=by, now=now, **day)


def tell_activity(
    plan_id: str, row_id: str, progress: RowProgress, *, words: str, by: Actor, now: dt.datetime
) -> None:
    """Tells how an activity goes; what was said before stays.

    Raises NotFound, NotAllowed, Refused `plan_not_in_force`, `text_missing` for what is not done without why.
    """
    with transaction():
        plan = action_plans.plan_in_hand(plan_id)
        require(by, Act.WRITE_ACTION_PLANS, plan.board_id)
        if plan.state not in (PlanState.ADOPTED, PlanState.APPROVED):
            raise Refused("plan_not_in_force")
        kept = action_plans.row_of_plan(plan_id, row_id)
        told = require_nameless(words, field="words", longest=LONGEST_WORDS, names=known_names())
        if progress is RowProgress.NOT_DONE and not told:
            raise Refused("text_missing", field="words")
        action_plans.say(kept.id, Said(progress, told, swedish_day(now)), by=by.id, now=now)
        _note(Entry.ACTIVITY_TOLD, plan, by=by, now=now, progress=progress.value, row=kept.position)


def take_status(plan_id: str, *, by: Actor, now: dt.datetime) -> str:
    """Freezes how every activity stands, with its evidence, and gives the report's id.

    Raises NotFound, NotAllowed, Refused `plan_not_in_force`.
    """
    with transaction():
        plan = action_plans.plan_in_hand(plan_id)
        require(by, Act.WRITE_ACTION_PLANS, plan.board_id)
        if plan.state not in (PlanState.ADOPTED, PlanState.APPROVED):
            raise Refused("plan_not_in_force")
        document = document_of(
            status_now(plan, boards.board_name(plan.board_id), days_of_year(plan.year, now))
        )
        digest = digest_of(document)
        kept = action_plans.keep_status(plan_id, document, digest, by=by.id, now=now)
        _note(Entry.PLAN_STATUS_RECORDED, plan, by=by, now=now, number=kept.number, digest=digest)
        return kept.id


def days_of_year(year: int, now: dt.datetime) -> Days:
    """Today, with the holidays of a plan's year."""
    return Days(days_of(now).today, swedish_holidays(year, year))


def days_around(now: dt.datetime) -> Days:
    """Today, with the holidays of the last years and the next."""
    today = days_of(now).today
    return Days(today, swedish_holidays(today.year - 2, today.year + 1))


def _answered(plan_id: str, held_on: dt.date, meeting: str, *, by: Actor, now: dt.datetime) -> ActionPlan:
    plan = action_plans.plan_in_hand(plan_id)
    require(by, Act.APPROVE_ACTION_PLANS, plan.board_id)
    require_answerable(plan.state, plan.adopted_on, answered_on=held_on, today=swedish_day(now))
    require_other_person(plan.adopted_by or "", by, code="plan_answered_by_adopter")
    plan.answered_on, plan.answered_by, plan.answered_at_meeting = held_on, by.id, _meeting(meeting)
    return plan


def _meeting(text: str) -> str:
    kept = require_nameless(text, field="meeting", longest=LONGEST_LINE, names=known_names())
    if not kept:
        raise Refused("text_missing", field="meeting")
    return kept


def _note(entry: Entry, plan: ActionPlan, *, by: Actor, now: dt.datetime, **facts: str | int) -> None:
    about: dict[str, Any] = {"board": plan.board_id, "year": plan.year, "version": plan.version, **facts}
    note(entry, by=by, now=now, subject=f"action_plan:{plan.id}", **about)
