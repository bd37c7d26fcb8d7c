"""Broken contracts: what was accepted, each step with its letter, two persons for what is heavy."""

import datetime as dt

import pytest

from tests.makers import NOW, a_board, an_officer
from tests.makers_contracts import (
    DAY,
    TODAY,
    WHY,
    a_breach,
    a_contract,
    a_head,
    a_manager,
    a_step,
    accepted,
    corrected,
    the_terms,
)
from tests.makers_refusals import refused
from vetting.domain.errors import NotAllowed, NotFound
from vetting.domain.terms import Role
from vetting.domain.terms_contracts import BreachEnd, BreachKind, BreachStepKind, StepState, TerminationWay
from vetting.domain.terms_premises import BookingState
from vetting.records import breaches as records
from vetting.records import contract_terms
from vetting.records.bars import Bar
from vetting.records.bookings import Booking
from vetting.records.breaches import BreachStep
from vetting.records.db import db
from vetting.records.journal import JournalEntry
from vetting.records.reminders import Reminder
from vetting.services import breach_letters, breaches

REMARK, WARNING, CORRECTION, SUSPENSION, TERMINATION = BreachStepKind


def names():
    return [row.name for row in db.session.query(JournalEntry).order_by(JournalEntry.seq)]


@pytest.fixture
def manager(app):
    return a_manager()


def test_each_contract_keeps_the_version_that_was_accepted(manager):
    request, board_id = a_contract(), a_board().id
    the_terms(manager, on=TODAY - 30 * DAY)
    assert contract_terms.terms_lacking(request.id, board_id, TODAY)
    refused("no_terms_in_force", accepted, request.id, manager, on=TODAY - 31 * DAY)
    refused("accepted_in_future", accepted, request.id, manager, on=TODAY + DAY)
    accepted(request.id, manager)
    refused("terms_accepted", accepted, request.id, manager)
    assert not contract_terms.terms_lacking(request.id, board_id, TODAY)
    first = contract_terms.accepted_terms(request.id).edition_id
    refused("terms_not_later", the_terms, manager, on=TODAY - 30 * DAY)
    the_terms(manager)  # a new version from today
    assert contract_terms.terms_lacking(request.id, board_id, TODAY)
    assert contract_terms.accepted_terms(request.id).edition_id == first


def test_a_breach_is_a_dated_fact_and_nothing_follows_from_it(manager):
    request = a_contract()
    breach_id = a_breach(request.id, manager)
    assert db.session.query(BreachStep).count() == 0
    assert {row.state for row in db.session.query(Booking)} == {BookingState.APPROVED}
    refused("breach_days", a_breach, request.id, manager, known_on=TODAY - DAY)
    refused("breach_days", a_breach, request.id, manager, known_on=TODAY + DAY)
    refused("clause_unknown", a_breach, request.id, manager, BreachKind.CLAUSE, clause_key="purpose")
    refused("personal_number_in_text", a_breach, request.id, manager, facts="19790101-1234 hade nyckeln.")
    assert records.breach(breach_id).known_on == TODAY


def test_a_remark_and_a_request_are_taken_at_once_each_with_its_letter(manager):
    request = a_contract()
    breach_id = a_breach(request.id, manager)
    step_id = breaches.take_step(breach_id, a_step(CORRECTION), by=manager, now=NOW)
    letter = breach_letters.shown_letter(step_id, by=manager)
    assert "Uppmaning att vidta rättelse" in letter.markup
    assert "27\xa0november\xa02026" in letter.markup
    assert breach_letters.shown_letter(step_id, by=manager) == letter
    assert names()[-1] == "BreachStepMade"


def test_letting_on_is_told_in_writing_before_anything_is_ended(manager):
    request = a_contract()
    breach_id = a_breach(request.id, manager)
    ends = a_step(TERMINATION, way=TerminationWay.AT_ONCE, ends_on=TODAY)
    refused("correction_first", breaches.take_step, breach_id, ends, by=manager, now=NOW)
    breaches.take_step(breach_id, a_step(CORRECTION), by=manager, now=NOW)
    refused("reply_day_open", breaches.take_step, breach_id, ends, by=manager, now=NOW)
    assert db.session.query(BreachStep).count() == 1


