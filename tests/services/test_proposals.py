"""Proposing and returning: what is refused, what is kept, what is noted."""

import datetime as dt
import json
from dataclasses import replace

import pytest

from tests.makers import NOW, a_board, an_officer
from tests.makers_applications import a_case
from tests.makers_decisions import (
    APPLIED,
    a_grant,
    a_hit_in,
    a_proposed_case,
    a_ready_case,
    a_refusal,
    two_officers,
)
from vetting.domain.decisions import Draft
from vetting.domain.errors import NotAllowed, NotFound, Refused
from vetting.domain.stages import replay
from vetting.domain.terms import CheckOutcome, Outcome, PlanTier, Role, Stage
from vetting.reading.sheet_rows import case_and_parameters
from vetting.records import sheets
from vetting.records.applications import Case, SupplementRequest
from vetting.records.assessments import LocalParameter
from vetting.records.db import db, transaction
from vetting.records.decisions import ConflictDeclaration, Proposal
from vetting.records.journal import JournalEntry, JournalPayload
from vetting.records.notices import Notice, NoticeKind
from vetting.services import proposals


def refused(case_id, draft, by, code, **more):
    with pytest.raises(Refused) as refusal:
        proposals.propose_decision(case_id, draft, by=by, now=NOW, **more)
    assert refusal.value.code == code, refusal.value.facts
    assert db.session.query(Proposal).count() == 0
    assert db.session.get_one(Case, case_id).stage is Stage.IN_REVIEW


def test_a_proposal_is_kept_with_what_it_was_written_on(app):
    secretary, _ = two_officers()
    case_id, proposal_id = a_proposed_case(secretary)
    proposal = db.session.get_one(Proposal, proposal_id)
    assert (proposal.sheet_version, proposal.tier, proposal.is_open) == (1, PlanTier.STANDARD, True)
    assert proposal.check_id
    entry = db.session.query(JournalEntry).filter_by(name="DecisionProposed").one()
    payload = db.session.get_one(JournalPayload, entry.seq).body
    assert "Verksamheten når" not in payload, "the journal holds no words of the proposal"
    assert '"outcome":"partly_granted"' in payload
    assert entry.case_id == case_id


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"plan": ()}, "plan_missing"),
        ({"reservation": " "}, "reservation_missing"),
        ({"conditions": ("", " ")}, "conditions_missing"),
        ({"amount": APPLIED + 1}, "amount_above_applied"),
        ({"amount": APPLIED}, "amount_not_below_applied"),
        ({"summary": "Ring 19121212-1212"}, "personal_number_in_text"),
    ],
)
def test_an_unfinished_grant_is_refused(app, changes, code):
    secretary, _ = two_officers()
    case_id = a_ready_case()
    proposals.declare_no_conflict(case_id, by=secretary, now=NOW)
    refused(case_id, replace(a_grant(secretary), **changes), secretary, code)


@pytest.mark.parametrize(
    ("make", "code"),
    [
        ({"answered": False}, "unanswered_questions"),
        ({"check": None}, "check_missing"),
        ({"check": CheckOutcome.INCOMPLETE}, "check_incomplete"),
    ],
)
def test_an_unready_case_is_refused(app, make, code):
    secretary, _ = two_officers()
    case_id = a_ready_case(**make)
    proposals.declare_no_conflict(case_id, by=secretary, now=NOW)
    refused(case_id, a_grant(secretary), secretary, code)


def test_unjudged_hits_stop_a_proposal(app):
    secretary, _ = two_officers()
    case_id = a_ready_case()
    a_hit_in(case_id)
    proposals.declare_no_conflict(case_id, by=secretary, now=NOW)
    refused(case_id, a_grant(secretary), secretary, "unjudged_hits")


def test_an_incomplete_check_may_do_with_a_reason(app):
    secretary, _ = two_officers()
    case_id = a_ready_case(check=CheckOutcome.INCOMPLETE)
    proposals.declare_no_conflict(case_id, by=secretary, now=NOW)
    proposals.propose_decision(
        case_id, a_grant(secretary), acknowledgement="Källan gäller personer.", by=secretary, now=NOW
    )
    assert db.session.query(Proposal).one().acknowledgement == "Källan gäller personer."


def test_a_case_without_examination_can_be_closed_unanswered(app):
    secretary, _ = two_officers()
    case_id = a_ready_case(answered=False, check=None)
    proposals.declare_no_conflict(case_id, by=secretary, now=NOW)
    draft = Draft(Outcome.CLOSED, 0, "Föreningen har upphört.")
    assert proposals.propose_decision(case_id, draft, by=secretary, now=NOW)


def test_an_awaited_completion_stops_a_proposal(app):
    secretary, _ = two_officers()
    case_id = a_ready_case()
    proposals.declare_no_conflict(case_id, by=secretary, now=NOW)
    with transaction(is_piece=True):
        db.session.add(_a_request(case_id, secretary.id))
    refused(case_id, a_grant(secretary), secretary, "supplement_open")


