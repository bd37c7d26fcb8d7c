"""The pages of cases: what they say, whom they let in, what they refuse."""

import datetime as dt
import io
import re

import pytest

from tests.makers import NOW, a_board, csrf, sign_in
from tests.makers_applications import PDF, a_case, a_case_in, a_scheme, a_secretary, an_association, applied
from tests.queries import count_queries
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms import Stage
from vetting.records.applications import Application, Case
from vetting.records.associations import Paper
from vetting.records.db import db
from vetting.records.journal import JournalEntry
from vetting.records.officers import Officer
from vetting.services import applications


@pytest.fixture
def by(app):
    return a_secretary()


@pytest.fixture
def browser(client, by):
    signed = sign_in(client, db.session.get(Officer, by.id).username)
    signed.set_cookie("lang", "en")
    return signed


def send(browser, path, _form=None, **fields):
    """Posts the form of a page with its token."""
    return browser.post(path, data={"csrf_token": csrf(browser, _form or path), **fields})


FIELDS = {
    "purpose": "Folkdans för unga, två kvällar i veckan",
    "amount": "25 000",
    "starts_on": "2027-01-01",
    "ends_on": "2027-12-31",
    "expected_result": "Fler dansare",
    "members_total": "120",
}


def test_an_application_is_registered_in_two_steps(browser, by):
    association, scheme = an_association(), a_scheme()
    found = browser.get("/arenden/ny?q=almvik").text
    assert f"/arenden/ny/{association.id}" in found
    path = f"/arenden/ny/{association.id}"
    sent = {"scheme": scheme.id, "year": "2027", "key": "k" * 32, "received_on": "2026-02-03", **FIELDS}
    answer = send(browser, path, **sent)
    assert answer.status_code == 302
    again = send(browser, path, **sent)
    assert again.location == answer.location
    number = (
        f"NOR-{swedish_day(dt.datetime.now(dt.UTC)).year}-0001"  # the year it is registered, not the grant's
    )
    assert db.session.query(Case).one().case_number == number
    page = browser.get(answer.location).text
    for words in (
        "Almviks Folkdansgille",
        number,
        "25,000",
        "Begin the review",
        "3 points are missing",
        "3 Feb 2026",
    ):
        assert words in page, words


@pytest.mark.parametrize(
    ("fields", "status", "words"),
    [
        ({"amount": ""}, 422, "Write the amount in whole kronor."),
        ({"amount": "mycket"}, 422, "Write a whole number"),
        ({"amount": "0"}, 409, "more than 0 kronor"),
        ({"ends_on": "2026-01-01"}, 409, "ends before it begins"),
        ({"starts_on": "i vår"}, 422, "2026-01-31"),
        ({"year": "27"}, 422, "2100"),
        ({"scheme": "f" * 16}, 422, "Not a valid choice"),
        ({"received_on": ""}, 422, "2026-01-31"),
        ({"received_on": "2099-01-01"}, 409, "once it has come in"),
        ({"received_on": "2001-01-01"}, 404, "is in force on"),
    ],
)
def test_a_form_that_cannot_stand_keeps_what_was_written(browser, fields, status, words):
    association, scheme = an_association(), a_scheme()
    path = f"/arenden/ny/{association.id}"
    answer = send(browser, path, **{"scheme": scheme.id, "year": "2027", **FIELDS, **fields})
    assert answer.status_code == status
    assert words in answer.text
    assert "Folkdans för unga, två kvällar i veckan" in answer.text
    assert "Error:" in answer.text
    assert db.session.query(Case).count() == 0


def test_the_list_keeps_the_filter_on_the_way_to_a_case(browser, by):
    first, second = a_case(by), a_case(by)
    page = browser.get("/arenden?q=folkdans&only=unassigned").text
    assert f"/arenden/{first}?q=folkdans&amp;only=unassigned" in page
    case = browser.get(f"/arenden/{first}?q=folkdans&only=unassigned").text
    assert re.search(rf'href="/arenden/{second}\?[^"]*" rel="next"', case)
    assert "No case fits the filter" in browser.get("/arenden?q=finns-inte").text


