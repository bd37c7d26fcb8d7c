"""Deciding: another person, on delegation, in one transaction; the board's own decisions."""

import datetime as dt

import pytest

from tests.makers import NOW, a_board, an_officer
from tests.makers_decisions import (
    a_check_on,
    a_decided_case,
    a_delegation,
    a_grant,
    a_proposed_case,
    a_refusal,
    two_officers,
)
from vetting.domain.errors import NotAllowed, NotFound, Refused
from vetting.domain.terms import Role, Signature, Stage
from vetting.records.applications import Case
from vetting.records.db import db, transaction
from vetting.records.decisions import Decision, Support
from vetting.records.follow_ups import FollowUp, FollowUpPlan
from vetting.records.journal import JournalEntry
from vetting.records.notices import Notice
from vetting.services import decisions, proposals


def nothing_was_decided(case_id: str) -> None:
    db.session.rollback()
    assert db.session.query(Decision).count() == 0
    assert db.session.query(Support).count() == 0
    assert db.session.query(FollowUpPlan).count() == 0
    assert db.session.query(Notice).count() == 0
    assert db.session.get_one(Case, case_id).stage is Stage.PROPOSED


def test_a_decision_writes_everything_at_once(app):
    secretary, head = two_officers()
    case_id, decision_id = a_decided_case(secretary, head)
    case = db.session.get_one(Case, case_id)
    decision = db.session.get_one(Decision, decision_id)
    assert (case.stage, case.decided_at) == (Stage.DECIDED, NOW)
    assert (decision.signature, decision.delegation_item) == (Signature.DELEGATE, "4.2")
    assert (decision.proposed_by, decision.decided_by) == (secretary.id, head.id)
    assert db.session.query(Support).one().amount == 45_000
    plan = db.session.query(FollowUpPlan).one()
    assert (plan.version, decision.plan_id) == (1, plan.id)
    assert db.session.query(FollowUp).count() >= 3
    assert len(db.session.query(Notice).one().digest) == 64
    names = [row.name for row in db.session.query(JournalEntry).order_by(JournalEntry.seq)]
    assert names[-5:] == ["FollowUpPlanned", "DecisionMade", "SupportGranted", "LetterWritten", "CaseMoved"]


def test_the_proposer_does_not_decide(app):
    head = an_officer(Role.UNIT_HEAD)
    a_delegation(a_board())
    case_id, proposal_id = a_proposed_case(head)
    with pytest.raises(Refused, match="decider_is_proposer"):
        decisions.decide(case_id, proposal_id, by=head, now=NOW)
    nothing_was_decided(case_id)


@pytest.mark.parametrize(
    ("limit", "in_force_on", "code"),
    [
        (44_999, dt.date(2026, 1, 1), "above_delegation"),
        (100_000, dt.date(2026, 11, 21), "nothing_delegated"),
        (45_000, dt.date(2026, 1, 1), None),
    ],
)
def test_the_delegation_order_is_dated_and_limited(app, limit, in_force_on, code):
    board = a_board()
    secretary, head = an_officer(Role.CULTURE_SECRETARY), an_officer(Role.UNIT_HEAD)
    a_delegation(board, limit=limit, in_force_on=in_force_on)
    case_id, proposal_id = a_proposed_case(secretary)
    proposals.declare_no_conflict(case_id, by=head, now=NOW)
    if code is None:
        assert decisions.decide(case_id, proposal_id, by=head, now=NOW)
        return
    with pytest.raises(Refused, match=code):
        decisions.decide(case_id, proposal_id, by=head, now=NOW)
    nothing_was_decided(case_id)


def test_a_newer_order_with_a_lower_limit_counts(app):
    secretary, head = two_officers()
    a_delegation(a_board(), limit=10_000, in_force_on=dt.date(2026, 11, 1))
    case_id, proposal_id = a_proposed_case(secretary)
    proposals.declare_no_conflict(case_id, by=head, now=NOW)
    with pytest.raises(Refused, match="above_delegation") as refusal:
        decisions.decide(case_id, proposal_id, by=head, now=NOW)
    assert refusal.value.facts == {"amount": 45_000, "limit": 10_000}


def test_a_refusal_is_for_the_board(app):
    secretary, head = two_officers()
    case_id, proposal_id = a_proposed_case(secretary, a_refusal())
    proposals.declare_no_conflict(case_id, by=head, now=NOW)
    with pytest.raises(Refused, match="board_only"):
        decisions.decide(case_id, proposal_id, by=head, now=NOW)
    registrar = an_officer(Role.REGISTRAR)
    decision_id = decisions.record_board_decision(
        case_id, proposal_id, minutes="protokoll 2026-11-20 § 7", decided_on=NOW.date(), by=registrar, now=NOW
    )
    decision = db.session.get_one(Decision, decision_id)
    assert (decision.signature, decision.minutes) == (Signature.BOARD, "protokoll 2026-11-20 § 7")
    assert decision.plan_id is None
    assert db.session.query(Support).count() == 0


