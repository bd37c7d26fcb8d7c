"""What was seen on site: one observation, and those that wait for a word in one's boards."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import or_, select

from vetting.domain.authority import Act, Actor, boards_for, may, require
from vetting.domain.errors import NotFound
from vetting.domain.terms_lettings import ObservationWord
from vetting.records.applications import Case
from vetting.records.bookings import Booking, BookingRequest
from vetting.records.db import db
from vetting.records.observations import Observation
from vetting.records.officers import Officer
from vetting.records.premises import Premises

MOST = 100


@dataclass(frozen=True)
class ObservationLine:
    """What was seen. `case_id`: the case of the live support, with its number; None where there is none."""

    id: str
    request_id: str
    booking_id: str
    room: str
    party: str
    booked: tuple[dt.datetime, dt.datetime]
    expected: int | None
    seen_at: dt.datetime
    heads: int | None
    is_as_booked: bool
    text: str
    noted_by: str
    case_id: str | None
    case_number: str
    settled_as: ObservationWord | None
    settle_note: str
    may_settle: bool
    may_see_room: bool


@dataclass(frozen=True)
class Booked:
    """The date at which something is seen."""

    booking_id: str
    request_id: str
    room: str
    party: str
    starts_at: dt.datetime
    ends_at: dt.datetime
    expected: int | None


def booked(booking_id: str, *, actor: Actor) -> Booked:
    """The date, for whoever takes in bookings of the room. Raises NotFound."""
    row = db.session.execute(
        select(Booking, BookingRequest, Premises)
        .join(BookingRequest, BookingRequest.id == Booking.request_id)
        .join(Premises, Premises.id == Booking.premises_id)
        .where(Booking.id == booking_id)
    ).one_or_none()
    if row is None:
        raise NotFound("not_found")
    booking, request, room = row
    require(actor, Act.RECEIVE_BOOKING, room.board_id)
    return Booked(
        booking.id,
        request.id,
        room.name,
        request.party_name,
        booking.starts_at,
        booking.ends_at,
        request.expected,
    )


def observation_page(observation_id: str, *, actor: Actor) -> ObservationLine:
    """One observation, for whoever sees the rooms or the case. Raises NotFound."""
    row = db.session.execute(_query().where(Observation.id == observation_id)).one_or_none()
    if row is None:
        raise NotFound("not_found")
    sees_case = row.case_board is not None and may(actor, Act.SEE_CASES, row.case_board)
    if not sees_case:
        require(actor, Act.SEE_PREMISES, row.Premises.board_id)
    return _line(row, actor)


def observations_listed(actor: Actor, *, request_id: str = "") -> tuple[ObservationLine, ...]:
    """Those that wait for a word, in the actor's rooms or about cases of the actor's boards, oldest first; of
    one request, all of them."""
    require(actor, Act.SEE_PREMISES)
    rooms, cases = boards_for(actor, Act.SEE_PREMISES), boards_for(actor, Act.PREPARE_CASE)
    query = _query()
    if request_id:
        query = query.where(Booking.request_id == request_id)
    else:
        query = query.where(Observation.settled_at.is_(None))
    if rooms is not None and cases is not None:
        query = query.where(or_(Premises.board_id.in_(sorted(rooms)), Case.board_id.in_(sorted(cases))))
    rows = db.session.execute(query.order_by(Observation.seen_at, Observation.id).limit(MOST))
    return tuple(_line(row, actor) for row in rows)


def _query() -> Any:
    return (
        select(
            Observation,
            Booking,
            BookingRequest,
            Premises,
            Case.board_id.label("case_board"),
            Case.case_number,
            Officer.display_name,
        )
        .join(Booking, Booking.id == Observation.booking_id)
        .join(BookingRequest, BookingRequest.id == Booking.request_id)
        .join(Premises, Premises.id == Observation.premises_id)
        .join(Officer, Officer.id == Observation.noted_by)
        .outerjoin(Case, Case.id == Observation.case_id)
    )


def _line(row: Any, actor: Actor) -> ObservationLine:
    seen, booking, request, room = row.Observation, row.Booking, row.BookingRequest, row.Premises
    sees_case = row.case_board is not None and may(actor, Act.SEE_CASES, row.case_board)
    if row.case_board is not None:
        may_settle = may(actor, Act.PREPARE_CASE, row.case_board)
    else:
        may_settle = may(actor, Act.DECIDE_BOOKING, room.board_id)
    return ObservationLine(
        id=seen.id,
        request_id=request.id,
        booking_id=booking.id,
        room=room.name,
        party=request.party_name,
        booked=(booking.starts_at, booking.ends_at),
        expected=request.expected,
        seen_at=seen.seen_at,
        heads=seen.heads,
        is_as_booked=seen.is_as_booked,
        text=seen.text,
        noted_by=row.display_name,
        case_id=seen.case_id if sees_case else None,
        case_number=(row.case_number or "") if sees_case else "",
        settled_as=seen.settled_as,
        settle_note=seen.settle_note,
        may_settle=may_settle and seen.settled_at is None,
        may_see_room=may(actor, Act.SEE_PREMISES, room.board_id),
    )
