"""The page of the matcher's thresholds, the certificate's page, and a source's page for whoever manages it."""

import datetime as dt
import re

import pytest

from tests.makers import NOW, an_officer, csrf, sign_in
from tests.makers_decisions import a_ready_case
from tests.makers_sources import TODAY, a_list, a_source, delivered
from vetting.domain.match_settings import DEFAULT
from vetting.domain.terms import Partner, Role
from vetting.records.db import db
from vetting.records.match_settings import MatchSettingsVersion, settings_in_force
from vetting.services import match_settings, report_files, screening
from vetting.web.forms.thresholds import NAMES
from vetting.web.wording.thresholds import SETTINGS

NUMBERS = {name: str(getattr(DEFAULT, name)).replace(".", ",") for name in NAMES}


@pytest.fixture
def coordinator(app, client):
    an_officer(Role.COORDINATOR, username="samordnare", everywhere=True)
    return sign_in(client, "samordnare")


def test_every_setting_has_words():
    assert set(NAMES) == set(SETTINGS)


def test_numbers_are_tried_proposed_and_confirmed_by_another(app, coordinator):
    assert coordinator.get("/leveranser").text.count("/trosklar") >= 1
    token = csrf(coordinator, "/trosklar")
    told = {**NUMBERS, "csrf_token": token, "possible_from": "0,70"}
    tried = coordinator.post("/trosklar", data={**told, "action": "try"})
    assert tried.status_code == 200
    assert re.search(
        r'name="possible_from"[^>]*value="0[.,]70?"|value="0[.,]70?"[^>]*name="possible_from"', tried.text
    )
    assert "Av 0 par som kontroller har visat skulle 0 visas" in tried.text
    assert "Det är lika många träffar att bedöma som nu." in tried.text
    assert db.session.query(MatchSettingsVersion).count() == 0
    nameless = coordinator.post("/trosklar", data={**told, "action": "propose", "reason": "Färre falska"})
    assert nameless.status_code == 409
    assert 'href="#version"' in nameless.text
    coordinator.post(
        "/trosklar", data={**told, "action": "propose", "reason": "Färre falska", "version": "b1"}
    )
    assert coordinator.post("/trosklar/b1/bekrafta", data={"csrf_token": token}).status_code == 409


def test_another_persons_proposal_is_confirmed_or_taken_back(app, coordinator):
    other = an_officer(Role.COORDINATOR, username="annan", everywhere=True)
    for version in ("b1", "b2"):
        values = {**DEFAULT.to_dict(), "version": version, "possible_from": DEFAULT.possible_from + 0.01}
        match_settings.propose_settings(values, "Färre falska", in_force_on=TODAY, by=other, now=NOW)
    token = csrf(coordinator, "/trosklar")
    told = coordinator.get("/trosklar").text
    assert told.count("Prövat då på 0 par: 0 träffar att bedöma") == 2, "who confirms sees what it would mean"
    assert coordinator.post("/trosklar/b1/bekrafta", data={"csrf_token": token}).status_code == 302
    assert coordinator.post("/trosklar/b2/aterta", data={"csrf_token": token}).status_code == 302
    assert coordinator.post("/trosklar/b2/bekrafta", data={"csrf_token": token}).status_code == 409
    assert coordinator.post("/trosklar/saknas/bekrafta", data={"csrf_token": token}).status_code == 404
    assert settings_in_force(dt.date(2099, 1, 1)).version == "b1"


@pytest.mark.parametrize(("value", "status"), [("", 422), ("1,5", 422), ("mycket", 422), ("0.9999", 409)])
def test_a_number_that_cannot_be_is_told_at_its_field(coordinator, value, status):
    token = csrf(coordinator, "/trosklar")
    answer = coordinator.post(
        "/trosklar", data={**NUMBERS, "csrf_token": token, "possible_from": value, "action": "try"}
    )
    assert answer.status_code == status
    assert 'href="#possible_from"' in answer.text


@pytest.mark.parametrize(
    ("name", "value", "status", "told"),
    [
        ("weight_number", "21", 422, "Skriv ett tal från 0 till 20."),
        ("weight_letter", "0,4", 422, "Skriv ett tal från 0,5 till 20."),
        ("lift_seat", "0,5", 422, "Skriv ett tal från 0 till 0,05."),
        (
            "weight_bare_type",
            "1,5",
            409,
            "Ett ensamt ”föreningen” kan inte väga mer (1.5) än ett typord (1.0).",
        ),
        ("weight_type", "3,25", 200, 'value="3,25"'),
    ],
)
def test_each_weight_says_what_it_may_be(coordinator, name, value, status, told):
    sent = {**NUMBERS, "csrf_token": csrf(coordinator, "/trosklar"), name: value, "action": "try"}
    answer = coordinator.post("/trosklar", data=sent)
    assert (answer.status_code, told in answer.text) == (status, True)


