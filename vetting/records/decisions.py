"""Proposals, declared conflicts of interest, decisions, and the live support that follows from them."""

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    Index,
    Select,
    String,
    Text,
    UniqueConstraint,
    or_,
    select,
)
from sqlalchemy.orm import InstrumentedAttribute, Mapped, aliased, mapped_column

from vetting.domain.errors import NotFound
from vetting.domain.terms import Outcome, PlanTier, Signature, SupportKind
from vetting.records.applications import Case
from vetting.records.columns import UtcTime, Word
from vetting.records.db import Base, db, new_id
from vetting.records.officers import Officer, accounts_of_person


class Proposal(Base):
    """What the case officer proposes, with reasons per criterion, conditions, reservation and plan."""

    __tablename__ = "proposals"
    __table_args__ = (
        CheckConstraint(
            "outcome NOT IN ('granted', 'partly_granted') OR reservation <> ''", name="reservation_with_grant"
        ),
    )

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    case_id: Mapped[str] = mapped_column(ForeignKey("cases.id"), index=True)
    outcome: Mapped[Outcome] = mapped_column(Word(Outcome))
    amount: Mapped[int]  # whole kronor; 0 when nothing is granted
    summary: Mapped[str] = mapped_column(Text)
    reasons: Mapped[list[dict[str, Any]]] = mapped_column(JSON)  # grounds, as domain/grounds.py keeps them
    conditions: Mapped[list[str]] = mapped_column(JSON)
    reservation: Mapped[str] = mapped_column(Text)
    proportionality: Mapped[str] = mapped_column(Text, default="")
    tier: Mapped[PlanTier | None] = mapped_column(Word(PlanTier))
    plan: Mapped[list[dict[str, str]]] = mapped_column(JSON)  # kind, title, owner_id, due_on, evidence
    sheet_version: Mapped[int]  # the answers it was written on
    pattern: Mapped[str | None] = mapped_column(Text)  # of the mirror; older proposals have none
    check_id: Mapped[str | None] = mapped_column(ForeignKey("cross_checks.id"))
    acknowledgement: Mapped[str] = mapped_column(Text, default="")  # why an incomplete check must do
    revocation: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))  # of one to revoke
    payout: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))  # of a grant paid at once
    indicators: Mapped[list[dict[str, Any]] | None] = mapped_column(JSON(none_as_null=True))  # older: none
    instalments: Mapped[list[dict[str, Any]] | None] = mapped_column(JSON(none_as_null=True))  # older: none
    is_open: Mapped[bool] = mapped_column(default=True)
    returned_reason: Mapped[str | None] = mapped_column(Text)
    proposed_by: Mapped[str] = mapped_column(ForeignKey("officers.id"))
    proposed_at: Mapped[dt.datetime] = mapped_column(UtcTime)


class ConflictDeclaration(Base):
    """What an officer said of their own interest in a case, before acting in it (KL 6:28-32)."""

    __tablename__ = "conflict_declarations"
    __table_args__ = (Index("ix_conflict_declarations_case_officer", "case_id", "officer_id"),)

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    case_id: Mapped[str] = mapped_column(ForeignKey("cases.id"))
    officer_id: Mapped[str] = mapped_column(ForeignKey("officers.id"))
    has_conflict: Mapped[bool]
    note: Mapped[str] = mapped_column(Text, default="")
    declared_at: Mapped[dt.datetime] = mapped_column(UtcTime)


class Decision(Base):
    """What a person decided. The table refuses a decider who proposed, and a grant without a plan."""

    __tablename__ = "decisions"
    __table_args__ = (
        UniqueConstraint("case_id"),
        CheckConstraint("decided_by <> proposed_by", name="two_persons"),
        CheckConstraint(
            "outcome NOT IN ('granted', 'partly_granted') OR plan_id IS NOT NULL", name="plan_with_grant"
        ),
        CheckConstraint(
            "(outcome IN ('granted', 'partly_granted')) = (amount > 0)", name="amount_with_grant"
        ),
        CheckConstraint("signature <> 'board' OR minutes <> ''", name="minutes_with_board"),
    )

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    case_id: Mapped[str] = mapped_column(ForeignKey("cases.id"))
    proposal_id: Mapped[str] = mapped_column(ForeignKey("proposals.id"))
    plan_id: Mapped[str | None] = mapped_column(ForeignKey("follow_up_plans.id"))
    outcome: Mapped[Outcome] = mapped_column(Word(Outcome))
    amount: Mapped[int]
    proposed_by: Mapped[str] = mapped_column(ForeignKey("officers.id"))
    decided_by: Mapped[str] = mapped_column(ForeignKey("officers.id"))
    signature: Mapped[Signature] = mapped_column(Word(Signature))
    delegation_item: Mapped[str] = mapped_column(String(40), default="")
    minutes: Mapped[str] = mapped_column(String(120), default="")  # the board's minutes and paragraph
    decided_at: Mapped[dt.datetime] = mapped_column(UtcTime)
    decided_on: Mapped[dt.date]


