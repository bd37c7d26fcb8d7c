"""The half-yearly list: cases treated otherwise than earlier ones with the same pattern, explained or not."""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select

from vetting.domain.authority import Act, Actor, boards_for
from vetting.domain.mirror import (
    Difference,
    Pattern,
    Treated,
    compared_since,
    differences_among,
    pattern_from,
)
from vetting.domain.seasons import HalfYear
from vetting.domain.terms import Outcome, SupportKind
from vetting.records.applications import Case
from vetting.records.associations import Association
from vetting.records.db import db
from vetting.records.decisions import Decision
from vetting.records.mirror import DecisionPattern, DifferenceWord
from vetting.records.officers import Board

AT_ONCE = 500


@dataclass(frozen=True)
class KnownCase:
    """A case within the reader's boards, with what was said of its difference."""

    id: str
    case_number: str
    association: str
    explanation: str


@dataclass(frozen=True)
class DifferenceLine:
    """A case that differs and the one it differs from. `known` and `against_known` only within the reader's
    boards: of other cases there are pattern and outcome."""

    board: str
    kind: SupportKind
    pattern: Pattern
    decided_on: dt.date
    outcome: Outcome
    against_outcome: Outcome
    is_explained: bool
    known: KnownCase | None
    against_known: KnownCase | None


@dataclass(frozen=True)
class BoardLine:
    """A board's half-year: cases decided in the matter, and how many of them differ."""

    board: str
    decided: int
    explained: int
    unexplained: int


@dataclass(frozen=True)
class HalfYearList:
    """One half-year; those without an explanation first."""

    half_year: HalfYear
    boards: tuple[BoardLine, ...]
    lines: tuple[DifferenceLine, ...]

    @property
    def unexplained(self) -> int:
        return sum(line.unexplained for line in self.boards)

    @property
    def explained(self) -> int:
        return sum(line.explained for line in self.boards)


def half_year_list(half_year: HalfYear, *, actor: Actor) -> HalfYearList:
    """The differences of the actor's boards in the half-year, in four questions."""
    mine = boards_for(actor, Act.SEE_EQUAL_TREATMENT)
    rows = _rows_that_vary(half_year)
    treated = [_treated(row) for row in rows]
    found = [
        one
        for one in differences_among(treated, from_on=half_year.first_on, until_on=half_year.last_on)
        if mine is None or one.case.board_id in mine
    ]
    outcomes = {row.decision_id: row.outcome for row in rows}
    names = _names_of({each.id for one in found for each in (one.case, one.against)}, actor)
    boards = _boards(half_year, mine)
    lines = [_line(one, outcomes=outcomes, names=names, boards=boards) for one in found]
    return HalfYearList(
        half_year=half_year,
        boards=_board_lines(boards, found),
        lines=tuple(sorted(lines, key=lambda line: (line.is_explained, line.board, line.decided_on))),
    )


def _in_period(from_on: dt.date, until_on: dt.date) -> ColumnElement[bool]:
    return and_(DecisionPattern.decided_on >= from_on, DecisionPattern.decided_on <= until_on)


def _rows_that_vary(half_year: HalfYear) -> Sequence[Any]:
    """Of the half-year and the 24 months before, what shares its pattern with something treated otherwise."""
    period = _in_period(compared_since(half_year.first_on), half_year.last_on)
    varied = (
        select(DecisionPattern.kind, DecisionPattern.pattern)
        .where(period)
        .group_by(DecisionPattern.kind, DecisionPattern.pattern)
        .having(func.count(DecisionPattern.treatment.distinct()) > 1)
        .subquery()
    )
    query = (
        select(*DecisionPattern.__table__.columns, DifferenceWord.comparator_id)
        .join(
            varied, and_(varied.c.kind == DecisionPattern.kind, varied.c.pattern == DecisionPattern.pattern)
        )
        .outerjoin(DifferenceWord, DifferenceWord.id == DecisionPattern.word_id)
        .where(period)
    )
    return db.session.execute(query).all()


def _treated(row: Any) -> Treated:
    return Treated(
        id=row.decision_id,
        board_id=row.board_id,
        kind=row.kind.value,
        pattern=row.pattern,
        treatment=row.treatment,
        decided_at=row.decided_at,
        decided_on=row.decided_on,
        is_explained=row.word_id is not None,
        named=row.comparator_id or "",
    )


def _names_of(decision_ids: Collection[str], actor: Actor) -> Mapping[str, KnownCase]:
    """Case, association and explanation by decision, of the boards whose cases the actor may see."""
    reach = boards_for(actor, Act.SEE_CASES)
    ids, found = sorted(decision_ids), {}
    for start in range(0, len(ids) if reach != frozenset() else 0, AT_ONCE):
        query = (
            select(Decision.id, Case.id, Case.case_number, Association.name, DifferenceWord.explanation)
            .join(Case, Case.id == Decision.case_id)
            .join(Association, Association.id == Case.association_id)
            .join(DecisionPattern, DecisionPattern.decision_id == Decision.id)
            .outerjoin(DifferenceWord, DifferenceWord.id == DecisionPattern.word_id)
            .where(Decision.id.in_(ids[start : start + AT_ONCE]))
        )
        if reach is not None:
            query = query.where(Case.board_id.in_(sorted(reach)))
        for decision_id, case_id, number, association, explanation in db.session.execute(query):
            found[decision_id] = KnownCase(case_id, number, association, explanation or "")
    return found


def _boards(half_year: HalfYear, mine: frozenset[str] | None) -> Mapping[str, tuple[str, int]]:
    """Name and number of decided cases by board, in the order of the names."""
    decided = func.count(DecisionPattern.decision_id)
    in_period = _in_period(half_year.first_on, half_year.last_on)
    query = (
        select(Board.id, Board.name, decided)
        .outerjoin(DecisionPattern, and_(DecisionPattern.board_id == Board.id, in_period))
        .group_by(Board.id, Board.name, Board.is_active)
        .having(Board.is_active | (decided > 0))
        .order_by(Board.name)
    )
    if mine is not None:
        query = query.where(Board.id.in_(sorted(mine)))
    return {board_id: (name, count) for board_id, name, count in db.session.execute(query)}


def _board_lines(boards: Mapping[str, tuple[str, int]], found: Sequence[Difference]) -> tuple[BoardLine, ...]:
    explained = Counter(one.case.board_id for one in found if one.is_explained)
    unexplained = Counter(one.case.board_id for one in found if not one.is_explained)
    return tuple(
        BoardLine(name, decided, explained[board_id], unexplained[board_id])
        for board_id, (name, decided) in boards.items()
    )


def _line(
    one: Difference,
    *,
    outcomes: Mapping[str, Outcome],
    names: Mapping[str, KnownCase],
    boards: Mapping[str, tuple[str, int]],
) -> DifferenceLine:
    return DifferenceLine(
        board=boards[one.case.board_id][0],
        kind=SupportKind(one.case.kind),
        pattern=pattern_from(one.case.pattern),
        decided_on=one.case.decided_on,
        outcome=outcomes[one.case.id],
        against_outcome=outcomes[one.against.id],
        is_explained=one.is_explained,
        known=names.get(one.case.id),
        against_known=names.get(one.against.id),
    )
