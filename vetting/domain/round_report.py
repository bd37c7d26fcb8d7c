"""The report of spot checks: honest figures of each round, rounds side by side, and the trend over years."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from vetting.domain.agreement import QuestionAgreement, Readings, agreement
from vetting.domain.error_figures import (
    ErrorRate,
    StratumFigures,
    UnequalFractions,
    error_rate,
    strata_figures,
    unequal_fractions,
)
from vetting.domain.error_rate import upper_bound, wilson
from vetting.domain.fairness import FrameCell, KindFigures, kind_figures
from vetting.domain.stream_figures import (
    CheckLine,
    MeasureFigures,
    StreamFigures,
    measure_figures,
    stream_figures,
)
from vetting.domain.terms_spot_checks import CheckScope, Stream


@dataclass(frozen=True)
class RoundMarks:
    """What a round is known by. `checklist` is name, version and digest; `boards` are names."""

    id: str
    half_year: str
    scope: CheckScope
    boards: tuple[str, ...]
    from_on: dt.date
    until_on: dt.date
    drawn_on: dt.date
    random_percent: int
    second_reading_percent: int
    hourly_cost: int | None
    checklist: tuple[str, str, str]


@dataclass(frozen=True)
class RoundFacts:
    """Everything a round's report is reckoned from: no name of anybody, no case number.

    `answers` counts the checkers' answers of closed checks as (stream, question id, value, count);
    `readings` are the pairs of blind readings that both are signed.
    """

    marks: RoundMarks
    frame: tuple[FrameCell, ...]
    lines: tuple[CheckLine, ...]
    answers: tuple[tuple[Stream, str, str, int], ...] = ()
    readings: tuple[Readings, ...] = ()


@dataclass(frozen=True)
class BoardFigures:
    """A board in a round. `most` of its items may deviate by what its random checks showed (one-sided 95 %);
    None until one is closed. The other streams as (checks made, found)."""

    board: str
    items: int
    drawn: int
    closed: int
    found: int
    most: int | None
    weighted: tuple[int, int]
    take_all: tuple[int, int]


@dataclass(frozen=True)
class QuestionFinds:
    """One question in the closed checks: per stream how often it was answered, and how often badly."""

    question_id: str
    counts: tuple[tuple[Stream, int, int], ...]

    @property
    def bad(self) -> int:
        return sum(bad for _, _, bad in self.counts)


@dataclass(frozen=True)
class RoundReport:
    """The report of one round. `rate` is None until a random check is closed; `items` is N."""

    marks: RoundMarks
    items: int
    streams: tuple[StreamFigures, ...]
    rate: ErrorRate | None
    strata: tuple[StratumFigures, ...]
    unequal: UnequalFractions | None
    boards: tuple[BoardFigures, ...]
    kinds: tuple[KindFigures, ...]
    measures: tuple[MeasureFigures, ...]
    questions: tuple[QuestionFinds, ...]
    agreement: tuple[QuestionAgreement, ...]
    pairs: int

    def stream(self, stream: Stream) -> StreamFigures:
        """The figures of one stream."""
        return next(one for one in self.streams if one.stream is stream)


@dataclass(frozen=True)
class TrendPoint:
    """The random stream of one round among others: what can be compared between half-years."""

    half_year: str
    scope: CheckScope
    boards: int
    items: int
    closed: int
    open: int
    found: int

    @property
    def share(self) -> Fraction | None:
        return Fraction(self.found, self.closed) if self.closed else None

    @property
    def interval(self) -> tuple[float, float] | None:
        return wilson(self.found, self.closed) if self.closed else None


@dataclass(frozen=True)
class VoidedRound:
    half_year: str
    scope: CheckScope
    voided_on: dt.date


@dataclass(frozen=True)
class PeriodReport:
    """The rounds of a half-year or a year beside each other; no figure here is reckoned over several rounds.

    `period` is "2026-H2" or "2026"; `trend` has these rounds and the earlier ones, oldest first.
    """

    period: str
    as_of: dt.date
    rounds: tuple[RoundReport, ...]
    trend: tuple[TrendPoint, ...] = ()
    voided: tuple[VoidedRound, ...] = ()


def report_of(facts: RoundFacts, bad: Mapping[str, frozenset[str]], *, today: dt.date) -> RoundReport:
    """The report of one round. `bad`: the bad answers of each question that has a closed list, in order."""
    lines = facts.lines
    items = sum(cell.items for cell in facts.frame)
    strata = strata_figures(_items_by(facts.frame), lines)
    return RoundReport(
        marks=facts.marks,
        items=items,
        streams=tuple(stream_figures(s, lines, hourly_cost=facts.marks.hourly_cost) for s in Stream),
        rate=error_rate(items, lines),
        strata=strata,
        unequal=unequal_fractions(strata) if any(line.stream is Stream.RANDOM for line in lines) else None,
        boards=_boards(facts),
        kinds=kind_figures(facts.frame, lines),
        measures=measure_figures(lines, today),
        questions=_questions(facts.answers, bad),
        agreement=agreement(list(bad), facts.readings),
        pairs=len(facts.readings),
    )


def _items_by(cells: Iterable[FrameCell]) -> dict[str, int]:
    items: Counter[str] = Counter()
    for cell in cells:
        items[cell.stratum] += cell.items
    return dict(items)


def _boards(facts: RoundFacts) -> tuple[BoardFigures, ...]:
    items: Counter[str] = Counter()
    for cell in facts.frame:
        items[cell.board] += cell.items
    lines: defaultdict[str, list[CheckLine]] = defaultdict(list)
    for line in facts.lines:
        lines[line.board].append(line)
    return tuple(_board(board, items[board], lines[board]) for board in sorted(items))


def _board(board: str, items: int, lines: Sequence[CheckLine]) -> BoardFigures:
    random, weighted, take_all = (stream_figures(stream, lines) for stream in Stream)
    return BoardFigures(
        board=board,
        items=items,
        drawn=random.drawn,
        closed=random.closed,
        found=random.found,
        most=upper_bound(items, random.closed, random.found) if random.closed else None,
        weighted=(weighted.sample, weighted.found),
        take_all=(take_all.sample, take_all.found),
    )


def _questions(
    answers: Iterable[tuple[Stream, str, str, int]], bad: Mapping[str, frozenset[str]]
) -> tuple[QuestionFinds, ...]:
    """Those that were answered, the most telling first, then in the order of the checklist."""
    given: Counter[tuple[str, Stream]] = Counter()
    badly: Counter[tuple[str, Stream]] = Counter()
    for stream, question_id, value, count in answers:
        if question_id in bad:
            given[question_id, stream] += count
            badly[question_id, stream] += count if value in bad[question_id] else 0
    found = (
        QuestionFinds(question_id, tuple((s, given[question_id, s], badly[question_id, s]) for s in Stream))
        for question_id in bad
        if any(given[question_id, stream] for stream in Stream)
    )
    return tuple(sorted(found, key=lambda one: -one.bad))
