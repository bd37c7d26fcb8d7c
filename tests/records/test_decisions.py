"""What the tables themselves refuse, however the row gets there."""

import pytest
from sqlalchemy.exc import DBAPIError

from tests.makers import NOW
from tests.makers_decisions import a_decided_case, a_hit_in, a_proposed_case, a_ready_case, two_officers
from vetting.domain.errors import Refused
from vetting.domain.terms import Outcome, PlanTier, Signature
from vetting.records.db import db, transaction
from vetting.records.decisions import Decision, Proposal, Support
from vetting.records.follow_ups import FollowUp, FollowUpPlan


def a_proposal_row(case_id: str, officer_id: str, **changes: object) -> Proposal:
    facts: dict[str, object] = {
        "case_id": case_id,
        "outcome": Outcome.GRANTED,
        "amount": 1000,
        "summary": "",
        "reasons": [],
        "conditions": [],
        "reservation": "Förbehåll",
        "tier": PlanTier.MINI,
        "plan": [],
        "sheet_version": 1,
        "proposed_by": officer_id,
        "proposed_at": NOW,
    }
    return Proposal(**{**facts, **changes})


def insert_decision(
    case_id: str, proposal_id: str, *, by: tuple[str, str], with_plan: bool, **changes: object
):
    """Straight into the table, past every rule."""
    with transaction(is_piece=True):
        plan_id = None
        if with_plan:
            plan = FollowUpPlan(case_id=case_id, version=1, tier=PlanTier.MINI, made_by="x", made_at=NOW)
            db.session.add(plan)
            db.session.flush()
            plan_id = plan.id
            if changes.pop("items", 1):
                db.session.add(
                    FollowUp(
                        plan_id=plan.id, position=1, kind="report", title="Redovisning", evidence="Blankett",
                        owner_id=by[0], due_on=NOW.date(),
                    )
                )  # fmt: skip
                db.session.flush()
        facts: dict[str, object] = {
            "case_id": case_id,
            "proposal_id": proposal_id,
            "plan_id": plan_id,
            "outcome": Outcome.GRANTED,
            "amount": 1000,
            "proposed_by": by[0],
            "decided_by": by[1],
            "signature": Signature.DELEGATE,
            "decided_at": NOW,
            "decided_on": NOW.date(),
        }
        db.session.add(Decision(**{**facts, **changes}))


@pytest.mark.parametrize(
    ("ready", "changes", "code"),
    [
        ({}, {"with_plan": False}, "plan_missing"),
        ({}, {"with_plan": True, "items": 0}, "plan_missing"),
        ({}, {"with_plan": True, "same_person": True}, "decider_is_proposer"),
        ({"answered": False}, {"with_plan": True}, "unanswered_questions"),
        ({"hit": True}, {"with_plan": True}, "unjudged_hits"),
        ({}, {"with_plan": True, "amount": 0}, "grant_amount_missing"),
        ({}, {"with_plan": False, "outcome": Outcome.REFUSED}, "grant_amount_missing"),
        ({}, {"with_plan": True, "signature": Signature.BOARD}, "minutes_missing"),
        (
            {"answered": False},
            {"with_plan": False, "outcome": Outcome.REFUSED, "amount": 0},
            "unanswered_questions",
        ),
        ({}, {"with_plan": True}, None),
        ({"answered": False}, {"with_plan": False, "outcome": Outcome.CLOSED, "amount": 0}, None),
    ],
)
def test_the_table_refuses_what_the_rule_refuses(app, ready, changes, code):
    secretary, head = two_officers()
    case_id = a_ready_case(answered=ready.get("answered", True))
    if ready.get("hit"):
        a_hit_in(case_id)
    with transaction(is_piece=True):
        proposed = {name: changes[name] for name in ("outcome", "amount") if name in changes}
        row = a_proposal_row(case_id, secretary.id, **proposed)
        db.session.add(row)
        db.session.flush()
        proposal_id = row.id
    changes = dict(changes)
    decider = secretary if changes.pop("same_person", False) else head
    if code is None:
        insert_decision(case_id, proposal_id, by=(secretary.id, decider.id), **changes)
        assert db.session.query(Decision).count() == 1
        return
    with pytest.raises(Refused) as refusal:
        insert_decision(case_id, proposal_id, by=(secretary.id, decider.id), **changes)
    assert refusal.value.code == code
    assert db.session.query(Decision).count() == 0
    assert db.session.query(FollowUpPlan).count() == 0


def test_a_grant_without_reservation_cannot_be_kept(app):
    secretary, _ = two_officers()
    case_id = a_ready_case()
    with pytest.raises(Refused, match="reservation_missing"), transaction(is_piece=True):
        db.session.add(a_proposal_row(case_id, secretary.id, reservation=""))


def test_one_decision_and_one_support_per_case(app):
    secretary, head = two_officers()
    case_id, decision_id = a_decided_case(secretary, head)
    decision = db.session.get_one(Decision, decision_id)
    facts = {"by": (secretary.id, head.id), "with_plan": False, "plan_id": decision.plan_id}
    facts |= {"outcome": decision.outcome, "amount": decision.amount}
    with pytest.raises(Refused, match="already_decided"):
        insert_decision(case_id, decision.proposal_id, **facts)
    support = db.session.query(Support).one()
    copied = {
        column.name: getattr(support, column.name)
        for column in Support.__table__.columns
        if column.name != "id"
    }
    with pytest.raises(Refused, match="already_decided"), transaction(is_piece=True):
        db.session.add(Support(**copied))


def test_a_half_done_follow_up_cannot_be_kept(app):
    secretary, head = two_officers()
    a_decided_case(secretary, head)
    with pytest.raises(DBAPIError), transaction(is_piece=True):
        db.session.query(FollowUp).first().done_at = NOW


def test_the_proposal_stays_open_until_decided(app):
    secretary, _ = two_officers()
    _, proposal_id = a_proposed_case(secretary)
    assert db.session.get_one(Proposal, proposal_id).is_open
