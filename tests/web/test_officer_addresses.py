"""Where an officer's reminders go: set by the administrator, read by the officer, shown in part under Post."""

import pytest

from tests.conftest import Browser
from tests.makers import NOW, a_board, an_officer, csrf, sign_in
from vetting.domain.terms import Role
from vetting.records.db import db, transaction
from vetting.records.officers import Officer
from vetting.records.reminders import Reminder, write_reminder


@pytest.fixture
def admin(client):
    an_officer(Role.ADMINISTRATOR, username="admin", everywhere=True)
    return sign_in(client, "admin")


def as_officer(client, username):
    return sign_in(Browser(client.application, use_cookies=True), username)


def test_the_administrator_sets_changes_and_clears_it(client, admin):
    officer = an_officer(username="anna")
    shown = f"/administration/handlaggare/{officer.id}"
    path = f"{shown}/epost"
    assert path in admin.get(shown).text
    sent = {"csrf_token": csrf(admin, path)}
    odd = admin.post(path, data=sent | {"email": "anna på jobbet"})
    assert odd.status_code == 409
    assert 'value="anna på jobbet"' in odd.text
    assert 'id="email-error"' in odd.text
    assert admin.post(path, data=sent | {"email": "a" * 255}).status_code == 422
    assert admin.post(path, data=sent | {"email": "anna@kommun.example"}).location == shown
    assert "anna<wbr>@kommun.example" in admin.get(shown).text
    assert 'value="anna@kommun.example"' in admin.get(path).text
    own = as_officer(client, "anna")
    assert "Påminnelser går med e-post till anna<wbr>@kommun.example." in own.get("/konto/").text
    own.set_cookie("lang", "en")
    assert "Reminders go to anna<wbr>@kommun.example by e-mail." in own.get("/konto/").text
    assert own.get(path).status_code == 403
    assert own.post(path, data={"csrf_token": csrf(own, "/konto/"), "email": ""}).status_code == 403
    assert admin.post(path, data=sent | {"email": ""}).location == shown
    assert "@kommun.example" not in admin.get(shown).text
    assert "No e-mail address is kept: reminders lie on My day." in own.get("/konto/").text
    admin.set_cookie("lang", "en")
    assert "Left blank, reminders lie on My day alone." in admin.get(path).text


def test_it_is_given_when_an_officer_is_added(admin):
    path = "/administration/handlaggare/ny"
    sent = {"csrf_token": csrf(admin, path), "display_name": "Berit Ek", "username": "berit"}
    sent |= {"role": "culture_secretary", "board": a_board().id}
    odd = admin.post(path, data=sent | {"email": "berit@"})
    assert odd.status_code == 409
    assert 'id="email-error"' in odd.text
    assert admin.post(path, data=sent | {"email": "berit@kommun.example"}).status_code == 200
    assert db.session.query(Officer).filter_by(username="berit").one().email == "berit@kommun.example"


def test_an_agent_is_told_of_no_reminders(client, app):
    an_officer(Role.PARTNER_AGENT, username="ombud")
    page = as_officer(client, "ombud").get("/konto/").text
    assert "Mitt konto" in page
    assert "åminnelse" not in page


def test_post_shows_what_waits_without_the_whole_address(client):
    coordinator = an_officer(Role.COORDINATOR, username="samordnare", everywhere=True)
    with transaction(is_piece=True):
        db.session.get_one(Officer, coordinator.id).email = "ida.alm@kommun.example"
        db.session.flush()
        whom = {"officer_id": coordinator.id, "written_at": NOW}
        facts = {"rows": "3", "ending": "csv"}
        write_reminder(Reminder(key="k", kind="export_ready", subject="export:1", facts=facts, **whom))
    page = sign_in(client, "samordnare").get("/utskick").text
    assert "En påminnelse väntar på Min dag" in page
    assert "i…@kommun.example" in page
    assert "ida.alm@" not in page
