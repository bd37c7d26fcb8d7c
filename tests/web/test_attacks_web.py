"""An outsider, a forged form, a stolen cookie, a busy database, a file with a hostile name: each is met."""

import datetime as dt
import re

import pytest
from sqlalchemy import text

from tests.conftest import Browser
from tests.makers import NOW, PASSWORD, a_board, an_officer, csrf, sign_in
from tests.makers_applications import a_case, a_case_in, a_scheme, a_secretary, an_association
from tests.makers_decisions import a_decided_case, a_grant, a_proposed_case, two_officers
from vetting.domain.terms import Role, Stage
from vetting.records.applications import Case
from vetting.records.db import db
from vetting.records.decisions import Decision
from vetting.records.journal import JournalEntry
from vetting.services import accounts, officers, proposals

ELSEWHERE = (
    "//evil.example", "/\\evil.example", "\\\\evil.example", "https://evil.example", "/\t/evil.example",
    "javascript:alert(1)", "/%0d%0aSet-Cookie:x=1\r\nX: 1", "/\n/evil.example", "///evil.example", "evil.example",
)  # fmt: skip


@pytest.mark.parametrize("target", ELSEWHERE)
def test_nobody_is_led_elsewhere_after_signing_in(client, target):
    an_officer(username="anna")
    page = client.get("/inloggning", query_string={"next": target})
    assert page.status_code == 200
    token = page.text.split('name="csrf_token"', 1)[1].split('value="', 1)[1].split('"', 1)[0]
    data = {"username": "anna", "password": PASSWORD, "csrf_token": token}
    answer = client.post("/inloggning", query_string={"next": target}, data=data)
    assert re.match(r"/[^/\\\s]", answer.location), answer.location
    assert "X" not in answer.headers


@pytest.mark.parametrize("target", ELSEWHERE)
def test_nobody_is_led_elsewhere_by_the_language(client, target):
    token = csrf(client, "/inloggning")
    answer = client.post("/sprak", data={"lang": "en", "next": target, "csrf_token": token})
    assert re.match(r"/[^/\\\s]", answer.location), answer.location


@pytest.mark.parametrize("token", [None, "", "x", "IjEi.aaaa.bbbb"])
def test_a_form_without_its_own_token_does_nothing(app, client, token):
    by = a_secretary()
    case_id = a_case(by)
    sign_in(client, db.session.execute(text("SELECT username FROM officers")).scalar())
    answer = client.post(f"/arenden/{case_id}/granska", data={} if token is None else {"csrf_token": token})
    assert answer.status_code == 400
    assert db.session.get_one(Case, case_id).stage is Stage.RECEIVED


def test_the_token_of_another_session_does_nothing(app, client):
    an_officer(username="anna")
    an_officer(username="elak")
    stranger = sign_in(Browser(app, use_cookies=True), "elak")
    foreign = csrf(stranger, "/konto/losenord")
    sign_in(client, "anna")
    assert client.post("/utloggning", data={"csrf_token": foreign}).status_code == 400


@pytest.mark.parametrize("how", ["sign_out", "reset", "deactivate", "password", "dismiss"])
def test_a_copied_cookie_is_worth_nothing_afterwards(app, client, how):
    now = dt.datetime.now(dt.UTC)
    admin = an_officer(Role.ADMINISTRATOR, username="admin", everywhere=True)
    anna = an_officer(username="anna")
    sign_in(client, "anna")
    copied = client.get_cookie("vetting").value
    if how == "sign_out":
        client.post("/utloggning", data={"csrf_token": csrf(client, "/konto/losenord")})
    elif how == "reset":
        accounts.reset_password(anna.id, by=admin, now=now)
    elif how == "deactivate":
        accounts.deactivate_officer(anna.id, successor_id=None, by=admin, now=now)
    elif how == "password":
        officers.change_password(PASSWORD, "en lång ny mening", by=anna, now=now)
    else:
        held = db.session.execute(
            text("SELECT id FROM appointments WHERE officer_id = :o"), {"o": anna.id}
        ).scalar()
        db.session.rollback()
        accounts.dismiss(held, by=admin, now=now)
    thief = Browser(app, use_cookies=True)
    thief.set_cookie("vetting", copied)
    answer = thief.get("/arenden")
    assert answer.status_code == (403 if how == "dismiss" else 302)


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE"])
def test_other_methods_are_refused(client, method):
    for path in ("/inloggning", "/arenden", "/api/applications", "/api/cases/x"):
        assert client.open(path, method=method).status_code in (302, 400, 401, 405)


def test_reading_writes_nothing_but_that_a_paper_was_opened(app, client):
    secretary, head = two_officers()
    case_id, _ = a_decided_case(secretary, head)
    sign_in(client, "culture_secretary.nor")
    before = db.session.query(JournalEntry).count()
    for part in ("", "/beslut", "/brev", "/plan", "/versioner", "/checklista", "/forslag"):
        for method in ("GET", "HEAD", "OPTIONS"):
            assert client.open(f"/arenden/{case_id}{part}", method=method).status_code < 500
    assert db.session.query(JournalEntry).count() == before


