"""Sources declared anew, closed and opened; going on without a mandatory one; thresholds by two persons."""

import datetime as dt
import json
from dataclasses import replace

import pytest

from tests.makers import NOW, a_board, an_officer
from tests.makers_decisions import a_ready_case
from tests.makers_sources import TODAY, a_list, a_source, delivered
from vetting.domain.authority import SYSTEM
from vetting.domain.errors import NotAllowed, NotFound, Refused
from vetting.domain.evidence import PartyFacts
from vetting.domain.match_settings import DEFAULT
from vetting.domain.sources import Declaration
from vetting.domain.terms import CheckOutcome, Partner, Role, SourcePurpose
from vetting.reading.certificate import certificate_of
from vetting.reading.match_settings import settings_page
from vetting.records import case_facts
from vetting.records.db import db
from vetting.records.journal import JournalEntry, JournalPayload
from vetting.records.match_settings import settings_in_force
from vetting.records.snapshots import Source
from vetting.services import match_settings, overrides, screening, snapshots, source_changes, sources

ROWS = a_list([("Ekdungens Låtsasförening", "", "", "")])
STRICTER = {**DEFAULT.to_dict(), "version": "2026-b", "possible_from": round(DEFAULT.possible_from + 0.01, 2)}


@pytest.fixture
def coordinator(app):
    return an_officer(Role.COORDINATOR, username="samordnare", everywhere=True)


def the_source() -> Source:
    db.session.expire_all()
    return db.session.query(Source).one()


def test_all_but_its_marks_may_be_said_anew(coordinator):
    a_source("skulder", "spreadsheet_drop", partner=Partner.ENFORCEMENT_AUTHORITY)
    told = Declaration(
        "skulder",
        "un_sc_xml",
        Partner.POLICE,
        name="Kronofogden",
        warn_days=3,
        max_days=9,
        max_growth=20,
        purpose=SourcePurpose.WATCH,
        is_mandatory=True,
        ground="Förfrågan i enskilt ärende",
        settings={"layout": "prov"},
        owner="Registrator",
        owner_contact="registrator@myndighet.example",
        interval_days=30,
        keep_days=400,
    )
    source_changes.change_source(told, by=coordinator, now=NOW)
    source = the_source()
    assert (source.adapter, source.partner) == ("spreadsheet_drop", Partner.ENFORCEMENT_AUTHORITY)
    assert (source.warn_age_days, source.max_age_days, source.max_growth_percent) == (3, 9, 20)
    assert source.is_mandatory
    assert source.settings == {"layout": "prov"}
    assert (source.owner, source.owner_contact) == ("Registrator", "registrator@myndighet.example")
    assert (source.interval_days, source.keep_days) == (30, 400)
    entry = db.session.query(JournalEntry).order_by(JournalEntry.seq.desc()).first()
    assert entry.name == "SourceChanged"


def test_the_journal_tells_a_source_alike_first_and_anew(coordinator):
    first = Declaration(
        "skulder",
        "spreadsheet_drop",
        Partner.ENFORCEMENT_AUTHORITY,
        name="Skulder",
        ground="Förfrågan",
        max_shrink=20,
        owner="Registrator",
        interval_days=30,
        keep_days=90,
    )
    sources.declare_source(first, by=coordinator, now=NOW)
    anew = replace(
        first, name="Nytt namn", warn_days=1, max_days=2, min_rows=2, max_shrink=3, max_growth=4,
        purpose=SourcePurpose.IDENTITY, is_mandatory=True, ground="Annat", settings={"layout": "prov"},
        column_map={"name": "Namn"}, owner="Chef", owner_contact="a@b.example", interval_days=5, keep_days=6,
    )  # fmt: skip
    source_changes.change_source(anew, by=coordinator, now=NOW)
    bodies = [
        json.loads(body) for (body,) in db.session.query(JournalPayload.body).order_by(JournalPayload.seq)
    ]
    declared, changed = bodies[-2:]
    assert set(changed["declared_before"]) == set(changed["declared_after"]) == set(declared) - {
        "source", "adapter", "partner", "kind",
    }  # fmt: skip
    assert {name: declared[name] for name in changed["declared_before"]} == changed["declared_before"]


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"warn_days": 9, "max_days": 3}, "age_limits"),
        ({"max_growth": -1}, "max_growth"),
        ({"ground": "x" * 400}, "ground_too_long"),
        ({"owner": "x" * 121}, "owner_too_long"),
        ({"owner": "Handläggare 811228-9874"}, "personal_number_in_text"),
        ({"owner_contact": "Frida Provsson"}, "owner_contact"),
        ({"owner_contact": "a@b.example, c@d.example"}, "owner_contact"),
        ({"interval_days": 0}, "interval_days"),
        ({"keep_days": 0}, "keep_days"),
    ],
)
def test_what_is_odd_is_refused_and_nothing_changes(coordinator, more, code):
    a_source("skulder", "spreadsheet_drop", partner=Partner.ENFORCEMENT_AUTHORITY)
    before = the_source().warn_age_days
    with pytest.raises(Refused, match=code):
        source_changes.change_source(
            replace(Declaration("skulder", "spreadsheet_drop", Partner.ENFORCEMENT_AUTHORITY), **more),
            by=coordinator,
            now=NOW,
        )
    assert the_source().warn_age_days == before