def test_a_paper_is_added_and_opened_as_a_download(browser, by):
    case_id = a_case(by)
    path = f"/arenden/{case_id}/handlingar/ny"
    answer = send(browser, path, kind="statutes", year="2026", file=(io.BytesIO(PDF), "stadgar.pdf"))
    assert answer.status_code == 302
    paper = db.session.query(Paper).one()
    opened = browser.get(f"/arenden/{case_id}/handlingar/{paper.id}")
    assert opened.data == PDF
    assert opened.headers["Content-Disposition"].startswith("attachment")
    assert opened.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in opened.headers["Content-Security-Policy"]
    assert db.session.query(JournalEntry).filter_by(name="PaperViewed").count() == 1


@pytest.mark.parametrize(
    ("data", "name", "status", "words"),
    [
        (b"", "stadgar.pdf", 422, "is empty"),
        (b"namn;nummer\nA;1", "stadgar.pdf", 422, "is called pdf but its content is csv"),
        (b"PK\x03\x04", "stadgar.docx", 422, "cut off or damaged"),
    ],
)
def test_a_bad_file_is_told_at_the_field(browser, by, data, name, status, words):
    case_id = a_case(by)
    path = f"/arenden/{case_id}/handlingar/ny"
    answer = send(browser, path, kind="statutes", year="2026", file=(io.BytesIO(data), name))
    assert answer.status_code == status
    assert words in answer.text
    assert db.session.query(Paper).count() == 0


def test_a_file_beyond_the_limit_is_413(browser, by, app):
    case_id = a_case(by)
    path = f"/arenden/{case_id}/handlingar/ny"
    token = csrf(browser, path)
    before, app.config["MAX_CONTENT_LENGTH"] = app.config["MAX_CONTENT_LENGTH"], 2000
    try:
        sent = {
            "csrf_token": token,
            "kind": "statutes",
            "year": "2026",
            "file": (io.BytesIO(PDF * 100), "a.pdf"),
        }
        answer = browser.post(path, data=sent)
    finally:
        app.config["MAX_CONTENT_LENGTH"] = before
    assert answer.status_code == 413
    assert db.session.query(Paper).count() == 0


def test_completion_goes_out_and_comes_back(browser, by):
    case_id = a_case(by, purpose="Dans")
    path = f"/arenden/{case_id}/komplettering"
    form = browser.get(path).text
    assert re.search(r'value="field:purpose" checked', form)
    fields = {"points": ["field:purpose", "question:S07"], "note:field:purpose": "För vilka?"}
    answer = send(browser, path, **fields)
    assert answer.status_code == 302, answer.text
    letter = browser.get(answer.location).text
    for words in ("Vad vi saknar", "För vilka?", "Sista dag", "Almviks Folkdansgille"):
        assert words in letter, words
    assert "What we lack" in browser.get(answer.location + "?sprak=en").text
    assert "Register the completion" in browser.get(f"/arenden/{case_id}").text
    back = f"{path}/svar"
    page = browser.get(back).text
    assert 'name="purpose"' in page
    assert 'name="amount"' not in page
    nothing = send(browser, back, purpose="Dans", seen_version="1")
    assert nothing.status_code == 409
    done = send(browser, back, purpose="Dans för unga i hela stadsdelen", seen_version="1", amount="1")
    assert done.status_code == 302
    assert "1 point was not answered" in browser.get(done.location).text
    newest = db.session.query(Application).order_by(Application.version.desc()).first()
    assert (newest.purpose, newest.amount) == ("Dans för unga i hela stadsdelen", 25_000)
    compare = browser.get(f"/arenden/{case_id}/versioner").text
    assert "<del>Purpose: Dans</del>" in compare
    assert "<ins>Purpose: Dans för unga i hela stadsdelen</ins>" in compare


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "Tick at least one point"),
        ({"points": ["field:shoe_size"]}, "valid choice"),
        ({"points": ["field:amount"], "due_on": "2020-01-01"}, "at least 7 days"),
    ],
)
def test_a_request_that_cannot_be_made_is_told(browser, by, fields, words):
    path = f"/arenden/{a_case(by)}/komplettering"
    answer = send(browser, path, **fields)
    assert answer.status_code in (409, 422)
    assert words in answer.text


