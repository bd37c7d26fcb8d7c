"""One check given by hand or passed on: the checker is replaced, never the object; readings stay apart."""

import datetime as dt

import pytest

from tests.makers import NOW, a_board, an_officer
from tests.makers_rosters import MONDAY, WEEKS, actor_named, checks_of, drawn, people, reminded, shared
from tests.makers_spot_checks import (
    HALF_DRAWN,
    READ_TWICE,
    a_checker,
    a_round_of_checks,
    answered,
    check_row,
    filled_in,
    give,
    version_of,
)
from vetting.domain.authority import Actor
from vetting.domain.errors import NotAllowed, NotFound, Refused
from vetting.domain.terms import Role
from vetting.domain.terms_spot_checks import LeftReason, SpotCheckState
from vetting.records.absences import Absence
from vetting.records.applications import Case
from vetting.records.check_sheets import CheckAnswer, CheckReading
from vetting.records.db import db, transaction
from vetting.records.journal import JournalEntry, JournalPayload
from vetting.records.officers import Appointment
from vetting.records.spot_checks import CheckerConflict, SpotCheck
from vetting.services import accounts, checkers, rosters, spot_checks
from vetting.services.populations import leave_population

LATER = NOW + dt.timedelta(hours=1)


def as_actor(officer_id, officers) -> Actor:
    return next(one for one in officers if one.id == officer_id)


def read_twice():
    """A shared-out round of one check read twice: id, its two readers, and the one who is left."""
    round_id, by, ids = drawn(1, terms=READ_TWICE)
    three = people(3)
    shared(round_id, by, three)
    row = check_row(ids[0])
    first, second = as_actor(row.officer_id, three), as_actor(row.second_officer_id, three)
    third = next(one for one in three if one not in (first, second))
    return ids[0], first, second, third


def test_a_conflict_replaces_the_checker_and_never_the_object(app):
    round_id, by, ids = drawn(3)
    two = people(2)
    shared(round_id, by, two)
    row = check_row(ids[0])
    before = (row.item, row.case_id, row.support_id, row.ticket, row.position, row.week_on)
    leaves = as_actor(row.officer_id, two)
    stays = next(one for one in two if one is not leaves)
    checkers.declare_conflict(ids[0], "Min syster är kassör.", by=leaves, now=NOW)
    row = check_row(ids[0])
    assert row.officer_id == stays.id
    assert (row.item, row.case_id, row.support_id, row.ticket, row.position, row.week_on) == before
    assert [(one.check_id, one.officer_id) for one in db.session.query(CheckerConflict)] == [
        (ids[0], leaves.id)
    ]
    told = [one.name for one in db.session.query(JournalEntry).filter_by(subject=f"spot_check:{ids[0]}")]
    assert {"ConflictDeclared", "CheckerReplaced"} <= set(told)
    # and never again: not by sharing out anew, nor by hand
    shared(round_id, by, two)
    assert check_row(ids[0]).officer_id == stays.id
    with pytest.raises(Refused) as refusal:
        checkers.give_check(ids[0], leaves.id, week_on=MONDAY, by=by, now=NOW)
    assert (refusal.value.code, refusal.value.facts["why"]) == ("checker_barred", "conflict")


def test_the_reason_is_no_fact_of_the_journal(app):
    check_id, first, _, _ = read_twice()
    checkers.declare_conflict(check_id, "Hemligt skäl", by=first, now=NOW)
    assert not [row for row in db.session.query(JournalPayload) if "Hemligt" in row.body]


def test_with_nobody_left_the_check_is_open_and_the_coordinators_are_reminded(app):
    round_id, by, ids = drawn(1)
    one = people(1)[0]
    shared(round_id, by, [one])
    checkers.declare_conflict(ids[0], "Jäv", by=one, now=NOW)
    row = check_row(ids[0])
    assert (row.officer_id, row.week_on, reminded()) == (None, None, [row.item])
    other = a_checker("reserv")
    checkers.give_check(ids[0], other.id, week_on=MONDAY, by=by, now=NOW)
    assert (check_row(ids[0]).officer_id, reminded()) == (other.id, [])


def test_answers_stay_as_their_writers_and_the_next_one_goes_on(app):
    round_id, by, ids = drawn(1)
    anna, bo = people(2)
    shared(round_id, by, [anna])
    rosters.share_out(round_id, [(anna.id, 3), (bo.id, 3)], weeks=WEEKS, by=by, now=NOW)
    first = as_actor(check_row(ids[0]).officer_id, [anna, bo])
    second = bo if first is anna else anna
    answered(ids[0], first, U06="ja")
    checkers.declare_conflict(ids[0], "Jäv", by=first, now=NOW)
    with pytest.raises(NotFound):
        answered(ids[0], first, U01="ja")
    answered(ids[0], second, U01="ja")
    written = {row.question_id: row.answered_by for row in db.session.query(CheckAnswer)}
    assert written == {"U06": first.id, "U01": second.id}
    assert check_row(ids[0]).state is SpotCheckState.UNDER_WAY


