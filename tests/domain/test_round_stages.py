"""The steps of a round in their only order."""

import datetime as dt

import pytest

from vetting.domain.errors import Refused
from vetting.domain.round_stages import (
    Witness,
    require_sealable,
    require_stage,
    require_witnesses,
    seed_of,
)
from vetting.domain.round_terms import DrawTerms
from vetting.domain.terms import Role
from vetting.domain.terms_spot_checks import RoundStage, SeedKind

S = RoundStage
DAY = dt.date(2026, 10, 12)
DICE = DrawTerms()
PUBLIC = DrawTerms(seed_kind=SeedKind.PUBLIC, public_source="Lotto", public_on=dt.date(2026, 10, 17))


@pytest.mark.parametrize(
    ("stage", "wanted", "code"),
    [
        (S.OPEN, S.SEALED, "seed_before_seal"),
        (S.OPEN, S.SEED_CONFIRMED, "seed_not_confirmed"),
        (S.SEALED, S.OPEN, "round_sealed"),
        (S.SEALED, S.SEED_RECORDED, "seed_missing"),
        (S.SEED_RECORDED, S.SEALED, "seed_already_recorded"),
        (S.SEED_RECORDED, S.SEED_CONFIRMED, "seed_not_confirmed"),
        (S.SEED_CONFIRMED, S.SEED_RECORDED, "seed_already_confirmed"),
        (S.DRAWN, S.SEED_CONFIRMED, "already_drawn"),
        (S.DRAWN, S.OPEN, "already_drawn"),
        (S.VOIDED, S.OPEN, "round_voided"),
        (S.SEED_CONFIRMED, S.DRAWN, "round_not_drawn"),
    ],
)
def test_no_step_can_be_skipped_or_taken_twice(stage, wanted, code):
    with pytest.raises(Refused, match=code):
        require_stage(stage, wanted)


@pytest.mark.parametrize("stage", [one for one in S if one is not S.VOIDED])
def test_only_the_step_whose_turn_it_is_can_be_taken(stage):
    assert [one for one in S if not _is_refused(one, wanted=stage)] == [stage]


def _is_refused(stage, *, wanted):
    try:
        require_stage(stage, wanted)
    except Refused:
        return True
    return False


def test_two_of_different_functions_or_boards_see_the_dice():
    anna = Witness("a", "Anna", frozenset({(Role.CULTURE_SECRETARY, "nor")}))
    bo = Witness("b", "Bo", frozenset({(Role.UNIT_HEAD, "nor")}))
    like_anna = Witness("c", "Cia", frozenset({(Role.CULTURE_SECRETARY, "nor")}))
    elsewhere = Witness("d", "Dan", frozenset({(Role.CULTURE_SECRETARY, "sod")}))
    require_witnesses([anna, bo])
    require_witnesses([anna, elsewhere])
    for pair, code in (([anna], "two_witnesses_needed"), ([anna, like_anna], "witnesses_alike")):
        with pytest.raises(Refused, match=code):
            require_witnesses(pair)


@pytest.mark.parametrize(
    ("value", "terms", "today", "expected"),
    [
        ("4 0 7 1 8 2 6 3 5 5 9 1 0 2 8 4 7 3 6 1", DICE, DAY, "4 0 7 1 8 2 6 3 5 5 9 1 0 2 8 4 7 3 6 1"),
        ("  40718263559102847361\n", DICE, DAY, "40718263559102847361"),
        ("4071826355910284736", DICE, DAY, "dice_too_few"),
        ("4071826355910284736x", DICE, DAY, "dice_only_digits"),
        ("٤٠٧١٨٢٦٣٥٥٩١٠٢٨٤٧٣٦١", DICE, DAY, "dice_only_digits"),
        (" ", DICE, DAY, "seed_missing"),
        ("7 12 19", PUBLIC, dt.date(2026, 10, 16), "public_seed_too_early"),
        ("7  12 19", PUBLIC, dt.date(2026, 10, 17), "7 12 19"),
    ],
)
def test_a_seed_is_what_was_agreed_on_in_its_normal_form(value, terms, today, expected):
    if expected[0].isdigit():
        assert seed_of(value, terms, sealed_on=DAY, today=today) == expected
        return
    with pytest.raises(Refused, match=expected):
        seed_of(value, terms, sealed_on=DAY, today=today)


def test_a_public_value_from_before_the_seal_is_no_seed():
    with pytest.raises(Refused, match="public_seed_too_early"):
        seed_of("7 12 19", PUBLIC, sealed_on=dt.date(2026, 10, 17), today=dt.date(2026, 10, 18))


@pytest.mark.parametrize(
    ("terms", "items", "today", "code"),
    [
        (DICE, 0, DAY, "frame_empty"),
        (PUBLIC, 5, dt.date(2026, 10, 17), "public_day_passed"),
        (PUBLIC, 5, dt.date(2026, 10, 16), None),
        (DICE, 1, DAY, None),
    ],
)
def test_what_can_be_sealed(terms, items, today, code):
    if code is None:
        require_sealable(terms, items, today=today)
        return
    with pytest.raises(Refused, match=code):
        require_sealable(terms, items, today=today)
