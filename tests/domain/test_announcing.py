"""The announcement: which days can be, and until when a decision can be tried."""

import datetime as dt

import pytest

from vetting.domain.announcing import (
    appeal_until,
    is_adjusted_late,
    is_late,
    require_announcement,
    require_stayed,
)
from vetting.domain.errors import Refused
from vetting.gateways.calendar import swedish_holidays

DECIDED, ADJUSTED, TODAY = dt.date(2026, 11, 10), dt.date(2026, 11, 12), dt.date(2026, 11, 20)
HOLIDAYS = swedish_holidays(2026, 2027)


def day(number: int, month: int = 11) -> dt.date:
    return dt.date(2026, month, number)


@pytest.mark.parametrize(
    ("adjusted", "announced", "code"),
    [
        (day(12), day(12), None),
        (day(10), day(20), None),
        (day(9), day(12), "adjusted_before_decision"),
        (day(12), day(11), "announced_before_adjusted"),
        (day(12), day(21), "announced_ahead"),
    ],
)
def test_the_days_come_in_order(adjusted, announced, code):
    try:
        require_announcement(DECIDED, adjusted, announced, today=TODAY)
        found = None
    except Refused as refusal:
        found = refusal.code
    assert found == code


@pytest.mark.parametrize(("announced", "late"), [(day(12), False), (day(14), False), (day(15), True)])
def test_the_second_day_after_the_adjustment_is_the_latest(announced, late):
    assert is_late(ADJUSTED, announced) is late


@pytest.mark.parametrize(("adjusted", "late"), [(day(10), False), (day(24), False), (day(25), True)])
def test_minutes_are_adjusted_within_two_weeks_of_the_meeting(adjusted, late):
    """KL 5:69, which holds for boards by 6:35."""
    assert is_adjusted_late(DECIDED, adjusted) is late


@pytest.mark.parametrize(
    ("announced", "until"),
    [
        (day(12), day(3, 12)),
        (day(14), day(7, 12)),  # three weeks end on a Saturday: Monday
        (day(3, 12), day(28, 12)),  # on Christmas Eve: after the holidays and the weekend
        (day(16, 12), dt.date(2027, 1, 7)),  # on Epiphany: the day after
    ],
)
def test_three_weeks_from_the_announcement_on_swedish_working_days(announced, until):
    assert appeal_until(announced, HOLIDAYS) == until


@pytest.mark.parametrize(
    ("down", "code"),
    [(day(3, 12), "taken_down_early"), (day(4, 12), None), (day(8, 12), "taken_down_ahead")],
)
def test_it_stays_posted_the_whole_time(down, code):
    try:
        require_stayed(day(3, 12), down, today=day(7, 12))
        found = None
    except Refused as refusal:
        found = refusal.code
    assert found == code