def test_a_stale_version_is_told_and_nothing_is_lost(browser, by):
    case_id = a_case(by)
    path = f"/arenden/{case_id}/andra"
    token = csrf(browser, path)
    applications.revise_application(case_id, applied(amount=1), seen_version=1, by=by, now=NOW)
    sent = {**FIELDS, "purpose": "Något jag skrev länge på", "seen_version": "1", "csrf_token": token}
    answer = browser.post(path, data=sent)
    assert answer.status_code == 409
    assert "registered version 2 while you wrote" in answer.text
    assert "Något jag skrev länge på" in answer.text


def test_a_case_is_taken_up_handed_over_and_withdrawn(browser, by):
    case_id, colleague = a_case(by), a_secretary()
    assert send(browser, f"/arenden/{case_id}/granska", f"/arenden/{case_id}").status_code == 302
    path = f"/arenden/{case_id}/tilldela"
    assert send(browser, path, officer=colleague.id, seen=by.id).status_code == 302
    assert send(browser, path, officer=by.id, seen=by.id).status_code == 409
    path = f"/arenden/{case_id}/aterkalla"
    assert send(browser, path, reason="").status_code == 422
    assert send(browser, path, reason="E-post från föreningen den 3 mars").status_code == 302
    page = browser.get(f"/arenden/{case_id}").text
    assert "E-post från föreningen den 3 mars" in page
    assert "Ask for completion" not in page
    assert send(browser, path, reason="Ännu en gång till").status_code == 409


def test_a_twice_pressed_button_is_told(browser, by):
    case_id = a_case(by)
    token = csrf(browser, f"/arenden/{case_id}")
    path = f"/arenden/{case_id}/granska"
    assert browser.post(path, data={"csrf_token": token}).status_code == 302
    answer = browser.post(path, data={"csrf_token": token})
    assert answer.status_code == 409
    assert "Reload the page" in answer.text


PATHS = ("", "/versioner", "/andra", "/tilldela", "/aterkalla", "/komplettering", "/handlingar/ny",
         "/komplettering/svar", f"/handlingar/{'0' * 16}", f"/komplettering/brev/{'0' * 16}")  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
def test_another_boards_case_and_forged_ids_are_404(browser, path):
    stranger = a_secretary(a_board("SOD", "Söderdals stadsdelsnämnd"))
    theirs = a_case_in(Stage.AWAITING_SUPPLEMENT, stranger, board=a_board("SOD"))
    for case_id in (theirs, "0" * 16, "x'--"):
        assert browser.get(f"/arenden/{case_id}{path}").status_code == 404


def test_a_case_page_stays_within_its_budget(browser, by):
    case_id = a_case_in(Stage.AWAITING_SUPPLEMENT, by)
    browser.get(f"/arenden/{case_id}")
    with count_queries() as sent:
        assert browser.get(f"/arenden/{case_id}").status_code == 200
    assert len(sent) <= 15, "\n".join(sent)


def test_the_swedish_page_speaks_swedish(browser, by):
    case_id = a_case_in(Stage.AWAITING_SUPPLEMENT, by)
    browser.set_cookie("lang", "sv")
    page = browser.get(f"/arenden/{case_id}").text
    for words in ("Komplettering begärd", "Har allt kommit in?", "Registrera kompletteringen", "Händelser"):
        assert words in page, words
