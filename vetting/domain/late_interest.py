"""Interest on a claim that is not paid: from the thirtieth day after a demand, by recorded reference rates.

Räntelagen (1975:635): 4 § 3 st., from thirty days after a demand of a stated amount that tells that interest
will run; 6 §, the reference rate and eight percentage points a year; 9 §, one reference rate a half-year.
"""

import datetime as dt
import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from vetting.domain.deadlines import day_due
from vetting.domain.errors import Refused
from vetting.domain.repayment import LedgerLine, balance
from vetting.domain.terms_decisions import DeadlineKind
from vetting.domain.terms_revocations import ClaimEventKind

ABOVE = 800  # hundredths of a percentage point above the reference rate (6 §)
YEAR = 365  # days an annual rate is shared over; how the house counts, the Act does not say
RATES = range(-500, 3001)  # hundredths of a percentage point that a reference rate can be


@dataclass(frozen=True)
class Stretch:
    """Days with the same kronor due and the same rate, from the first to the day before the last.

    `rate`: hundredths of a percentage point a year, the eight points included; None: none is recorded.
    """

    from_on: dt.date
    to_on: dt.date
    due: int
    rate: int | None


@dataclass(frozen=True)
class Interest:
    """Interest from its first day until `on`; `kronor` are whole, rounded down. `lacks`: first days of the
    half-years without a recorded rate, for which nothing is counted."""

    from_on: dt.date
    on: dt.date
    kronor: int
    stretches: tuple[Stretch, ...]
    lacks: tuple[dt.date, ...]


def half_year(day: dt.date) -> dt.date:
    """The first day of the calendar half-year."""
    return dt.date(day.year, 1 if day.month < 7 else 7, 1)


def require_rate(from_on: dt.date, hundredths: int) -> None:
    """Raises Refused `rate_day_odd` or `rate_odd`."""
    if from_on != half_year(from_on):
        raise Refused("rate_day_odd", field="from_on")
    if hundredths not in RATES:
        raise Refused("rate_odd", field="percent")


def starts_on(demanded_on: dt.date) -> dt.date:
    """The first day that interest runs after a demand of that day."""
    return day_due(DeadlineKind.CLAIM_INTEREST, demanded_on)


def interest_from(lines: Sequence[LedgerLine]) -> dt.date | None:
    """The first day interest runs; None before a demand has stated an amount and told that it will."""
    demands = [line.on for line in lines if _starts(line)]
    return starts_on(min(demands)) if demands else None


def interest_until(lines: Sequence[LedgerLine], rates: Mapping[dt.date, int], on: dt.date) -> Interest | None:
    """What has run up to `on`, that day not counted. `rates`: by the first day of each half-year."""
    from_on = interest_from(lines)
    if from_on is None or from_on >= on:
        return None
    stretches = tuple(_stretches(lines, rates, from_on, on))
    total = sum((_run(one) for one in stretches), Fraction(0))
    lacks = tuple(sorted({half_year(one.from_on) for one in stretches if one.rate is None}))
    return Interest(from_on, on, int(total), stretches, lacks)


def _starts(line: LedgerLine) -> bool:
    return line.kind is ClaimEventKind.DEMANDED and line.tells_interest and line.amount > 0


def _stretches(
    lines: Sequence[LedgerLine], rates: Mapping[dt.date, int], from_on: dt.date, on: dt.date
) -> Iterator[Stretch]:
    turns = {dt.date(year, month, 1) for year in range(from_on.year, on.year + 1) for month in (1, 7)}
    days = sorted(
        {from_on, on, *(day for day in (*turns, *(line.on for line in lines)) if from_on < day < on)}
    )
    for first, last in itertools.pairwise(days):
        due = balance(lines, first).due
        if due:
            rate = rates.get(half_year(first))
            yield Stretch(first, last, due, None if rate is None else rate + ABOVE)


def _run(stretch: Stretch) -> Fraction:
    if stretch.rate is None:
        return Fraction(0)
    return Fraction(stretch.due * stretch.rate * (stretch.to_on - stretch.from_on).days, 10_000 * YEAR)
