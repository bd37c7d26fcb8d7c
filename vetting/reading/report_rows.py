"""Rows that a report is reckoned from, for any number of rounds in a fixed number of queries."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select

from vetting.domain.agreement import Readings
from vetting.domain.authority import Act, Actor, boards_for, require
from vetting.domain.check_readers import FIRST, SECOND
from vetting.domain.fairness import FrameCell
from vetting.domain.round_report import RoundFacts, RoundMarks
from vetting.domain.round_terms import terms_from
from vetting.domain.stream_figures import CheckLine
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms_spot_checks import AssociationKind, RoundStage, SpotCheckState, Stream
from vetting.records.check_sheets import CheckAnswer, CheckReading
from vetting.records.db import db
from vetting.records.officers import Board
from vetting.records.rounds import FrameItem, RoundBoard, SpotCheckRound
from vetting.records.spot_checks import Finding, FindingReopening, MeasureOutcome, SpotCheck

Rounds = Collection[SpotCheckRound]
KINDS = frozenset(AssociationKind)


def rounds_seen(actor: Actor) -> ColumnElement[bool]:
    """The rounds that the actor may see: those that draw from a board of theirs. Raises NotAllowed."""
    require(actor, Act.SEE_SPOT_CHECKS)
    boards = boards_for(actor, Act.SEE_SPOT_CHECKS)
    if boards is None:
        return SpotCheckRound.id.is_not(None)
    return SpotCheckRound.id.in_(select(RoundBoard.round_id).where(RoundBoard.board_id.in_(boards)))


def facts_of(rounds: Rounds) -> tuple[RoundFacts, ...]:
    """The facts of each round, in the order given; five queries, or none without rounds."""
    if not rounds:
        return ()
    ids = [row.id for row in rounds]
    boards, cells, lines = _boards(ids), _cells(ids), _lines(ids)
    answers, readings = _answers(ids), _readings(ids)
    return tuple(
        RoundFacts(
            marks=_marks(row, boards[row.id]),
            frame=tuple(cells[row.id]),
            lines=tuple(lines[row.id]),
            answers=tuple(answers[row.id]),
            readings=tuple(readings[row.id]),
        )
        for row in rounds
    )


def _marks(row: SpotCheckRound, boards: Iterable[str]) -> RoundMarks:
    terms = terms_from(row.terms)
    if row.drawn_at is None or row.stage is not RoundStage.DRAWN:
        raise ValueError(row.stage)
    return RoundMarks(
        id=row.id,
        half_year=row.half_year,
        scope=row.scope,
        boards=tuple(boards),
        from_on=row.period_from_on,
        until_on=row.period_until_on,
        drawn_on=swedish_day(row.drawn_at),
        random_percent=terms.random_percent,
        second_reading_percent=terms.second_reading_percent,
        hourly_cost=terms.hourly_cost,
        checklist=(row.checklist_name, row.checklist_version, row.checklist_digest),
    )


def _boards(ids: Collection[str]) -> defaultdict[str, list[str]]:
    rows = db.session.execute(
        select(RoundBoard.round_id, Board.name)
        .join(Board, Board.id == RoundBoard.board_id)
        .where(RoundBoard.round_id.in_(ids))
        .order_by(Board.name)
    )
    found: defaultdict[str, list[str]] = defaultdict(list)
    for round_id, name in rows:
        found[round_id].append(name)
    return found


def _cells(ids: Collection[str]) -> defaultdict[str, list[FrameCell]]:
    keys = (FrameItem.round_id, FrameItem.stratum, Board.name, FrameItem.association_kind)
    rows = db.session.execute(
        select(*keys, func.count())
        .join(Board, Board.id == FrameItem.board_id)
        .where(FrameItem.round_id.in_(ids))
        .group_by(*keys)
        .order_by(*keys)
    )
    found: defaultdict[str, list[FrameCell]] = defaultdict(list)
    for round_id, stratum, board, kind, count in rows:
        found[round_id].append(FrameCell(stratum, board, _kind(kind), count))
    return found


def _kind(kept: str | None) -> AssociationKind:
    return AssociationKind(kept) if kept in KINDS else AssociationKind.OTHER


def _lines(ids: Collection[str]) -> defaultdict[str, list[CheckLine]]:
    """Every check of the rounds with the finding that stands: a reopened one does not."""
    rows = db.session.execute(
        select(
            SpotCheck.round_id,
            SpotCheck.stream,
            SpotCheck.stratum,
            SpotCheck.state,
            SpotCheck.replaces_id,
            SpotCheck.drawn_at,
            SpotCheck.closed_at,
            Board.name,
            FrameItem.association_kind,
            Finding.result,
            Finding.minutes_spent,
            Finding.measure,
            Finding.measure_due_on,
            MeasureOutcome.done_at,
        )
        .join(Board, Board.id == SpotCheck.board_id)
        .outerjoin(
            FrameItem, and_(FrameItem.round_id == SpotCheck.round_id, FrameItem.item == SpotCheck.item)
        )
        .outerjoin(
            Finding,
            and_(
                Finding.check_id == SpotCheck.id,
                SpotCheck.state == SpotCheckState.CLOSED,
                Finding.id.not_in(select(FindingReopening.finding_id)),
            ),
        )
        .outerjoin(MeasureOutcome, MeasureOutcome.finding_id == Finding.id)
        .where(SpotCheck.round_id.in_(ids))
    )
    found: defaultdict[str, list[CheckLine]] = defaultdict(list)
    for row in rows:
        found[row.round_id].append(_line(row))
    return found


def _line(row: Any) -> CheckLine:
    return CheckLine(
        stream=row.stream,
        stratum=row.stratum,
        board=row.name,
        association_kind=_kind(row.association_kind),
        state=row.state,
        result=row.result,
        minutes=row.minutes_spent or 0,
        days=_days(row.drawn_at, row.closed_at),
        measure=row.measure,
        measure_due_on=row.measure_due_on,
        measure_done=row.done_at is not None,
        is_reserve=row.replaces_id is not None,
    )


def _days(drawn_at: dt.datetime, closed_at: dt.datetime | None) -> int | None:
    return None if closed_at is None else (swedish_day(closed_at) - swedish_day(drawn_at)).days


def _answers(ids: Collection[str]) -> defaultdict[str, list[tuple[Stream, str, str, int]]]:
    """The checkers' answers of closed checks, counted."""
    keys = (SpotCheck.round_id, SpotCheck.stream, CheckAnswer.question_id, CheckAnswer.value)
    rows = db.session.execute(
        select(*keys, func.count())
        .join(CheckAnswer, CheckAnswer.check_id == SpotCheck.id)
        .where(
            SpotCheck.round_id.in_(ids),
            SpotCheck.state == SpotCheckState.CLOSED,
            CheckAnswer.reading == FIRST,
            CheckAnswer.is_current,
        )
        .group_by(*keys)
    )
    found: defaultdict[str, list[tuple[Stream, str, str, int]]] = defaultdict(list)
    for round_id, stream, question_id, value, count in rows:
        found[round_id].append((stream, question_id, value, count))
    return found


