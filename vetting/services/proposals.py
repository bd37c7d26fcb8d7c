"""Up to the decision: conflicts of interest declared, a decision proposed, a proposal returned."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from vetting.domain.authority import DECIDING, Act, Actor, may, require
from vetting.domain.checklist import Checklist
from vetting.domain.decisions import (
    Blocker,
    Draft,
    Preparation,
    blockers_of_case,
    faults_of_draft,
    faults_of_payout,
    require_none,
    tidied,
)
from vetting.domain.entries import Entry
from vetting.domain.errors import NotAllowed, Refused
from vetting.domain.follow_up import Grant, PlanItem, require_owners, suggested_plan, tier_for
from vetting.domain.free_text import require_writable, require_written
from vetting.domain.ground_building import Recorded, built
from vetting.domain.ground_rules import faults_of_answers, faults_of_grounds
from vetting.domain.grounds import Ground
from vetting.domain.mirror import pattern_of
from vetting.domain.misuse import GuardedDeed
from vetting.domain.payouts import is_paid_before_final
from vetting.domain.plan_parts import faults_of_parts, with_keys
from vetting.domain.revocation import REVOKING, with_evidence
from vetting.domain.separation import require_no_conflict
from vetting.domain.stages import move
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms import GRANTING, Stage
from vetting.domain.verdict import Verdict
from vetting.gateways.calendar import swedish_holidays
from vetting.gateways.pinned_checklists import checklist_of
from vetting.records import case_facts, decision_gates, decision_papers, decisions, grounds, sheets
from vetting.records.applications import Application, Case
from vetting.records.case_facts import CheckFacts
from vetting.records.db import new_id, transaction
from vetting.records.decisions import Proposal
from vetting.records.journal import note
from vetting.records.preparation import require_word
from vetting.records.refused_deeds import told_if_refused


@dataclass(frozen=True)
class _Desk:
    """What lies on the desk when a decision is proposed."""

    checklist: Checklist
    application: Application
    check: CheckFacts | None
    recorded: Recorded
    verdict: Verdict
    preparation: Preparation

    @property
    def given(self) -> Mapping[str, str]:
        return {question_id: answer.value for question_id, answer in self.recorded.answers.items()}

    @property
    def pattern(self) -> str:
        return pattern_of(self.verdict).key

    @property
    def is_escalated(self) -> bool:
        return bool(self.verdict.to_escalate) or (self.check is not None and self.check.unsettled > 0)


def declare_no_conflict(case_id: str, *, by: Actor, now: dt.datetime) -> None:
    """The actor says to have no interest in the case that could disqualify (KL 6:28-32, 7:4)."""
    _declare(case_id, False, "", by=by, now=now)


def declare_conflict(case_id: str, reason: str, *, by: Actor, now: dt.datetime) -> None:
    """The actor has such an interest and acts no more in the case. Raises Refused `text_missing`."""
    _declare(case_id, True, require_written(reason, field="note"), by=by, now=now)


def suggest_plan(
    grant: Grant, *, owner_id: str, deputy_id: str = "", now: dt.datetime
) -> tuple[PlanItem, ...]:
    """Dated items for a grant of that amount and period; nothing is kept until it is proposed."""
    today = swedish_day(now)
    holidays = swedish_holidays(today.year, max(today.year, grant.ends_on.year) + 2)
    plan = suggested_plan(grant, today=today, owner_id=owner_id, holidays=holidays)
    return tuple(replace(item, deputy_id=deputy_id) for item in plan)


def asks_of_payout(starts_on: dt.date, *, now: dt.datetime) -> bool:
    """Whether a grant from that day, decided now, is paid while it can still be annulled."""
    today = swedish_day(now)
    return is_paid_before_final(starts_on, today, swedish_holidays(today.year, today.year + 1))


def propose_decision(
    case_id: str,
    draft: Draft,
    *,
    acknowledgement: str = "",
    has_no_conflict: bool = False,
    by: Actor,
    now: dt.datetime,
) -> str:
    """Proposes what the officer wrote and gives the proposal's id. The outcome is theirs, never suggested.

    `has_no_conflict`: the officer says so with the proposal, kept with it or not at all.
    Raises Refused with the first blocker's code, the codes of all in the fact `all` (domain/decisions.py).
    """
    with told_if_refused(GuardedDeed.PROPOSE, case_id, by=by, now=now), transaction():
        case = sheets.case_in_hand(case_id)
        require(by, Act.PREPARE_CASE, case.board_id)
        before, after = case.stage, move(case.stage, Stage.PROPOSED)
        if has_no_conflict:
            require_word(case, has_none=True, by=by, now=now)
        desk = _desk_of(case, by)
        draft, acknowledgement = tidied(draft), require_writable(acknowledgement, field="acknowledgement")
        grounds_built = built(draft.reasons, draft.outcome, desk.checklist, desk.recorded)
        faults = _faults_of(case, draft, desk, grounds_built, now=now)
        draft = _with_evidence(draft, grounds_built)
        faults += faults_of_parts(draft, today=swedish_day(now))
        faults += decision_gates.faults_of_proposal(
            case, draft, grounds=grounds_built, pattern=desk.pattern, today=swedish_day(now)
        )
        require_none([*blockers_of_case(desk.preparation, draft.outcome, acknowledgement), *faults])
        require_owners(draft.plan, decision_papers.possible_owners(case.board_id))
        draft = replace(draft, plan=with_keys(draft.plan, new_id))
        proposal = _row_of(draft, case, desk, grounds_built)
        proposal.acknowledgement = acknowledgement if desk.preparation.is_incomplete else ""
        proposal.proposed_by, proposal.proposed_at = by.id, now
        decisions.add_proposal(proposal)
        case.stage, case.local_rules = after, sheets.parameter_texts(case)
        _note_proposal(proposal, by=by, now=now)
        _note_move(case, before, by=by, now=now)
        return proposal.id


def return_proposal(case_id: str, proposal_id: str, reason: str, *, by: Actor, now: dt.datetime) -> None:
    """Back to review, with a reason the case officer reads. The proposer may take it back in the same way."""
    with told_if_refused(GuardedDeed.RETURN_PROPOSAL, case_id, by=by, now=now), transaction():
        case = sheets.case_in_hand(case_id)
        require(by, Act.SEE_CASES, case.board_id)
        proposal = decisions.open_proposal(case.id)
        if proposal is None or proposal.id != proposal_id:
            raise Refused("proposal_gone")
        if not by.is_person(proposal.proposed_by) and not any(
            may(by, act, case.board_id) for act in (*DECIDING, Act.RECORD_BOARD_DECISION)
        ):
            raise NotAllowed("not_allowed", act=Act.DECIDE.value)
        if not by.is_person(proposal.proposed_by):  # one's own is taken back, above all in a conflict
            require_no_conflict(bool(decisions.declared_by(case.id, by.id)))
        before, case.stage = case.stage, move(case.stage, Stage.IN_REVIEW)
        proposal.is_open = False
        proposal.returned_reason = require_written(reason, field="reason")
        note(
            Entry.PROPOSAL_RETURNED,
            by=by,
            now=now,
            subject=f"proposal:{proposal.id}",
            case_id=case.id,
        )
        _note_move(case, before, by=by, now=now)


def _declare(case_id: str, has_conflict: bool, reason: str, *, by: Actor, now: dt.datetime) -> None:
    with transaction():
        case = sheets.case_in_hand(case_id)
        require(by, Act.SEE_CASES, case.board_id)
        if not any(may(by, act, case.board_id) for act in (Act.PREPARE_CASE, Act.ALLOW_WORDING, *DECIDING)):
            raise NotAllowed("not_allowed", act=Act.DECIDE.value)
        decisions.add_declaration(case.id, by.id, has_conflict=has_conflict, note=reason, now=now)
        note(
            Entry.CONFLICT_DECLARED,
            by=by,
            now=now,
            subject=f"case:{case.id}",
            case_id=case.id,
            has_conflict=has_conflict,
        )


def _desk_of(case: Case, by: Actor) -> _Desk:
    checklist = checklist_of(case)
    check = case_facts.check_that_counts(case.id)
    basis = grounds.basis_to_propose_on(case, checklist)
    preparation = case_facts.preparation_of(case.id, by.id, check=check, verdict=basis.verdict)
    application = case_facts.newest_application(case.id)
    return _Desk(checklist, application, check, basis.recorded, basis.verdict, preparation)


def _with_evidence(draft: Draft, chosen: Sequence[Ground]) -> Draft:
    """Nothing is claimed back for days that the evidence of the grounds says nothing of."""
    if draft.revocation is None or draft.outcome not in REVOKING:
        return replace(draft, revocation=None)
    evidence = [item for ground in chosen for item in ground.evidence]
    periods = with_evidence(draft.revocation.periods, evidence)
    return replace(draft, revocation=replace(draft.revocation, periods=periods))


def _faults_of(
    case: Case, draft: Draft, desk: _Desk, chosen: Sequence[Ground], *, now: dt.datetime
) -> tuple[Blocker, ...]:
    """What the draft itself lacks, its grounds, and the answers they rest on."""
    today = swedish_day(now)
    return (
        *faults_of_draft(draft, applied=desk.application.amount, answers=desk.given, today=today),
        *faults_of_payout(draft, is_before_final=asks_of_payout(desk.application.starts_on, now=now)),
        *faults_of_grounds(chosen, applied_on=grounds.applied_on(case)),
        *faults_of_answers(chosen, draft.outcome, desk.checklist, desk.recorded),
    )


def _row_of(draft: Draft, case: Case, desk: _Desk, chosen: Sequence[Ground]) -> Proposal:
    grants = draft.outcome in GRANTING
    period = (desk.application.starts_on, desk.application.ends_on)
    grant = Grant(draft.amount, *period, is_escalated=desk.is_escalated)
    return Proposal(
        case_id=case.id,
        outcome=draft.outcome,
        amount=draft.amount,
        summary=draft.summary,
        reasons=[ground.as_kept() for ground in chosen],
        conditions=list(draft.conditions) if grants else [],
        reservation=draft.reservation if grants else "",
        proportionality=draft.proportionality,
        tier=tier_for(grant) if grants else None,
        plan=[item.as_kept() for item in draft.plan] if grants else [],
        sheet_version=case.sheet_version,
        pattern=desk.pattern,
        check_id=None if desk.check is None else desk.check.id,
        revocation=None if draft.revocation is None else draft.revocation.as_kept(),
        payout=draft.payout.as_kept() if grants and draft.payout and draft.payout.is_told else None,
        indicators=[one.as_kept() for one in draft.indicators] if grants else None,
        instalments=[one.as_kept() for one in draft.instalments] if grants else None,
    )


def _note_proposal(proposal: Proposal, *, by: Actor, now: dt.datetime) -> None:
    note(
        Entry.DECISION_PROPOSED,
        by=by,
        now=now,
        subject=f"proposal:{proposal.id}",
        case_id=proposal.case_id,
        outcome=proposal.outcome.value,
        amount=proposal.amount,
        sheet_version=proposal.sheet_version,
        check=proposal.check_id,
        criteria=[reason["question_id"] for reason in proposal.reasons],
        acknowledged_incomplete_check=bool(proposal.acknowledgement),
    )


def _note_move(case: Case, before: Stage, *, by: Actor, now: dt.datetime) -> None:
    facts = {"before": before.value, "after": case.stage.value}
    note(Entry.CASE_MOVED, by=by, now=now, subject=f"case:{case.id}", case_id=case.id, **facts)
