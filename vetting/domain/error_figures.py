"""How often something deviates in the whole frame: from the random stream alone, with its uncertainty."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from vetting.domain.error_rate import exact_interval, upper_bound, wilson
from vetting.domain.stream_figures import CheckLine
from vetting.domain.terms_spot_checks import Stream


@dataclass(frozen=True)
class ErrorRate:
    """`found` of `closed` random checks deviate, in a frame of `items`.

    `low` and `high` are the exact two-sided 95 % interval and `most` the one-sided bound, all counts of the
    frame. `wilson` is the interval as shares without limit of the frame, for comparing with other years.
    `lowest` and `highest` is what the share becomes when the open checks all turn out well, or badly.
    """

    items: int
    closed: int
    found: int
    open: int
    share: Fraction
    low: int
    high: int
    most: int
    wilson: tuple[float, float]
    lowest: Fraction
    highest: Fraction

    @property
    def is_preliminary(self) -> bool:
        """Checks are missing, and those that take long may be the worse ones."""
        return self.open > 0

    @property
    def is_whole(self) -> bool:
        """Everything in the frame was checked: nothing is left to chance."""
        return self.closed == self.items


@dataclass(frozen=True)
class StratumFigures:
    """A stratum in the random stream: `drawn` of `items` at the draw, and what those closed so far showed."""

    name: str
    items: int
    drawn: int
    closed: int
    open: int
    found: int

    @property
    def fraction(self) -> Fraction:
        return Fraction(self.drawn, self.items)


@dataclass(frozen=True)
class UnequalFractions:
    """Strata had different chances: the least and the greatest.

    `weighted` is the share with each stratum given its own weight; None where one has no closed check.
    """

    least: Fraction
    greatest: Fraction
    weighted: Fraction | None


def error_rate(items: int, lines: Iterable[CheckLine]) -> ErrorRate | None:
    """The rate from the random stream among the lines; None until one of its checks is closed."""
    own = [line for line in lines if line.stream is Stream.RANDOM]
    closed = sum(line.closed for line in own)
    if not closed:
        return None
    found = sum(line.deviates for line in own)
    missing = sum(line.open for line in own)
    low, high = exact_interval(items, closed, found)
    return ErrorRate(
        items=items,
        closed=closed,
        found=found,
        open=missing,
        share=Fraction(found, closed),
        low=low,
        high=high,
        most=upper_bound(items, closed, found),
        wilson=wilson(found, closed),
        lowest=Fraction(found, closed + missing),
        highest=Fraction(found + missing, closed + missing),
    )


def strata_figures(items: Mapping[str, int], lines: Iterable[CheckLine]) -> tuple[StratumFigures, ...]:
    """Every stratum of the frame by name, in the random stream; `items` says how many it holds."""
    own = [line for line in lines if line.stream is Stream.RANDOM]
    drawn = Counter(line.stratum for line in own if not line.is_reserve)
    closed = Counter(line.stratum for line in own if line.closed)
    missing = Counter(line.stratum for line in own if line.open)
    found = Counter(line.stratum for line in own if line.deviates)
    return tuple(
        StratumFigures(name, items[name], drawn[name], closed[name], missing[name], found[name])
        for name in sorted(items)
    )


def unequal_fractions(strata: Sequence[StratumFigures]) -> UnequalFractions | None:
    """None when every stratum had the same part of its items drawn."""
    parts = [stratum.fraction for stratum in strata]
    if not parts or min(parts) == max(parts):
        return None
    return UnequalFractions(min(parts), max(parts), _weighted(strata))


def _weighted(strata: Sequence[StratumFigures]) -> Fraction | None:
    if any(not stratum.closed for stratum in strata):
        return None
    deviating = sum((Fraction(one.items * one.found, one.closed) for one in strata), Fraction())
    return deviating / sum(stratum.items for stratum in strata)
