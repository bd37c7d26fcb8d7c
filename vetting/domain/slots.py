"""When the clock's jobs are due: rules, and slots with civil names that no change of the clock repeats."""

import datetime as dt
from collections.abc import Callable, Collection
from dataclasses import dataclass
from enum import StrEnum

from vetting.domain.errors import Refused
from vetting.domain.seasons import HalfYear, half_year_of
from vetting.domain.swedish_time import SWEDEN, swedish_day

LATE_AFTER = dt.timedelta(minutes=15)
# Between two and three in the night an hour is missing in March and comes twice in October.
UNSAFE = range(2, 3)
PAUSES = tuple(dt.timedelta(minutes=minutes) for minutes in (1, 2, 5, 15, 30, 60))


class RunState(StrEnum):
    """How a job's slot stands. A slot from before the job came into use is owed by nobody."""

    DONE = "done"
    FAILED = "failed"
    BEFORE_USE = "before_use"


@dataclass(frozen=True)
class Slot:
    """One time a job is to be done: a civil name ("2026-11-20", "2026-H2") and the instant it is due, UTC."""

    name: str
    due_at: dt.datetime


@dataclass(frozen=True)
class Turn:
    """A job's turn at one slot, handed to the deed. By hand, the pause after a failure is not waited for."""

    job: str
    slot: str
    due_at: dt.datetime
    by_hand: bool = False


@dataclass(frozen=True)
class Daily:
    """Each day at a Swedish hour; days that were missed are made up by the latest one alone."""

    at: dt.time

    def __post_init__(self) -> None:
        _refuse_the_hour_that_changes(self.at)


@dataclass(frozen=True)
class Seasonal:
    """Once each half-year, on the day that `day_of("2026-H2")` gives; every one missed is made up, late."""

    day_of: Callable[[str], dt.date]
    at: dt.time = dt.time(6)

    def __post_init__(self) -> None:
        _refuse_the_hour_that_changes(self.at)


@dataclass(frozen=True)
class Every:
    """Again and again with so many seconds between; such work keeps its own account and has no slots."""

    seconds: int


Rule = Daily | Seasonal | Every


@dataclass(frozen=True)
class JobFacts:
    """What people are told of a job: its rule, and when it is due next (None: it has no slots)."""

    name: str
    rule: Rule
    next_due_at: dt.datetime | None


@dataclass(frozen=True)
class Told:
    """What became of one turn. `state` is done, failed, taken (done already, or by somebody else) or busy."""

    job: str
    slot: str
    state: str
    late: bool = False
    facts: dict[str, object] | None = None
    error: str | None = None


def due_slots(rule: Rule, done: Collection[str], now: dt.datetime) -> tuple[Slot, ...]:
    """What is owed at `now`, oldest first. `done` names the slots that need nothing more.

    The oldest of `done` is where a seasonal job came into use: with nothing done yet only the present
    half-year is owed, and no earlier one ever.
    """
    if isinstance(rule, Every):
        return ()
    if isinstance(rule, Daily):
        owed = [_latest_day(rule, now)]
    else:
        first = HalfYear(min(done)).following if done else half_year_of(swedish_day(now))
        owed = [slot for slot in _half_years(rule, first, now) if slot.due_at <= now]
    return tuple(sorted((slot for slot in owed if slot.name not in done), key=lambda slot: slot.due_at))


def next_slot(rule: Rule, done: Collection[str], now: dt.datetime) -> Slot | None:
    """The slot owed now or, when none is, the first to come. None for work without slots."""
    if isinstance(rule, Every):
        return None
    if owed := due_slots(rule, done, now):
        return owed[0]
    if isinstance(rule, Daily):
        return _slot(_latest_day(rule, now).name, rule.at, days=1)
    coming = _half_years(rule, half_year_of(swedish_day(now)), now)
    return min((slot for slot in coming if slot.due_at > now), key=lambda slot: slot.due_at, default=None)


def slot_named(rule: Rule, name: str) -> Slot | None:
    """The slot of that civil name, or None when the rule has none such."""
    try:
        if isinstance(rule, Daily):
            return _slot(name, rule.at) if dt.date.fromisoformat(name).isoformat() == name else None
        if isinstance(rule, Seasonal):
            return _seasonal_slot(rule, HalfYear(name).name)
    except (ValueError, OverflowError, Refused):
        return None
    return None


def slot_before_use(rule: Rule, now: dt.datetime) -> str | None:
    """The slot to mark when the job comes into use, so that none after it is lost. None: not needed."""
    return half_year_of(swedish_day(now)).previous.name if isinstance(rule, Seasonal) else None


def newest_name(rule: Rule, now: dt.datetime) -> str:
    """Which slots are asked for at `now`: a day after today's, left by a clock gone wrong, must hide none."""
    return swedish_day(now).isoformat() if isinstance(rule, Daily) else "9999-H2"


def is_late(due_at: dt.datetime, at: dt.datetime) -> bool:
    """Whether what was due then and done at `at` came late."""
    return at - due_at > LATE_AFTER


def next_try_at(failed_at: dt.datetime, attempts: int) -> dt.datetime:
    """When what failed for the `attempts`-th time is tried again: after a pause that grows to an hour."""
    return failed_at + PAUSES[min(max(attempts, 1), len(PAUSES)) - 1]


def may_try_again(failed_at: dt.datetime, attempts: int, now: dt.datetime) -> bool:
    """Whether the pause is over; it is when the failure lies ahead, for then the clock was stepped back."""
    return now < failed_at or now >= next_try_at(failed_at, attempts)


def _half_years(rule: Seasonal, first: HalfYear, now: dt.datetime) -> list[Slot]:
    """From `first` to two after the present one: a day may lie before its own half-year begins."""
    last = half_year_of(swedish_day(now)).back(-2)
    names = [first] if first <= last else []
    while names and names[-1] < last:
        names.append(names[-1].following)
    return [_seasonal_slot(rule, one.name) for one in names]


def _seasonal_slot(rule: Seasonal, name: str) -> Slot:
    return Slot(name, _instant(rule.day_of(name), rule.at))


def _latest_day(rule: Daily, now: dt.datetime) -> Slot:
    today = _slot(swedish_day(now).isoformat(), rule.at)
    return today if today.due_at <= now else _slot(today.name, rule.at, days=-1)


def _slot(day: str, at: dt.time, days: int = 0) -> Slot:
    on = dt.date.fromisoformat(day) + dt.timedelta(days=days)
    return Slot(on.isoformat(), _instant(on, at))


def _instant(day: dt.date, at: dt.time) -> dt.datetime:
    return dt.datetime.combine(day, at, tzinfo=SWEDEN).astimezone(dt.UTC)


def _refuse_the_hour_that_changes(at: dt.time) -> None:
    if at.hour in UNSAFE or at.tzinfo is not None:
        raise ValueError("nothing is placed between 02:00 and 03:00; write another time, without zone")
