"""What another system's names stand for when it sends a booking: premises by key, parties by number."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import select

from vetting.domain.authority import Act, Actor, require
from vetting.domain.booking_placing import KnownPremises
from vetting.domain.errors import NotFound
from vetting.domain.names import search_key
from vetting.records.booking_lists import associations_numbered, premises_known
from vetting.records.bookings import Booking
from vetting.records.db import db
from vetting.records.officers import Board


def board_id_of(prefix: str, *, actor: Actor) -> str:
    """The board of that prefix. Raises NotFound `board_not_found`."""
    require(actor, Act.RECEIVE_BOOKING)
    found = db.session.scalar(select(Board.id).where(Board.prefix == prefix, Board.is_active))
    if found is None:
        raise NotFound("board_not_found")
    return found


def premises_of_key(key: str, *, board_id: str, actor: Actor, today: dt.date) -> KnownPremises:
    """The open premises of the board with that key. Raises NotFound `premises_not_found`."""
    require(actor, Act.RECEIVE_BOOKING, board_id)
    wanted = search_key(key)
    for one in premises_known({board_id}, today):
        if search_key(one.key) == wanted:
            return one
    raise NotFound("premises_not_found")


def association_numbered(number: str, *, actor: Actor) -> str | None:
    """The id of the one association with that number, ten digits; None where nobody or several have it."""
    require(actor, Act.RECEIVE_BOOKING)
    return associations_numbered({number}).get(number)


def senders_ids(booking_ids: Sequence[str], *, actor: Actor) -> list[str]:
    """The sender's own ids of those dates, for the answer to the one who sent them."""
    require(actor, Act.RECEIVE_BOOKING)
    rows = db.session.scalars(
        select(Booking.source_key).where(Booking.id.in_(booking_ids)).order_by(Booking.starts_at)
    )
    return [key for key in rows if key]