def test_forged_fields_decide_nothing_more(app, client):
    """Outcome, amount, decider and signature in the form are not read; the proposal stands as it was read."""
    secretary, head = two_officers()
    case_id, proposal_id = a_proposed_case(secretary)
    proposals.declare_no_conflict(case_id, by=head, now=NOW)
    sign_in(client, "unit_head.nor")
    forged = {
        "csrf_token": csrf(client, "/konto/losenord"), "proposal_id": proposal_id, "outcome": "granted",
        "amount": "999999", "decided_by": secretary.id, "signature": "board", "delegation_item": "9.9",
        "max_amount": "999999999", "stage": "decided", "no_conflict": "y",
    }  # fmt: skip
    assert (
        client.post(f"/arenden/{case_id}/beslut", data={**forged, "proposal_id": "f" * 16}).status_code == 409
    )
    assert db.session.query(Decision).count() == 0
    assert client.post(f"/arenden/{case_id}/beslut", data=forged).status_code == 302
    decision = db.session.query(Decision).one()
    assert (decision.amount, decision.decided_by, decision.delegation_item) == (45_000, head.id, "4.2")


def test_above_the_delegation_nothing_is_signed(app, client):
    board = a_board()
    secretary, head = two_officers(board)
    db.session.execute(text("UPDATE delegations SET max_amount = 44999"))
    db.session.commit()
    case_id, proposal_id = a_proposed_case(secretary)
    proposals.declare_no_conflict(case_id, by=head, now=NOW)
    sign_in(client, "unit_head.nor")
    token = csrf(client, "/konto/losenord")
    for path in ("beslut", "beslut/namnd"):
        data = {
            "csrf_token": token,
            "proposal_id": proposal_id,
            "minutes": "§ 1",
            "decided_on": "2026-11-20",
            "amount": "1",
        }
        assert client.post(f"/arenden/{case_id}/{path}", data=data).status_code in (403, 409)
    assert db.session.query(Decision).count() == 0


def test_a_scheme_of_another_board_is_no_choice(app, client):
    a_secretary()
    a_scheme(a_board())
    foreign = a_scheme(a_board("SYD", "Sörlunda stadsdelsnämnd"))
    association = an_association().id
    foreign_id = foreign.id
    sign_in(client, db.session.execute(text("SELECT username FROM officers")).scalar())
    path = f"/arenden/ny/{association}"
    data = {
        "csrf_token": csrf(client, path), "scheme": foreign_id, "year": "2026", "purpose": "Dans för unga",
        "amount": "1000", "starts_on": "2026-01-01", "ends_on": "2026-12-31", "key": "a" * 32, "seen_version": "0",
    }  # fmt: skip
    assert client.post(path, data=data).status_code == 422
    assert db.session.query(Case).count() == 0


def test_markup_in_names_and_texts_stays_text(app, client):
    secretary, head = two_officers()
    mark = "<img src=x onerror=alert(1)>"
    case_id, _ = a_decided_case(
        secretary, head, a_grant(secretary, summary=mark, reservation=mark, conditions=(mark,))
    )
    db.session.execute(text("UPDATE associations SET name = :m"), {"m": mark})
    db.session.commit()
    sign_in(client, "culture_secretary.nor")
    for path in ("/arenden", f"/arenden/{case_id}", f"/arenden/{case_id}/brev", f"/arenden/{case_id}/beslut",
                 f"/arenden/{case_id}/plan", "/beslut", "/foreningar/", "/min-dag", "/uppfoljning"):  # fmt: skip
        page = client.get(path)
        assert page.status_code == 200
        assert mark not in page.text
    assert client.get(f"/arenden/{case_id}/brev.pdf").data.startswith(b"%PDF")


def test_a_busy_database_keeps_what_was_written(own_app, monkeypatch):
    """Somebody holds the lock: 503, the form with every word in it, and nothing half done."""
    by = a_secretary()
    case_id = a_case_in(Stage.IN_REVIEW, by)
    name = db.session.execute(text("SELECT username FROM officers")).scalar()
    db.session.remove()
    client = sign_in(Browser(own_app, use_cookies=True), name)
    path = f"/arenden/{case_id}/aterkalla"
    token = csrf(client, path)
    blocker = db.engine.raw_connection()
    cursor = blocker.cursor()
    is_sqlite = db.engine.dialect.name == "sqlite"
    cursor.execute("BEGIN IMMEDIATE" if is_sqlite else "SELECT 1 FROM cases FOR UPDATE")
    try:
        answer = client.post(path, data={"csrf_token": token, "reason": "Föreningen ringde i dag"})
    finally:
        blocker.rollback()
        blocker.close()
    assert answer.status_code == 503, answer.text[-600:]
    assert "Föreningen ringde i dag" in answer.text
    db.session.remove()
    assert db.session.get_one(Case, case_id).stage is Stage.IN_REVIEW
