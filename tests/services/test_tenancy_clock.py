"""What the clock tells of contracts: nine months near, the law's months, last days that have passed."""

import datetime as dt

import pytest

from tests.makers import NOW
from tests.makers_clock import a_turn
from tests.makers_contracts import DAY, a_breach, a_contract, a_manager, a_step
from tests.makers_premises import a_premises, a_premises_duty
from vetting.domain.terms_contracts import BreachEnd, BreachStepKind
from vetting.domain.terms_premises import BookingState
from vetting.records.bookings import Booking
from vetting.records.db import db
from vetting.records.reminders import Reminder
from vetting.services import breaches
from vetting.services.tenancy_clock import watch_contracts


def watched(day: dt.date) -> list[tuple[str, str]]:
    """What waits after the clock has gone that day: kind and the day it is about."""
    watch_contracts(a_turn(day.isoformat()), dt.datetime.combine(day, dt.time(7), dt.UTC))
    rows = db.session.query(Reminder).filter_by(handled_at=None)
    return sorted((row.kind, row.facts["due_on"]) for row in rows)


@pytest.fixture
def manager(app):
    return a_manager()


def test_a_contract_in_its_eighth_month_is_told_to_who_manages_the_premises(manager):
    hall = a_premises()
    a_premises_duty(hall, manager.id)
    a_contract(premises=hall, weeks=40)  # from 20 November 2026 to the end of August
    assert watched(dt.date(2027, 6, 19)) == []
    assert watched(dt.date(2027, 6, 20)) == [("tenancy_alert", "2027-08-20")]
    assert watched(dt.date(2027, 6, 21)) == [("tenancy_alert", "2027-08-20")]  # once


def test_a_short_contract_or_one_that_is_over_is_not_told_of(manager):
    hall = a_premises()
    a_premises_duty(hall, manager.id)
    a_contract(premises=hall, weeks=20)
    assert watched(dt.date(2027, 6, 20)) == []


def test_the_two_months_of_a_breach_and_the_day_to_put_it_right(manager):
    breach_id = a_breach(a_contract().id, manager)  # known on 20 November
    assert watched(dt.date(2027, 1, 5)) == []
    assert watched(dt.date(2027, 1, 6)) == [("breach_months", "2027-01-20")]
    at = dt.datetime(2027, 1, 10, 8, tzinfo=dt.UTC)
    breaches.take_step(breach_id, a_step(BreachStepKind.CORRECTION, on=at.date()), by=manager, now=at)
    assert watched(dt.date(2027, 1, 18))[1:] == [("reply_day_passed", "2027-01-17")]
    breaches.settle_breach(breach_id, BreachEnd.CORRECTED, "Rättat i tid.", by=manager, now=at + 9 * DAY)
    assert watched(dt.date(2027, 1, 20)) == []


def test_the_clock_changes_no_contract_and_no_date(manager):
    contract = a_contract(weeks=40)
    a_breach(contract.id, manager)
    watched(dt.date(2027, 8, 25))
    assert contract.state is BookingState.APPROVED
    assert {row.state for row in db.session.query(Booking)} == {BookingState.APPROVED}


def test_a_turn_is_done_once(manager):
    turn = a_turn("2027-01-06")
    a_breach(a_contract().id, manager)
    at = NOW + 47 * DAY
    assert watch_contracts(turn, at) == {"count": 1}
    assert watch_contracts(turn, at) is None
