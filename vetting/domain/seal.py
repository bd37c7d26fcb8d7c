"""The seal of a round: frame, strata, chances and rules, fixed before any seed exists."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from operator import eq, itemgetter
from typing import NamedTuple

from vetting.domain.allocation import Stratum, allocated, joined_strata
from vetting.domain.chances import Chance, published_chances
from vetting.domain.errors import Refused
from vetting.domain.sampling import digest_of_sorted, normal_items, share_of
from vetting.domain.terms_spot_checks import (
    CheckScope,
    ExclusionReason,
    SeedKind,
    TakeAllGround,
    WeightGround,
)


class SealedItem(NamedTuple):
    """One line of the sealed frame: public id, the stratum it is drawn in, lots and grounds.

    `own_stratum` is board prefix and kind, `NOR/operating`, before small strata were joined.
    """

    item: str
    stratum: str
    own_stratum: str
    weight: int
    weight_grounds: tuple[WeightGround, ...]
    take_all_grounds: tuple[TakeAllGround, ...]


@dataclass(frozen=True)
class SealedRules:
    """The rules of the draw. Percent are whole; `amount_threshold` in kronor; None: the rule is not used."""

    random_percent: int
    weighted_size: int
    second_reading_percent: int
    weight_points: Mapping[WeightGround, int]
    amount_threshold: int | None = None
    first_time: bool = False
    earlier_breach: bool = False
    coverage_rounds: int | None = None


@dataclass(frozen=True)
class SealedChecklist:
    """The questionnaire every drawn item meets."""

    name: str
    version: str
    digest: str


@dataclass(frozen=True)
class SeedRule:
    """Where the seed will come from; of a public one which value, and the day from which it is known."""

    kind: SeedKind
    source: str = ""
    known_from: dt.date | None = None


@dataclass(frozen=True)
class SealTerms:
    """Everything of a seal that is not reckoned from the frame. `boards` are prefixes; both days included."""

    municipality: str
    half_year: str
    scope: CheckScope
    boards: tuple[str, ...]
    from_on: dt.date
    until_on: dt.date
    rules: SealedRules
    checklist: SealedChecklist
    seed_rule: SeedRule


@dataclass(frozen=True)
class Seal:
    """The sealed document as values. Items and exclusions by id, strata and chances by name."""

    terms: SealTerms
    frame_digest: str
    items: tuple[SealedItem, ...]
    strata: tuple[Stratum, ...]
    weighted_draw: int
    chances: tuple[Chance, ...]
    exclusions: tuple[tuple[str, ExclusionReason], ...]


def frame_line(
    item: str,
    stratum: str,
    *,
    points: Mapping[WeightGround, int],
    weight_grounds: tuple[WeightGround, ...] = (),
    take_all_grounds: tuple[TakeAllGround, ...] = (),
) -> SealedItem:
    """An item on its way into the frame. Everybody has one lot; each weight ground adds its points."""
    weight = 1 + sum(points[ground] for ground in weight_grounds)
    return SealedItem(item, stratum, stratum, weight, weight_grounds, take_all_grounds)


def seal_round(
    terms: SealTerms, lines: Iterable[SealedItem], exclusions: Iterable[tuple[str, ExclusionReason]] = ()
) -> Seal:
    """Frame, strata, quotas and chances of a round, whatever order the lines come in.

    Raises Refused `frame_empty`, and `item_unusable` or `item_twice` as `sampling.normal_items` does.
    """
    given, left_out = list(lines), list(exclusions)
    if not given:
        raise Refused("frame_empty")
    normal = normal_items([*[line.item for line in given], *[item for item, _ in left_out]])
    ids, excluded = normal[: len(given)], normal[len(given) :]
    sizes, drawable = _counts(given)
    draw = share_of(len(given), terms.rules.random_percent)
    place = joined_strata(sizes, draw)
    strata = allocated(sizes, place, draw)
    items = tuple(sorted(_placed(given, ids, place)))
    weighted_draw = min(terms.rules.weighted_size, drawable.total())
    counts: Counter[tuple[str, int]] = Counter()
    for (stratum, weight), count in drawable.items():
        counts[place[stratum], weight] += count
    return Seal(
        terms=terms,
        frame_digest=digest_of_sorted(sorted(ids)),
        items=items,
        strata=strata,
        weighted_draw=weighted_draw,
        chances=published_chances(counts, strata, weighted_draw),
        exclusions=tuple(sorted((excluded[at], reason) for at, (_, reason) in enumerate(left_out))),
    )


def _counts(lines: Iterable[SealedItem]) -> tuple[Counter[str], Counter[tuple[str, int]]]:
    """Items of each own stratum; and those not taken in full, by own stratum and weight."""
    sizes: Counter[str] = Counter()
    drawable: Counter[tuple[str, int]] = Counter()
    for (stratum, weight, grounds), count in Counter(map(itemgetter(2, 3, 5), lines)).items():
        sizes[stratum] += count
        if not grounds:
            drawable[stratum, weight] += count
    return sizes, drawable


def _placed(lines: list[SealedItem], ids: list[str], place: Mapping[str, str]) -> list[SealedItem]:
    """The lines under their normal ids and in the strata they are drawn in."""
    stays = all(own == where for own, where in place.items())
    if (
        stays
        and ids == [*map(itemgetter(0), lines)]
        and all(map(eq, map(itemgetter(1), lines), map(itemgetter(2), lines)))
    ):
        return lines
    return [line._replace(item=ids[at], stratum=place[line.own_stratum]) for at, line in enumerate(lines)]


def expected_sample(seal: Seal) -> float:
    """How many items are expected to be checked in all three streams together: the sum of all chances."""
    counts = Counter((line.stratum, line.weight) for line in seal.items if not line.take_all_grounds)
    drawn = sum(counts[one.stratum, one.weight] * float(one.total) for one in seal.chances)
    return drawn + len(seal.items) - counts.total()
