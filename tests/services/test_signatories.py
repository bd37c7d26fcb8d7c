"""Persons inside a case: taken down, asked about in sources of persons alone, judged, never told of outside."""

import datetime as dt

import pytest

from tests.makers import NOW, a_board, an_officer
from tests.makers_decisions import a_grant, a_ready_case, two_officers
from tests.makers_signatories import (
    TREASURER,
    a_list_of_both,
    a_list_of_persons,
    a_signatory,
    checked,
    hits_of,
    judged_all,
)
from tests.makers_sources import a_list, a_source, delivered, judged, un_xml
from vetting.domain.authority import Act, Actor
from vetting.domain.errors import NotAllowed, NotFound, Refused
from vetting.domain.terms import Band, CheckOutcome, Judgement, OfficeRole, Partner, Role, Stage
from vetting.records.applications import Case
from vetting.records.clearances import Clearance
from vetting.records.cross_checks import CheckedSource, CrossCheck, Hit
from vetting.records.db import db, transaction
from vetting.records.journal import JournalEntry, JournalPayload
from vetting.records.signatories import Signatory
from vetting.records.snapshots import Source
from vetting.services import clearances, judgements, proposals, screening, signatories

NUMBER = "889999-9018"
NAME = "Granlunda Kulturförening 1"
LATER = NOW + dt.timedelta(hours=1)


@pytest.fixture
def people(app) -> tuple[Actor, Actor]:
    return two_officers()


@pytest.fixture
def secretary(people) -> Actor:
    return people[0]


def sources_of(check: CrossCheck) -> dict[str, CheckedSource]:
    rows = db.session.query(Source.key, CheckedSource).join(CheckedSource).filter_by(check_id=check.id)
    return dict(rows.all())  # type: ignore[arg-type]


def test_a_signatory_is_kept_with_the_case_and_the_journal_tells_the_function_alone(secretary):
    case_id = a_ready_case()
    one = a_signatory(case_id, secretary)
    a_signatory(case_id, secretary, TREASURER)
    row = db.session.get_one(Signatory, one)
    assert (row.case_id, row.name, row.born_on) == (case_id, "Kim Provsson Ek", dt.date(1970, 1, 2))
    assert (row.function, row.declared_on, row.paper_id) == (OfficeRole.CHAIR, dt.date(2026, 3, 12), None)
    signatories.end_signatory(case_id, one, by=secretary, now=LATER)
    bodies = (
        db.session.query(JournalPayload.body)
        .join(JournalEntry, JournalEntry.seq == JournalPayload.seq)
        .filter(JournalEntry.name.like("Signatory%"), JournalEntry.case_id == case_id)
        .order_by(JournalEntry.seq)
    )
    assert [body.replace(" ", "") for (body,) in bodies] == [
        '{"count":1,"role":"chair"}',
        '{"count":2,"role":"treasurer"}',
        '{"count":1,"role":"chair"}',
    ]


def test_nobody_else_and_no_other_papers_reach_the_signatories_of_a_case(secretary):
    case_id = a_ready_case()
    mine = a_signatory(case_id, secretary)
    south = a_board("SOD", "Söderdals stadsdelsnämnd")
    other, theirs = an_officer(Role.CULTURE_SECRETARY, board=south), a_ready_case(board=south, number=2)
    auditor = an_officer(Role.AUDITOR, everywhere=True)
    for by, error in ((other, NotFound), (auditor, NotAllowed)):
        with pytest.raises(error):
            a_signatory(case_id, by, TREASURER)
        with pytest.raises(error):
            signatories.end_signatory(case_id, mine, by=by, now=NOW)
        with pytest.raises(error):
            signatories.note_view(case_id, act=Act.PREPARE_CASE, by=by, now=NOW)
    signatories.note_view(case_id, act=Act.SEE_CASES, by=auditor, now=NOW)
    noted = db.session.query(JournalEntry.actor).filter_by(name="SignatoriesViewed").all()
    assert noted == [(auditor.id,)]
    with pytest.raises(NotFound):
        signatories.end_signatory(theirs, mine, by=other, now=NOW)
    with pytest.raises(NotFound, match="paper_not_found"):
        a_signatory(case_id, secretary, TREASURER, paper_id="0123456789abcdef")
    assert db.session.query(Signatory).count() == 1


