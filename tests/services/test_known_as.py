"""Other names, numbers before and after, and accounts: recorded, looked for in checks, looked up anew."""

import datetime as dt
import json

import pytest

from tests.makers import NOW, an_officer
from tests.makers_associations import an_association
from tests.makers_decisions import a_ready_case, two_officers
from tests.makers_rescreening import a_register, a_supported, declare
from tests.makers_sources import a_list, a_source, delivered, judged
from vetting.domain.authority import SYSTEM
from vetting.domain.errors import NotAllowed, NotFound, Refused
from vetting.domain.evidence import Feature
from vetting.domain.known_as import WrittenName, WrittenNumber
from vetting.domain.screening import OWN_DIRECTORY
from vetting.domain.terms import Band, CheckOutcome, Judgement, Partner, Role
from vetting.domain.terms_associations import GiroKind, NameKind, NumberRelation
from vetting.records.applications import Case
from vetting.records.associations import Association
from vetting.records.case_facts import check_that_counts
from vetting.records.clearances import Clearance
from vetting.records.cross_checks import CrossCheck, Hit
from vetting.records.db import db
from vetting.records.journal import JournalEntry, JournalPayload
from vetting.records.watched import party_of
from vetting.services import known_as, merges, rescreening, screening

LATER = NOW + dt.timedelta(hours=1)
LAST = NOW + dt.timedelta(hours=2)
OLD, NEW = "8299999014", "2529999019"
GIRO = "123-4566"
FORMER = WrittenName("Gamla Skutans Teatersällskap", NameKind.FORMER, source="Stadgar 2014")


@pytest.fixture
def secretary(app):
    return an_officer(Role.CULTURE_SECRETARY)


def before(number: str = "829999-9014") -> WrittenNumber:
    return WrittenNumber(number, NumberRelation.PREDECESSOR, dt.date(2019, 5, 1), "Registreringsbevis")


def told(entry: str) -> dict[str, object]:
    """What the journal tells of the only entry of that name."""
    db.session.rollback()
    row = db.session.query(JournalEntry).filter_by(name=entry).one()
    return {**json.loads(db.session.get_one(JournalPayload, row.seq).body), "subject": row.subject}


def association_of(case_id: str) -> str:
    return db.session.get_one(Case, case_id).association_id


def the_party(association_id: str):
    return party_of(db.session.get_one(Association, association_id))


def test_what_is_recorded_is_what_the_matcher_sees_and_the_journal_tells_of_it(app, secretary):
    key = an_association(org_number="889999-9018", by=secretary)
    name_id = known_as.record_name(key, FORMER, by=secretary, now=LATER)
    number_id = known_as.record_number(key, before(), by=secretary, now=LATER)
    known_as.record_giro(key, GiroKind.BANKGIRO, GIRO, "Bankintyg", by=secretary, now=LATER)
    party = the_party(key)
    assert (party.aliases, party.other_numbers, party.giro) == ((FORMER.name,), (OLD,), "1234566")
    row = db.session.get_one(Association, key)
    assert (row.updated_at, row.version) == (LATER, 4)
    assert told("AssociationNameRecorded")["name"] == FORMER.name
    assert told("RelatedNumberRecorded")["org_number"] == OLD
    assert "123" not in str(told("GiroRecorded"))
    known_as.remove_name(key, name_id, "Fel förening", by=secretary, now=LATER)
    known_as.remove_number(key, number_id, "Fel förening", by=secretary, now=LATER)
    known_as.record_giro(key, GiroKind.BANKGIRO, "", "Avslutat", by=secretary, now=LATER)
    party = the_party(key)
    assert (party.aliases, party.other_numbers, party.giro) == ((), (), None)
    assert told("AssociationNameRemoved")["reason"] == "Fel förening"
    assert told("GiroRemoved")["subject"] == f"association:{key}"


