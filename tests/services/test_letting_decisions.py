"""Deciding on rooms: approved by default, refused with reasons at once, two persons, cancelled on a new fact."""

import datetime as dt
from dataclasses import replace

import pytest

from tests.makers import NOW, a_board, an_officer
from tests.makers_premises import EVENING, a_booking, a_booking_request, a_premises
from tests.makers_refusals import refused
from vetting.domain.errors import NotAllowed, NotFound, Refused
from vetting.domain.lettings import Cancellation, Refusal, TriedMeasure
from vetting.domain.terms import Role
from vetting.domain.terms_lettings import (
    FreedomRight,
    LettingGround,
    LettingKind,
    PoliceWord,
    TenancyQuestion,
)
from vetting.domain.terms_premises import BookingState, MilderMeasure, PremisesKind, TenancyVerdict
from vetting.records.bookings import Booking, BookingRequest
from vetting.records.db import db, transaction
from vetting.records.journal import JournalEntry
from vetting.records.lettings import BookingDecision, BookingQuestion, BookingVerdict, PoliceContactNote
from vetting.records.premises import premises_of
from vetting.records.reminders import Reminder
from vetting.services import letting_decisions, lettings
from vetting.services.lettings import Answers, PoliceSaying

G, S = LettingGround, BookingState
RIGHTS = frozenset(FreedomRight)
GUARD = (TriedMeasure(MilderMeasure.GUARD, "Vakter erbjöds men räckte inte enligt polisen."),)
TAKEN = Refusal(G.SLOT_TAKEN, "Salen är bokad av en annan förening samma kväll.", rights=RIGHTS)
RISK = Refusal(G.ORDER_RISK, "Polisen beskrev den 19 november ett hot mot huset den kvällen.", GUARD, RIGHTS)
LEAK = Cancellation(
    G.UNUSABLE,
    "En vattenläcka den 20 november gör salen obrukbar i två veckor.",
    NOW.date(),
    (TriedMeasure(MilderMeasure.OTHER_ROOM, "Biblioteket erbjöds och godtogs inte."),),
    RIGHTS,
)
SAID = PoliceSaying(
    NOW - dt.timedelta(hours=2), "Vakthavande befäl", PoliceWord.RISK, "Ett konkret hot finns."
)
LATER = NOW + dt.timedelta(hours=1)


@pytest.fixture
def manager(app):
    return an_officer(Role.PREMISES_MANAGER)


@pytest.fixture
def head(app):
    return an_officer(Role.UNIT_HEAD)


@pytest.fixture
def request_id(app):
    return a_booking().request_id


def row(request_id):
    return db.session.get_one(BookingRequest, request_id)


def dates(request_id):
    return db.session.query(Booking).filter_by(request_id=request_id).order_by(Booking.starts_at).all()


def entries(request_id):
    found = db.session.query(JournalEntry).filter_by(subject=f"booking_request:{request_id}")
    return [entry.name for entry in found.order_by(JournalEntry.seq)]


def test_a_whole_request_is_approved_with_its_letter_at_once(manager, request_id):
    decision_id = letting_decisions.approve(request_id, (), by=manager, now=NOW)
    decision = db.session.get_one(BookingDecision, decision_id)
    assert (row(request_id).state, decision.kind) == (S.APPROVED, LettingKind.APPROVAL)
    assert [one.state for one in dates(request_id)] == [S.APPROVED]
    assert "Bokningen är godkänd" in letting_decisions.shown_letter(decision_id, by=manager).markup
    assert entries(request_id)[-1] == "BookingApproved"
    assert (
        db.session.query(BookingVerdict).filter_by(request_id=request_id).one().verdict is TenancyVerdict.GO
    )


def test_dates_are_decided_one_by_one(manager, request_id):
    more = a_booking(row(request_id), starts_at=EVENING + dt.timedelta(days=7))
    letting_decisions.approve(request_id, [more.id], by=manager, now=NOW)
    assert [one.state for one in dates(request_id)] == [S.PENDING, S.APPROVED]
    assert row(request_id).state is S.PENDING
    refused("booking_not_waiting", letting_decisions.approve, request_id, [more.id], by=manager, now=NOW)


def test_what_is_still_asked_needs_a_word_to_be_approved(manager):
    request_id = a_booking(a_booking_request(actual_user="")).request_id
    refused("questions_open", letting_decisions.approve, request_id, (), by=manager, now=NOW)
    word = "Bokaren nås inte, och tiden är i kväll: vanliga villkor gäller."
    letting_decisions.approve(request_id, (), in_spite=word, by=manager, now=NOW)
    decision = db.session.query(BookingDecision).filter_by(request_id=request_id).one()
    assert decision.content == {"in_spite": word}
    assert word not in letting_decisions.shown_letter(decision.id, by=manager).markup


