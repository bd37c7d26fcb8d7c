"""Requests for rooms and their dates: who books, who will use the room, who answers on site."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from vetting.domain.errors import NotFound
from vetting.domain.terms_premises import BookingChannel, BookingState, PartyKind, PurposeKind
from vetting.records.columns import UtcTime, Word
from vetting.records.db import Base, db, new_id


class BookingRequest(Base):
    """What was asked for: one party, one room, one or many dates.

    The digests of telephone and e-mail let one contract be held against another; nobody is looked for by
    them. An empty `actual_user` or `site_responsible` is a question to put, never a reason to refuse.
    """

    __tablename__ = "booking_requests"
    __table_args__ = (
        UniqueConstraint("source_system", "source_key"),
        CheckConstraint("(source_system = '') = (source_key IS NULL)", name="source_whole"),
        CheckConstraint(
            "party_kind <> 'association' OR association_id IS NOT NULL", name="association_named"
        ),
        Index("ix_booking_requests_premises_state", "premises_id", "state"),
        Index("ix_booking_requests_association_id", "association_id"),
        Index("ix_booking_requests_phone_digest", "phone_digest"),
        Index("ix_booking_requests_email_digest", "email_digest"),
    )

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    premises_id: Mapped[str] = mapped_column(ForeignKey("premises.id"))
    channel: Mapped[BookingChannel] = mapped_column(Word(BookingChannel))
    source_system: Mapped[str] = mapped_column(String(40), default="")
    source_key: Mapped[str | None] = mapped_column(String(120))  # the sender's own id of the whole request
    state: Mapped[BookingState] = mapped_column(Word(BookingState), default=BookingState.PENDING)
    party_kind: Mapped[PartyKind] = mapped_column(Word(PartyKind))
    association_id: Mapped[str | None] = mapped_column(ForeignKey("associations.id"))
    party_name: Mapped[str] = mapped_column(String(200))
    org_number: Mapped[str | None] = mapped_column(String(10), index=True)  # never a personal number
    booker_name: Mapped[str] = mapped_column(String(120), default="")
    booker_phone: Mapped[str] = mapped_column(String(40), default="")
    booker_email: Mapped[str] = mapped_column(String(200), default="")
    phone_digest: Mapped[str | None] = mapped_column(String(64))
    email_digest: Mapped[str | None] = mapped_column(String(64))
    is_identified: Mapped[bool] = mapped_column(default=False)  # by number in the directory, or e-ID
    actual_user: Mapped[str] = mapped_column(String(200), default="")
    site_responsible: Mapped[str] = mapped_column(String(120), default="")
    site_phone: Mapped[str] = mapped_column(String(40), default="")
    purpose_kind: Mapped[PurposeKind] = mapped_column(Word(PurposeKind))
    is_public: Mapped[bool | None]  # open to all; None: not told
    expected: Mapped[int | None]  # persons
    co_organisers: Mapped[str] = mapped_column(Text, default="")
    is_sublet: Mapped[bool | None]  # somebody else than the party is to use it; None: not told
    tariff_id: Mapped[str | None] = mapped_column(ForeignKey("tariffs.id"))
    content_digest: Mapped[str] = mapped_column(String(64), default="")  # of the row it was read from
    version: Mapped[int] = mapped_column(default=1)
    received_at: Mapped[dt.datetime] = mapped_column(UtcTime)
    received_by: Mapped[str] = mapped_column(String(40))
    contacts_gone_at: Mapped[dt.datetime | None] = mapped_column(UtcTime)  # removed by the retention plan


class Booking(Base):
    """One evening in one premises."""

    __tablename__ = "bookings"
    __table_args__ = (
        UniqueConstraint("request_id", "source_key"),
        CheckConstraint("ends_at > starts_at", name="time_in_order"),
        Index("ix_bookings_premises_starts", "premises_id", "starts_at"),
        Index("ix_bookings_request_id", "request_id"),
    )

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    request_id: Mapped[str] = mapped_column(ForeignKey("booking_requests.id"))
    premises_id: Mapped[str] = mapped_column(ForeignKey("premises.id"))
    source_key: Mapped[str | None] = mapped_column(String(120))  # the sender's own id of this date
    starts_at: Mapped[dt.datetime] = mapped_column(UtcTime)
    ends_at: Mapped[dt.datetime] = mapped_column(UtcTime)
    state: Mapped[BookingState] = mapped_column(Word(BookingState), default=BookingState.PENDING)
    changed_at: Mapped[dt.datetime] = mapped_column(UtcTime)


def request_in_hand(request_id: str) -> BookingRequest:
    """The request, locked until the deed is done. Raises NotFound."""
    found = db.session.get(BookingRequest, request_id, with_for_update=True, populate_existing=True)
    if found is None:
        raise NotFound("not_found")
    return found


def requests_of_source(system: str, keys: Sequence[str]) -> dict[str, BookingRequest]:
    """The requests that came from a sender's system under those keys, by key, locked in one order."""
    rows = db.session.scalars(
        select(BookingRequest)
        .where(BookingRequest.source_system == system, BookingRequest.source_key.in_(keys))
        .order_by(BookingRequest.id)
        .with_for_update()
    )
    return {row.source_key or "": row for row in rows}


def dates_of_requests(request_ids: Sequence[str]) -> dict[str, list[Booking]]:
    """The dates of those requests, in order of time."""
    found: dict[str, list[Booking]] = {key: [] for key in request_ids}
    rows = db.session.scalars(
        select(Booking).where(Booking.request_id.in_(request_ids)).order_by(Booking.starts_at, Booking.id)
    )
    for row in rows:
        found[row.request_id].append(row)
    return found
