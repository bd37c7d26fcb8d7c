"""The draw of a sealed round with its seed: three streams, kept apart, and the second reading."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from vetting.domain.sampling import (
    WEIGHTED_RESERVES,
    StratumDraw,
    WeightedPick,
    normal_seed,
    second_reading,
    stratified_draw,
    weighted_order,
)
from vetting.domain.seal import Seal, SealedItem
from vetting.domain.terms_spot_checks import Stream, TakeAllGround


class TakenItem(NamedTuple):
    """An item that is checked without being drawn, and why."""

    item: str
    grounds: tuple[TakeAllGround, ...]


@dataclass(frozen=True)
class Drawn:
    """What a seed gave: each item stands in one stream only. `seed` is in its normal form.

    `weighted_reserves` are the next WEIGHTED_RESERVES of the weighted stream, in the order of their lots.
    """

    seed: str
    random: tuple[StratumDraw, ...]
    weighted: tuple[WeightedPick, ...]
    weighted_reserves: tuple[str, ...]
    take_all: tuple[TakenItem, ...]
    second_reading: tuple[str, ...]

    @property
    def streams(self) -> dict[str, Stream]:
        """Every item to be checked with its stream, in the order of the protocol."""
        return {
            **{item: Stream.RANDOM for stratum in self.random for item, _ in stratum.drawn},
            **{pick.item: Stream.WEIGHTED for pick in self.weighted},
            **{taken.item: Stream.TAKE_ALL for taken in self.take_all},
        }


def draw(seal: Seal, seed: str) -> Drawn:
    """R of the whole frame by stratum, A what has a ground and was not drawn, K of the rest.

    Raises Refused `seed_missing` or `seed_unusable`.
    """
    seed = normal_seed(seed)
    strata, apart = _sorted_out(seal)
    random = stratified_draw(seed, strata, {one.name: one.draw for one in seal.strata})
    at_random = [item for stratum in random for item, _ in stratum.drawn]
    take_all, weights = _rest(random, apart)
    weighted, reserves = _weighted(seal.weighted_draw, seed, weights)
    checked = [*at_random, *[pick.item for pick in weighted], *[taken.item for taken in take_all]]
    return Drawn(
        seed=seed,
        random=random,
        weighted=weighted,
        weighted_reserves=reserves,
        take_all=take_all,
        second_reading=second_reading(seed, checked, seal.terms.rules.second_reading_percent),
    )


def _sorted_out(seal: Seal) -> tuple[dict[str, list[str]], dict[str, SealedItem]]:
    """The ids of each stratum; and the few lines that have a ground of any kind, by id."""
    strata: dict[str, list[str]] = {one.name: [] for one in seal.strata}
    apart: dict[str, SealedItem] = {}
    for line in seal.items:
        item, stratum, _, weight, _, grounds = line
        strata[stratum].append(item)
        if weight > 1 or grounds:
            apart[item] = line
    return strata, apart


def _rest(
    random: Iterable[StratumDraw], apart: Mapping[str, SealedItem]
) -> tuple[tuple[TakenItem, ...], Mapping[int, list[str]]]:
    """What was not drawn at random: taken in full, or else by its number of lots."""
    rest = [item for stratum in random for item in stratum.reserves]
    take_all: list[TakenItem] = []
    weights = defaultdict(list, {1: [item for item in rest if item not in apart]})
    for line in [apart[item] for item in rest if item in apart]:
        if line.take_all_grounds:
            take_all.append(TakenItem(line.item, line.take_all_grounds))
        else:
            weights[line.weight].append(line.item)
    return tuple(sorted(take_all)), weights


def _weighted(
    size: int, seed: str, weights: Mapping[int, list[str]]
) -> tuple[tuple[WeightedPick, ...], tuple[str, ...]]:
    """The weighted stream and its reserves; both empty when it draws nothing."""
    if not size:
        return (), ()
    order = weighted_order(seed, weights, size + WEIGHTED_RESERVES)
    return order[:size], tuple([pick.item for pick in order[size:]])


def reserve_after(drawn: Drawn, stream: Stream, stratum: str, taken: Collection[str]) -> str | None:
    """The reserve that comes in place of an item that left the population: the next one not `taken`.

    Never a free choice. `taken` are all items of the round that are checked already or have left; what is
    taken in full has no reserve, and None also says that the reserves have come to an end. `stratum` is the
    one drawn in (of the random stream only).
    """
    if stream is Stream.TAKE_ALL:
        return None
    if stream is Stream.WEIGHTED:
        reserves = drawn.weighted_reserves
    else:
        reserves = next((one.reserves for one in drawn.random if one.stratum == stratum), ())
    return next((item for item in reserves if item not in taken), None)
