"""Each board decides its rows; two persons end a date; a list with a row that waits is not closed."""

import datetime as dt
from dataclasses import replace

import pytest

from tests.makers import NOW, a_board, an_officer
from tests.makers_applications import a_case
from tests.makers_decisions import a_proposed_case, two_officers
from tests.makers_effects import (
    CANCELLING,
    WEEK,
    a_list,
    an_association_with_support,
    another_grant,
    everything_held,
    joined,
    rows_in,
)
from tests.makers_premises import EVENING, a_booking, a_booking_request, a_premises, a_premises_duty
from tests.services.test_bookings import a_new
from vetting.domain.authority import Actor
from vetting.domain.effects import EffectWord
from vetting.domain.entries_rooms import RoomEntry
from vetting.domain.errors import NotAllowed, NotFound, Problem, Refused
from vetting.domain.slots import Turn
from vetting.domain.terms import Role
from vetting.domain.terms_premises import BookingState, PartyKind
from vetting.domain.terms_revocations import EffectKind as K
from vetting.domain.terms_revocations import EffectState as S
from vetting.records.applications import Case
from vetting.records.associations import Association
from vetting.records.bookings import Booking, BookingRequest
from vetting.records.db import db, transaction
from vetting.records.decisions import Support
from vetting.records.effect_lists import EffectList
from vetting.records.journal import JournalEntry
from vetting.records.premises import Premises
from vetting.records.reminders import Reminder
from vetting.services import letting_decisions
from vetting.services.bookings import receive_booking
from vetting.services.decisions import decide
from vetting.services.effects import close_effects, decide_effects, find_new_effects, sign_ends
from vetting.services.proposals import declare_no_conflict

KEEP = EffectWord(S.KEPT, "Verksamheten är en annan och villkoren följs.")
LAWYER = EffectWord(S.LAWYER, "Avtalet är längre än nio månader.")
END = EffectWord(S.ENDED, "Villkoret om ansvarig på plats följdes inte.", CANCELLING)


def ids(list_id: str, *kinds: K, state: S | None = None) -> list[str]:
    rows = rows_in(list_id, *([state] if state else []))
    return [row.id for row in rows if not kinds or row.kind in kinds]


def entries() -> list[str]:
    return [name for (name,) in db.session.query(JournalEntry.name).order_by(JournalEntry.seq)]


def culture_secretary() -> Actor:
    return an_officer(board=a_board("KUL"), username="kulturens.andra")


def test_the_whole_way_of_a_stopped_tenant(app):
    list_id, association, secretary, head = everything_held()
    culture = culture_secretary()
    own, others = [], []
    for row in rows_in(list_id):
        (others if row.board_id == a_board("KUL").id else own).append(row)
    assert (len(own), len(others)) == (16, 1)
    dates = ids(list_id, K.BOOKING)
    assert decide_effects(list_id, dates[:10], END, by=secretary, now=NOW) == 10
    assert decide_effects(list_id, dates[10:], KEEP, by=secretary, now=NOW) == 4
    assert db.session.query(Booking).filter_by(state=BookingState.CANCELLED).count() == 0  # not by one person
    assert sign_ends(list_id, dates[:10], by=head, now=NOW) == 10
    assert db.session.query(Booking).filter_by(state=BookingState.CANCELLED).count() == 10
    tariff = ids(list_id, K.TARIFF)
    decide_effects(list_id, tariff, replace(END, cancelling=None), by=head, now=NOW)
    sign_ends(list_id, tariff, by=secretary, now=NOW)
    assert db.session.query(BookingRequest).one().tariff_id is None
    decide_effects(list_id, [row.id for row in own if row.kind is K.GRANT], KEEP, by=secretary, now=NOW)
    with pytest.raises(Refused, match="effects_open") as refused:
        close_effects(list_id, "Allt är klart.", by=head, now=NOW)
    assert refused.value.facts == {"rows": 1}
    decide_effects(list_id, [others[0].id], KEEP, by=culture, now=NOW)
    close_effects(list_id, "Allt är klart.", by=head, now=NOW)
    assert db.session.get_one(EffectList, list_id).closed_by == head.id
    a_booking(a_booking_request(association=association), starts_at=EVENING + 9 * WEEK)
    joined(association)
    assert db.session.get_one(EffectList, list_id).closed_at is None
    with pytest.raises(Refused, match="effects_open"):
        close_effects(list_id, "Allt är klart.", by=head, now=NOW)
    told = entries()
    assert told.count(RoomEntry.EFFECT_DECIDED.value) == 17
    assert told.count(RoomEntry.EFFECT_END_PROPOSED.value) == 11
    assert RoomEntry.EFFECTS_REOPENED.value in told


