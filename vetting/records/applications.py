"""Schemes, cases, applications in versions, and requests for completion."""

import datetime as dt

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from vetting.domain.terms import Channel, Regime, Stage, SupportKind
from vetting.records.columns import UtcTime, Word
from vetting.records.db import Base, new_id


class Scheme(Base):
    """A kind of grant that a board gives in a year, with the checklist its applications are judged by."""

    __tablename__ = "schemes"
    __table_args__ = (UniqueConstraint("board_id", "key"),)

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    board_id: Mapped[str] = mapped_column(ForeignKey("boards.id"), index=True)
    key: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(120))
    kind: Mapped[SupportKind] = mapped_column(Word(SupportKind))
    regime: Mapped[Regime] = mapped_column(Word(Regime), default=Regime.LEGALITY_REVIEW)
    checklist: Mapped[str] = mapped_column(String(60))
    papers: Mapped[list[str]] = mapped_column(JSON)  # PaperKind values an application needs
    is_open: Mapped[bool] = mapped_column(default=True)


class CaseCounter(Base):
    """The last case number of a board and year; locked while a case is opened."""

    __tablename__ = "case_counters"

    board_id: Mapped[str] = mapped_column(ForeignKey("boards.id"), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int]


class Case(Base):
    """The whole matter from application to decision. Keeps the checklist version it is judged by."""

    __tablename__ = "cases"
    __table_args__ = (
        UniqueConstraint("case_number"),
        Index("ix_cases_board_stage", "board_id", "stage"),
        Index("ix_cases_opened_at", "opened_at"),
    )

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    case_number: Mapped[str] = mapped_column(String(40))
    board_id: Mapped[str] = mapped_column(ForeignKey("boards.id"))
    scheme_id: Mapped[str] = mapped_column(ForeignKey("schemes.id"), index=True)
    association_id: Mapped[str] = mapped_column(ForeignKey("associations.id"), index=True)
    regime: Mapped[Regime] = mapped_column(Word(Regime))
    stage: Mapped[Stage] = mapped_column(Word(Stage))
    year: Mapped[int]
    assigned_to: Mapped[str | None] = mapped_column(ForeignKey("officers.id"), index=True)
    checklist_name: Mapped[str] = mapped_column(String(60))
    checklist_version: Mapped[str] = mapped_column(String(20))
    checklist_digest: Mapped[str] = mapped_column(String(64))
    sheet_version: Mapped[int] = mapped_column(default=0)  # rises with every save of the checklist
    local_rules: Mapped[dict[str, str] | None] = mapped_column(JSON(none_as_null=True))  # as when opened
    received_on: Mapped[dt.date]  # the day the application came in, whose rules it is judged by
    opened_at: Mapped[dt.datetime] = mapped_column(UtcTime)
    decided_at: Mapped[dt.datetime | None] = mapped_column(UtcTime)
    withdrawal_reason: Mapped[str | None] = mapped_column(Text)
    is_review: Mapped[bool] = mapped_column(default=False, server_default=false())  # of support given before


class Application(Base):
    """One version of what was applied for. A supplement makes the next version; none is overwritten."""

    __tablename__ = "applications"
    __table_args__ = (
        UniqueConstraint("case_id", "version"),
        UniqueConstraint("channel", "source_key"),
        CheckConstraint("amount > 0", name="amount_positive"),
    )

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    case_id: Mapped[str] = mapped_column(ForeignKey("cases.id"), index=True)
    version: Mapped[int]
    channel: Mapped[Channel] = mapped_column(Word(Channel))
    source_key: Mapped[str | None] = mapped_column(String(120))  # the sender's own id
    purpose: Mapped[str] = mapped_column(Text)
    amount: Mapped[int]  # whole kronor
    starts_on: Mapped[dt.date]
    ends_on: Mapped[dt.date]
    expected_result: Mapped[str] = mapped_column(Text, default="")
    members_total: Mapped[int | None]
    other_support: Mapped[str] = mapped_column(Text, default="")
    received_at: Mapped[dt.datetime] = mapped_column(UtcTime)
    received_by: Mapped[str] = mapped_column(String(40))


class SupplementRequest(Base):
    """A request for completion on named points only, with a date."""

    __tablename__ = "supplement_requests"

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    case_id: Mapped[str] = mapped_column(ForeignKey("cases.id"), index=True)
    points: Mapped[list[dict[str, str]]] = mapped_column(JSON)  # kind (field|paper|question), key, note
    due_on: Mapped[dt.date]
    notice_id: Mapped[str] = mapped_column(ForeignKey("notices.id"))
    requested_by: Mapped[str] = mapped_column(String(40))
    requested_at: Mapped[dt.datetime] = mapped_column(UtcTime)
    answered_at: Mapped[dt.datetime | None] = mapped_column(UtcTime)
