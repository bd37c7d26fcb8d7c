"""Patterns of criteria, how far two are from each other, and which cases differ from one that was alike (KL 2:3)."""

import datetime as dt
import random

import pytest

from vetting.domain.errors import Refused
from vetting.domain.mirror import (
    Pattern,
    Treated,
    compared_since,
    differences_among,
    distance,
    nearest_keys,
    pattern_from,
    pattern_of,
    sentence_in,
    side_by_side,
    treatment_of,
)
from vetting.domain.terms import Effect, Outcome
from vetting.domain.terms_decisions import CriterionMark as M
from vetting.domain.terms_decisions import Treatment as T
from vetting.domain.verdict import Remark, Verdict

EMPTY = Verdict((), (), (), (), (), (), (), ())
FROM, UNTIL = dt.date(2026, 7, 1), dt.date(2026, 12, 31)


def a_verdict(*, short=(), indicated=(), unclear=(), set_aside=()):
    remarks = tuple(Remark(one, Effect.BLOCK, "nej", None, False) for one in short)
    return Verdict(remarks, (), (), tuple(unclear), tuple(indicated), (), (), tuple(set_aside))


@pytest.mark.parametrize(
    ("verdict", "key"),
    [
        (EMPTY, ""),
        (a_verdict(short=["S04"]), "S04=fell_short"),
        (a_verdict(unclear=["S04"], short=["E01"]), "E01=fell_short S04=unclear"),
        (a_verdict(indicated=["A02"], short=["A02"]), "A02=fell_short"),
        (a_verdict(set_aside=["A02"]), ""),
    ],
)
def test_a_pattern_is_what_stands_out_and_is_read_back(verdict, key):
    assert pattern_of(verdict).key == key
    assert pattern_from(key) == pattern_of(verdict)


@pytest.mark.parametrize(
    ("here", "there", "apart"),
    [
        ("", "", 0),
        ("", "S04=unclear", 1),
        ("S04=unclear", "S04=fell_short", 1),
        ("A02=indicated S04=unclear", "A02=indicated S04=unclear", 0),
        ("A02=indicated S04=unclear", "A02=indicated E01=fell_short", 2),
    ],
)
def test_the_distance_counts_the_criteria_that_differ_either_way(here, there, apart):
    assert distance(pattern_from(here), pattern_from(there)) == apart
    assert distance(pattern_from(there), pattern_from(here)) == apart


def test_the_closest_by_their_keys_are_the_closest_by_distance():
    chance = random.Random(3)
    ids = ("A02", "E01", "S04", "S05", "S12")
    keys = {
        " ".join(
            f"{one}={chance.choice(list(M)).value}"
            for one in sorted(chance.sample(ids, chance.randint(0, 4)))
        )
        for _ in range(200)
    }
    mine = pattern_from("E01=fell_short S04=unclear")
    expected = sorted(keys, key=lambda key: (distance(mine, pattern_from(key)), key))
    assert nearest_keys(mine, keys, most=len(keys)) == expected
    assert nearest_keys(mine, keys, most=3) == expected[:3]


def test_side_by_side_tells_what_both_have_and_what_one_has():
    sides = side_by_side(
        pattern_from("A02=indicated E01=fell_short S04=unclear"),
        pattern_from("E01=fell_short S04=fell_short S05=unclear"),
    )
    assert sides.shared == Pattern((("E01", M.FELL_SHORT),))
    assert sides.only_here == Pattern((("A02", M.INDICATED), ("S04", M.UNCLEAR)))
    assert sides.only_there == Pattern((("S04", M.FELL_SHORT), ("S05", M.UNCLEAR)))


@pytest.mark.parametrize(
    ("outcome", "treatment"),
    [
        (Outcome.GRANTED, T.GIVEN),
        (Outcome.PARTLY_GRANTED, T.GIVEN),
        (Outcome.REFUSED, T.REFUSED),
        (Outcome.DISMISSED, None),
        (Outcome.CLOSED, None),
    ],
)
def test_what_was_not_examined_is_compared_with_nothing(outcome, treatment):
    assert treatment_of(outcome) is treatment


@pytest.mark.parametrize(
    ("day", "since"),
    [("2026-11-20", "2024-11-20"), ("2028-02-29", "2026-02-28"), ("2026-01-01", "2024-01-01")],
)
def test_twenty_four_months_back(day, since):
    assert compared_since(dt.date.fromisoformat(day)) == dt.date.fromisoformat(since)


def test_a_difference_needs_a_whole_sentence():
    assert (
        sentence_in("Föreningen saknar  \n revisor sedan i våras.")
        == "Föreningen saknar revisor sedan i våras."
    )
    for text in ("", "Andra skäl.", " " * 80 + "x"):
        with pytest.raises(Refused, match="difference_sentence_short"):
            sentence_in(text)


def a_case(name, treatment, day, *, pattern="E01=fell_short", kind="operating", explained=False, named=""):
    on = dt.date.fromisoformat(day)
    at = dt.datetime.combine(on, dt.time(9), dt.UTC)
    return Treated(name, "board", kind, pattern, treatment, at, on, explained, named)


G, R = T.GIVEN, T.REFUSED


@pytest.mark.parametrize(
    ("cases", "found"),
    [
        ([a_case("a", G, "2026-08-01"), a_case("b", G, "2026-09-01")], []),
        ([a_case("a", G, "2026-08-01"), a_case("b", R, "2026-09-01")], [("b", "a", False)]),
        ([a_case("b", R, "2026-09-01"), a_case("a", G, "2026-08-01")], [("b", "a", False)]),
        ([a_case("a", G, "2026-08-01"), a_case("b", R, "2026-09-01", explained=True)], [("b", "a", True)]),
        ([a_case("a", G, "2024-09-01"), a_case("b", R, "2026-09-01")], [("b", "a", False)]),
        ([a_case("a", G, "2024-08-31"), a_case("b", R, "2026-09-01")], []),
        ([a_case("a", G, "2025-08-01"), a_case("b", R, "2026-06-30")], []),
        ([a_case("a", G, "2026-08-01"), a_case("b", R, "2026-09-01", pattern="")], []),
        ([a_case("a", G, "2026-08-01"), a_case("b", R, "2026-09-01", kind="project")], []),
        (
            [
                a_case("a", G, "2026-08-01"),
                a_case("b", R, "2026-09-01", explained=True),
                a_case("c", G, "2026-10-01"),
                a_case("d", R, "2026-11-01"),
            ],
            [("b", "a", True), ("d", "c", False)],
        ),
        (
            [a_case("a", G, "2026-08-01"), a_case("b", R, "2026-09-01"), a_case("c", G, "2026-10-01")],
            [("b", "a", False), ("c", "b", False)],
        ),
        (
            [
                a_case("a", G, "2026-08-01"),
                a_case("b", G, "2026-08-02"),
                a_case("c", R, "2026-09-01", explained=True, named="a"),
            ],
            [("c", "a", True)],
        ),
    ],
)
def test_which_cases_differ_from_an_earlier_one_that_was_alike(cases, found):
    differences = differences_among(cases, from_on=FROM, until_on=UNTIL)
    assert [(one.case.id, one.against.id, one.is_explained) for one in differences] == found