@pytest.mark.parametrize(
    ("deed", "code"),
    [
        (lambda key, by: known_as.record_name(key, WrittenName("…", NameKind.OTHER), by=by, now=NOW), "name_missing"),
        (
            lambda key, by: known_as.record_name(
                key, WrittenName("NORRDALS  Kulturförening", NameKind.OTHER), by=by, now=NOW
            ),
            "name_known",
        ),
        (
            lambda key, by: known_as.record_name(
                key, WrittenName("Testperson 81 12 28 98 74", NameKind.OTHER), by=by, now=NOW
            ),
            "personal_number_in_text",
        ),
        (
            lambda key, by: known_as.record_name(
                key,
                WrittenName("Ny", NameKind.OTHER, dt.date(2020, 1, 2), dt.date(2020, 1, 1)),
                by=by,
                now=NOW,
            ),
            "period_backwards",
        ),
        (lambda key, by: known_as.record_number(key, before("829999-9015"), by=by, now=NOW), "number_unusable"),
        (lambda key, by: known_as.record_number(key, before("811228-9874"), by=by, now=NOW), "number_is_personal"),
        (lambda key, by: known_as.record_number(key, before(""), by=by, now=NOW), "number_unusable"),
        (lambda key, by: known_as.record_number(key, before("889999-9018"), by=by, now=NOW), "number_is_own"),
        (
            lambda key, by: known_as.record_giro(key, GiroKind.BANKGIRO, "123-4567", "Intyg", by=by, now=NOW),
            "giro_unusable",
        ),
        (lambda key, by: known_as.record_giro(key, GiroKind.BANKGIRO, GIRO, " ", by=by, now=NOW), "text_missing"),
        (lambda key, by: known_as.record_giro(key, GiroKind.PLUSGIRO, "", "Bort", by=by, now=NOW), "association_unchanged"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_and_nothing_is_kept(app, secretary, deed, code):
    key = an_association(org_number="889999-9018", by=secretary)
    with pytest.raises(Refused) as refused:
        deed(key, secretary)
    assert refused.value.code == code
    db.session.rollback()
    assert db.session.get_one(Association, key).version == 1


def test_the_same_number_or_name_is_recorded_once(app, secretary):
    key = an_association(by=secretary)
    known_as.record_number(key, before(), by=secretary, now=NOW)
    known_as.record_name(key, FORMER, by=secretary, now=NOW)
    for deed, again in ((known_as.record_number, before()), (known_as.record_name, FORMER)):
        with pytest.raises(Refused, match="known"):
            deed(key, again, by=secretary, now=NOW)


def test_only_those_who_keep_the_directory_record_and_only_on_its_own_association(app, secretary):
    key, other = an_association(by=secretary), an_association("En annan", by=secretary)
    name_id = known_as.record_name(key, FORMER, by=secretary, now=NOW)
    number_id = known_as.record_number(key, before(), by=secretary, now=NOW)
    with pytest.raises(NotFound):
        known_as.remove_name(other, name_id, "Fel förening", by=secretary, now=NOW)
    with pytest.raises(NotFound):
        known_as.remove_number(other, number_id, "Fel förening", by=secretary, now=NOW)
    for role in (Role.PREMISES_MANAGER, Role.UNIT_HEAD, Role.AUDITOR):
        with pytest.raises(NotAllowed):
            known_as.record_giro(key, GiroKind.BANKGIRO, GIRO, "Intyg", by=an_officer(role), now=NOW)
    assert the_party(key).aliases == (FORMER.name,)


def test_a_merged_association_brings_its_names_numbers_and_takes_them_back(app, secretary):
    kept, absorbed = an_association(by=secretary), an_association("Skutans vänner", by=secretary)
    known_as.record_number(absorbed, before(), by=secretary, now=NOW)
    merge_id = merges.merge_associations(kept, absorbed, reason="Samma förening", by=secretary, now=NOW)
    party = the_party(kept)
    assert (party.aliases, party.other_numbers) == (("Skutans vänner",), (OLD,))
    with pytest.raises(Refused, match="merged"):
        known_as.record_name(absorbed, FORMER, by=secretary, now=NOW)
    merges.undo_merge(merge_id, by=secretary, now=NOW)
    assert the_party(kept).other_numbers == ()
    assert the_party(absorbed).other_numbers == (OLD,)


# What a partner's list says, what is recorded of the association, and the evidence a check of the case names.
RUNGS = [
    (("Något helt annat", "829999-9014", "", ""), lambda key, by: known_as.record_number(key, before(), by=by, now=NOW),
     Feature.ORG_NUMBER_FORMER, Band.ID_MATCH_NAME_CONFLICT),
    (("Gamla skutans teatersällskap", "", "", ""), lambda key, by: known_as.record_name(key, FORMER, by=by, now=NOW),
     Feature.NAME_ALIAS, Band.STRONG),
    (("Något helt annat", "", GIRO, ""),
     lambda key, by: known_as.record_giro(key, GiroKind.PLUSGIRO, "12 34 56-6", "Intyg", by=by, now=NOW),
     Feature.GIRO_SAME, Band.POSSIBLE),
]  # fmt: skip


@pytest.mark.parametrize(("row", "record", "feature", "band"), RUNGS, ids=["number", "name", "account"])
def test_a_case_check_reaches_every_rung(app, secretary, row, record, feature, band):
    case_id = a_ready_case(check=None)
    a_source("skulder", "spreadsheet_drop", partner=Partner.ENFORCEMENT_AUTHORITY)
    delivered("skulder", a_list([row], "Namn;Orgnr;Bankgiro;Status"))
    first = screening.cross_check(case_id=case_id, by=secretary, now=NOW)
    assert db.session.query(Hit).filter_by(check_id=first).count() == 0
    assert not check_that_counts(case_id).is_outdated
    record(association_of(case_id), secretary)
    assert check_that_counts(case_id).is_outdated
    check_id = screening.cross_check(case_id=case_id, by=secretary, now=LATER)
    hit = db.session.query(Hit).filter_by(check_id=check_id).one()
    assert hit.band is band
    assert feature.value in [reason["feature"] for reason in hit.reasons]
    assert not check_that_counts(case_id).is_outdated


def test_a_changed_fact_looks_the_association_up_anew_and_lets_the_clearance_lapse(app):
    people = two_officers()
    declare()
    a_register(("r1", "Alfaparkens Teaterförening", "889999-9018", "", ""))
    association_id, _ = a_supported(
        people, "Alfaparkens Teaterförening", "8899999018", at=1, judgement=Judgement.OTHER
    )
    assert rescreening.associations_due(LATER) == ()
    known_as.record_number(association_id, before(), by=people[0], now=LATER)
    assert rescreening.associations_due(LATER) == (association_id,)
    tally = rescreening.rescreen_association(association_id, by=SYSTEM, now=LAST)
    assert (tally.new, tally.lapsed_clearances) == (0, 1)
    clearance = db.session.query(Clearance).one()
    assert (clearance.lapsed_at, clearance.lapsed_facts) == (LAST, ["ours.other_numbers"])
    assert rescreening.associations_due(LAST) == ()


def test_a_clearance_lapses_in_the_next_run_when_the_account_changes(app, secretary):
    case_id = a_ready_case(check=None)
    a_source("skulder", "spreadsheet_drop", partner=Partner.ENFORCEMENT_AUTHORITY)
    delivered("skulder", a_list([("Något helt annat", "", GIRO, "")], "Namn;Orgnr;Bankgiro;Status"))
    key = association_of(case_id)
    known_as.record_giro(key, GiroKind.BANKGIRO, GIRO, "Intyg", by=secretary, now=NOW)
    first = screening.cross_check(case_id=case_id, by=secretary, now=NOW)
    judged(db.session.query(Hit).filter_by(check_id=first).one().id, Judgement.OTHER, by=secretary)
    known_as.record_number(key, before(), by=secretary, now=LATER)
    again = screening.cross_check(case_id=case_id, by=secretary, now=LATER)
    assert db.session.query(Hit).filter_by(check_id=again).one().judgement is None
    assert db.session.query(Clearance).one().lapsed_facts == ["ours.other_numbers"]


def test_the_own_directory_tells_of_the_same_account_and_of_either_number(app, secretary):
    case_id = a_ready_case(check=None)
    a_source("egna", OWN_DIRECTORY, partner=Partner.ASSOCIATIONS)
    shared = an_association("Båtklubben Vågen", by=secretary)
    heir = an_association("Lyktan i Fjärrby", by=secretary)
    key = association_of(case_id)
    number = db.session.get_one(Association, key).org_number
    for one in (key, shared):
        known_as.record_giro(one, GiroKind.BANKGIRO, GIRO, "Intyg", by=secretary, now=NOW)
    known_as.record_number(heir, before(number), by=secretary, now=NOW)
    check_id = screening.cross_check(case_id=case_id, by=secretary, now=LATER)
    found = {
        hit.record_id: {reason["feature"] for reason in hit.reasons}
        for hit in db.session.query(Hit).filter_by(check_id=check_id)
    }
    assert Feature.GIRO_SAME.value in found[shared]
    assert Feature.ORG_NUMBER_FORMER.value in found[heir]


def test_a_list_of_communities_is_not_asked_about_others_and_blocks_nothing(app, secretary):
    case_id = a_ready_case(check=None)
    a_source("samfund", "spreadsheet_drop", partner=Partner.FAITH_COMMUNITIES, is_mandatory=True)
    key = association_of(case_id)
    called = db.session.get_one(Association, key).name
    delivered("samfund", a_list([(called, "252999-9019", "", "")]))
    a_source("skulder", "spreadsheet_drop", partner=Partner.ENFORCEMENT_AUTHORITY)
    delivered("skulder", a_list([("Något annat", "", "", "")]))
    check_id = screening.cross_check(case_id=case_id, by=secretary, now=NOW)
    assert db.session.get_one(CrossCheck, check_id).outcome is CheckOutcome.NONE_FOUND
    facts = check_that_counts(case_id)
    assert (facts.blocking_sources, facts.unreliable_sources) == ((), ())
    known_as.record_number(
        key, WrittenNumber("252999-9019", NumberRelation.SUCCESSOR), by=secretary, now=LATER
    )
    check_id = screening.cross_check(case_id=case_id, by=secretary, now=LATER)
    hit = db.session.query(Hit).filter_by(check_id=check_id).one()
    assert (hit.band, hit.needs_judgement) == (Band.CONFIRMED, False)
    assert db.session.get_one(CrossCheck, check_id).outcome is CheckOutcome.NONE_FOUND
