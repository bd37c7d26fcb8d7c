"""The municipality's own sign-in through the pages: linked once, then the way in; both databases."""

import html
import json
import re
from dataclasses import replace

import pytest
from flask import g
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.makers import PASSWORD, a_board, an_officer
from tests.makers_identity import municipality, provider_of
from vetting.domain.terms import Role
from vetting.records.db import db
from vetting.records.journal import JournalEntry, JournalPayload
from vetting.records.officers import Officer
from vetting.records.outside_identities import OutsideIdentity
from vetting.services import outside_identities

BEGIN = "/inloggning/kommunen"


class Traveller(FlaskClient):
    """A browser of its own; coming back from the provider is the one GET that must write."""

    def open(self, *args, **kwargs):
        for name in list(g):
            g.pop(name)
        return super().open(*args, **kwargs)


def words_of(answer):
    return " ".join(answer.text.split())


@pytest.fixture
def provider(app, monkeypatch):
    with municipality() as (found, running):
        inside = frozenset({running.host})
        changed = replace(app.config["SETTINGS"], provider=provider_of(running), inside_hosts=inside)
        monkeypatch.setitem(app.config, "SETTINGS", changed)
        monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", False)
        yield found


@pytest.fixture
def officer(app):
    return an_officer(Role.CULTURE_SECRETARY, username="ebba.lind", board=a_board("NOR"))


def by_password(app):
    browser = Traveller(app, use_cookies=True)
    browser.post("/inloggning", data={"username": "ebba.lind", "password": PASSWORD})
    return browser


def press_of(browser):
    """The address behind the button on one's own page; the plain one for who is not signed in."""
    found = re.search(rf'href="({BEGIN}[^"]*)"', browser.get("/konto/").text)
    return html.unescape(found.group(1)) if found else BEGIN


def there_and_back(browser, provider, *, onward=""):
    """The last answer of a journey; a sign-in must write, though it comes back by GET, as the standard asks."""
    away = browser.get(press_of(browser) + (f"?next={onward}" if onward else ""))
    assert away.status_code == 302, words_of(away)
    return browser.get(provider.signs_in(away.location))


def is_in(browser):
    return browser.get("/konto/").status_code == 200


def test_linked_once_it_is_the_way_in(app, officer, provider):
    mine = by_password(app)
    assert "Koppla" in words_of(mine.get("/konto/"))
    assert there_and_back(mine, provider).location == "/konto/"
    assert "Kopplad till det här kontot" in words_of(mine.get("/konto/"))
    browser = Traveller(app, use_cookies=True)
    assert BEGIN in browser.get("/inloggning?next=/arenden").text
    answer = there_and_back(browser, provider, onward="/arenden")
    assert (answer.status_code, answer.location) == (302, "/arenden")
    assert is_in(browser)
    kinds = [kind for (kind,) in db.session.query(JournalEntry.name).order_by(JournalEntry.seq)]
    assert [kind for kind in kinds if "Identity" in kind] == [
        "IdentityLinked",
        "IdentitySignedIn",
    ]
    kept = db.session.query(OutsideIdentity).one()
    assert provider.subject not in kept.digest
    assert len(kept.digest) == 64


def test_nobody_is_let_in_unlinked_nor_with_a_closed_account(app, officer, provider):
    browser = Traveller(app, use_cookies=True)
    assert there_and_back(browser, provider).location == "/inloggning"
    assert not is_in(browser)
    assert "inte kopplad till något konto" in words_of(browser.get("/inloggning"))
    there_and_back(by_password(app), provider)
    db.session.get_one(Officer, officer.id).is_active = False
    db.session.commit()
    assert there_and_back(browser, provider).location == "/inloggning"
    assert not is_in(browser)


def refused_sign_ins():
    db.session.rollback()
    found = select(JournalEntry.actor, JournalEntry.subject, JournalPayload.body)
    found = found.join(JournalPayload, JournalPayload.seq == JournalEntry.seq)
    return db.session.execute(
        found.where(JournalEntry.name == "SignInFailed").order_by(JournalEntry.seq)
    ).all()


def test_each_refused_sign_in_is_in_the_journal_without_a_word_of_whom(app, officer, provider, monkeypatch):
    browser = Traveller(app, use_cookies=True)
    there_and_back(browser, provider)
    there_and_back(by_password(app), provider)
    db.session.get_one(Officer, officer.id).is_active = False
    db.session.commit()
    there_and_back(browser, provider)
    provider.changed = {"nonce": "of another journey"}
    there_and_back(browser, provider)
    answer = provider.signs_in(browser.get(BEGIN).location)
    Traveller(app, use_cookies=True).get(answer)  # in another browser
    codes = ["identity_not_linked", "identity_not_linked", "provider_unsound", "sign_in_interrupted"]
    rows = refused_sign_ins()
    assert [json.loads(body)["code"] for _, _, body in rows] == codes
    assert {(actor, subject) for actor, subject, _ in rows} == {("nobody", "provider:sign_in")}
    told = " ".join(body for _, _, body in rows)
    assert not [one for one in (officer.id, "ebba.lind", provider.subject, "127.0.0.1") if one in told]
    monkeypatch.setattr(outside_identities, "TOLD_PER_ADDRESS", len(codes) + 1)
    for _ in range(3):  # whoever goes on fills no journal
        assert Traveller(app, use_cookies=True).get(answer).location == "/inloggning"
    assert len(refused_sign_ins()) == len(codes) + 1