def test_the_numbers_in_force_are_shown_whole(app, coordinator):
    other, third = (
        an_officer(Role.COORDINATOR, username=one, everywhere=True) for one in ("annan", "tredje")
    )
    values = {**DEFAULT.to_dict(), "version": "b1", "runner_up_margin": 0.005}
    match_settings.propose_settings(values, "Närmare", in_force_on=TODAY, by=other, now=NOW)
    match_settings.confirm_settings("b1", by=third, now=NOW)
    assert 'value="0,005"' in coordinator.get("/trosklar").text


def test_who_may_not_set_sees_only(app, client):
    an_officer(Role.CULTURE_SECRETARY, username="anna")
    sign_in(client, "anna")
    page = client.get("/trosklar").text
    assert 'name="possible_from"' not in page
    token = csrf(client, "/konto/")
    assert client.post("/trosklar", data={**NUMBERS, "csrf_token": token, "action": "try"}).status_code == 403


def test_the_certificate_is_reached_from_the_case_and_a_head_goes_on_without_a_source(app, client):
    case_id = a_ready_case(check=None)
    a_source(is_mandatory=True)
    a_source("skulder", "spreadsheet_drop", partner=Partner.ENFORCEMENT_AUTHORITY)
    delivered("skulder", a_list([("Ekdungens Låtsasförening", "", "", "")]))
    check_id = screening.cross_check(case_id=case_id, by=an_officer(Role.CULTURE_SECRETARY), now=NOW)
    an_officer(Role.UNIT_HEAD, username="chefen")
    sign_in(client, "chefen")
    address = f"/arenden/{case_id}/kontroller/{check_id}"
    assert f'href="{address}/intyg"' in client.get(f"/arenden/{case_id}").text
    page = client.get(f"{address}/intyg").text
    assert re.search(r"[0-9a-f]{64}", page)
    token = csrf(client, f"{address}/intyg")
    bare = client.post(f"{address}/kallor/sanktioner/undantag", data={"csrf_token": token, "reason": ""})
    assert bare.status_code == 422
    done = client.post(
        f"{address}/kallor/sanktioner/undantag", data={"csrf_token": token, "reason": "Kan inte vänta"}
    )
    assert done.status_code == 302
    for path in (f"{address}/intyg", f"/arenden/{case_id}"):
        assert re.search(
            r"Chefen lät ärendet gå vidare utan den, .*\d\d:\d\d.*: Kan inte vänta", client.get(path).text
        )
    if report_files.has_pdf():
        assert client.get(f"{address}/intyg.pdf").data.startswith(b"%PDF")


def test_a_source_is_declared_anew_closed_and_opened(coordinator):
    a_source("skulder", "spreadsheet_drop", partner=Partner.ENFORCEMENT_AUTHORITY)
    assert "/leveranser/skulder/andra" in coordinator.get("/leveranser/skulder").text
    token = csrf(coordinator, "/leveranser/skulder/andra")
    told = {
        "csrf_token": token,
        "name": "Kronofogden",
        "purpose": "watch",
        "is_mandatory": "y",
        "warn_days": "5",
        "max_days": "9",
        "min_rows": "1",
        "settings_text": "layout = prov",
    }
    odd = coordinator.post("/leveranser/skulder/andra", data={**told, "settings_text": "hemligt"})
    assert odd.status_code == 409
    assert coordinator.post("/leveranser/skulder/andra", data=told).status_code == 302
    page = coordinator.get("/leveranser/skulder").text
    assert "Kronofogden" in page
    assert "prov" in page
    coordinator.post("/leveranser/skulder/stang", data={"csrf_token": token, "reason": "Ersatt av en ny"})
    assert "Stängd" in coordinator.get("/leveranser").text
    closed = coordinator.get("/leveranser/skulder").text
    assert "/leveranser/skulder/oppna" in closed
    assert 'type="file"' not in closed
    coordinator.post("/leveranser/skulder/oppna", data={"csrf_token": token})
    assert 'type="file"' in coordinator.get("/leveranser/skulder").text
