"""The pages of checks, hits and questions to partners."""

import pytest
from flask import render_template

from tests.makers import NOW, a_board, an_officer, csrf, sign_in
from tests.makers_decisions import a_ready_case
from tests.makers_sources import TODAY, a_list, a_source, delivered, judged, un_xml
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms import Judgement, Partner, Role
from vetting.reading.checks import checks_of_case
from vetting.records.cross_checks import Hit, PartnerQuestion
from vetting.records.db import db
from vetting.services import screening

NAME = "Granlunda Kulturförening 1"
LIST = a_list([(NAME, "889999-9018", "", "allmänna mål"), ("Granlunda Kultur", "", "Granlunda", "")])


@pytest.fixture
def secretary(app, client):
    actor = an_officer(Role.CULTURE_SECRETARY, username="anna")
    sign_in(client, "anna")
    return actor


def a_checked_case(secretary) -> tuple[str, list[str]]:
    a_source("skulder", "spreadsheet_drop", partner=Partner.ENFORCEMENT_AUTHORITY)
    delivered("skulder", LIST)
    case_id = a_ready_case(check=None)
    check_id = screening.cross_check(case_id=case_id, by=secretary, now=NOW)
    return case_id, sorted(hit.id for hit in db.session.query(Hit).filter_by(check_id=check_id))


def part_of_case(app, case_id, today=TODAY) -> str:
    with app.test_request_context(headers={"Accept-Language": "en"}):
        from flask import g

        g.actor = an_officer(Role.CULTURE_SECRETARY, username=f"part-{today}")
        return render_template("screening/_checks.html", checks=checks_of_case(case_id, today=today))


def test_running_the_check_leads_back_to_the_case(secretary, client):
    a_source()
    delivered("sanktioner", un_xml([("1", "Norra Provbolaget")]))
    case_id = a_ready_case(check=None)
    answer = client.post(f"/arenden/{case_id}/kontroll", data={"csrf_token": csrf(client, "/konto/")})
    assert answer.headers["Location"] == f"/arenden/{case_id}#kontroller"


def test_the_case_tells_of_each_source_and_never_that_anybody_is_clear(app, secretary, client):
    a_source()
    delivered("sanktioner", un_xml([("1", "Norra Provbolaget")]))
    case_id, _ = a_checked_case(secretary)
    part = part_of_case(app, case_id)
    assert "None found in the snapshot of 19 Nov 2026" in part
    assert "2 hits in the snapshot of" in part
    assert "Judge 2 hits" in part
    assert "clear" not in part.lower()


def test_a_stale_source_is_told_and_the_check_is_incomplete(app, secretary):
    import datetime as dt

    a_source()
    delivered("sanktioner", un_xml([("1", "Norra Provbolaget")], generated="2026-01-02"))
    case_id = a_ready_case(check=None)
    screening.cross_check(case_id=case_id, by=secretary, now=NOW)
    part = part_of_case(app, case_id, today=TODAY + dt.timedelta(days=1))
    assert "Incomplete: a source could not be relied on" in part
    assert "Too old" in part


def test_hits_are_judged_one_after_the_other(secretary, client):
    case_id, (first, second) = a_checked_case(secretary)
    path = f"/arenden/{case_id}/traffar/{first}"
    page = client.get(path)
    assert page.status_code == 200
    assert NAME in page.text
    fields = {
        "csrf_token": csrf(client, path),
        "judgement": "other",
        "rests_on": ["name"],
        "reason": "Annan verksamhet och annan ort",
    }
    answer = client.post(path, data=fields)
    assert answer.headers["Location"] == f"/arenden/{case_id}/traffar/{second}"
    last = client.post(answer.headers["Location"], data=fields)
    assert last.headers["Location"] == f"/arenden/{case_id}#kontroller"
    assert db.session.get(Hit, second).judgement is Judgement.OTHER


