"""Clearances of pairs that people judged, and signals: what re-screening made somebody look at again."""

import datetime as dt

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from vetting.domain.terms import Band, Judgement, SignalKind
from vetting.records.columns import UtcTime, Word
from vetting.records.db import Base, new_id


class Clearance(Base):
    """A judgement of a pair with the facts of both sides it rests on; it lapses when one of them changes."""

    __tablename__ = "clearances"
    __table_args__ = (
        Index("ix_clearances_pair", "association_id", "source_id", "record_id"),
        CheckConstraint("(lifted_at IS NULL) = (lifted_by IS NULL)", name="lift_whole"),
    )

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    association_id: Mapped[str] = mapped_column(ForeignKey("associations.id"))
    board_id: Mapped[str | None] = mapped_column(ForeignKey("boards.id"))
    source_id: Mapped[str] = mapped_column(ForeignKey("sources.id"))
    signatory_id: Mapped[str | None] = mapped_column(ForeignKey("signatories.id"))  # holds in that case alone
    record_id: Mapped[str] = mapped_column(String(120))
    hit_id: Mapped[str] = mapped_column(ForeignKey("hits.id"))
    judgement: Mapped[Judgement] = mapped_column(Word(Judgement))
    reason: Mapped[str] = mapped_column(Text)
    ours: Mapped[dict[str, object]] = mapped_column(JSON)
    theirs: Mapped[dict[str, object]] = mapped_column(JSON)
    fingerprint: Mapped[str] = mapped_column(String(64), index=True)
    given_by: Mapped[str] = mapped_column(String(40))
    given_at: Mapped[dt.datetime] = mapped_column(UtcTime)
    seconded_by: Mapped[str | None] = mapped_column(String(40))
    seconded_at: Mapped[dt.datetime | None] = mapped_column(UtcTime)
    lapsed_at: Mapped[dt.datetime | None] = mapped_column(UtcTime)
    lapsed_facts: Mapped[list[str]] = mapped_column(JSON, default=list)
    lifted_at: Mapped[dt.datetime | None] = mapped_column(UtcTime)
    lifted_by: Mapped[str | None] = mapped_column(String(40))
    lift_reason: Mapped[str | None] = mapped_column(Text)


class Rescreening(Base):
    """One run of everyone with live support or a future booking against what changed."""

    __tablename__ = "rescreenings"

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    source_id: Mapped[str | None] = mapped_column(ForeignKey("sources.id"), index=True)
    snapshot_id: Mapped[str | None] = mapped_column(ForeignKey("snapshots.id"))
    association_id: Mapped[str | None] = mapped_column(ForeignKey("associations.id"))  # when that one changed
    from_seq: Mapped[int] = mapped_column(default=0)
    to_seq: Mapped[int] = mapped_column(default=0)
    matcher_version: Mapped[str] = mapped_column(String(60))
    settings_version: Mapped[str] = mapped_column(String(40))  # of the thresholds
    parties: Mapped[int] = mapped_column(default=0)
    pairs_compared: Mapped[int] = mapped_column(default=0)
    new: Mapped[int] = mapped_column(default=0)
    changed: Mapped[int] = mapped_column(default=0)
    lapsed_clearances: Mapped[int] = mapped_column(default=0)
    withdrawn_evidence: Mapped[int] = mapped_column(default=0)
    run_by: Mapped[str] = mapped_column(String(40))
    started_at: Mapped[dt.datetime] = mapped_column(UtcTime)
    finished_at: Mapped[dt.datetime | None] = mapped_column(UtcTime)


class Signal(Base):
    """Something a person should look at again, until they have said what became of it."""

    __tablename__ = "signals"
    __table_args__ = (
        Index("ix_signals_open", "settled_at", "board_id"),
        Index("ix_signals_pair", "association_id", "source_id", "record_id"),
        CheckConstraint("(settled_at IS NULL) = (settled_by IS NULL)", name="settled_whole"),
        CheckConstraint(
            "rescreening_id IS NOT NULL OR clearance_id IS NOT NULL"
            " OR inquiry_id IS NOT NULL OR question_id IS NOT NULL",
            name="raised_by_something",
        ),
        CheckConstraint("(source_id IS NULL) = (question_id IS NOT NULL)", name="of_source_or_question"),
    )

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    kind: Mapped[SignalKind] = mapped_column(Word(SignalKind))
    association_id: Mapped[str] = mapped_column(ForeignKey("associations.id"))
    board_id: Mapped[str | None] = mapped_column(ForeignKey("boards.id"))
    case_id: Mapped[str | None] = mapped_column(ForeignKey("cases.id"), index=True)
    decision_id: Mapped[str | None] = mapped_column(ForeignKey("decisions.id"))  # the one that cited the row
    clearance_id: Mapped[str | None] = mapped_column(ForeignKey("clearances.id"))
    source_id: Mapped[str | None] = mapped_column(ForeignKey("sources.id"))  # None: of a partner's question
    question_id: Mapped[str | None] = mapped_column(ForeignKey("partner_questions.id"), index=True)
    inquiry_id: Mapped[str | None] = mapped_column(ForeignKey("inquiries.id"), index=True)
    signatory_id: Mapped[str | None] = mapped_column(ForeignKey("signatories.id"))  # None: the association
    record_id: Mapped[str] = mapped_column(String(120))
    listing_id: Mapped[str | None] = mapped_column(ForeignKey("listings.id"), index=True)
    band: Mapped[Band | None] = mapped_column(Word(Band))
    score: Mapped[float | None]
    reasons: Mapped[list[dict[str, object]]] = mapped_column(JSON, default=list)
    asked: Mapped[dict[str, object]] = mapped_column(JSON, default=dict)
    record: Mapped[dict[str, object]] = mapped_column(JSON, default=dict)
    changed_facts: Mapped[list[str]] = mapped_column(JSON, default=list)
    fingerprint: Mapped[str] = mapped_column(String(64), index=True)
    rescreening_id: Mapped[str | None] = mapped_column(ForeignKey("rescreenings.id"))  # None: somebody lifted
    raised_at: Mapped[dt.datetime] = mapped_column(UtcTime)
    settled_at: Mapped[dt.datetime | None] = mapped_column(UtcTime)
    settled_by: Mapped[str | None] = mapped_column(String(40))
    settled_as: Mapped[str | None] = mapped_column(String(40))
    note: Mapped[str | None] = mapped_column(Text)
