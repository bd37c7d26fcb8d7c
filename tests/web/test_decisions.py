"""The pages from proposal to letter."""

import datetime as dt
import re

import pytest

from tests.makers import a_board, an_officer, sign_in
from tests.makers_decisions import (
    a_decided_case,
    a_hit_in,
    a_proposed_case,
    a_ready_case,
    a_refusal,
    two_officers,
)
from tests.makers_plans import TOLD
from vetting.domain.terms import CheckOutcome, Outcome, Role, Stage
from vetting.gateways import letters
from vetting.records.applications import Case
from vetting.records.db import db
from vetting.records.decisions import Decision, Proposal
from vetting.records.officers import Officer


def fields_of(page: str, action: str) -> dict[str, str]:
    """What a browser would send from the form of that action, as drawn."""
    form = re.search(rf'<form[^>]*action="{re.escape(action)}"[^>]*>(.*?)</form>', page, re.S)
    assert form, f"no form to {action}"
    body, found = form[1], {}
    for tag in re.finditer(r"<input\b[^>]*>", body):
        name, kind = attribute(tag[0], "name"), attribute(tag[0], "type")
        if name and (kind not in ("radio", "checkbox") or " checked" in tag[0]):
            found[name] = attribute(tag[0], "value")
    for area in re.finditer(r"<textarea\b([^>]*)>(.*?)</textarea>", body, re.S):
        found[attribute(area[1], "name")] = area[2].strip("\r\n").replace("&#34;", '"')
    for select in re.finditer(r"<select\b([^>]*)>(.*?)</select>", body, re.S):
        chosen = re.search(r'<option selected value="([^"]*)"', select[2]) or re.search(
            r'<option value="([^"]*)"', select[2]
        )
        found[attribute(select[1], "name")] = chosen[1] if chosen else ""
    return {name: value for name, value in found.items() if name}


def attribute(tag: str, name: str) -> str:
    found = re.search(rf'\b{name}="([^"]*)"', tag)
    return found[1] if found else ""


@pytest.fixture
def signed_in(client):
    def enter(actor):
        username = db.session.get_one(Officer, actor.id).username
        client.set_cookie("lang", "en")
        return sign_in(client, username)

    return enter


def test_a_grant_goes_from_form_to_letter(client, signed_in):
    secretary, head = two_officers()
    case_id = a_ready_case()
    signed_in(secretary)
    url = f"/arenden/{case_id}/forslag"
    sent = fields_of(client.get(url).text, url)
    assert "outcome" not in sent, "no outcome may be chosen beforehand"
    sent |= {
        **{"outcome": "partly_granted", "amount": "45 000"},
        "summary": "Bra verksamhet.",
        "no_conflict": "y",
        **TOLD,
    }
    answer = client.post(url, data=sent)
    assert answer.status_code == 302, answer.text
    assert db.session.get_one(Case, case_id).stage is Stage.PROPOSED

    client.post("/utloggning", data={"csrf_token": sent["csrf_token"]})
    signed_in(head)
    url = f"/arenden/{case_id}/beslut"
    page = client.get(url).text
    assert "Sign: decide as proposed" not in page
    client.post(f"/arenden/{case_id}/jav", data=fields_of(page, f"/arenden/{case_id}/jav"))
    page = client.get(url).text
    answer = client.post(url, data=fields_of(page, url))
    assert answer.status_code == 302, answer.text
    letter = client.get(answer.location).text
    plan = db.session.query(Proposal).one().plan
    assert len(plan) >= 3
    for item in plan:
        assert item["title"] in letter
    assert "Download as PDF" in letter
    pdf = client.get(f"/arenden/{case_id}/brev.pdf")
    assert (pdf.status_code, pdf.mimetype, pdf.data[:4]) == (200, "application/pdf", b"%PDF")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"outcome": ""}, "Choose an outcome."),
        ({"amount": ""}, "A grant needs an amount of at least one krona."),
        ({"amount": "70 000"}, "is above the 60000 kronor applied for"),
        ({"reservation": " "}, "A grant needs a reservation"),
        ({"conditions": "\n\n"}, "A grant needs at least one condition."),
        ({"plan-0-due_on": ""}, "Give a date."),
        ({"plan-0-due_on": "2020-01-07"}, "has passed. Give a later date."),
        ({"plan-0-owner_id": "nobody"}, "Not a valid choice"),
        ({"outcome": "refused"}, "Write what the decision aims at"),
        ({"no_conflict": None}, "First say whether you have a conflict of interest"),
        ({"summary": ""}, "Write a summary of the reasons."),
    ],
)
def test_what_is_missing_is_told_and_nothing_is_lost(client, signed_in, changes, words):
    secretary, _ = two_officers()
    case_id = a_ready_case()
    signed_in(secretary)
    url = f"/arenden/{case_id}/forslag"
    sent = fields_of(client.get(url).text, url)
    sent |= {
        "outcome": "granted",
        "amount": "45000",
        "summary": "Kvar i rutan.",
        "no_conflict": "y",
        **TOLD,
    }
    sent = {name: value for name, value in {**sent, **changes}.items() if value is not None}
    answer = client.post(url, data=sent)
    assert answer.status_code in (409, 422)
    assert words in answer.text
    if "summary" not in changes:
        assert "Kvar i rutan." in answer.text
    assert db.session.get_one(Case, case_id).stage is Stage.IN_REVIEW


