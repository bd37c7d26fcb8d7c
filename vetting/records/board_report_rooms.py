"""What a board's report counts of rooms: requests and what came of them, and dates taken back."""

import datetime as dt
from collections import Counter
from dataclasses import replace

from sqlalchemy import func, select

from vetting.domain.report_figures import BoardFacts
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms_lettings import LettingKind
from vetting.domain.terms_premises import BookingState
from vetting.records.bookings import Booking, BookingRequest
from vetting.records.db import db
from vetting.records.lettings import BookingDecision, BookingVerdict
from vetting.records.premises import Premises
from vetting.records.report_days import Days

ACTED_ON = (BookingState.APPROVED, BookingState.REFUSED, BookingState.CANCELLED)
_ANSWERS = (LettingKind.APPROVAL, LettingKind.REFUSAL)


def with_rooms(facts: BoardFacts, days: Days) -> BoardFacts:
    """The facts with what was counted of rooms, in two questions."""
    requests = _requests(days)
    return replace(
        facts,
        requests=Counter(state for state, *_ in requests),
        requests_checked=sum(state in ACTED_ON and checked > 0 for state, _, _, _, checked in requests),
        days_before=tuple(_between(received, first) for _, first, received, _, _ in requests if first),
        decided_before=tuple(
            _between(answered, first) for _, first, _, answered, _ in requests if first and answered
        ),
        cancelled_before=_cancelled_before(days),
    )


def _between(earlier: dt.datetime, later: dt.datetime) -> int:
    return (swedish_day(later) - swedish_day(earlier)).days


_Request = tuple[BookingState, dt.datetime | None, dt.datetime, dt.datetime | None, int]


def _requests(days: Days) -> list[_Request]:
    """Of each request its state, first date, when it came, when it was first answered, and how many times the
    facts were looked at when somebody acted."""
    first = select(func.min(Booking.starts_at, type_=Booking.starts_at.type))
    answered = select(func.min(BookingDecision.decided_at, type_=Booking.starts_at.type))
    checked = select(func.count()).select_from(BookingVerdict)
    rows = db.session.execute(
        select(
            BookingRequest.state,
            first.where(Booking.request_id == BookingRequest.id).scalar_subquery(),
            BookingRequest.received_at,
            answered.where(
                BookingDecision.request_id == BookingRequest.id, BookingDecision.kind.in_(_ANSWERS)
            ).scalar_subquery(),
            checked.where(BookingVerdict.request_id == BookingRequest.id).scalar_subquery(),
        )
        .join(Premises, Premises.id == BookingRequest.premises_id)
        .where(days.moment(BookingRequest.received_at), days.board(Premises.board_id))
    )
    return [(state, begins, received, said, looks) for state, begins, received, said, looks in rows]


def _cancelled_before(days: Days) -> tuple[int, ...]:
    """From the day on which the municipality took a date back to that date."""
    rows = db.session.execute(
        select(Booking.starts_at, Booking.changed_at)
        .join(Premises, Premises.id == Booking.premises_id)
        .where(
            Booking.state == BookingState.CANCELLED,
            days.moment(Booking.changed_at),
            days.board(Premises.board_id),
        )
    )
    return tuple(_between(changed, starts) for starts, changed in rows)
