"""A board's own procedure in dated versions: what is sound, what follows on what, what holds on a day."""

import datetime as dt

import pytest

from vetting.domain.errors import Refused
from vetting.domain.free_text import require_written
from vetting.domain.house_rule_texts import SUGGESTED
from vetting.domain.house_rules import (
    INSTEAD_OF,
    HouseRule,
    held_through,
    in_force,
    require_follows,
    sound,
    standing,
)
from vetting.domain.terms_decisions import HouseRuleKey as K
from vetting.domain.terms_decisions import RuleStanding as S

TODAY = dt.date(2026, 11, 21)


def rule(
    begins="2026-01-01", text="Nämnden motiverar sina beslut.", *, key=K.REASONS, adopted=None, ends=None
):
    begins_on = dt.date.fromisoformat(begins)
    return HouseRule(
        key,
        text,
        "Kulturnämnden § 7",
        dt.date.fromisoformat(adopted) if adopted else begins_on,
        begins_on,
        dt.date.fromisoformat(ends) if ends else None,
    )


def code_of(call) -> str | None:
    try:
        call()
    except Refused as refusal:
        return refusal.code
    return None


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (rule(), None),
        (rule("2026-11-21"), None),
        (rule("2027-01-01", adopted="2026-11-18"), None),
        (rule("2026-12-01", adopted="2026-11-22"), "adopted_ahead"),
        (rule("2026-01-01", adopted="2026-01-02"), "in_force_before_adopted"),  # JO 4432-2008
        (rule(ends="2025-12-31"), "ends_before_it_begins"),
        (rule(ends="2026-01-01"), None),
        (rule(text="  "), "text_missing"),
        (rule(text="x" * 2001), "text_too_long"),
        (rule(text="Ring 811218-9876."), "personal_number_in_text"),
    ],
)
def test_a_version_is_adopted_before_it_holds(given, code):
    assert code_of(lambda: sound(given, today=TODAY)) == code


@pytest.mark.parametrize(
    ("earlier", "new", "code"),
    [
        ([], rule(), None),
        ([rule()], rule("2026-06-01"), None),
        ([rule("2026-06-01")], rule("2026-06-01"), "house_rule_overlaps"),
        ([rule("2026-06-01")], rule("2026-01-01"), "house_rule_overlaps"),
        ([rule("2026-06-01", key=K.HEARING)], rule("2026-01-01"), None),
        ([], rule(text=""), "house_rule_not_there"),
        ([rule()], rule("2026-06-01", text=""), None),
        ([rule(), rule("2026-06-01", text="")], rule("2026-07-01", text=""), "house_rule_not_there"),
        ([rule(), rule("2026-06-01", text="")], rule("2026-07-01"), None),
    ],
)
def test_a_version_takes_over_and_never_reaches_back(earlier, new, code):
    assert code_of(lambda: require_follows(new, earlier)) == code


FIRST, SECOND = rule(), rule("2026-06-01", "Ny lydelse.")
ENDING = rule("2026-09-01", "")
LIMITED = rule(key=K.NOTES, ends="2026-03-31")
EVERY = [SECOND, ENDING, LIMITED, FIRST]


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2025-12-31", {}),
        ("2026-01-01", {K.NOTES: LIMITED, K.REASONS: FIRST}),
        ("2026-03-31", {K.NOTES: LIMITED, K.REASONS: FIRST}),
        ("2026-04-01", {K.REASONS: FIRST}),
        ("2026-06-01", {K.REASONS: SECOND}),
        ("2026-08-31", {K.REASONS: SECOND}),
        ("2026-09-01", {}),
    ],
)
def test_what_holds_on_a_day(on, expected):
    assert in_force(EVERY, dt.date.fromisoformat(on)) == expected


@pytest.mark.parametrize(
    ("one", "on", "expected"),
    [
        (FIRST, "2025-12-31", S.COMING),
        (FIRST, "2026-05-31", S.IN_FORCE),
        (FIRST, "2026-06-01", S.REPLACED),
        (SECOND, "2026-09-01", S.REPLACED),
        (ENDING, "2026-09-01", S.ENDED),
        (LIMITED, "2026-04-01", S.ENDED),
    ],
)
def test_where_a_version_stands(one, on, expected):
    assert standing(one, EVERY, dt.date.fromisoformat(on)) is expected


def test_there_are_words_to_begin_from_for_every_switched_off_paragraph():
    """FL 2 §: 23, 25, 27, 31-33 and 37 §§ do not apply by law where legality review is the way."""
    assert list(INSTEAD_OF.values()) == ["FL 23", "FL 25", "FL 27", "FL 31", "FL 32", "FL 33", "FL 37"]
    assert set(SUGGESTED) == set(K)
    for text in SUGGESTED.values():
        assert require_written(text.sv, field="text") == text.sv
        assert text.en


def test_a_case_was_handled_by_what_held_all_its_days():
    first, last = dt.date(2026, 3, 1), dt.date(2026, 9, 1)
    cases = {
        "before it and since": ([rule()], [rule()]),
        "from its first day": ([rule("2026-03-01")], [rule("2026-03-01")]),
        "begun half way": ([rule("2026-03-02")], []),
        "ended half way": ([rule(ends="2026-08-31")], []),
        "until its last day": ([rule(ends="2026-09-01")], [rule(ends="2026-09-01")]),
        "done away with": ([rule(), rule("2026-05-01", "")], []),
        "replaced half way": ([rule(), rule("2026-05-01", "Nämnden motiverar alla beslut.")], []),
        "replaced after": ([rule(), rule("2026-09-02", "Nämnden motiverar alla beslut.")], [rule()]),
    }
    found = {name: list(held_through(rules, first, last)) for name, (rules, _) in cases.items()}
    assert found == {name: expected for name, (_, expected) in cases.items()}