def test_a_grant_without_any_row_of_plan_is_refused(client, signed_in):
    secretary, _ = two_officers()
    case_id = a_ready_case()
    signed_in(secretary)
    url = f"/arenden/{case_id}/forslag"
    sent = fields_of(client.get(url).text, url)
    sent |= {"outcome": "granted", "amount": "45000", "summary": "Bra.", "no_conflict": "y", **TOLD}
    answer = client.post(url, data={k: v for k, v in sent.items() if not k.startswith("plan-")})
    assert answer.status_code == 409
    assert "A grant needs a follow-up plan" in answer.text


def test_rows_are_added_and_removed_without_script(client, signed_in):
    secretary, _ = two_officers()
    case_id = a_ready_case()
    signed_in(secretary)
    url = f"/arenden/{case_id}/forslag"
    sent = fields_of(client.get(url).text, url)
    rows = sum(name.endswith("-title") for name in sent)
    sent["plan-0-title"] = "Det här skrev jag"
    more = fields_of(client.post(url, data={**sent, "add_row": "1"}).text, url)
    assert sum(name.endswith("-title") for name in more) == rows + 1
    assert more["plan-0-title"] == "Det här skrev jag"
    fewer = fields_of(client.post(url, data={**more, "remove_row": "1"}).text, url)
    assert sum(name.endswith("-title") for name in fewer) == rows
    assert fewer["plan-0-title"] == "Det här skrev jag"
    anew = client.post(url, data={**fewer, "suggest": "1", "amount": "10 000"}).text
    assert sum(name.endswith("-title") for name in fields_of(anew, url)) < rows


@pytest.mark.parametrize(
    ("make", "words"),
    [
        ({"answered": False}, "still unanswered"),
        ({"check": None}, "No cross-check has been made. Run it from the case."),
        ({"check": CheckOutcome.INCOMPLETE}, "Why the incomplete cross-check must do"),
    ],
)
def test_the_form_says_what_stands_in_the_way(client, signed_in, make, words):
    secretary, _ = two_officers()
    case_id = a_ready_case(**make)
    signed_in(secretary)
    assert words in client.get(f"/arenden/{case_id}/forslag").text


def test_hits_and_sources_stand_before_the_decider(client, signed_in):
    secretary, head = two_officers()
    case_id, _ = a_proposed_case(secretary)
    a_hit_in(case_id)
    signed_in(head)
    page = client.get(f"/arenden/{case_id}/beslut").text
    assert "Granlunda Kultur" in page
    assert "Not judged" in page
    assert "Skatteverket" in page


def test_the_proposer_sees_that_another_must_decide(client, signed_in):
    head = an_officer(Role.UNIT_HEAD)
    case_id, _ = a_proposed_case(head)
    signed_in(head)
    page = client.get(f"/arenden/{case_id}/beslut").text
    assert "You proposed this decision. Another person must decide it." in page
    assert "Sign: decide as proposed" not in page


