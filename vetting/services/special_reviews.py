"""Special reviews of support already given: opened for what happened, payment held, a plan agreed."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from vetting.domain.authority import Act, Actor, require
from vetting.domain.deadlines import day_due
from vetting.domain.decisions import faults_of_plan, require_none
from vetting.domain.entries import Entry
from vetting.domain.errors import NotFound, Refused
from vetting.domain.follow_up import PlanItem, require_owners, tidied_item
from vetting.domain.free_text import require_written
from vetting.domain.reason_linter import findings_in
from vetting.domain.revocation_rules import Hold, require_hold
from vetting.domain.separation import require_no_conflict, require_two_persons
from vetting.domain.stages import require_preparation
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms import ActorRole, FollowUpKind, Outcome, PlanTier, Regime
from vetting.domain.terms_decisions import DeadlineKind
from vetting.gateways.calendar import swedish_holidays
from vetting.gateways.pinned_checklists import checklist_of
from vetting.records import (
    cases,
    decision_papers,
    decisions,
    delegations,
    follow_ups,
    hold_letters,
    openings,
    preparation,
    revocations,
    sheets,
    special_reviews,
    wordings,
)
from vetting.records.applications import Case
from vetting.records.assessments import RecordedAct
from vetting.records.db import transaction
from vetting.records.follow_ups import FollowUpPlan
from vetting.records.journal import note
from vetting.records.special_reviews import PaymentHold, SpecialReview, UnderReview

PLAN_WORDS = {
    DeadlineKind.REVIEW_PLAN_FIRST: (
        "Första avstämning av åtgärdsplanen: vad som är gjort och vad som återstår",
        "Anteckning från avstämningen och underlag som visar vad som är gjort",
    ),
    DeadlineKind.REVIEW_PLAN_LAST: (
        "Slutlig avstämning av åtgärdsplanen: alla åtgärder är genomförda",
        "Underlag som visar att åtgärderna är genomförda och används",
    ),
}


@dataclass(frozen=True)
class Circumstance:
    """Why support is reviewed: what happened, when, where, by somebody in which role, and how it is known."""

    what: str
    act_on: dt.date
    place: str
    actor_role: ActorRole
    source: str


def open_special_review(
    support_id: str, told: Circumstance, *, has_no_conflict: bool = False, by: Actor, now: dt.datetime
) -> str:
    """Opens a case that reviews the support, for a concrete circumstance; gives the case's id.

    It is judged by the rules of the application that the support was granted on, and what happened is its
    first recorded act. Raises NotFound, and Refused `support_ended_already`, `review_open`, `act_in_future`,
    `conflict_*`, a code of domain/reason_linter.py, or as require_written.
    """
    with transaction():
        support = special_reviews.support_in_hand(support_id)
        require(by, Act.PREPARE_CASE, support.board_id)
        special_reviews.require_reviewable(support)
        original = cases.case(support.case_id)
        checklist = checklist_of(original)
        case = openings.open_review(original, support, checklist, by=by, now=now)
        preparation.require_word(case, has_none=has_no_conflict, by=by, now=now)
        act = sheets.add_act(_act_of(case, told, by=by, now=now))
        sheets.keep_in_step(case, checklist, {})
        special_reviews.add(
            SpecialReview(
                case_id=case.id,
                support_id=support.id,
                decision_id=support.decision_id,
                act_id=act.id,
                circumstance=act.what,
                act_on=act.act_on,
                opened_by=by.id,
                opened_at=now,
            )
        )
        facts = {"case_number": case.case_number, "reviewed": original.case_number, "act": act.id}
        _note(Entry.SPECIAL_REVIEW_OPENED, f"support:{support.id}", case, by=by, now=now, **facts)
        preparation.begin_review(case, by=by, now=now)
        return case.id


def hold_payment(
    case_id: str, hold: Hold, *, has_no_conflict: bool = False, by: Actor, now: dt.datetime
) -> str:
    """Lets payment wait while the support is reviewed, tells the association of it; gives the hold's id.

    Decided by another person than the one who opened the review, with the power it takes to grant so much.
    Raises NotFound, NotAllowed, Refused `case_not_open`, `hold_running`, `hold_*`, `undoing_untold`,
    `decider_is_proposer`, `conflict_*`, or as delegations.power_to_sign and wordings.require_sound.
    """
    with transaction():
        case = _case_to_decide(case_id, by)
        found = special_reviews.under_review(case.id, hold=True)
        preparation.require_word(case, has_none=has_no_conflict, by=by, now=now)
        today, opener = swedish_day(now), found.review.opened_by
        require_two_persons(opener, by)
        power = delegations.power_to_sign(case, Outcome.CONTINUED, 0, proposed_by=opener, by=by, on=today)
        made = special_reviews.holds_of(case.id)
        if special_reviews.running_hold(made) is not None:
            raise Refused("hold_running")
        granted, used = found.support.amount, special_reviews.held_days(made)
        kept = require_hold(hold, granted=granted, held_days=used, today=today)
        wordings.require_sound(case, kept.reason, field="reason")
        notice = hold_letters.write(case, found, kept, item=power.item, by=by, now=now)
        row = _hold_row(case, found, kept, notice.id, item=power.item, by=by, now=now)
        special_reviews.add(row)
        facts = {"amount": row.amount, "ends_on": row.ends_on.isoformat()}
        _note(Entry.PAYMENT_HELD, f"hold:{row.id}", case, by=by, now=now, **facts)
        return row.id


def _hold_row(
    case: Case, found: UnderReview, hold: Hold, notice_id: str, *, item: str, by: Actor, now: dt.datetime
) -> PaymentHold:
    return PaymentHold(
        case_id=case.id,
        support_id=found.support.id,
        scope=hold.scope,
        amount=hold.amount,
        reason=hold.reason,
        undoing=hold.undoing,
        delegation_item=item,
        starts_on=swedish_day(now),
        ends_on=hold.ends_on,
        notice_id=notice_id,
        held_by=by.id,
        held_at=now,
    )


def resume_payment(case_id: str, reason: str, *, by: Actor, now: dt.datetime) -> None:
    """Ends the hold before the review is decided.

    Raises NotFound, NotAllowed, Refused `hold_not_running`, `conflict_of_interest`.
    """
    with transaction():
        case = _case_to_decide(case_id, by)
        require_no_conflict(bool(decisions.declared_by(case.id, by.id)))
        hold = special_reviews.running_hold(special_reviews.holds_of(case.id))
        if hold is None:
            raise Refused("hold_not_running")
        written = require_written(reason, field="end_reason")
        revocations.end_hold(hold, written, on=swedish_day(now), by=by, now=now)


def suggest_items(*, owner_id: str, now: dt.datetime) -> tuple[PlanItem, ...]:
    """Two days on which an action plan is looked at; nothing is kept until it is agreed."""
    today = swedish_day(now)
    holidays = swedish_holidays(today.year, today.year + 1)
    return tuple(
        PlanItem(FollowUpKind.CONDITION_EVIDENCE, *words, owner_id, day_due(kind, today, holidays))
        for kind, words in PLAN_WORDS.items()
    )


def agree_plan(case_id: str, items: Sequence[PlanItem], *, by: Actor, now: dt.datetime) -> str:
    """Keeps the action plan agreed with the association while its support is reviewed; gives the plan's id.

    Raises NotFound, Refused `plan_agreed_already`, `case_not_open`, `conflict_*`, or as faults_of_plan.
    """
    with transaction():
        case = preparation.case_to_prepare(case_id, by=by)
        if not case.is_review:
            raise NotFound("not_found")
        preparation.require_word(case, has_none=False, by=by, now=now)
        if follow_ups.plan_in_force(case.id) is not None:
            raise Refused("plan_agreed_already")
        kept = [tidied_item(item) for item in items]
        require_none(tuple(faults_of_plan(kept, today=swedish_day(now))))
        require_owners(kept, decision_papers.possible_owners(case.board_id))
        plan = FollowUpPlan(case_id=case.id, version=1, tier=PlanTier.EXTENDED, made_by=by.id, made_at=now)
        follow_ups.add_plan(plan, kept)
        told = [{"kind": item.kind.value, "due_on": item.due_on.isoformat()} for item in kept]
        facts = {"tier": plan.tier.value, "items": told}
        _note(Entry.FOLLOW_UP_PLANNED, f"plan:{plan.id}", case, by=by, now=now, **facts)
        return plan.id


def _case_to_decide(case_id: str, by: Actor) -> Case:
    """A special review, locked, for one who may decide in its board."""
    case = sheets.case_in_hand(case_id)
    require(by, Act.DECIDE, case.board_id)
    if not case.is_review:
        raise NotFound("not_found")
    require_preparation(case.stage)
    return case


def _act_of(case: Case, told: Circumstance, *, by: Actor, now: dt.datetime) -> RecordedAct:
    if told.act_on > swedish_day(now):
        raise Refused("act_in_future", field="act_on")
    return RecordedAct(
        case_id=case.id,
        what=_concrete(told.what, case.regime, field="what"),
        act_on=told.act_on,
        place=require_written(told.place, field="place", longest=200),
        actor_role=ActorRole(told.actor_role).value,
        source=require_written(told.source, field="source", longest=300),
        recorded_by=by.id,
        recorded_at=now,
    )


def _concrete(text: str, regime: Regime, *, field: str) -> str:
    """What happened, told as what was done: no view, rumour or feeling opens a review (JO 1414-2019)."""
    written = require_written(text, field=field)
    for found in findings_in(written, has_act=False, regime=regime):
        raise Refused(found.code, phrase=found.phrase, field=field)
    return written


def _note(entry: Entry, about: str, case: Case, *, by: Actor, now: dt.datetime, **facts: object) -> None:
    note(entry, by=by, now=now, subject=about, case_id=case.id, **facts)
