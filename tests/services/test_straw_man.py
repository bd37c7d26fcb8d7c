"""Feature 19 and the sequence of 2017-18: contracts held against contracts, explained, never a list of persons."""

import datetime as dt

import pytest

from tests.makers import NOW, an_officer
from tests.makers_associations import an_association
from tests.makers_contracts import a_bar, a_contract, a_head, a_manager
from tests.makers_lettings import terminated
from tests.makers_premises import EVENING, a_booking, a_booking_request, a_premises
from tests.queries import count_queries
from vetting.domain.booking import phone_digest
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms import Role
from vetting.domain.terms_associations import GiroKind
from vetting.domain.terms_lettings import PointWeight, TenancyPoint, TenancyQuestion
from vetting.domain.terms_premises import PartyKind, PurposeKind, TenancyVerdict
from vetting.records.associations import association
from vetting.records.bookings import BookingRequest
from vetting.records.db import db, transaction
from vetting.records.lettings import BookingQuestion
from vetting.records.tenancy_facts import seen_closely
from vetting.services import letting_decisions, lettings
from vetting.services import premises as premises_service
from vetting.services.lettings import Answers

P, Q = TenancyPoint, TenancyQuestion
PHONE = {"booker_phone": "08-465 004 10", "phone_digest": phone_digest("08-465 004 10")}
TODAY = swedish_day(NOW)
THE_TWO = (Q.USERS, Q.EARLIER_CONTRACT)


def seen(request, *, today=TODAY):
    return seen_closely(db.session.get_one(BookingRequest, request.id), today=today).tenancy


def points(tenancy, weight):
    return [point.kind for point in tenancy.points if point.weight is weight]


@pytest.fixture
def stopped(app):
    """An association that is stopped, and that had a contract with a telephone number."""
    by = an_officer(Role.REGISTRAR)
    association_id = an_association("Almviks Kamratförening", by=by)
    a_booking(a_booking_request(association=association(association_id), **PHONE))
    a_bar(association_id)
    return association_id


def test_a_new_party_with_the_contact_of_a_stopped_association_gets_the_two_questions(stopped):
    asked = a_booking(a_booking_request(a_premises("Annan sal"), party_name="Sjöviks träningsgrupp", **PHONE))
    tenancy = seen(db.session.get_one(BookingRequest, asked.request_id))
    assert (tenancy.verdict, tenancy.questions) == (TenancyVerdict.ASK, THE_TWO)
    assert tenancy.talk_to != ()
    assert points(tenancy, PointWeight.ASK) == [P.BARRED_CONTACT]


def test_a_mere_likeness_of_names_is_weak_and_forces_no_question(stopped):
    asked = a_booking(a_booking_request(a_premises("Annan sal"), party_name="Almvik Kamratförenig"))
    tenancy = seen(db.session.get_one(BookingRequest, asked.request_id))
    assert (tenancy.verdict, tenancy.questions) == (TenancyVerdict.GO, ())
    assert points(tenancy, PointWeight.NOTE) == [P.NAME_LIKENESS]


def test_a_private_person_is_never_held_against_names(stopped):
    asked = a_booking(
        a_booking_request(
            a_premises("Annan sal"), party_name="Almvik Kamratförenig", party_kind=PartyKind.PRIVATE
        )
    )
    assert seen(db.session.get_one(BookingRequest, asked.request_id)).points == ()


def test_the_stopped_party_itself_is_stopped_with_who_set_it_and_until_when(stopped):
    asked = a_booking(a_booking_request(a_premises("Annan sal"), association=association(stopped)))
    tenancy = seen(db.session.get_one(BookingRequest, asked.request_id))
    assert tenancy.verdict is TenancyVerdict.STOP
    (mark,) = [point for point in tenancy.points if point.kind is P.BARRED]
    assert mark.facts["board"] == "Norrdals stadsdelsnämnd"


