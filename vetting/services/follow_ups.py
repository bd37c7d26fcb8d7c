"""Following up a grant: an item marked as done, and a plan revised with a reason."""

import datetime as dt
from collections.abc import Sequence

from vetting.domain.authority import Act, Actor, require
from vetting.domain.decisions import faults_of_plan, require_none
from vetting.domain.entries import Entry
from vetting.domain.errors import NotFound, Refused
from vetting.domain.follow_up import PlanItem, require_owners, tidied_item
from vetting.domain.free_text import require_written
from vetting.domain.swedish_time import swedish_day
from vetting.records import decision_papers, follow_ups, sheets
from vetting.records.db import transaction
from vetting.records.follow_ups import FollowUpPlan
from vetting.records.journal import note


def mark_follow_up_done(
    follow_up_id: str, outcome: str, *, case_id: str | None = None, by: Actor, now: dt.datetime
) -> str:
    """Says what came of an item, and gives the case's id. Any follower of the board may, not the owner alone.

    `case_id`: the case it is said to be of. Raises NotFound, and Refused `text_missing`,
    `follow_up_done_already` or `plan_revised_since`.
    """
    with transaction():
        _, plan = follow_ups.follow_up_with_plan(follow_up_id)
        if case_id not in (None, plan.case_id):
            raise NotFound("not_found")
        case = sheets.case_in_hand(plan.case_id)
        require(by, Act.FOLLOW_UP, case.board_id)
        item, plan = follow_ups.follow_up_with_plan(follow_up_id)
        if plan.id != _plan_in_force(case.id).id:
            raise Refused("plan_revised_since")
        if item.done_at is not None:
            raise Refused("follow_up_done_already")
        item.outcome = require_written(outcome, field="outcome")
        item.done_at, item.done_by = now, by.id
        note(
            Entry.FOLLOW_UP_DONE,
            by=by,
            now=now,
            subject=f"follow_up:{item.id}",
            case_id=case.id,
            kind=item.kind.value,
            due_on=item.due_on.isoformat(),
        )
        return case.id


def revise_plan(
    case_id: str,
    items: Sequence[PlanItem],
    *,
    version: int,
    reason: str,
    by: Actor,
    now: dt.datetime,
) -> int:
    """Makes the plan's next version of what is done and `items`, and gives its number. The old one is kept.

    `version` is the one the officer read. Raises Refused `plan_revised_since`, `text_missing` …
    """
    with transaction():
        case = sheets.case_in_hand(case_id)
        require(by, Act.FOLLOW_UP, case.board_id)
        plan = _plan_in_force(case.id)
        if plan.version != version:
            raise Refused("plan_revised_since")
        items = [tidied_item(item) for item in items]
        done = [item for item in follow_ups.items_of(plan.id) if item.done_at is not None]
        if items or not done:
            require_none(tuple(faults_of_plan(items, today=swedish_day(now))))
        require_owners(items, decision_papers.possible_owners(case.board_id))
        revised = FollowUpPlan(
            case_id=case.id,
            version=version + 1,
            tier=plan.tier,
            reason=require_written(reason, field="reason"),
            made_by=by.id,
            made_at=now,
        )
        follow_ups.add_plan(revised, items, done=done)
        told = [{"kind": item.kind.value, "due_on": item.due_on.isoformat()} for item in items]
        about = {"subject": f"plan:{revised.id}", "case_id": case.id}
        note(Entry.PLAN_REVISED, by=by, now=now, **about, version=version + 1, done=len(done), items=told)
        return version + 1


def _plan_in_force(case_id: str) -> FollowUpPlan:
    plan = follow_ups.plan_in_force(case_id)
    if plan is None:
        raise NotFound("not_found")
    return plan
