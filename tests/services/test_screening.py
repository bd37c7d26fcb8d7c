"""Cross-checks, hits and judgements."""

import datetime as dt

import pytest

from tests.makers import NOW, a_board, an_officer
from tests.makers_decisions import a_ready_case
from tests.makers_sources import a_list, a_source, delivered, judged, un_xml
from vetting.domain.authority import SYSTEM
from vetting.domain.errors import NotAllowed, NotFound, Refused
from vetting.domain.evidence import PartyFacts
from vetting.domain.terms import Band, CheckOutcome, Judgement, NumberClass, Partner, PartyKind, Role, Stage
from vetting.records.applications import Case
from vetting.records.associations import Association
from vetting.records.cross_checks import CheckedSource, CrossCheck, Hit, HitJudgement
from vetting.records.db import db, transaction
from vetting.services import screening

NUMBER = "889999-9018"
NAME = "Granlunda Kulturförening 1"
UN = un_xml([("1", "Norra Provbolaget"), ("2", "Lilla Låtsasfonden")])


@pytest.fixture
def secretary(app):
    return an_officer(Role.CULTURE_SECRETARY)


def debts(*rows: tuple[str, ...]) -> bytes:
    return a_list(list(rows) or [(NAME, NUMBER, "", "allmänna mål")])


def a_debt_list(data: bytes | None = None, **more: object) -> None:
    a_source("skulder", "spreadsheet_drop", partner=Partner.ENFORCEMENT_AUTHORITY, **more)
    delivered("skulder", data or debts())


def hits_of(check_id: str) -> list[Hit]:
    return db.session.query(Hit).filter_by(check_id=check_id).order_by(Hit.name).all()


def test_none_found_is_only_said_of_fresh_snapshots_and_pins_them(app, secretary):
    case_id = a_ready_case(check=None)
    a_source()
    told = delivered("sanktioner", UN)
    check = db.session.get(CrossCheck, screening.cross_check(case_id=case_id, by=secretary, now=NOW))
    assert check.outcome is CheckOutcome.NONE_FOUND
    (source,) = db.session.query(CheckedSource).filter_by(check_id=check.id)
    assert (source.snapshot_id, source.age_days, source.hits) == (told.snapshot, 1, 0)
    assert source.weights_version
    assert check.matcher_version


@pytest.mark.parametrize("days", [8, 400])
def test_a_source_too_old_makes_the_check_incomplete(app, secretary, days):
    case_id = a_ready_case(check=None)
    a_source()
    delivered("sanktioner", UN)
    later = NOW + dt.timedelta(days=days)
    check = db.session.get(CrossCheck, screening.cross_check(case_id=case_id, by=secretary, now=later))
    assert check.outcome is CheckOutcome.INCOMPLETE


def test_a_source_never_delivered_makes_the_check_incomplete(app, secretary):
    case_id = a_ready_case(check=None)
    a_source()
    check = db.session.get(CrossCheck, screening.cross_check(case_id=case_id, by=secretary, now=NOW))
    assert check.outcome is CheckOutcome.INCOMPLETE


def test_a_source_that_fails_makes_the_check_incomplete_and_the_others_go_on(app, secretary, monkeypatch):
    case_id = a_ready_case(check=None)
    a_source()
    delivered("sanktioner", UN)
    a_source("egna", "directory", partner=Partner.ASSOCIATIONS)

    def broken(*args: object) -> None:
        raise ValueError("broken")

    monkeypatch.setattr("vetting.records.listings.weights_at", broken)
    check_id = screening.cross_check(case_id=case_id, by=secretary, now=NOW)
    states = {s.state.value for s in db.session.query(CheckedSource).filter_by(check_id=check_id)}
    assert states == {"not_consulted", "fresh"}
    assert db.session.get(CrossCheck, check_id).outcome is CheckOutcome.INCOMPLETE