def test_the_answer_is_stored_with_the_booking_and_lets_it_through(stopped):
    manager = a_manager()
    request_id = a_booking(a_booking_request(a_premises("Annan sal"), **PHONE)).request_id
    words = {Q.USERS: "Vår egen grupp, ansvarig är bokaren.", Q.EARLIER_CONTRACT: "Nej."}
    lettings.keep_answers(request_id, Answers(words), by=manager, now=NOW)
    kept = {
        one.question: one.answer for one in db.session.query(BookingQuestion).filter_by(request_id=request_id)
    }
    assert kept == words
    letting_decisions.approve(request_id, (), by=manager, now=NOW)


def test_terminated_and_the_same_hall_sought_through_another_with_the_same_telephone(app):
    manager, head = a_manager(), a_head()
    first = a_contract(
        party_kind=PartyKind.PRIVATE,
        party_name="Den första bokaren",
        org_number=None,
        purpose_kind=PurposeKind.TRAINING,
        **PHONE,
    )
    terminated(first.id, manager, head)
    room = db.session.get_one(BookingRequest, first.id).premises_id
    again = a_booking_request(
        premises_id=room,
        party_kind=PartyKind.PRIVATE,
        party_name="En annan bokare",
        org_number=None,
        actual_user="",
        purpose_kind=PurposeKind.TRAINING,
        **PHONE,
    )
    a_booking(again, starts_at=NOW + dt.timedelta(days=60), premises_id=room)
    tenancy = seen(again, today=TODAY + dt.timedelta(days=30))
    assert (tenancy.verdict, tenancy.questions) == (TenancyVerdict.ASK, THE_TWO)
    (link,) = [point for point in tenancy.points if point.kind is P.ENDED_CONTRACT]
    assert link.facts["shared"] == "phone"
    assert link.facts["contract"] == first.id
    assert link.facts["party"] == "", "no list of persons: a private party is not named"


def test_one_request_is_held_against_everything_in_few_queries(stopped):
    request_id = a_booking(a_booking_request(a_premises("Annan sal"), **PHONE)).request_id
    request = db.session.get_one(BookingRequest, request_id)
    with count_queries() as sent:
        seen_closely(request, today=TODAY)
    assert len(sent) <= 15


def test_dates_outside_the_opening_hours_are_told_and_ask_nothing(app):
    """Two of three Fridays, one of them given another hall of the board that has told no hours."""
    room, other = a_premises("Salen"), a_premises("Annan sal")
    request = a_booking_request(room)
    for weeks, premises in ((0, room), (1, room), (2, other)):
        a_booking(
            request, starts_at=EVENING + dt.timedelta(weeks=weeks, hours=weeks), premises_id=premises.id
        )
    assert points(seen(request), PointWeight.NOTE) == [], "nobody has told when it is open"
    premises_service.set_hours(room.id, {4: ("08:00", "21:00")}, by=a_manager(), now=NOW)
    tenancy = seen(request)
    (told,) = [one for one in tenancy.points if one.kind is P.OUTSIDE_HOURS]
    assert (told.weight, told.facts["count"], tenancy.verdict) == (PointWeight.NOTE, 1, TenancyVerdict.GO)


@pytest.mark.parametrize(("giro", "is_asked"), [("55551111", True), ("55552222", False)])
def test_two_associations_paid_to_the_same_account_are_asked_about_and_not_stopped(app, giro, is_asked):
    by = an_officer(Role.REGISTRAR)
    first, second = (an_association(name, by=by) for name in ("Almviks Kamratförening", "Sjöviks motion"))
    with transaction(is_piece=True):
        for party, number in ((first, "55551111"), (second, giro)):
            association(party).giro, association(party).giro_kind = number, GiroKind.BANKGIRO
    room = a_premises("Almviks gymnastiksal")
    contract = a_contract(premises=room, association=association(first))
    terminated(contract.id, a_manager(), a_head())
    asked = a_booking_request(a_premises("Annan sal"), association=association(second))
    a_booking(asked)
    tenancy = seen(asked)
    assert points(tenancy, PointWeight.ASK) == [P.ENDED_CONTRACT] * is_asked
    assert tenancy.questions == THE_TWO * is_asked
    assert TenancyPoint.BARRED not in [one.kind for one in tenancy.points]
