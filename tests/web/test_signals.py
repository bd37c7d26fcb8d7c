"""Signals and judged hits in the browser: on My day, on the case, judged, seconded, reconsidered, settled."""

import datetime as dt

import pytest

from tests.makers import NOW, csrf, sign_in
from tests.makers_decisions import two_officers
from tests.makers_rescreening import KEY, a_register, a_supported, declare
from vetting.domain.authority import SYSTEM
from vetting.domain.terms import Judgement
from vetting.records.clearances import Clearance, Signal
from vetting.records.db import db
from vetting.services import rescreening

NAME = "Granlunda Kulturförening"
ROW = ("r1", NAME, "889999-9018", "Granlunda", "")
OTHER = {"judgement": "other", "rests_on": ["org_number"], "reason": "Numret är fel i listan"}


@pytest.fixture
def signal(app, client):
    """A new hit of an association with support; the culture secretary has signed in. Gives id and case."""
    people = two_officers()
    declare()
    a_register()
    _, case_id = a_supported(people, NAME, "8899999018", at=1)
    rescreening.rescreen_source(KEY, by=SYSTEM, now=NOW)
    a_register(ROW)
    rescreening.rescreen_source(KEY, by=SYSTEM, now=NOW + dt.timedelta(hours=1))
    client.set_cookie("lang", "en")
    sign_in(client, "culture_secretary.nor")
    return db.session.query(Signal.id).scalar(), case_id


def turn(client, username: str) -> None:
    client.post("/utloggning", data={"csrf_token": csrf(client, "/konto/")})
    sign_in(client, username)


def send(client, path: str, **fields: object):
    page = path.rsplit("/", 1)[0] if path.count("/") > 2 else path
    return client.post(path, data={"csrf_token": csrf(client, page), **fields})


def test_a_signal_stands_where_people_look_and_leads_to_both_sides(client, signal):
    signal_id, case_id = signal
    association_id = db.session.get_one(Signal, signal_id).association_id
    for path in ("/min-dag", f"/arenden/{case_id}", f"/foreningar/{association_id}", "/signaler"):
        assert f"/signaler/{signal_id}" in client.get(path).text, path
    page = client.get(f"/signaler/{signal_id}").text
    assert "set aside when it was read" not in page
    assert "New hit in skulder" in page
    assert page.count("889999-9018") >= 2
    assert "Agree" in page
    assert "r1" in page


def test_judged_by_one_agreed_by_another_then_listed_and_lifted(client, signal):
    signal_id, _ = signal
    path = f"/signaler/{signal_id}"
    missing = send(client, path, **{**OTHER, "rests_on": []})
    assert (missing.status_code, 'href="#rests_on-0"' in missing.text) == (409, True)
    assert send(client, path, **OTHER).status_code == 302
    assert "A second person must agree" in client.get(path).text
    turn(client, "unit_head.nor")
    assert "Numret är fel i listan" in client.get(path).text
    assert send(client, f"{path}/andra", agrees="", second_reason="").status_code == 200
    assert send(client, f"{path}/andra", agrees="yes", second_reason="Har frågat").status_code == 302
    assert "Judged: not the same" in client.get(path).text
    assert signal_id not in client.get("/min-dag").text
    clearance = db.session.query(Clearance).filter_by(judgement=Judgement.OTHER).one()
    lift = f"/registertraffar/avskrivna/{clearance.id}"
    listed = client.get("/registertraffar/avskrivna?lage=holds&kalla=" + KEY).text
    assert lift in listed
    assert lift not in client.get("/registertraffar/avskrivna?lage=lapsed").text
    assert 'name="sok"' not in listed  # nobody is looked up by name
    token = csrf(client, lift)
    assert client.post(lift, data={"csrf_token": token, "reason": "Nya uppgifter"}).status_code == 302
    assert "Clearance lifted: judge the hit again" in client.get("/min-dag").text


def test_a_decision_is_reconsidered_and_settled_in_words(client, signal):
    signal_id, case_id = signal
    path = f"/signaler/{signal_id}"
    send(client, path, judgement="same", rests_on=["org_number"], reason="Samma nummer och ort")
    assert send(client, f"{path}/omprova", reconsider_reason="Skulden är ny").status_code == 302
    assert "The decision is being reconsidered" in client.get(path).text
    assert "Decision to be reconsidered" in client.get(f"/arenden/{case_id}").text
    wrong = send(client, f"{path}/avgor", word="nothing_to_do", settle_reason="ja")
    assert (wrong.status_code, 'href="#settle_reason"' in wrong.text) == (409, True)
    assert (
        send(client, f"{path}/avgor", word="decision_stands", settle_reason="Skulden är betald").status_code
        == 302
    )
    assert signal_id not in client.get("/signaler").text
    assert signal_id in client.get("/signaler?visa=avgjorda").text


def test_evidence_that_is_no_longer_so_shows_what_was_cited(client, app):
    people = two_officers()
    declare()
    a_register(ROW)
    a_supported(people, NAME, "8899999018", at=1, judgement=Judgement.SAME)
    rescreening.rescreen_source(KEY, by=SYSTEM, now=NOW)
    a_register((*ROW[:3], "Annanby", ""))
    rescreening.rescreen_source(KEY, by=SYSTEM, now=NOW + dt.timedelta(hours=1))
    client.set_cookie("lang", "en")
    sign_in(client, "unit_head.nor")
    ids = {one.kind.value: one.id for one in db.session.query(Signal)}
    page = client.get(f"/signaler/{ids['evidence_withdrawn']}").text
    assert "<del>Granlunda</del> → <ins>Annanby</ins>" in page
    assert page.count("889999-9018") >= 2  # both sides, as the check asked and as the row was
    assert 'name="judgement"' not in page
    lapsed = client.get(f"/signaler/{ids['clearance_lapsed']}").text
    assert "Clearance lapsed: town changed" in lapsed
    assert "<del>Granlunda</del> → <ins>Annanby</ins>" in lapsed
    a_register()
    rescreening.rescreen_source(KEY, by=SYSTEM, now=NOW + dt.timedelta(hours=2))
    assert "The source no longer has the row." in client.get(f"/signaler/{ids['evidence_withdrawn']}").text


def test_a_row_that_was_set_aside_is_not_to_be_relied_on_alone(client, app):
    people = two_officers()
    declare()
    a_register()
    a_supported(people, NAME, "8899999018", at=1)
    rescreening.rescreen_source(KEY, by=SYSTEM, now=NOW)
    a_register(("r1", NAME, "889999-9019", "Granlunda", ""))  # the check digit is wrong
    rescreening.rescreen_source(KEY, by=SYSTEM, now=NOW + dt.timedelta(hours=1))
    client.set_cookie("lang", "en")
    sign_in(client, "culture_secretary.nor")
    page = client.get(f"/signaler/{db.session.query(Signal.id).scalar()}").text
    assert "The row was set aside when it was read" in page
