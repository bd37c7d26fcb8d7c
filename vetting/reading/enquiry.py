"""A new enquiry at the counter: which rooms can be asked for, and the party by number or name."""

from dataclasses import dataclass

from sqlalchemy import select

from vetting.domain.authority import Act, Actor, boards_for, require
from vetting.domain.terms_premises import PremisesKind
from vetting.reading.directory_search import found_by, is_personal
from vetting.records.associations import Association, in_name_order
from vetting.records.db import db
from vetting.records.officers import Board
from vetting.records.premises import Premises

MOST = 12


@dataclass(frozen=True)
class PartyLine:
    """An association of the directory that the words found."""

    id: str
    name: str
    org_number: str | None
    city: str


def rooms_to_ask_for(actor: Actor) -> tuple[tuple[str, str], ...]:
    """Id and name, with the board's, of the rooms the officer can take in requests for. Raises NotAllowed."""
    require(actor, Act.RECEIVE_BOOKING)
    boards = boards_for(actor, Act.RECEIVE_BOOKING)
    query = (
        select(Premises.id, Premises.name, Board.name)
        .join(Board, Board.id == Premises.board_id)
        .where(Premises.is_open, Premises.kind != PremisesKind.PUBLIC_PLACE)
        .order_by(Premises.name, Premises.id)
    )
    rows = db.session.execute(query if boards is None else query.where(Premises.board_id.in_(sorted(boards))))
    return tuple((row_id, f"{name} ({board})") for row_id, name, board in rows)


def parties_found(text: str, *, actor: Actor) -> tuple[PartyLine, ...]:
    """Associations in use that a number or name finds; a personal number finds nobody. Raises NotAllowed."""
    require(actor, Act.SEE_DIRECTORY)
    if not text.strip() or is_personal(text):
        return ()
    rows = db.session.scalars(
        select(Association)
        .where(found_by(text.strip(), actor), Association.merged_into_id.is_(None))
        .order_by(in_name_order(), Association.id)
        .limit(MOST)
    )
    return tuple(PartyLine(row.id, row.name, row.org_number, row.city or "") for row in rows)


def party(association_id: str, *, actor: Actor) -> PartyLine | None:
    """The association chosen, if it is there. Raises NotAllowed."""
    require(actor, Act.SEE_DIRECTORY)
    row = db.session.get(Association, association_id)
    return None if row is None else PartyLine(row.id, row.name, row.org_number, row.city or "")