def test_a_blind_second_reading_stays_blind(app):
    """With two officers, nobody but the second reader is left: the first reading is not given to them."""
    round_id, by, ids = drawn(1, terms=READ_TWICE)
    two = people(2)
    shared(round_id, by, two)
    row = check_row(ids[0])
    first, second = as_actor(row.officer_id, two), as_actor(row.second_officer_id, two)
    answered(ids[0], second, reading=2, U06="ja")
    checkers.declare_conflict(ids[0], "Jäv", by=first, now=NOW)
    row = check_row(ids[0])
    assert (row.officer_id, row.second_officer_id) == (None, second.id)
    with pytest.raises(Refused) as refusal:
        checkers.give_check(ids[0], second.id, week_on=MONDAY, by=by, now=NOW)
    assert refusal.value.facts["why"] == "other_reading"


def test_who_wrote_one_reading_never_gets_the_other(app):
    check_id, first, second, third = read_twice()
    by = actor_named("samordnare")
    answered(check_id, first, U06="ja")
    checkers.give_check(check_id, third.id, week_on=MONDAY, by=by, now=NOW)
    with pytest.raises(Refused) as refusal:
        checkers.give_second_reading(check_id, first.id, by=by, now=NOW)
    assert refusal.value.facts["why"] == "other_reading"
    checkers.declare_conflict(check_id, "Jäv", by=second, now=NOW)
    assert check_row(check_id).second_officer_id is None
    assert reminded("second_reader_missing") == [check_row(check_id).item]


def test_a_second_reader_is_replaced_too(app):
    check_id, first, second, third = read_twice()
    checkers.declare_conflict(check_id, "Jäv", by=second, now=NOW)
    row = check_row(check_id)
    assert (row.officer_id, row.second_officer_id) == (first.id, third.id)


def test_a_signature_falls_while_the_other_reading_is_not_signed(app):
    check_id, first, second, third = read_twice()
    filled_in(check_id, first)
    spot_checks.sign_reading(check_id, 30, by=first, now=NOW)
    checkers.declare_conflict(check_id, "Jäv", by=first, now=LATER)
    row = db.session.get_one(CheckReading, (check_id, 1), populate_existing=True)
    assert (row.signed_by, row.signed_at, row.signed_version) == (None, None, None)
    assert check_row(check_id).officer_id == third.id
    spot_checks.sign_reading(check_id, 20, by=third, now=LATER)
    assert version_of(check_id) == 1
    assert db.session.get_one(CheckReading, (check_id, 1), populate_existing=True).signed_by == third.id
    assert check_row(check_id).second_officer_id == second.id


def test_once_both_have_signed_the_readings_stand(app):
    check_id, first, second, third = read_twice()
    for reading, who in ((1, first), (2, second)):
        filled_in(check_id, who, reading=reading)
        spot_checks.sign_reading(check_id, 30, by=who, now=NOW)
    checkers.declare_conflict(check_id, "Jäv", by=second, now=LATER)
    checkers.declare_conflict(check_id, "Jäv", by=first, now=LATER)
    row = check_row(check_id)
    assert (row.officer_id, row.second_officer_id) == (third.id, second.id)
    signed = {r.reading: r.signed_by for r in db.session.query(CheckReading).populate_existing()}
    assert signed == {1: first.id, 2: second.id}


def test_a_conflict_is_declared_by_who_has_the_check_once_and_while_it_is_open(app):
    round_id, by, ids = drawn(2)
    anna, bo = people(2)
    shared(round_id, by, [anna])
    for stranger, kind in ((bo, NotFound), (by, NotFound), (an_officer(Role.AUDITOR), NotAllowed)):
        with pytest.raises(kind):
            checkers.declare_conflict(ids[0], "Jäv", by=stranger, now=NOW)
    with pytest.raises(NotFound):
        checkers.declare_conflict("0" * 16, "Jäv", by=anna, now=NOW)
    for reason, code in (("  ", "text_missing"), ("Se 19811228-9874", "personal_number_in_text")):
        with pytest.raises(Refused, match=code):
            checkers.declare_conflict(ids[0], reason, by=anna, now=NOW)
    checkers.declare_conflict(ids[0], "Jäv", by=anna, now=NOW)
    with pytest.raises(Refused, match="conflict_already_declared"):
        checkers.declare_conflict(ids[0], "Jäv", by=anna, now=NOW)
    with transaction(is_piece=True):
        db.session.get_one(SpotCheck, ids[1]).state = SpotCheckState.CLOSED
    with pytest.raises(Refused, match="check_closed"):
        checkers.declare_conflict(ids[1], "Jäv", by=anna, now=NOW)


