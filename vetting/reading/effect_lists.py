"""Every revocation: how its effects stand, who is awaited, what is claimed back and what is collected."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, case, exists, func, or_, select

from vetting.domain.authority import Act, Actor, boards_for, may
from vetting.domain.effects import WAITING
from vetting.domain.names import search_key
from vetting.domain.terms import Outcome
from vetting.domain.terms_revocations import ClaimEventKind, EffectKind, EffectState
from vetting.reading.desk_cases import SHOWN, Listed
from vetting.records.applications import Case
from vetting.records.associations import Association
from vetting.records.claims import ClaimEvent, RepaymentClaim
from vetting.records.db import db
from vetting.records.decisions import Decision
from vetting.records.effect_lists import EffectList, EffectRow
from vetting.records.officers import Board

MOST = 500  # lists that one page tells of


@dataclass(frozen=True)
class TrackingFilter:
    """Blank asks for nothing. `only` is "open", "closed" or blank; `board_id`: the one that revoked."""

    only: str = ""
    board_id: str = ""
    text: str = ""


@dataclass(frozen=True)
class Claimed:
    """What is claimed back by the decision, of that collected, and left; whole kronor."""

    id: str
    amount: int
    collected: int
    due: int


@dataclass(frozen=True)
class Tracked:
    """One revocation. `awaited`: names of the boards that have rows waiting; `claim` None: nothing is claimed
    back, or the reader does not see the ledger of that board."""

    id: str
    case_id: str
    case_number: str
    association: str
    board_id: str
    board: str
    outcome: Outcome
    decided_on: dt.date
    closed_at: dt.datetime | None
    rows: int
    waiting: int
    late: int
    kept: int
    ended: int
    awaited: tuple[str, ...]
    claim: Claimed | None


@dataclass(frozen=True)
class Tracking:
    """The revocations in reach, the newest first, and what became of their rows by kind."""

    lines: tuple[Tracked, ...]
    kinds: dict[EffectKind, dict[EffectState, int]]
    boards: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class EffectTask:
    """Rows of one list that wait for the actor's boards: how many, and by when the first."""

    list_id: str
    association: str
    board: str  # that revoked
    rows: int
    due_on: dt.date
    to_sign: int


def reaching(actor: Actor, act: Act = Act.SEE_REVOCATIONS) -> ColumnElement[bool]:
    """Lists that the actor's boards made or have a row in."""
    boards = boards_for(actor, act)
    if boards is None:
        return EffectList.id.is_not(None)
    own = sorted(boards)
    has_row = exists().where(EffectRow.list_id == EffectList.id, EffectRow.board_id.in_(own))
    return or_(EffectList.board_id.in_(own), has_row)


def tracking(wanted: TrackingFilter, *, actor: Actor, today: dt.date) -> Tracking:
    """What is tracked, in four queries. Amounts claimed are those of the decision itself."""
    rows = db.session.execute(_lists(wanted, actor)).all()
    states, awaited, kinds = _rows_of([row.id for row in rows], today)
    collected = _collected([row.claim_id for row in rows if row.claim_id])
    lines = tuple(
        Tracked(
            id=row.id,
            case_id=row.case_id,
            case_number=row.case_number,
            association=row.association,
            board_id=row.board_id,
            board=row.board,
            outcome=row.outcome,
            decided_on=row.decided_on,
            closed_at=row.closed_at,
            **states.get(row.id, _NO_ROWS),
            awaited=tuple(awaited.get(row.id, ())),
            claim=_claim(row, collected) if may(actor, Act.SEE_LEDGER, row.board_id) else None,
        )
        for row in rows
    )
    return Tracking(lines, kinds, _boards(actor))


_NO_ROWS = {"rows": 0, "waiting": 0, "late": 0, "kept": 0, "ended": 0}


def _lists(wanted: TrackingFilter, actor: Actor) -> Any:
    query = (
        select(
            EffectList.id,
            EffectList.case_id,
            Case.case_number,
            Association.name.label("association"),
            EffectList.board_id,
            Board.name.label("board"),
            Decision.outcome,
            Decision.decided_on,
            EffectList.closed_at,
            RepaymentClaim.id.label("claim_id"),
            RepaymentClaim.amount.label("claimed"),
            RepaymentClaim.due,
        )
        .join(Case, Case.id == EffectList.case_id)
        .join(Association, Association.id == EffectList.association_id)
        .join(Board, Board.id == EffectList.board_id)
        .join(Decision, Decision.id == EffectList.decision_id)
        .outerjoin(RepaymentClaim, RepaymentClaim.decision_id == EffectList.decision_id)
        .where(reaching(actor))
        .order_by(EffectList.made_at.desc(), EffectList.id)
        .limit(MOST)
    )
    if wanted.only:
        is_closed = EffectList.closed_at.is_not(None)
        query = query.where(is_closed if wanted.only == "closed" else ~is_closed)
    if wanted.board_id:
        query = query.where(EffectList.board_id == wanted.board_id)
    if key := search_key(wanted.text):
        query = query.where(Association.search_key.contains(key, autoescape=True))
    return query


