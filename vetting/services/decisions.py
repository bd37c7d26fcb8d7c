"""The decision: by another person on delegation, or the board's own entered from its minutes."""

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any

from vetting.domain.authority import Act, Actor, require
from vetting.domain.decision_letter import as_sent, content_of, rules_of
from vetting.domain.entries import Entry
from vetting.domain.errors import Refused
from vetting.domain.follow_up import PlanItem
from vetting.domain.free_text import require_written
from vetting.domain.indicators import PlannedIndicator
from vetting.domain.instalments import PlannedInstalment
from vetting.domain.misuse import GuardedDeed
from vetting.domain.payments_match import whole_at_once
from vetting.domain.separation import require_no_conflict, require_two_persons
from vetting.domain.stages import move
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms import GRANTING, Outcome, PlanTier, Signature, Stage
from vetting.gateways.pinned_checklists import checklist_of
from vetting.records import (
    decision_gates,
    decision_letters,
    decision_papers,
    decisions,
    delegations,
    effect_lists,
    follow_ups,
    grounds,
    indicators,
    mirror,
    notices,
    payments,
    revocations,
    sealed_reasons,
    second_readers,
    secrecy_marks,
    sheets,
    unread_statements,
    urgent_decisions,
)
from vetting.records.applications import Case
from vetting.records.db import transaction
from vetting.records.decisions import Decision, Proposal, Support
from vetting.records.follow_ups import FollowUpPlan
from vetting.records.journal import note
from vetting.records.notices import NoticeKind
from vetting.records.refused_deeds import told_if_refused


@dataclass(frozen=True)
class _Signing:
    """On whose behalf: a point of the delegation order, or the board's minutes."""

    signature: Signature
    on: dt.date
    delegation_item: str = ""
    minutes: str = ""


def decide(case_id: str, proposal_id: str, *, by: Actor, now: dt.datetime) -> str:
    """Decides the proposal the decider has read, as it stands, and gives the decision's id.

    Decision, sealed reasons, support, plan and letter are written together or not at all. Raises Refused:
    `already_decided`, `proposal_gone`, `proposal_stale`, `proposal_check_outdated`, `decider_is_proposer`,
    `conflict_*`, `board_only`, `above_delegation` …
    """
    with told_if_refused(GuardedDeed.DECIDE, case_id, by=by, now=now), transaction():
        case, proposal = _proposal_in_hand(case_id, proposal_id, Act.DECIDE, by)
        require_no_conflict(decisions.declared_by(case.id, by.id))
        today = swedish_day(now)
        power = delegations.power_to_sign(
            case, proposal.outcome, proposal.amount, proposed_by=proposal.proposed_by, by=by, on=today
        )
        signing = _Signing(Signature.DELEGATE, today, delegation_item=power.item)
        return _make_decision(case, proposal, signing, by=by, now=now)


def decide_urgently(case_id: str, proposal_id: str, *, why: str, by: Actor, now: dt.datetime) -> str:
    """The chair decides for the board what cannot await it (KL 6:39), and it is reported to the next meeting.

    Raises Refused as decide, and `chair_not_empowered` or `text_missing`.
    """
    with told_if_refused(GuardedDeed.DECIDE_URGENTLY, case_id, by=by, now=now), transaction():
        case, proposal = _proposal_in_hand(case_id, proposal_id, Act.DECIDE_URGENT, by)
        require_no_conflict(decisions.declared_by(case.id, by.id))
        power = delegations.power_of_chair(case, by=by, on=swedish_day(now))
        reason = require_written(why, field="why")
        signing = _Signing(Signature.CHAIR, swedish_day(now), delegation_item=power.item)
        decision_id = _make_decision(case, proposal, signing, by=by, now=now)
        urgent_decisions.add(decision_id, reason)
        return decision_id


