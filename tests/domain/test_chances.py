"""Published chances: they add up, grow with the weight, and are what many seeds give."""

from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.makers_draws import a_line, a_seal, forty_items, some_terms
from vetting.domain.allocation import Stratum
from vetting.domain.chances import published_chances
from vetting.domain.draw import draw
from vetting.domain.seal import Seal

SEEDS = 20_000
SIGMAS = 4.5
CLOSE = 0.005  # of the weighted stream's formula, as its file promises


@st.composite
def classes(draw_value: st.DrawFn) -> tuple[dict[tuple[str, int], int], list[Stratum]]:
    counts: dict[tuple[str, int], int] = {}
    strata = []
    for name in draw_value(st.lists(st.sampled_from("ABCDE"), unique=True, min_size=1)):
        found = draw_value(st.dictionaries(st.integers(1, 7), st.sampled_from([1, 2, 7, 40, 900])))
        counts.update({(name, weight): count for weight, count in found.items()})
        items = sum(found.values()) + draw_value(st.integers(0, 9))
        if items:
            strata.append(Stratum(name, items, draw_value(st.integers(0, items))))
    return counts, strata


@settings(max_examples=200)
@given(classes(), st.integers(0, 300))
def test_chances_add_up_to_the_draw_and_grow_with_the_weight(made, size):
    counts, strata = made
    left = {one.name: 1 - one.draw / one.items for one in strata}
    found = published_chances(counts, strata, size)
    expected = sum(count * left[name] for (name, _), count in counts.items())
    weighted = sum(counts[one.stratum, one.weight] * float(one.weighted) for one in found)
    assert weighted == pytest.approx(min(size, expected), abs=1e-4)
    for one in found:
        assert float(one.random) == pytest.approx(1 - left[one.stratum], abs=1e-9)
        assert 0 <= float(one.random) <= float(one.total) <= 1
        assert float(one.total) == pytest.approx(float(one.random) + float(one.weighted), abs=2e-9)
    for less, more in pairwise(found):
        assert less.stratum != more.stratum or float(less.weighted) <= float(more.weighted) + 2e-9


@pytest.mark.parametrize(
    ("counts", "size", "chances"),
    [
        ({("A", 1): 10}, 4, ["0.400000000"]),
        ({("A", 3): 10}, 4, ["0.400000000"]),
        ({("A", 1): 6, ("A", 4): 1}, 7, ["1.000000000", "1.000000000"]),
        ({("A", 1): 6, ("A", 4): 1}, 0, ["0.000000000", "0.000000000"]),
    ],
)
def test_chances_that_can_be_reckoned_by_hand(counts, size, chances):
    strata = [Stratum("A", sum(counts.values()), 0)]
    assert [one.weighted for one in published_chances(counts, strata, size)] == chances


@pytest.mark.parametrize(
    ("counts", "size"),
    [
        ({1: 30, 2: 4, 3: 3, 5: 2, 7: 1}, 1),
        ({1: 30, 2: 4, 3: 3, 5: 2, 7: 1}, 4),
        ({1: 30, 2: 4, 3: 3, 5: 2, 7: 1}, 12),
        ({1: 10, 3: 20, 7: 10}, 8),
        ({1: 100, 7: 3}, 20),
    ],
)
def test_chances_of_different_weights_are_close_to_the_exact_ones(counts, size):
    strata = [Stratum("A", sum(counts.values()), 0)]
    found = published_chances({("A", weight): count for weight, count in counts.items()}, strata, size)
    for one in found:
        assert float(one.weighted) == pytest.approx(_exact(counts, one.weight, size), abs=CLOSE)


def _exact(counts: dict[int, int], weight: int, size: int, nodes: int = 1000) -> float:
    """Chance that fewer than `size` of the others have a lot below one's own lowest, over where that lies."""
    others = [one for one, count in counts.items() for _ in range(count - (one == weight))]
    chance = 0.0
    for node in range(nodes):
        at = (node + 0.5) / nodes
        below = [1.0] + [0.0] * (size - 1)
        for other in others:
            share = 1 - (1 - at) ** other
            below = [
                here * (1 - share) + (below[number - 1] * share if number else 0)
                for number, here in enumerate(below)
            ]
        chance += weight * (1 - at) ** (weight - 1) * sum(below) / nodes
    return chance


def _times(seal: Seal) -> tuple[Counter[str], Counter[str]]:
    """How often each item was drawn at random, and by weight."""
    at_random: Counter[str] = Counter()
    by_weight: Counter[str] = Counter()
    for seed in range(SEEDS):
        drawn = draw(seal, str(seed))
        at_random.update([item for stratum in drawn.random for item, _ in stratum.drawn])
        by_weight.update([pick.item for pick in drawn.weighted])
    return at_random, by_weight


@pytest.mark.slow
def test_twenty_thousand_seeds_give_the_published_chances():
    seal = a_seal(forty_items(), some_terms(random_percent=15, weighted_size=5))
    at_random, by_weight = _times(seal)
    published = {(one.stratum, one.weight): one for one in seal.chances}
    quota = {one.name: one.draw / one.items for one in seal.strata}
    for line in seal.items:
        _require_near(at_random[line.item] / SEEDS, quota[line.stratum])
        if line.take_all_grounds:
            assert by_weight[line.item] == 0
            continue
        _require_near(by_weight[line.item] / SEEDS, float(published[line.stratum, line.weight].weighted))


def _require_near(found: float, chance: float) -> None:
    assert abs(found - chance) <= SIGMAS * (chance * (1 - chance) / SEEDS) ** 0.5, (found, chance)


@pytest.mark.slow
def test_equal_weights_have_equal_chances_exactly():
    seal = a_seal([a_line(f"F-{at}") for at in range(20)], some_terms(random_percent=10, weighted_size=3))
    (only,) = seal.chances
    assert (only.random, only.weighted, only.total) == ("0.100000000", "0.150000000", "0.250000000")
    _, by_weight = _times(seal)
    for item in seal.items:
        _require_near(by_weight[item.item] / SEEDS, 0.15)
