"""Routines: what a version must hold, who has to read it, and how training is registered."""

import datetime as dt
from dataclasses import replace

import pytest

from vetting.domain.errors import Refused
from vetting.domain.routines import RoutineText, must_read, require_training_day, sound
from vetting.domain.terms import Role

TODAY = dt.date(2026, 11, 20)
TEXT = RoutineText("Rutin", "Checklistan besvaras.", TODAY, None, (Role.CULTURE_SECRETARY,))


@pytest.mark.parametrize(
    ("values", "has_file", "after", "code"),
    [
        ({}, False, None, ""),
        ({"text": " "}, False, None, "routine_without_text"),
        ({"text": ""}, True, None, ""),
        ({"title": ""}, False, None, "text_missing"),
        ({"roles": ()}, False, None, "routine_without_readers"),
        ({"roles": (Role.PARTNER_AGENT,)}, False, None, "routine_without_readers"),
        ({"in_force_to": TODAY - dt.timedelta(days=1)}, False, None, "ends_before_it_begins"),
        ({}, False, TODAY, "routine_days_overlap"),
        ({}, False, TODAY - dt.timedelta(days=1), ""),
    ],
)
def test_what_a_version_must_hold(values, has_file, after, code):
    try:
        sound(replace(TEXT, **values), has_file=has_file, begins_after=after)
        found = ""
    except Refused as refusal:
        found = refusal.code
    assert found == code


@pytest.mark.parametrize(
    ("role", "board", "boards", "expected"),
    [
        (Role.CULTURE_SECRETARY, "b1", (), True),
        (Role.CULTURE_SECRETARY, "b1", ("b1",), True),
        (Role.CULTURE_SECRETARY, "b2", ("b1",), False),
        (Role.CULTURE_SECRETARY, None, ("b1",), True),  # appointed everywhere
        (Role.UNIT_HEAD, "b1", (), False),
    ],
)
def test_who_has_to_read_it(role, board, boards, expected):
    assert must_read([(role, board)], (Role.CULTURE_SECRETARY,), boards) is expected


@pytest.mark.parametrize(
    ("taken", "day", "code"),
    [
        (True, TODAY, ""),
        (False, None, ""),
        (True, None, "training_day_missing"),
        (False, TODAY, "training_day_without"),
        (True, TODAY + dt.timedelta(days=1), "training_day_ahead"),
    ],
)
def test_a_course_has_a_day_when_it_was_taken(taken, day, code):
    try:
        require_training_day(taken, day, today=TODAY)
        found = ""
    except Refused as refusal:
        found = refusal.code
    assert found == code