def _readings(ids: Collection[str]) -> defaultdict[str, list[Readings]]:
    """Pairs of blind readings that are both signed, each with the answers it was signed on."""
    rows = db.session.execute(
        select(
            SpotCheck.round_id, SpotCheck.id, CheckReading.reading, CheckAnswer.question_id, CheckAnswer.value
        )
        .join(CheckReading, CheckReading.check_id == SpotCheck.id)
        .join(
            CheckAnswer,
            and_(
                CheckAnswer.check_id == CheckReading.check_id,
                CheckAnswer.reading == CheckReading.reading,
                CheckAnswer.sheet_version <= CheckReading.signed_version,
            ),
        )
        .where(
            SpotCheck.round_id.in_(ids),
            SpotCheck.has_second_reading,
            SpotCheck.state != SpotCheckState.LEFT_POPULATION,
        )
        .order_by(SpotCheck.round_id, SpotCheck.id, CheckAnswer.sheet_version)
    )
    given: dict[tuple[str, str], dict[int, dict[str, str]]] = {}
    for round_id, check_id, reading, question_id, value in rows:
        given.setdefault((round_id, check_id), {}).setdefault(reading, {})[question_id] = value
    found: defaultdict[str, list[Readings]] = defaultdict(list)
    for (round_id, _), by_reading in given.items():
        if by_reading.keys() == {FIRST, SECOND}:
            found[round_id].append((by_reading[FIRST], by_reading[SECOND]))
    return found
