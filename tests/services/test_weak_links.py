"""Links that are questions: the freed hour for three months, the account of another party, a tariff used again."""

import datetime as dt

import pytest

from tests.makers import NOW, a_board
from tests.makers_applications import an_association
from tests.makers_contracts import TODAY, a_bar, a_contract, a_head, a_manager
from tests.makers_decisions import two_officers
from tests.makers_effects import a_list, a_series, a_tariff, an_association_with_support, joined, rows_in
from tests.makers_lettings import terminated
from tests.makers_premises import EVENING, a_booking, a_booking_request, a_premises
from tests.services.test_effects import END, KEEP, replace
from vetting.domain.giro import GiroKind
from vetting.domain.terms_contracts import BarLink
from vetting.domain.terms_premises import BookingState, PartyKind
from vetting.domain.terms_revocations import BarReach
from vetting.domain.terms_revocations import EffectKind as K
from vetting.domain.terms_revocations import EffectState as S
from vetting.reading.effect_list import RowFilter, effect_page
from vetting.records.bookings import Booking, BookingRequest
from vetting.records.contract_links import ties_of
from vetting.records.db import db, transaction
from vetting.records.premises import premises_of
from vetting.records.reminders import Reminder
from vetting.services.effects import decide_effects, sign_ends

WEEK = dt.timedelta(weeks=1)


@pytest.mark.parametrize(("days", "is_asked"), [(30, True), (91, True), (120, False)])
def test_a_freed_hour_is_asked_about_for_three_months(app, days, is_asked):
    first = a_contract(party_kind=PartyKind.BODY, org_number=None)
    terminated(first.id, a_manager(), a_head())
    a_bar(None, request_id=first.id, board_ids=(a_board().id,), reach=BarReach.ROOMS)
    room = premises_of(db.session.get_one(BookingRequest, first.id).premises_id)
    again = a_booking_request(room, org_number="8899999034", party_name="Andra")
    starts_at = _hour_of(first.id) + 60 * WEEK
    a_booking(again, starts_at=starts_at)
    today = TODAY + dt.timedelta(days=days)
    ties = ties_of((again,), {again.id: room.board_id}, today=today)
    found = [one.link for by in (ties.ended, ties.barred) for one in by.get(again.id, ())]
    assert found == ([BarLink.SLOT] * 2 if is_asked else [])


def _hour_of(request_id):
    return db.session.query(Booking).filter_by(request_id=request_id).first().starts_at


def test_a_request_paid_to_the_same_account_is_a_question_row(app):
    officers = two_officers()
    association, case_id = an_association_with_support(*officers)
    same, other = an_association("Nya föreningen", "8899999034"), an_association("Annan", "8899999042")
    with transaction(is_piece=True):
        for one, giro in ((association, "5050505"), (same, "5050505"), (other, "5050513")):
            one.giro_kind, one.giro = GiroKind.BANKGIRO, giro
    for party in (same, other):
        a_booking(a_booking_request(association=party), starts_at=EVENING + WEEK)
    list_id = a_list(association, case_id, officers[0])
    (row,) = [row for row in rows_in(list_id) if row.kind is K.LINKED_REQUEST]
    assert db.session.get_one(BookingRequest, row.subject_id).association_id == same.id


def test_a_tariff_that_ended_and_is_used_again_is_a_row_of_its_own(app):
    secretary, head = two_officers()
    association, case_id = an_association_with_support(secretary, head)
    hall = a_premises()
    tariff = a_tariff(hall)
    a_series(association, dates=1, premises=hall, tariff=tariff)
    list_id = a_list(association, case_id, secretary)
    _end_tariffs(list_id, secretary, head)
    joined(association)
    assert [row.state for row in _tariffs(list_id)] == [S.ENDED]  # nothing uses it
    again = a_booking_request(hall, association=association, state=BookingState.APPROVED, tariff_id=tariff.id)
    a_booking(again, starts_at=EVENING + 2 * WEEK)
    joined(association)
    joined(association)  # once
    assert sorted(row.state for row in _tariffs(list_id)) == [S.ENDED, S.OPEN]
    line = next(
        one
        for one in effect_page(list_id, RowFilter(), actor=head).lines
        if one.kind is K.TARIFF and one.state is S.OPEN
    )
    assert line.tariff == tariff.name
    _end_tariffs(list_id, secretary, head)
    db.session.expire_all()
    assert db.session.get_one(BookingRequest, again.id).tariff_id is None
    assert [row.state for row in _tariffs(list_id)] == [S.ENDED, S.ENDED]


def test_who_may_sign_is_told_and_named_until_it_is_signed(app):
    secretary, head = two_officers()
    association, case_id = an_association_with_support(secretary, head)
    hall = a_premises()
    a_series(association, dates=2, premises=hall)
    list_id = a_list(association, case_id, secretary)
    dates = [row.id for row in rows_in(list_id) if row.kind is K.BOOKING]
    decide_effects(list_id, dates, END, by=secretary, now=NOW)
    assert _told() == {head.id: "2"}
    page = effect_page(list_id, RowFilter(), actor=secretary)
    assert page.signers == ((a_board().name, (head.name,)),)
    decide_effects(list_id, dates[:1], KEEP, by=head, now=NOW + dt.timedelta(minutes=1))
    assert _told() == {head.id: "1"}
    sign_ends(list_id, dates[1:], by=head, now=NOW + dt.timedelta(minutes=2))
    assert _told() == {}
    page = effect_page(list_id, RowFilter(), actor=secretary)
    assert page.signers == ()
    (line,) = [one for one in page.lines if one.is_signed]
    assert (line.said_by, line.decided_by) == (secretary.name, head.name)


def _told():
    rows = db.session.query(Reminder).filter_by(kind="effect_to_sign", handled_at=None)
    return {one.officer_id: one.facts["rows"] for one in rows}


def _tariffs(list_id):
    return [row for row in rows_in(list_id) if row.kind is K.TARIFF]


def _end_tariffs(list_id, proposer, signer):
    ids = [row.id for row in _tariffs(list_id) if row.state is S.OPEN]
    decide_effects(list_id, ids, replace(END, cancelling=None), by=proposer, now=NOW)
    sign_ends(list_id, ids, by=signer, now=NOW)
