"""Tonight: every date in one's rooms by hour, with go, ask or stop and why; nothing of any case."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select

from vetting.domain.authority import Actor
from vetting.domain.swedish_time import SWEDEN
from vetting.domain.tenancy import Point
from vetting.domain.terms_premises import BookingState, TenancyVerdict
from vetting.reading.my_halls import Halls, halls_of
from vetting.records.bookings import Booking, BookingRequest
from vetting.records.db import db
from vetting.records.premises import Premises
from vetting.records.tenancy_facts import Seen, seen_many

SHOWN = (BookingState.APPROVED, BookingState.PENDING)


@dataclass(frozen=True)
class TonightLine:
    """One date. `reason`: the fact that made the verdict, None where there is nothing to ask."""

    booking_id: str
    request_id: str
    starts_at: dt.datetime
    ends_at: dt.datetime
    room: str
    party: str
    state: BookingState
    verdict: TenancyVerdict
    reason: Point | None
    expected: int | None
    site_responsible: str
    site_phone: str


@dataclass(frozen=True)
class Tonight:
    """The day's dates in order of hour and room."""

    day: dt.date
    halls: Halls
    lines: tuple[TonightLine, ...]

    def count(self, verdict: TenancyVerdict) -> int:
        """How many of the dates have that verdict."""
        return sum(line.verdict is verdict for line in self.lines)


def tonight(
    actor: Actor, *, day: dt.date, today: dt.date, board_id: str = "", is_all: bool = False
) -> Tonight:
    """The dates of a Swedish calendar day in the officer's rooms. Raises as halls_of."""
    halls = halls_of(actor, board_id=board_id, is_all=is_all, today=today)
    begins = dt.datetime.combine(day, dt.time(), tzinfo=SWEDEN)
    ends = dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), tzinfo=SWEDEN)
    rows = db.session.execute(
        select(Booking, BookingRequest)
        .join(BookingRequest, BookingRequest.id == Booking.request_id)
        .where(
            Booking.premises_id.in_(halls.rooms),
            Booking.starts_at < ends,
            Booking.ends_at > begins,
            Booking.state.in_(SHOWN),
        )
        .order_by(Booking.starts_at, Booking.id)
    ).all()
    requests = list({request.id: request for _, request in rows}.values())
    seen = seen_many(requests, _rooms_of(requests, halls), today=today)
    lines = [
        _line(booking, halls.rooms[booking.premises_id].name, seen[request.id]) for booking, request in rows
    ]
    return Tonight(day, halls, tuple(sorted(lines, key=lambda line: (line.starts_at, line.room))))


def _rooms_of(requests: list[BookingRequest], halls: Halls) -> dict[str, Premises]:
    """The rooms that the requests are about: a date may have been moved to another room."""
    missing = {one.premises_id for one in requests} - set(halls.rooms)
    if not missing:
        return dict(halls.rooms)
    rows = db.session.scalars(select(Premises).where(Premises.id.in_(missing)))
    return {**halls.rooms, **{room.id: room for room in rows}}


def _line(booking: Booking, room: str, seen: Seen) -> TonightLine:
    request = seen.request
    return TonightLine(
        booking_id=booking.id,
        request_id=request.id,
        starts_at=booking.starts_at,
        ends_at=booking.ends_at,
        room=room,
        party=request.party_name,
        state=booking.state,
        verdict=seen.tenancy.verdict,
        reason=seen.tenancy.first,
        expected=request.expected,
        site_responsible=request.site_responsible,
        site_phone=request.site_phone,
    )
