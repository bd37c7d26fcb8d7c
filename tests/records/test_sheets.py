"""What the database requires to be answered before a decision is the same as what the rules require."""

import datetime as dt

import pytest
from sqlalchemy import insert

from tests.makers import NOW
from tests.makers_applications import a_case, a_secretary
from tests.makers_checklists import answered, with_act, with_evidence
from vetting.domain.entries import Entry
from vetting.domain.errors import Refused
from vetting.domain.terms import Outcome, Signature
from vetting.gateways.pinned_checklists import load_pinned
from vetting.paths import checklists_dir
from vetting.records import sheets
from vetting.records.applications import Case
from vetting.records.assessments import CaseQuestion
from vetting.records.db import db, transaction
from vetting.records.decisions import Decision, Proposal
from vetting.records.journal import note


def refuse(case_id, proposer, decider):
    """A refusal put into the tables past every rule of the services."""
    with transaction():
        proposal = Proposal(
            case_id=case_id,
            outcome=Outcome.REFUSED,
            amount=0,
            summary="Avslag",
            reasons=[],
            conditions=[],
            reservation="",
            plan=[],
            sheet_version=0,
            proposed_by=proposer.id,
            proposed_at=NOW,
        )
        db.session.add(proposal)
        db.session.flush()
        values = {
            "id": "d" + case_id[1:],
            "case_id": case_id,
            "proposal_id": proposal.id,
            "outcome": Outcome.REFUSED,
            "amount": 0,
            "proposed_by": proposer.id,
            "decided_by": decider.id,
            "signature": Signature.DELEGATE,
            "delegation_item": "1.1",
            "minutes": "",
            "decided_at": NOW,
            "decided_on": dt.date(2026, 11, 20),
        }
        db.session.execute(insert(Decision).values(**values))
        note(Entry.DECISION_MADE, by=decider, now=NOW, subject=f"case:{case_id}", case_id=case_id)


def everything_answered(case_id, by):
    case = db.session.get(Case, case_id)
    checklist = load_pinned(
        checklists_dir(), case.checklist_name, version=case.checklist_version, digest=case.checklist_digest
    )
    wanted = sheets.required_ids(case_id) - set(sheets.answers_standing(case_id))
    answers = {}
    for question_id in wanted:
        question = checklist.question(question_id)
        answers[question_id] = next(o for o in question.options if o not in question.bad)
    answered(case_id, by, **answers)


def test_the_table_refuses_a_decision_while_an_opened_question_is_unanswered(app):
    secretary, head = a_secretary(), a_secretary()
    case_id = a_case(secretary)
    with pytest.raises(Refused, match="unanswered_questions"):
        refuse(case_id, secretary, head)
    everything_answered(case_id, secretary)
    with_act(case_id, secretary)  # opens more
    with pytest.raises(Refused, match="unanswered_questions"):
        refuse(case_id, secretary, head)
    everything_answered(case_id, secretary)
    with_evidence(case_id, secretary, "A01")
    assert "A06" in answered(case_id, secretary, A01="indikation").opened
    with pytest.raises(Refused, match="unanswered_questions"):
        refuse(case_id, secretary, head)
    everything_answered(case_id, secretary)
    refuse(case_id, secretary, head)
    assert db.session.query(Decision).filter_by(case_id=case_id).count() == 1


def test_every_question_of_the_checklist_has_its_row_from_the_start(app):
    case_id = a_case(a_secretary())
    rows = db.session.query(CaseQuestion).filter_by(case_id=case_id).all()
    assert len(rows) == 69
    assert {row.question_id for row in rows if row.is_required} == sheets.required_ids(case_id)


def test_only_supporting_evidence_gives_levels(app):
    secretary = a_secretary()
    case_id = a_case(secretary)
    with_evidence(case_id, secretary, "S01", 6)
    with_evidence(case_id, secretary, "S01", 1, is_contrary=True)
    assert sheets.supporting_levels(case_id) == {"S01": (6,)}
