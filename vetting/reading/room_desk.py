"""Of rooms on My day: requests that wait for an answer in the rooms an officer manages, the nearest first."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import func, select

from vetting.domain.authority import Act, Actor, boards_for
from vetting.domain.swedish_time import first_moment
from vetting.domain.terms_premises import BookingState
from vetting.reading.desk_cases import SHOWN, Listed
from vetting.records.bookings import Booking, BookingRequest
from vetting.records.db import db
from vetting.records.premises import Premises, PremisesDuty


@dataclass(frozen=True)
class RoomLine:
    """A request that waits. `first_at`: the first of its `dates` that wait."""

    request_id: str
    party: str
    room: str
    first_at: dt.datetime
    dates: int


def waiting_in_my_rooms(actor: Actor, *, today: dt.date) -> Listed[RoomLine] | None:
    """Requests with a date that waits, today or later, in rooms managed today. In one query."""
    first_at = func.min(Booking.starts_at)
    waiting = (
        select(
            BookingRequest.id,
            BookingRequest.party_name,
            Premises.name,
            first_at,
            func.count(Booking.id.distinct()),
            func.count().over(),
        )
        .join(Booking, Booking.request_id == BookingRequest.id)
        .join(Premises, Premises.id == BookingRequest.premises_id)
        .join(PremisesDuty, PremisesDuty.premises_id == Premises.id)
        .where(
            Booking.state == BookingState.PENDING,
            Booking.starts_at >= first_moment(today),
            PremisesDuty.officer_id == actor.id,
            PremisesDuty.from_on <= today,
            func.coalesce(PremisesDuty.until_on, today) >= today,
        )
        .group_by(BookingRequest.id, BookingRequest.party_name, Premises.name)
        .order_by(first_at, BookingRequest.id)
        .limit(SHOWN)
    )
    own = boards_for(actor, Act.DECIDE_BOOKING)
    if own is not None:
        waiting = waiting.where(Premises.board_id.in_(sorted(own)))
    rows = db.session.execute(waiting).all()
    return Listed(tuple(RoomLine(*row[:5]) for row in rows), rows[0][5]) if rows else None
