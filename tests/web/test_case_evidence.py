"""Acts and evidence in the browser, and the published checklists."""

import datetime as dt
import io
import re

import pytest

from tests.makers import a_board, an_officer, sign_in
from tests.makers_applications import PDF, a_case
from tests.makers_checklists import PERSONAL, with_act
from vetting.domain.terms import Role
from vetting.records.assessments import Evidence, RecordedAct
from vetting.records.db import db


@pytest.fixture
def anna(app):
    return an_officer(username="anna.lind", board=a_board())


@pytest.fixture
def case_id(anna):
    return a_case(anna, members_total=43)


@pytest.fixture
def browser(client, anna):
    client.set_cookie("lang", "en")
    return sign_in(client, "anna.lind")


def url(case_id):
    return f"/arenden/{case_id}/checklista"


def token(page):
    return re.search(r'name="csrf_token" value="([^"]+)"', page).group(1)


def block(page, question_id):
    """The part of the page that belongs to one question."""
    return page.split(f'id="{question_id}" aria-labelledby', 1)[1].split("</section>", 1)[0]


def test_an_act_is_recorded_and_a_personal_number_in_it_refused(browser, case_id):
    path = f"/arenden/{case_id}/handelse"
    whole = {
        "csrf_token": token(browser.get(path).text),
        "what": "Ett möte stoppades med hot",
        "act_on": "2026-03-01",
        "place": "Norrdal",
        "actor_role": "chair",
        "source": "Protokoll",
    }
    refused = browser.post(path, data={**whole, "what": f"Ordföranden {PERSONAL} hotade"})
    assert refused.status_code == 409
    assert "The text holds a personal number." in refused.text
    assert db.session.query(RecordedAct).count() == 0
    for field in ("what", "act_on", "place", "actor_role", "source"):
        assert browser.post(path, data={**whole, field: ""}).status_code == 422, field
    future = (dt.date.today() + dt.timedelta(days=3)).isoformat()
    assert browser.post(path, data={**whole, "act_on": future}).status_code == 409
    saved = browser.post(path, data=whole)
    assert saved.location == f"{url(case_id)}#activity"
    page = browser.get(url(case_id)).text
    assert "Ett möte stoppades med hot" in page
    assert 'name="A01"' in page


def test_evidence_with_a_file_can_be_added_and_fetched(browser, case_id, anna):
    with_act(case_id, anna)
    path = f"{url(case_id)}/underlag"
    page = browser.get(f"{path}?fraga=A01").text
    assert '<option selected value="A01">' in page
    data = {
        "csrf_token": token(page),
        "question_id": "A01",
        "kind": "dom",
        "level": "2",
        "description": "Domen beskriver hotet",
        "source": "Tingsrätten, dom i mars",
        "act_on": "2026-03-01",
        "file": (io.BytesIO(PDF), "dom.pdf"),
    }
    saved = browser.post(path, data=data, content_type="multipart/form-data")
    assert saved.location == f"{url(case_id)}#A01"
    row = db.session.query(Evidence).one()
    assert "Domen beskriver hotet" in block(browser.get(url(case_id)).text, "A01")
    file = browser.get(f"/arenden/{case_id}/underlag/{row.id}")
    assert (file.data, file.mimetype) == (PDF, "application/pdf")
    assert "attachment" in file.headers["Content-Disposition"]


@pytest.mark.parametrize(
    ("change", "text"),
    [
        ({"level": ""}, "Fill this in."),
        ({"level": "9"}, "Not a valid choice"),
        ({"description": f"{PERSONAL}"}, "The text holds a personal number."),
        ({"act_on": ""}, "Write the date of the act"),
    ],
)
def test_evidence_that_does_not_fit_is_told_at_its_field(browser, case_id, anna, change, text):
    with_act(case_id, anna)
    path = f"{url(case_id)}/underlag"
    data = {
        "csrf_token": token(browser.get(path).text),
        "question_id": "A01",
        "kind": "dom",
        "level": "2",
        "description": "Domen beskriver hotet",
        "source": "Tingsrätten",
        "act_on": "2026-03-01",
        **change,
    }
    answer = browser.post(path, data=data)
    assert answer.status_code in (409, 422)
    assert text in answer.text
    assert "Tingsrätten" in answer.text
    assert db.session.query(Evidence).count() == 0


def test_the_published_checklists_are_open_to_everybody_signed_in(client, app):
    assert client.get("/checklistor").status_code == 302
    an_officer(Role.PREMISES_MANAGER, username="lokal")
    client.set_cookie("lang", "en")
    sign_in(client, "lokal")
    assert "Democracy criteria for association grants" in client.get("/checklistor").text
    page = client.get("/checklistor/democracy-criteria/2026-01").text
    assert "None of them binds the municipality" in page
    assert "Not verified against the source – a setting, not law" in page
    assert re.search(r"[0-9a-f]{64}", page)
    assert client.get("/checklistor/democracy-criteria/1999-01").status_code == 404
