"""Officers' accounts and appointments."""

import datetime as dt
import threading

import pytest

from tests.makers import NOW, PASSWORD, a_board, an_officer
from tests.makers_hearings import facts_of
from vetting.domain.account_names import NewAccount
from vetting.domain.errors import NotAllowed, NotFound, Refused
from vetting.domain.terms import Role
from vetting.reading.administration import officer_page, overview
from vetting.reading.officers import signed_in
from vetting.records.db import db
from vetting.records.journal import JournalPayload
from vetting.records.officers import Appointment, Officer
from vetting.services import accounts, officers
from vetting.services.officer_addresses import set_officer_address


@pytest.fixture
def admin(app):
    return an_officer(Role.ADMINISTRATOR, username="admin", everywhere=True)


def add(admin, username="berit", **changes):
    wanted = {"role": Role.CULTURE_SECRETARY, "board_id": a_board().id, "by": admin, "now": NOW}
    new = NewAccount(username, changes.pop("display_name", "Berit Ek"), changes.pop("email", ""))
    return accounts.add_officer(new, **{**wanted, **changes})


def appointment_of(officer_id, role):
    return db.session.query(Appointment).filter_by(officer_id=officer_id, role=role).one().id


def test_an_added_officer_signs_in_with_the_one_time_password_and_must_change_it(admin):
    officer_id, password = add(admin)
    found = signed_in(officers.sign_in("berit", password, address="127.0.0.1", now=NOW), NOW)
    assert found.must_change_password
    assert found.actor.appointments == {(Role.CULTURE_SECRETARY, a_board().id)}
    kept = db.session.query(JournalPayload.body).all()
    assert not any(password in body for (body,) in kept)
    assert password not in db.session.get(Officer, officer_id).password_hash


@pytest.mark.parametrize(
    ("username", "display_name", "code"),
    [
        ("b", "Berit Ek", "username_odd"),
        ("berit;ek", "Berit Ek", "username_odd"),
        ("ADMIN", "Berit Ek", "username_taken"),
        ("berit", "  ", "name_blank"),
        ("19811228-9874", "Berit Ek", "name_is_number"),
        ("berit", "Berit 811228-9874", "name_is_number"),
    ],
)
def test_odd_names_are_refused(admin, username, display_name, code):
    with pytest.raises(Refused) as refusal:
        add(admin, username, display_name=display_name)
    assert refusal.value.code == code


def test_an_officer_is_added_with_an_address_that_is_no_personal_number(admin):
    officer_id, _ = add(admin, email=" berit.ek@kommun.example ")
    assert db.session.get(Officer, officer_id).email == "berit.ek@kommun.example"
    for odd in ("berit", "berit@kommun.example, x@y.example", "19811228-9874@kommun.example"):
        with pytest.raises(Refused, match="address_odd"):
            add(admin, "cecilia", email=odd)
    assert db.session.query(Officer).filter_by(username="cecilia").count() == 0
    kept = db.session.query(JournalPayload.body).all()
    assert not any("kommun.example" in body for (body,) in kept)


def test_only_the_administrator_sets_changes_and_clears_an_address(admin):
    officer_id, _ = add(admin)
    other = an_officer(Role.UNIT_HEAD)
    with pytest.raises(NotAllowed):
        set_officer_address(other.id, "chef@kommun.example", by=other, now=NOW)
    with pytest.raises(NotFound):
        set_officer_address("nobody", "chef@kommun.example", by=admin, now=NOW)
    with pytest.raises(Refused, match="address_odd"):
        set_officer_address(officer_id, "ingen adress", by=admin, now=NOW)
    kept = []
    for address in ("a@kommun.example", "b@kommun.example", "  "):
        kept.append(set_officer_address(officer_id, address, by=admin, now=NOW))
        kept.append(db.session.get(Officer, officer_id).email)
    assert kept == [True, "a@kommun.example", True, "b@kommun.example", False, None]
    assert [one["is_there"] for one in facts_of("OfficerAddressSet")] == [True, True, False]
    told = db.session.query(JournalPayload.body).all()
    assert not any("kommun.example" in body for (body,) in told)


def test_an_officer_is_appointed_and_dismissed(admin):
    officer_id, _ = add(admin)
    accounts.appoint(officer_id, Role.AUDITOR, board_id=None, by=admin, now=NOW)
    with pytest.raises(Refused, match="already_appointed"):
        accounts.appoint(officer_id, Role.AUDITOR, board_id=None, by=admin, now=NOW)
    row = next(row for row in overview(admin).officers if row.id == officer_id)
    assert {(one.role, one.board) for one in row.held} == {
        (Role.AUDITOR, None),
        (Role.CULTURE_SECRETARY, a_board().name),
    }
    assert accounts.dismiss(appointment_of(officer_id, Role.AUDITOR), by=admin, now=NOW) == officer_id
    assert len(officer_page(officer_id, admin, NOW).officer.held) == 1


