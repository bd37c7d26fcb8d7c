"""A case without identity: months and whole weeks, and nothing that is finer."""

import datetime as dt

import pytest

from vetting.domain.deidentified import month_of, weeks_between


@pytest.mark.parametrize(
    ("first", "last", "weeks"),
    [
        (dt.date(2026, 1, 1), dt.date(2026, 1, 7), 0),
        (dt.date(2026, 1, 1), dt.date(2026, 1, 8), 1),
        (dt.date(2026, 1, 8), dt.date(2026, 1, 1), 0),
        (dt.date(2026, 1, 1), None, None),
    ],
)
def test_weeks_are_whole(first, last, weeks):
    assert weeks_between(first, last) == weeks


def test_a_day_is_told_as_its_month():
    assert [month_of(dt.date(2026, 11, 30)), month_of(None)] == ["2026-11", ""]
