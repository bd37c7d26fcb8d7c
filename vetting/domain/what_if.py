"""What other thresholds would have made of pairs that people have seen: precision, recall, and the work."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from vetting.domain.evidence import ListingFacts, PartyFacts
from vetting.domain.match_settings import MatchSettings
from vetting.domain.matching import match
from vetting.domain.terms import Band, Judgement
from vetting.domain.token_weights import UNWEIGHTED, TokenWeights

STRONG_BANDS = frozenset({Band.CONFIRMED, Band.ID_MATCH_NAME_CONFLICT, Band.STRONG})


@dataclass(frozen=True, slots=True)
class StoredPair:
    """A hit as its run saw it, with the latest word on it; `snapshot` names the weights of its words."""

    id: str
    party: PartyFacts
    listing: ListingFacts
    snapshot: str
    judgement: Judgement | None


@dataclass(frozen=True, slots=True)
class PairFigures:
    """What one set of thresholds makes of the pairs. Pairs nobody has judged as the same or as another
    count as work alone. `precision` and `recall` are shares of judged pairs, None where there is none.

    Recall is told among stored pairs only: what no run ever showed is not known.
    """

    pairs: int
    shown: int
    strong: int
    same: int
    same_shown: int
    other_shown: int
    by_band: Mapping[Band, int] = field(default_factory=dict)

    @property
    def precision(self) -> float | None:
        judged = self.same_shown + self.other_shown
        return self.same_shown / judged if judged else None

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
    """Both sets of thresholds over the same pairs."""

    before: PairFigures
    after: PairFigures
    moved: tuple[MovedPair, ...]

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
    moved = tuple(
        MovedPair(pair, was, will) for pair, was, will in zip(pairs, old, new, strict=True) if was is not will
    )
    return Tried(_figures(pairs, old), _figures(pairs, new), moved)


def _bands(
    pairs: Sequence[StoredPair], weights: Mapping[str, TokenWeights], settings: MatchSettings
) -> list[Band | None]:
    found = (
        match(pair.party, pair.listing, weights.get(pair.snapshot, UNWEIGHTED), settings) for pair in pairs
    )
    return [None if one is None else one.band for one in found]


def _figures(pairs: Sequence[StoredPair], bands: Sequence[Band | None]) -> PairFigures:
    told = list(zip(pairs, bands, strict=True))
    shown = Counter(band for band in bands if band is not None)
    return PairFigures(
        pairs=len(told),
        shown=shown.total(),
        strong=sum(number for band, number in shown.items() if band in STRONG_BANDS),
        same=sum(pair.judgement is Judgement.SAME for pair, _ in told),
        same_shown=sum(pair.judgement is Judgement.SAME and band is not None for pair, band in told),
        other_shown=sum(pair.judgement is Judgement.OTHER and band is not None for pair, band in told),
        by_band={band: shown[band] for band in Band if shown[band]},
    )


def _facts(figures: PairFigures) -> dict[str, object]:
    return {
        "pairs": figures.pairs,
        "shown": figures.shown,
        "strong": figures.strong,
        "precision": None if figures.precision is None else round(figures.precision, 4),
        "recall": None if figures.recall is None else round(figures.recall, 4),
    }