def _rows_of(
    list_ids: Iterable[str], today: dt.date
) -> tuple[dict[str, dict[str, int]], dict[str, list[str]], dict[EffectKind, dict[EffectState, int]]]:
    """Counts by list, boards awaited by list, and counts by kind and state of them all."""
    waits = EffectRow.state.in_(WAITING)
    late = func.sum(case((and_(waits, EffectRow.due_on < today), 1), else_=0))
    counted = db.session.execute(
        select(EffectRow.list_id, EffectRow.kind, EffectRow.state, Board.name, func.count(), late)
        .join(Board, Board.id == EffectRow.board_id)
        .where(EffectRow.list_id.in_(list(list_ids)))
        .group_by(EffectRow.list_id, EffectRow.kind, EffectRow.state, Board.name)
        .order_by(Board.name)
    )
    by_list: dict[str, dict[str, int]] = {}
    awaited: dict[str, list[str]] = {}
    kinds: dict[EffectKind, dict[EffectState, int]] = {}
    for list_id, kind, state, board, count, late_count in counted:
        told = by_list.setdefault(list_id, dict(_NO_ROWS))
        told["rows"] += count
        told["late"] += int(late_count or 0)
        told["waiting"] += count if state in WAITING else 0
        told["kept"] += count if state is EffectState.KEPT else 0
        told["ended"] += count if state is EffectState.ENDED else 0
        of_kind = kinds.setdefault(kind, {})
        of_kind[state] = of_kind.get(state, 0) + count
        if state in WAITING and board not in (names := awaited.setdefault(list_id, [])):
            names.append(board)
    return by_list, awaited, kinds


def _claim(row: Any, collected: Mapping[str, int]) -> Claimed | None:
    if row.claim_id is None:
        return None
    return Claimed(row.claim_id, row.claimed, collected.get(row.claim_id, 0), row.due)


def _collected(claim_ids: list[str]) -> dict[str, int]:
    """What has been paid of each claim; a payment noted by mistake is taken off again."""
    signed = case((ClaimEvent.kind == ClaimEventKind.PAID, ClaimEvent.amount), else_=-ClaimEvent.amount)
    rows = db.session.execute(
        select(ClaimEvent.claim_id, func.sum(signed))
        .where(
            ClaimEvent.claim_id.in_(claim_ids),
            ClaimEvent.kind.in_((ClaimEventKind.PAID, ClaimEventKind.PAYMENT_UNDONE)),
        )
        .group_by(ClaimEvent.claim_id)
    )
    return {claim_id: int(amount) for claim_id, amount in rows}


def _boards(actor: Actor) -> tuple[tuple[str, str], ...]:
    """Boards that made one of the lists in reach."""
    rows = db.session.execute(
        select(Board.id, Board.name)
        .join(EffectList, EffectList.board_id == Board.id)
        .where(reaching(actor))
        .distinct()
        .order_by(Board.name)
    )
    return tuple((board_id, name) for board_id, name in rows)


def effect_tasks(actor: Actor) -> Listed[EffectTask]:
    """What waits for the actor's boards to decide, the most urgent list first. One query."""
    boards = boards_for(actor, Act.DECIDE_EFFECT)
    if boards is not None and not boards:
        return Listed((), 0)
    first = func.min(EffectRow.due_on)
    mine = [actor.id, *sorted(actor.other_accounts)]
    signs = and_(EffectRow.state == EffectState.AWAITING_SECOND, EffectRow.said_by.not_in(mine))
    to_sign = func.sum(case((signs, 1), else_=0))
    query = (
        select(EffectList.id, Association.name, Board.name, func.count(), first, to_sign, func.count().over())
        .join(EffectRow, EffectRow.list_id == EffectList.id)
        .join(Association, Association.id == EffectList.association_id)
        .join(Board, Board.id == EffectList.board_id)
        .where(EffectRow.state.in_(WAITING))
        .group_by(EffectList.id, Association.name, Board.name)
        .order_by(first, EffectList.id)
        .limit(SHOWN)
    )
    if boards is not None:
        query = query.where(EffectRow.board_id.in_(sorted(boards)))
    rows = db.session.execute(query).all()
    lines = tuple(
        EffectTask(list_id, association, board, count, due_on, int(signs or 0))
        for list_id, association, board, count, due_on, signs, _ in rows
    )
    return Listed(lines, rows[0][-1] if rows else 0)
