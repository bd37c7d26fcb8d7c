"""Questions asked while a list of bookings comes in: which premises, which parties, what is gone."""

import datetime as dt
from collections.abc import Collection, Mapping

from sqlalchemy import or_, select

from vetting.domain.booking_dates import LIVE
from vetting.domain.booking_placing import KnownPremises
from vetting.domain.names import search_key
from vetting.records.associations import Association
from vetting.records.bookings import Booking, BookingRequest
from vetting.records.db import db
from vetting.records.officers import Board
from vetting.records.premises import Premises, Tariff

_PIECE = 500


def premises_known(board_ids: Collection[str] | None, today: dt.date) -> list[KnownPremises]:
    """Premises of those boards, or of all when None, with the tariffs that hold today."""
    query = (
        select(Premises, Board.name, Board.prefix)
        .join(Board, Board.id == Premises.board_id)
        .where(Premises.is_open)
        .order_by(Premises.id)
    )
    if board_ids is not None:
        query = query.where(Premises.board_id.in_(sorted(board_ids)))
    tariffs = _tariffs_on(today)
    return [
        KnownPremises(
            row.id, row.key, row.name, row.kind, row.board_id, board, prefix, tariffs.get(row.id, {})
        )
        for row, board, prefix in db.session.execute(query)
    ]


def _tariffs_on(today: dt.date) -> Mapping[str, Mapping[str, str]]:
    found: dict[str, dict[str, str]] = {}
    rows = db.session.scalars(
        select(Tariff).where(
            Tariff.in_force_from_on <= today,
            or_(Tariff.in_force_to_on.is_(None), Tariff.in_force_to_on >= today),
        )
    )
    for row in rows:
        found.setdefault(row.premises_id, {})[search_key(row.name)] = row.id
    return found


def associations_numbered(numbers: Collection[str]) -> dict[str, str]:
    """The one association of the directory with each number; a number that several share names nobody."""
    wanted = sorted(numbers)
    found: dict[str, list[str]] = {}
    for start in range(0, len(wanted), _PIECE):
        rows = db.session.execute(
            select(Association.org_number, Association.id)
            .where(Association.org_number.in_(wanted[start : start + _PIECE]))
            .where(Association.merged_into_id.is_(None))
        )
        for number, association_id in rows:
            found.setdefault(str(number), []).append(association_id)
    return {number: ids[0] for number, ids in found.items() if len(ids) == 1}


def live_dates_of_system(
    system: str, premises_ids: Collection[str], *, first: dt.datetime, last: dt.datetime
) -> list[tuple[str, str, str]]:
    """The live dates that a sender's system gave for those premises and that time: id of the date, key of the
    request, key of the date."""
    rows = db.session.execute(
        select(Booking.id, BookingRequest.source_key, Booking.source_key)
        .join(BookingRequest, BookingRequest.id == Booking.request_id)
        .where(
            BookingRequest.source_system == system,
            Booking.premises_id.in_(sorted(premises_ids)),
            Booking.starts_at >= first,
            Booking.starts_at <= last,
            Booking.state.in_(sorted(LIVE)),
        )
        .order_by(Booking.starts_at, Booking.id)
    )
    return [(key, str(request), str(date)) for key, request, date in rows]
