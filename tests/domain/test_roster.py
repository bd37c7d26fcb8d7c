"""The duty roster: nobody barred, nobody over capacity, nothing silently left, and as even as can be."""

import datetime as dt
import random
from collections import Counter

import pytest

from vetting.domain.roster import (
    Checker,
    Duty,
    DutyCheck,
    next_checker,
    second_reader,
    second_readers,
    share_out,
    weeks_away,
    weeks_between,
)
from vetting.domain.terms_spot_checks import BarredWhy, UnplacedWhy

MONDAY = dt.date(2026, 4, 20)
WEEKS = [MONDAY + n * dt.timedelta(days=7) for n in range(26)]
CONFLICT = BarredWhy.CONFLICT


def checks(count: int, **barred: BarredWhy) -> list[DutyCheck]:
    return [DutyCheck(f"NOR-2026-{number:03}", barred) for number in range(1, count + 1)]


def spread(values) -> int:
    return max(values) - min(values)


def by_officer(duties, checkers) -> dict[str, int]:
    counted = Counter(duty.officer_id for duty in duties)
    return {checker.officer_id: counted[checker.officer_id] for checker in checkers}


def by_week(duties, weeks) -> list[int]:
    counted = Counter(duty.week for duty in duties)
    return [counted[week] for week in weeks]


def test_thirty_checks_over_three_officers_and_twenty_six_weeks():
    three = [Checker(name, 3) for name in ("anna", "bo", "cilla")]
    thirty = [
        DutyCheck(check.id, {three[n % 3].officer_id: BarredWhy.PREPARED})
        for n, check in enumerate(checks(30))
    ]
    roster = share_out(thirty, three, weeks=WEEKS)
    assert roster.unplaced == ()
    assert sorted(duty.check_id for duty in roster.duties) == [check.id for check in thirty]
    assert by_officer(roster.duties, three) == {"anna": 10, "bo": 10, "cilla": 10}
    assert spread(by_week(roster.duties, WEEKS)) == 1
    barred = {check.id: check.barred for check in thirty}
    assert not [duty for duty in roster.duties if duty.officer_id in barred[duty.check_id]]


def test_handing_on_makes_room_where_bars_stand_in_the_way():
    """Bo may only take the first two: what came to him first must be handed on."""
    two = [Checker("anna", 1), Checker("bo", 1)]
    given = [*checks(2), *(DutyCheck(f"STR-{n}", {"bo": CONFLICT}) for n in range(2))]
    roster = share_out(given, two, weeks=WEEKS[:2])
    assert by_officer(roster.duties, two) == {"anna": 2, "bo": 2}
    assert {d.check_id for d in roster.duties if d.officer_id == "anna"} == {"STR-0", "STR-1"}
    assert by_week(roster.duties, WEEKS[:2]) == [2, 2]


def test_evenness_over_weeks_chooses_who_has_one_more():
    """Anna has one week, Bo two: with three checks Bo has two of them, for then each week has one."""
    pair = [Checker("anna", 2, frozenset(WEEKS[1:3])), Checker("bo", 2, frozenset(WEEKS[:1]))]
    roster = share_out(checks(3), pair, weeks=WEEKS[:3])
    assert by_officer(roster.duties, pair) == {"anna": 1, "bo": 2}
    assert by_week(roster.duties, WEEKS[:3]) == [1, 1, 1]


def test_each_officers_own_weeks_are_even_too():
    pair = [Checker("anna", 5), Checker("bo", 5)]
    roster = share_out(checks(20), pair, weeks=WEEKS[:5])
    assert set(Counter((duty.officer_id, duty.week) for duty in roster.duties).values()) == {2}


def test_absence_and_capacity_are_kept():
    trio = [
        Checker("anna", 1, frozenset(WEEKS[1:3])),
        Checker("bo", 2, frozenset(WEEKS[:1])),
        Checker("cilla", 1, frozenset(WEEKS[:3])),
    ]
    roster = share_out(checks(6), trio, weeks=WEEKS[:3])
    assert by_officer(roster.duties, trio) == {"anna": 1, "bo": 4, "cilla": 0}
    assert by_week(roster.duties, WEEKS[:3]) == [1, 2, 2]
    (left,) = roster.unplaced
    assert (left.why, left.without_room) == (UnplacedWhy.NO_CAPACITY, ("anna", "bo", "cilla"))