def test_a_refusal_is_recorded_by_the_registrar(client, signed_in):
    secretary, head = two_officers()
    case_id, _ = a_proposed_case(secretary, a_refusal())
    signed_in(head)
    assert "A refusal is not delegated" in client.get(f"/arenden/{case_id}/beslut").text
    registrar = an_officer(Role.REGISTRAR)
    client.post("/utloggning", data=fields_of(client.get("/min-dag").text, "/utloggning"))
    signed_in(registrar)
    url = f"/arenden/{case_id}/beslut/namnd"
    sent = fields_of(client.get(f"/arenden/{case_id}/beslut").text, url)
    today = dt.datetime.now(dt.UTC).date()
    refused = client.post(url, data={**sent, "minutes": "", "decided_on": today.isoformat()})
    assert refused.status_code == 422
    # the proposal lies on the makers' day, so the real today is on or after it
    answer = client.post(url, data={**sent, "minutes": "§ 7", "decided_on": "2026-11-20"})
    assert answer.status_code == 302, answer.text
    assert db.session.query(Decision).one().outcome is Outcome.REFUSED
    assert "avslår ansökan" in client.get(answer.location).text


def test_a_proposal_is_returned_with_a_reason(client, signed_in):
    secretary, head = two_officers()
    case_id, _ = a_proposed_case(secretary)
    signed_in(head)
    url = f"/arenden/{case_id}/forslag/ater"
    sent = fields_of(client.get(f"/arenden/{case_id}/beslut").text, url)
    for reason, status in (("", 422), ("Ring 19811228-9874 om lokalen.", 409)):
        kept = client.post(url, data={**sent, "reason": reason})
        assert kept.status_code == status
        assert f"{reason}</textarea>" in kept.text
        assert db.session.get_one(Case, case_id).stage is Stage.PROPOSED
        db.session.expire_all()
    client.post(url, data={**sent, "reason": "Räkna om beloppet."})
    db.session.expire_all()
    assert db.session.get_one(Case, case_id).stage is Stage.IN_REVIEW
    page = client.get(f"/arenden/{case_id}/forslag").text
    assert "Räkna om beloppet." in page
    assert "Minst tolv kvällar hålls under året." in page, "the returned proposal is drawn again"


@pytest.mark.parametrize("path", ["forslag", "beslut", "brev", "brev.pdf", "plan"])
def test_another_boards_case_does_not_exist(client, signed_in, path):
    secretary, head = two_officers()
    case_id, _ = a_decided_case(secretary, head)
    signed_in(an_officer(Role.UNIT_HEAD, board=a_board("SOD", "Sörviks stadsdelsnämnd")))
    assert client.get(f"/arenden/{case_id}/{path}").status_code == 404


def test_lists_of_waiting_and_made_decisions(client, signed_in):
    secretary, head = two_officers()
    a_decided_case(secretary, head, number=1)
    waiting, _ = a_proposed_case(secretary, number=2)
    other_board = a_board("SOD", "Sörviks stadsdelsnämnd")
    a_proposed_case(an_officer(Role.CULTURE_SECRETARY, board=other_board), board=other_board, number=3)
    signed_in(head)
    page = client.get("/beslut").text
    assert f"/arenden/{waiting}/beslut" in page
    assert "NOR 2026/0002" in page
    assert "NOR 2026/0001" not in page
    assert "SOD 2026/0003" not in page
    made = client.get("/beslut?visa=beslutade&utfall=partly_granted&sok=granlunda").text
    assert "NOR 2026/0001" in made
    assert "NOR 2026/0002" not in made
    assert "NOR 2026/0001" not in client.get("/beslut?visa=beslutade&utfall=refused").text


def test_without_the_extra_the_letter_says_how_to_get_a_pdf(client, signed_in, monkeypatch):
    secretary, head = two_officers()
    case_id, _ = a_decided_case(secretary, head)
    signed_in(head)
    monkeypatch.setattr(letters, "pdf_available", lambda: False)
    page = client.get(f"/arenden/{case_id}/brev").text
    assert "Download as PDF" not in page
    assert "vetting[pdf]" in page
    answer = client.get(f"/arenden/{case_id}/brev.pdf")
    assert answer.status_code == 409
    assert "print the page from the browser" in answer.text


@pytest.mark.parametrize(
    ("state", "words"),
    [("ready", "Propose a decision"), ("proposed", "Open to decide"), ("decided", "Read the letter")],
)
def test_the_case_page_shows_where_the_decision_stands(client, signed_in, state, words):
    secretary, head = two_officers()
    make = {
        "ready": a_ready_case,
        "proposed": lambda: a_proposed_case(secretary)[0],
        "decided": lambda: a_decided_case(secretary, head)[0],
    }
    case_id = make[state]()
    signed_in(head)
    assert words in client.get(f"/arenden/{case_id}").text
