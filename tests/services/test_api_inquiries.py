"""Registers asked through an API: the answer kept, faults told, a source out of order left alone."""

import dataclasses
import datetime as dt
from collections.abc import Iterator

import pytest
from flask import Flask

from tests.hostile import Source as Running
from tests.makers import NOW, an_officer
from tests.makers_apis import NUMBER, SECRETS, Agency, bv_row, fault, proceedings, running
from tests.makers_decisions import a_ready_case
from tests.makers_inquiries import GROUND
from tests.makers_sources import a_source
from vetting.domain.answer_facts import FactKind
from vetting.domain.authority import OPERATOR, SYSTEM
from vetting.domain.errors import NotAllowed, NotFound, Refused, UnreadableRow
from vetting.domain.evidence import PartyFacts
from vetting.domain.terms import InquiryState, Partner, Role, SourceState
from vetting.gateways import file_store
from vetting.gateways.apis.pace import Pace
from vetting.gateways.registries import bv_vdm_api
from vetting.records import inquiries, snapshots
from vetting.records.applications import Case
from vetting.records.associations import Association
from vetting.records.db import db, settings
from vetting.records.inquiries import Inquiry
from vetting.records.journal import JournalEntry
from vetting.services import api_inquiries
from vetting.services.api_inquiries import ask_api

TODAY = dt.date(2026, 11, 20)


@pytest.fixture
def agency() -> Agency:
    return Agency(answers={NUMBER: {"organisationer": [bv_row()]}})


@pytest.fixture
def there(app: Flask, agency: Agency, monkeypatch: pytest.MonkeyPatch) -> Iterator[Running]:
    """Bolagsverket on this machine, declared as the source `bv`, with its keys in the settings."""
    monkeypatch.setattr(bv_vdm_api, "PACE", Pace(0))
    with running(agency) as found:
        told = {"url": found.url, "token_url": found.url + "/token", "scope": agency.scope}
        a_source("bv", "bv_vdm_api", partner=Partner.COMPANIES_OFFICE, ground=GROUND, settings=told)
        secrets = {f"VETTING_SOURCE_BV_{name.upper()}": value for name, value in SECRETS.items()}
        own = dataclasses.replace(settings(), source_secrets=secrets, inside_hosts=frozenset({found.host}))
        monkeypatch.setitem(app.config, "SETTINGS", own)
        yield found


def looked(name: str = "Exempelbygdens Kulturförening") -> inquiries.AnswerLook:
    party = PartyFacts(name, NUMBER)
    return inquiries.look_at_answers(snapshots.source_named("bv"), party, TODAY)


def asked(now: dt.datetime = NOW) -> api_inquiries.Asked:
    return ask_api("bv", "889999-9018", by=OPERATOR, now=now)


def test_an_answer_is_kept_with_its_bytes_and_correlation_id(agency: Agency, there: Running) -> None:
    told = asked()
    assert (told.state, told.reason, told.is_found) == (InquiryState.ANSWERED, "", True)
    row = db.session.get(Inquiry, told.inquiry_id)
    assert agency.seen == [row.reference]
    assert len(row.reference) == 36
    assert b"Exempelbygdens" in file_store.read(settings().files_dir, row.digest)
    assert {fact["kind"] for fact in row.facts["facts"]} == {"name", "legal_form"}
    assert (looked().state, looked().reason, looked().hits) == (SourceState.FRESH, "", ())
    names = [one.name for one in db.session.query(JournalEntry).order_by(JournalEntry.seq)]
    assert names[-2:] == ["InquiryAsked", "InquiryAnswered"]


@pytest.mark.parametrize(("code", "hits"), [("KK", 1), ("LI", 1), ("KKAVOV-AVSLAVOMFO", 0), ("RES", 0)])
def test_only_what_goes_on_is_a_question_for_a_person(
    agency: Agency, there: Running, code: str, hits: int
) -> None:
    agency.answers[NUMBER] = {"organisationer": [bv_row(**proceedings(code))]}
    asked()
    assert len(looked().hits) == hits
    assert FactKind.NAME in {fact.kind for fact in looked().facts}


def test_another_name_under_the_same_number_is_a_question(there: Running) -> None:
    asked()
    (met,) = looked("Tallåsens Simsällskap").hits
    assert met.match.band.value == "id_match_name_conflict"


