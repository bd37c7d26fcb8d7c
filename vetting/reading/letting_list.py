"""Requests for one's rooms: those that wait, with what else falls, and those decided; none is deleted."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import ScalarSelect, func, select

from vetting.domain.authority import Actor
from vetting.domain.deadlines import day_due
from vetting.domain.swedish_time import swedish_day
from vetting.domain.tenancy import Point
from vetting.domain.terms_decisions import DeadlineKind
from vetting.domain.terms_premises import BookingState, TenancyVerdict
from vetting.reading.my_halls import Halls, halls_of
from vetting.records.bookings import Booking, BookingRequest
from vetting.records.db import db
from vetting.records.lettings import BookingDecision
from vetting.records.tenancy_facts import Seen, seen_many

PER_PAGE = 50


class Wanted(StrEnum):
    """Which requests are listed, as addresses name them."""

    WAITING = "vantar"
    APPROVED = "godkanda"
    REFUSED = "avslagna"
    CANCELLED = "installda"


STATES = {
    Wanted.WAITING: BookingState.PENDING,
    Wanted.APPROVED: BookingState.APPROVED,
    Wanted.REFUSED: BookingState.REFUSED,
    Wanted.CANCELLED: BookingState.CANCELLED,
}


@dataclass(frozen=True)
class LettingLine:
    """A request. `first_at`: its first date in that state; `falls`: how many others wait for a time of it;
    `awaits_second`: a refusal waits for another person; `late_since`: the day its reasons were due, where it
    has passed. No verdict on what is decided."""

    request_id: str
    room: str
    party: str
    first_at: dt.datetime
    dates: int
    falls: int
    expected: int | None
    capacity: int | None
    awaits_second: bool
    late_since: dt.date | None
    verdict: TenancyVerdict | None
    reason: Point | None


@dataclass(frozen=True)
class LettingList:
    """One page of requests in the officer's rooms."""

    wanted: Wanted
    halls: Halls
    lines: tuple[LettingLine, ...]
    total: int
    page: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PER_PAGE))


@dataclass(frozen=True)
class ListFilter:
    """What is asked for: the state, the board, and whether all its rooms or only the officer's own."""

    wanted: Wanted = Wanted.WAITING
    board_id: str = ""
    is_all: bool = False
    per_page: int = PER_PAGE


def letting_list(asked: ListFilter, *, actor: Actor, today: dt.date, page: int = 1) -> LettingList:
    """The requests in that state, the one with the nearest date first. Raises as halls_of."""
    halls = halls_of(actor, board_id=asked.board_id, is_all=asked.is_all, today=today)
    page = max(1, page)
    rows = _rows(asked, halls, page)
    if not rows and page > 1:
        return letting_list(asked, actor=actor, today=today)
    is_waiting = asked.wanted is Wanted.WAITING
    seen = seen_many([row[0] for row in rows], halls.rooms, today=today) if is_waiting else {}
    lines = tuple(_line(row, halls, seen.get(row[0].id), today) for row in rows)
    return LettingList(asked.wanted, halls, lines, rows[0].total if rows else 0, page)


def _rows(asked: ListFilter, halls: Halls, page: int) -> Sequence[Any]:
    """The requests of a page, each with its first date in that state and how many there are."""
    dates = (
        select(Booking.request_id, func.min(Booking.starts_at).label("first_at"), func.count().label("dates"))
        .where(Booking.premises_id.in_(halls.rooms), Booking.state == STATES[asked.wanted])
        .group_by(Booking.request_id)
        .subquery()
    )
    return db.session.execute(
        select(
            BookingRequest,
            dates.c.first_at,
            dates.c.dates,
            _proposed_at().label("proposed_at"),
            func.count().over().label("total"),
        )
        .join(dates, dates.c.request_id == BookingRequest.id)
        .where(BookingRequest.premises_id.in_(halls.rooms))
        .order_by(dates.c.first_at, BookingRequest.id)
        .limit(asked.per_page)
        .offset((page - 1) * asked.per_page)
    ).all()


def _line(row: Any, halls: Halls, known: Seen | None, today: dt.date) -> LettingLine:
    request: BookingRequest = row[0]
    room = halls.rooms[request.premises_id]
    return LettingLine(
        request_id=request.id,
        room=room.name,
        party=request.party_name,
        first_at=row.first_at,
        dates=row.dates,
        falls=len(known.falls) if known else 0,
        expected=request.expected,
        capacity=room.capacity,
        awaits_second=row.proposed_at is not None,
        late_since=_late_since(row.proposed_at, today),
        verdict=known.tenancy.verdict if known else None,
        reason=known.tenancy.first if known else None,
    )


def _proposed_at() -> ScalarSelect[dt.datetime]:
    """When the refusal was proposed that waits for another person; None where none does."""
    return (
        select(func.min(BookingDecision.proposed_at))
        .where(
            BookingDecision.request_id == BookingRequest.id,
            BookingDecision.decided_at.is_(None),
            BookingDecision.returned_at.is_(None),
        )
        .scalar_subquery()
    )


def _late_since(proposed_at: dt.datetime | None, today: dt.date) -> dt.date | None:
    if proposed_at is None:
        return None
    due_on = day_due(DeadlineKind.LETTING_REASONS, swedish_day(proposed_at))
    return due_on if due_on < today else None
