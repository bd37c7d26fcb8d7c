"""Everything an association holds or asks for just now, in every board: told as facts, kept nowhere."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from vetting.domain.authority import Act, Actor, require
from vetting.domain.effects import effects_of
from vetting.domain.errors import NotFound
from vetting.domain.terms_revocations import EffectKind
from vetting.records.applications import Case
from vetting.records.associations import Association
from vetting.records.db import db
from vetting.records.holdings import holdings_of
from vetting.records.officers import Board
from vetting.records.premises import Premises


@dataclass(frozen=True)
class HeldLine:
    """One thing, as a revocation would list it. Amounts in whole kronor."""

    kind: EffectKind
    board: str
    premises: str | None
    concerns_on: dt.date | None
    amount: int


@dataclass(frozen=True)
class HeldNow:
    """What the association of a case holds; nothing here has been listed or decided."""

    case_id: str
    case_number: str
    association: str
    lines: tuple[HeldLine, ...]


def held_now(case_id: str, *, actor: Actor, now: dt.datetime) -> HeldNow:
    """What a revocation would reach at `now`, without the application of the case itself. Raises NotFound.

    Nine queries however much is held.
    """
    row = db.session.execute(
        select(Case, Association.name)
        .join(Association, Association.id == Case.association_id)
        .where(Case.id == case_id)
    ).one_or_none()
    if row is None:
        raise NotFound("not_found")
    case, association = row
    require(actor, Act.SEE_CASES, case.board_id)
    effects = effects_of(holdings_of(case.association_id, now=now))
    found = [one for one in effects if one.subject_id != case_id]
    boards = _names(Board.id, Board.name, {one.held.board_id for one in found})
    rooms = _names(Premises.id, Premises.name, {one.held.premises_id for one in found})
    lines = tuple(
        HeldLine(
            one.kind,
            boards[one.held.board_id],
            rooms.get(one.held.premises_id or ""),
            one.held.on,
            one.held.amount,
        )
        for one in found
    )
    return HeldNow(case_id, case.case_number, association, lines)


def _names(key: Any, name: Any, wanted: Collection[str | None]) -> dict[str, str]:
    rows = db.session.execute(select(key, name).where(key.in_([one for one in wanted if one])))
    return {row[0]: row[1] for row in rows}
