"""Requests for rooms and their dates: digests, telephones, states, what a request that comes again does."""

import datetime as dt
from itertools import permutations

import pytest

from vetting.domain.booking import AskedDate, email_digest, phone_digest, phone_in, state_of_request
from vetting.domain.booking_dates import DECIDED_HERE, KeptDate, plan_dates, state_when_new
from vetting.domain.booking_list import read_booking
from vetting.domain.booking_words import purpose_told, state_told, yes_or_no
from vetting.domain.premises import clock_time, hours_in, is_within_hours
from vetting.domain.terms_premises import BookingState as S
from vetting.domain.terms_premises import PurposeKind

NOW = dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)


@pytest.mark.parametrize(
    "alike",
    [
        ("070-174 06 05", "0701740605", "+46701740605", "+46 (0)70-174 06 05", "0046 70 174 06 05"),
        ("08-465 004 10", "+46 8 465 004 10", "(08) 465 004 10"),
    ],
)
def test_one_telephone_has_one_digest_however_it_is_written(alike: tuple[str, ...]) -> None:
    assert len({phone_digest(text) for text in alike}) == 1
    assert phone_digest(alike[0]) != phone_digest(alike[0][:-1] + "9")


def test_what_is_no_telephone_or_address_has_no_digest() -> None:
    assert [phone_digest(text) for text in ("", "ring mig", "12345")] == [None] * 3
    assert [email_digest(text) for text in ("", "ingen")] == [None] * 2
    assert email_digest(" Kansli@Example.org ") == email_digest("kansli@example.org")


@pytest.mark.parametrize(
    ("cell", "kept"),
    [
        ("070-174 06 05", "070-174 06 05"),
        (701740605, "0701740605"),
        ("0701740605", "0701740605"),
        ("850101-0006", ""),  # written as a personal number
        ("19850101-0006", ""),
        ("ring kansliet", ""),
        (None, ""),
        (True, ""),
        (float("inf"), ""),
        (float("nan"), ""),
    ],
)
def test_a_telephone_is_kept_and_a_personal_number_in_its_place_is_not(cell: object, kept: str) -> None:
    assert phone_in(cell) == kept


def test_a_request_waits_as_long_as_one_of_its_dates_does() -> None:
    order = (S.PENDING, S.APPROVED, S.REFUSED, S.CANCELLED, S.WITHDRAWN)
    for at, state in enumerate(order):
        for states in permutations(order[at:]):
            assert state_of_request(states) is state


def kept(state: S, *, key: str | None = "d0", later: int = 24) -> KeptDate:
    starts = NOW + later * HOUR
    return KeptDate("id", key, starts, starts + 3 * HOUR, "sal", state)


def asked(
    *, told: S | None = None, key: str | None = "d0", later: int = 24, premises: str | None = None
) -> AskedDate:
    starts = NOW + later * HOUR
    return AskedDate(starts, starts + 3 * HOUR, key, told, premises)


@pytest.mark.parametrize(
    ("state", "told", "is_moved", "is_barred", "after"),
    [
        (S.PENDING, None, False, False, None),
        (S.PENDING, S.APPROVED, False, False, S.APPROVED),
        (S.PENDING, S.APPROVED, False, True, None),
        (S.PENDING, S.WITHDRAWN, False, False, S.WITHDRAWN),
        (S.APPROVED, None, False, False, None),
        (
            S.APPROVED,
            S.PENDING,
            False,
            False,
            None,
        ),  # approved here: a system that has not heard undoes nothing
        (S.APPROVED, None, True, False, S.PENDING),
        (S.APPROVED, S.APPROVED, True, False, S.APPROVED),
        (S.APPROVED, S.APPROVED, True, True, S.PENDING),
        (S.APPROVED, S.WITHDRAWN, True, False, S.WITHDRAWN),
        (S.WITHDRAWN, S.PENDING, False, False, S.PENDING),
        (S.WITHDRAWN, S.WITHDRAWN, False, False, None),
    ],
)
def test_what_a_date_that_comes_again_becomes(
    state: S, told: S | None, is_moved: bool, is_barred: bool, after: S | None
) -> None:
    """After None: nothing is changed."""
    new = asked(told=told, later=26 if is_moved else 24)
    plan = plan_dates([kept(state)], [new], premises_id="sal", is_barred=is_barred, now=NOW)
    assert [change.state for change in plan.changed] == ([] if after is None else [after])
    assert (plan.added, plan.gone, plan.decided) == ((), (), ())


@pytest.mark.parametrize("state", sorted(DECIDED_HERE))
def test_what_was_decided_here_is_told_and_left(state: S) -> None:
    for new, is_told in (
        (asked(), False),
        (asked(told=S.APPROVED), True),
        (asked(later=25), True),
        (asked(told=S.WITHDRAWN), False),
    ):
        plan = plan_dates([kept(state)], [new], premises_id="sal", is_barred=False, now=NOW)
        assert plan.changed == ()
        assert plan.decided == (("id",) if is_told else ())


