"""Letters to associations and partners, kept word for word with the digest of their text."""

import datetime as dt
from enum import StrEnum

from sqlalchemy import JSON, ForeignKey, String, and_, select
from sqlalchemy.orm import Mapped, mapped_column

from vetting.domain.authority import Actor
from vetting.domain.decision_letter import digest_of
from vetting.domain.entries import Entry
from vetting.domain.errors import NotFound
from vetting.records.applications import Case
from vetting.records.columns import UtcTime, Word
from vetting.records.db import Base, db, new_id
from vetting.records.journal import note


class NoticeKind(StrEnum):
    DECISION = "decision"
    SUPPLEMENT = "supplement"
    SPOT_CHECK = "spot_check"
    PARTNER_QUESTION = "partner_question"
    REFERRAL = "referral"  # to CVE
    PLACE_STATEMENT = "place_statement"  # to the police
    HEARING = "hearing"
    DEMAND = "demand"  # of repayment
    PAYMENT_HOLD = "payment_hold"
    PLAN_LETTER = "plan_letter"  # a reminder, or the answer about a later day


class Notice(Base):
    """A letter as it was written. `content` is the letter's data; its words are made from it alone."""

    __tablename__ = "notices"

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    case_id: Mapped[str] = mapped_column(ForeignKey("cases.id"), index=True)
    kind: Mapped[NoticeKind] = mapped_column(Word(NoticeKind))
    subject: Mapped[str] = mapped_column(String(200))
    content: Mapped[dict[str, object]] = mapped_column(JSON)
    digest: Mapped[str] = mapped_column(String(64))  # SHA-256 of the canonical content
    written_by: Mapped[str] = mapped_column(String(40))
    written_at: Mapped[dt.datetime] = mapped_column(UtcTime)


def keep_letter(
    case_id: str,
    kind: NoticeKind,
    subject: str,
    content: dict[str, object],
    *,
    by: Actor,
    now: dt.datetime,
    **facts: object,
) -> Notice:
    """Keeps a letter as written, with the digest of its data, and notes it in the journal with those facts
    besides its own."""
    letter = Notice(
        case_id=case_id,
        kind=kind,
        subject=subject,
        content=content,
        digest=digest_of(content),
        written_by=by.id,
        written_at=now,
    )
    db.session.add(letter)
    db.session.flush()
    about = {"kind": kind.value, "digest": letter.digest, **facts}
    note(Entry.LETTER_WRITTEN, by=by, now=now, subject=f"notice:{letter.id}", case_id=case_id, **about)
    return letter


def notice(notice_id: str) -> Notice:
    """The letter of that id. Raises NotFound."""
    found = db.session.get(Notice, notice_id)
    if found is None:
        raise NotFound("letter_not_written")
    return found


def letters_of_question(question_id: str, case_id: str) -> tuple[Notice, ...]:
    """The letters with a question to a partner, and the reminders of it, in the order they were written."""
    rows = db.session.scalars(
        select(Notice)
        .where(Notice.case_id == case_id, Notice.kind == NoticeKind.PARTNER_QUESTION)
        .order_by(Notice.written_at, Notice.id)
    )
    return tuple(row for row in rows if row.content["question"] == question_id)


def case_with_decision_letter(case_id: str) -> tuple[Case, Notice | None]:
    """The case, and the letter that tells of its decision once it is written. Raises NotFound."""
    row = db.session.execute(
        select(Case, Notice)
        .outerjoin(Notice, and_(Notice.case_id == Case.id, Notice.kind == NoticeKind.DECISION))
        .where(Case.id == case_id)
        .order_by(Notice.written_at.desc())
        .limit(1)
    ).one_or_none()
    if row is None:
        raise NotFound("not_found")
    return row[0], row[1]


def notice_of_case(case_id: str, notice_id: str) -> Notice:
    """A letter of that very case. Raises NotFound."""
    found = db.session.scalar(select(Notice).where(Notice.id == notice_id, Notice.case_id == case_id))
    if found is None:
        raise NotFound("letter_not_written")
    return found