def test_a_missing_field_makes_the_answer_incomplete_and_is_asked_for_anew(
    agency: Agency, there: Running
) -> None:
    agency.answers[NUMBER] = {
        "organisationer": [bv_row(avregistreradOrganisation=fault("TIMEOUT"), **proceedings("KK"))]
    }
    told = asked()
    assert (told.reason, told.missing) == ("answer_incomplete", ("deregistered",))
    assert (looked().state, looked().reason) == (SourceState.NOT_CONSULTED, "answer_incomplete")
    assert len(looked().hits) == 1  # what did arrive is not hidden
    agency.answers[NUMBER] = {"organisationer": [bv_row()]}
    asked(NOW + dt.timedelta(minutes=1))
    assert (looked().state, looked().reason) == (SourceState.FRESH, "")


def test_a_number_the_register_does_not_know_is_a_fact_and_no_hit(agency: Agency, there: Running) -> None:
    unknown = fault("ORGANISATION_FINNS_EJ")
    agency.answers[NUMBER] = {"organisationer": [bv_row(organisationsnamn=unknown)]}
    assert asked().is_found is False
    assert (looked().state, looked().is_found, looked().hits) == (SourceState.FRESH, False, ())


def test_a_source_out_of_order_is_left_alone_for_a_while(agency: Agency, there: Running) -> None:
    agency.statuses[NUMBER] = 500
    for minute in range(5):
        told = asked(NOW + dt.timedelta(minutes=minute))
        assert (told.state, told.reason) == (InquiryState.REJECTED, "source_answered_500")
    assert looked().reason == "source_answered_500"
    before = len(there.asked)
    with pytest.raises(Refused, match="source_paused"):
        asked(NOW + dt.timedelta(minutes=8, seconds=59))
    assert len(there.asked) == before
    agency.statuses.clear()
    assert asked(NOW + dt.timedelta(minutes=9)).state is InquiryState.ANSWERED
    assert asked(NOW + dt.timedelta(minutes=9)).state is InquiryState.ANSWERED


def test_wrong_keys_do_not_pause_a_source(agency: Agency, there: Running) -> None:
    agency.required = {"X-Other": "key"}
    codes = {asked(NOW + dt.timedelta(seconds=second)).reason for second in range(6)}
    assert codes == {"source_refused"}


def test_an_answer_in_the_case_belongs_to_it(agency: Agency, there: Running) -> None:
    secretary = an_officer(Role.CULTURE_SECRETARY)
    case_id = a_ready_case()
    case = db.session.get(Case, case_id)
    association = db.session.get(Association, case.association_id)
    agency.answers[association.org_number] = {"organisationer": [bv_row(association.org_number)]}
    told = ask_api("bv", case_id=case_id, by=secretary, now=NOW)
    row = db.session.get(Inquiry, told.inquiry_id)
    assert (row.case_id, row.association_id, row.org_number) == (
        case_id,
        association.id,
        association.org_number,
    )


def test_what_may_not_be_asked_is_not_sent(there: Running) -> None:
    before = len(there.asked)
    with pytest.raises(UnreadableRow) as problem:
        ask_api("bv", "811228-9874", by=OPERATOR, now=NOW)
    assert "811228" not in str(problem.value.facts)
    with pytest.raises(NotAllowed):
        ask_api("bv", NUMBER, by=an_officer(Role.AUDITOR, everywhere=True), now=NOW)
    a_source("lista", "un_sc_xml")
    with pytest.raises(Refused, match="not_asked_by_api"):
        ask_api("lista", NUMBER, by=OPERATOR, now=NOW)
    with pytest.raises(NotFound):
        ask_api("okänd", NUMBER, by=OPERATOR, now=NOW)
    assert len(there.asked) == before
    assert db.session.query(Inquiry).count() == 0


@pytest.mark.parametrize(("ground", "code"), [("", "ground_missing"), (GROUND, "source_secret_missing")])
def test_without_ground_or_keys_nothing_is_sent(app: Flask, ground: str, code: str) -> None:
    a_source("bv2", "bv_vdm_api", partner=Partner.COMPANIES_OFFICE, ground=ground)
    if code == "ground_missing":
        secrets = {f"VETTING_SOURCE_BV2_{name.upper()}": value for name, value in SECRETS.items()}
        own = dataclasses.replace(settings(), source_secrets=secrets)
        app.config["SETTINGS"], kept = own, settings()
    try:
        with pytest.raises(Refused) as problem:
            ask_api("bv2", NUMBER, by=SYSTEM, now=NOW)
    finally:
        if code == "ground_missing":
            app.config["SETTINGS"] = kept
    assert problem.value.code == code
    assert db.session.query(Inquiry).count() == 0
