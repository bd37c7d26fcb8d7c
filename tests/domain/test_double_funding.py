"""Double funding: like purposes over the same days in two boards; adjoining days and other things are not."""

import datetime as dt

import pytest

from vetting.domain.double_funding import Funded, is_told, overlaps, pair_of, shared_words


def funded(key, board, purpose, amount=60_000, *, days=("2026-01-01", "2026-12-31")) -> Funded:
    first, last = (dt.date.fromisoformat(day) for day in days)
    return Funded(key, board, purpose, amount, first, last)


GAMES = "Öppen ungdomsverksamhet med dans och teater för flickor på fredagar"
MINE = funded("m", "north", GAMES)
CASES = [
    ("the same text", funded("o", "south", GAMES), True),
    ("the same thing in fewer words", funded("o", "south", "Dans och teater, flickor, fredagar"), True),
    ("another ending", funded("o", "south", "Fredagens dansverksamhet och teatern för flickorna"), True),
    ("another thing", funded("o", "south", "Renovering av klubblokalens tak och fönster"), False),
    ("only what any purpose holds", funded("o", "south", "Bidrag till föreningens verksamhet"), False),
    ("nothing written", funded("o", "south", ""), False),
    ("the same board", funded("o", "north", GAMES), False),
    ("adjoining days", funded("o", "south", GAMES, days=("2027-01-01", "2027-06-30")), False),
    ("one day in common", funded("o", "south", GAMES, days=("2026-12-31", "2027-06-30")), True),
]


@pytest.mark.parametrize(("what", "other", "is_found"), CASES, ids=[case[0] for case in CASES])
def test_what_is_alike_over_the_same_days(what, other, is_found):
    found = overlaps(MINE, [other])
    assert len(found) == (1 if is_found else 0)
    assert len(overlaps(other, [MINE])) == len(found), "as seen from the other side"


def test_one_warning_tells_both_amounts_and_what_may_be_paid_twice():
    other = funded("o", "south", GAMES, 30_000, days=("2026-07-01", "2027-06-30"))
    (found,) = overlaps(MINE, [other])
    assert (found.mine.amount, found.other.amount) == (60_000, 30_000)
    assert (str(found.from_on), str(found.to_on)) == ("2026-07-01", "2026-12-31")
    assert found.kronor == 30_000 * 184 // 365
    assert "teater" in found.words
    assert "for" not in found.words


def test_the_most_kronor_first():
    found = overlaps(MINE, [funded("a", "south", GAMES, 10), funded("b", "west", GAMES, 50_000)])
    assert [one.other.key for one in found] == ["b", "a"]


def test_a_word_said_holds_until_either_amount_changes():
    other = funded("a", "south", GAMES, 30_000)
    (found,) = overlaps(MINE, [other])
    (mirrored,) = overlaps(other, [MINE])
    assert pair_of("m", "a") == pair_of("a", "m") == ("a", "m")
    assert not is_told(found, [])
    assert is_told(found, [(30_000, 60_000)])
    assert is_told(mirrored, [(30_000, 60_000)])
    for mine, its in ((60_001, 30_000), (60_000, 29_999)):
        (changed,) = overlaps(funded("m", "north", GAMES, mine), [funded("a", "south", GAMES, its)])
        assert not is_told(changed, [(30_000, 60_000)])


def test_short_texts_are_compared_by_what_they_hold():
    assert shared_words("Sommarläger", "Sommarläger i skärgården 2026") == ("sommarläger",)
    assert shared_words("Sommarläger", "Vinterläger") is None
