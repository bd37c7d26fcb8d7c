"""When a letter about a spot check is to be answered, and what it asks."""

import datetime as dt

import pytest

from tests.makers_spot_checks import the_questionnaire
from vetting.domain.check_letter import asked_areas, comment_due_on, due_after_reminder
from vetting.domain.terms import Gate

HOLIDAYS = {dt.date(2026, 12, 25), dt.date(2026, 12, 24)}


@pytest.mark.parametrize(
    ("today", "days", "expected"),
    [
        (dt.date(2026, 11, 20), 21, dt.date(2026, 12, 11)),
        (dt.date(2026, 11, 21), 21, dt.date(2026, 12, 14)),  # a Saturday runs on to Monday
        (dt.date(2026, 12, 3), 21, dt.date(2026, 12, 28)),  # Christmas Eve, then a weekend
    ],
)
def test_the_day_to_answer_is_a_working_day(today, days, expected):
    assert comment_due_on(today, days, HOLIDAYS) == expected


@pytest.mark.parametrize(
    ("due_on", "today", "expected"),
    [
        (dt.date(2026, 12, 11), dt.date(2026, 12, 1), dt.date(2026, 12, 11)),
        (dt.date(2026, 12, 11), dt.date(2026, 12, 10), dt.date(2026, 12, 17)),
        (dt.date(2026, 12, 11), dt.date(2026, 12, 17), dt.date(2026, 12, 28)),
    ],
)
def test_a_reminder_leaves_a_week_at_the_least(due_on, today, expected):
    assert due_after_reminder(due_on, today, HOLIDAYS) == expected


def test_the_letter_asks_what_is_asked_of_everybody():
    checklist = the_questionnaire()
    told = [text for area in asked_areas(checklist) for text in area.questions]
    expected = {
        q.text.sv for q in checklist.questions if q.section is not Gate.DECISION and not q.opens_with_act
    }
    assert set(told) == expected
    assert len(told) == len(expected)
