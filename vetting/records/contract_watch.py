"""Contracts whose days run out: nine months near, the landlord's months, last days to put right."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import func, or_, select

from vetting.domain.breach_ladder import BreachFacts, last_day
from vetting.domain.contract_terms import clock_of
from vetting.domain.swedish_time import first_moment, swedish_day
from vetting.domain.terms_contracts import BreachStepKind
from vetting.domain.terms_premises import BookingState
from vetting.records.bookings import Booking, BookingRequest
from vetting.records.breaches import Breach, BreachStep, facts_of, steps_of, taken_steps
from vetting.records.db import db
from vetting.records.premises import Premises, PremisesDuty

_CLOCKED = (BreachStepKind.CORRECTION, BreachStepKind.TERMINATION)


@dataclass(frozen=True)
class LongContract:
    """A contract in its eighth or ninth month that goes on, and who manages the premises."""

    request_id: str
    premises: str
    nine_months_on: dt.date
    manager_ids: tuple[str, ...]


@dataclass(frozen=True)
class BreachDay:
    """A breach with a day that is near or past. `kind` names the reminder."""

    breach_id: str
    kind: str
    premises: str
    day: dt.date
    officer_id: str


def contracts_near_nine_months(today: dt.date) -> tuple[LongContract, ...]:
    """Approved contracts that have run for seven months and have dates ahead."""
    rows = db.session.execute(
        select(
            BookingRequest.id,
            Premises.id,
            Premises.name,
            func.min(Booking.starts_at),
            func.max(Booking.ends_at),
        )
        .join(Booking, Booking.request_id == BookingRequest.id)
        .join(Premises, Premises.id == BookingRequest.premises_id)
        .where(BookingRequest.state == BookingState.APPROVED, Booking.state == BookingState.APPROVED)
        .group_by(BookingRequest.id, Premises.id, Premises.name)
        .having(func.max(Booking.ends_at) >= first_moment(today))
        .order_by(BookingRequest.id)
    ).all()
    found = []
    for request_id, premises_id, name, first, last in rows:
        clock = clock_of(swedish_day(first), swedish_day(last))
        if clock.is_alerting(today) and clock.nine_months_on is not None:
            managers = _managers(premises_id, today)
            found.append(LongContract(request_id, name, clock.nine_months_on, managers))
    return tuple(found)


def open_breaches(today: dt.date, soon: dt.timedelta) -> Iterator[BreachDay]:
    """Days of breaches that are not settled: the law's last day within `soon`, and last days to put right
    that have passed with nothing done since."""
    query = select(Breach, Premises.name).join(BookingRequest, BookingRequest.id == Breach.request_id)
    query = query.join(Premises, Premises.id == BookingRequest.premises_id).where(Breach.ended.is_(None))
    for row, premises in db.session.execute(query.order_by(Breach.id)).all():
        steps = steps_of((row.id,))
        day = _law_day(facts_of(row), steps, today)
        if day is not None and today >= day - soon:
            yield BreachDay(row.id, "breach_months", premises, day, row.recorded_by)
        passed = _passed(steps, today)
        if passed is not None:
            yield BreachDay(row.id, "reply_day_passed", premises, passed, row.recorded_by)


def _law_day(facts: BreachFacts, steps: Sequence[BreachStep], today: dt.date) -> dt.date | None:
    """The next last day the law sets for a step that is not taken and is not too late already."""
    taken = {step.kind for step in taken_steps(steps)}
    days = [last_day(facts, kind) for kind in _CLOCKED if kind not in taken]
    return min((day for day in days if day is not None and day >= today), default=None)


def _passed(steps: Sequence[BreachStep], today: dt.date) -> dt.date | None:
    taken = taken_steps(steps)
    last = taken[-1] if taken else None
    return last.reply_by if last is not None and last.reply_by is not None and last.reply_by < today else None


def _managers(premises_id: str, today: dt.date) -> tuple[str, ...]:
    query = select(PremisesDuty.officer_id).where(
        PremisesDuty.premises_id == premises_id,
        PremisesDuty.from_on <= today,
        or_(PremisesDuty.until_on.is_(None), PremisesDuty.until_on >= today),
    )
    return tuple(db.session.scalars(query.distinct().order_by(PremisesDuty.officer_id)))
