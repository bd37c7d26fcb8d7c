"""The weeks checks are planned in, and what is asked of each officer."""

import datetime as dt

import pytest

from vetting.domain.duty_weeks import (
    fair_capacity,
    monday_of,
    require_weeks,
    weeks_from_to,
    weeks_to_plan,
    weeks_to_take_over,
)
from vetting.domain.errors import Refused

REPORT = dt.date(2026, 12, 15)


def day(month, number):
    return dt.date(2026, month, number)


@pytest.mark.parametrize(
    ("drawn_on", "today", "first", "count"),
    [
        (day(10, 15), day(10, 15), day(10, 19), 8),  # a Thursday: from the Monday after, to the report day
        (day(10, 19), day(10, 19), day(10, 26), 7),  # a Monday: this week has begun
        (day(10, 15), day(11, 20), day(11, 23), 3),
        (day(10, 15), day(12, 14), day(12, 21), 8),  # nothing left before the report: eight weeks from now
        (day(10, 15), day(12, 20), day(12, 21), 8),
    ],
)
def test_weeks_from_the_draw_to_the_report(drawn_on, today, first, count):
    weeks = weeks_to_plan(drawn_on, REPORT, today)
    assert (weeks[0], len(weeks)) == (first, count)
    assert all(week.weekday() == 0 for week in weeks)


def test_who_takes_over_tries_the_planned_week_first():
    ahead = [day(11, 23), day(11, 30)]
    assert weeks_to_take_over(day(11, 30), ahead, day(11, 20)) == (day(11, 30), day(11, 23))
    assert weeks_to_take_over(day(11, 16), ahead, day(11, 20)) == (day(11, 16), *ahead)  # this week
    assert weeks_to_take_over(day(11, 9), ahead, day(11, 20)) == tuple(ahead)  # gone by
    assert weeks_to_take_over(None, ahead, day(11, 20)) == tuple(ahead)


def test_any_day_names_its_week():
    assert weeks_from_to(day(11, 25), day(12, 6)) == (day(11, 23), day(11, 30))
    assert monday_of(day(11, 29)) == day(11, 23)


@pytest.mark.parametrize("last_on", [day(11, 20), dt.date(2029, 1, 1)])
def test_weeks_backwards_or_endless_are_refused(last_on):
    with pytest.raises(Refused, match="weeks_odd"):
        weeks_from_to(day(11, 25), last_on)


def test_this_week_may_be_used_and_last_week_not():
    require_weeks([day(11, 16)], day(11, 20))
    with pytest.raises(Refused, match="weeks_past"):
        require_weeks([day(11, 9)], day(11, 20))


@pytest.mark.parametrize(
    ("checks", "officers", "weeks", "expected"),
    [(30, 3, 26, 1), (60, 3, 8, 5), (0, 3, 8, 1), (5, 0, 0, 10), (4000, 1, 1, 40)],
)
def test_twice_the_even_share_is_suggested(checks, officers, weeks, expected):
    assert fair_capacity(checks, officers, weeks) == expected
