"""Words for rounds: half-years, strata, digests, chances."""

import pytest

from vetting.domain.chance_words import plain_chance
from vetting.domain.sizing import sizing_advice
from vetting.domain.terms_spot_checks import RoundStage
from vetting.web.wording import facts, rounds

BOARDS = {"NOR": "Norrdals stadsdelsnämnd"}


@pytest.fixture(autouse=True)
def _in_swedish(empty_app):
    with empty_app.test_request_context(headers={"Accept-Language": "sv"}):
        yield


@pytest.mark.parametrize(
    ("stratum", "words"),
    [
        ("NOR/operating", "Norrdals stadsdelsnämnd: verksamhetsbidrag"),
        ("NOR/*", "Norrdals stadsdelsnämnd: små grupper tillsammans"),
        ("*/*", "Små grupper från alla nämnder tillsammans"),
        ("SYD/premises", "SYD: lokaler"),
        ("NOR/annat", "NOR/annat"),
    ],
)
def test_a_stratum_in_words(stratum, words):
    assert rounds.stratum_word(stratum, BOARDS) == words


@pytest.mark.parametrize(
    ("published", "words"),
    [
        ("0.150000000", "15 av 100"),
        ("0.333333333", "ungefär 33 av 100"),
        ("1.000000000", "säkert"),
        ("0.002000000", "2 av 1\xa0000"),
    ],
)
def test_a_chance_in_words(published, words):
    assert rounds.chance_word(plain_chance(published)) == words


def test_half_years_and_digests():
    assert rounds.half_year_word("2026-H2") == "hösten 2026"
    assert rounds.half_year_word("2027-H1") == "våren 2027"
    assert rounds.in_fours("0123456789abcdef") == "0123 4567 89ab cdef"
    assert rounds.lots_word(1) == "1 lott"
    assert rounds.boards_word(["A", "B", "C"]) == "3 nämnder"
    assert set(rounds.STAGE_KINDS) == set(RoundStage)


def test_what_a_sample_is_good_for_is_said_with_numbers():
    advice = sizing_advice(60, 6)
    assert rounds.finding_word(advice, advice.chances[0]) == (
        "Om 5 % av listan avviker (3 av 60) hittar den slumpmässiga dragningen av 6 minst en av dem "
        "28 gånger av 100."
    )
    assert "66 gånger av 100" in rounds.never_drawn_word(advice)


def test_facts_of_the_journal_are_told_in_words():
    assert facts.fact_word("typed_by") == "inskrivet av"
    assert facts.value_word("dice", "seed_kind") == "tärningar inför två tjänstepersoner"
    terms = {"random_percent": 15, "public_on": None, "first_time": False}
    assert facts.value_word(terms) == (
        "slumpmässig dragning, procent: 15, offentligt värde publiceras: –, "
        "granskas alltid vid första stödet: nej"
    )
