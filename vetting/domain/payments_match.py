"""The three-way match: what was decided, what was to be paid when, and what was paid by the accounts."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from vetting.domain.errors import Refused
from vetting.domain.terms_revocations import PaymentAlarm, StopCause

MAX_PARTS = 24


@dataclass(frozen=True)
class PlannedPart:
    """A part of a grant to be paid; `id` is empty where none is planned and the whole is one part."""

    id: str
    due_on: dt.date
    amount: int
    is_conditional: bool = False
    released_on: dt.date | None = None

    def is_free(self, day: dt.date) -> bool:
        """Whether it might be paid on that day."""
        return not self.is_conditional or (self.released_on is not None and self.released_on <= day)


@dataclass(frozen=True)
class Stop:
    """Days on which nothing, or no more than the grant without `held` kronor, was to be paid.

    `ends_on` None: from the first day on. `held` None: all that is not yet paid.
    """

    cause: StopCause
    starts_on: dt.date
    ends_on: dt.date | None = None
    held: int | None = None

    def covers(self, day: dt.date) -> bool:
        """Whether the day is one of them, the first and the last included."""
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


@dataclass(frozen=True)
class Granted:
    """A grant as decided: kronor, from which day, to which account (digits, "" when none is recorded)."""

    amount: int
    decided_on: dt.date
    giro: str
    parts: tuple[PlannedPart, ...] = ()
    stops: tuple[Stop, ...] = ()


@dataclass(frozen=True)
class Paid:
    """One payment for a grant; a negative amount is one taken back."""

    id: str
    paid_on: dt.date
    amount: int
    giro: str


@dataclass(frozen=True)
class Alarm:
    """What a payment does not agree with, and what was expected: kronor, a day or a cause, by name."""

    payment_id: str
    kind: PaymentAlarm
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Matched:
    """Which part each payment is for, by payment id, and what does not agree."""

    parts: dict[str, str]
    alarms: tuple[Alarm, ...]


def whole_at_once(amount: int, starts_on: dt.date, decided_on: dt.date) -> tuple[PlannedPart, ...]:
    """The plan a grant has until somebody shares it: the whole, on its first day or when it is decided."""
    return (PlannedPart("", max(starts_on, decided_on), amount),)


def match(granted: Granted | None, payments: Sequence[Paid]) -> Matched:
    """The payments of one grant in the order of their days. None: no decision stands behind them.

    A payment is for the first unpaid part of its amount. Where none is, the amount is told as another one
    than planned; more than was decided is told the same way.
    """
    if granted is None:
        alarms = (Alarm(paid.id, PaymentAlarm.WITHOUT_DECISION) for paid in payments if paid.amount > 0)
        return Matched({}, tuple(alarms))
    waiting = list(granted.parts or (PlannedPart("", granted.decided_on, granted.amount),))
    parts: dict[str, str] = {}
    found: list[Alarm] = []
    total = 0
    for paid in sorted(payments, key=lambda one: (one.paid_on, one.id)):
        total += paid.amount
        if paid.amount <= 0:
            continue
        part = _part_of(waiting, paid)
        if part is None:
            left = str(waiting[0].amount if waiting else 0)
            found.append(Alarm(paid.id, PaymentAlarm.OTHER_AMOUNT, (("expected", left),)))
        else:
            waiting.remove(part)
            parts[paid.id] = part.id
            if not part.is_free(paid.paid_on):
                found.append(Alarm(paid.id, PaymentAlarm.BEFORE_RELEASE, _release_of(part)))
        found += _alarms(granted, paid, total)
    return Matched({key: value for key, value in parts.items() if value}, tuple(found))


def _part_of(waiting: Sequence[PlannedPart], paid: Paid) -> PlannedPart | None:
    """The first unpaid part of that amount, one that may be paid before one that may not."""
    alike = [one for one in waiting if one.amount == paid.amount]
    return next((one for one in alike if one.is_free(paid.paid_on)), alike[0] if alike else None)


def _release_of(part: PlannedPart) -> tuple[tuple[str, str], ...]:
    day = "" if part.released_on is None else part.released_on.isoformat()
    return (("released_on", day),)


def _alarms(granted: Granted, paid: Paid, total: int) -> Iterator[Alarm]:
    if paid.paid_on < granted.decided_on:
        since = (("decided_on", granted.decided_on.isoformat()),)
        yield Alarm(paid.id, PaymentAlarm.WITHOUT_DECISION, since)
    if paid.giro and granted.giro and paid.giro != granted.giro:
        yield Alarm(paid.id, PaymentAlarm.OTHER_ACCOUNT)
    stop = next((one for one in granted.stops if _stopped(one, paid, granted.amount, total)), None)
    if stop is not None:
        facts = (("cause", stop.cause.value), ("since", stop.starts_on.isoformat()))
        yield Alarm(paid.id, PaymentAlarm.PAID_AFTER_STOP, facts)


def _stopped(stop: Stop, paid: Paid, amount: int, total: int) -> bool:
    return stop.covers(paid.paid_on) and (stop.held is None or total > amount - stop.held)


def require_parts(parts: Sequence[PlannedPart], *, amount: int, decided_on: dt.date) -> None:
    """Raises Refused `instalments_odd` unless the parts, in the order of their days, sum to the grant."""
    days = [part.due_on for part in parts]
    is_sound = (
        0 < len(parts) <= MAX_PARTS
        and days == sorted(days)
        and days[0] >= decided_on
        and all(part.amount > 0 for part in parts)
        and sum(part.amount for part in parts) == amount
    )
    if not is_sound:
        raise Refused("instalments_odd", amount=amount, most=MAX_PARTS, field="parts")