@pytest.mark.parametrize("declared", [None, True])
def test_the_decider_says_first_whether_there_is_a_conflict(app, declared):
    secretary, head = two_officers()
    case_id, proposal_id = a_proposed_case(secretary)
    if declared:
        proposals.declare_conflict(case_id, "Min bror är kassör i föreningen.", by=head, now=NOW)
    with pytest.raises(Refused, match="conflict_of_interest" if declared else "conflict_not_declared"):
        decisions.decide(case_id, proposal_id, by=head, now=NOW)
    nothing_was_decided(case_id)


def test_a_conflict_of_the_proposer_found_later_stops_the_decision(app):
    secretary, head = two_officers()
    case_id, proposal_id = a_proposed_case(secretary)
    proposals.declare_no_conflict(case_id, by=head, now=NOW)
    later = NOW + dt.timedelta(hours=1)
    proposals.declare_conflict(case_id, "Jag har blivit medlem i styrelsen.", by=secretary, now=later)
    with pytest.raises(Refused, match="proposer_has_conflict"):
        decisions.decide(case_id, proposal_id, by=head, now=later)


@pytest.mark.parametrize("changed", ["answers", "check"])
def test_what_changed_after_the_proposal_must_be_looked_at(app, changed):
    secretary, head = two_officers()
    case_id, proposal_id = a_proposed_case(secretary)
    proposals.declare_no_conflict(case_id, by=head, now=NOW)
    if changed == "answers":
        with transaction(is_piece=True):
            db.session.get_one(Case, case_id).sheet_version += 1
    else:
        a_check_on(case_id)
    with pytest.raises(Refused, match="proposal_stale"):
        decisions.decide(case_id, proposal_id, by=head, now=NOW)
    nothing_was_decided(case_id)


def test_a_plan_that_has_become_old_is_not_decided(app):
    secretary, head = two_officers()
    case_id, proposal_id = a_proposed_case(secretary)
    later = NOW + dt.timedelta(days=600)
    proposals.declare_no_conflict(case_id, by=head, now=later)
    with pytest.raises(Refused, match="plan_item_past"):
        decisions.decide(case_id, proposal_id, by=head, now=later)


def test_another_proposal_than_the_one_read_is_not_decided(app):
    secretary, head = two_officers()
    case_id, proposal_id = a_proposed_case(secretary)
    proposals.declare_no_conflict(case_id, by=head, now=NOW)
    proposals.return_proposal(case_id, proposal_id, "Beloppet saknar underlag.", by=head, now=NOW)
    newer = proposals.propose_decision(case_id, a_grant(secretary, amount=50_000), by=secretary, now=NOW)
    with pytest.raises(Refused, match="proposal_gone"):
        decisions.decide(case_id, proposal_id, by=head, now=NOW)
    assert decisions.decide(case_id, newer, by=head, now=NOW)


def test_a_decided_case_is_not_decided_again(app):
    secretary, head = two_officers()
    case_id, decision_id = a_decided_case(secretary, head)
    proposal_id = db.session.get_one(Decision, decision_id).proposal_id
    with pytest.raises(Refused, match="already_decided"):
        decisions.decide(case_id, proposal_id, by=head, now=NOW)


@pytest.mark.parametrize(
    ("minutes", "day", "code"),
    [
        ("", NOW.date(), "minutes_missing"),
        ("§ 7" * 41, NOW.date(), "text_too_long"),
        ("§ 7", NOW.date() + dt.timedelta(days=1), "board_day_impossible"),
        ("§ 7", NOW.date() - dt.timedelta(days=1), "board_day_impossible"),
    ],
)
def test_a_board_decision_needs_minutes_and_a_possible_day(app, minutes, day, code):
    secretary, _ = two_officers()
    case_id, proposal_id = a_proposed_case(secretary)
    registrar = an_officer(Role.REGISTRAR)
    with pytest.raises(Refused, match=code):
        decisions.record_board_decision(
            case_id, proposal_id, minutes=minutes, decided_on=day, by=registrar, now=NOW
        )
    nothing_was_decided(case_id)


def test_only_the_boards_own_officers_with_the_right_role_decide(app):
    secretary, _ = two_officers()
    case_id, proposal_id = a_proposed_case(secretary)
    stranger = an_officer(Role.UNIT_HEAD, board=a_board("SOD", "Sörviks stadsdelsnämnd"))
    with pytest.raises(NotFound):
        decisions.decide(case_id, proposal_id, by=stranger, now=NOW)
    with pytest.raises(NotAllowed):
        decisions.decide(case_id, proposal_id, by=an_officer(Role.AUDITOR, everywhere=True), now=NOW)
    with pytest.raises(NotAllowed):
        decisions.decide(case_id, proposal_id, by=secretary, now=NOW)
