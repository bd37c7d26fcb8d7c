"""Rooms attacked: a date in another room than the request's own, two at once there, a party hidden by its number."""

import datetime as dt
import threading
from typing import Any

import pytest

from tests.makers import NOW
from tests.makers_applications import an_association
from tests.makers_contracts import a_bar, a_contract, a_head, a_manager
from tests.makers_premises import a_booking, a_booking_request, a_premises
from tests.makers_refusals import refused
from vetting.domain.booking import AskedDate, NewBooking
from vetting.domain.terms_premises import BookingChannel, BookingState, PartyKind, PremisesKind
from vetting.records.bookings import Booking, BookingRequest
from vetting.records.db import db
from vetting.records.premises import Premises
from vetting.services import bookings, letting_decisions

DAY = NOW + dt.timedelta(days=5)
NUMBER = "8299999014"  # of a party outside the directory


def a_new(room: Premises, *, told: BookingState | None = None, **columns: Any) -> NewBooking:
    date = AskedDate(DAY, DAY + dt.timedelta(hours=2), "d1", told)
    usual = {
        "premises_id": room.id,
        "channel": BookingChannel.DESK,
        "party_kind": PartyKind.BODY,
        "party_name": "Almviks samfällighet",
        "dates": (date,),
    }
    return NewBooking(**{**usual, **columns})


@pytest.mark.parametrize(
    ("columns", "code"),
    [
        ({"is_open": False}, "room_closed"),
        ({"capacity": 10}, "over_capacity"),
        ({"kind": PremisesKind.PARTNER_HALL}, "hall_owner_decides"),
        ({"kind": PremisesKind.PUBLIC_PLACE}, "booking_public_place"),
    ],
)
def test_a_date_elsewhere_is_held_to_that_room(app, columns, code):
    request = a_booking_request(a_premises())
    a_booking(request, premises_id=a_premises("Lilla salen", **columns).id)
    refused(code, letting_decisions.approve, request.id, (), by=a_manager(), now=NOW)


def test_two_at_once_cannot_both_have_the_room_of_a_date_elsewhere(own_app):
    shared = a_premises("Lilla salen")
    wanted = [a_booking_request(a_premises()).id for _ in range(2)]
    for request_id in wanted:
        a_booking(db.session.get_one(BookingRequest, request_id), premises_id=shared.id)
    officers = [a_manager(), a_head()]
    db.session.remove()
    start, outcomes = threading.Barrier(2), []

    def run(request_id, officer):
        with own_app.app_context():
            start.wait()
            try:
                outcomes.append(letting_decisions.approve(request_id, (), by=officer, now=NOW) and "approved")
            except Exception as problem:  # whatever it is, it is compared below
                outcomes.append(getattr(problem, "code", repr(problem)))
            finally:
                db.session.remove()

    threads = [threading.Thread(target=run, args=pair) for pair in zip(wanted, officers, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["approved", "slot_taken"]
    assert db.session.query(Booking).filter_by(state=BookingState.APPROVED).count() == 1


def test_a_stopped_party_is_known_by_its_number_at_the_counter(app):
    association = an_association()
    a_bar(association.id)
    taken = bookings.receive_booking(
        a_new(a_premises(), org_number=association.org_number), by=a_manager(), now=NOW
    )
    request = db.session.get_one(BookingRequest, taken.request_id)
    assert (taken.is_barred, request.association_id) == (True, association.id)
    refused("party_barred", letting_decisions.approve, request.id, (), by=a_head(), now=NOW)


def test_a_stop_on_a_contract_holds_for_what_a_system_says_is_confirmed(app):
    room = a_premises()
    a_bar(request_id=a_contract(premises=room, org_number=NUMBER).id)
    manager = a_manager()
    for number, is_barred in ((NUMBER, True), ("5299999994", False)):
        new = a_new(
            room, told=BookingState.APPROVED, org_number=number, source_system="NOR:x", source_key=number
        )
        taken = bookings.receive_booking(new, by=manager, now=NOW)
        state = BookingState.PENDING if is_barred else BookingState.APPROVED
        found = db.session.get_one(BookingRequest, taken.request_id)
        assert (taken.is_barred, found.state) == (is_barred, state)
