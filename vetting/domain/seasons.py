"""Spring and autumn: the half-years of spot checks, and the days of each round."""

import datetime as dt
import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import total_ordering

from vetting.domain.deadlines import day_due
from vetting.domain.errors import Refused
from vetting.domain.terms_decisions import DeadlineKind

_NAME = re.compile(r"(20[0-9]{2})-H([12])")


@total_ordering
@dataclass(frozen=True)
class HalfYear:
    """A half-year by its name, "2026-H1". Raises Refused `half_year_odd` for any other text."""

    name: str

    def __post_init__(self) -> None:
        if not _NAME.fullmatch(self.name):
            raise Refused("half_year_odd", half_year=self.name[:20])

    def __str__(self) -> str:
        return self.name

    def __lt__(self, other: "HalfYear") -> bool:
        return self.name < other.name

    @property
    def year(self) -> int:
        return int(self.name[:4])

    @property
    def is_spring(self) -> bool:
        return self.name.endswith("1")

    @property
    def first_on(self) -> dt.date:
        return dt.date(self.year, 1 if self.is_spring else 7, 1)

    @property
    def last_on(self) -> dt.date:
        return dt.date(self.year, 6, 30) if self.is_spring else dt.date(self.year, 12, 31)

    def back(self, count: int) -> "HalfYear":
        """So many half-years earlier; later when negative. Raises Refused outside 2000-2099."""
        year, half = divmod(self.year * 2 + (not self.is_spring) - count, 2)
        return HalfYear(f"{year}-H{half + 1}")

    @property
    def previous(self) -> "HalfYear":
        return self.back(1)

    @property
    def following(self) -> "HalfYear":
        return self.back(-1)


def half_year_of(day: dt.date) -> HalfYear:
    """The half-year a day lies in."""
    return HalfYear(f"{day.year}-H{1 if day.month < 7 else 2}")


@dataclass(frozen=True)
class Season:
    """The days of a half-year's round. Days on which people act are working days."""

    opens_on: dt.date
    seal_by_on: dt.date
    draws_on: dt.date
    missed_after_on: dt.date
    report_by_on: dt.date
    period_from_on: dt.date
    period_until_on: dt.date


def season(half_year: HalfYear, holidays: Collection[dt.date]) -> Season:
    """Draw in mid-April or mid-October, so that results reach the tertial report and the yearly one (D-10).

    The period runs from the day after the draw day of the season before, so that no decision falls between
    two rounds. `holidays` must cover the half-year's year.
    """
    year, month = half_year.year, 4 if half_year.is_spring else 10
    before = dt.date(year - 1, 10, 16) if half_year.is_spring else dt.date(year, 4, 16)

    def day(kind: DeadlineKind) -> dt.date:
        return day_due(kind, dt.date(year, month, 1), holidays)

    return Season(
        opens_on=day(DeadlineKind.ROUND_OPENING),
        seal_by_on=day(DeadlineKind.ROUND_SEAL),
        draws_on=day(DeadlineKind.ROUND_DRAW),
        missed_after_on=day(DeadlineKind.ROUND_MISSED),
        report_by_on=day(DeadlineKind.ROUND_REPORT),
        period_from_on=before,
        period_until_on=dt.date(year, month, 15),
    )
