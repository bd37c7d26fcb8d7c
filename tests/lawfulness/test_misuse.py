"""Attempts to get past what guards a decision: refused, and told in the journal once each, without content."""

import datetime as dt
import threading

import pytest
from sqlalchemy import text

from tests.makers import NOW, a_board, an_officer, csrf, sign_in
from tests.makers_checklists import answered
from tests.makers_decisions import (
    a_decided_case,
    a_delegation,
    a_proposed_case,
    a_ready_case,
    a_refusal,
    two_officers,
)
from tests.makers_hearings import answered as said
from tests.makers_hearings import facts_of
from vetting.domain.errors import Problem, Refused
from vetting.domain.terms import Role
from vetting.records import refused_deeds
from vetting.records.db import db, transaction
from vetting.records.decisions import Decision, Proposal
from vetting.records.hearings import Statement
from vetting.records.journal import JournalEntry
from vetting.records.sealed_reasons import SealedReasons
from vetting.services import decisions, proposals, statements

SECRET = "Stadgarna saknar allt om årsmöten"


def told():
    """Deed and code of each refused attempt that the journal knows, and by whom."""
    rows = db.session.query(JournalEntry.actor).filter_by(name="DeedRefused").order_by(JournalEntry.seq)
    return [
        (facts["deed"], facts["code"], actor)
        for facts, (actor,) in zip(facts_of("DeedRefused"), rows, strict=True)
    ]


def test_a_forged_form_that_skips_the_right_to_reply_is_told_once_and_without_its_words(people, client):
    secretary, _ = people
    case_id = a_ready_case(heard=False)
    page = sign_in(client, "culture_secretary.nor")
    reason = a_refusal().reasons[0]
    sent = {
        "csrf_token": csrf(page, f"/arenden/{case_id}/forslag"), "outcome": "refused", "amount": "0",
        "summary": SECRET, "proportionality": a_refusal().proportionality,
        "reasons-0-question_id": reason.question_id, "reasons-0-value": reason.value,
        "reasons-0-reason": SECRET, "no_conflict": "y",
    }  # fmt: skip
    assert page.post(f"/arenden/{case_id}/forslag", data=sent).status_code == 409
    assert told() == [("propose", "hearing_missing", secretary.id)]
    (facts,) = facts_of("DeedRefused")
    assert set(facts) == {"deed", "code", "codes"}
    assert SECRET not in str(facts)
    assert db.session.query(Proposal).count() == 0


def test_what_a_form_lacks_and_words_to_be_changed_are_no_attempts(people):
    secretary, _ = people
    case_id = a_ready_case()
    proposals.declare_no_conflict(case_id, by=secretary, now=NOW)
    for draft in (
        a_refusal().__class__(**{**a_refusal().__dict__, "summary": ""}),
        a_refusal().__class__(**{**a_refusal().__dict__, "summary": "Föreningens ideologi."}),
    ):
        with pytest.raises(Refused):
            proposals.propose_decision(case_id, draft, by=secretary, now=NOW)
    assert told() == []


def test_a_decider_who_proposed_and_one_without_the_power_are_told(people):
    secretary, _ = people
    head = an_officer(Role.UNIT_HEAD, username="chef.tva")
    case_id, proposal_id = a_proposed_case(head)
    for by, code in ((head, "decider_is_proposer"), (secretary, "not_allowed")):
        with pytest.raises(Problem, match=code):
            decisions.decide(case_id, proposal_id, by=by, now=NOW)
    assert told() == [("decide", "decider_is_proposer", head.id), ("decide", "not_allowed", secretary.id)]
    entry = db.session.query(JournalEntry).filter_by(name="DeedRefused").first()
    assert entry.case_id == case_id
    assert db.session.query(Decision).count() == 0


