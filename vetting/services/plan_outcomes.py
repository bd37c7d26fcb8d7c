"""What a plan measures and what it holds back: outcomes of indicators told, instalments released."""

import datetime as dt

from vetting.domain.authority import Act, Actor, may, require
from vetting.domain.entries import Entry
from vetting.domain.errors import NotFound, Refused
from vetting.domain.free_text import require_writable
from vetting.domain.indicators import require_outcome
from vetting.domain.instalments import Awaiting, require_releasable
from vetting.domain.separation import require_no_conflict
from vetting.records import follow_ups, indicators, payment_matching, payments, reminders, sheets
from vetting.records.db import transaction
from vetting.records.decisions import declared_by
from vetting.records.follow_ups import FollowUpPlan
from vetting.records.journal import note
from vetting.records.payments import Instalment


def tell_outcome(
    indicator_id: str, outcome: int, *, case_id: str | None = None, by: Actor, now: dt.datetime
) -> str:
    """Says how a measure came out, or corrects what was said; gives the case's id. `case_id`: the case it is
    said to be of. Raises NotFound, Refused `indicator_outcome_odd`, `plan_revised_since` or
    `conflict_of_interest`."""
    with transaction():
        row = indicators.indicator_in_hand(indicator_id)
        plan = follow_ups.plan_of(row.plan_id)
        if case_id not in (None, plan.case_id):
            raise NotFound("indicator_not_found")
        case = sheets.case_in_hand(plan.case_id)
        require(by, Act.FOLLOW_UP, case.board_id)
        require_no_conflict(bool(declared_by(case.id, by.id)))
        if plan.id != _in_force(case.id).id:
            raise Refused("plan_revised_since")
        row.outcome, row.outcome_by, row.outcome_at = require_outcome(outcome), by.id, now
        about = {"subject": f"indicator:{row.id}", "case_id": case.id}
        note(Entry.INDICATOR_TOLD, by=by, now=now, **about, target=row.target, outcome=outcome)
        return case.id


def release_instalment(
    instalment_id: str, reason: str, *, case_id: str | None = None, by: Actor, now: dt.datetime
) -> str:
    """Lets a part of the grant be paid: its item of the plan is done, or a reason is written by somebody with
    the power; gives the case's id. Raises NotFound, NotAllowed, Refused `support_ended`,
    `conflict_of_interest` or as domain/instalments.require_releasable."""
    with transaction():
        row, support = payments.instalment_in_hand(instalment_id)
        if case_id not in (None, support.case_id):
            raise NotFound("instalment_not_found")
        case = sheets.case_in_hand(support.case_id)
        require(by, Act.FOLLOW_UP, case.board_id)
        require_no_conflict(bool(declared_by(case.id, by.id)))
        if support.ended_on is not None:
            raise Refused("support_ended")
        told = require_writable(reason, field="reason")
        found = Awaiting(row.condition, _is_item_done(case.id, row), row.released_at is not None)
        require_releasable(found, told, may_early=may(by, Act.KEEP_LEDGER, case.board_id))
        row.released_at, row.released_by, row.release_reason = now, by.id, told
        reminders.settle_reminders(
            f"plan_item:{case.id}.{row.item_key}", "instalment_to_release", by=by.id, now=now
        )
        about = {"subject": f"instalment:{row.id}", "case_id": case.id}
        is_early = found.is_item_done is False
        note(Entry.INSTALMENT_RELEASED, by=by, now=now, **about, amount=row.amount, is_early=is_early)
        payment_matching.match_payments([support.id], by=by, now=now)
        return case.id


def _is_item_done(case_id: str, row: Instalment) -> bool | None:
    """None where no item is named; an item taken out of the plan is never done."""
    if not row.item_key:
        return None
    items = follow_ups.items_of(_in_force(case_id).id)
    return any(item.item_key == row.item_key and item.done_at is not None for item in items)


def _in_force(case_id: str) -> FollowUpPlan:
    plan = follow_ups.plan_in_force(case_id)
    if plan is None:
        raise NotFound("not_found")
    return plan
