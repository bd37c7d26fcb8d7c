"""Signals in lists: on a desk, of a case, of an association, and all of one's boards."""

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select

from vetting.domain.authority import Act, Actor, boards_for, require
from vetting.domain.errors import NotFound
from vetting.domain.terms import Band, Judgement, Partner, PartyKind, SignalKind
from vetting.reading.desk_cases import SHOWN, Listed
from vetting.records.applications import Case
from vetting.records.associations import Association
from vetting.records.clearances import Clearance, Signal
from vetting.records.cross_checks import Hit, PartnerQuestion
from vetting.records.db import db
from vetting.records.officers import Board
from vetting.records.snapshots import Source

PER_PAGE = 50


@dataclass(frozen=True)
class SignalLine:
    """A signal in a list. `source` is empty where it is about an answer of `partner` to a question.
    `judgement` and `awaits_second` are of the hit it has become, if it is judged; `settled_as` may be set
    while it is still open: somebody is reconsidering the decision."""

    id: str
    kind: SignalKind
    association: str
    case_id: str | None
    case_number: str | None
    board: str | None
    source: str
    partner: Partner | None
    name: str
    is_person: bool  # of a declared signatory: who, no list tells
    band: Band | None
    changed: tuple[str, ...]
    raised_at: dt.datetime
    judgement: Judgement | None
    awaits_second: bool
    settled_as: str | None
    settled_at: dt.datetime | None


@dataclass(frozen=True)
class SignalFilter:
    """What is asked for: open or settled ones, of one board, of one kind."""

    is_settled: bool = False
    board_id: str = ""
    kind: SignalKind | None = None


@dataclass(frozen=True)
class SignalList:
    """One page of signals, and the boards they can be of."""

    lines: tuple[SignalLine, ...]
    total: int
    page: int
    boards: tuple[tuple[str, str], ...]

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PER_PAGE))


def signals_on_desk(actor: Actor) -> Listed[SignalLine]:
    """Open signals of the actor's boards, the oldest first: of cases that are the actor's or nobody's; who
    decides in a board sees all of it."""
    rows = db.session.execute(_of_desk(actor)).all()
    return Listed(tuple(_line(row) for row in rows), rows[0].total if rows else 0)


def signals_of_case(case_id: str) -> tuple[SignalLine, ...]:
    """Every open signal of a case; the case's own page has asked for authority."""
    query = _query().where(Signal.case_id == case_id, Signal.settled_at.is_(None))
    return tuple(_line(row) for row in db.session.execute(query))


def signals_of_association(association_id: str, *, actor: Actor) -> tuple[SignalLine, ...]:
    """Open signals about an association in the boards the actor sees cases of."""
    query = _query().where(Signal.association_id == association_id, Signal.settled_at.is_(None))
    return tuple(_line(row) for row in db.session.execute(query.where(_in(boards_for(actor, Act.SEE_CASES)))))


def signal_list(wanted: SignalFilter, *, actor: Actor, page: int = 1) -> SignalList:
    """Signals of the actor's boards, the newest first. Never searched by name. Raises NotAllowed."""
    require(actor, Act.SEE_CASES)
    boards = boards_for(actor, Act.SEE_CASES)
    query = _query().where(
        _in(boards),
        Signal.settled_at.is_not(None) if wanted.is_settled else Signal.settled_at.is_(None),
        *([Signal.board_id == wanted.board_id] if wanted.board_id else []),
        *([Signal.kind == wanted.kind] if wanted.kind else []),
    )
    ordered = query.order_by(None).order_by(Signal.raised_at.desc(), Signal.id)
    page = page_within(ordered, Signal.id, page, PER_PAGE)
    rows = db.session.execute(ordered.limit(PER_PAGE).offset((page - 1) * PER_PAGE)).all()
    return SignalList(
        tuple(_line(row) for row in rows), rows[0].total if rows else 0, page, own_boards(boards)
    )


def page_within(query: Any, row_id: Any, page: int, per_page: int) -> int:
    """The page asked for, or the last one there is: beyond it an empty list would look like none at all."""
    plain = query.order_by(None).with_only_columns(row_id, maintain_column_froms=True)
    rows = db.session.scalar(select(func.count()).select_from(plain.subquery())) or 0
    return min(max(1, page), max(1, -(-rows // per_page)))


def own_boards(boards: frozenset[str] | None) -> tuple[tuple[str, str], ...]:
    """Id and name of the boards, for a filter."""
    query = select(Board.id, Board.name).order_by(Board.name)
    rows = db.session.execute(query if boards is None else query.where(Board.id.in_(sorted(boards))))
    return tuple((board_id, name) for board_id, name in rows)


def _in(boards: frozenset[str] | None) -> ColumnElement[bool]:
    """Signals of those boards; None: of all."""
    return Signal.id.is_not(None) if boards is None else Signal.board_id.in_(sorted(boards))


@lru_cache(maxsize=256)  # building it takes longer than running it
def _of_desk(actor: Actor) -> Any:
    decides, prepares = boards_for(actor, Act.DECIDE), boards_for(actor, Act.PREPARE_CASE)
    mine = or_(Case.assigned_to == actor.id, Case.assigned_to.is_(None))
    return (
        _query()
        .where(Signal.settled_at.is_(None))
        .where(or_(and_(_in(decides), Signal.id.is_not(None)), and_(_in(prepares), mine)))
        .limit(SHOWN)
    )


def _query() -> Any:
    judged = and_(Clearance.id == Signal.clearance_id, Clearance.fingerprint == Signal.fingerprint)
    return (
        select(
            Signal,
            Association.name.label("association"),
            Case.case_number,
            Board.name.label("board"),
            Source.name.label("source"),
            PartnerQuestion.partner,
            Hit.judgement,
            Hit.awaits_second,
            func.count().over().label("total"),
        )
        .join(Association, Association.id == Signal.association_id)
        .outerjoin(Source, Source.id == Signal.source_id)
        .outerjoin(PartnerQuestion, PartnerQuestion.id == Signal.question_id)
        .outerjoin(Case, Case.id == Signal.case_id)
        .outerjoin(Board, Board.id == Signal.board_id)
        .outerjoin(Clearance, judged)
        .outerjoin(Hit, Hit.id == Clearance.hit_id)
        .order_by(Signal.raised_at, Signal.id)
    )


def _line(row: Any) -> SignalLine:
    signal: Signal = row.Signal
    is_person = signal.record.get("kind") == PartyKind.PERSON
    return SignalLine(
        id=signal.id,
        kind=signal.kind,
        association=row.association,
        case_id=signal.case_id,
        case_number=row.case_number,
        board=row.board,
        source=row.source or "",
        partner=row.partner,
        name="" if is_person else str(signal.record.get("name") or ""),
        is_person=is_person,
        band=signal.band,
        changed=tuple(signal.changed_facts),
        raised_at=signal.raised_at,
        judgement=row.judgement,
        awaits_second=bool(row.awaits_second),
        settled_as=signal.settled_as,
        settled_at=signal.settled_at,
    )


def line_of(signal_id: str) -> SignalLine:
    """One signal as a list shows it; the page has asked for authority."""
    return signal_and_line(signal_id)[1]


def signal_and_line(signal_id: str) -> tuple[Signal, SignalLine]:
    """The same with the signal itself. Raises NotFound."""
    row = db.session.execute(_query().where(Signal.id == signal_id)).one_or_none()
    if row is None:
        raise NotFound("not_found")
    return row.Signal, _line(row)
