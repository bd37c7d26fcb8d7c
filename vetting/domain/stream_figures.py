"""What the checks of one stream came to. Streams are counted apart and never meet in a percentage."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from statistics import median

from vetting.domain.terms_spot_checks import (
    AssociationKind,
    FindingResult,
    MeasureKind,
    SpotCheckState,
    Stream,
)

# Silence is among them: it is a finding and no gap (D-07).
DEVIATIONS: frozenset[FindingResult] = frozenset(FindingResult) - {FindingResult.NO_REMARK}


@dataclass(frozen=True)
class CheckLine:
    """One check in plain facts. `result`, `measure` and `minutes` are those of the finding that stands.

    `days` from draw to closing. `is_reserve`: came in place of one that left the population.
    """

    stream: Stream
    stratum: str
    board: str
    association_kind: AssociationKind
    state: SpotCheckState
    result: FindingResult | None = None
    minutes: int = 0
    days: int | None = None
    measure: MeasureKind | None = None
    measure_due_on: dt.date | None = None
    measure_done: bool = False
    is_reserve: bool = False

    @property
    def left(self) -> bool:
        return self.state is SpotCheckState.LEFT_POPULATION

    @property
    def closed(self) -> bool:
        return self.state is SpotCheckState.CLOSED and self.result is not None

    @property
    def open(self) -> bool:
        return not (self.left or self.closed)

    @property
    def deviates(self) -> bool:
        return self.closed and self.result in DEVIATIONS

    @property
    def awaits_measure(self) -> bool:
        """Whether something that follows from the finding is still to be done.

        What the association has corrected already awaits nothing, unless a day was set for it.
        """
        if not self.closed or self.measure in (None, MeasureKind.NONE) or self.measure_done:
            return False
        return self.measure is not MeasureKind.CORRECTED or self.measure_due_on is not None


@dataclass(frozen=True)
class LeadTime:
    """Days from draw to closing."""

    shortest: int
    median: Fraction
    longest: int


@dataclass(frozen=True)
class StreamFigures:
    """`drawn` at the draw; then `left` went out and `reserves` came in. `results` has every result in order.

    `minutes` are those of the closed checks; `cost` is None where the terms name no hourly cost. What a find
    costs is None where nothing was found. Kronor.
    """

    stream: Stream
    drawn: int
    left: int
    reserves: int
    closed: int
    open: int
    found: int
    results: tuple[tuple[FindingResult, int], ...]
    lead: LeadTime | None
    minutes: int
    minutes_per_find: int | None
    cost: int | None
    cost_per_find: int | None

    @property
    def sample(self) -> int:
        """The checks that are made: closed or to be closed."""
        return self.closed + self.open


@dataclass(frozen=True)
class MeasureFigures:
    """One kind of measure: taken in each stream, and how many are not done, and not done although due."""

    kind: MeasureKind
    taken: tuple[tuple[Stream, int], ...]
    waiting: int
    overdue: int


def stream_figures(
    stream: Stream, lines: Iterable[CheckLine], *, hourly_cost: int | None = None
) -> StreamFigures:
    """The figures of the lines that belong to the stream; the others are passed over."""
    own = [line for line in lines if line.stream is stream]
    closed = [line for line in own if line.closed]
    found = sum(line.deviates for line in closed)
    minutes = sum(line.minutes for line in closed)
    counts = Counter(line.result for line in closed)
    cost = None if hourly_cost is None else Fraction(minutes * hourly_cost, 60)
    return StreamFigures(
        stream=stream,
        drawn=sum(not line.is_reserve for line in own),
        left=sum(line.left for line in own),
        reserves=sum(line.is_reserve for line in own),
        closed=len(closed),
        open=sum(line.open for line in own),
        found=found,
        results=tuple((result, counts[result]) for result in FindingResult),
        lead=_lead(closed),
        minutes=minutes,
        minutes_per_find=whole(Fraction(minutes, found)) if found else None,
        cost=None if cost is None else whole(cost),
        cost_per_find=None if cost is None or not found else whole(cost / found),
    )


def whole(amount: Fraction) -> int:
    """Rounded to a whole number, halves up."""
    return (2 * amount.numerator + amount.denominator) // (2 * amount.denominator)


def _lead(closed: Sequence[CheckLine]) -> LeadTime | None:
    days = sorted(line.days for line in closed if line.days is not None)
    return LeadTime(days[0], Fraction(median(days)), days[-1]) if days else None


def measure_figures(lines: Iterable[CheckLine], today: dt.date) -> tuple[MeasureFigures, ...]:
    """The kinds of measure that were taken, in the order of the kinds; no measure is no line."""
    taken = [line for line in lines if line.closed and line.measure not in (None, MeasureKind.NONE)]
    return tuple(
        _measure(kind, [line for line in taken if line.measure is kind], today)
        for kind in MeasureKind
        if any(line.measure is kind for line in taken)
    )


def _measure(kind: MeasureKind, lines: Sequence[CheckLine], today: dt.date) -> MeasureFigures:
    waiting = [line for line in lines if line.awaits_measure]
    return MeasureFigures(
        kind=kind,
        taken=tuple((stream, sum(line.stream is stream for line in lines)) for stream in Stream),
        waiting=len(waiting),
        overdue=sum(line.measure_due_on is not None and line.measure_due_on < today for line in waiting),
    )
