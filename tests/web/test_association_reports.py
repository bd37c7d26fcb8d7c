"""The association's report from browser to desk: written, signed in another browser, read, visited, evaluated."""

import datetime as dt
import io
import re

import pytest

from tests.conftest import Browser
from tests.makers import PASSWORD, csrf
from tests.makers_association_reports import SIGNER, code_in_post, whole_answers
from tests.makers_decisions import a_decided_case, two_officers
from tests.makers_hearings import a_code
from tests.web.test_decisions import fields_of
from vetting.domain.terms import Role
from vetting.records import association_reports
from vetting.records.db import db
from vetting.records.follow_ups import FollowUp

pytestmark = pytest.mark.parametrize("empty_app", ["sqlite"], indirect=True)  # the rules are tried on both
OWN = "/foreningens-arende/redovisning"
SIGN = "/skriv-under-redovisning"


def now():
    """Sessions are judged by the real clock in a request."""
    return dt.datetime.now(dt.UTC)


@pytest.fixture
def officers(app):
    return two_officers()


@pytest.fixture
def case_id(officers):
    return a_decided_case(*officers)[0]


@pytest.fixture
def inside(app, case_id, officers):
    """A browser in which the association has opened its case."""
    client = Browser(app, use_cookies=True)
    client.set_cookie("lang", "en")
    code, token = a_code(case_id, officers[0], now=now()), csrf(client, "/foreningens-arende")
    sent = {"case_number": "NOR 2026/0001", "code": code, "csrf_token": token}
    assert client.post("/foreningens-arende", data=sent).status_code == 302
    return client


@pytest.fixture
def desk(app, officers):
    """The secretary's browser."""
    client = Browser(app, use_cookies=True)
    client.set_cookie("lang", "en")
    token = csrf(client, "/inloggning")
    username = f"{Role.CULTURE_SECRETARY.value}.nor"
    data = {"username": username, "password": PASSWORD, "csrf_token": token}
    assert client.post("/inloggning", data=data).status_code == 302
    return client


def send(client, page, path=None, **data):
    return client.post(path or page, data={**data, "csrf_token": csrf(client, page)})


def fields(case_id, **changes):
    return {f"q-{key}": text for key, text in whole_answers(case_id, **changes).items()}


def written(inside, case_id):
    draft = association_reports.draft_of(case_id)
    data = fields(case_id) | {"version": str(draft.version if draft else 0), "written_role": "kassör"}
    return send(inside, OWN, **data)


def signed(app, inside, case_id):
    assert written(inside, case_id).status_code == 302
    version = str(association_reports.draft_of(case_id).version)
    answer = send(inside, OWN, f"{OWN}/lamna", version=version, role="ordförande", address=SIGNER)
    assert answer.status_code == 302
    chair = Browser(app, use_cookies=True)
    chair.set_cookie("lang", "en")
    code = code_in_post(case_id)
    assert send(chair, SIGN, case_number="NOR 2026/0001", code=code).status_code == 302
    assert "NOR 2026/0001" in chair.get(f"{SIGN}/las").text
    assert chair.get(OWN).location == "/foreningens-arende"  # the signer's code opens nothing else
    unticked = send(chair, f"{SIGN}/las", f"{SIGN}/skriv-under", version=version)
    assert unticked.status_code == 422
    answer = send(chair, f"{SIGN}/las", f"{SIGN}/skriv-under", version=version, certify="y")
    assert answer.status_code == 302
    return chair


def test_a_correction_begins_from_what_was_handed_in_and_goes_on_from_what_was_saved(app, inside, case_id):
    signed(app, inside, case_id)
    handed_in = association_reports.reports_of(case_id)[0]
    shown = fields_of(inside.get(OWN).text, OWN)
    assert {key: shown[f"q-{key}"] for key in handed_in.answers} == handed_in.answers
    assert shown["written_role"] == "kassör"
    assert shown["reason"] == ""
    changed = {**shown, "q-participants": "121", "reason": "En kväll räknades inte med."}
    assert inside.post(OWN, data=changed).status_code == 302
    again = fields_of(inside.get(OWN).text, OWN)
    assert {key for key in shown if shown[key] != again[key]} - {"csrf_token"} == {
        "q-participants",
        "reason",
        "version",
    }
    assert association_reports.reports_of(case_id)[0].answers == handed_in.answers  # it stands until signed


def test_the_whole_way_of_a_report(app, inside, desk, case_id, monkeypatch):
    chair = signed(app, inside, case_id)
    assert "The report is handed in" in chair.get(f"{SIGN}/las").text
    report_id = association_reports.reports_of(case_id)[0].id
    receipt = inside.get(f"{OWN}/{report_id}").text
    assert association_reports.reports_of(case_id)[0].digest in receipt
    pdf = inside.get(f"{OWN}/{report_id}/pdf")
    assert pdf.data[:5] == b"%PDF-"
    assert inside.get(f"{OWN}/{report_id}/pdf").data == pdf.data
    assert "report has come in case" in desk.get("/min-dag").text
    page = f"/arenden/{case_id}/redovisning"
    assert "120" in desk.get(page).text
    item = db.session.query(FollowUp).filter_by(kind="report").first().id
    read = f"{page}/{report_id}/last"
    assert send(desk, page, read, do="approve").status_code == 409  # a word is said
    assert send(desk, page, read, do="approve", word="I ordning", item=item).status_code == 302
    assert db.session.get(FollowUp, item).outcome == "I ordning"
    assert "approved" in desk.get("/redovisningar?visa=approved").text
    assert "Nothing more is asked for" in inside.get(OWN).text