def test_nothing_more_is_done_to_a_decided_case_and_each_try_is_told(people):
    """A second decision, a new proposal, other answers, a statement that came too late."""
    secretary, head = people
    case_id, _ = a_decided_case(secretary, head)
    proposal_id = db.session.query(Proposal.id).scalar()
    seal = db.session.query(SealedReasons.text, SealedReasons.digest).one()
    said(case_id, secretary, now=NOW + dt.timedelta(days=2))
    late = db.session.query(Statement.id).scalar()
    tries = (
        ("already_decided", lambda: decisions.decide(case_id, proposal_id, by=head, now=NOW)),
        ("stage_move", lambda: proposals.propose_decision(case_id, a_refusal(), by=secretary, now=NOW)),
        ("case_not_open", lambda: answered(case_id, secretary, S01="nej")),
        (
            "case_not_open",
            lambda: statements.consider_statement(case_id, late, "Läst.", by=secretary, now=NOW),
        ),
    )
    for code, attempt in tries:
        with pytest.raises(Problem, match=code):
            attempt()
    assert [(code, by) for _, code, by in told()] == [
        ("already_decided", head.id), ("stage_move", secretary.id), ("case_not_open", secretary.id),
        ("case_not_open", secretary.id),
    ]  # fmt: skip
    assert db.session.query(SealedReasons.text, SealedReasons.digest).one() == seal


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE sealed_reasons SET text = 'Andra skäl'",
        "UPDATE proposals SET summary = 'Andra skäl'",
        "UPDATE proposals SET reasons = '[]'",
        "DELETE FROM proposals",
        "UPDATE decisions SET outcome = 'refused'",
    ],
)
def test_the_tables_themselves_keep_what_was_signed(people, statement):
    a_decided_case(*people)
    with pytest.raises(Refused), transaction(is_piece=True):
        db.session.execute(text(statement))
    db.session.rollback()


def test_a_proposal_nobody_signed_may_still_change(people):
    _, proposal_id = a_proposed_case(people[0])
    with transaction(is_piece=True):
        db.session.get_one(Proposal, proposal_id).returned_reason = "Skriv om."
    assert db.session.get_one(Proposal, proposal_id).returned_reason == "Skriv om."


def test_another_boards_case_does_not_exist_and_is_told_nowhere(people):
    case_id, proposal_id = a_proposed_case(people[0])
    stranger = an_officer(Role.UNIT_HEAD, board=a_board("SOD", "Söderdals stadsdelsnämnd"))
    with pytest.raises(Problem, match="not_found"):
        decisions.decide(case_id, proposal_id, by=stranger, now=NOW)
    assert told() == []


def test_of_two_deciders_at_once_the_second_is_told(own_app):
    secretary, head = two_officers()
    other = an_officer(Role.UNIT_HEAD, username="chef2")
    case_id, proposal_id = a_proposed_case(secretary)
    for actor in (head, other):
        proposals.declare_no_conflict(case_id, by=actor, now=NOW)
    db.session.remove()
    start = threading.Barrier(2)

    def run(actor):
        with own_app.app_context():
            start.wait()
            try:
                decisions.decide(case_id, proposal_id, by=actor, now=NOW)
            except Refused:
                pass
            finally:
                db.session.remove()

    threads = [threading.Thread(target=run, args=(actor,)) for actor in (head, other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    (decision,) = db.session.query(Decision)
    loser = ({head.id, other.id} - {decision.decided_by}).pop()
    assert told() == [("decide", "already_decided", loser)]


def test_a_journal_that_cannot_be_written_changes_nothing_of_the_refusal(people, monkeypatch):
    def busy(*_, **__):
        raise Refused("database_busy")

    head = people[1]
    a_delegation(a_board())
    case_id, proposal_id = a_proposed_case(head)
    monkeypatch.setattr(refused_deeds, "transaction", busy)
    with pytest.raises(Refused, match="decider_is_proposer"):
        decisions.decide(case_id, proposal_id, by=head, now=NOW)
    assert told() == []
