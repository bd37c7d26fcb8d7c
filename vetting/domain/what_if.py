"""What other thresholds would have made of pairs that people have seen: precision, recall, and the work.

A strong likeness hangs on what else the same source held for the same party, so the pairs of one look are
judged together, as the check did.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from vetting.domain.clearances import NEAR
from vetting.domain.comparing import hits_among
from vetting.domain.evidence import ListingFacts, PartyFacts
from vetting.domain.match_settings import MatchSettings
from vetting.domain.screening import TELLING_IN_OWN_DIRECTORY, needs_judgement
from vetting.domain.terms import Band, Judgement, SourcePurpose
from vetting.domain.token_weights import UNWEIGHTED, TokenWeights


@dataclass(frozen=True, slots=True)
class StoredLook:
    """What one source held for one party in one check: pairs that had each other for rivals.

    `weights` names the weights of its words: a snapshot, or blank for the municipality's own directory.
    `rivals`: further listings that were near and are no hits of their own.
    """

    check: str
    source: str
    party: PartyFacts
    weights: str
    purpose: SourcePurpose = SourcePurpose.WATCH
    is_own: bool = False  # in the municipality's own directory only some bands are shown
    rivals: tuple[ListingFacts, ...] = ()


@dataclass(frozen=True, slots=True)
class StoredPair:
    """A hit as its run saw it, with the latest word on it. `status`: what an identity source told against."""

    id: str
    look: StoredLook
    listing: ListingFacts
    judgement: Judgement | None
    status: str = ""


@dataclass(frozen=True, slots=True)
class PairFigures:
    """What one set of thresholds makes of the pairs. Pairs nobody has judged as the same or as another
    count as work alone: `to_judge` need a person's word, `strong` of them two people's to say “another”.

    `precision` and `recall` are shares of judged pairs, None where there is none. Recall is told among stored
    pairs only: what no run ever showed is not known.
    """

    pairs: int
    shown: int
    to_judge: int
    strong: int
    same: int
    same_shown: int
    other_shown: int

    @property
    def judged_shown(self) -> int:
        return self.same_shown + self.other_shown

    @property
    def precision(self) -> float | None:
        return self.same_shown / self.judged_shown if self.judged_shown else None

    @property
    def recall(self) -> float | None:
        return self.same_shown / self.same if self.same else None


@dataclass(frozen=True, slots=True)
class MovedPair:
    """A pair whose band would change; None is “not shown at all”."""

    pair: StoredPair
    before: Band | None
    after: Band | None


@dataclass(frozen=True, slots=True)
class Tried:
    """Both sets of thresholds over the same pairs; `moved` begins with those judged to be the same."""

    before: PairFigures
    after: PairFigures
    moved: tuple[MovedPair, ...]

    @property
    def lost(self) -> int:
        """Pairs judged to be the same that would not be shown any more."""
        return sum(
            one.after is None and one.before is not None and one.pair.judgement is Judgement.SAME
            for one in self.moved
        )

    def as_facts(self) -> dict[str, object]:
        """What is kept beside a proposal: figures alone."""
        return {"before": _facts(self.before), "after": _facts(self.after), "moved": len(self.moved)}


def try_settings(
    pairs: Sequence[StoredPair],
    weights: Mapping[str, TokenWeights],
    *,
    before: MatchSettings,
    after: MatchSettings,
) -> Tried:
    """Compares every pair anew under both sets. A pair without kept weights is weighed as if unseen."""
    old, new = [_bands(pairs, weights, settings) for settings in (before, after)]
    moved = [
        MovedPair(pair, was, will) for pair, was, will in zip(pairs, old, new, strict=True) if was is not will
    ]
    moved.sort(key=lambda one: one.pair.judgement is not Judgement.SAME)
    return Tried(_figures(pairs, old), _figures(pairs, new), tuple(moved))


def _bands(
    pairs: Sequence[StoredPair], weights: Mapping[str, TokenWeights], settings: MatchSettings
) -> list[Band | None]:
    looks: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for at, pair in enumerate(pairs):
        looks[pair.look.check, pair.look.source].append(at)
    bands: list[Band | None] = [None] * len(pairs)
    for places in looks.values():
        look = pairs[places[0]].look
        listings = [pairs[at].listing for at in places]
        met = hits_among(
            look.party, [*listings, *look.rivals], weights.get(look.weights, UNWEIGHTED), settings
        )
        found = {id(one.listing): one.match.band for one in met}
        for at, listing in zip(places, listings, strict=True):
            bands[at] = _if_shown(found.get(id(listing)), look)
    return bands


def _if_shown(band: Band | None, look: StoredLook) -> Band | None:
    return None if look.is_own and band not in TELLING_IN_OWN_DIRECTORY else band


def _figures(pairs: Sequence[StoredPair], bands: Sequence[Band | None]) -> PairFigures:
    shown = [(pair, band) for pair, band in zip(pairs, bands, strict=True) if band is not None]
    work = [band for pair, band in shown if needs_judgement(pair.look.purpose, band, pair.status)]
    return PairFigures(
        pairs=len(pairs),
        shown=len(shown),
        to_judge=len(work),
        strong=sum(band in NEAR for band in work),
        same=sum(pair.judgement is Judgement.SAME for pair in pairs),
        same_shown=sum(pair.judgement is Judgement.SAME for pair, _ in shown),
        other_shown=sum(pair.judgement is Judgement.OTHER for pair, _ in shown),
    )


def _facts(figures: PairFigures) -> dict[str, object]:
    return {
        "pairs": figures.pairs,
        "shown": figures.shown,
        "to_judge": figures.to_judge,
        "strong": figures.strong,
        "precision": None if figures.precision is None else round(figures.precision, 4),
        "recall": None if figures.recall is None else round(figures.recall, 4),
    }
