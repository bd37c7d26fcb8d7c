"""Is the draw fair? Drawn and found by what associations do, never by what anybody believes."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from vetting.domain.error_rate import exact_interval
from vetting.domain.stream_figures import CheckLine
from vetting.domain.terms_spot_checks import AssociationKind, Stream

TAIL = 0.025  # outside the range of a fair draw, on each side
NEGLIGIBLE = 1e-12


@dataclass(frozen=True)
class FrameCell:
    """So many items of the frame with the same stratum, board and kind of association."""

    stratum: str
    board: str
    association_kind: AssociationKind
    items: int


@dataclass(frozen=True)
class KindFigures:
    """One kind of association. `expected` by the published chances of the random draw; a fair draw gives from
    `fair_low` to `fair_high` of them 95 times in 100. `found` of `closed` random checks deviate, which is
    from `found_low` to `found_high` of all `items` (exact, 95 %; None until one is closed). `weighted` and
    `take_all` are counts of the other streams, beside and never part of a share.
    """

    kind: AssociationKind
    items: int
    expected: Fraction
    fair_low: int
    fair_high: int
    drawn: int
    closed: int
    found: int
    found_low: int | None
    found_high: int | None
    weighted: int
    take_all: int

    @property
    def share_drawn(self) -> Fraction:
        return Fraction(self.drawn, self.items)

    @property
    def share_found(self) -> Fraction | None:
        return Fraction(self.found, self.closed) if self.closed else None

    @property
    def within(self) -> bool:
        """Whether as many were drawn as a fair draw gives 95 times in 100."""
        return self.fair_low <= self.drawn <= self.fair_high


def kind_figures(cells: Iterable[FrameCell], lines: Iterable[CheckLine]) -> tuple[KindFigures, ...]:
    """Every kind in the frame, in the order of the kinds. Reserves are no part of what was drawn."""
    frame, checks = list(cells), list(lines)
    items: Counter[str] = Counter()
    for cell in frame:
        items[cell.stratum] += cell.items
    original = [line for line in checks if line.stream is Stream.RANDOM and not line.is_reserve]
    drawn = Counter(line.stratum for line in original)
    there = {cell.association_kind for cell in frame}
    return tuple(
        _kind(
            [cell for cell in frame if cell.association_kind is kind],
            [line for line in checks if line.association_kind is kind],
            {stratum: (items[stratum], drawn[stratum]) for stratum in items},
        )
        for kind in AssociationKind
        if kind in there
    )


def _kind(
    cells: Sequence[FrameCell], lines: Sequence[CheckLine], strata: Mapping[str, tuple[int, int]]
) -> KindFigures:
    of_kind: Counter[str] = Counter()
    for cell in cells:
        of_kind[cell.stratum] += cell.items
    low, high = fair_range([(*strata[name], count) for name, count in of_kind.items()])
    random = [line for line in lines if line.stream is Stream.RANDOM]
    items, closed = sum(of_kind.values()), sum(line.closed for line in random)
    found = sum(line.deviates for line in random)
    interval = exact_interval(items, closed, found) if closed else (None, None)
    return KindFigures(
        kind=cells[0].association_kind,
        items=items,
        expected=sum((count * _chance(*strata[name]) for name, count in of_kind.items()), Fraction()),
        fair_low=low,
        fair_high=high,
        drawn=sum(not line.is_reserve for line in random),
        closed=closed,
        found=found,
        found_low=interval[0],
        found_high=interval[1],
        weighted=sum(line.stream is Stream.WEIGHTED for line in lines),
        take_all=sum(line.stream is Stream.TAKE_ALL for line in lines),
    )


def _chance(items: int, drawn: int) -> Fraction:
    """Of each item of a stratum in the random draw, as published."""
    return Fraction(drawn, items)


def fair_range(strata: Iterable[tuple[int, int, int]]) -> tuple[int, int]:
    """How many of a kind a fair draw gives, 95 times in 100; strata as (items, drawn, of the kind).

    Each stratum is hypergeometric; the sum is their convolution.
    """
    least, chances = 0, [1.0]
    for items, drawn, of_kind in strata:
        first, own = _hypergeometric(items, drawn, of_kind)
        least, chances = _trimmed(least + first, _sum_of(chances, own))
    below, low, high = 0.0, None, least
    for at, chance in enumerate(chances):
        below += chance
        if low is None and below > TAIL:
            low = least + at
        high = least + at
        if below >= 1 - TAIL:
            break
    return (least if low is None else low), high


def _hypergeometric(items: int, drawn: int, of_kind: int) -> tuple[int, list[float]]:
    """The least possible number of the kind among the drawn, and the chance of it and each further one."""
    first, last = max(0, drawn - (items - of_kind)), min(drawn, of_kind)
    whole = _log_comb(items, drawn)
    return first, [
        math.exp(_log_comb(of_kind, k) + _log_comb(items - of_kind, drawn - k) - whole)
        for k in range(first, last + 1)
    ]


def _log_comb(items: int, drawn: int) -> float:
    return math.lgamma(items + 1) - math.lgamma(drawn + 1) - math.lgamma(items - drawn + 1)


def _sum_of(chances: Sequence[float], others: Sequence[float]) -> list[float]:
    both = [0.0] * (len(chances) + len(others) - 1)
    for at, chance in enumerate(chances):
        for further, other in enumerate(others):
            both[at + further] += chance * other
    return both


def _trimmed(least: int, chances: list[float]) -> tuple[int, list[float]]:
    first, last = 0, len(chances)
    while last - first > 1 and chances[first] < NEGLIGIBLE:
        first += 1
    while last - first > 1 and chances[last - 1] < NEGLIGIBLE:
        last -= 1
    return least + first, chances[first:last]
