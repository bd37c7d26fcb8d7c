"""Dates of requests beside their room's opening hours, and beside others' in the room at the same time."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import and_, select
from sqlalchemy.orm import aliased

from vetting.domain.booking import LONGEST_USE
from vetting.domain.premises import is_within_hours
from vetting.domain.terms_premises import BookingState
from vetting.records.bookings import Booking, BookingRequest
from vetting.records.db import among, db
from vetting.records.premises import OpeningHours


@dataclass(frozen=True)
class Met:
    """Another's date in the same room at the same time. `falls`: both wait for it."""

    request_id: str
    party: str
    has_room: bool
    falls: bool


def dates_and_outside(request_id: str) -> tuple[list[Booking], int]:
    """The dates of a request in order of time, and how many that wait lie outside their room's opening hours.

    A room with no hours recorded has none to be outside of. In one query.
    """
    rows = db.session.execute(
        select(Booking, OpeningHours)
        .outerjoin(OpeningHours, OpeningHours.premises_id == Booking.premises_id)
        .where(Booking.request_id == request_id)
        .order_by(Booking.starts_at, Booking.id)
    )
    dates: dict[str, Booking] = {}
    week: dict[str, dict[int, tuple[str, str]]] = {}
    for date, hours in rows:
        dates[date.id] = date
        if hours is not None:
            week.setdefault(date.premises_id, {})[hours.weekday] = (hours.opens_at, hours.closes_at)
    outside = [
        one
        for one in dates.values()
        if one.state is BookingState.PENDING
        and one.premises_id in week
        and not is_within_hours(week[one.premises_id], one.starts_at, one.ends_at)
    ]
    return list(dates.values()), len(outside)


_LIVE = (BookingState.PENDING, BookingState.APPROVED)


def met_by(request_ids: Sequence[str], *, since: dt.datetime) -> dict[str, dict[str, list[Met]]]:
    """By request and by its waiting or confirmed date, those of others in the room at the same time.

    `since`: when the first of the requests' dates begins; others' that began long before have ended.
    """
    other, theirs = aliased(Booking), aliased(BookingRequest)
    overlaps = and_(
        other.premises_id == Booking.premises_id,
        other.request_id != Booking.request_id,
        other.state.in_(_LIVE),
        other.starts_at < Booking.ends_at,
        other.ends_at > Booking.starts_at,
        other.starts_at > since - LONGEST_USE,
    )
    rows = db.session.execute(
        select(Booking.request_id, Booking.id, Booking.state, other.state, theirs.id, theirs.party_name)
        .join(other, overlaps)
        .join(theirs, theirs.id == other.request_id)
        .where(among(Booking.request_id, request_ids), Booking.state.in_(_LIVE))
        .order_by(theirs.party_name, theirs.id)
    )
    met: dict[str, dict[str, list[Met]]] = {}
    for request_id, booking_id, state, their_state, their_id, party in rows:
        has_room = their_state is BookingState.APPROVED
        falls = state is BookingState.PENDING and not has_room
        one = Met(their_id, party, has_room=has_room, falls=falls)
        met.setdefault(request_id, {}).setdefault(booking_id, []).append(one)
    return met
