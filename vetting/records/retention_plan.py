"""The municipality's own retention plan, boards' exceptions for the archive, leads, markers of what went."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from vetting.domain import retention_plan as plan
from vetting.domain.errors import NotFound
from vetting.domain.terms_disposal import LeadSource, RecordKind, Reliability
from vetting.records.columns import UtcTime, Word
from vetting.records.db import Base, db, new_id


class RetentionRule(Base):
    """A dated row that the municipality adopted; `days` NULL keeps the kind for good."""

    __tablename__ = "retention_rules"
    __table_args__ = (
        UniqueConstraint("kind", "in_force_on"),
        CheckConstraint("days IS NULL OR days > 0", name="days_positive"),
    )

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    kind: Mapped[RecordKind] = mapped_column(Word(RecordKind))
    days: Mapped[int | None]
    in_force_on: Mapped[dt.date]
    adopted_by: Mapped[str] = mapped_column(String(120))
    adopted_on: Mapped[dt.date | None]  # None: recorded before that was asked
    diary_number: Mapped[str] = mapped_column(String(60), default="")
    recorded_by: Mapped[str] = mapped_column(String(40))
    recorded_at: Mapped[dt.datetime] = mapped_column(UtcTime)


class ArchiveException(Base):
    """A board keeps a kind that the plan would remove: on which ground, by whom, until it is ended."""

    __tablename__ = "archive_exceptions"
    __table_args__ = (
        CheckConstraint("(ended_at IS NULL) = (ended_by IS NULL)", name="end_whole"),
        Index("ix_archive_exceptions_board_id", "board_id"),
    )

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    board_id: Mapped[str] = mapped_column(ForeignKey("boards.id"))
    kind: Mapped[RecordKind] = mapped_column(Word(RecordKind))
    ground: Mapped[str] = mapped_column(Text)
    made_by: Mapped[str] = mapped_column(String(40))
    made_at: Mapped[dt.datetime] = mapped_column(UtcTime)
    ended_by: Mapped[str | None] = mapped_column(String(40))
    ended_at: Mapped[dt.datetime | None] = mapped_column(UtcTime)


class Lead(Base):
    """What is noted of evidence of level 6-8 as a lead; `verified` says by what it was found to hold."""

    __tablename__ = "leads"
    __table_args__ = (
        CheckConstraint("(verified_at IS NULL) = (verified_by IS NULL)", name="verification_whole"),
        CheckConstraint("(verified_at IS NULL) = (verified = '')", name="verification_said"),
    )

    evidence_id: Mapped[str] = mapped_column(ForeignKey("evidence.id"), primary_key=True)
    source_kind: Mapped[LeadSource] = mapped_column(Word(LeadSource))
    reliability: Mapped[Reliability] = mapped_column(Word(Reliability))
    verified: Mapped[str] = mapped_column(Text, default="")
    verified_by: Mapped[str | None] = mapped_column(String(40))
    verified_at: Mapped[dt.datetime | None] = mapped_column(UtcTime)


class Disposal(Base):
    """The marker of something removed: what kind, when, by which row of the plan. Never what it said."""

    __tablename__ = "disposals"
    __table_args__ = (UniqueConstraint("item"), Index("ix_disposals_case_id", "case_id"))

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    case_id: Mapped[str] = mapped_column(ForeignKey("cases.id"))
    kind: Mapped[RecordKind] = mapped_column(Word(RecordKind))
    item: Mapped[str] = mapped_column(String(40))  # "evidence:<id>", "answer:<id>", "act:<id>"
    question_id: Mapped[str] = mapped_column(String(10), default="")
    rule_days: Mapped[int]
    rule_in_force_on: Mapped[dt.date]
    rule_adopted_by: Mapped[str] = mapped_column(String(120), default="")  # blank: came with the service
    digest: Mapped[str] = mapped_column(String(64), default="")  # SHA-256 of a file that went with it
    disposed_at: Mapped[dt.datetime] = mapped_column(UtcTime)


def adopted_rows() -> tuple[plan.PlanRow, ...]:
    """Every row that the municipality has adopted, whenever in force."""
    rows = db.session.scalars(select(RetentionRule).order_by(RetentionRule.in_force_on, RetentionRule.id))
    return tuple(
        plan.PlanRow(
            row.kind, row.days, row.in_force_on, row.adopted_by, "own", row.adopted_on, row.diary_number
        )
        for row in rows
    )


def keep_row(row: plan.PlanRow, *, recorded_by: str, now: dt.datetime) -> str:
    """Keeps a row of the plan and gives its id."""
    kept = RetentionRule(
        kind=row.kind,
        days=row.days,
        in_force_on=row.in_force_on,
        adopted_by=row.adopted_by,
        adopted_on=row.adopted_on,
        diary_number=row.diary_number,
        recorded_by=recorded_by,
        recorded_at=now,
    )
    db.session.add(kept)
    db.session.flush()
    return kept.id


def standing_exceptions() -> Sequence[ArchiveException]:
    """Those that have not been ended, in the order they were made."""
    return db.session.scalars(
        select(ArchiveException)
        .where(ArchiveException.ended_at.is_(None))
        .order_by(ArchiveException.made_at, ArchiveException.id)
    ).all()


def boards_excepted(kind: RecordKind) -> tuple[str, ...]:
    """Boards that keep that kind for the archive."""
    return tuple(one.board_id for one in standing_exceptions() if one.kind is kind)


def exception_in_hand(exception_id: str) -> ArchiveException:
    """The exception, locked until the deed is done. Raises NotFound."""
    found = db.session.get(ArchiveException, exception_id, with_for_update=True, populate_existing=True)
    if found is None:
        raise NotFound("not_found")
    return found


def add_exception(row: ArchiveException) -> str:
    """Keeps an exception and gives its id."""
    db.session.add(row)
    db.session.flush()
    return row.id


def lead_of(evidence_id: str) -> Lead | None:
    """What is noted of a lead, locked; None for one added before that was noted."""
    return db.session.get(Lead, evidence_id, with_for_update=True, populate_existing=True)


def add_lead(row: Lead) -> None:
    """Keeps what is noted of a lead."""
    db.session.add(row)
    db.session.flush()