def test_the_last_administrator_remains(admin):
    with pytest.raises(Refused, match="last_administrator"):
        accounts.dismiss(appointment_of(admin.id, Role.ADMINISTRATOR), by=admin, now=NOW)
    with pytest.raises(Refused, match="last_administrator"):
        accounts.deactivate_officer(admin.id, successor_id=None, by=admin, now=NOW)
    other = an_officer(Role.ADMINISTRATOR, username="other", everywhere=True)
    accounts.deactivate_officer(admin.id, successor_id=None, by=other, now=NOW)
    with pytest.raises(Refused, match="last_administrator"):
        accounts.deactivate_officer(other.id, successor_id=None, by=other, now=NOW)


def test_two_at_once_cannot_remove_the_last_two_administrators(own_app):
    one = an_officer(Role.ADMINISTRATOR, username="one", everywhere=True)
    two = an_officer(Role.ADMINISTRATOR, username="two", everywhere=True)
    start, refused = threading.Barrier(2), []

    def remove(officer_id, by):
        with own_app.app_context():
            start.wait()
            try:
                accounts.deactivate_officer(officer_id, successor_id=None, by=by, now=NOW)
            except Refused as refusal:
                refused.append(refusal.code)
            db.session.remove()

    threads = [threading.Thread(target=remove, args=pair) for pair in ((one.id, two), (two.id, one))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert refused == ["last_administrator"]
    db.session.rollback()
    assert db.session.query(Officer).filter_by(is_active=True).count() == 1


def test_a_deactivated_officer_is_out_until_activated_with_a_new_password(admin):
    officer = an_officer(username="anna")
    token = officers.sign_in("anna", PASSWORD, address="127.0.0.1", now=NOW)
    accounts.deactivate_officer(officer.id, successor_id=None, by=admin, now=NOW)
    assert signed_in(token, NOW) is None
    with pytest.raises(Refused, match="sign_in_failed"):
        officers.sign_in("anna", PASSWORD, address="127.0.0.1", now=NOW)
    with pytest.raises(Refused, match="officer_inactive"):
        accounts.reset_password(officer.id, by=admin, now=NOW)
    password = accounts.reactivate_officer(officer.id, by=admin, now=NOW)
    assert officers.sign_in("anna", password, address="127.0.0.1", now=NOW)
    with pytest.raises(Refused, match="officer_active"):
        accounts.reactivate_officer(officer.id, by=admin, now=NOW)


def test_a_reset_ends_the_old_password_and_every_session(admin):
    officer = an_officer(username="anna")
    token = officers.sign_in("anna", PASSWORD, address="127.0.0.1", now=NOW)
    password = accounts.reset_password(officer.id, by=admin, now=NOW)
    assert signed_in(token, NOW) is None
    with pytest.raises(Refused, match="sign_in_failed"):
        officers.sign_in("anna", PASSWORD, address="127.0.0.1", now=NOW)
    token = officers.sign_in("anna", password, address="127.0.0.1", now=NOW)
    assert signed_in(token, NOW).must_change_password
    accounts.end_sessions_of(officer.id, by=admin, now=NOW)
    assert signed_in(token, NOW + dt.timedelta(seconds=1)) is None


def test_only_administrators_keep_accounts(app):
    head = an_officer(Role.UNIT_HEAD)
    for deed in (
        lambda: add(head),
        lambda: accounts.appoint(head.id, Role.AUDITOR, board_id=None, by=head, now=NOW),
        lambda: accounts.dismiss("x", by=head, now=NOW),
        lambda: accounts.deactivate_officer(head.id, successor_id=None, by=head, now=NOW),
        lambda: accounts.reactivate_officer(head.id, by=head, now=NOW),
        lambda: accounts.reset_password(head.id, by=head, now=NOW),
        lambda: accounts.end_sessions_of(head.id, by=head, now=NOW),
    ):
        with pytest.raises(NotAllowed):
            deed()


def test_unknown_officers_and_appointments_are_not_found(admin):
    an_officer(Role.ADMINISTRATOR, username="other", everywhere=True)
    for deed in (
        lambda: accounts.appoint("x", Role.AUDITOR, board_id=None, by=admin, now=NOW),
        lambda: accounts.dismiss("x", by=admin, now=NOW),
        lambda: accounts.deactivate_officer("x", successor_id=None, by=admin, now=NOW),
        lambda: officer_page("x", admin, NOW),
    ):
        with pytest.raises(NotFound):
            deed()
