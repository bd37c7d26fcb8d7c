"""Months and series: which months, what is summed, what a median is of."""

import datetime as dt
import itertools

import pytest

from vetting.domain.trends import Month, Series, Trend, counted, median_of, months_until


@pytest.mark.parametrize(
    ("day", "count", "first", "last"),
    [
        (dt.date(2026, 11, 22), 24, "2024-12", "2026-11"),
        (dt.date(2026, 12, 31), 12, "2026-01", "2026-12"),
        (dt.date(2026, 1, 1), 36, "2023-02", "2026-01"),
        (dt.date(2024, 2, 29), 1, "2024-02", "2024-02"),
    ],
)
def test_months_end_with_that_of_the_day(day, count, first, last):
    months = months_until(day, count)
    assert (months[0].name, months[-1].name, len(months)) == (first, last, count)
    assert list(months) == sorted(set(months))
    assert all(one.following == two for one, two in itertools.pairwise(months))


def test_the_month_after_december_is_january():
    assert Month(2026, 12).following == Month(2027, 1)
    assert Month(2026, 1).after(-1) == Month(2025, 12)


def test_a_month_without_any_counts_nothing():
    series = counted(Trend.CHECKS_CLOSED, {0: 3, 2: 5}, 3, {2: 1})
    assert (series.values, series.parts) == ((3, 0, 5), (0, 0, 1))


def test_a_median_is_of_cases_and_a_month_without_any_has_none():
    series = median_of({0: [(10, 3), (40, 1)], 2: [(5, 1), (6, 1)]}, 3)
    assert series.values == (10, None, 5.5)


def test_twelve_months_stand_beside_the_twelve_before():
    series = Series(Trend.RECEIVED, (1,) * 12 + (2,) * 12)
    assert (series.before, series.latest) == (12, 24)
    assert Series(Trend.RECEIVED, (2,) * 12).before is None
    days = Series(Trend.HANDLING_DAYS, (None,) * 10 + (30.0, 10.0) + (None,) * 12)
    assert (days.before, days.latest) == (20, None)
