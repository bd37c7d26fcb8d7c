"""What was proposed about stop marks, for the boards that sign it; and the case that a new one rests on."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import aliased

from vetting.domain.authority import Act, Actor, boards_for, may, require
from vetting.domain.errors import NotFound
from vetting.domain.terms_contracts import BarMoveKind, StepState
from vetting.domain.terms_revocations import BarReach
from vetting.records import seconders
from vetting.records.applications import Case
from vetting.records.associations import Association
from vetting.records.bar_moves import BarMove
from vetting.records.bars import Bar
from vetting.records.db import db
from vetting.records.officers import Board, Officer


@dataclass(frozen=True)
class MoveLine:
    """What somebody proposed about a stop mark, and what became of it."""

    id: str
    kind: BarMoveKind
    state: StepState
    board_id: str
    bar_id: str | None
    case_id: str | None
    party: str
    board: str
    reach: BarReach
    is_every_board: bool
    reason: str
    conditions: str
    ends_on: dt.date | None
    review_on: dt.date | None
    proposed_by_id: str
    proposed_by: str
    proposed_at: dt.datetime
    settled_at: dt.datetime | None
    return_reason: str


@dataclass(frozen=True)
class ShownMove:
    """A proposal to be read and signed. `signers`: names of those who may sign it while it waits."""

    move: MoveLine
    signers: tuple[str, ...]
    may_sign: bool
    may_return: bool


def move_page(move_id: str, *, actor: Actor) -> ShownMove:
    """One proposal. Raises NotFound for another board's."""
    found = moves_of(BarMove.id == move_id, actor=actor)
    if not found:
        raise NotFound("not_found")
    move = found[0]
    act = Act.LIFT_BAR if move.kind is BarMoveKind.LIFT else Act.SET_BAR
    waits, mine = move.state is StepState.PROPOSED, actor.is_person(move.proposed_by_id)
    signs = may(actor, act, move.board_id)
    reaches = not move.is_every_board or boards_for(actor, act) is None
    signers: dict[str, str] = {}
    if waits:
        everywhere = move.is_every_board
        signers = seconders.names_who_may(act, [move.board_id], everywhere=everywhere)[move.board_id]
    same = seconders.accounts_of_same([move.proposed_by_id]) if waits else frozenset()
    names = tuple(name for key, name in signers.items() if key not in same)
    return ShownMove(move, names, waits and signs and reaches and not mine, waits and (signs or mine))


@dataclass(frozen=True)
class CaseForBar:
    """The decided case that a new stop mark is to rest on."""

    case_id: str
    case_number: str
    association: str
    association_id: str


def case_for_bar(case_id: str, *, actor: Actor) -> CaseForBar:
    """The case and its association, for whoever may propose. Raises NotFound."""
    row = db.session.execute(
        select(Case.case_number, Case.board_id, Association.id, Association.name)
        .join(Association, Association.id == Case.association_id)
        .where(Case.id == case_id)
    ).one_or_none()
    if row is None:
        raise NotFound("not_found")
    require(actor, Act.DECIDE_EFFECT, row.board_id)
    return CaseForBar(case_id, row.case_number, row.name, row.id)


def is_own(actor: Actor, board_id: str) -> bool:
    """Whether the actor sees the insides of what the board set."""
    return may(actor, Act.SEE_CASES, board_id) or may(actor, Act.DECIDE_EFFECT, board_id)


def moves_of(where: ColumnElement[bool], *, actor: Actor) -> tuple[MoveLine, ...]:
    """Proposals of the actor's own boards, the oldest first."""
    held = aliased(Bar)
    query = (
        select(BarMove, Board.name, Officer.display_name, Association.name)
        .join(Board, Board.id == BarMove.board_id)
        .join(Officer, Officer.id == BarMove.proposed_by)
        .outerjoin(Case, Case.id == BarMove.case_id)
        .outerjoin(held, held.id == BarMove.bar_id)
        .outerjoin(
            Association, (Association.id == held.association_id) | (Association.id == Case.association_id)
        )
        .where(where)
        .order_by(BarMove.proposed_at, BarMove.id)
    )
    return tuple(
        MoveLine(
            id=row.id,
            kind=row.kind,
            state=row.state,
            board_id=row.board_id,
            bar_id=row.bar_id,
            case_id=row.case_id,
            party=party or "",
            board=board,
            reach=row.reach,
            is_every_board=row.is_every_board,
            reason=row.reason,
            conditions=row.conditions,
            ends_on=row.ends_on,
            review_on=row.review_on,
            proposed_by_id=row.proposed_by,
            proposed_by=name,
            proposed_at=row.proposed_at,
            settled_at=row.settled_at,
            return_reason=row.return_reason,
        )
        for row, board, name, party in db.session.execute(query)
        if is_own(actor, row.board_id)
    )