def record_board_decision(
    case_id: str, proposal_id: str, *, minutes: str, decided_on: dt.date, by: Actor, now: dt.datetime
) -> str:
    """Enters that the board decided as proposed. `minutes` names the minutes and their paragraph.

    A board that decides otherwise sends the proposal back: reasons and plan must then be written anew.
    """
    with told_if_refused(GuardedDeed.RECORD_BOARD_DECISION, case_id, by=by, now=now), transaction():
        case, proposal = _proposal_in_hand(case_id, proposal_id, Act.RECORD_BOARD_DECISION, by)
        if not minutes.strip():
            raise Refused("minutes_missing")
        if not swedish_day(proposal.proposed_at) <= decided_on <= swedish_day(now):
            raise Refused("board_day_impossible", decided_on=decided_on.isoformat())
        kept = require_written(minutes, field="minutes", longest=120)
        signing = _Signing(Signature.BOARD, decided_on, minutes=kept)
        return _make_decision(case, proposal, signing, by=by, now=now)


def _proposal_in_hand(case_id: str, proposal_id: str, act: Act, by: Actor) -> tuple[Case, Proposal]:
    """The case locked, and the proposal that was read: not another one that came since."""
    case = sheets.case_in_hand(case_id)
    require(by, act, case.board_id)
    if case.stage is Stage.DECIDED:
        raise Refused("already_decided")
    proposal = decisions.open_proposal(case.id)
    if proposal is None or proposal.id != proposal_id:
        raise Refused("proposal_gone")
    return case, proposal


def _make_decision(case: Case, proposal: Proposal, signing: _Signing, *, by: Actor, now: dt.datetime) -> str:
    before, after = case.stage, move(case.stage, Stage.DECIDED)
    _require_signable(case, proposal, signing, by=by, now=now)
    proposal.reasons = _with_last_words(case, proposal, signing, by=by, now=now)
    plan_id = _plan_of(case, proposal, by=by, now=now)
    decision = decisions.add_decision(
        Decision(
            case_id=case.id,
            proposal_id=proposal.id,
            plan_id=plan_id,
            outcome=proposal.outcome,
            amount=proposal.amount,
            proposed_by=proposal.proposed_by,
            decided_by=by.id,
            signature=signing.signature,
            delegation_item=signing.delegation_item,
            minutes=signing.minutes,
            decided_at=now,
            decided_on=signing.on,
        )
    )
    letter = decision_letters.letter_of(decision, case, proposal, rules=rules_of(checklist_of(case)))
    seal = sealed_reasons.seal_reasons(decision, proposal, letter)
    mirror.keep_pattern(decision, case, proposal.pattern)
    _note_decision(decision, seal.digest, by=by, now=now)
    if proposal.outcome in GRANTING:
        _grant(case, decision, proposal, by=by, now=now)
    if case.is_review:
        revocations.conclude(decision, case, proposal, by=by, now=now)
    proposal.is_open = False
    case.stage, case.decided_at = after, now
    if proposal.outcome in GRANTING:  # no application any more
        effect_lists.join_new(case.association_id, by=by, now=now)
    sent = as_sent(letter, secrecy_marks.withheld_in_letters(case.id))
    subject = f"Beslut i ärende {case.case_number}"
    notices.keep_letter(case.id, NoticeKind.DECISION, subject, content_of(sent), by=by, now=now)
    facts = {"before": before.value, "after": after.value}
    note(Entry.CASE_MOVED, by=by, now=now, subject=f"case:{case.id}", case_id=case.id, **facts)
    return decision.id


def _require_signable(
    case: Case, proposal: Proposal, signing: _Signing, *, by: Actor, now: dt.datetime
) -> None:
    """Another person signs, of what still stands, and one who has not drafted what escalates."""
    require_two_persons(proposal.proposed_by, by)
    decision_gates.require_untouched(
        case, proposal, signing.signature, decided_on=signing.on, today=swedish_day(now)
    )
    checklist = checklist_of(case)
    grounds.require_as_recorded(case, proposal, checklist)
    if signing.signature is not Signature.BOARD:  # whoever enters the board's decision reads for nobody
        second_readers.require_second_reader(case.id, grounds.basis_of(case, checklist).verdict, by)


