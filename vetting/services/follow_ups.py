"""Following up a grant: an item marked as done, and a plan revised with a reason."""

import datetime as dt
from collections.abc import Collection, Sequence

from vetting.domain.authority import Act, Actor, require
from vetting.domain.decisions import faults_of_plan, require_none
from vetting.domain.entries import Entry
from vetting.domain.errors import NotFound, Refused
from vetting.domain.follow_up import PlanItem, require_owners, tidied_item
from vetting.domain.free_text import require_written
from vetting.domain.indicators import require_indicators, tidied_indicator
from vetting.domain.instalments import PlanParts, require_instalments, tidied_instalment
from vetting.domain.payments_match import MAX_PARTS
from vetting.domain.plan_parts import with_keys
from vetting.domain.swedish_time import swedish_day
from vetting.records import (
    decision_papers,
    decisions,
    follow_ups,
    payments,
    plan_versions,
    reminders,
    sheets,
)
from vetting.records.applications import Case
from vetting.records.db import new_id, transaction
from vetting.records.follow_ups import FollowUp, FollowUpPlan
from vetting.records.journal import note
from vetting.records.reminders import Reminder, write_reminder

AS_BEFORE = PlanParts()


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
        reminders.settle_all(f"plan_item:{case.id}.{item.item_key}", by=by.id, now=now)
        _tell_of_parts(case, item, now=now)
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
    parts: PlanParts = AS_BEFORE,
    by: Actor,
    now: dt.datetime,
) -> int:
    """Makes the plan's next version of what is done and `items`, and gives its number. The old one is kept.

    `version` is the one the officer read; `parts`: measures, and instalments not yet released or paid.
    Raises Refused `plan_revised_since`, `text_missing` …
    """
    with transaction():
        case = sheets.case_in_hand(case_id)
        require(by, Act.FOLLOW_UP, case.board_id)
        plan = _plan_in_force(case.id)
        if plan.version != version:
            raise Refused("plan_revised_since")
        items = with_keys([tidied_item(item) for item in items], new_id)
        before = follow_ups.items_of(plan.id)
        done = [item for item in before if item.done_at is not None]
        if items or not done:
            require_none(tuple(faults_of_plan(items, today=swedish_day(now))))
        require_owners(items, decision_papers.possible_owners(case.board_id))
        measures = None
        if parts.indicators is not None:
            measures = [tidied_indicator(one) for one in parts.indicators]
            require_indicators(measures)
        _plan_parts(case, parts, {item.key for item in items if item.key} | {row.item_key for row in done})
        kept = require_written(reason, field="reason")
        plan_versions.next_version(plan, items, done=done, reason=kept, measures=measures, by=by, now=now)
        days = {item.key: item.due_on for item in items}
        for row in before:
            if row.done_at is None and days.get(row.item_key) != row.due_on:
                # What was said of its old day is said no more; of the new one the clock tells.
                reminders.settle_all(f"plan_item:{case.id}.{row.item_key}", by=by.id, now=now)
        return version + 1


def _plan_in_force(case_id: str) -> FollowUpPlan:
    plan = follow_ups.plan_in_force(case_id)
    if plan is None:
        raise NotFound("not_found")
    return plan


def _tell_of_parts(case: Case, item: FollowUp, *, now: dt.datetime) -> None:
    """What was held back until the item was done can be released: told to whoever has it."""
    if payments.waits_for(case.id, item.item_key):
        write_reminder(
            Reminder(
                key=f"instalment_to_release:{case.id}:{item.item_key}",
                kind="instalment_to_release",
                subject=f"plan_item:{case.id}.{item.item_key}",
                facts={"case_number": case.case_number},
                officer_id=item.owner_id,
                written_at=now,
            )
        )


def _plan_parts(case: Case, parts: PlanParts, item_keys: Collection[str]) -> None:
    """The instalments anew, but for those released or paid. Raises Refused as require_instalments."""
    if parts.instalments is None:
        return
    support = payments.support_of_case(case.id)
    standing = payments.standing_parts(support.id)
    planned = [tidied_instalment(one) for one in parts.instalments]
    left = support.amount - sum(row.amount for row in standing)
    if left == 0 and not planned:
        return
    if not planned:
        raise Refused("instalments_odd", amount=left, most=MAX_PARTS, field="instalments")
    decision, _ = decisions.decision_and_board(support.decision_id)
    require_instalments(planned, amount=left, not_before=decision.decided_on, item_keys=item_keys)
    payments.plan_instalments(support.id, planned, after=len(standing))
