"""Dates of requests beside one another: how many there are, and which want the same room at the same time."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import and_, func, select
from sqlalchemy.orm import aliased

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


def spans_of(request_ids: Sequence[str]) -> dict[str, tuple[int, dt.datetime, dt.datetime]]:
    """How many dates each request has, its first and its last."""
    rows = db.session.execute(
        select(Booking.request_id, func.count(), func.min(Booking.starts_at), func.max(Booking.starts_at))
        .where(among(Booking.request_id, request_ids), Booking.state != BookingState.WITHDRAWN)
        .group_by(Booking.request_id)
    )
    return {request_id: (count, first, last) for request_id, count, first, last in rows}


def span_of(request_id: str, dates: Sequence[Booking]) -> dict[str, tuple[int, dt.datetime, dt.datetime]]:
    """As spans_of, of one request whose dates are read already."""
    starts = [one.starts_at for one in dates if one.state is not BookingState.WITHDRAWN]
    return {request_id: (len(starts), min(starts), max(starts))} if starts else {}


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


def waiting_and_met(
    request_ids: Sequence[str],
) -> tuple[dict[str, frozenset[str]], dict[str, dict[str, list[Met]]]]:
    """The waiting dates of each request; and by its dates those of others in the room at the same time."""
    other, theirs = aliased(Booking), aliased(BookingRequest)
    overlaps = and_(
        other.premises_id == Booking.premises_id,
        other.request_id != Booking.request_id,
        other.state.in_(_LIVE),
        other.starts_at < Booking.ends_at,
        other.ends_at > Booking.starts_at,
    )
    rows = db.session.execute(
        select(Booking.request_id, Booking.id, Booking.state, other.state, theirs.id, theirs.party_name)
        .outerjoin(other, overlaps)
        .outerjoin(theirs, theirs.id == other.request_id)
        .where(among(Booking.request_id, request_ids), Booking.state.in_(_LIVE))
        .order_by(theirs.party_name, theirs.id)
    )
    waiting: dict[str, set[str]] = {}
    met: dict[str, dict[str, list[Met]]] = {}
    for request_id, booking_id, state, their_state, their_id, party in rows:
        waits = state is BookingState.PENDING
        if waits:
            waiting.setdefault(request_id, set()).add(booking_id)
        if their_id is not None:
            has_room = their_state is BookingState.APPROVED
            one = Met(their_id, party, has_room=has_room, falls=waits and not has_room)
            met.setdefault(request_id, {}).setdefault(booking_id, []).append(one)
    return {key: frozenset(value) for key, value in waiting.items()}, met