def test_one_person_there_has_one_account_here(app, officer, provider):
    mine = by_password(app)
    press = press_of(mine)
    there_and_back(mine, provider)
    an_officer(Role.CULTURE_SECRETARY, username="sven.ek", board=a_board("SOD"))
    theirs = Traveller(app, use_cookies=True)
    theirs.post("/inloggning", data={"username": "sven.ek", "password": PASSWORD})
    there_and_back(theirs, provider)
    assert "redan kopplad till ett annat konto" in words_of(theirs.get("/konto/"))
    provider.subject = "person-0002"
    mine.get(provider.signs_in(mine.get(press).location))
    assert "Kontot är redan kopplat" in words_of(mine.get("/konto/"))
    assert db.session.query(OutsideIdentity.officer_id).one() == (officer.id,)


def test_an_answer_cannot_be_used_twice_nor_in_another_browser(app, officer, provider):
    there_and_back(by_password(app), provider)
    browser, thief = Traveller(app, use_cookies=True), Traveller(app, use_cookies=True)
    answer = provider.signs_in(browser.get(BEGIN).location)
    thief.get(answer)
    assert not is_in(thief)
    browser.get(answer)
    assert is_in(browser)
    browser.post("/utloggning")
    browser.get(answer)
    assert not is_in(browser)


def test_the_link_ends_by_its_owner_and_by_the_administrator(app, officer, provider):
    mine = by_password(app)
    there_and_back(mine, provider)
    mine.post("/inloggning/kommunen/koppla-fran")
    assert db.session.query(OutsideIdentity).count() == 0
    assert is_in(mine)
    there_and_back(mine, provider)
    boss = Traveller(app, use_cookies=True)
    an_officer(Role.ADMINISTRATOR, username="ada.min")
    boss.post("/inloggning", data={"username": "ada.min", "password": PASSWORD})
    assert "Kopplad till kommunens inloggning" in words_of(
        boss.get(f"/administration/handlaggare/{officer.id}")
    )
    boss.post(f"/administration/handlaggare/{officer.id}/koppla-fran")
    assert db.session.query(OutsideIdentity).count() == 0
    assert not is_in(mine)
    assert boss.post(f"/administration/handlaggare/{officer.id}/koppla-fran").status_code == 404
    assert by_password(app).post(f"/administration/handlaggare/{officer.id}/koppla-fran").status_code == 403


def test_a_provider_that_is_down_leaves_the_password(app, officer, provider):
    provider.broken = "/"
    browser = Traveller(app, use_cookies=True)
    assert browser.get(BEGIN).location == "/inloggning"
    assert "går inte att nå" in words_of(browser.get("/inloggning"))
    assert is_in(by_password(app))


def test_where_none_is_set_up_there_is_no_such_way(client):
    assert BEGIN not in client.get("/inloggning").text
    assert client.get(BEGIN).status_code == 404


def test_onward_leads_nowhere_but_here(app, officer, provider):
    there_and_back(by_password(app), provider)
    browser = Traveller(app, use_cookies=True)
    answer = there_and_back(browser, provider, onward="//elsewhere.example/")
    assert answer.location.startswith("/min-dag")


@pytest.mark.parametrize("query", ["", "?bevis=", "?bevis=x", "?next=/konto/"])
def test_an_address_in_a_letter_links_nobody_with_the_account_that_is_open(app, officer, provider, query):
    mine = by_password(app)
    assert mine.get(BEGIN + query).location == "/konto/"
    stranger = Traveller(app, use_cookies=True)
    mine.get(provider.signs_in(stranger.get(BEGIN).location))
    assert db.session.query(OutsideIdentity).count() == 0


def test_the_press_of_one_links_no_other(app, officer, provider):
    mine = by_password(app)
    press = press_of(mine)
    assert "bevis=" in press
    an_officer(Role.CULTURE_SECRETARY, username="sven.ek", board=a_board("SOD"))
    theirs = Traveller(app, use_cookies=True)
    theirs.post("/inloggning", data={"username": "sven.ek", "password": PASSWORD})
    assert theirs.get(press).location == "/konto/"
    answer = provider.signs_in(mine.get(press).location)
    theirs.get(answer)
    mine.post("/utloggning")
    mine.post("/inloggning", data={"username": "sven.ek", "password": PASSWORD})
    mine.get(answer)
    assert db.session.query(OutsideIdentity).count() == 0
