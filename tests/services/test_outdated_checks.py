"""Every road by which a fact of an association changes makes the checks of its undecided cases out of date."""

import datetime as dt
import threading
import time

import pytest
from sqlalchemy import update

from tests.makers import NOW, an_officer
from tests.makers_associations import a_csv, an_applied_import, an_association, an_import
from tests.makers_decisions import a_check_on, a_proposed_case, a_ready_case, two_officers
from tests.makers_sources import a_list, a_source, delivered
from tests.queries import count_queries
from tests.services.test_attacks_at_once import at_once
from vetting.domain.association import Written
from vetting.domain.decisions import Draft
from vetting.domain.errors import Refused
from vetting.domain.known_as import WrittenName
from vetting.domain.terms import Outcome, Partner, Role, Signature
from vetting.domain.terms_associations import NameKind
from vetting.domain.terms_imports import Settlement
from vetting.gateways.pinned_checklists import checklist_of
from vetting.reading.deciding import decision_page
from vetting.records import case_looks
from vetting.records import known_as as records
from vetting.records.applications import Case
from vetting.records.associations import Association
from vetting.records.case_facts import check_that_counts
from vetting.records.cross_checks import CrossCheck
from vetting.records.db import db, transaction
from vetting.records.decisions import Decision
from vetting.records.watched import party_of
from vetting.services import (
    associations,
    decisions,
    directory_imports,
    known_as,
    merges,
    proposals,
    screening,
)
from vetting.services.directory_settling import Settled, settle_row

FORMER = WrittenName("Gamla Skutans Teatersällskap", NameKind.FORMER, source="Stadgar 2014")
CALLED, NUMBER, SEAT = "Granlunda Kulturförening 1", "889999-9018", "Granlunda"


@pytest.fixture
def secretary(app):
    return an_officer(Role.CULTURE_SECRETARY)


def owner_of(case_id: str) -> str:
    return db.session.get_one(Case, case_id).association_id


def is_outdated(case_id: str) -> bool:
    db.session.rollback()
    return check_that_counts(case_id).is_outdated


def renewed(case_id: str) -> None:
    a_check_on(case_id)
    assert not is_outdated(case_id)


def correct(association_id: str, by, **changes) -> None:
    row = db.session.get_one(Association, association_id)
    told = {"name": row.name, "org_number": row.org_number or "", "city": row.city or "", **changes}
    associations.correct_association(
        association_id, Written(**told), version=row.version, reason="Enligt stadgarna", by=by, now=NOW
    )


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"name": "Granlunda Scen"}, True),
        ({"org_number": "889999-9026"}, True),
        ({"city": "Ekby"}, True),
        ({"district": "Norr"}, False),
    ],
)
def test_a_correction_of_what_was_asked(secretary, changes, expected):
    case_id, other = a_ready_case(number=1), a_ready_case(number=2)
    correct(owner_of(case_id), secretary, **changes)
    assert (is_outdated(case_id), is_outdated(other)) == (expected, False)


def test_what_counts_as_asked_is_what_the_matcher_sees(secretary):
    row = db.session.get_one(Association, an_association(by=secretary, org_number=NUMBER))
    before, seen = party_of(row), set()
    others = {"name": "Ny", "org_number": "8899999026", "city": "Ny", "district": "Ny", "giro": "1234566"}
    for name, value in others.items():
        kept = getattr(row, name)
        with db.session.no_autoflush:
            setattr(row, name, value)
            seen |= {name} if party_of(row) != before else set()
            setattr(row, name, kept)
    db.session.rollback()
    assert seen == records.ASKED & others.keys()


IMPORTED = [
    (f"{CALLED};{NUMBER};Nyby;;", True),
    (f"{CALLED};{NUMBER};;Gamla Skutan;", True),
    (f"{CALLED};{NUMBER};;;829999-9014", True),
    (f"{CALLED};{NUMBER};;;", False),
    (f"Någon annan;889999-9026;{SEAT};;", False),
]


@pytest.mark.parametrize(("row", "expected"), IMPORTED)
def test_an_import_that_changes_what_was_asked(secretary, row, expected):
    case_id = a_ready_case()
    an_applied_import(a_csv(row, head="Namn;Org.nr;Ort;Tidigare namn;Tidigare orgnr"), by=secretary)
    assert is_outdated(case_id) is expected


def test_an_import_of_many_asks_in_pieces(secretary, monkeypatch):
    case_id = a_ready_case()
    rows = [f"Provförening {number};;Ekby" for number in range(60)]
    an_applied_import(a_csv(*rows, head="Namn;Org.nr;Ort"), by=secretary)
    data = a_csv(f"{CALLED};{NUMBER};Nyby", *(f"{row};Gamla {row[:16]}" for row in rows))
    data = data.replace(b"Namn;Org.nr;Ort", b"Namn;Org.nr;Ort;Tidigare namn")
    import_id = an_import(data, "två.csv", by=secretary)
    monkeypatch.setattr(records, "AT_ONCE", 40)
    with count_queries() as sent:
        told = directory_imports.apply_import(import_id, by=secretary, now=NOW)
    assert told["changed"] == 61
    assert len([one for one in sent if one.startswith("UPDATE cross_checks")]) == 2
    assert is_outdated(case_id)


def test_an_import_that_changes_what_was_merged_into_the_association(secretary):
    case_id = a_ready_case()
    absorbed = an_association("Skutans vänner", city="Ekby", by=secretary)
    merges.merge_associations(owner_of(case_id), absorbed, reason="Samma förening", by=secretary, now=NOW)
    renewed(case_id)
    an_applied_import(a_csv("Skutans vänner;889999-9026;Ekby"), by=secretary)
    assert is_outdated(case_id)


