"""What a sample allows to be said: the tables of the plan, brute force, and what must always hold."""

import time
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vetting.domain.error_rate import chance_to_find, exact_interval, size_needed, upper_bound, wilson

CONFIDENCES = (Fraction(90, 100), Fraction(95, 100))


@pytest.mark.parametrize(
    ("items", "twenty", "ten", "five"),
    [
        (20, (9, 10), (14, 16), (18, 19)),
        (40, (10, 12), (17, 21), (27, 31)),
        (60, (10, 12), (19, 23), (32, 38)),
        (100, (10, 13), (20, 25), (37, 45)),
        (200, (11, 13), (21, 27), (41, 51)),
        (500, (11, 14), (22, 28), (43, 56)),
    ],
)
def test_how_many_must_be_drawn(items, twenty, ten, five):
    for percent, expected in ((20, twenty), (10, ten), (5, five)):
        deviating = items * percent // 100
        assert tuple(size_needed(items, deviating, sure) for sure in CONFIDENCES) == expected, percent


@pytest.mark.parametrize(("drawn", "percent"), [(6, 28), (9, 39), (12, 49)])
def test_a_tenth_of_sixty_finds_one_in_twenty_hardly_ever(drawn, percent):
    assert round(100 * chance_to_find(60, 3, drawn)) == percent


@pytest.mark.parametrize(("found", "most"), [(0, 12), (1, 19), (2, 26)])
def test_what_twenty_of_a_hundred_still_allow(found, most):
    assert upper_bound(100, 20, found) == most


@pytest.mark.parametrize(
    ("found", "drawn", "low", "high"),
    [
        (3, 40, 2.6, 19.9),
        (0, 30, 0.0, 11.4),
        (30, 30, 88.6, 100.0),
        (0, 0, 0.0, 100.0),
        (1, 1, 20.7, 100.0),
    ],
)
def test_wilson_for_a_population_without_limit(found, drawn, low, high):
    assert tuple(round(100 * share, 1) for share in wilson(found, drawn)) == (low, high)


@pytest.mark.parametrize(
    ("items", "drawn", "found", "interval"),
    [
        (10, 10, 3, (3, 3)),  # all were looked at: nothing is left to guess
        (10, 0, 0, (0, 10)),  # none was looked at: nothing is known
        (1, 1, 1, (1, 1)),
        (0, 0, 0, (0, 0)),
        (100, 20, 0, (0, 15)),
        (100, 20, 20, (85, 100)),
        (100, 20, 10, (30, 70)),  # as likely one way as the other
    ],
)
def test_the_exact_interval(items, drawn, found, interval):
    assert exact_interval(items, drawn, found) == interval


def _chances(items: int, deviating: int, drawn: int) -> list[Fraction]:
    """Chance of each number found, by looking at every sample."""
    samples = [sum(item < deviating for item in sample) for sample in combinations(range(items), drawn)]
    return [Fraction(samples.count(found), len(samples)) for found in range(drawn + 1)]


@pytest.mark.parametrize("items", range(8))
def test_bounds_equal_those_of_every_possible_sample(items):
    for drawn in range(items + 1):
        chances = [_chances(items, deviating, drawn) for deviating in range(items + 1)]
        for deviating in range(items + 1):
            assert chance_to_find(items, deviating, drawn) == 1 - chances[deviating][0]
        for found in range(drawn + 1):
            possible = [d for d in range(items + 1) if found <= d <= items - drawn + found]
            below = {d: sum(chances[d][: found + 1]) for d in possible}
            above = {d: sum(chances[d][found:]) for d in possible}
            kept = [d for d in possible if min(below[d], above[d]) >= Fraction(25, 1000)]
            assert exact_interval(items, drawn, found) == (kept[0], kept[-1])
            assert upper_bound(items, drawn, found) == max(d for d in possible if below[d] >= Fraction(1, 20))


@pytest.mark.parametrize(
    "asked",
    [
        lambda: chance_to_find(10, 11, 3),
        lambda: chance_to_find(10, -1, 3),
        lambda: chance_to_find(10, 3, 11),
        lambda: chance_to_find(10, 3, -1),
        lambda: upper_bound(10, 11, 0),
        lambda: upper_bound(10, 5, 6),
        lambda: upper_bound(10, 5, -1),
        lambda: exact_interval(10, 5, 6),
        lambda: exact_interval(10, -1, 0),
        lambda: wilson(2, 1),
        lambda: wilson(-1, 1),
        lambda: size_needed(10, 0, Fraction(1, 2)),
        lambda: size_needed(10, 11, Fraction(1, 2)),
        lambda: size_needed(10, 1, Fraction(0)),
        lambda: size_needed(10, 1, Fraction(11, 10)),
    ],
)
def test_numbers_that_cannot_be_are_refused(asked):
    with pytest.raises(ValueError, match="impossible numbers"):
        asked()


samples = st.integers(0, 400).flatmap(
    lambda items: st.integers(0, items).flatmap(
        lambda drawn: st.integers(0, drawn).map(lambda found: (items, drawn, found))
    )
)


@given(samples)
def test_limits_hold_what_was_seen_and_keep_their_order(sample):
    items, drawn, found = sample
    low, high = exact_interval(*sample)
    bound = upper_bound(*sample)
    assert found <= low <= high <= items - drawn + found
    assert found <= bound <= high
    if (
        drawn
    ):  # the limits are whole objects: 1 of 80 drawn of 81 leaves exactly 1, which is less than 1 in 80
        assert low - 1 < items * found / drawn < high + 1
    if found < drawn:
        assert upper_bound(items, drawn, found + 1) >= bound


@given(samples)
def test_limits_of_faults_and_of_the_faultless_mirror_each_other(sample):
    items, drawn, found = sample
    low, high = exact_interval(items, drawn, found)
    assert exact_interval(items, drawn, drawn - found) == (items - high, items - low)


@given(samples, st.sampled_from(CONFIDENCES))
def test_the_size_needed_is_enough_and_one_less_is_not(sample, confidence):
    items, deviating, _ = sample
    if not deviating:
        return
    needed = size_needed(items, deviating, confidence)
    assert chance_to_find(items, deviating, needed) >= confidence
    assert chance_to_find(items, deviating, needed - 1) < confidence


def test_a_large_city_does_not_wait():
    began = time.perf_counter()
    for found in (0, 150, 1000, 2000):
        upper_bound(20_000, 2_000, found)
        exact_interval(20_000, 2_000, found)
    size_needed(20_000, 1, CONFIDENCES[1])
    assert time.perf_counter() - began < 3
