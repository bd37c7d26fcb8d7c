"""What the checklist asks of a case, the answers given, the acts recorded and the evidence for them."""

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from vetting.records.columns import UtcTime
from vetting.records.db import Base, new_id


class CaseQuestion(Base):
    """A question the pinned checklist asks of the case; `is_required` until it is answered or not opened."""

    __tablename__ = "case_questions"

    case_id: Mapped[str] = mapped_column(ForeignKey("cases.id"), primary_key=True)
    question_id: Mapped[str] = mapped_column(String(10), primary_key=True)
    is_required: Mapped[bool]


class Answer(Base):
    """One answer by one person. Never overwritten: a later row of the same question follows it."""

    __tablename__ = "answers"
    __table_args__ = (
        UniqueConstraint("case_id", "question_id", "sheet_version"),
        Index("ix_answers_case_question", "case_id", "question_id"),
    )

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    case_id: Mapped[str] = mapped_column(ForeignKey("cases.id"))
    question_id: Mapped[str] = mapped_column(String(10))
    sheet_version: Mapped[int]
    value: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text, default="")
    is_current: Mapped[bool] = mapped_column(default=True)
    answered_by: Mapped[str] = mapped_column(String(40))
    answered_at: Mapped[dt.datetime] = mapped_column(UtcTime)


class RecordedAct(Base):
    """An act with date, place, source and attributable actor: opens the activity questions (A00)."""

    __tablename__ = "recorded_acts"

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    case_id: Mapped[str] = mapped_column(ForeignKey("cases.id"), index=True)
    what: Mapped[str] = mapped_column(Text)
    act_on: Mapped[dt.date]
    place: Mapped[str] = mapped_column(String(200))
    actor_role: Mapped[str] = mapped_column(String(120))  # a word of ActorRole, never a name
    source: Mapped[str] = mapped_column(String(300))
    recorded_by: Mapped[str] = mapped_column(String(40))
    recorded_at: Mapped[dt.datetime] = mapped_column(UtcTime)


class Evidence(Base):
    """What an answer rests on, from level 1 (own admission) to 8 (linked by a third party)."""

    __tablename__ = "evidence"
    __table_args__ = (CheckConstraint("level BETWEEN 1 AND 8", name="level_range"),)

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    case_id: Mapped[str] = mapped_column(ForeignKey("cases.id"), index=True)
    question_id: Mapped[str] = mapped_column(String(10))
    kind: Mapped[str] = mapped_column(String(60))
    level: Mapped[int]
    description: Mapped[str] = mapped_column(Text)
    source: Mapped[str] = mapped_column(String(300))
    act_on: Mapped[dt.date | None]
    act_id: Mapped[str | None] = mapped_column(ForeignKey("recorded_acts.id"))  # the act it proves
    is_contrary: Mapped[bool] = mapped_column(default=False)
    paper_id: Mapped[str | None] = mapped_column(ForeignKey("papers.id"))
    file_digest: Mapped[str | None] = mapped_column(ForeignKey("stored_files.digest"))
    captured_at: Mapped[dt.datetime] = mapped_column(UtcTime)
    added_by: Mapped[str] = mapped_column(String(40))
    added_at: Mapped[dt.datetime] = mapped_column(UtcTime)


class LocalParameter(Base):
    """A board's own value for a local criterion in a year (minimum members, age of number …)."""

    __tablename__ = "local_parameters"
    __table_args__ = (UniqueConstraint("board_id", "year", "checklist_name", "question_id", "name"),)

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    board_id: Mapped[str] = mapped_column(ForeignKey("boards.id"))
    year: Mapped[int]
    checklist_name: Mapped[str] = mapped_column(String(60))
    question_id: Mapped[str] = mapped_column(String(10))
    name: Mapped[str] = mapped_column(String(40))
    value: Mapped[str] = mapped_column(String(120))