def test_a_row_of_another_board_does_not_exist_for_one(app):
    list_id, _, secretary, _ = everything_held(dates=1)
    (theirs,) = (row.id for row in rows_in(list_id) if row.board_id == a_board("KUL").id)
    mine = ids(list_id, K.BOOKING)
    with pytest.raises(NotFound):
        decide_effects(list_id, [*mine, theirs], KEEP, by=secretary, now=NOW)
    assert {row.state for row in rows_in(list_id)} == {S.OPEN}  # none of them
    with pytest.raises(NotFound):
        close_effects(list_id, "Klart.", by=culture_secretary(), now=NOW)
    with pytest.raises(NotAllowed):
        decide_effects(list_id, mine, KEEP, by=an_officer(Role.COORDINATOR, everywhere=True), now=NOW)


@pytest.mark.parametrize(
    ("wanted", "code"), [([], "effect_none"), (["0" * 16], "not_found")], ids=["none", "of no list"]
)
def test_rows_must_be_chosen_among_those_of_the_list(app, wanted, code):
    list_id, _, secretary, _ = everything_held(dates=1)
    with pytest.raises(Problem, match=code):
        decide_effects(list_id, wanted, KEEP, by=secretary, now=NOW)


def test_who_says_that_it_is_to_end_does_not_sign_it_nor_another_account_of_the_same_person(app):
    list_id, _, secretary, head = everything_held(dates=2)
    dates = ids(list_id, K.BOOKING)
    with pytest.raises(Refused, match="effect_not_proposed"):
        sign_ends(list_id, dates, by=head, now=NOW)
    decide_effects(list_id, dates, END, by=secretary, now=NOW)
    same_person = replace(head, other_accounts=frozenset({secretary.id}))
    for by in (secretary, same_person):
        with pytest.raises(Refused, match="effect_second_person"):
            sign_ends(list_id, dates, by=by, now=NOW)
    decide_effects(list_id, dates[:1], KEEP, by=head, now=NOW)  # the second person may say no
    assert sign_ends(list_id, dates[1:], by=head, now=NOW) == 1
    with pytest.raises(Refused, match="effect_decided"):
        decide_effects(list_id, dates, KEEP, by=secretary, now=NOW)


def test_all_dates_end_or_none(app):
    list_id, _, secretary, head = everything_held(dates=3)
    dates = ids(list_id, K.BOOKING)
    decide_effects(list_id, dates, END, by=secretary, now=NOW)
    with transaction(is_piece=True):
        last = db.session.get_one(Booking, rows_in(list_id, S.AWAITING_SECOND)[-1].subject_id)
        last.state = BookingState.WITHDRAWN
    with pytest.raises(Refused, match="booking_not_confirmed"):
        sign_ends(list_id, dates, by=head, now=NOW)
    assert len(rows_in(list_id, S.AWAITING_SECOND)) == 3
    assert db.session.query(Booking).filter_by(state=BookingState.CANCELLED).count() == 0


def test_a_date_confirmed_after_the_revocation_needs_something_newer(app):
    list_id, association, secretary, head = everything_held(dates=0)
    late = a_booking_request(
        association=association, state=BookingState.APPROVED, received_at=NOW + dt.timedelta(days=3)
    )
    a_booking(late, starts_at=EVENING + 4 * WEEK, changed_at=NOW + dt.timedelta(days=3))
    joined(association, now=NOW + dt.timedelta(days=3))
    rows = ids(list_id, K.BOOKING)
    later = NOW + dt.timedelta(days=4)
    decide_effects(list_id, rows, END, by=secretary, now=later)
    with pytest.raises(Refused, match="new_fact_before_approval"):
        sign_ends(list_id, rows, by=head, now=later)


def test_a_grant_ends_by_its_own_decision_and_the_list_takes_note(app):
    officers = two_officers()
    association, case_id = an_association_with_support(*officers)
    support = another_grant(association, officers, parts=2)
    list_id = a_list(association, case_id, officers[1])
    rows = ids(list_id)
    with pytest.raises(Refused, match="ended_elsewhere"):
        decide_effects(list_id, rows, END, by=officers[0], now=NOW)
    with transaction(is_piece=True):
        ended = db.session.get_one(Support, support.id)
        ended.ended_on, ended.end_cause = NOW.date(), "revoked"
    assert decide_effects(list_id, rows, END, by=officers[0], now=NOW) == len(rows)
    assert {row.state for row in rows_in(list_id)} == {S.ENDED}