def test_a_suspension_needs_another_person_and_sets_a_stop_mark_with_an_end(manager):
    request, head = a_contract(), a_head()
    breach_id = a_breach(request.id, manager)
    later = corrected(breach_id, manager)
    step_id = breaches.take_step(breach_id, a_step(SUSPENSION, on=later.date()), by=manager, now=later)
    assert records.step(step_id).state is StepState.PROPOSED
    assert db.session.query(Bar).count() == 0
    assert {row.officer_id for row in db.session.query(Reminder).filter_by(kind="step_to_sign")} == {head.id}
    with pytest.raises(NotAllowed):  # signs refusals, but sets no stop marks
        breaches.sign_step(step_id, by=an_officer(Role.PREMISES_MANAGER, username="annan.nor"), now=later)
    breaches.sign_step(step_id, by=head, now=later)
    bar = db.session.query(Bar).one()
    assert (bar.request_id, bar.association_id, bar.board_ids) == (request.id, None, [a_board().id])
    assert (bar.set_by, bar.second_by, bar.ends_on) == (manager.id, head.id, later.date() + 90 * DAY)
    assert "Avstängning från nya bokningar" in breach_letters.shown_letter(step_id, by=head).markup
    assert {row.state for row in db.session.query(Booking)} == {
        BookingState.APPROVED
    }  # what was booked stands
    refused("step_gone", breaches.sign_step, step_id, by=head, now=later)
    assert db.session.query(Reminder).filter_by(kind="step_to_sign", handled_at=None).count() == 0


def test_whoever_proposed_never_signs(manager):
    request, head = a_contract(), a_head()
    breach_id = a_breach(request.id, manager)
    later = corrected(breach_id, manager)
    step_id = breaches.take_step(breach_id, a_step(SUSPENSION, on=later.date()), by=head, now=later)
    refused("decider_is_proposer", breaches.sign_step, step_id, by=head, now=later)
    refused("step_waiting", breaches.take_step, breach_id, a_step(REMARK), by=manager, now=later)
    breaches.return_step(
        step_id, "Tiden är för lång för det som har hänt.", by=a_head("chef2.nor"), now=later
    )
    assert records.step(step_id).state is StepState.RETURNED
    breaches.take_step(breach_id, a_step(REMARK), by=manager, now=later)


def test_a_termination_ends_the_contract_from_its_day_and_leaves_the_dates_before(manager):
    request, head = a_contract(weeks=4), a_head()
    breach_id = a_breach(request.id, manager)
    later = corrected(breach_id, manager)  # 28 November: the dates are the 20th, 27th, 4th and 11th
    last = dt.date(2026, 12, 4)
    ends = a_step(TERMINATION, way=TerminationWay.AT_ONCE, ends_on=last)
    step_id = breaches.take_step(breach_id, ends, by=manager, now=later)
    breaches.sign_step(step_id, by=head, now=later)
    states = [row.state for row in db.session.query(Booking).order_by(Booking.starts_at)]
    assert states == [BookingState.APPROVED] * 3 + [BookingState.CANCELLED]
    assert records.contract_of(request.id).request.state is BookingState.CANCELLED
    assert names()[-2:] == ["BreachStepMade", "ContractTerminated"]


def test_a_clause_of_exceptional_importance_is_one_of_the_terms_accepted(manager):
    request = a_contract()
    the_terms(manager)
    accepted(request.id, manager)
    weighty = a_breach(request.id, manager, BreachKind.CLAUSE, clause_key="sub-organiser")
    light = a_breach(request.id, manager, BreachKind.CLAUSE, clause_key="purpose")
    assert records.facts_of(records.breach(weighty)).is_weighty
    assert not records.facts_of(records.breach(light)).is_weighty
    later = corrected(light, manager)
    ends = a_step(TERMINATION, way=TerminationWay.AT_ONCE, ends_on=later.date())
    refused("clause_not_weighty", breaches.take_step, light, ends, by=manager, now=later)


def test_a_settled_breach_takes_no_step_and_the_word_is_kept(manager):
    request = a_contract()
    breach_id = a_breach(request.id, manager)
    breaches.settle_breach(breach_id, BreachEnd.CORRECTED, "Rättat dagen efter.", by=manager, now=NOW)
    refused("breach_settled", breaches.take_step, breach_id, a_step(REMARK), by=manager, now=NOW)
    refused(
        "breach_settled", breaches.settle_breach, breach_id, BreachEnd.DROPPED, "Igen.", by=manager, now=NOW
    )
    assert records.breach(breach_id).end_word == "Rättat dagen efter."


def test_reasons_speak_of_what_happened_and_never_of_outlook(manager):
    request = a_contract()
    breach_id = a_breach(request.id, manager)
    step = a_step(WARNING, proportionality=WHY + " Ordföranden är nazist.")
    refused("outlook_in_text", breaches.take_step, breach_id, step, by=manager, now=NOW)


def test_another_boards_contract_does_not_exist(manager):
    request = a_contract()
    other = an_officer(Role.PREMISES_MANAGER, username="lokal.sod", board=a_board("SOD", "Söderås nämnd"))
    with pytest.raises(NotFound):
        a_breach(request.id, other)
