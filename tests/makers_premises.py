"""Premises, requests for rooms and their dates."""

import datetime as dt
import itertools
from typing import Any

from tests.makers import NOW, SETUP, a_board
from vetting.domain.entries_rooms import RoomEntry
from vetting.domain.terms_imports import ImportState, ListKind
from vetting.domain.terms_premises import BookingChannel, BookingState, PartyKind, PremisesKind, PurposeKind
from vetting.records.associations import Association
from vetting.records.bookings import Booking, BookingRequest
from vetting.records.db import db, transaction
from vetting.records.imports import ListImport
from vetting.records.journal import note
from vetting.records.officers import Board
from vetting.records.premises import Premises, PremisesDuty

EVENING = dt.datetime(2026, 11, 20, 17, 0, tzinfo=dt.UTC)  # 18:00 by the Swedish clock, the day of NOW
_numbers = itertools.count(1)


def a_premises(name: str = "Almviks medborgarhus", *, board: Board | None = None, **columns: Any) -> Premises:
    """Premises that exist: a hall for eighty persons of the usual board, unless told otherwise."""
    board_id = (board or a_board()).id
    with transaction():
        row = Premises(
            **{
                "board_id": board_id,
                "key": f"P{next(_numbers)}",
                "name": name,
                "kind": PremisesKind.HALL,
                "capacity": 80,
                "changed_by": SETUP.id,
                "changed_at": NOW,
                **columns,
            }
        )
        db.session.add(row)
        db.session.flush()
        note(RoomEntry.PREMISES_ADDED, by=SETUP, now=NOW, subject=f"premises:{row.id}")
    return row


def a_premises_duty(
    premises: Premises,
    officer_id: str,
    *,
    from_on: dt.date = dt.date(2026, 1, 1),
    until_on: dt.date | None = None,
) -> PremisesDuty:
    """The officer manages the premises."""
    with transaction():
        row = PremisesDuty(premises_id=premises.id, officer_id=officer_id, from_on=from_on, until_on=until_on)
        db.session.add(row)
        db.session.flush()
        note(RoomEntry.PREMISES_CHANGED, by=SETUP, now=NOW, subject=f"premises:{premises.id}")
    return row


def a_booking_request(
    premises: Premises | None = None, *, association: Association | None = None, **columns: Any
) -> BookingRequest:
    """A pending request, whole in everything that is asked: of a body outside the directory unless an
    association is given."""
    premises = premises or a_premises()
    with transaction():
        row = BookingRequest(
            **{
                "premises_id": premises.id,
                "channel": BookingChannel.DESK,
                "party_kind": PartyKind.ASSOCIATION if association else PartyKind.BODY,
                "association_id": association.id if association else None,
                "party_name": association.name if association else "Almviks samfällighet",
                "org_number": association.org_number if association else "8899999026",
                "is_identified": True,
                "actual_user": association.name if association else "Almviks samfällighet",
                "site_responsible": "Ansvarig på plats",
                "site_phone": "08-465 004 10",
                "purpose_kind": PurposeKind.MEETING,
                "is_public": False,
                "expected": 40,
                "is_sublet": False,
                "received_at": NOW,
                "received_by": SETUP.id,
                **columns,
            }
        )
        db.session.add(row)
        db.session.flush()
        note(RoomEntry.BOOKING_RECEIVED, by=SETUP, now=NOW, subject=f"booking_request:{row.id}")
    return row


def a_booking(
    request: BookingRequest | None = None,
    *,
    starts_at: dt.datetime = EVENING,
    hours: float = 3,
    state: BookingState | None = None,
    **columns: Any,
) -> Booking:
    """One date of a request, in the state of the request unless told otherwise."""
    request = request or a_booking_request()
    with transaction():
        row = Booking(
            **{
                "request_id": request.id,
                "premises_id": request.premises_id,
                "starts_at": starts_at,
                "ends_at": starts_at + dt.timedelta(hours=hours),
                "state": state or request.state,
                "changed_at": NOW,
                **columns,
            }
        )
        db.session.add(row)
        db.session.flush()
        note(RoomEntry.BOOKING_RECEIVED, by=SETUP, now=NOW, subject=f"booking_request:{request.id}")
    return row


def premises_rows(board: Board, officer_id: str, digest: str) -> dict[str, str]:
    """Premises of the board, who manages them, and a list of premises and of bookings; ids by parameter name."""
    premises = a_premises(board=board)
    made = {"premises_id": premises.id, "duty_id": a_premises_duty(premises, officer_id).id}
    lists = (("lokaler", ListKind.PREMISES), ("bokningar", ListKind.BOOKINGS))
    with transaction(is_piece=True):
        for area, kind in lists:
            row = ListImport(
                kind=kind,
                board_id=board.id,
                file_digest=digest,
                file_name="lista.csv",
                state=ImportState.PREVIEW,
                received_by=SETUP.id,
                received_at=NOW,
            )
            db.session.add(row)
            db.session.flush()
            made[f"{area}/import_id"] = row.id
    return made
