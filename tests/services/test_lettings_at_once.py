"""Two who approve the same room at once, and a process killed in the middle of a refusal: one, or none."""

import signal
import threading

import pytest

from tests.forked import die, ended, in_process
from tests.makers import NOW
from tests.makers_contracts import a_head, a_manager
from tests.makers_premises import a_booking, a_booking_request, a_premises
from vetting.domain.errors import Refused
from vetting.domain.lettings import Refusal
from vetting.domain.terms_lettings import FreedomRight, LettingGround
from vetting.domain.terms_premises import BookingState
from vetting.records import letting_decisions as records
from vetting.records.bookings import Booking, BookingRequest
from vetting.records.db import db
from vetting.records.journal import JournalEntry
from vetting.records.lettings import BookingDecision, BookingVerdict
from vetting.services import letting_decisions

FULL = Refusal(
    LettingGround.OVER_CAPACITY,
    "Salen rymmer trettio personer och fyrtio är anmälda.",
    rights=frozenset(FreedomRight),
)


def test_two_at_once_cannot_both_have_the_room(own_app):
    room = a_premises()
    wanted = [a_booking(a_booking_request(room)).request_id for _ in range(2)]
    officers = [a_manager(), a_head()]
    db.session.remove()
    start, outcomes = threading.Barrier(2), []

    def run(request_id, officer):
        with own_app.app_context():
            start.wait()
            try:
                outcomes.append(letting_decisions.approve(request_id, (), by=officer, now=NOW) and "approved")
            except Refused as refusal:
                outcomes.append(refusal.code)
            finally:
                db.session.remove()

    pairs = zip(wanted, officers, strict=True)
    threads = [threading.Thread(target=run, args=pair) for pair in pairs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["approved", "slot_taken"]
    states = sorted(one.state for one in db.session.query(Booking))
    assert states == [BookingState.APPROVED, BookingState.PENDING]


def test_a_kill_in_the_middle_of_a_refusal_leaves_nothing(own_app):
    manager = a_manager()
    request_id = a_booking(a_booking_request(a_premises(capacity=30))).request_id
    before = db.session.query(JournalEntry).count()
    with pytest.MonkeyPatch.context() as patched:
        # The decision and the verdict are written; the letter and the states are not.
        patched.setattr(records, "digest_of", die)
        killed = in_process(lambda: letting_decisions.refuse(request_id, (), FULL, by=manager, now=NOW))
    assert ended(killed) == -signal.SIGKILL
    assert db.session.query(BookingDecision).count() == 0
    assert db.session.query(BookingVerdict).count() == 0
    assert db.session.query(JournalEntry).count() == before
    assert db.session.get_one(BookingRequest, request_id).state is BookingState.PENDING
    db.session.rollback()
    letting_decisions.refuse(request_id, (), FULL, by=manager, now=NOW)
    assert db.session.get_one(BookingRequest, request_id).state is BookingState.REFUSED