@pytest.mark.parametrize(
    ("columns", "expected", "code"),
    [
        ({"capacity": 39}, 40, "over_capacity"),
        ({"is_open": False}, 40, "room_closed"),
        ({"kind": PremisesKind.PARTNER_HALL}, 40, "hall_owner_decides"),
        ({"kind": PremisesKind.PUBLIC_PLACE}, 40, "booking_public_place"),
    ],
)
def test_no_word_lets_through_what_is_not_the_boards_or_does_not_fit(manager, columns, expected, code):
    request_id = a_booking(a_booking_request(a_premises(**columns), expected=expected)).request_id
    word = "Det går nog bra ändå, tror vi här i huset."
    refused(code, letting_decisions.approve, request_id, (), in_spite=word, by=manager, now=NOW)


def test_two_cannot_have_the_room_and_the_second_is_refused_at_once(manager, request_id):
    other = a_booking(a_booking_request(a_premises("Annan sal"))).request_id
    again = a_booking(a_booking_request(premises_of(row(request_id).premises_id))).request_id
    refused("ground_not_borne_out", letting_decisions.refuse, again, (), TAKEN, by=manager, now=NOW)
    letting_decisions.approve(request_id, (), by=manager, now=NOW)
    refused("slot_taken", letting_decisions.approve, again, (), by=manager, now=NOW)
    decision_id = letting_decisions.refuse(again, (), TAKEN, by=manager, now=NOW)
    decision = db.session.get_one(BookingDecision, decision_id)
    assert (decision.decided_by, row(again).state) == (manager.id, S.REFUSED)
    letter = letting_decisions.shown_letter(decision_id, by=manager).markup
    for heading in (
        "Bokning",
        "Faktiskt hinder",
        "Prövade mildare åtgärder",
        "Kontakt med polis",
        "Beslutsfattare",
        "Skäl lämnade samma dag",
        "Annan tid eller sal vi erbjuder",
    ):
        assert f"<h2>{heading}</h2>" in letter
    assert TAKEN.hindrance in letter
    assert row(other).state is S.PENDING


def test_questions_are_put_and_answers_are_kept_with_the_booking(manager):
    request_id = a_booking(a_booking_request(actual_user="", expected=None)).request_id
    put = lettings.put_questions(request_id, by=manager, now=NOW)
    assert put == (TenancyQuestion.USERS, TenancyQuestion.PARTICULARS)
    refused("nothing_to_ask", lettings.put_questions, request_id, by=manager, now=NOW)
    words = {
        TenancyQuestion.USERS: "En träningsgrupp med vänner.",
        TenancyQuestion.PARTICULARS: "Träning, 25.",
    }
    lettings.keep_answers(
        request_id, Answers(words, actual_user="Vängruppen", expected=25), by=manager, now=LATER
    )
    kept = {
        one.question: one.answer for one in db.session.query(BookingQuestion).filter_by(request_id=request_id)
    }
    assert kept == words
    assert (row(request_id).actual_user, row(request_id).expected) == ("Vängruppen", 25)
    letting_decisions.approve(request_id, (), by=manager, now=LATER)
    assert row(request_id).state is S.APPROVED


def test_what_was_not_asked_is_not_missing(manager):
    request_id = a_booking(a_booking_request(actual_user="")).request_id
    missing = replace(
        TAKEN, ground=G.USER_MISSING, hindrance="Bokaren har inte svarat på vem som ska använda."
    )
    refused("question_not_put", letting_decisions.refuse, request_id, (), missing, by=manager, now=NOW)
    lettings.put_questions(request_id, by=manager, now=NOW)
    letting_decisions.refuse(request_id, (), missing, by=manager, now=LATER)
    assert row(request_id).state is S.REFUSED


def told_to_sign():
    rows = db.session.query(Reminder).filter_by(kind="letting_to_sign", handled_at=None)
    return {one.officer_id for one in rows}


def test_a_refusal_for_order_waits_for_a_second_person(manager, head, request_id):
    refused("police_note_missing", letting_decisions.refuse, request_id, (), RISK, by=manager, now=NOW)
    note_id = lettings.note_police_contact(request_id, SAID, by=manager, now=NOW)
    risk = replace(RISK, contact_id=note_id)
    decision_id = letting_decisions.refuse(request_id, (), risk, by=manager, now=NOW)
    assert row(request_id).state is S.PENDING
    refused("refusal_waits", letting_decisions.approve, request_id, (), by=manager, now=NOW)
    refused("decider_is_proposer", letting_decisions.sign_refusal, decision_id, by=manager, now=NOW)
    with pytest.raises(NotFound):
        letting_decisions.shown_letter(decision_id, by=manager)
    assert told_to_sign() == {head.id}
    letting_decisions.sign_refusal(decision_id, by=head, now=LATER)
    assert told_to_sign() == set()
    assert row(request_id).state is S.REFUSED
    letter = letting_decisions.shown_letter(decision_id, by=manager).markup
    assert "Vakthavande befäl" in letter
    assert "prövats av två personer" in letter
    refused("refusal_gone", letting_decisions.sign_refusal, decision_id, by=head, now=LATER)


