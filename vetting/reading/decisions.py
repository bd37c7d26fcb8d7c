"""Proposal, decision and plan of a case, as its page shows them."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import and_, bindparam, select
from sqlalchemy.orm import aliased

from vetting.domain.announcing import is_adjusted_late, is_late
from vetting.domain.appeals import review_of
from vetting.domain.authority import Act, Actor, may
from vetting.domain.errors import NotFound
from vetting.domain.grounds import Ground
from vetting.domain.indicators import PlannedIndicator
from vetting.domain.instalments import PlannedInstalment
from vetting.domain.payouts import Payout
from vetting.domain.revocation import Revocation
from vetting.domain.terms import Outcome, PlanTier, Signature, Stage
from vetting.reading.case_filter import visible
from vetting.reading.plan_lines import PlanLine, plan_in_force, proposed_line
from vetting.records.announcements import Announcement
from vetting.records.applications import Case
from vetting.records.db import db
from vetting.records.decision_papers import names_of_officers
from vetting.records.decisions import Decision, Proposal
from vetting.records.officers import Officer
from vetting.records.urgent_decisions import UrgentDecision


@dataclass(frozen=True)
class ShownProposal:
    """A proposal as written. `is_open` until it is decided or returned."""

    id: str
    outcome: Outcome
    amount: int
    summary: str
    reasons: tuple[Ground, ...]
    conditions: tuple[str, ...]
    reservation: str
    proportionality: str
    tier: PlanTier | None
    plan: tuple[PlanLine, ...]
    sheet_version: int
    check_id: str | None
    acknowledgement: str
    is_open: bool
    returned_reason: str | None
    proposed_by_id: str
    proposed_by: str
    proposed_at: dt.datetime
    revocation: Revocation | None = None
    payout: Payout | None = None
    indicators: tuple[PlannedIndicator, ...] = ()
    instalments: tuple[PlannedInstalment, ...] = ()


@dataclass(frozen=True)
class Urgent:
    """Why a decision could not await the board, and the meeting it was reported to (KL 6:39, 6:40)."""

    why: str
    reported_on: dt.date | None
    minutes: str


@dataclass(frozen=True)
class Announced:
    """When the decision was announced, until when it can be tried, and what came later than it should:
    the announcement, or the adjustment of the board's minutes."""

    announced_on: dt.date
    appeal_until_on: dt.date
    taken_down_on: dt.date | None
    is_late: bool
    is_adjusted_late: bool


@dataclass(frozen=True)
class ShownDecision:
    """Who decided what, when, and on whose behalf."""

    id: str
    outcome: Outcome
    amount: int
    signature: Signature
    decided_by: str
    delegation_item: str
    minutes: str
    decided_on: dt.date
    decided_at: dt.datetime
    urgent: Urgent | None
    announced: Announced | None
    is_announced: bool  # whether it is to be, by its legal regime
    is_served: bool  # whether the time to appeal runs from the day the association received it


@dataclass(frozen=True)
class CaseDecision:
    """The newest proposal, the decision if there is one, the plan in force, and what the reader may do."""

    case_id: str
    stage: Stage
    proposal: ShownProposal | None
    decision: ShownDecision | None
    plan_version: int | None
    plan: tuple[PlanLine, ...]
    may_propose: bool
    may_decide: bool
    may_decide_urgently: bool
    may_record: bool
    may_follow_up: bool
    is_proposer: bool

    @property
    def is_waiting(self) -> bool:
        """Whether a proposal waits for somebody's decision."""
        return self.stage is Stage.PROPOSED and self.proposal is not None and self.proposal.is_open


def decision_of_case(case_id: str, *, actor: Actor) -> CaseDecision:
    """What the case page shows of proposal and decision, in two queries. Raises NotFound."""
    row = db.session.execute(_query(actor), {"case_id": case_id}).one_or_none()
    if row is None:
        raise NotFound("not_found")
    case, proposal, decision, urgent, announced, proposed_by, decided_by = row
    version, plan = plan_in_force(case_id) if decision is not None else (None, ())
    owners: Mapping[str, str] = {}
    if proposal is not None and proposal.plan and decision is None:
        owners = names_of_officers(
            {kept[who] for kept in proposal.plan for who in ("owner_id", "deputy_id") if kept.get(who)}
        )
    shown = None if proposal is None else _proposal(proposal, proposed_by, owners)
    return CaseDecision(
        case_id=case.id,
        stage=case.stage,
        proposal=shown,
        decision=decision and _decision(decision, urgent, announced, case=case, decided_by=decided_by),
        plan_version=version,
        plan=plan,
        may_propose=may(actor, Act.PREPARE_CASE, case.board_id),
        may_decide=may(actor, Act.DECIDE, case.board_id),
        may_decide_urgently=may(actor, Act.DECIDE_URGENT, case.board_id),
        may_record=may(actor, Act.RECORD_BOARD_DECISION, case.board_id),
        may_follow_up=may(actor, Act.FOLLOW_UP, case.board_id),
        is_proposer=shown is not None and actor.is_person(shown.proposed_by_id),
    )