def test_a_second_person_agrees_on_the_page_of_the_hit(secretary, client):
    case_id, hits = a_checked_case(secretary)
    for hit_id in hits:
        judged(hit_id, Judgement.OTHER, by=secretary)
    (near,) = [hit_id for hit_id in hits if db.session.get_one(Hit, hit_id).awaits_second]
    path = f"/arenden/{case_id}/traffar/{near}"
    own = client.get(path).text
    assert 'name="agrees"' not in own
    fields = {"csrf_token": csrf(client, path), "agrees": "yes", "second_reason": "Har själv jämfört"}
    assert client.post(f"{path}/andra", data=fields).status_code == 409
    an_officer(Role.UNIT_HEAD, username="bo")
    client.post("/utloggning", data={"csrf_token": csrf(client, "/konto/")})
    sign_in(client, "bo")
    assert 'name="agrees"' in client.get(path).text
    fields["csrf_token"] = csrf(client, path)
    assert client.post(f"{path}/andra", data=fields).headers["Location"] == f"/arenden/{case_id}#kontroller"
    assert not db.session.get_one(Hit, near).awaits_second


@pytest.mark.parametrize("reason", ["", "nej", "gäller 811228-9874"])
def test_a_judgement_without_a_usable_reason_is_told_at_its_field(secretary, client, reason):
    case_id, (first, _) = a_checked_case(secretary)
    path = f"/arenden/{case_id}/traffar/{first}"
    answer = client.post(
        path,
        data={"csrf_token": csrf(client, path), "judgement": "same", "rests_on": ["name"], "reason": reason},
    )
    assert 'href="#reason"' in answer.text
    assert db.session.get(Hit, first).judgement is None


def test_a_lapsed_judgement_says_which_fact_changed(secretary, client):
    case_id, hits = a_checked_case(secretary)
    for hit in hits:
        judged(hit, Judgement.OTHER, "Annan verksamhet", by=secretary)
    delivered("skulder", a_list([(NAME, "889999-9018", "Annanby", "")]))
    check_id = screening.cross_check(case_id=case_id, by=secretary, now=NOW)
    (hit,) = db.session.query(Hit).filter_by(check_id=check_id)
    page = client.get(f"/arenden/{case_id}/traffar/{hit.id}").text
    assert "Annan verksamhet" in page


def test_another_boards_hit_question_and_check_do_not_exist(secretary, client):
    case_id, (first, _) = a_checked_case(secretary)
    south = a_board("SOD", "Söderdals stadsdelsnämnd")
    an_officer(Role.CULTURE_SECRETARY, username="bo", board=south)
    token = csrf(client, "/konto/")
    client.post("/utloggning", data={"csrf_token": token})
    sign_in(client, "bo")
    assert client.get(f"/arenden/{case_id}/traffar/{first}").status_code == 404
    assert client.get(f"/arenden/{case_id}/fragor/ny").status_code == 404
    token = csrf(client, "/konto/")
    assert client.post(f"/arenden/{case_id}/kontroll", data={"csrf_token": token}).status_code == 404


def test_a_partner_is_asked_and_the_answer_recorded(app, secretary, client):
    case_id = a_ready_case(check=None)
    path = f"/arenden/{case_id}/fragor/ny"
    fields = {
        "csrf_token": csrf(client, path),
        "partner": "enforcement_authority",
        "question": "Finns skulder i allmänna mål?",
        "ground": "Offentlig uppgift",
        "channel": "letter",
    }
    wrong = client.post(path, data={**fields, "question": "Gäller 811228-9874"})
    assert 'href="#question"' in wrong.text
    assert client.post(path, data=fields).status_code == 302
    (question,) = db.session.query(PartnerQuestion)
    path = f"/arenden/{case_id}/fragor/{question.id}"
    reply = {
        "csrf_token": csrf(client, path),
        "code": "public_claims",
        "answered_on": swedish_day(question.asked_at).isoformat(),
        "function": "registrator",
    }
    assert client.post(path, data=reply).status_code == 302
    assert (
        "public" in client.get(path, headers={"Accept-Language": "en"}).text
        or "allmänna" in client.get(path).text
    )