def _with_last_words(
    case: Case, proposal: Proposal, signing: _Signing, *, by: Actor, now: dt.datetime
) -> list[dict[str, Any]]:
    """The board rests on what had been considered by its day; who enters it is told of what had only come."""
    if signing.signature is Signature.BOARD:
        unread_statements.leave_out(case, signing.on, decided_by=by.id, now=now)
    return grounds.with_last_words(case.id, proposal)


def _plan_of(case: Case, proposal: Proposal, *, by: Actor, now: dt.datetime) -> str | None:
    """A grant is given with its plan; what a review lets stand goes on with the one agreed, if one is."""
    if proposal.outcome in GRANTING:
        return _make_plan(case, proposal, by=by, now=now)
    agreed = follow_ups.plan_in_force(case.id) if proposal.outcome is Outcome.CONTINUED else None
    return None if agreed is None else agreed.id


def _make_plan(case: Case, proposal: Proposal, *, by: Actor, now: dt.datetime) -> str:
    items = [PlanItem.from_kept(kept) for kept in proposal.plan]
    plan = FollowUpPlan(
        case_id=case.id, version=1, tier=proposal.tier or PlanTier.EXTENDED, made_by=by.id, made_at=now
    )
    follow_ups.add_plan(plan, items)
    measures = [PlannedIndicator.from_kept(kept) for kept in proposal.indicators or ()]
    indicators.add_indicators(plan.id, measures)
    note(
        Entry.FOLLOW_UP_PLANNED,
        by=by,
        now=now,
        subject=f"plan:{plan.id}",
        case_id=case.id,
        tier=plan.tier.value,
        items=[{"kind": item.kind.value, "due_on": item.due_on.isoformat()} for item in items],
    )
    return plan.id


def _plan_payments(support: Support, proposal: Proposal, *, decided_on: dt.date) -> None:
    """The parts as they were decided; a day that passed before the signature becomes that of the decision."""
    parts = [PlannedInstalment.from_kept(kept) for kept in proposal.instalments or ()]
    if not parts:
        payments.plan_parts(support.id, whole_at_once(support.amount, support.starts_on, decided_on))
        return
    payments.plan_instalments(
        support.id, [replace(part, due_on=max(part.due_on, decided_on)) for part in parts]
    )


def _grant(case: Case, decision: Decision, proposal: Proposal, *, by: Actor, now: dt.datetime) -> None:
    application, names = decision_papers.newest_application_and_names(case.id)
    support = decisions.add_support(
        Support(
            case_id=case.id,
            decision_id=decision.id,
            association_id=case.association_id,
            board_id=case.board_id,
            kind=names.kind,
            amount=decision.amount,
            starts_on=application.starts_on,
            ends_on=application.ends_on,
        )
    )
    _plan_payments(support, proposal, decided_on=decision.decided_on)
    note(
        Entry.SUPPORT_GRANTED,
        by=by,
        now=now,
        subject=f"support:{support.id}",
        case_id=case.id,
        kind=support.kind.value,
        amount=support.amount,
    )


def _note_decision(decision: Decision, reasons_digest: str, *, by: Actor, now: dt.datetime) -> None:
    note(
        Entry.DECISION_MADE,
        by=by,
        now=now,
        subject=f"decision:{decision.id}",
        case_id=decision.case_id,
        proposal=decision.proposal_id,
        outcome=decision.outcome.value,
        amount=decision.amount,
        signature=decision.signature.value,
        delegation_item=decision.delegation_item,
        minutes=decision.minutes,
        decided_on=decision.decided_on.isoformat(),
        reasons_digest=reasons_digest,
    )
