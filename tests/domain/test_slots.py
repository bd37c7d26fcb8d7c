"""Slots by Swedish civil time: none twice, none lost that must not be, whatever the clock shows."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vetting.domain.seasons import HalfYear
from vetting.domain.slots import (
    Daily,
    Every,
    Seasonal,
    due_slots,
    is_late,
    may_try_again,
    next_slot,
    next_try_at,
    slot_before_use,
    slot_named,
)

STOCKHOLM = ZoneInfo("Europe/Stockholm")
DAILY = Daily(dt.time(4, 10))


def first_monday(name: str) -> dt.date:
    month = 2 if name.endswith("1") else 9
    day = dt.date(int(name[:4]), month, 1)
    return day + dt.timedelta(days=-day.weekday() % 7)


SEASONAL = Seasonal(first_monday, at=dt.time(6))
SPRING = dt.datetime(2026, 2, 2, 5, 0, tzinfo=dt.UTC)  # Monday 2 February 2026, 06:00 in Sweden
AUTUMN = dt.datetime(2026, 9, 7, 4, 0, tzinfo=dt.UTC)  # Monday 7 September 2026, 06:00 in Sweden


def swedish(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=STOCKHOLM).astimezone(dt.UTC)


def names(rule, done, now) -> list[str]:
    return [slot.name for slot in due_slots(rule, done, now)]


@pytest.mark.parametrize("hour", [dt.time(2), dt.time(2, 59, 59)])
def test_nothing_is_placed_in_the_hour_that_is_missing_or_comes_twice(hour):
    with pytest.raises(ValueError, match="02:00"):
        Daily(hour)
    with pytest.raises(ValueError, match="02:00"):
        Seasonal(first_monday, at=hour)
    assert Daily(dt.time(1, 59)) != Daily(dt.time(3))


def test_a_time_with_a_zone_of_its_own_is_refused():
    with pytest.raises(ValueError, match="without zone"):
        Daily(dt.time(4, tzinfo=dt.UTC))


@pytest.mark.parametrize(
    ("now", "done", "due"),
    [
        ("2026-11-20 04:09:59", [], ["2026-11-19"]),
        ("2026-11-20 04:10:00", [], ["2026-11-20"]),
        ("2026-11-20 23:59:00", ["2026-11-20"], []),
        ("2026-11-21 00:30:00", ["2026-11-20"], []),
        ("2026-11-20 09:00:00", ["2026-11-10"], ["2026-11-20"]),  # ten missed days are made up by one
        ("2026-11-20 09:00:00", ["2027-11-20"], ["2026-11-20"]),  # a clock gone wrong hides nothing
        ("2026-11-19 09:00:00", ["2026-11-19", "2026-11-20"], []),  # stepped back
    ],
)
def test_a_daily_job_owes_the_latest_day(now, done, due):
    assert names(DAILY, done, swedish(now)) == due


@pytest.mark.parametrize(
    ("day", "at", "utc"),
    [
        ("2026-03-28", dt.time(4, 10), "2026-03-28T03:10:00+00:00"),
        ("2026-03-29", dt.time(4, 10), "2026-03-29T02:10:00+00:00"),
        ("2026-03-29", dt.time(1, 59), "2026-03-29T00:59:00+00:00"),
        ("2026-03-29", dt.time(3), "2026-03-29T01:00:00+00:00"),
        ("2026-10-25", dt.time(1, 59), "2026-10-24T23:59:00+00:00"),
        ("2026-10-25", dt.time(3), "2026-10-25T02:00:00+00:00"),
        ("2026-10-26", dt.time(4, 10), "2026-10-26T03:10:00+00:00"),
    ],
)
def test_swedish_times_on_the_days_the_clocks_change(day, at, utc):
    assert slot_named(Daily(at), day).due_at == dt.datetime.fromisoformat(utc)


@pytest.mark.parametrize("day", ["2026-03-29", "2026-10-25"])
@pytest.mark.parametrize("at", [dt.time(0), dt.time(1, 59), dt.time(3), dt.time(4, 10)])
def test_each_minute_through_a_night_of_change_runs_the_job_once(day, at):
    rule, done, ran = Daily(at), {(dt.date.fromisoformat(day) - dt.timedelta(days=1)).isoformat()}, []
    now = swedish(f"{day} 00:00:00") - dt.timedelta(hours=1)
    for minute in range(7 * 60):
        for slot in due_slots(rule, done, now + dt.timedelta(minutes=minute)):
            done.add(slot.name)
            ran.append(slot.name)
    assert ran == [day]


@pytest.mark.parametrize(
    ("now", "done", "due"),
    [
        (SPRING - dt.timedelta(seconds=1), ["2025-H2"], []),
        (SPRING, ["2025-H2"], ["2026-H1"]),
        (AUTUMN, ["2025-H2", "2026-H1"], ["2026-H2"]),
        (AUTUMN, ["2026-H1", "2026-H2"], []),
        (AUTUMN + dt.timedelta(days=274), ["2025-H2"], ["2026-H1", "2026-H2", "2027-H1"]),
        (
            AUTUMN,
            ["2025-H2", "2026-H2"],
            ["2026-H1"],
        ),  # one that was lost is made up, though a later one is done
        (AUTUMN, [], ["2026-H2"]),  # the first start: the present half-year alone
        (SPRING + dt.timedelta(days=200), [], []),
        (SPRING, ["2026-H1", "2027-H1"], []),  # stepped back beyond the first use
    ],
)
def test_a_seasonal_job_owes_every_half_year_since_it_came_into_use(now, done, due):
    assert names(SEASONAL, done, now) == due


def test_a_day_may_lie_in_the_half_year_before():
    early = Seasonal(
        lambda name: dt.date(int(name[:4]) - 1, 12, 15) if name.endswith("1") else first_monday(name)
    )
    assert names(early, ["2026-H1"], swedish("2026-12-15 07:00:00")) == ["2026-H2", "2027-H1"]


def test_an_outage_of_nine_months():
    """From March to December: the autumn's slot once, late; the days once."""
    back = swedish("2026-12-10 08:00:00")
    (season,) = due_slots(SEASONAL, ["2025-H2", "2026-H1"], back)
    assert (season.name, is_late(season.due_at, back)) == ("2026-H2", True)
    (day,) = due_slots(DAILY, ["2026-03-10"], back)
    assert (day.name, is_late(day.due_at, back)) == ("2026-12-10", True)