def test_signatories_change_only_while_the_case_is_prepared_and_end_once(secretary):
    case_id = a_ready_case()
    one = a_signatory(case_id, secretary)
    signatories.end_signatory(case_id, one, by=secretary, now=NOW)
    with pytest.raises(Refused, match="signatory_ended"):
        signatories.end_signatory(case_id, one, by=secretary, now=NOW)
    a_signatory(case_id, secretary)  # the same person may sign again
    with transaction(is_piece=True):
        db.session.get_one(Case, case_id).stage = Stage.PROPOSED
    with pytest.raises(Refused, match="case_not_open"):
        a_signatory(case_id, secretary, TREASURER)


def test_sources_of_persons_are_asked_about_each_and_the_others_about_the_association_alone(secretary):
    case_id = a_ready_case(check=None)
    a_list_of_both()
    a_list_of_persons(("p1", "Alva Exempelgren", "1981-05-06"))
    a_source("skulder", "spreadsheet_drop", partner=Partner.COMPANIES_OFFICE)
    delivered("skulder", a_list([("Kim Provsson Ek", "", "", "")]))  # a body that is named like the person
    chair, treasurer = a_signatory(case_id, secretary), a_signatory(case_id, secretary, TREASURER)
    check = checked(case_id, secretary)
    assert check.signatories == 2
    told = {key: (one.signatories, one.hits) for key, one in sources_of(check).items()}
    assert told == {"sanktioner": (2, 1), "naringsforbud": (2, 1), "skulder": (0, 0)}
    assert [(hit.record_id, hit.signatory_id, hit.band) for hit in hits_of(check)] == [
        ("901", chair, Band.STRONG),
        ("p1", treasurer, Band.STRONG),
    ]
    assert (check.outcome, check.asked["name"]) == (CheckOutcome.HITS, NAME)


@pytest.mark.parametrize(
    ("born", "band"),
    [
        ("1970-01-02", Band.STRONG),
        ("1970-02-01", Band.POSSIBLE),
        ("1970", Band.POSSIBLE),
        ("", Band.POSSIBLE),  # a name alone
        ("1966-07-08", None),
        ("1966", None),
    ],
)
def test_the_birth_date_is_the_gate(secretary, born, band):
    case_id = a_ready_case(check=None)
    a_source()
    delivered("sanktioner", un_xml([("1", "Norra Provbolaget")]))
    a_list_of_persons(("p1", "Kim Provsson Ek", born))
    a_signatory(case_id, secretary)
    assert [hit.band for hit in hits_of(checked(case_id, secretary))] == ([band] if band else [])


def test_nobody_is_looked_for_without_signatories_or_without_a_case(secretary):
    case_id = a_ready_case(check=None)
    a_list_of_both()
    a_list_of_persons(("p1", "Kim Provsson Ek", "1970-01-02"))
    check = checked(case_id, secretary)
    assert (check.outcome, check.signatories, set(sources_of(check))) == (
        CheckOutcome.NONE_FOUND,
        0,
        {"sanktioner"},
    )
    a_signatory(case_id, secretary)
    association_id = db.session.get_one(Case, case_id).association_id
    outside = screening.cross_check(association_id=association_id, by=secretary, now=NOW)
    assert db.session.get_one(CrossCheck, outside).signatories == 0
    assert db.session.query(Hit).count() == 0


