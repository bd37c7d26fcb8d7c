"""Clearances carried over to a new run, lapsed when a fact has changed; registers that tell who somebody is."""

import pytest

from tests.makers import NOW, an_officer
from tests.makers_decisions import a_ready_case
from tests.makers_sources import a_source, delivered, judged
from tests.services.test_screening import NAME, NUMBER, a_debt_list, debts, hits_of
from vetting.domain.terms import Band, CheckOutcome, Judgement, Partner, Role
from vetting.records.applications import Case
from vetting.records.associations import Association
from vetting.records.case_facts import check_that_counts
from vetting.records.clearances import Clearance
from vetting.records.cross_checks import CrossCheck, HitJudgement
from vetting.records.db import db, transaction
from vetting.services import judgements, screening


@pytest.fixture
def secretary(app):
    return an_officer(Role.CULTURE_SECRETARY)


def test_a_clearance_is_carried_over_until_a_fact_changes(app, secretary):
    case_id = a_ready_case(check=None)
    a_debt_list()
    (hit,) = hits_of(screening.cross_check(case_id=case_id, by=secretary, now=NOW))
    judged(hit.id, Judgement.OTHER, by=secretary, second=an_officer(Role.UNIT_HEAD))
    delivered("skulder", debts((NAME, NUMBER, "", "enskilda mål")))  # no fact of identity
    (again,) = hits_of(screening.cross_check(case_id=case_id, by=secretary, now=NOW))
    assert again.judgement is Judgement.OTHER
    carried = db.session.query(HitJudgement).filter_by(hit_id=again.id).one()
    assert carried.carried_from_id is not None
    assert carried.judged_by == secretary.id
    delivered("skulder", debts((NAME, NUMBER, "Annanby", "")))
    (lapsed,) = hits_of(screening.cross_check(case_id=case_id, by=secretary, now=NOW))
    assert lapsed.judgement is None
    clearance = db.session.query(Clearance).one()
    assert (clearance.lapsed_at, clearance.lapsed_facts) == (NOW, ["theirs.seat"])


def test_a_word_that_waits_for_a_second_person_still_waits_in_the_next_run(app, secretary):
    case_id = a_ready_case(check=None)
    a_debt_list()
    (hit,) = hits_of(screening.cross_check(case_id=case_id, by=secretary, now=NOW))
    judged(hit.id, Judgement.OTHER, by=secretary)
    (again,) = hits_of(screening.cross_check(case_id=case_id, by=secretary, now=NOW))
    assert (again.judgement, again.awaits_second) == (Judgement.OTHER, True)
    judgements.second_hit(
        again.id, agrees=True, reason="Ser detsamma", by=an_officer(Role.UNIT_HEAD), now=NOW
    )
    (third,) = hits_of(screening.cross_check(case_id=case_id, by=secretary, now=NOW))
    assert (third.judgement, third.awaits_second) == (Judgement.OTHER, False)


@pytest.mark.parametrize(
    ("status", "needs"),
    [
        ("", False),
        ("Ej verksam", False),
        ("Saknar F-skatt", False),
        ("Konkurs inledd", True),
        ("Avregistrerad", True),
    ],
)
def test_a_register_that_tells_who_it_is_raises_a_question_only_by_what_it_tells(
    app, secretary, status, needs
):
    case_id = a_ready_case(check=None)
    a_source("register", "spreadsheet_drop", partner=Partner.COMPANIES_OFFICE)
    delivered("register", debts((NAME, NUMBER, "", status)))
    check = db.session.get(CrossCheck, screening.cross_check(case_id=case_id, by=secretary, now=NOW))
    (hit,) = hits_of(check.id)
    assert (hit.band, hit.needs_judgement) == (Band.CONFIRMED, needs)
    assert check.outcome is (CheckOutcome.HITS if needs else CheckOutcome.NONE_FOUND)
    facts = check_that_counts(case_id)
    assert facts is not None
    assert facts.unjudged == int(needs)


def test_it_lapses_when_our_own_facts_change_too(app, secretary):
    case_id = a_ready_case(check=None)
    a_debt_list()
    (hit,) = hits_of(screening.cross_check(case_id=case_id, by=secretary, now=NOW))
    judged(hit.id, Judgement.OTHER, "Annan verksamhet", by=secretary)
    with transaction(is_piece=True):
        case = db.session.get_one(Case, case_id)
        db.session.get_one(Association, case.association_id).city = "Granlunda"
    (again,) = hits_of(screening.cross_check(case_id=case_id, by=secretary, now=NOW))
    assert again.judgement is None