def test_another_party_with_the_same_contact_is_asked_about_and_never_ended(app):
    officers = two_officers()
    association, case_id = an_association_with_support(*officers)
    a_booking(a_booking_request(association=association, email_digest="e" * 64))
    list_id = a_list(association, case_id, officers[1])
    a_booking(a_booking_request(email_digest="e" * 64))
    turn = Turn("new-effects", "2026-11-21", NOW)
    assert find_new_effects(turn, NOW) == {"count": 1}
    assert find_new_effects(turn, NOW) is None
    (linked,) = ids(list_id, K.LINKED_REQUEST)
    with pytest.raises(Refused, match="link_ends_nothing"):
        decide_effects(list_id, [linked], END, by=officers[0], now=NOW)
    decide_effects(list_id, [linked], LAWYER, by=officers[0], now=NOW)
    decide_effects(list_id, [linked], KEEP, by=officers[0], now=NOW)
    assert [row.state for row in rows_in(list_id) if row.id == linked] == [S.KEPT]


def test_what_a_lawyer_has_still_waits(app):
    list_id, _, secretary, head = everything_held(dates=0)
    own = [row.id for row in rows_in(list_id) if row.board_id == a_board().id]
    lawyer, _ = an_officer(Role.LAWYER), an_officer(Role.LAWYER, board=a_board("KUL"))
    decide_effects(list_id, own, LAWYER, by=secretary, now=NOW)
    (told,) = db.session.query(Reminder).filter_by(kind="effect_asked")
    assert (told.officer_id, told.facts) == (lawyer.id, {"rows": str(len(own))})
    with pytest.raises(Refused, match="effects_open"):
        close_effects(list_id, "Klart.", by=head, now=NOW)


def test_those_who_manage_the_premises_are_told_once_and_who_signed_is_not(app):
    list_id, _, secretary, head = everything_held(dates=2)
    hall = db.session.query(Premises).one()
    keeper = an_officer(Role.PREMISES_MANAGER)
    a_premises_duty(hall, keeper.id)
    a_premises_duty(hall, head.id)
    a_premises_duty(hall, secretary.id, until_on=dt.date(2026, 3, 1))
    dates = ids(list_id, K.BOOKING)
    decide_effects(list_id, dates, END, by=secretary, now=NOW)
    sign_ends(list_id, dates, by=head, now=NOW)
    (told,) = db.session.query(Reminder).filter_by(kind="dates_cancelled")
    assert (told.officer_id, told.facts["dates"]) == (keeper.id, "2")


def test_a_list_is_closed_once_and_with_a_word(app):
    list_id, _, secretary, head = everything_held(dates=0)
    for row in rows_in(list_id):
        by = secretary if row.board_id == a_board().id else culture_secretary()
        decide_effects(list_id, [row.id], KEEP, by=by, now=NOW)
    with pytest.raises(Refused, match="text_missing"):
        close_effects(list_id, " ", by=head, now=NOW)
    close_effects(list_id, "Allt prövat.", by=head, now=NOW)
    with pytest.raises(Refused, match="effects_closed"):
        close_effects(list_id, "Allt prövat.", by=head, now=NOW)


def _received(association: Association, hall: Premises, by: Actor) -> None:
    new = a_new(hall.id, party_kind=PartyKind.ASSOCIATION, association_id=association.id)
    receive_booking(new, by=by, now=NOW)


def _approved(association: Association, hall: Premises, by: Actor) -> None:
    request = a_booking_request(hall, association=association)
    a_booking(request)
    joined(association)  # as it did when it was received
    letting_decisions.approve(request.id, (), by=by, now=NOW)


def _applied(association: Association, hall: Premises, by: Actor) -> None:
    a_case(by, association=association)


def _granted(association: Association, hall: Premises, by: Actor) -> None:
    head = an_officer(Role.UNIT_HEAD, username="chef2")
    case_id, proposal_id = a_proposed_case(by, number=950)
    with transaction(is_piece=True):
        db.session.get_one(Case, case_id).association_id = association.id
    declare_no_conflict(case_id, by=head, now=NOW)
    decide(case_id, proposal_id, by=head, now=NOW)


@pytest.mark.parametrize(
    ("deed", "role", "kinds"),
    [
        (_received, Role.PREMISES_MANAGER, [K.BOOKING_REQUEST]),
        (_approved, Role.PREMISES_MANAGER, [K.BOOKING, K.BOOKING_REQUEST]),
        (_applied, Role.CULTURE_SECRETARY, [K.APPLICATION]),
        (_granted, Role.CULTURE_SECRETARY, [K.GRANT]),
    ],
    ids=["booking received", "booking approved", "application", "grant"],
)
def test_whatever_is_received_or_given_after_the_revocation_joins_its_list(app, deed, role, kinds):
    officers = two_officers()
    association, case_id = an_association_with_support(*officers)
    list_id = a_list(association, case_id, officers[1])
    assert rows_in(list_id) == []
    by = officers[0] if role is Role.CULTURE_SECRETARY else an_officer(role, username="lokal")
    deed(association, a_premises(), by)
    assert sorted(row.kind for row in rows_in(list_id)) == sorted(kinds)
    assert {row.is_later for row in rows_in(list_id)} == {True}