def test_questions_are_no_part_of_a_check_and_a_check_needs_a_source(app, secretary):
    case_id = a_ready_case(check=None)
    a_source("polisen", "manual_query", partner=Partner.POLICE)
    with pytest.raises(Refused, match="no_sources"):
        screening.cross_check(case_id=case_id, by=secretary, now=NOW)


@pytest.mark.parametrize(
    ("row", "band"),
    [
        ((NAME, NUMBER, "", ""), Band.CONFIRMED),
        (("Helt Annat Namn Qvarnström", NUMBER, "", ""), Band.ID_MATCH_NAME_CONFLICT),
        ((NAME, "889999-9026", "", ""), Band.POSSIBLE),
    ],
)
def test_number_and_name_decide_the_band(app, secretary, row, band):
    case_id = a_ready_case(check=None)
    a_debt_list(debts(row))
    check_id = screening.cross_check(case_id=case_id, by=secretary, now=NOW)
    (hit,) = hits_of(check_id)
    assert hit.band is band
    assert hit.judgement is None
    assert hit.reasons
    assert hit.record["name"] == row[0]


def test_the_own_directory_is_asked_about_other_rows_only(app, secretary):
    case_id = a_ready_case(check=None)
    with transaction(is_piece=True):
        db.session.add(
            Association(
                name="Granlunda Kultur",
                search_key="granlunda kultur",
                sort_key="granlunda kultur",
                org_number="8899999018",
                number_class=NumberClass.OK,
                created_at=NOW,
                updated_at=NOW,
            )
        )
    a_source("egna", "directory", partner=Partner.ASSOCIATIONS)
    check_id = screening.cross_check(case_id=case_id, by=secretary, now=NOW)
    (hit,) = hits_of(check_id)
    assert (hit.name, hit.band, hit.listing_id) == ("Granlunda Kultur", Band.CONFIRMED, None)


@pytest.mark.parametrize(
    ("name", "number", "bands"),
    [
        ("Granlunda Filmstudio", None, set()),  # one place, two associations: no officer's time is asked for
        ("Granlunda Kultur", "8899999018", {Band.CONFIRMED}),
    ],
)
def test_a_mere_likeness_in_the_own_directory_is_no_hit(app, secretary, name, number, bands):
    case_id = a_ready_case(check=None)
    with transaction(is_piece=True):
        db.session.add(
            Association(
                name=name,
                search_key=name.casefold(),
                sort_key=name.casefold(),
                org_number=number,
                number_class=NumberClass.OK if number else NumberClass.MISSING,
                created_at=NOW,
                updated_at=NOW,
            )
        )
    a_source("egna", "directory", partner=Partner.ASSOCIATIONS)
    check_id = screening.cross_check(case_id=case_id, by=secretary, now=NOW)
    assert {hit.band for hit in hits_of(check_id)} == bands
    (source,) = db.session.query(CheckedSource).filter_by(check_id=check_id)
    assert source.compared >= 1


def test_candidates_are_capped_and_the_number_considered_is_kept(app, secretary):
    case_id = a_ready_case(check=None)
    a_debt_list(debts(*[(f"Granlunda Exempel {n}", "", "", "") for n in range(150)]))
    check_id = screening.cross_check(case_id=case_id, by=secretary, now=NOW)
    (source,) = db.session.query(CheckedSource).filter_by(check_id=check_id)
    assert source.compared == 25
    assert source.candidates >= 150


def test_a_later_run_is_the_one_that_counts(app, secretary):
    case_id = a_ready_case(check=None)
    a_debt_list()
    first = screening.cross_check(case_id=case_id, by=secretary, now=NOW)
    second = screening.cross_check(case_id=case_id, by=secretary, now=NOW)
    latest = {c.id: c.is_latest for c in db.session.query(CrossCheck).filter_by(case_id=case_id)}
    assert latest == {first: False, second: True}
    (old,) = hits_of(first)
    with pytest.raises(Refused, match="check_superseded"):
        judged(old.id, Judgement.OTHER, "Annat säte", by=secretary)