def test_work_without_slots_owes_none():
    assert due_slots(Every(15), [], SPRING) == ()
    assert next_slot(Every(15), [], SPRING) is None
    assert slot_before_use(Every(15), SPRING) is None
    assert slot_named(Every(15), "2026-11-20") is None


@pytest.mark.parametrize(
    ("rule", "done", "now", "name"),
    [
        (DAILY, ["2026-11-20"], "2026-11-20 09:00:00", "2026-11-21"),
        (DAILY, ["2026-11-19"], "2026-11-20 03:00:00", "2026-11-20"),
        (DAILY, [], "2026-11-20 03:00:00", "2026-11-19"),
        (SEASONAL, ["2026-H1"], "2026-03-01 09:00:00", "2026-H2"),
        (SEASONAL, ["2026-H2"], "2026-11-20 09:00:00", "2027-H1"),
        (SEASONAL, ["2025-H1"], "2026-11-20 09:00:00", "2025-H2"),
    ],
)
def test_what_comes_next(rule, done, now, name):
    assert next_slot(rule, done, swedish(now)).name == name


@pytest.mark.parametrize(
    ("rule", "name"),
    [(DAILY, "2026-H2"), (DAILY, "20261120"), (DAILY, "2026-02-30"), (DAILY, ""), (SEASONAL, "2026-11-20"),
     (SEASONAL, "2026-H3"), (SEASONAL, "26-H1"), (SEASONAL, "0000-H1"), (SEASONAL, "2026-H1x")],
)  # fmt: skip
def test_what_is_no_slot_of_the_rule(rule, name):
    assert slot_named(rule, name) is None


def test_pauses_grow_to_an_hour_and_a_clock_set_back_ends_them():
    waits = [int((next_try_at(SPRING, n) - SPRING).total_seconds() // 60) for n in (1, 2, 3, 4, 5, 6, 7, 500)]
    assert waits == [1, 2, 5, 15, 30, 60, 60, 60]
    assert not may_try_again(SPRING, 1, SPRING + dt.timedelta(seconds=59))
    assert may_try_again(SPRING, 1, SPRING + dt.timedelta(seconds=60))
    assert may_try_again(SPRING, 6, SPRING - dt.timedelta(hours=1))


readings = st.lists(
    st.datetimes(dt.datetime(2024, 1, 1), dt.datetime(2031, 12, 31), timezones=st.just(dt.UTC)),
    min_size=1,
    max_size=40,
)


def played(rule, clock) -> tuple[list[str], set[str]]:
    """What ran at the readings, and what is marked: as the service does it."""
    ran, done = [], set()
    for now in clock:
        if not done and (before := slot_before_use(rule, now)):
            done.add(before)
        for slot in due_slots(rule, done, now):
            assert slot.due_at <= now
            done.add(slot.name)
            ran.append(slot.name)
    return ran, done


@settings(max_examples=150, deadline=None)
@given(readings)
def test_seasons_none_twice_none_skipped_whatever_the_clock_shows(clock):
    ran, done = played(SEASONAL, clock)
    assert len(ran) == len(set(ran))
    begun = slot_before_use(SEASONAL, clock[0])
    owed, name = set(), HalfYear(begun).following.name
    while slot_named(SEASONAL, name).due_at <= max(clock):
        owed.add(name)
        name = HalfYear(name).following.name
    assert set(ran) == owed
    assert done == owed | {begun}


@settings(max_examples=150, deadline=None)
@given(readings)
def test_days_none_twice_and_the_latest_never_missed(clock):
    ran, done = played(DAILY, clock)
    assert len(ran) == len(set(ran)) == len(done)
    for now in clock:
        assert due_slots(DAILY, done, now) == ()


@settings(max_examples=100, deadline=None)
@given(readings)
def test_a_clock_that_only_goes_forward_runs_slots_in_order(clock):
    for rule in (DAILY, SEASONAL):
        ran, _ = played(rule, sorted(clock))
        assert ran == sorted(ran)
