"""Which reminder is due, in Swedish working days, and that each has one key."""

import datetime as dt

import pytest

from vetting.domain.reminding import Moment, asks_association, key_of, moment_due
from vetting.domain.terms import FollowUpKind
from vetting.gateways.calendar import swedish_holidays

HOLIDAYS = swedish_holidays(2026, 2027)
DUE = dt.date(2026, 12, 28)  # the Monday after Christmas


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        ("2026-12-09", None),
        ("2026-12-10", Moment.AHEAD),  # ten working days before, over Christmas Eve and Christmas
        ("2026-12-28", Moment.AHEAD),
        ("2026-12-29", Moment.PASSED),
        ("2027-01-13", Moment.PASSED),
        ("2027-01-14", Moment.AGAIN),  # New Year's Eve and Epiphany are no working days
        ("2027-01-20", Moment.AGAIN),
        ("2027-01-21", Moment.ESCALATED),
        ("2027-11-01", Moment.ESCALATED),
    ],
)
def test_the_latest_moment_that_has_come_is_due(today, expected):
    assert moment_due(DUE, dt.date.fromisoformat(today), HOLIDAYS) is expected


@pytest.mark.parametrize(
    ("kind", "moment", "expected"),
    [
        (FollowUpKind.REPORT, Moment.AHEAD, True),
        (FollowUpKind.CONDITION_EVIDENCE, Moment.AGAIN, True),
        (FollowUpKind.REPORT, Moment.ESCALATED, False),
        (FollowUpKind.VISIT, Moment.PASSED, False),
        (FollowUpKind.MEETING, Moment.AHEAD, False),
    ],
)
def test_the_association_is_written_to_of_what_it_hands_in(kind, moment, expected):
    assert asks_association(kind, moment) is expected


def test_another_day_is_another_reminder_and_another_owner_is_not():
    one = key_of(Moment.AHEAD, "k1", DUE, "owner")
    assert one != key_of(Moment.AHEAD, "k1", DUE + dt.timedelta(days=1), "owner")
    assert one != key_of(Moment.PASSED, "k1", DUE, "owner")
    assert len(key_of(Moment.ESCALATED, f"{'c' * 16}:{'k' * 16}", DUE, "o" * 16)) <= 120
