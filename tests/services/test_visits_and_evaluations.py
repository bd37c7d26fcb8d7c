"""Visits recorded once with totals only, and what the board learnt, shared without persons."""

import datetime as dt

import pytest

from tests.makers import NOW, a_board, an_officer
from tests.makers_association_reports import signed_report
from tests.makers_decisions import a_decided_case, a_grant, two_officers
from vetting.domain.errors import NotAllowed, NotFound, Refused
from vetting.domain.evaluations import Learnt
from vetting.domain.terms import Role
from vetting.domain.terms_association_reports import Activity, Again, VisitWay
from vetting.reading.desk import desk_of
from vetting.reading.evaluations import ExperienceFilter, earlier_evaluations, evaluation_page, experiences
from vetting.reading.visits import visit_page, visits_page
from vetting.records import visits as visit_records
from vetting.records.applications import Case
from vetting.records.db import db, transaction
from vetting.services import evaluations, report_readings, visits
from vetting.services.report_readings import ReadSo
from vetting.services.visits import Made

LEARNT = Learnt(
    activity=Activity.YOUTH,
    is_targeted=True,
    worked="Öppna kvällar med läxhjälp höll ihop gruppen.",
    learnt="Börja vid terminens början.",
    again=Again.CHANGED,
    again_why="Med en ledare till.",
    contact="kultursekreterare, Norra nämnden",
)
SEEN = {"activity": "Läxhjälp i två rum, ungefär hälften flickor.", "purpose": "Som i beslutet."}


@pytest.fixture
def officers(app):
    secretary, head = two_officers()
    return secretary, head


@pytest.fixture
def case_id(officers):
    secretary, head = officers
    return a_decided_case(secretary, head, a_grant(secretary, amount=60_000))[0]


def made(**changes):
    facts = {
        "visited_on": NOW.date(),
        "is_announced": True,
        "way": VisitWay.PHONE,
        "participants": 18,
        "leaders": 2,
        "answers": SEEN,
    }
    return Made(**{**facts, **changes})


def evaluated(case_id, officers):
    secretary, head = officers
    report_id = signed_report(case_id, secretary)
    report_readings.approve_report(case_id, report_id, ReadSo("I ordning."), by=secretary, now=NOW)
    version = evaluations.write_evaluation(case_id, LEARNT, seen_version=0, by=secretary, now=NOW)
    return evaluations.sign_evaluation(case_id, seen_version=version, by=head, now=NOW)


def test_a_visit_is_recorded_once_and_added_to(case_id, officers):
    secretary, head = officers
    planned = visits_page(actor=secretary).planned
    visit_id = visits.record_visit(
        case_id, made(follow_up_id=planned[0].id, companion_id=head.id), by=secretary, now=NOW
    )
    visits.add_to_visit(case_id, visit_id, "Brandvarnaren fungerade.", by=head, now=NOW)
    page = visit_page(case_id, visit_id, actor=secretary)
    assert (page.participants, page.companion, page.item) == (18, head.name, planned[0].title)
    assert [one.text for one in page.added] == ["Brandvarnaren fungerade."]
    with pytest.raises(Refused, match="kept_as_written"):
        altered(visit_id)


def altered(visit_id):
    with transaction(is_piece=True):
        db.session.get_one(visit_records.Visit, visit_id).participants = 1
        db.session.flush()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"visited_on": NOW.date() + dt.timedelta(days=1)}, "visit_day_impossible"),
        ({"participants": -1}, "people_count_odd"),
        ({"answers": {"activity": "", "purpose": "x"}}, "answers_unsound_report"),
        ({"answers": {**SEEN, "said": "Anna Ek, Bo Alm, Cia Dal"}}, "answers_not_saved"),
        ({"answers": {**SEEN, "said": "19800101-1231"}}, "answers_not_saved"),
        ({"companion_id": "nobody"}, "companion_not_possible"),
    ],
)
def test_a_visit_that_cannot_be(case_id, officers, changes, code):
    with pytest.raises(Refused, match=code):
        visits.record_visit(case_id, made(**changes), by=officers[0], now=NOW)