def test_an_item_is_done_only_when_the_officer_says_so(app, inside, desk, case_id):
    signed(app, inside, case_id)
    report_id = association_reports.reports_of(case_id)[0].id
    page = f"/arenden/{case_id}/redovisning"
    assert send(desk, page, f"{page}/{report_id}/last", do="approve", word="I ordning").status_code == 302
    assert db.session.query(FollowUp).filter(FollowUp.done_at.is_not(None)).count() == 0


def test_what_was_written_is_not_lost_when_two_save(inside, case_id):
    assert written(inside, case_id).status_code == 302
    data = fields(case_id, results="Mitt svar") | {"version": "0", "written_role": "kassör"}
    answer = send(inside, OWN, **data)
    assert answer.status_code == 409
    assert "Mitt svar" in answer.text
    assert "Saved meanwhile" in answer.text


def test_a_workbook_goes_out_and_comes_back(inside, case_id):
    assert written(inside, case_id).status_code == 302
    book = inside.get(f"{OWN}/xlsx")
    assert book.status_code == 200
    sent = {"file": (io.BytesIO(book.data), "redovisning.xlsx"), "csrf_token": csrf(inside, OWN)}
    assert inside.post(f"{OWN}/xlsx", data=sent).status_code == 302
    sent = {"file": (io.BytesIO(b"a;b\n1;2\n"), "annan.xlsx"), "csrf_token": csrf(inside, OWN)}
    refused = inside.post(f"{OWN}/xlsx", data=sent)
    assert refused.status_code in (400, 409, 415, 422)
    assert association_reports.draft_of(case_id).version == 2


def test_completion_is_asked_on_named_points_and_seen_by_the_association(app, inside, desk, case_id):
    signed(app, inside, case_id)
    report_id = association_reports.reports_of(case_id)[0].id
    page = f"/arenden/{case_id}/redovisning"
    read = f"{page}/{report_id}/last"
    assert send(desk, page, read, do="complete").status_code == 409  # no point is named
    asked = {"note-spent_on": "Vad har hyran kostat?"}
    wrong = {"value-U02": "nej", "reason-U02": "Lika som i fjol", "rests_on-U02": "sign"}
    refused = send(desk, page, read, do="complete", **asked, **wrong)
    assert "cannot carry a negative answer" in refused.text
    assert send(desk, page, read, do="complete", **asked).status_code == 302
    assert "Vad har hyran kostat?" in inside.get(OWN).text


def test_a_paper_report_and_its_faults(desk, case_id):
    page = f"/arenden/{case_id}/redovisning/papper"
    today = now().date().isoformat()
    roles = {"written_role": "kassör", "signed_role": "kassör", "received_on": today}
    assert "somebody other than its writer" in send(desk, page, **fields(case_id), **roles).text
    lacking = fields(case_id) | {"q-spent": ""}
    again = send(desk, page, **lacking, **roles | {"signed_role": "revisor"}).text
    assert "Answer this question" in again
    assert send(desk, page, **fields(case_id), **roles | {"signed_role": "revisor"}).status_code == 302


def test_a_visit_on_the_phone_and_its_paper(desk, case_id):
    page = f"/arenden/{case_id}/besok"
    paper = desk.get(f"{page}/blankett").text
    form = desk.get(page).text
    asked = re.findall(r'for="q-\w+">([^<]+)', form)
    assert asked
    assert all(one.strip() in paper for one in asked)
    item = db.session.query(FollowUp).filter_by(kind="visit").first().id
    data = {
        "visited_on": now().date().isoformat(), "announced": "no", "way": "phone", "participants": "12",
        "q-activity": "Läxhjälp", "q-purpose": "Som i beslutet", "follow_up_id": item, "is_done": "y",
    }  # fmt: skip
    named = send(desk, page, **data | {"q-said": "Anna Ek, Bo Alm, Cia Dal"})
    assert named.status_code == 409
    assert "looks like a list of names" in named.text
    done = send(desk, page, **data)
    assert done.status_code == 302
    assert db.session.get(FollowUp, item).done_at is not None
    assert "Läxhjälp" in desk.get(done.location).text
    day = now().date().isoformat()  # in Swedish whatever the officer's language: it stays in the plan
    assert f"Besöket gjordes {day}. Antal deltagare: 12." in desk.get(f"/arenden/{case_id}/plan").text
    assert send(desk, done.location, text="Ett rum till").status_code == 302
    assert "Ett rum till" in desk.get(done.location).text


def test_an_evaluation_is_written_after_the_report_and_found_under_experience(app, inside, desk, case_id):
    page = f"/arenden/{case_id}/utvardering"
    assert "once the association" in desk.get(page).text
    signed(app, inside, case_id)
    report_id = association_reports.reports_of(case_id)[0].id
    reports = f"/arenden/{case_id}/redovisning"
    assert send(desk, reports, f"{reports}/{report_id}/last", do="approve", word="Bra").status_code == 302
    data = {
        "version": "0", "activity": "youth", "worked": "Öppna kvällar", "learnt": "Börja tidigt", "again": "yes",
        "contact": "kultursekreterare",
    }  # fmt: skip
    assert send(desk, page, **data).status_code == 302
    assert "signed by the unit head" in desk.get(page).text
    assert (
        desk.post(f"{page}/skriv-under", data={"version": "1", "csrf_token": csrf(desk, page)}).status_code
        == 403
    )
    assert "Börja tidigt" not in desk.get("/erfarenheter").text