def test_a_closed_source_is_not_asked_and_takes_nothing_until_opened(coordinator):
    a_source("skulder", "spreadsheet_drop", partner=Partner.ENFORCEMENT_AUTHORITY)
    a_source("andra", "spreadsheet_drop", partner=Partner.TAX_AGENCY)
    delivered("skulder", ROWS)
    source_changes.close_source("skulder", "Ersatt av en ny", by=coordinator, now=NOW)
    checked = screening.check_party(PartyFacts("Ekdungens Låtsasförening"), (), by=SYSTEM, now=NOW)
    assert [look.source for look in checked.looks] == ["andra"]
    with pytest.raises(Refused, match="source_closed"):
        snapshots.receive_delivery("skulder", ROWS, file_name="a.csv", as_of=None, by=coordinator, now=NOW)
    with pytest.raises(Refused, match="source_closed"):
        source_changes.close_source("skulder", "En gång till", by=coordinator, now=NOW)
    source_changes.reopen_source("skulder", by=coordinator, now=NOW)
    checked = screening.check_party(PartyFacts("Ekdungens Låtsasförening"), ("skulder",), by=SYSTEM, now=NOW)
    assert checked.outcome is CheckOutcome.HITS
    with pytest.raises(Refused, match="source_not_closed"):
        source_changes.reopen_source("skulder", by=coordinator, now=NOW)
    with pytest.raises(Refused, match="reason_missing"):
        source_changes.close_source("skulder", " ", by=coordinator, now=NOW)


def test_only_who_manages_sources_may(app):
    a_source("skulder", "spreadsheet_drop", partner=Partner.ENFORCEMENT_AUTHORITY)
    secretary = an_officer(Role.CULTURE_SECRETARY)
    with pytest.raises(NotAllowed):
        source_changes.close_source("skulder", "Vill inte", by=secretary, now=NOW)
    with pytest.raises(NotAllowed):
        match_settings.propose_settings(STRICTER, "Vill", in_force_on=TODAY, by=secretary, now=NOW)


def a_case_with_a_silent_mandatory_source() -> tuple[str, str]:
    case_id = a_ready_case(check=None)
    a_source(is_mandatory=True)
    a_source("skulder", "spreadsheet_drop", partner=Partner.ENFORCEMENT_AUTHORITY)
    delivered("skulder", ROWS)
    secretary = an_officer(Role.CULTURE_SECRETARY)
    return case_id, screening.cross_check(case_id=case_id, by=secretary, now=NOW)


def test_a_mandatory_source_that_is_silent_blocks_until_a_unit_head_says_otherwise(app):
    case_id, check_id = a_case_with_a_silent_mandatory_source()
    assert case_facts.check_that_counts(case_id).blocking_sources == ("sanktioner",)
    head = an_officer(Role.UNIT_HEAD, username="chefen")
    secretary = an_officer(Role.CULTURE_SECRETARY, username="annan")
    with pytest.raises(NotAllowed):
        overrides.override_source(check_id, "sanktioner", "Kan inte vänta", by=secretary, now=NOW)
    with pytest.raises(Refused, match="source_not_mandatory"):
        overrides.override_source(check_id, "skulder", "Kan inte vänta", by=head, now=NOW)
    with pytest.raises(Refused, match="reason_missing"):
        overrides.override_source(check_id, "sanktioner", "", by=head, now=NOW)
    assert overrides.override_source(check_id, "sanktioner", "Kan inte vänta", by=head, now=NOW) == case_id
    db.session.expire_all()
    assert case_facts.check_that_counts(case_id).blocking_sources == ()
    assert case_facts.check_that_counts(case_id).outcome is CheckOutcome.INCOMPLETE, "nothing is made better"
    with pytest.raises(Refused, match="source_overridden"):
        overrides.override_source(check_id, "sanktioner", "Kan inte vänta", by=head, now=NOW)


