"""What the granting board learnt of a grant: a draft, and the evaluation as it was signed."""

import datetime as dt

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from vetting.domain.terms_association_reports import Activity, Again
from vetting.records.columns import UtcTime, Word
from vetting.records.db import Base, db, new_id


class EvaluationDraft(Base):
    """An evaluation while it is written. `version` counts its saves."""

    __tablename__ = "evaluation_drafts"

    case_id: Mapped[str] = mapped_column(ForeignKey("cases.id"), primary_key=True)
    version: Mapped[int]
    content: Mapped[dict[str, object]] = mapped_column(JSON)
    saved_by: Mapped[str] = mapped_column(ForeignKey("officers.id"))
    saved_at: Mapped[dt.datetime] = mapped_column(UtcTime)


class Evaluation(Base):
    """An evaluation as signed for the board. Other boards read its words and figures, not its case."""

    __tablename__ = "evaluations"
    __table_args__ = (
        UniqueConstraint("case_id"),
        CheckConstraint("goals_met BETWEEN 0 AND goals_total", name="goals_within"),
        Index("ix_evaluations_activity_signed_at", "activity", "signed_at"),
        Index("ix_evaluations_association_id", "association_id"),
    )

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    case_id: Mapped[str] = mapped_column(ForeignKey("cases.id"))
    report_id: Mapped[str] = mapped_column(ForeignKey("association_reports.id"))
    association_id: Mapped[str] = mapped_column(ForeignKey("associations.id"))
    board_id: Mapped[str] = mapped_column(ForeignKey("boards.id"))
    activity: Mapped[Activity] = mapped_column(Word(Activity))
    is_targeted: Mapped[bool]  # a targeted grant for preventive work
    goals: Mapped[list[dict[str, object]]] = mapped_column(JSON)
    goals_met: Mapped[int]
    goals_total: Mapped[int]
    worked: Mapped[str] = mapped_column(Text)
    learnt: Mapped[str] = mapped_column(Text)
    again: Mapped[Again] = mapped_column(Word(Again))
    again_why: Mapped[str] = mapped_column(Text, default="")
    contact: Mapped[str] = mapped_column(String(120))  # a function at the board
    search_key: Mapped[str] = mapped_column(Text)
    written_by: Mapped[str] = mapped_column(ForeignKey("officers.id"))
    signed_by: Mapped[str] = mapped_column(ForeignKey("officers.id"))
    signed_at: Mapped[dt.datetime] = mapped_column(UtcTime)


def add(row: Evaluation | EvaluationDraft) -> None:
    """Keeps it."""
    db.session.add(row)
    db.session.flush()


def draft_of(case_id: str, *, to_change: bool = False) -> EvaluationDraft | None:
    """The draft of a case, locked when it is to be changed."""
    return db.session.get(
        EvaluationDraft, case_id, with_for_update=to_change or None, populate_existing=to_change
    )


def forget_draft(draft: EvaluationDraft) -> None:
    """A draft that was signed is no draft any more."""
    db.session.delete(draft)
    db.session.flush()


def evaluation_of(case_id: str) -> Evaluation | None:
    """The evaluation of a case, once it is signed."""
    return db.session.scalar(select(Evaluation).where(Evaluation.case_id == case_id))