def _a_request(case_id, officer_id):
    letter = Notice(
        case_id=case_id, kind=NoticeKind.SUPPLEMENT, subject="Komplettering", content={}, digest="0" * 64,
        written_by=officer_id, written_at=NOW,
    )  # fmt: skip
    db.session.add(letter)
    db.session.flush()
    return SupplementRequest(
        case_id=case_id, points=[], due_on=dt.date(2026, 12, 4), notice_id=letter.id, requested_by=officer_id,
        requested_at=NOW,
    )  # fmt: skip


def test_the_conflict_is_declared_first_and_the_last_word_counts(app):
    secretary, _ = two_officers()
    case_id = a_ready_case()
    refused(case_id, a_grant(secretary), secretary, "conflict_not_declared")
    proposals.declare_conflict(case_id, "Jag är medlem.", by=secretary, now=NOW)
    refused(case_id, a_grant(secretary), secretary, "conflict_of_interest")
    later = NOW + dt.timedelta(minutes=1)
    proposals.declare_no_conflict(case_id, by=secretary, now=later)
    assert db.session.query(ConflictDeclaration).count() == 2
    assert proposals.propose_decision(case_id, a_grant(secretary), by=secretary, now=later)
    with pytest.raises(Refused, match="text_missing"):
        proposals.declare_conflict(case_id, " ", by=secretary, now=later)


def test_owners_must_follow_up_in_the_board(app):
    secretary, _ = two_officers()
    case_id = a_ready_case()
    proposals.declare_no_conflict(case_id, by=secretary, now=NOW)
    stranger = an_officer(Role.CULTURE_SECRETARY, board=a_board("SOD", "Sörviks stadsdelsnämnd"))
    draft = a_grant(secretary)
    draft = replace(draft, plan=(replace(draft.plan[0], owner_id=stranger.id),))
    refused(case_id, draft, secretary, "owner_not_possible")


def test_a_returned_proposal_can_be_followed_by_another(app):
    secretary, head = two_officers()
    case_id, proposal_id = a_proposed_case(secretary)
    with pytest.raises(Refused, match="text_missing"):
        proposals.return_proposal(case_id, proposal_id, " ", by=head, now=NOW)
    proposals.return_proposal(case_id, proposal_id, "Saknar underlag.", by=head, now=NOW)
    assert db.session.get_one(Case, case_id).stage is Stage.IN_REVIEW
    with pytest.raises(Refused, match="proposal_gone"):
        proposals.return_proposal(case_id, proposal_id, "Igen.", by=head, now=NOW)
    proposals.propose_decision(case_id, a_refusal(), by=secretary, now=NOW)
    assert db.session.query(Proposal).filter_by(is_open=True).count() == 1
    moves = []
    for entry in db.session.query(JournalEntry).filter_by(name="CaseMoved").order_by(JournalEntry.seq):
        facts = json.loads(db.session.get_one(JournalPayload, entry.seq).body)
        moves.append((Stage(facts["before"]), Stage(facts["after"])))
    assert replay(moves) is Stage.PROPOSED


def test_who_may_take_a_proposal_back(app):
    secretary, _ = two_officers()
    case_id, proposal_id = a_proposed_case(secretary)
    colleague = an_officer(Role.CULTURE_SECRETARY, username="kollega")
    with pytest.raises(NotAllowed):
        proposals.return_proposal(case_id, proposal_id, "Nej.", by=colleague, now=NOW)
    stranger = an_officer(Role.UNIT_HEAD, board=a_board("SOD", "Sörviks stadsdelsnämnd"))
    with pytest.raises(NotFound):
        proposals.return_proposal(case_id, proposal_id, "Nej.", by=stranger, now=NOW)
    proposals.return_proposal(case_id, proposal_id, "Jag tar tillbaka det.", by=secretary, now=NOW)


def test_a_local_rule_set_after_the_case_was_opened_never_reaches_it(app):
    """KL 2:4: a minimum that the board raises later does not make a sound application unsound."""
    secretary, _ = two_officers()
    case_id = a_case(secretary)
    case = db.session.get_one(Case, case_id)
    before = sheets.parameter_texts(case)
    with transaction(is_piece=True):
        db.session.add(
            LocalParameter(
                board_id=case.board_id,
                year=case.year,
                checklist_name=case.checklist_name,
                question_id="S18",
                name="min_members",
                value="9999",
            )
        )
    db.session.expire_all()
    case = db.session.get_one(Case, case_id)
    assert sheets.parameter_texts(case) == before
    assert case_and_parameters(case_id, secretary)[1] == before


def test_what_a_proposal_rested_on_of_the_boards_own_rules_stays_when_it_is_returned(app):
    """Of a case that was opened before its local rules were kept, they are those of its first proposal."""
    secretary, _ = two_officers()
    case_id, proposal_id = a_proposed_case(secretary)
    assert db.session.get_one(Case, case_id).local_rules == {}
    proposals.return_proposal(case_id, proposal_id, "Beloppet är fel.", by=secretary, now=NOW)
    db.session.expire_all()
    assert db.session.get_one(Case, case_id).local_rules == {}