def test_another_boards_head_does_not_find_the_check(app):
    _, check_id = a_case_with_a_silent_mandatory_source()
    stranger = an_officer(Role.UNIT_HEAD, username="grannen", board=a_board("SYD"))
    with pytest.raises(NotFound):
        overrides.override_source(check_id, "sanktioner", "Kan inte vänta", by=stranger, now=NOW)


def test_the_certificate_stays_as_the_run_saw_it(app):
    case_id, check_id = a_case_with_a_silent_mandatory_source()
    secretary = an_officer(Role.CULTURE_SECRETARY, username="annan")
    before = certificate_of(case_id, check_id, actor=secretary)
    debts = next(one for one in before.sources if one.key == "skulder")
    silent = next(one for one in before.sources if one.key == "sanktioner")
    assert silent.is_blocking
    assert silent.snapshot is None
    assert debts.digest
    assert (debts.seq, debts.rows) == (1, 1)
    head = an_officer(Role.UNIT_HEAD, username="chefen")
    overrides.override_source(check_id, "sanktioner", "Kan inte vänta", by=head, now=NOW)
    delivered("skulder", a_list([("Helt Ny Låtsasförening", "", "", "")]))
    screening.cross_check(case_id=case_id, by=secretary, now=NOW + dt.timedelta(days=400))
    db.session.expire_all()
    after = certificate_of(case_id, check_id, actor=secretary)
    assert after.digest == before.digest
    assert not after.is_latest
    assert len(after.runs) == 2
    assert next(one for one in after.sources if one.key == "skulder").digest == debts.digest
    said = next(one for one in after.sources if one.key == "sanktioner")
    assert (said.override, said.overridden_at) == ("Kan inte vänta", NOW)
    with pytest.raises(NotFound):
        certificate_of(case_id, "finnsinte", actor=secretary)


def test_thresholds_hold_from_their_day_when_another_person_has_confirmed_them(coordinator):
    later = TODAY + dt.timedelta(days=10)
    version = match_settings.propose_settings(
        STRICTER, "Färre falska", in_force_on=later, by=coordinator, now=NOW
    )
    with pytest.raises(Refused, match="second_person_needed"):
        match_settings.confirm_settings(version, by=coordinator, now=NOW)
    assert settings_in_force(later).version == DEFAULT.version
    other = an_officer(Role.COORDINATOR, username="andra", everywhere=True)
    match_settings.confirm_settings(version, by=other, now=NOW)
    assert settings_in_force(TODAY).version == DEFAULT.version
    assert settings_in_force(later).possible_from == STRICTER["possible_from"]
    (line,) = settings_page(actor=coordinator, today=later).lines
    assert line.is_in_force
    with pytest.raises(Refused, match="match_settings_settled"):
        match_settings.withdraw_settings(version, by=coordinator, now=NOW)


@pytest.mark.parametrize(
    ("values", "reason", "day", "code"),
    [
        (DEFAULT.to_dict(), "Samma igen", TODAY, "match_settings_known"),
        ({**DEFAULT.to_dict(), "version": "b"}, "Samma igen", TODAY, "match_settings_same"),
        ({**STRICTER, "possible_from": 2}, "För hög", TODAY, "match_setting_outside"),
        (STRICTER, "", TODAY, "reason_missing"),
        (STRICTER, "I går", TODAY - dt.timedelta(days=1), "match_settings_past"),
        ({**STRICTER, "colour": 1}, "Okänd", TODAY, "unknown_match_setting"),
    ],
)
def test_thresholds_that_cannot_be_are_refused(coordinator, values, reason, day, code):
    with pytest.raises(Refused, match=code):
        match_settings.propose_settings(values, reason, in_force_on=day, by=coordinator, now=NOW)


def test_trying_changes_nothing_and_a_proposal_can_be_taken_back(coordinator):
    before = db.session.query(JournalEntry).count()
    tried = match_settings.try_settings(STRICTER, by=coordinator, today=TODAY)
    assert tried.before.pairs == 0
    assert db.session.query(JournalEntry).count() == before
    version = match_settings.propose_settings(
        STRICTER, "Färre falska", in_force_on=TODAY, by=coordinator, now=NOW
    )
    match_settings.withdraw_settings(version, by=coordinator, now=NOW)
    assert settings_in_force(TODAY).version == DEFAULT.version