def test_the_second_person_can_return_it_with_a_word(manager, head, request_id):
    lettings.note_police_contact(request_id, SAID, by=manager, now=NOW)
    note_id = db.session.query(PoliceContactNote.id).filter_by(request_id=request_id).scalar()
    risk = replace(RISK, contact_id=note_id)
    decision_id = letting_decisions.refuse(request_id, (), risk, by=manager, now=NOW)
    letting_decisions.return_refusal(decision_id, "Pröva en annan tid först.", by=head, now=LATER)
    assert db.session.get_one(BookingDecision, decision_id).returned_reason == "Pröva en annan tid först."
    assert told_to_sign() == set()
    again = letting_decisions.refuse(request_id, (), risk, by=manager, now=LATER)
    assert told_to_sign() == {head.id}, "what is proposed again is told again"
    letting_decisions.return_refusal(again, "Som förut.", by=head, now=LATER)
    spoken = "Annan tid är överenskommen i dag."
    letting_decisions.approve(request_id, (), in_spite=spoken, by=manager, now=LATER)
    assert row(request_id).state is S.APPROVED


def test_the_table_itself_refuses_one_person_for_two(manager, request_id):
    with pytest.raises(Refused, match="decider_is_proposer"):
        _sign_alone(request_id, manager.id)


def _sign_alone(request_id, officer_id):
    with transaction(is_piece=True):
        db.session.add(
            BookingDecision(
                request_id=request_id,
                kind=LettingKind.REFUSAL,
                booking_ids=[],
                ground=G.ORDER_RISK,
                content={},
                needs_second=True,
                proposed_by=officer_id,
                proposed_at=NOW,
                decided_by=officer_id,
                decided_at=NOW,
                letter={},
                digest="0" * 64,
            )
        )
        db.session.flush()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"contacted_at": LATER}, "police_contact_ahead"),
        ({"said": ""}, "text_missing"),
        ({"said": "Gruppen är känd för sin ideologi."}, "wording_outlook"),
    ],
)
def test_what_the_police_said_is_about_the_event(manager, request_id, change, code):
    saying = replace(SAID, **change)
    refused(code, lettings.note_police_contact, request_id, saying, by=manager, now=NOW)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"new_fact": ""}, "new_fact_missing"),
        ({"measures": ()}, "measure_missing"),
        ({"new_fact_on": NOW.date() - dt.timedelta(days=1)}, "new_fact_before_approval"),
        ({"new_fact_on": NOW.date() + dt.timedelta(days=1)}, "new_fact_ahead"),
        ({"ground": G.BARRED}, "ground_not_borne_out"),
    ],
)
def test_a_confirmed_date_is_cancelled_on_a_new_fact_alone(manager, request_id, change, code):
    refused("booking_not_confirmed", letting_decisions.cancel, request_id, (), LEAK, by=manager, now=NOW)
    letting_decisions.approve(request_id, (), by=manager, now=NOW)
    refused(code, letting_decisions.cancel, request_id, (), replace(LEAK, **change), by=manager, now=LATER)
    decision_id = letting_decisions.cancel(request_id, (), LEAK, by=manager, now=LATER)
    assert row(request_id).state is S.CANCELLED
    assert "Bokningen ställs in" in letting_decisions.shown_letter(decision_id, by=manager).markup


def test_a_cancelling_for_order_takes_two_persons(manager, head, request_id):
    letting_decisions.approve(request_id, (), by=manager, now=NOW)
    note_id = lettings.note_police_contact(request_id, SAID, by=manager, now=NOW)
    risk = replace(LEAK, ground=G.ORDER_RISK, contact_id=note_id)
    decision_id = letting_decisions.cancel(request_id, (), risk, by=manager, now=LATER)
    assert row(request_id).state is S.APPROVED
    letting_decisions.sign_refusal(decision_id, by=head, now=LATER)
    assert row(request_id).state is S.CANCELLED


def test_another_boards_rooms_do_not_exist(request_id):
    stranger = an_officer(Role.PREMISES_MANAGER, board=a_board("SYD", "Sörlunda stadsdelsnämnd"))
    with pytest.raises(NotFound):
        letting_decisions.approve(request_id, (), by=stranger, now=NOW)
    with pytest.raises(NotAllowed):
        letting_decisions.approve(request_id, (), by=an_officer(Role.CULTURE_SECRETARY), now=NOW)