def test_another_boards_item_belongs_to_no_visit_here(case_id, officers):
    secretary, head = officers
    other, _ = a_decided_case(secretary, head, number=5)
    item = next(one for one in visits_page(actor=secretary).planned if one.case_id == other)
    with pytest.raises(NotFound):
        visits.record_visit(case_id, made(follow_up_id=item.id), by=secretary, now=NOW)


def test_an_evaluation_waits_for_the_approved_report_and_is_signed_by_who_decides(case_id, officers):
    secretary, head = officers
    with pytest.raises(Refused, match="report_not_approved"):
        evaluations.write_evaluation(case_id, LEARNT, seen_version=0, by=secretary, now=NOW)
    report_id = signed_report(case_id, secretary)
    report_readings.approve_report(case_id, report_id, ReadSo("I ordning."), by=secretary, now=NOW)
    version = evaluations.write_evaluation(case_id, LEARNT, seen_version=0, by=secretary, now=NOW)
    with pytest.raises(NotAllowed):
        evaluations.sign_evaluation(case_id, seen_version=version, by=secretary, now=NOW)
    with pytest.raises(Refused, match="draft_changed"):
        evaluations.sign_evaluation(case_id, seen_version=version + 1, by=head, now=NOW)
    assert to_sign(head) == [case_id]
    assert to_sign(secretary) == []
    evaluations.sign_evaluation(case_id, seen_version=version, by=head, now=NOW)
    assert to_sign(head) == []
    page = evaluation_page(case_id, actor=secretary)
    assert page.signed.learnt == LEARNT.learnt
    assert page.signed_by == head.name
    with pytest.raises(Refused, match="evaluated_already"):
        evaluations.write_evaluation(case_id, LEARNT, seen_version=0, by=secretary, now=NOW)


def to_sign(actor):
    """The cases whose evaluation waits for a signature on somebody's day."""
    ledger = desk_of(actor, today=NOW.date()).ledger
    return [line.case_id for line in ledger.evaluations.lines] if ledger and ledger.evaluations else []


def test_goals_are_counted_from_what_was_reported(case_id, officers):
    evaluated(case_id, officers)
    page = evaluation_page(case_id, actor=officers[0])
    for goal in page.goals:
        assert goal.percent == 100 * goal.outcome // goal.target
    assert page.signed.goals_met == sum(goal.is_met for goal in page.goals)


def test_no_person_is_named_in_what_boards_share(case_id, officers):
    secretary, head = officers
    report_id = signed_report(case_id, secretary)
    report_readings.approve_report(case_id, report_id, ReadSo("I ordning."), by=secretary, now=NOW)
    named = Learnt(**{**LEARNT.__dict__, "contact": f"Fråga {head.name}"})
    with pytest.raises(Refused, match="names_known_person"):
        evaluations.write_evaluation(case_id, named, seen_version=0, by=secretary, now=NOW)
    stranger = Learnt(**{**LEARNT.__dict__, "worked": "Läxhjälpen som Anna Svensson ledde."})
    with pytest.raises(Refused, match="person_named"):
        evaluations.write_evaluation(case_id, stranger, seen_version=0, by=secretary, now=NOW)


def test_other_boards_find_the_experience_and_not_the_case(case_id, officers):
    evaluated(case_id, officers)
    stranger = an_officer(Role.CULTURE_SECRETARY, username="soder", board=a_board("SYD", "Sör"))
    found = experiences(ExperienceFilter(Activity.YOUTH, is_targeted=True, text="läxhjälp"), actor=stranger)
    assert [one.learnt for one in found.lines] == [LEARNT.learnt]
    assert experiences(ExperienceFilter(Activity.SPORT), actor=stranger).total == 0
    assert experiences(ExperienceFilter(text="simskola"), actor=stranger).total == 0
    with pytest.raises(NotFound):
        evaluation_page(case_id, actor=stranger)


def test_the_next_application_meets_it_as_a_fact(case_id, officers):
    evaluated(case_id, officers)
    association_id = db.session.get_one(Case, case_id).association_id
    fact = earlier_evaluations(association_id, but_case="another")[0]
    assert (fact.board, fact.signed_at) == (a_board().name, NOW)
    assert earlier_evaluations(association_id, but_case=case_id) == ()
