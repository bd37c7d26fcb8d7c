"""Answers of partners that a corrected one took the place of: nothing that was answered is overwritten."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import ForeignKey, String, Text, select
from sqlalchemy.orm import Mapped, mapped_column

from vetting.domain.errors import NotFound
from vetting.records.columns import UtcTime
from vetting.records.cross_checks import PartnerQuestion
from vetting.records.db import Base, db, new_id
from vetting.records.files import StoredFile


class EarlierAnswer(Base):
    """An answer as it stood, with who corrected it and why."""

    __tablename__ = "earlier_answers"

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    question_id: Mapped[str] = mapped_column(ForeignKey("partner_questions.id"), index=True)
    answer_code: Mapped[str] = mapped_column(String(40))
    answer_text: Mapped[str | None] = mapped_column(Text)
    answered_by_function: Mapped[str | None] = mapped_column(String(120))
    diary_number: Mapped[str | None] = mapped_column(String(60))
    valid_until_on: Mapped[dt.date | None]
    answered_at: Mapped[dt.datetime] = mapped_column(UtcTime)
    recorded_by: Mapped[str | None] = mapped_column(String(40))
    is_from_partner: Mapped[bool] = mapped_column(default=False)
    attachment_digest: Mapped[str | None] = mapped_column(ForeignKey("stored_files.digest"))
    attachment_name: Mapped[str | None] = mapped_column(String(200))
    why_corrected: Mapped[str] = mapped_column(Text)
    corrected_by: Mapped[str] = mapped_column(String(40))
    corrected_at: Mapped[dt.datetime] = mapped_column(UtcTime)


KEPT = (
    *("answer_code", "answer_text", "answered_by_function", "diary_number", "valid_until_on", "answered_at"),
    *("recorded_by", "is_from_partner", "attachment_digest", "attachment_name"),
)


def set_aside(question: PartnerQuestion, why: str, *, by: str, now: dt.datetime) -> None:
    """Keeps the answer as it stands, before a corrected one takes its place."""
    as_it_stood = {name: getattr(question, name) for name in KEPT}
    db.session.add(
        EarlierAnswer(
            question_id=question.id, why_corrected=why, corrected_by=by, corrected_at=now, **as_it_stood
        )
    )
    db.session.flush()


def earlier_answers(question_id: str) -> Sequence[EarlierAnswer]:
    """What was answered before, the latest first."""
    return db.session.scalars(
        select(EarlierAnswer)
        .where(EarlierAnswer.question_id == question_id)
        .order_by(EarlierAnswer.corrected_at.desc(), EarlierAnswer.id.desc())
    ).all()


def attachment_of(question: PartnerQuestion, digest: str) -> tuple[str, StoredFile]:
    """Name and file of an attachment to the answer or to an earlier one. Raises NotFound."""
    names = {one.attachment_digest: one.attachment_name for one in earlier_answers(question.id)}
    names[question.attachment_digest] = question.attachment_name
    stored = db.session.get(StoredFile, digest) if digest in names else None
    if stored is None:
        raise NotFound("not_found")
    return names[digest] or digest, stored