def test_by_hand_is_refused_with_the_reason(app):
    _round_id, by, ids = drawn(1)
    anna, bo = people(2)
    row = check_row(ids[0])
    with transaction(is_piece=True):
        db.session.get_one(Case, row.case_id).assigned_to = anna.id
        until_on = MONDAY + dt.timedelta(days=3)
        db.session.add(
            Absence(officer_id=bo.id, from_on=MONDAY, until_on=until_on, told_by=bo.id, told_at=NOW)
        )
    registrar = an_officer(Role.REGISTRAR, username="registrator")
    for officer, week, code in (
        (anna, MONDAY, "checker_barred"),
        (bo, MONDAY, "checker_away"),
        (registrar, MONDAY, "checker_not_possible"),
        (bo, MONDAY + dt.timedelta(days=1), "weeks_odd"),
        (bo, MONDAY - dt.timedelta(days=70), "weeks_past"),
    ):
        with pytest.raises(Refused, match=code):
            checkers.give_check(ids[0], officer.id, week_on=week, by=by, now=NOW)
    with pytest.raises(NotFound):
        checkers.give_check(ids[0], "0" * 16, week_on=MONDAY, by=by, now=NOW)
    checkers.give_check(ids[0], bo.id, week_on=WEEKS[1], by=by, now=NOW)
    with pytest.raises(Refused, match="nothing_changed"):
        checkers.give_check(ids[0], bo.id, week_on=WEEKS[1], by=by, now=NOW)
    with pytest.raises(Refused, match="not_read_twice"):
        checkers.give_second_reading(ids[0], an_officer(username="till").id, by=by, now=NOW)


def test_only_who_runs_the_round_gives_by_hand(app):
    _, _, ids = drawn(1)
    one = people(1)[0]
    head = an_officer(Role.UNIT_HEAD, username="chef.syd", board=a_board("SYD", "Sörlunda stadsdelsnämnd"))
    for who, kind in ((one, NotAllowed), (head, NotFound)):
        with pytest.raises(kind):
            checkers.give_check(ids[0], one.id, week_on=MONDAY, by=who, now=NOW)
        with pytest.raises(kind):
            checkers.give_second_reading(ids[0], one.id, by=who, now=NOW)


def test_no_check_stays_with_a_closed_account(app):
    round_id, by, ids = drawn(4)
    three = people(3)
    shared(round_id, by, three)
    administrator = an_officer(Role.ADMINISTRATOR, username="admin", everywhere=True)
    gone = as_actor(check_row(ids[0]).officer_id, three)
    mine = [row.id for row in checks_of(round_id) if row.officer_id == gone.id]
    accounts.deactivate_officer(gone.id, successor_id=None, by=administrator, now=NOW)
    assert {row.officer_id for row in checks_of(round_id)} == {one.id for one in three} - {gone.id}
    assert all(check_row(check_id).week_on in WEEKS for check_id in mine)
    assert reminded() == []


def test_a_closed_account_leaves_what_nobody_can_take_open(app):
    check_id, first, second, third = read_twice()
    administrator = an_officer(Role.ADMINISTRATOR, username="admin", everywhere=True)
    for one in (third, second, first):
        accounts.deactivate_officer(one.id, successor_id=None, by=administrator, now=NOW)
    row = check_row(check_id)
    assert (row.officer_id, row.second_officer_id) == (None, None)
    assert (reminded(), reminded("second_reader_missing")) == ([row.item], [row.item])


def test_who_makes_no_checks_any_more_keeps_none(app):
    round_id, by, _ids = drawn(2)
    anna, bo = people(2)
    shared(round_id, by, [anna, bo])
    administrator = an_officer(Role.ADMINISTRATOR, username="admin", everywhere=True)
    held = db.session.query(Appointment.id).filter_by(officer_id=anna.id).scalar()
    accounts.dismiss(held, by=administrator, now=NOW)
    assert {row.officer_id for row in checks_of(round_id)} == {bo.id}


def test_a_closed_check_stays_with_who_made_it(app):
    _round_id, _by, ids = drawn(1)
    one, _other = people(2)
    give(ids[0], one)
    with transaction(is_piece=True):
        db.session.get_one(SpotCheck, ids[0]).state = SpotCheckState.CLOSED
    administrator = an_officer(Role.ADMINISTRATOR, username="admin", everywhere=True)
    accounts.deactivate_officer(one.id, successor_id=None, by=administrator, now=NOW)
    assert check_row(ids[0]).officer_id == one.id


def test_a_reserve_that_comes_in_is_reminded_of_until_somebody_has_it(app):
    ids = a_round_of_checks(4, terms=HALF_DRAWN)
    by = actor_named("samordnare")
    one = people(1)[0]
    shared(check_row(ids[0]).round_id, by, [one])
    joined = leave_population(ids[0], LeftReason.DISSOLVED, "Beslut om upplösning", by=by, now=NOW)
    assert reminded() == [check_row(joined).item]
    assert rosters.fill_roster(check_row(joined).round_id, by=by, now=NOW).given == 1
    assert (check_row(joined).officer_id, reminded()) == (one.id, [])
