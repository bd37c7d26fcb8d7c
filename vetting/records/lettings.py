"""What is asked, noted and decided about a request for a room: questions, police contacts, decisions."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from vetting.domain.errors import NotFound
from vetting.domain.terms_lettings import LettingGround, LettingKind, PoliceWord, TenancyQuestion
from vetting.domain.terms_premises import TenancyVerdict
from vetting.records.bookings import BookingRequest
from vetting.records.columns import UtcTime, Word
from vetting.records.db import Base, among, db, new_id, one_only
from vetting.records.premises import Premises


class BookingQuestion(Base):
    """A neutral question put to the party, once, and the answer in its own words; another answer later takes
    its place, and what was said before stays in `earlier`: answer, by, at."""

    __tablename__ = "booking_questions"
    __table_args__ = (
        UniqueConstraint("request_id", "question"),
        CheckConstraint("(answered_at IS NULL) = (answered_by IS NULL)", name="answer_whole"),
    )

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    request_id: Mapped[str] = mapped_column(ForeignKey("booking_requests.id"))
    question: Mapped[TenancyQuestion] = mapped_column(Word(TenancyQuestion))
    put_by: Mapped[str] = mapped_column(String(40))
    put_at: Mapped[dt.datetime] = mapped_column(UtcTime)
    answer: Mapped[str] = mapped_column(Text, default="")
    answered_by: Mapped[str | None] = mapped_column(String(40))  # the officer who wrote it down
    answered_at: Mapped[dt.datetime | None] = mapped_column(UtcTime)
    earlier: Mapped[list[dict[str, str]]] = mapped_column(JSON, default=list)

    def say(self, answer: str, *, by: str, now: dt.datetime) -> None:
        """Keeps the answer, and the one it takes the place of where they differ."""
        if self.answered_at is not None and self.answered_by is not None and self.answer != answer:
            told = {"answer": self.answer, "by": self.answered_by, "at": self.answered_at.isoformat()}
            self.earlier = [*(self.earlier or []), told]
        self.answer, self.answered_by, self.answered_at = answer, by, now


class BookingVerdict(Base):
    """What the facts asked for when somebody acted on a request; kept as it stood then."""

    __tablename__ = "booking_verdicts"
    __table_args__ = (Index("ix_booking_verdicts_request_id", "request_id"),)

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    request_id: Mapped[str] = mapped_column(ForeignKey("booking_requests.id"))
    verdict: Mapped[TenancyVerdict] = mapped_column(Word(TenancyVerdict))
    points: Mapped[list[dict[str, object]]] = mapped_column(JSON)  # kind, criterion, weight, facts
    made_by: Mapped[str] = mapped_column(String(40))
    made_at: Mapped[dt.datetime] = mapped_column(UtcTime)


class PoliceContactNote(Base):
    """What the police said of one event, noted when they said it; never changed (JO 5221-2014)."""

    __tablename__ = "police_contact_notes"
    __table_args__ = (
        CheckConstraint("contacted_at <= noted_at", name="noted_afterwards"),
        Index("ix_police_contact_notes_request_id", "request_id"),
    )

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    request_id: Mapped[str] = mapped_column(ForeignKey("booking_requests.id"))
    contacted_at: Mapped[dt.datetime] = mapped_column(UtcTime)
    unit: Mapped[str] = mapped_column(String(120))  # which unit answered
    word: Mapped[PoliceWord] = mapped_column(Word(PoliceWord))
    said: Mapped[str] = mapped_column(Text)
    police_number: Mapped[str] = mapped_column(String(60), default="")
    noted_by: Mapped[str] = mapped_column(ForeignKey("officers.id"))
    noted_at: Mapped[dt.datetime] = mapped_column(UtcTime)


class BookingDecision(Base):
    """A person's decision about dates of one request. One that needs two waits until the second has signed.

    `content`: the refusal or cancellation as written. `letter` with its digest is there once it is signed.
    """

    __tablename__ = "booking_decisions"
    __table_args__ = (
        CheckConstraint("(decided_at IS NULL) = (decided_by IS NULL)", name="decided_whole"),
        CheckConstraint("(decided_at IS NULL) = (digest IS NULL)", name="letter_at_once"),
        CheckConstraint("decided_at IS NULL OR returned_at IS NULL", name="signed_or_returned"),
        CheckConstraint(
            "decided_by IS NULL OR NOT needs_second OR decided_by <> proposed_by", name="two_persons"
        ),
        CheckConstraint("kind = 'approval' OR ground IS NOT NULL", name="ground_of_no"),
        Index("ix_booking_decisions_request_id", "request_id"),
        one_only("uq_booking_decisions_waiting", "request_id", "decided_at IS NULL AND returned_at IS NULL"),
    )

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    request_id: Mapped[str] = mapped_column(ForeignKey("booking_requests.id"))
    kind: Mapped[LettingKind] = mapped_column(Word(LettingKind))
    booking_ids: Mapped[list[str]] = mapped_column(JSON)
    ground: Mapped[LettingGround | None] = mapped_column(Word(LettingGround))
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    contact_id: Mapped[str | None] = mapped_column(ForeignKey("police_contact_notes.id"))
    needs_second: Mapped[bool]
    proposed_by: Mapped[str] = mapped_column(ForeignKey("officers.id"))
    proposed_at: Mapped[dt.datetime] = mapped_column(UtcTime)
    decided_by: Mapped[str | None] = mapped_column(ForeignKey("officers.id"))
    decided_at: Mapped[dt.datetime | None] = mapped_column(UtcTime)
    returned_by: Mapped[str | None] = mapped_column(ForeignKey("officers.id"))
    returned_at: Mapped[dt.datetime | None] = mapped_column(UtcTime)
    returned_reason: Mapped[str] = mapped_column(Text, default="")
    letter: Mapped[dict[str, object] | None] = mapped_column(JSON(none_as_null=True))
    digest: Mapped[str | None] = mapped_column(String(64))

    @property
    def waits(self) -> bool:
        """Whether a second person is yet to sign or return it."""
        return self.decided_at is None and self.returned_at is None


def questions_of(request_ids: Collection[str]) -> Mapping[str, list[BookingQuestion]]:
    """The questions put, by request, in the order they were put."""
    found: dict[str, list[BookingQuestion]] = {}
    for row in db.session.scalars(
        select(BookingQuestion)
        .where(among(BookingQuestion.request_id, request_ids))
        .order_by(BookingQuestion.put_at, BookingQuestion.id)
    ):
        found.setdefault(row.request_id, []).append(row)
    return found


def contacts_of(request_ids: Collection[str]) -> Mapping[str, list[PoliceContactNote]]:
    """The police contacts noted, by request, the latest first."""
    found: dict[str, list[PoliceContactNote]] = {}
    for row in db.session.scalars(
        select(PoliceContactNote)
        .where(among(PoliceContactNote.request_id, request_ids))
        .order_by(PoliceContactNote.contacted_at.desc(), PoliceContactNote.id)
    ):
        found.setdefault(row.request_id, []).append(row)
    return found


def decisions_of(request_id: str) -> Sequence[BookingDecision]:
    """Every decision about the request, the latest first."""
    return db.session.scalars(
        select(BookingDecision)
        .where(BookingDecision.request_id == request_id)
        .order_by(BookingDecision.proposed_at.desc(), BookingDecision.id)
    ).all()


def waiting_decision(request_id: str) -> BookingDecision | None:
    """The one that waits for a second person, if there is one."""
    return next((row for row in decisions_of(request_id) if row.waits), None)


@dataclass(frozen=True)
class Unsigned:
    """A decision that waits for a second person, with the board and the premises it is about."""

    decision_id: str
    request_id: str
    board_id: str
    premises: str
    proposed_by: str
    proposed_at: dt.datetime


def unsigned() -> tuple[Unsigned, ...]:
    """Every decision that waits for a second person, the oldest first."""
    rows = db.session.execute(
        select(
            BookingDecision.id,
            BookingDecision.request_id,
            Premises.board_id,
            Premises.name,
            BookingDecision.proposed_by,
            BookingDecision.proposed_at,
        )
        .join(BookingRequest, BookingRequest.id == BookingDecision.request_id)
        .join(Premises, Premises.id == BookingRequest.premises_id)
        .where(BookingDecision.decided_at.is_(None), BookingDecision.returned_at.is_(None))
        .order_by(BookingDecision.proposed_at, BookingDecision.id)
    )
    return tuple(Unsigned(*row) for row in rows)


def decision_in_hand(decision_id: str) -> BookingDecision:
    """The decision, locked until the deed is done. Raises NotFound."""
    found = db.session.get(BookingDecision, decision_id, with_for_update=True, populate_existing=True)
    if found is None:
        raise NotFound("not_found")
    return found


def keep(row: BookingQuestion | BookingVerdict | PoliceContactNote | BookingDecision) -> str:
    """Keeps a row and gives its id."""
    db.session.add(row)
    db.session.flush()
    return row.id