def test_a_judgement_needs_a_reason_and_is_only_followed(app, secretary):
    case_id = a_ready_case(check=None)
    a_debt_list()
    (hit,) = hits_of(screening.cross_check(case_id=case_id, by=secretary, now=NOW))
    with pytest.raises(Refused, match="reason_missing"):
        judged(hit.id, Judgement.OTHER, " ", by=secretary)
    with pytest.raises(Refused, match="personal_number_in_text"):
        judged(hit.id, Judgement.OTHER, "avser 811228-9874", by=secretary)
    judged(hit.id, Judgement.UNSURE, "Måste frågas om", by=secretary)
    judged(hit.id, Judgement.SAME, "Samma nummer och säte", by=secretary)
    assert db.session.get(Hit, hit.id).judgement is Judgement.SAME
    assert db.session.query(HitJudgement).filter_by(hit_id=hit.id).count() == 2


def test_another_boards_reasons_are_its_own(app, secretary):
    a_debt_list()
    case_id = a_ready_case(check=None)
    (hit,) = hits_of(screening.cross_check(case_id=case_id, by=secretary, now=NOW))
    judged(hit.id, Judgement.OTHER, "Annan verksamhet", by=secretary)
    south = a_board("SOD", "Söderdals stadsdelsnämnd")
    other = an_officer(Role.CULTURE_SECRETARY, board=south)
    there = a_ready_case(board=south, number=2, check=None)
    with transaction(is_piece=True):
        association_id = db.session.get_one(Case, case_id).association_id
        db.session.get_one(Case, there).association_id = association_id
    (same,) = hits_of(screening.cross_check(case_id=there, by=other, now=NOW))
    assert same.fingerprint == hits_of(hit.check_id)[0].fingerprint
    assert same.judgement is None
    with pytest.raises(NotFound):
        judged(hit.id, Judgement.SAME, "Samma nummer", by=other)
    with pytest.raises(NotFound):
        screening.cross_check(case_id=case_id, by=other, now=NOW)


def test_a_case_out_of_preparation_is_left_alone(app, secretary):
    case_id = a_ready_case(check=None)
    a_debt_list()
    with transaction(is_piece=True):
        db.session.get_one(Case, case_id).stage = Stage.PROPOSED
    with pytest.raises(Refused, match="case_not_open"):
        screening.cross_check(case_id=case_id, by=secretary, now=NOW)


def test_one_party_is_checked_without_being_kept(app):
    a_source()
    delivered(
        "sanktioner",
        un_xml([("1", "Norra Provbolaget")], persons=[("2", "Påhittad Exempelsson", "1970-01-02")]),
    )
    told = screening.check_party(PartyFacts("Norra Provbolaget"), [], by=SYSTEM, now=NOW)
    assert (told.outcome, told.looks[0].hits[0].match.record_id) == (CheckOutcome.HITS, "1")
    person = PartyFacts("Exempelsson Påhittad", birth_date="1970-01-02", kind=PartyKind.PERSON)
    assert screening.check_party(person, ["sanktioner"], by=SYSTEM, now=NOW).looks[0].hits
    assert db.session.query(CrossCheck).count() == 0
    with pytest.raises(NotFound, match="source_not_found"):
        screening.check_party(person, ["okand"], by=SYSTEM, now=NOW)
    with pytest.raises(Refused, match="nothing_to_check"):
        screening.check_party(PartyFacts(" "), [], by=SYSTEM, now=NOW)


def test_a_role_without_the_act_may_not_check_or_judge(app):
    case_id = a_ready_case(check=None)
    auditor = an_officer(Role.AUDITOR, everywhere=True)
    with pytest.raises(NotAllowed):
        screening.cross_check(case_id=case_id, by=auditor, now=NOW)
    with pytest.raises(NotAllowed):
        judged("x", Judgement.SAME, "Samma nummer", by=auditor)
