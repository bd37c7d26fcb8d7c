"""The rule desk's pages: a workbook out and in, what is found, what would come out differently, publishing."""

import datetime as dt
import io

import pytest
from openpyxl import load_workbook

from tests.conftest import Browser
from tests.makers import NOW, an_officer, csrf, sign_in
from tests.makers_decisions import a_decided_case, two_officers
from tests.makers_rules import NAME, VERSION, a_draft, a_drafter, a_new_question, a_table, kept, the_question
from vetting.domain.terms import Role
from vetting.records.checklist_editions import ChecklistDraft, ChecklistEdition
from vetting.records.db import db
from vetting.services import rule_desk

NEXT_YEAR = dt.datetime.now(dt.UTC).year + 1  # the pages go by the day it is
START = dt.date(NEXT_YEAR, 1, 1)
AHEAD = {"version": f"{NEXT_YEAR}-01", "in_force_on": START}


@pytest.fixture
def lawyer(app, client):
    return a_drafter()


@pytest.fixture
def desk(lawyer, client):
    return sign_in(client, "jurist")


@pytest.fixture
def coordinator(app, client):
    an_officer(Role.COORDINATOR, username="samordnare", everywhere=True)
    return sign_in(client, "samordnare")


def sent(browser, data: bytes, name: str = "utkast.xlsx"):
    told = {"csrf_token": csrf(browser, "/regelverk"), "file": (io.BytesIO(data), name)}
    return browser.post("/regelverk/utkast", data=told, content_type="multipart/form-data")


def test_a_workbook_goes_out_is_changed_comes_in_and_is_read(desk):
    assert desk.get("/checklistor").text.count('href="/regelverk"') >= 2, "the menu and the page lead there"
    out = desk.get(f"/checklistor/{NAME}/2026-01/xlsx")
    assert out.mimetype.endswith("sheet")
    book = load_workbook(io.BytesIO(out.data))
    assert book.sheetnames == ["Checklista", "Frågor", "Ord", "Koder"]
    assert ("block", "Avgör om inget undantag är antecknat") in [
        (a.value, b.value) for a, b in book["Koder"].iter_rows(max_col=2)
    ] or book["Koder"]["A2"].value == "block"
    book["Checklista"]["B3"], book["Checklista"]["B4"] = f"{NEXT_YEAR}-01", START
    book["Frågor"]["C2"] = "Vilka kopplingar till rörelser har föreningen?"
    changed = io.BytesIO()
    book.save(changed)
    answer = sent(desk, changed.getvalue())
    assert answer.status_code == 302
    page = desk.get(answer.location).text
    for words in (
        "Formuleringen vilar på åsikter",
        "kopplingar till",
        "behåller sin innebörd",
        "Måste rättas",
    ):
        assert words in page
    assert "S12" in page
    assert "En annan person publicerar det" in page
    assert "/publicera" not in page


def test_what_cannot_be_read_is_told_question_by_question_and_nothing_is_kept(desk):
    table = a_table()
    for question_id, key in (("S12", "effect"), ("S11", "why")):
        the_question(table, question_id).pop(key)
    answer = sent(desk, a_draft(table=table), "utkast.toml")
    assert answer.status_code == 422
    for words in ("2 frågor kan inte läsas", "S12", "S11", "effect", 'href="#file"'):
        assert words in answer.text
    assert sent(desk, b"inget", "utkast.xlsx").status_code == 422
    assert sent(desk, b"", "").status_code == 422
    assert db.session.query(ChecklistDraft).count() == 0


def test_another_publishes_what_is_adopted(lawyer, coordinator):
    draft_id = kept(a_draft(**AHEAD), lawyer)
    address, digest = f"/regelverk/utkast/{draft_id}", db.session.query(ChecklistDraft.digest).scalar()
    told = {"csrf_token": csrf(coordinator, address), "digest": digest, "adopted_by": "KF § 12"}
    lacking = coordinator.post(f"{address}/publicera", data=told)
    assert lacking.status_code == 422
    assert 'href="#adopted_on"' in lacking.text
    assert 'href="#is_tried"' in lacking.text
    told |= {"adopted_on": "2026-11-10", "is_tried": "y"}
    stale = coordinator.post(f"{address}/publicera", data={**told, "digest": "0" * 64})
    assert stale.status_code == 409
    assert "Utkastet är inte det som visades" in stale.text
    late = coordinator.post(f"{address}/publicera", data={**told, "adopted_on": "2099-01-01"})
    assert 'href="#adopted_on"' in late.text
    done = coordinator.post(f"{address}/publicera", data=told, follow_redirects=True)
    assert done.status_code == 200
    for words in ("är publicerad", "KF § 12", "Antaget av", "Jurist", digest):
        assert words in done.text
    assert "Kommande" in coordinator.get("/checklistor").text
    assert coordinator.get(f"/checklistor/{NAME}/{AHEAD['version']}/toml").data == a_draft(**AHEAD)
    assert "Utkastet är publicerat" in coordinator.get(address).text
    assert coordinator.post(f"{address}/publicera", data=told).status_code == 409
    assert db.session.query(ChecklistEdition).count() == 1


def test_a_draft_is_taken_back_by_who_may_draft(lawyer, desk):
    draft_id = kept(a_draft(**AHEAD), lawyer)
    token = csrf(desk, f"/regelverk/utkast/{draft_id}")
    assert desk.post(f"/regelverk/utkast/{draft_id}/aterta", data={"csrf_token": token}).status_code == 302
    assert "Återtaget" in desk.get("/regelverk").text


def test_closed_cases_are_told_by_number_only_to_who_may_see_them(app, lawyer, client):
    secretary, head = two_officers()
    case_id, _ = a_decided_case(secretary, head)
    table = a_table()
    the_question(table, "S01")["bad"] = ["ja", "nej"]
    table["questions"].insert(6, a_new_question())
    address = f"/regelverk/utkast/{kept(a_draft(table=table, **AHEAD), lawyer)}/prova"
    own = sign_in(client, "jurist").get(address).text
    assert f"/arenden/{case_id}" in own
    for words in ("Skulle falla ut annorlunda", "ny anmärkning", "Ska kompletteras", "Hade också frågats"):
        assert words in own
    an_officer(Role.COORDINATOR, username="samordnare", everywhere=True)
    other = sign_in(Browser(app, use_cookies=True), "samordnare").get(address).text
    assert case_id not in other
    assert "NOR 2026/0001" not in other
    assert "Ett ärende utanför dina nämnder" in other
    assert "S01" in other


def test_downloads_of_a_draft_are_what_was_sent_in(lawyer, desk):
    draft_id = kept(a_draft(**AHEAD), lawyer)
    assert desk.get(f"/regelverk/utkast/{draft_id}/toml").data == a_draft(**AHEAD)
    data = desk.get(f"/regelverk/utkast/{draft_id}/xlsx").data
    assert rule_desk.save_draft(("utkast.xlsx", data), by=lawyer, now=NOW) == draft_id
    for address in ("", "/prova", "/xlsx", "/toml"):
        assert desk.get(f"/regelverk/utkast/{'0' * 16}{address}").status_code == 404
    for address in ("xlsx", "toml"):
        assert desk.get(f"/checklistor/words/2026-01/{address}").status_code == 404
    assert VERSION not in desk.get("/checklistor").text