def test_a_date_is_known_by_its_id_and_without_one_by_when_and_where() -> None:
    there = kept(S.APPROVED, key=None)
    for new, is_known in (
        (asked(key=None), True),
        (asked(key=None, premises="annan"), False),
        (asked(key="d9"), False),
    ):
        plan = plan_dates([there], [new], premises_id="sal", is_barred=False, now=NOW)
        assert bool(plan.added) is not is_known


def test_only_coming_dates_are_told_as_gone() -> None:
    past, coming = kept(S.APPROVED, later=-30), kept(S.APPROVED)
    for there, gone in ((past, ()), (coming, ("id",)), (kept(S.WITHDRAWN), ()), (kept(S.REFUSED), ())):
        assert plan_dates([there], [], premises_id="sal", is_barred=False, now=NOW).gone == gone


def test_a_new_date_of_a_barred_party_waits_though_it_is_confirmed() -> None:
    assert state_when_new(asked(told=S.APPROVED), is_barred=False) is S.APPROVED
    assert state_when_new(asked(told=S.APPROVED), is_barred=True) is S.PENDING
    assert state_when_new(asked(), is_barred=False) is S.PENDING


@pytest.mark.parametrize(
    ("day", "starts", "ends", "codes"),
    [
        ("2026-03-29", "02:30", "04:00", ["time_odd"]),  # the hour that is missing
        ("2026-10-25", "01:00", "04:00", []),  # the hour that comes twice
        ("2026-11-20", "18.00", "24:00", []),
        ("20/11 2026", "18", "21", []),
        ("", "2026-11-20 18:00", "2026-11-20T21:00:00+01:00", []),
        ("", "18:00", "21:00", ["time_odd", "time_odd"]),
    ],
)
def test_times_are_read_by_the_swedish_clock(day: str, starts: str, ends: str, codes: list[str]) -> None:
    cells = {"own_id": "B", "name": "K", "day": day, "starts_at": starts, "ends_at": ends}
    assert [problem.code for problem in read_booking(1, cells).problems] == codes


def test_the_hour_that_comes_twice_makes_the_evening_longer() -> None:
    row = read_booking(1, {"own_id": "B", "day": "2026-10-25", "starts_at": "01:00", "ends_at": "04:00"})
    assert None not in (row.starts_at, row.ends_at)
    assert row.ends_at - row.starts_at == 4 * HOUR


def test_words_of_booking_systems_are_read_exactly() -> None:
    assert (state_told("PRELIMINÄR"), state_told("Bekräftad"), state_told("avbokad")) == (
        S.PENDING,
        S.APPROVED,
        S.WITHDRAWN,
    )
    assert state_told("spärrad") is None
    assert purpose_told("Årsmöte") is PurposeKind.MEETING
    assert purpose_told("Föreläsning om något särskilt") is PurposeKind.OTHER  # never what it is about
    assert (yes_or_no("Ja"), yes_or_no("slutet"), yes_or_no("kanske")) == (True, False, None)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("8", "08:00"),
        ("8.30", "08:30"),
        ("0830", "08:30"),
        ("24:00", "24:00"),
        ("24:30", None),
        ("25", None),
        ("", None),
    ],
)
def test_times_of_day_are_read(text: str, read: str | None) -> None:
    assert clock_time(text) == read


@pytest.mark.parametrize(
    ("begins", "hours", "is_within"),
    [
        ("2026-11-20T17:00", 3, True),  # a Friday, 18:00-21:00 by the Swedish clock
        ("2026-11-20T17:00", 5, True),  # to the minute it closes
        ("2026-11-20T17:00", 5.5, False),
        ("2026-11-20T06:30", 1, False),  # before it opens
        ("2026-11-20T22:30", 9, False),  # through the night, to a time of day when it is open
        ("2026-11-21T17:00", 6, True),  # a Saturday, open until midnight
        ("2026-11-21T17:00", 6.5, False),
        ("2026-11-22T12:00", 1, False),  # a Sunday, closed
        ("2026-07-24T19:30", 0.5, True),  # 21:30-22:00 in summer time
        ("2026-07-24T19:30", 1, False),
    ],
)
def test_a_date_is_within_the_hours_of_its_weekday_or_outside(
    begins: str, hours: float, is_within: bool
) -> None:
    week = {4: ("08:00", "23:00"), 5: ("10:00", "24:00")}
    if begins.startswith("2026-07"):
        week = {4: ("08:00", "22:00")}
    starts_at = dt.datetime.fromisoformat(begins).replace(tzinfo=dt.UTC)
    assert is_within_hours(week, starts_at, starts_at + hours * HOUR) is is_within


def test_hours_are_two_times_in_order() -> None:
    assert hours_in("08:00–22:30") == ("08:00", "22:30")
    assert [hours_in(text) for text in ("22:00-08:00", "hela dagen", "08:00")] == [None] * 3
