"""Whose rooms are meant: those an officer manages, or all of one board's; one board at a time."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import and_, or_, select

from vetting.domain.authority import Act, Actor, boards_for, require
from vetting.records.db import db
from vetting.records.officers import Board
from vetting.records.premises import Premises, PremisesDuty


@dataclass(frozen=True)
class Halls:
    """The rooms by id, of one board. `boards`: those the officer can choose among; `has_own`: the officer
    manages some of the board's rooms; `is_own`: only those are shown."""

    board_id: str
    boards: tuple[tuple[str, str], ...]
    rooms: Mapping[str, Premises]
    has_own: bool
    is_own: bool


def halls_of(actor: Actor, *, board_id: str = "", is_all: bool = False, today: dt.date) -> Halls:
    """The officer's rooms in the board asked for, else in the board where the officer manages some, else in
    the first. Raises NotAllowed, and NotFound for another board."""
    require(actor, Act.SEE_PREMISES, board_id or None)
    boards = _boards(actor)
    mine = _managed(actor, today)
    first = next((room.board_id for room in mine), boards[0][0] if boards else "")
    chosen = board_id or first
    own = {room.id: room for room in mine if room.board_id == chosen}
    if own and not is_all:
        return Halls(chosen, boards, own, has_own=True, is_own=True)
    rows = db.session.scalars(select(Premises).where(Premises.board_id == chosen).order_by(Premises.name))
    return Halls(chosen, boards, {room.id: room for room in rows}, has_own=bool(own), is_own=False)


def _boards(actor: Actor) -> tuple[tuple[str, str], ...]:
    own = boards_for(actor, Act.SEE_PREMISES)
    query = select(Board.id, Board.name).where(Board.is_active).order_by(Board.name, Board.id)
    rows = db.session.execute(query if own is None else query.where(Board.id.in_(sorted(own))))
    return tuple((row_id, name) for row_id, name in rows)


def _managed(actor: Actor, today: dt.date) -> list[Premises]:
    """Rooms the officer manages today, in boards where the officer may see rooms."""
    now = and_(
        PremisesDuty.from_on <= today, or_(PremisesDuty.until_on.is_(None), PremisesDuty.until_on >= today)
    )
    rows = db.session.scalars(
        select(Premises)
        .join(PremisesDuty, PremisesDuty.premises_id == Premises.id)
        .where(PremisesDuty.officer_id == actor.id, now)
        .order_by(Premises.name, Premises.id)
    ).unique()
    own = boards_for(actor, Act.SEE_PREMISES)
    return [room for room in rows if own is None or room.board_id in own]
