"""The terms of a round: kept and read back, and every fault told by field."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vetting.domain.errors import Refused
from vetting.domain.round_terms import RANGES, DrawTerms, require_usable, terms_from
from vetting.domain.terms_spot_checks import SeedKind

PUBLIC = DrawTerms(seed_kind=SeedKind.PUBLIC, public_source="Lotto", public_on=dt.date(2026, 10, 17))


@given(
    st.builds(
        DrawTerms,
        random_percent=st.integers(0, 100),
        coverage_rounds=st.none() | st.integers(1, 40),
        seed_kind=st.sampled_from(SeedKind),
        public_on=st.none() | st.dates(dt.date(2020, 1, 1), dt.date(2090, 1, 1)),
    )
)
def test_terms_are_read_back_as_they_were_kept(terms):
    assert terms_from(terms.kept()) == terms


def test_names_that_are_no_longer_used_are_passed_over():
    assert terms_from({**PUBLIC.kept(), "old_rule": 3}) == PUBLIC


@pytest.mark.parametrize("name", sorted(RANGES))
def test_each_number_has_its_bounds(name):
    low, high = RANGES[name]
    for value in (low - 1, high + 1):
        with pytest.raises(Refused, match="terms_faulty") as refusal:
            require_usable(DrawTerms(**{"random_percent": 10, name: value}))
        assert (name, "number_out_of_range") in refusal.value.facts["faults"]
    assert require_usable(DrawTerms(**{"random_percent": 10, name: high}))


@pytest.mark.parametrize(
    ("terms", "fault"),
    [
        (DrawTerms(random_percent=0), ("random_percent", "nothing_to_draw")),
        (DrawTerms(seed_kind=SeedKind.PUBLIC, public_source=" "), ("public_source", "public_source_missing")),
        (DrawTerms(seed_kind=SeedKind.PUBLIC, public_source="x"), ("public_on", "public_day_missing")),
    ],
)
def test_what_is_left_out_is_told(terms, fault):
    with pytest.raises(Refused) as refusal:
        require_usable(terms)
    assert fault in refusal.value.facts["faults"]


def test_a_round_may_rest_on_take_all_alone():
    assert require_usable(DrawTerms(random_percent=0, first_time=True))


def test_with_dice_no_public_value_is_kept():
    tidied = require_usable(DrawTerms(seed_kind=SeedKind.DICE, public_source="Lotto"))
    assert (tidied.public_source, tidied.public_on) == ("", None)


def test_the_public_value_is_described_without_personal_numbers():
    with pytest.raises(Refused, match="personal_number_in_text"):
        require_usable(
            DrawTerms(seed_kind=SeedKind.PUBLIC, public_source="19811218-9876", public_on=PUBLIC.public_on)
        )
