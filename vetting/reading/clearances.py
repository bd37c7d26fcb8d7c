"""Clearances of the actor's boards: which pairs people have judged, and whether their words still hold."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, func, not_, select
from sqlalchemy.orm import aliased

from vetting.domain.authority import Act, Actor, boards_for, may, require
from vetting.domain.clearances import ClearanceState
from vetting.domain.errors import NotFound
from vetting.domain.terms import Band, Judgement
from vetting.reading.lapses import rests_on
from vetting.reading.signals import own_boards, page_within
from vetting.records.associations import Association
from vetting.records.clearances import Clearance
from vetting.records.cross_checks import CrossCheck, Hit
from vetting.records.db import db
from vetting.records.judgements import OF_ASSOCIATION, STANDS, complete
from vetting.records.officers import Board, Officer
from vetting.records.snapshots import Source

PER_PAGE = 50


@dataclass(frozen=True)
class ClearanceFilter:
    """What is asked for; blank asks for nothing. There is no search by name."""

    state: ClearanceState | None = None
    board_id: str = ""
    source_key: str = ""


@dataclass(frozen=True)
class ClearanceLine:
    """One word on a pair, how it stands, and the hit it was given on."""

    id: str
    state: ClearanceState
    association_id: str
    association: str
    source: str
    name: str
    band: Band
    judgement: Judgement
    reason: str
    by: str
    at: dt.datetime
    seconded_by: str | None
    rests_on: tuple[tuple[str, str, str], ...]
    lapsed_facts: tuple[str, ...]
    ended_at: dt.datetime | None
    lifted_by: str | None
    lift_reason: str
    board: str | None
    case_id: str | None
    hit_id: str
    can_lift: bool


@dataclass(frozen=True)
class ClearanceList:
    """One page of clearances, with what they can be filtered by."""

    lines: tuple[ClearanceLine, ...]
    total: int
    page: int
    boards: tuple[tuple[str, str], ...]
    sources: tuple[tuple[str, str], ...]

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PER_PAGE))


def clearance_list(wanted: ClearanceFilter, *, actor: Actor, page: int = 1) -> ClearanceList:
    """Clearances of the boards whose cases the actor sees, the newest first. Raises NotAllowed."""
    require(actor, Act.SEE_CASES)
    boards = boards_for(actor, Act.SEE_CASES)
    query = _query().where(_in(boards))
    if wanted.state is not None:
        query = query.where(_stands_as(wanted.state))
    if wanted.board_id:
        query = query.where(Clearance.board_id == wanted.board_id)
    if wanted.source_key:
        query = query.where(Source.key == wanted.source_key)
    ordered = query.order_by(Clearance.given_at.desc(), Clearance.id)
    page = page_within(ordered, Clearance.id, page, PER_PAGE)
    rows = db.session.execute(ordered.limit(PER_PAGE).offset((page - 1) * PER_PAGE)).all()
    sources = db.session.execute(
        select(Source.key, Source.name)
        .where(Source.id.in_(select(Clearance.source_id).where(_in(boards), OF_ASSOCIATION)))
        .order_by(Source.name)
    )
    return ClearanceList(
        lines=tuple(_line(row, actor) for row in rows),
        total=rows[0].total if rows else 0,
        page=page,
        boards=own_boards(boards),
        sources=tuple((key, name) for key, name in sources),
    )


def clearance_to_lift(clearance_id: str, *, actor: Actor) -> ClearanceLine:
    """One clearance. Raises NotFound when it is not there or belongs to another board."""
    require(actor, Act.SEE_CASES)
    row = db.session.execute(
        _query().where(Clearance.id == clearance_id, _in(boards_for(actor, Act.SEE_CASES)))
    ).one_or_none()
    if row is None:
        raise NotFound("not_found")
    return _line(row, actor)


def _in(boards: frozenset[str] | None) -> ColumnElement[bool]:
    return Clearance.id.is_not(None) if boards is None else Clearance.board_id.in_(sorted(boards))


def _stands_as(state: ClearanceState) -> ColumnElement[bool]:
    ended = Clearance.lapsed_at.is_not(None)
    return {
        ClearanceState.HOLDS: and_(STANDS, complete()),
        ClearanceState.AWAITS_SECOND: and_(STANDS, not_(complete())),
        ClearanceState.LAPSED: ended,
        ClearanceState.LIFTED: and_(Clearance.lifted_at.is_not(None), not_(ended)),
    }[state]


def _query() -> Any:
    first, second, lifter = aliased(Officer), aliased(Officer), aliased(Officer)
    return (
        select(
            Clearance,
            Hit.name,
            Hit.band,
            CrossCheck.case_id,
            Association.name.label("association"),
            Source.name.label("source"),
            Board.name.label("board"),
            first.display_name.label("by"),
            second.display_name.label("second"),
            lifter.display_name.label("lifter"),
            and_(STANDS, complete()).label("holds"),
            func.count().over().label("total"),
        )
        .join(Hit, Hit.id == Clearance.hit_id)
        .join(CrossCheck, CrossCheck.id == Hit.check_id)
        .join(Association, Association.id == Clearance.association_id)
        .join(Source, Source.id == Clearance.source_id)
        .outerjoin(Board, Board.id == Clearance.board_id)
        .outerjoin(first, first.id == Clearance.given_by)
        .outerjoin(second, second.id == Clearance.seconded_by)
        .outerjoin(lifter, lifter.id == Clearance.lifted_by)
        .where(OF_ASSOCIATION)  # persons are spoken of within their case alone
    )


def _line(row: Any, actor: Actor) -> ClearanceLine:
    one: Clearance = row.Clearance
    state = _state_of(one, holds=bool(row.holds))
    stands = state in (ClearanceState.HOLDS, ClearanceState.AWAITS_SECOND)
    return ClearanceLine(
        id=one.id,
        state=state,
        association_id=one.association_id,
        association=row.association,
        source=row.source,
        name=row.name,
        band=row.band,
        judgement=one.judgement,
        reason=one.reason,
        by=row.by or one.given_by,
        at=one.given_at,
        seconded_by=row.second or one.seconded_by,
        rests_on=rests_on(one),
        lapsed_facts=tuple(one.lapsed_facts),
        ended_at=one.lapsed_at or one.lifted_at,
        lifted_by=row.lifter or one.lifted_by,
        lift_reason=one.lift_reason or "",
        board=row.board,
        case_id=row.case_id,
        hit_id=one.hit_id,
        can_lift=stands and may(actor, Act.PREPARE_CASE, one.board_id),
    )


def _state_of(one: Clearance, *, holds: bool) -> ClearanceState:
    if one.lapsed_at is not None:
        return ClearanceState.LAPSED
    if one.lifted_at is not None:
        return ClearanceState.LIFTED
    return ClearanceState.HOLDS if holds else ClearanceState.AWAITS_SECOND