def test_what_cannot_be_placed_is_named_with_its_reason():
    pair = [Checker("anna", 1), Checker("bo", 1)]
    own = DutyCheck("A-1", {"anna": BarredWhy.DECIDED, "bo": CONFLICT, "gone": CONFLICT})
    only_bo = [DutyCheck(f"B-{n}", {"anna": BarredWhy.ASSIGNED}) for n in range(2)]
    roster = share_out([own, *only_bo], pair, weeks=WEEKS[:1])
    assert roster.duties == (Duty("B-0", "bo", WEEKS[0]),)
    first, second = roster.unplaced
    assert (first.check_id, first.why) == ("A-1", UnplacedWhy.ALL_BARRED)
    assert first.barred == (("anna", BarredWhy.DECIDED), ("bo", CONFLICT))
    assert (second.check_id, second.why) == ("B-1", UnplacedWhy.NO_CAPACITY)
    assert (second.barred, second.without_room) == ((("anna", BarredWhy.ASSIGNED),), ("bo",))


@pytest.mark.parametrize(
    ("checkers", "weeks", "why"),
    [
        ([], WEEKS, UnplacedWhy.NOBODY),
        ([Checker("anna", 1)], [], UnplacedWhy.NO_CAPACITY),
        ([Checker("anna", 0)], WEEKS, UnplacedWhy.NO_CAPACITY),
        ([Checker("anna", 1, frozenset(WEEKS))], WEEKS, UnplacedWhy.NO_CAPACITY),
    ],
)
def test_with_nobody_there_every_check_is_named(checkers, weeks, why):
    roster = share_out(checks(2), checkers, weeks=weeks)
    assert roster.duties == ()
    assert [(left.check_id, left.why) for left in roster.unplaced] == [
        ("NOR-2026-001", why),
        ("NOR-2026-002", why),
    ]


def test_no_checks_make_an_empty_roster():
    assert share_out([], [Checker("anna", 1)], weeks=WEEKS).duties == ()


def test_begun_duties_stay_and_count():
    pair = [Checker("anna", 2), Checker("bo", 2)]
    given = checks(4)
    kept = [Duty(given[0].id, "anna", WEEKS[0]), Duty("OTHER-1", "anna", WEEKS[0])]
    roster = share_out(given, pair, weeks=WEEKS[:3], kept=kept)
    assert given[0].id not in {duty.check_id for duty in roster.duties}
    assert len(roster.duties) == 3
    assert sorted(by_officer([*roster.duties, *kept], pair).values()) == [2, 3]
    assert sorted(by_week([*roster.duties, *kept], WEEKS[:3])) == [1, 2, 2]


def test_a_begun_duty_of_somebody_barred_since_is_placed_anew():
    pair = [Checker("anna", 1), Checker("bo", 1)]
    check = DutyCheck("A-1", {"anna": CONFLICT})
    roster = share_out([check], pair, weeks=WEEKS[:1], kept=[Duty("A-1", "anna", WEEKS[0])])
    assert roster.duties == (Duty("A-1", "bo", WEEKS[0]),)


@pytest.mark.parametrize(
    ("given", "checkers", "weeks", "said"),
    [
        ([*checks(1), *checks(1)], [Checker("anna", 1)], WEEKS, "twice"),
        (checks(1), [Checker("anna", 1), Checker("anna", 2)], WEEKS, "twice"),
        (checks(1), [Checker("anna", 1)], [MONDAY, MONDAY], "twice"),
        (checks(1), [Checker("anna", 1)], [MONDAY + dt.timedelta(days=1)], "Monday"),
        (checks(1), [Checker("anna", -1)], WEEKS, "negative"),
    ],
)
def test_unsound_input_is_refused(given, checkers, weeks, said):
    with pytest.raises(ValueError, match=said):
        share_out(given, checkers, weeks=weeks)


def test_the_order_of_what_is_given_changes_nothing():
    chance = random.Random(7)
    people = [Checker(f"o{n}", 1 + n % 3, frozenset(chance.sample(WEEKS, 6))) for n in range(8)]
    given = [
        DutyCheck(f"C-{n:03}", dict.fromkeys(chance.sample([p.officer_id for p in people], 3), CONFLICT))
        for n in range(60)
    ]
    kept = [Duty(f"K-{n}", f"o{n % 4}", WEEKS[n]) for n in range(6)]
    expected = share_out(given, people, weeks=WEEKS, kept=kept)
    barred = {check.id: check.barred for check in given}
    assert not [duty for duty in expected.duties if duty.officer_id in barred[duty.check_id]]
    for _ in range(3):
        for mixed in (given, people, kept):
            chance.shuffle(mixed)
        assert share_out(given, people, weeks=chance.sample(WEEKS, 26), kept=kept) == expected
    assert spread(by_officer([*expected.duties, *kept], people).values()) <= 1
    assert spread(by_week([*expected.duties, *kept], WEEKS)) <= 1


