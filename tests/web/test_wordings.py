"""A wording stopped in the form, put to a lawyer, let through, and proposed; who sees what."""

import pytest

from tests.makers import NOW, a_board, an_officer, sign_in
from tests.makers_decisions import SHORT_OF, a_ready_case, two_officers
from tests.makers_wordings import OUTLOOK
from tests.web.test_decisions import fields_of
from vetting.domain.terms import Role
from vetting.records.db import db
from vetting.records.decisions import Proposal
from vetting.records.officers import Officer
from vetting.records.wordings import WordingRequest
from vetting.services import proposals

PROPORTIONALITY = (
    "Lägre bidrag och villkor har övervägts men skulle inte avhjälpa det som saknas i stadgarna."
)


def enter(client, actor, language="en"):
    client.set_cookie("lang", language)
    return sign_in(client, db.session.get_one(Officer, actor.id).username)


def leave(client):
    """Another person sits down at the browser."""
    client.delete_cookie("vetting")
    return client


@pytest.fixture
def case(app):
    secretary, _ = two_officers()
    case_id = a_ready_case()
    proposals.declare_no_conflict(case_id, by=secretary, now=NOW)
    return case_id, secretary


def a_refusal_form(client, case_id, **changes):
    """What a browser sends when the form of the case is filled in with a refusal on outlook."""
    path = f"/arenden/{case_id}/forslag"
    sent = fields_of(client.get(path).text, path)
    row = next(name[: -len("question_id")] for name, value in sent.items() if value == SHORT_OF)
    sent |= {"outcome": "refused", "summary": OUTLOOK, "proportionality": PROPORTIONALITY,
             f"{row}is_ground": "y", f"{row}reason": "Uppgiften i stadgarna visar detta."}  # fmt: skip
    return path, {**sent, **changes}


@pytest.mark.parametrize(
    ("language", "marked", "advice"),
    [("en", "“står inte bakom”", "Write the act"), ("sv", "”står inte bakom”", "Beskriv händelsen")],
)
def test_the_form_says_what_stops_it_and_how_to_write(client, case, language, marked, advice):
    case_id, secretary = case
    enter(client, secretary, language)
    path, sent = a_refusal_form(client, case_id)
    answer = client.post(path, data=sent)
    assert answer.status_code == 409
    for words in ("JO 1414-2019", marked, advice, OUTLOOK):
        assert words in answer.text, words
    assert db.session.query(Proposal).count() == 0


def test_from_stopped_to_allowed_to_proposed(client, case):
    case_id, secretary = case
    enter(client, secretary)
    path, sent = a_refusal_form(client, case_id)
    unsaid = client.post(path, data={**sent, "ask_lawyer": "summary"})
    assert unsaid.status_code == 409
    asked = client.post(path, data={**sent, "ask_lawyer": "summary", "wording_why": "Ordagrant citat."})
    assert asked.status_code == 200
    assert "put to the lawyer" in asked.text
    assert OUTLOOK in asked.text, "the form keeps what was written"
    request = db.session.query(WordingRequest).one()
    lawyer = an_officer(Role.LAWYER, everywhere=True)
    browser = enter(leave(client), lawyer)
    assert "Wordings to judge" in browser.get("/min-dag").text
    page = f"/arenden/{case_id}/ordalydelse/{request.id}"
    shown = browser.get(page).text
    assert "<mark>står inte bakom</mark>" in shown
    token = fields_of(shown, page)
    assert browser.post(page, data=token).status_code == 422
    assert browser.post(page, data={**token, "is_allowed": "yes", "answer": "Citat."}).status_code == 302
    assert "The wording may stand" not in browser.get(page).text, "answered once"
    enter(leave(client), secretary)
    again = client.post(
        path, data={**sent, "csrf_token": fields_of(client.get(path).text, path)["csrf_token"]}
    )
    assert again.status_code == 302, again.text
    assert db.session.query(Proposal).one().summary == OUTLOOK


def test_a_lawyer_declares_a_conflict_of_interest_and_the_form_is_gone(client, case):
    case_id, secretary = case
    enter(client, secretary)
    path, sent = a_refusal_form(client, case_id)
    client.post(path, data={**sent, "ask_lawyer": "summary", "wording_why": "Citat."})
    page = f"/arenden/{case_id}/ordalydelse/{db.session.query(WordingRequest.id).scalar()}"
    browser = enter(leave(client), an_officer(Role.LAWYER, everywhere=True))
    shown = browser.get(page).text
    said = fields_of(shown, f"/arenden/{case_id}/jav") | {"note": "Min syster leder föreningen."}
    answer = browser.post(f"/arenden/{case_id}/jav", data=said)
    assert answer.location == page
    told = browser.get(page).text
    assert "You have declared a conflict of interest" in told
    assert 'name="is_allowed"' not in told
    forged = fields_of(shown, page) | {"is_allowed": "yes", "answer": "Citat."}
    assert browser.post(page, data=forged).status_code == 409
    assert db.session.query(WordingRequest).one().answered_at is None


def test_another_boards_wording_is_not_there_and_others_have_no_form(client, case):
    case_id, secretary = case
    enter(client, secretary)
    path, sent = a_refusal_form(client, case_id)
    client.post(path, data={**sent, "ask_lawyer": "summary", "wording_why": "Citat."})
    page = f"/arenden/{case_id}/ordalydelse/{db.session.query(WordingRequest.id).scalar()}"
    assert 'name="is_allowed"' not in client.get(page).text
    stranger = an_officer(Role.LAWYER, username="jurist.annan", board=a_board("SOD", "Södra nämnden"))
    other = enter(leave(client), stranger)
    assert other.get(page).status_code == 404
    assert other.get(page.replace(case_id, "0" * 16)).status_code == 404


def test_a_person_labelled_in_a_proposal_is_stopped_for_everybody(client, case):
    case_id, secretary = case
    enter(client, secretary)
    path, sent = a_refusal_form(client, case_id, summary="Ordföranden är muslim.")
    answer = client.post(path, data=sent)
    assert answer.status_code == 409
    assert "Instrument of Government 2:3" in answer.text
    assert 'name="ask_lawyer"' not in answer.text
