"""What is applied for: soundness, completeness, differences; and completion on named points."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vetting.domain.application import (
    Applied,
    case_number,
    changed_fields,
    completeness,
    differences,
    likely_year,
    require_sound,
    require_year,
)
from vetting.domain.errors import Refused
from vetting.domain.points import ApplicationField, PointKind, PointState
from vetting.domain.supplement import Point, due_day, met_points, require_only_named, require_points
from vetting.domain.terms import PaperKind

SOUND = Applied(
    "Folkdans för unga, två kvällar", 25_000, dt.date(2026, 1, 1), dt.date(2026, 12, 31), "Fler dansare", 120
)


def changed(**fields):
    return Applied(**{**SOUND.__dict__, **fields})


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"amount": 0}, "amount_not_positive"),
        ({"amount": -5}, "amount_not_positive"),
        ({"amount": 10**12}, "amount_too_large"),
        ({"ends_on": dt.date(2025, 12, 31)}, "period_reversed"),
        ({"members_total": -1}, "members_odd"),
        ({"members_total": 10**9}, "members_odd"),
    ],
)
def test_what_cannot_stand_is_refused(fields, code):
    require_sound(SOUND)
    with pytest.raises(Refused, match=code):
        require_sound(changed(**fields))


@pytest.mark.parametrize("year", [1999, 2101, 0])
def test_odd_years_are_refused(year):
    with pytest.raises(Refused, match="year_odd"):
        require_year(year)


@pytest.mark.parametrize(
    ("fields", "key", "state", "doubt"),
    [
        ({"purpose": ""}, "purpose", PointState.MISSING, ""),
        ({"purpose": "Dans"}, "purpose", PointState.DOUBTFUL, "purpose_short"),
        ({"amount": 20_000_000}, "amount", PointState.DOUBTFUL, "amount_large"),
        ({"starts_on": dt.date(2027, 1, 1), "ends_on": dt.date(2027, 6, 1)}, "period", PointState.DOUBTFUL,
         "period_outside_year"),
        ({"ends_on": dt.date(2028, 6, 1)}, "period", PointState.DOUBTFUL, "period_long"),
        ({"expected_result": " "}, "expected_result", PointState.MISSING, ""),
        ({"members_total": None}, "members_total", PointState.MISSING, ""),
        ({"members_total": 0}, "members_total", PointState.DOUBTFUL, "members_none"),
    ],
)  # fmt: skip
def test_each_point_tells_how_it_stands(fields, key, state, doubt):
    found = completeness(changed(**fields), year=2026, needed=(), held=())
    point = next(point for point in found.points if point.key == key)
    assert (point.state, point.doubt) == (state, doubt)
    assert (found.done, found.total) == (4, 5)
    assert found.open_points == (point,)


def test_papers_count_as_points():
    found = completeness(
        SOUND, year=2026, needed=(PaperKind.STATUTES, PaperKind.MINUTES), held={PaperKind.STATUTES}
    )
    assert (found.done, found.total) == (6, 7)
    assert [(p.kind, p.key) for p in found.open_points] == [(PointKind.PAPER, "minutes")]


def test_differences_are_told_field_by_field():
    after = changed(amount=20_000, other_support="Landstinget", expected_result="")
    kinds = {line.field.value: line.kind for line in differences(SOUND, after)}
    assert kinds == {
        "purpose": "same",
        "amount": "changed",
        "period": "same",
        "expected_result": "removed",
        "members_total": "same",
        "other_support": "added",
    }
    assert changed_fields(SOUND, SOUND) == frozenset()


@given(st.integers(1, 10**6), st.integers(2000, 2100))
def test_case_numbers_are_told_apart(number, year):
    assert case_number("NOR", year, number) == f"NOR-{year}-{number:04d}"


QUESTIONS = {"S07", "S12"}
HOLIDAYS = {dt.date(2026, 12, 24), dt.date(2026, 12, 25)}
FRIDAY = dt.date(2026, 11, 20)


@pytest.mark.parametrize(
    ("points", "code"),
    [
        ([], "no_points"),
        ([Point(PointKind.FIELD, "shoe_size")], "point_unknown"),
        ([Point(PointKind.QUESTION, "X99")], "point_unknown"),
        ([Point(PointKind.FIELD, "amount"), Point(PointKind.FIELD, "amount")], "point_twice"),
        ([Point(PointKind.FIELD, "amount", "x" * 501)], "note_too_long"),
    ],
)
def test_only_known_points_can_be_asked_for(points, code):
    require_points([Point(PointKind.FIELD, "amount"), Point(PointKind.QUESTION, "S07")], QUESTIONS)
    with pytest.raises(Refused, match=code):
        require_points(points, QUESTIONS)


@pytest.mark.parametrize(
    ("wanted", "due"),
    [
        (None, dt.date(2026, 12, 4)),
        (dt.date(2026, 11, 27), dt.date(2026, 11, 27)),
        (dt.date(2026, 11, 28), dt.date(2026, 11, 30)),  # a Saturday
        (dt.date(2026, 12, 24), dt.date(2026, 12, 28)),  # Christmas Eve, then the weekend
    ],
)
def test_a_last_day_is_a_working_day(wanted, due):
    assert due_day(wanted, today=FRIDAY, holidays=HOLIDAYS) == due


@pytest.mark.parametrize(("days", "code"), [(6, "due_too_soon"), (0, "due_too_soon"), (181, "due_too_late")])
def test_a_last_day_lies_neither_too_near_nor_too_far(days, code):
    with pytest.raises(Refused, match=code):
        due_day(FRIDAY + dt.timedelta(days=days), today=FRIDAY, holidays=HOLIDAYS)


NAMED = (Point(PointKind.FIELD, "amount"), Point(PointKind.PAPER, "minutes"))


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        ({}, "nothing_sent"),
        ({"fields": {ApplicationField.PURPOSE}}, "not_asked_for"),
        ({"papers": {PaperKind.ACCOUNTS}}, "not_asked_for"),
        ({"questions": {"S07"}}, "not_asked_for"),
    ],
)
def test_only_named_points_can_change(sent, code):
    none = {"fields": set(), "papers": set(), "questions": set()}
    require_only_named(NAMED, **{**none, "fields": {ApplicationField.AMOUNT}})
    with pytest.raises(Refused, match=code):
        require_only_named(NAMED, **{**none, **sent})


def test_a_named_question_may_be_answered_with_any_paper():
    named = (*NAMED, Point(PointKind.QUESTION, "S07"))
    require_only_named(named, fields=set(), papers={PaperKind.OTHER}, questions=set())
    met = met_points(named, fields={ApplicationField.AMOUNT}, papers={PaperKind.OTHER}, questions={"S07"})
    assert met == {(PointKind.FIELD, "amount"), (PointKind.QUESTION, "S07")}


@pytest.mark.parametrize(
    ("kind", "year"),
    [
        (PaperKind.STATUTES, 2026),
        (PaperKind.MINUTES, 2025),
        (PaperKind.AUDIT_REPORT, 2025),
        (PaperKind.OTHER, 2026),
    ],
)
def test_a_paper_is_likeliest_about_last_year(kind, year):
    assert likely_year(kind, dt.date(2026, 11, 20)) == year