TRIO = [Checker("anna", 1), Checker("bo", 1, frozenset(WEEKS[:1])), Checker("cilla", 2)]


@pytest.mark.parametrize(
    ("barred", "duties", "expected"),
    [
        ({"anna": CONFLICT}, [], ("bo", WEEKS[1])),  # least loaded, though away in the first week
        ({"anna": CONFLICT}, [("X", "bo", WEEKS[5])], ("cilla", WEEKS[0])),
        ({"anna": CONFLICT}, [("X", "bo", WEEKS[1]), ("Y", "cilla", WEEKS[0])], ("cilla", WEEKS[0])),
        (
            {"anna": CONFLICT, "bo": CONFLICT},
            [("X", "cilla", WEEKS[0]), ("Y", "cilla", WEEKS[0])],
            ("cilla", WEEKS[1]),
        ),
        ({"anna": CONFLICT, "bo": CONFLICT}, [(f"X{n}", "cilla", WEEKS[n % 2]) for n in range(4)], None),
        (dict.fromkeys(("anna", "bo", "cilla"), CONFLICT), [], None),
        ({}, [("A-1", "anna", WEEKS[0])], ("anna", WEEKS[0])),  # the check's own duty does not count
    ],
)
def test_who_takes_over_after_a_conflict(barred, duties, expected):
    found = next_checker(
        DutyCheck("A-1", barred), TRIO, weeks=WEEKS[:2], duties=[Duty(*duty) for duty in duties]
    )
    assert (found and (found.officer_id, found.week)) == expected


@pytest.mark.parametrize(
    ("first", "barred", "load", "expected"),
    [
        ("anna", {}, {}, "bo"),
        ("bo", {}, {}, "anna"),
        ("anna", {}, {"bo": 2, "cilla": 1}, "cilla"),
        ("anna", {"cilla": CONFLICT}, {"bo": 9}, "bo"),
        ("anna", {"bo": CONFLICT, "cilla": BarredWhy.PREPARED}, {}, None),
        (None, {}, {"anna": 1}, "bo"),
    ],
)
def test_the_second_reader_is_another_one(first, barred, load, expected):
    assert second_reader(DutyCheck("A-1", barred), first, checkers=TRIO, load=load) == expected


def test_second_readings_are_shared_evenly():
    given = [*checks(4), DutyCheck("X-1", {"anna": CONFLICT, "bo": CONFLICT})]
    first = {check.id: "cilla" if n % 2 else "anna" for n, check in enumerate(given)} | {"X-1": "cilla"}
    found = second_readers(given, TRIO, first=first, load={"anna": 1, "bo": 1, "cilla": 1})
    assert "X-1" not in found  # nobody is left for it
    assert set(found) == {check.id for check in given} - {"X-1"}
    assert not [check_id for check_id, officer_id in found.items() if officer_id == first[check_id]]
    assert sorted(Counter(found.values()).values()) == [1, 1, 2]


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (dt.date(2026, 4, 20), dt.date(2026, 5, 1), WEEKS[:2]),
        (dt.date(2026, 4, 20), dt.date(2026, 4, 30), WEEKS[:1]),  # Friday is outside
        (dt.date(2026, 4, 16), dt.date(2026, 5, 3), WEEKS[:2]),
        (dt.date(2026, 4, 21), dt.date(2026, 5, 2), WEEKS[1:2]),
        (dt.date(2026, 4, 21), dt.date(2026, 4, 24), []),
        (dt.date(2026, 5, 1), dt.date(2026, 4, 1), []),
    ],
)
def test_whole_weeks_between_two_days(first, last, expected):
    assert list(weeks_between(first, last)) == expected


@pytest.mark.parametrize(
    ("absences", "holidays", "away"),
    [
        ([], [], []),
        ([(MONDAY, MONDAY + dt.timedelta(days=2))], [], WEEKS[:1]),  # two days are left
        ([(MONDAY, MONDAY + dt.timedelta(days=1))], [], []),  # three are
        ([(MONDAY, MONDAY), (MONDAY + dt.timedelta(days=3), MONDAY + dt.timedelta(days=9))], [], WEEKS[:2]),
        ([(MONDAY, MONDAY + dt.timedelta(days=1))], [MONDAY + dt.timedelta(days=4)], WEEKS[:1]),
        ([], [MONDAY + dt.timedelta(days=n) for n in range(3)], WEEKS[:1]),
    ],
)
def test_weeks_in_which_somebody_is_not_to_be_given_work(absences, holidays, away):
    assert sorted(weeks_away(absences, WEEKS[:3], holidays)) == away
