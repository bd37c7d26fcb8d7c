"""Month by month over years: what is shown side by side, to be looked at rather than read."""

import datetime as dt
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

SPANS = (24, 36, 60)  # months that can be asked for
USUAL = 36


class Trend(StrEnum):
    """What is followed, in the order of the page. `handling_days` is a median, all others are counts."""

    RECEIVED = "received"
    HANDLING_DAYS = "handling_days"
    HITS_JUDGED = "hits_judged"
    CHECKS_CLOSED = "checks_closed"  # spot checks; the part: with deviations
    HOLDS = "holds"
    LETTINGS_CHECKED = "lettings_checked"
    REPORTS_DUE = "reports_due"  # the part: late or overdue


@dataclass(frozen=True, order=True)
class Month:
    """A month of the Swedish calendar."""

    year: int
    number: int

    @property
    def name(self) -> str:
        """As in addresses and tables of data: "2026-03"."""
        return f"{self.year}-{self.number:02}"

    @property
    def first_on(self) -> dt.date:
        return dt.date(self.year, self.number, 1)

    @property
    def following(self) -> "Month":
        return self.after(1)

    def after(self, months: int) -> "Month":
        """So many months later, or earlier."""
        years, index = divmod(self.number - 1 + months, 12)
        return Month(self.year + years, index + 1)


def months_until(day: dt.date, count: int) -> tuple[Month, ...]:
    """So many months in order, the last of them that of the day."""
    last = Month(day.year, day.month)
    return tuple(last.after(back) for back in range(1 - count, 1))


@dataclass(frozen=True)
class Series:
    """One value a month; None where there was nothing to reckon from. `parts`, where there are any, are how
    many of the values are of the kind that is to be seen: with deviations, or late."""

    trend: Trend
    values: tuple[float | None, ...]
    parts: tuple[int, ...] = ()

    @property
    def is_median(self) -> bool:
        return self.trend is Trend.HANDLING_DAYS

    @property
    def latest(self) -> float | None:
        """The last twelve months: their sum, of a median the middle of the months."""
        return self._of(self.values[-12:])

    @property
    def before(self) -> float | None:
        """The twelve months before those."""
        return self._of(self.values[-24:-12])

    def _of(self, values: Sequence[float | None]) -> float | None:
        known = [value for value in values if value is not None]
        if not known:
            return None
        return statistics.median(known) if self.is_median else sum(known)


def counted(
    trend: Trend, counts: Mapping[int, int], months: int, parts: Mapping[int, int] | None = None
) -> Series:
    """A series of counts by the index of the month; a month without any counts nothing."""
    values = tuple(counts.get(index, 0) for index in range(months))
    return Series(trend, values, () if parts is None else tuple(parts.get(i, 0) for i in range(months)))


def median_of(days: Mapping[int, Sequence[tuple[int, int]]], months: int) -> Series:
    """The median days of each month from pairs of days and how many had them."""
    return Series(Trend.HANDLING_DAYS, tuple(_median(days.get(index, ())) for index in range(months)))


def _median(pairs: Sequence[tuple[int, int]]) -> float | None:
    every = [value for value, count in pairs for _ in range(count)]
    return statistics.median(every) if every else None