def newest_proposal(case_id: str, owners: Mapping[str, str], *, actor: Actor) -> ShownProposal | None:
    """The newest proposal alone; `owners` are names by officer id for the lines of its plan."""
    row = db.session.execute(_query(actor), {"case_id": case_id}).one_or_none()
    if row is None or row[1] is None:
        return None
    return _proposal(row[1], row[5], owners)


@lru_cache(maxsize=256)  # building it takes longer than running it
def _query(actor: Actor) -> Any:
    proposer, decider = aliased(Officer), aliased(Officer)
    return (
        select(
            Case,
            Proposal,
            Decision,
            UrgentDecision,
            Announcement,
            proposer.display_name,
            decider.display_name,
        )
        .outerjoin(Proposal, Proposal.case_id == Case.id)
        .outerjoin(Decision, and_(Decision.case_id == Case.id, Decision.proposal_id == Proposal.id))
        .outerjoin(UrgentDecision, UrgentDecision.decision_id == Decision.id)
        .outerjoin(Announcement, Announcement.decision_id == Decision.id)
        .outerjoin(proposer, proposer.id == Proposal.proposed_by)
        .outerjoin(decider, decider.id == Decision.decided_by)
        .where(Case.id == bindparam("case_id"), visible(actor))
        .order_by(Proposal.is_open.desc(), Proposal.proposed_at.desc())
        .limit(1)
    )


def grounds_kept(kept: Sequence[Mapping[str, Any]]) -> tuple[Ground, ...]:
    """Grounds as a proposal, or the seal of a decision, keeps them."""
    return tuple(Ground.from_kept(one) for one in kept)


def _proposal(proposal: Proposal, proposed_by: str, owners: Mapping[str, str]) -> ShownProposal:
    return ShownProposal(
        id=proposal.id,
        outcome=proposal.outcome,
        amount=proposal.amount,
        summary=proposal.summary,
        reasons=grounds_kept(proposal.reasons),
        conditions=tuple(proposal.conditions),
        reservation=proposal.reservation,
        proportionality=proposal.proportionality,
        tier=proposal.tier,
        plan=tuple(proposed_line(kept, owners) for kept in proposal.plan),
        sheet_version=proposal.sheet_version,
        check_id=proposal.check_id,
        acknowledgement=proposal.acknowledgement,
        is_open=proposal.is_open,
        returned_reason=proposal.returned_reason,
        proposed_by_id=proposal.proposed_by,
        proposed_by=proposed_by,
        proposed_at=proposal.proposed_at,
        revocation=None if proposal.revocation is None else Revocation.from_kept(proposal.revocation),
        payout=None if proposal.payout is None else Payout.from_kept(proposal.payout),
        indicators=tuple(PlannedIndicator.from_kept(kept) for kept in proposal.indicators or ()),
        instalments=tuple(PlannedInstalment.from_kept(kept) for kept in proposal.instalments or ()),
    )


def _announced(row: Announcement, made: Decision) -> Announced:
    late = is_late(row.adjusted_on, row.announced_on)
    board_late = made.signature is Signature.BOARD and is_adjusted_late(made.decided_on, row.adjusted_on)
    return Announced(row.announced_on, row.appeal_until_on, row.taken_down_on, late, board_late)


def _decision(
    decision: Decision,
    urgent: UrgentDecision | None,
    announced: Announcement | None,
    *,
    case: Case,
    decided_by: str,
) -> ShownDecision:
    return ShownDecision(
        id=decision.id,
        outcome=decision.outcome,
        amount=decision.amount,
        signature=decision.signature,
        decided_by=decided_by,
        delegation_item=decision.delegation_item,
        minutes=decision.minutes,
        decided_on=decision.decided_on,
        decided_at=decision.decided_at,
        announced=None if announced is None else _announced(announced, decision),
        is_announced=review_of(case.regime).is_announced,
        is_served=review_of(case.regime).is_served,
        urgent=None if urgent is None else Urgent(urgent.why, urgent.reported_on, urgent.minutes),
    )