class Support(Base):
    """Money (later also rooms) granted and not ended: what spot checks draw from and revocations reach."""

    __tablename__ = "supports"
    __table_args__ = (
        UniqueConstraint("decision_id"),
        CheckConstraint("(ended_on IS NULL) = (end_cause IS NULL)", name="end_whole"),
        Index("ix_supports_association", "association_id"),
    )

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    case_id: Mapped[str] = mapped_column(ForeignKey("cases.id"))
    decision_id: Mapped[str] = mapped_column(ForeignKey("decisions.id"))
    association_id: Mapped[str] = mapped_column(ForeignKey("associations.id"))
    board_id: Mapped[str] = mapped_column(ForeignKey("boards.id"), index=True)
    kind: Mapped[SupportKind] = mapped_column(Word(SupportKind))
    amount: Mapped[int]
    starts_on: Mapped[dt.date]
    ends_on: Mapped[dt.date]
    ended_on: Mapped[dt.date | None]
    end_cause: Mapped[str | None] = mapped_column(String(40))


def open_proposal(case_id: str) -> Proposal | None:
    """The proposal that waits for a decision, if one does."""
    return db.session.scalar(select(Proposal).where(Proposal.case_id == case_id, Proposal.is_open))


def last_declaration(case_id: str, officer_id: str | InstrumentedAttribute[str]) -> Select[bool]:
    """The question what the person of that account, on any of theirs, last said of a conflict in the case;
    of two at once, the conflict."""
    return (
        select(ConflictDeclaration.has_conflict)
        .where(
            ConflictDeclaration.case_id == case_id,
            ConflictDeclaration.officer_id.in_(accounts_of_person(officer_id)),
        )
        .order_by(ConflictDeclaration.declared_at.desc(), ConflictDeclaration.has_conflict.desc())
        .limit(1)
    )


def declared_by(case_id: str, officer_id: str) -> bool | None:
    """What the officer last said of a conflict in the case; None when nothing was said."""
    return db.session.scalar(last_declaration(case_id, officer_id))


def declarations_of(case_id: str, officer_ids: Collection[str]) -> Mapping[str, bool]:
    """What each of the officers last said of a conflict in the case, from any account of the same person; who
    said nothing is not there."""
    asked, declarer = aliased(Officer), aliased(Officer)
    rows = db.session.execute(
        select(asked.id, ConflictDeclaration.has_conflict)
        .join(declarer, declarer.id == ConflictDeclaration.officer_id)
        .join(asked, or_(asked.id == declarer.id, asked.staff_number == declarer.staff_number))
        .where(ConflictDeclaration.case_id == case_id, asked.id.in_(officer_ids))
        .order_by(ConflictDeclaration.declared_at, ConflictDeclaration.has_conflict)
    )
    return {officer_id: has_conflict for officer_id, has_conflict in rows}


def add_declaration(
    case_id: str, officer_id: str, *, has_conflict: bool, note: str, now: dt.datetime
) -> ConflictDeclaration:
    """Keeps what an officer said; a later word follows it and never replaces it."""
    said = ConflictDeclaration(
        case_id=case_id, officer_id=officer_id, has_conflict=has_conflict, note=note, declared_at=now
    )
    db.session.add(said)
    db.session.flush()
    return said


def add_proposal(proposal: Proposal) -> Proposal:
    """Keeps a new proposal."""
    db.session.add(proposal)
    db.session.flush()
    return proposal


def add_decision(decision: Decision) -> Decision:
    """Keeps a decision; the plan and its items must be there already, or the table refuses. What the proposal
    says from now on it says for good."""
    db.session.flush()
    db.session.add(decision)
    db.session.flush()
    return decision


def add_support(support: Support) -> Support:
    """Keeps the support that follows from a decision."""
    db.session.add(support)
    db.session.flush()
    return support


def granted_in(case_id: str) -> int:
    """Kronor granted in the case; 0 where nothing is decided."""
    return db.session.scalar(select(Decision.amount).where(Decision.case_id == case_id)) or 0


def decision_and_board(decision_id: str) -> tuple[Decision, str]:
    """The decision with the id of its board. Raises NotFound."""
    row = db.session.execute(
        select(Decision, Case.board_id)
        .join(Case, Case.id == Decision.case_id)
        .where(Decision.id == decision_id)
    ).one_or_none()
    if row is None:
        raise NotFound("not_found")
    return row[0], row[1]
