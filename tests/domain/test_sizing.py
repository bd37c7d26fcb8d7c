"""Sizing advice: what a sample of a size can and cannot show."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vetting.domain.sizing import FindingChance, sizing_advice, times_in_100


def test_six_of_sixty_in_numbers():
    advice = sizing_advice(60, 6)
    assert advice.chances == (
        FindingChance(5, deviating=3, in_100=28, needed_90=32, needed_95=38),
        FindingChance(10, deviating=6, in_100=48, needed_90=19, needed_95=23),
        FindingChance(20, deviating=12, in_100=75, needed_90=10, needed_95=12),
    )
    assert (advice.items, advice.drawn, advice.draws, advice.never_drawn_in_100) == (60, 6, 4, 66)


@pytest.mark.parametrize(
    ("items", "drawn", "never"),
    [(100, 15, 52), (100, 0, 100), (100, 100, 0), (1000, 1, 99), (100, 99, 1), (0, 0, 100)],
)
def test_how_often_one_is_never_drawn_in_two_years(items, drawn, never):
    assert sizing_advice(items, drawn).never_drawn_in_100 == never


def test_a_share_of_few_is_one_at_least():
    assert [one.deviating for one in sizing_advice(3, 1).chances] == [1, 1, 1]
    assert [one.deviating for one in sizing_advice(41, 1).chances] == [3, 5, 9]  # rounded up


def test_an_empty_frame_has_no_chances():
    assert sizing_advice(0, 0).chances == ()


@pytest.mark.parametrize(("items", "drawn"), [(5, 6), (5, -1), (-1, 0)])
def test_more_than_there_are_cannot_be_drawn(items, drawn):
    with pytest.raises(ValueError, match="cannot be drawn"):
        sizing_advice(items, drawn)


@pytest.mark.parametrize(
    ("chance", "times"),
    [
        (Fraction(0), 0),
        (Fraction(1, 1000), 1),
        (Fraction(12, 1000), 1),
        (Fraction(285, 1000), 29),
        (Fraction(996, 1000), 99),
        (Fraction(1), 100),
    ],
)
def test_never_and_always_are_said_only_of_what_never_or_always_happens(chance, times):
    assert times_in_100(chance) == times


@given(st.integers(1, 20_000), st.data())
def test_more_drawn_shows_no_less(items, data):
    drawn = data.draw(st.integers(0, min(items, 2_000) - 1))
    fewer, more = sizing_advice(items, drawn), sizing_advice(items, drawn + 1)
    assert all(a.in_100 <= b.in_100 for a, b in zip(fewer.chances, more.chances, strict=True))
    assert fewer.never_drawn_in_100 >= more.never_drawn_in_100
    assert all(one.needed_90 <= one.needed_95 <= items for one in fewer.chances)
