"""The questionnaire of a spot check: each reader's answers and evidence, apart from the other reader's."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    String,
    Text,
    UniqueConstraint,
    func,
    select,
    update,
)
from sqlalchemy.orm import Mapped, mapped_column

from vetting.domain.answers import Answer
from vetting.domain.errors import NotFound
from vetting.records.columns import UtcTime
from vetting.records.db import Base, db, new_id
from vetting.records.files import StoredFile
from vetting.records.officers import Officer


class CheckReading(Base):
    """One reading of one check: 1 is the checker's, 2 the blind second one's."""

    __tablename__ = "check_readings"
    __table_args__ = (
        CheckConstraint("reading IN (1, 2)", name="reading_known"),
        CheckConstraint(
            "(signed_at IS NULL) = (signed_by IS NULL) AND (signed_at IS NULL) = (signed_version IS NULL)",
            name="signed_whole",
        ),
        CheckConstraint("minutes_spent >= 0", name="minutes_not_negative"),
    )

    check_id: Mapped[str] = mapped_column(ForeignKey("spot_checks.id"), primary_key=True)
    reading: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    sheet_version: Mapped[int] = mapped_column(default=0)  # rises with every save
    signed_by: Mapped[str | None] = mapped_column(String(40))
    signed_at: Mapped[dt.datetime | None] = mapped_column(UtcTime)
    signed_version: Mapped[int | None]  # the answers it was signed on: what agreement is reckoned from
    minutes_spent: Mapped[int] = mapped_column(default=0)


class CheckAnswer(Base):
    """One answer of one reader. Never overwritten: a later row of the same question follows it."""

    __tablename__ = "check_answers"
    __table_args__ = (UniqueConstraint("check_id", "reading", "question_id", "sheet_version"),)

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    check_id: Mapped[str] = mapped_column(ForeignKey("spot_checks.id"))
    reading: Mapped[int]
    question_id: Mapped[str] = mapped_column(String(10))
    sheet_version: Mapped[int]
    value: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text, default="")
    is_current: Mapped[bool] = mapped_column(default=True)
    answered_by: Mapped[str] = mapped_column(String(40))
    answered_at: Mapped[dt.datetime] = mapped_column(UtcTime)


class CheckEvidence(Base):
    """What an answer rests on, from level 1 (own admission) to 8 (linked by a third party)."""

    __tablename__ = "check_evidence"
    __table_args__ = (CheckConstraint("level BETWEEN 1 AND 8", name="level_range"),)

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    check_id: Mapped[str] = mapped_column(ForeignKey("spot_checks.id"), index=True)
    reading: Mapped[int]
    question_id: Mapped[str] = mapped_column(String(10))
    kind: Mapped[str] = mapped_column(String(60))
    level: Mapped[int]
    description: Mapped[str] = mapped_column(Text)
    source: Mapped[str] = mapped_column(String(300))
    act_on: Mapped[dt.date | None]
    is_contrary: Mapped[bool] = mapped_column(default=False)
    file_digest: Mapped[str | None] = mapped_column(ForeignKey("stored_files.digest"))
    captured_at: Mapped[dt.datetime] = mapped_column(UtcTime)
    added_by: Mapped[str] = mapped_column(String(40))
    added_at: Mapped[dt.datetime] = mapped_column(UtcTime)


def reading_in_hand(check_id: str, reading: int) -> CheckReading:
    """The reading's row, made when it is not there yet. The check must be locked."""
    found = db.session.get(CheckReading, (check_id, reading), populate_existing=True)
    if found is None:
        found = CheckReading(check_id=check_id, reading=reading, sheet_version=0, minutes_spent=0)
        db.session.add(found)
        db.session.flush()
    return found


def readings_of(check_id: str) -> Mapping[int, CheckReading]:
    """The readings that were begun, by number."""
    rows = db.session.scalars(
        select(CheckReading)
        .where(CheckReading.check_id == check_id)
        .execution_options(populate_existing=True)
    )
    return {row.reading: row for row in rows}


def answers_standing(check_id: str, reading: int) -> dict[str, Answer]:
    """The reading's current answers by question, with the levels of the evidence that supports them."""
    rows = db.session.scalars(
        select(CheckAnswer).where(
            CheckAnswer.check_id == check_id, CheckAnswer.reading == reading, CheckAnswer.is_current
        )
    )
    levels = supporting_levels(check_id, {reading})
    return {
        row.question_id: Answer(row.question_id, row.value, row.reason, levels.get(row.question_id, ()))
        for row in rows
    }


def supporting_levels(check_id: str, readings: Collection[int]) -> dict[str, tuple[int, ...]]:
    """Levels of the evidence by question; contrary evidence supports no answer and is left out."""
    levels: dict[str, tuple[int, ...]] = {}
    pairs = db.session.execute(
        select(CheckEvidence.question_id, CheckEvidence.level).where(
            CheckEvidence.check_id == check_id,
            CheckEvidence.reading.in_(readings),
            CheckEvidence.is_contrary.is_(False),
        )
    )
    for question_id, level in pairs:
        levels[question_id] = (*levels.get(question_id, ()), level)
    return levels


def replace_answers(reading: CheckReading, answers: Sequence[Answer], *, by: str, now: dt.datetime) -> None:
    """Adds the answers as one save; the earlier ones to the same questions stay, no longer current."""
    reading.sheet_version += 1
    db.session.execute(
        update(CheckAnswer)
        .where(
            CheckAnswer.check_id == reading.check_id,
            CheckAnswer.reading == reading.reading,
            CheckAnswer.question_id.in_([answer.question_id for answer in answers]),
            CheckAnswer.is_current,
        )
        .values(is_current=False)
    )
    db.session.add_all(
        CheckAnswer(
            check_id=reading.check_id,
            reading=reading.reading,
            question_id=answer.question_id,
            sheet_version=reading.sheet_version,
            value=answer.value,
            reason=answer.reason,
            answered_by=by,
            answered_at=now,
        )
        for answer in answers
    )
    db.session.flush()


def saved_since(reading: CheckReading, sheet_version: int) -> list[str]:
    """Names of those who saved the reading after that version, each once; an unknown officer by id."""
    names = db.session.scalars(
        select(func.coalesce(Officer.display_name, CheckAnswer.answered_by))
        .select_from(CheckAnswer)
        .outerjoin(Officer, Officer.id == CheckAnswer.answered_by)
        .where(
            CheckAnswer.check_id == reading.check_id,
            CheckAnswer.reading == reading.reading,
            CheckAnswer.sheet_version > sheet_version,
        )
        .distinct()
    )
    return sorted(names)


def take_back_signature(check_id: str, reading: int) -> None:
    """The reading is open again: whoever signed it must not have."""
    row = reading_in_hand(check_id, reading)
    row.signed_by = row.signed_at = row.signed_version = None


def add_evidence(evidence: CheckEvidence) -> CheckEvidence:
    """Keeps a piece of evidence."""
    db.session.add(evidence)
    db.session.flush()
    return evidence


def evidence_file(
    check_id: str, evidence_id: str, *, readings: Collection[int]
) -> tuple[CheckEvidence, StoredFile]:
    """One piece of evidence of those readings with its file. Raises NotFound."""
    row = db.session.get(CheckEvidence, evidence_id)
    stored = None if row is None else db.session.get(StoredFile, row.file_digest or "")
    if row is None or stored is None or row.check_id != check_id or row.reading not in readings:
        raise NotFound("not_found")
    return row, stored
