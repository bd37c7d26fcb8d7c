"""Half-years and the days of their rounds, holidays and weekends passed over, no day between two rounds."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vetting.domain.errors import Refused
from vetting.domain.seasons import HalfYear, half_year_of, season
from vetting.domain.working_days import is_working_day
from vetting.gateways.calendar import swedish_holidays

HOLIDAYS = swedish_holidays(2024, 2040)
half_years = st.builds(
    lambda year, half: HalfYear(f"{year}-H{half}"), st.integers(2025, 2039), st.integers(1, 2)
)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


ODD = "|2026|2026-H3|2026-H0|2026-h1|26-H1|2026-H1 | 2026-H1|2026-H1\n|1999-H2|2100-H1|２０２６-H1|2026H1|VT-2026"


@pytest.mark.parametrize("text", ODD.split("|"))
def test_other_texts_are_no_half_year(text):
    with pytest.raises(Refused) as refused:
        HalfYear(text)
    assert refused.value.code == "half_year_odd"
    assert refused.value.facts == {"half_year": text}


def test_what_is_told_of_a_long_text_is_cut():
    with pytest.raises(Refused) as refused:
        HalfYear("2026-H1" * 100)
    assert len(str(refused.value.facts["half_year"])) == 20


@pytest.mark.parametrize(
    ("on", "name"),
    [
        ("2026-01-01", "2026-H1"),
        ("2026-06-30", "2026-H1"),
        ("2026-07-01", "2026-H2"),
        ("2026-12-31", "2026-H2"),
    ],
)
def test_the_half_year_of_a_day(on, name):
    assert str(half_year_of(day(on))) == name


def test_a_half_year_knows_its_days_and_neighbours():
    spring, autumn = HalfYear("2026-H1"), HalfYear("2026-H2")
    assert (spring.first_on, spring.last_on) == (dt.date(2026, 1, 1), dt.date(2026, 6, 30))
    assert (autumn.first_on, autumn.last_on) == (dt.date(2026, 7, 1), dt.date(2026, 12, 31))
    assert (spring.following, autumn.previous) == (autumn, spring)
    assert autumn.following == HalfYear("2027-H1")
    assert spring.previous == HalfYear("2025-H2")
    assert spring.back(6) == HalfYear("2023-H1")
    assert (spring.year, spring.is_spring, autumn.is_spring) == (2026, True, False)


@pytest.mark.parametrize(
    "gone", [lambda: HalfYear("2000-H1").previous, lambda: HalfYear("2099-H2").following]
)
def test_the_reckoning_ends_with_the_century(gone):
    with pytest.raises(Refused, match="half_year_odd"):
        gone()


@given(half_years, half_years)
def test_half_years_are_ordered_as_their_days(one, other):
    assert (one < other) == (one.first_on < other.first_on)
    assert (one >= other) == (one.last_on >= other.last_on)
    assert one.following.previous == one
    assert one.last_on + dt.timedelta(days=1) == one.following.first_on
    assert half_year_of(one.first_on) == half_year_of(one.last_on) == one


@pytest.mark.parametrize(
    ("name", "opens", "seal_by", "draws", "missed_after", "report_by"),
    [
        # 15 April 2026 is a Wednesday
        ("2026-H1", "2026-04-01", "2026-04-10", "2026-04-15", "2026-04-30", "2026-06-15"),
        # 10 and 31 October are Saturdays
        ("2026-H2", "2026-10-01", "2026-10-12", "2026-10-15", "2026-11-02", "2026-12-15"),
        # Easter Sunday is 16 April: the draw waits until after Easter Monday
        ("2028-H1", "2028-04-03", "2028-04-10", "2028-04-18", "2028-05-02", "2028-06-15"),
        # Good Friday is 2 April, Easter Monday 5 April; 15 October is a Friday
        ("2027-H1", "2027-04-01", "2027-04-12", "2027-04-15", "2027-04-30", "2027-06-15"),
        ("2027-H2", "2027-10-01", "2027-10-11", "2027-10-15", "2027-11-01", "2027-12-15"),
        # Good Friday is 15 April
        ("2033-H1", "2033-04-01", "2033-04-11", "2033-04-19", "2033-05-02", "2033-06-15"),
    ],
)
def test_the_days_of_a_round(name, opens, seal_by, draws, missed_after, report_by):
    found = season(HalfYear(name), HOLIDAYS)
    assert (found.opens_on, found.seal_by_on, found.draws_on) == (day(opens), day(seal_by), day(draws))
    assert (found.missed_after_on, found.report_by_on) == (day(missed_after), day(report_by))


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [("2026-H1", "2025-10-16", "2026-04-15"), ("2026-H2", "2026-04-16", "2026-10-15")],
)
def test_the_period_ends_with_the_draw_day_of_the_almanac(name, first, last):
    found = season(HalfYear(name), HOLIDAYS)
    assert (found.period_from_on, found.period_until_on) == (day(first), day(last))


def test_a_moved_draw_moves_no_period():
    assert season(HalfYear("2028-H1"), HOLIDAYS).period_until_on == dt.date(2028, 4, 15)
    assert season(HalfYear("2028-H2"), HOLIDAYS).period_from_on == dt.date(2028, 4, 16)


@given(half_years)
def test_no_day_lies_between_two_periods_and_none_in_both(half_year):
    ends = season(half_year, HOLIDAYS).period_until_on
    assert season(half_year.following, HOLIDAYS).period_from_on == ends + dt.timedelta(days=1)


@given(half_years)
def test_people_act_on_working_days_and_in_order(half_year):
    found = season(half_year, HOLIDAYS)
    days = [found.opens_on, found.seal_by_on, found.draws_on, found.missed_after_on, found.report_by_on]
    assert days == sorted(set(days))
    assert all(is_working_day(one, HOLIDAYS) for one in days)
    assert half_year.first_on <= found.opens_on
    assert found.report_by_on <= half_year.last_on
    assert found.period_until_on <= found.draws_on