@pytest.mark.parametrize(
    ("declared", "state", "reason"), [(True, "never_loaded", ""), (False, "not_consulted", "no_signatories")]
)
def test_a_mandatory_source_of_persons_is_never_passed_over_in_silence(people, declared, state, reason):
    secretary, _ = people
    case_id = a_ready_case(check=None)
    a_list_of_both()
    a_list_of_persons(is_mandatory=True)  # nothing was ever delivered
    if declared:
        a_signatory(case_id, secretary)
        judged_all(checked(case_id, secretary), people)
    else:
        assert checked(case_id, secretary).outcome is CheckOutcome.INCOMPLETE
    check = db.session.query(CrossCheck).filter_by(is_latest=True).one()
    looked = sources_of(check)["naringsforbud"]
    assert (looked.state.value, looked.reason, looked.is_mandatory) == (state, reason, True)
    proposals.declare_no_conflict(case_id, by=secretary, now=NOW)
    with pytest.raises(Refused, match="mandatory_source"):
        proposals.propose_decision(case_id, a_grant(secretary), by=secretary, now=NOW)


def test_a_change_of_signatories_makes_the_check_out_of_date_until_it_is_made_again(people):
    secretary, _ = people
    case_id = a_ready_case(check=None)
    a_list_of_both([])
    first = checked(case_id, secretary)
    one = a_signatory(case_id, secretary)
    assert db.session.get_one(CrossCheck, first.id).is_outdated
    proposals.declare_no_conflict(case_id, by=secretary, now=NOW)
    with pytest.raises(Refused, match="check_outdated"):
        proposals.propose_decision(case_id, a_grant(secretary), by=secretary, now=NOW)
    assert not checked(case_id, secretary).is_outdated
    signatories.end_signatory(case_id, one, by=secretary, now=NOW)
    with pytest.raises(Refused, match="check_outdated"):
        proposals.propose_decision(case_id, a_grant(secretary), by=secretary, now=NOW)
    assert checked(case_id, secretary).signatories == 0
    assert proposals.propose_decision(case_id, a_grant(secretary), by=secretary, now=NOW)


def test_a_strong_hit_needs_two_people_and_the_word_holds_for_that_signatory_alone(people):
    secretary, head = people
    case_id = a_ready_case(check=None)
    a_list_of_both([("901", "Kim Provsson Ek", "1970-01-02")])
    a_signatory(case_id, secretary)
    (hit,) = hits_of(checked(case_id, secretary))
    judged(hit.id, Judgement.OTHER, by=secretary, facts=("birth_date",))
    assert db.session.get_one(Hit, hit.id).awaits_second
    judgements.second_hit(hit.id, agrees=True, reason="Har sett detsamma", by=head, now=NOW)
    a_signatory(case_id, secretary, TREASURER, name="Kim Provsson-Ek", birth_date="1970-02-01")
    again = {hit.band: hit.judgement for hit in hits_of(checked(case_id, secretary, LATER))}
    assert again == {Band.STRONG: Judgement.OTHER, Band.POSSIBLE: None}
    stands = db.session.query(Clearance).one()
    assert stands.signatory_id == hit.signatory_id
    with pytest.raises(NotFound):
        clearances.lift_clearance(stands.id, "Ny uppgift", by=secretary, now=LATER)


def test_a_word_on_a_person_is_not_carried_to_another_case_of_the_association(people):
    secretary, _ = people
    case_id, later = a_ready_case(check=None), a_ready_case(number=2, check=None)
    with transaction(is_piece=True):
        association_id = db.session.get_one(Case, case_id).association_id
        db.session.get_one(Case, later).association_id = association_id
    a_list_of_both()
    for one in (case_id, later):
        a_signatory(one, secretary)
    judged_all(checked(case_id, secretary), people)
    (hit,) = hits_of(checked(later, secretary))
    assert (hit.judgement, hit.band) == (None, Band.STRONG)


def test_a_changed_listing_lets_the_word_on_a_person_lapse(people):
    secretary, _ = people
    case_id = a_ready_case(check=None)
    a_list_of_both([("901", "Kim Provsson Ek", "1970-01-02")])
    a_signatory(case_id, secretary)
    judged_all(checked(case_id, secretary), people)
    changed = un_xml([("1", "Norra Provbolaget")], persons=[("901", "Kim Erik Provsson Ek", "1970-01-02")])
    delivered("sanktioner", changed, now=LATER)
    (hit,) = hits_of(checked(case_id, secretary, LATER))
    assert hit.judgement is None
    assert db.session.query(Clearance).one().lapsed_facts == ["theirs.name"]
