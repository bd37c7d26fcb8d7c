"""Sealed reasons, one version per decision, and the addenda to them: the tables refuse any change."""

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, select
from sqlalchemy.orm import Mapped, mapped_column

from vetting.domain.decision_letter import DecisionLetter
from vetting.domain.errors import NotFound
from vetting.domain.sealed_reasons import (
    FORMAT,
    VERSION,
    Addendum,
    Signed,
    addendum_digest,
    digest_of_text,
    reasons_document,
    sealed_text,
)
from vetting.records.columns import UtcTime
from vetting.records.db import Base, db, new_id
from vetting.records.decisions import Decision, Proposal


class SealedReasons(Base):
    """The reasons as signed. `text` is the canonical document whose SHA-256 is `digest`."""

    __tablename__ = "sealed_reasons"
    __table_args__ = (CheckConstraint("version = 1", name="only_version"),)

    decision_id: Mapped[str] = mapped_column(ForeignKey("decisions.id"), primary_key=True)
    version: Mapped[int]
    format: Mapped[str] = mapped_column(String(40))
    text: Mapped[str] = mapped_column(Text)
    digest: Mapped[str] = mapped_column(String(64))
    sealed_at: Mapped[dt.datetime] = mapped_column(UtcTime)


class ReasonAddendum(Base):
    """A text written after the decision; `digest` binds it to its writer, its time and version 1."""

    __tablename__ = "reason_addenda"
    __table_args__ = (Index("ix_reason_addenda_decision_id", "decision_id"),)

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    decision_id: Mapped[str] = mapped_column(ForeignKey("decisions.id"))
    text: Mapped[str] = mapped_column(Text)
    digest: Mapped[str] = mapped_column(String(64))
    written_by: Mapped[str] = mapped_column(ForeignKey("officers.id"))
    written_at: Mapped[dt.datetime] = mapped_column(UtcTime)


def seal_reasons(decision: Decision, proposal: Proposal, letter: DecisionLetter) -> SealedReasons:
    """Seals what the decision rests on, in the moment it is signed."""
    signed = Signed(proposal.proposed_by, proposal.proposed_at, decision.decided_by, decision.decided_at)
    document = reasons_document(
        letter,
        proposal.reasons,
        acknowledgement=proposal.acknowledgement,
        signed=signed,
        revocation=proposal.revocation,
    )
    if proposal.payout is not None:
        document["payout"] = proposal.payout
    text = sealed_text(document)
    row = SealedReasons(
        decision_id=decision.id,
        version=VERSION,
        format=FORMAT,
        text=text,
        digest=digest_of_text(text),
        sealed_at=decision.decided_at,
    )
    db.session.add(row)
    db.session.flush()
    return row


def decision_with_seal(case_id: str) -> tuple[Decision, Proposal, SealedReasons | None]:
    """The decision of a case with its proposal and seal; None as seal when made before reasons were sealed.

    Raises NotFound `not_decided`.
    """
    row = db.session.execute(
        select(Decision, Proposal, SealedReasons)
        .join(Proposal, Proposal.id == Decision.proposal_id)
        .outerjoin(SealedReasons, SealedReasons.decision_id == Decision.id)
        .where(Decision.case_id == case_id)
    ).one_or_none()
    if row is None:
        raise NotFound("not_decided")
    return row[0], row[1], row[2]


def add_addendum(decision_id: str, addendum: Addendum) -> ReasonAddendum:
    """Keeps the text beside the sealed reasons."""
    row = ReasonAddendum(
        decision_id=decision_id,
        text=addendum.text,
        digest=addendum_digest(addendum),
        written_by=addendum.by,
        written_at=addendum.at,
    )
    db.session.add(row)
    db.session.flush()
    return row