def test_a_number_given_to_a_row_that_was_set_aside(secretary):
    import_id = an_applied_import(a_csv("Söderå IF;8.02E+09;Söderå"), by=secretary)
    case_id = a_ready_case()
    soderaa = db.session.query(Association).filter_by(name="Söderå IF").one().id
    with transaction(is_piece=True):
        db.session.get_one(Case, case_id).association_id = soderaa
    given = Settled(Settlement.NUMBER_GIVEN, "Enligt stadgarna", number="889999-9034")
    settle_row(import_id, 2, settled=given, by=secretary, now=NOW)
    assert is_outdated(case_id)


def test_a_merge_and_its_undoing_both_sides(secretary):
    kept_case, absorbed_case = a_ready_case(number=1), a_ready_case(number=2)
    merge_id = merges.merge_associations(
        owner_of(kept_case), owner_of(absorbed_case), reason="Samma", by=secretary, now=NOW
    )
    assert (is_outdated(kept_case), is_outdated(absorbed_case)) == (True, True)
    renewed(kept_case)
    renewed(absorbed_case)
    merges.undo_merge(merge_id, by=secretary, now=NOW)
    assert (is_outdated(kept_case), is_outdated(absorbed_case)) == (True, True)


@pytest.fixture
def proposed(app):
    """A case proposed and read by the decider, after which a name was recorded; the people and both ids."""
    secretary, head = two_officers()
    case_id, proposal_id = a_proposed_case(secretary)
    proposals.declare_no_conflict(case_id, by=head, now=NOW)
    known_as.record_name(owner_of(case_id), FORMER, by=secretary, now=NOW)
    return secretary, head, case_id, proposal_id


def shared_codes(case_id: str, actor) -> list[str]:
    case = db.session.get_one(Case, case_id)
    page = decision_page(case_id, checklist_of(case), actor=actor, today=NOW.date())
    return [one.code for one in page.shared]


def test_a_fact_recorded_after_the_proposal_stops_the_signature_until_the_check_is_made_anew(proposed):
    _, head, case_id, proposal_id = proposed
    assert shared_codes(case_id, head) == ["proposal_check_outdated"]
    with pytest.raises(Refused, match="proposal_check_outdated"):
        decisions.decide(case_id, proposal_id, by=head, now=NOW)
    proposals.return_proposal(case_id, proposal_id, "Kontrollen är gammal.", by=head, now=NOW)
    a_check_on(case_id)
    assert not is_outdated(case_id)


def test_what_the_board_has_decided_is_recorded_all_the_same(proposed):
    _, _, case_id, proposal_id = proposed
    registrar = an_officer(Role.REGISTRAR)
    assert shared_codes(case_id, registrar) == ["proposal_check_outdated"]
    decision_id = decisions.record_board_decision(
        case_id, proposal_id, minutes="§ 7", decided_on=NOW.date(), by=registrar, now=NOW
    )
    assert db.session.get_one(Decision, decision_id).signature is Signature.BOARD


def test_a_matter_that_is_closed_unexamined_needs_no_check(app):
    secretary, head = two_officers()
    closed = Draft(Outcome.CLOSED, 0, "Ansökan har återkallats.")
    case_id, _ = a_proposed_case(secretary, closed)
    proposals.declare_no_conflict(case_id, by=head, now=NOW)
    known_as.record_name(owner_of(case_id), FORMER, by=secretary, now=NOW)
    assert shared_codes(case_id, head) == []


def test_a_decided_case_keeps_its_check_as_it_was(proposed):
    secretary, _, case_id, proposal_id = proposed
    registrar = an_officer(Role.REGISTRAR)
    decisions.record_board_decision(
        case_id, proposal_id, minutes="§ 7", decided_on=NOW.date(), by=registrar, now=NOW
    )
    with transaction(is_piece=True):
        db.session.execute(update(CrossCheck).values(is_outdated=False))
    known_as.record_name(owner_of(case_id), WrittenName("Ännu ett", NameKind.OTHER), by=secretary, now=NOW)
    assert not is_outdated(case_id)


@pytest.mark.parametrize("road", ["name", "merge"])
def test_a_fact_recorded_as_the_check_looks_makes_that_very_check_out_of_date(own_app, monkeypatch, road):
    secretary, _ = two_officers()
    case_id = a_ready_case()
    a_source("skulder", "spreadsheet_drop", partner=Partner.ENFORCEMENT_AUTHORITY)
    delivered("skulder", a_list([("Något annat", "", "", "")]))
    association_id, other = owner_of(case_id), an_association("Skutans vänner", by=secretary)
    looking, really = threading.Event(), case_looks.look_for_case

    def slowly(*args, **kwargs):
        found = really(*args, **kwargs)
        looking.set()
        time.sleep(0.3)
        return found

    monkeypatch.setattr(case_looks, "look_for_case", slowly)

    def record():
        assert looking.wait(10)
        later = NOW + dt.timedelta(minutes=1)
        if road == "name":
            known_as.record_name(association_id, FORMER, by=secretary, now=later)
        else:
            merges.merge_associations(other, association_id, reason="Samma", by=secretary, now=later)

    answers = at_once(own_app, lambda: screening.cross_check(case_id=case_id, by=secretary, now=NOW), record)
    assert "broke" not in str(answers)
    assert check_that_counts(case_id).id == answers[0]
    assert is_outdated(case_id)
