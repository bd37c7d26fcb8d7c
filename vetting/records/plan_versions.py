"""The next version of a plan made from the one in force: all goes along but what was changed."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from vetting.domain.authority import Actor
from vetting.domain.entries import Entry
from vetting.domain.errors import NotFound
from vetting.domain.follow_up import PlanItem
from vetting.domain.indicators import PlannedIndicator
from vetting.records import follow_ups, indicators
from vetting.records.applications import Case
from vetting.records.follow_ups import FollowUp, FollowUpPlan
from vetting.records.journal import note


def as_item(row: FollowUp) -> PlanItem:
    """A kept item as the rules know it; whoever stands in for its owner is not the owner."""
    owner_id = row.stands_in_for_id or row.owner_id
    return PlanItem(
        row.kind, row.title, row.evidence, owner_id, row.due_on, row.deputy_id or "", row.item_key
    )


def with_later_day(
    case: Case, item_key: str, day: dt.date, *, reason: str, by: Actor, now: dt.datetime
) -> int:
    """The plan with another day for that item, as a version of its own; gives its number."""
    plan = follow_ups.plan_in_force(case.id)
    if plan is None:
        raise NotFound("not_found")
    rows = follow_ups.items_of(plan.id)
    done = [row for row in rows if row.done_at is not None]
    undone = [as_item(row) for row in rows if row.done_at is None]
    items = [replace(item, due_on=day) if item.key == item_key else item for item in undone]
    return next_version(plan, items, done=done, reason=reason, by=by, now=now).version


def next_version(
    plan: FollowUpPlan,
    items: Sequence[PlanItem],
    *,
    done: Sequence[FollowUp],
    reason: str,
    measures: Sequence[PlannedIndicator] | None = None,
    by: Actor,
    now: dt.datetime,
) -> FollowUpPlan:
    """Keeps the version after `plan`. `measures` None: as before. Who stands in for an owner still does."""
    before = indicators.indicators_of(plan.id)
    standing = {row.item_key: row for row in follow_ups.items_of(plan.id) if row.stands_in_for_id}
    revised = FollowUpPlan(
        case_id=plan.case_id,
        version=plan.version + 1,
        tier=plan.tier,
        reason=reason,
        made_by=by.id,
        made_at=now,
    )
    follow_ups.add_plan(revised, items, done=done)
    for row in follow_ups.items_of(revised.id):
        old = standing.get(row.item_key)
        if old is not None and row.done_at is None and row.owner_id == old.stands_in_for_id:
            row.owner_id, row.stands_in_for_id = old.owner_id, old.stands_in_for_id
    if measures is None:
        measures = [PlannedIndicator(row.name, row.unit, row.target) for row in before]
    indicators.add_indicators(revised.id, measures, before=before)
    told = [{"kind": item.kind.value, "due_on": item.due_on.isoformat()} for item in items]
    about = {"subject": f"plan:{revised.id}", "case_id": plan.case_id}
    note(Entry.PLAN_REVISED, by=by, now=now, **about, version=revised.version, done=len(done), items=told)
    return revised
