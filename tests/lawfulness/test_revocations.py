"""Lawfulness by number, on revocations: what was given is taken back on a ground, for days that were shown.

The numbers are those of the list of lawfulness tests in the municipality's requirements.
"""

import datetime as dt
from dataclasses import replace

import pytest

from tests.makers import a_board, an_officer
from tests.makers_reviews import (
    AUTUMN,
    SPRING,
    a_ready_review,
    a_revocation,
    a_revoked_support,
    a_support,
    by_the_board,
    proposed,
)
from vetting.domain.errors import Refused
from vetting.domain.terms import Outcome, Role
from vetting.domain.terms_revocations import RevocationGround
from vetting.records import special_reviews as records
from vetting.records.claims import ClaimPeriod, RepaymentClaim
from vetting.records.db import db
from vetting.records.decisions import Proposal, Support
from vetting.records.special_reviews import RevokedSupport
from vetting.web.wording import problem_words

WRONG = "Uppgiften om hur många kvällar som hållits var fel, och den avgjorde bidragets storlek."


@pytest.fixture
def registrar(people):
    return an_officer(Role.REGISTRAR, board=a_board(), username="registrator")


@pytest.fixture
def without_reservation(monkeypatch):
    """As of a decision from before the table refused a grant without reservation."""
    found = records.under_review
    monkeypatch.setattr(
        records, "under_review", lambda case_id, **how: replace(found(case_id, **how), reservation=" ")
    )


def stopped(case_id, draft, by):
    """What keeps the draft from being proposed."""
    with pytest.raises(Refused) as refusal:
        proposed(case_id, draft, by)
    db.session.rollback()
    return refusal.value.facts["all"]


@pytest.mark.usefixtures("without_reservation")
def test_10_without_reservation_a_condition_that_is_not_met_revokes_nothing(people):
    secretary, _ = people
    case_id = a_ready_review(a_support(*people), secretary)
    assert stopped(case_id, a_revocation(), secretary) == ["revocation_without_reservation"]
    assert "saknar förbehåll" in problem_words("revocation_without_reservation", {})
    assert db.session.query(Proposal).filter_by(case_id=case_id).count() == 0


@pytest.mark.usefixtures("without_reservation")
@pytest.mark.parametrize("ground", [RevocationGround.WRONG_INFORMATION, RevocationGround.COMPELLING_SAFETY])
def test_10_wrong_information_and_compelling_safety_need_none(people, registrar, ground):
    support_id = a_support(*people)
    _, decision_id = a_revoked_support(
        support_id, people[0], registrar, a_revocation(ground=ground, why=WRONG)
    )
    assert db.session.get_one(RevokedSupport, decision_id).ground is ground
    assert db.session.get_one(Support, support_id).end_cause == "revoked"


def test_10_the_reservation_is_asked_for_again_when_it_is_signed(people, registrar, monkeypatch):
    secretary, _ = people
    case_id = a_ready_review(a_support(*people), secretary)
    proposal_id = proposed(case_id, a_revocation(), secretary)
    found = records.under_review
    monkeypatch.setattr(
        records, "under_review", lambda one, **how: replace(found(one, **how), reservation="")
    )
    with pytest.raises(Refused) as refusal:
        by_the_board(case_id, proposal_id, registrar)
    assert refusal.value.code == "revocation_without_reservation"
    assert db.session.query(RevokedSupport).count() == 0


def test_11_days_without_evidence_are_left_out_of_the_amount_by_themselves(people, registrar):
    _, decision_id = a_revoked_support(a_support(*people), people[0], registrar)
    assert db.session.get_one(RevokedSupport, decision_id).amount == SPRING.amount
    claim = db.session.query(RepaymentClaim).one()
    periods = db.session.query(ClaimPeriod).filter_by(claim_id=claim.id).all()
    assert [(one.starts_on, one.amount) for one in periods] == [(SPRING.starts_on, SPRING.amount)]
    assert claim.amount == SPRING.amount


def test_11_where_no_days_were_shown_nothing_is_claimed_at_all(people, registrar):
    support_id = a_support(*people)
    _, decision_id = a_revoked_support(support_id, people[0], registrar, a_revocation(periods=(AUTUMN,)))
    assert db.session.get_one(RevokedSupport, decision_id).amount == 0
    assert db.session.query(RepaymentClaim).count() == 0
    assert db.session.get_one(Support, support_id).ended_on is not None


def test_11_a_part_without_any_days_shown_is_no_outcome(people):
    secretary, _ = people
    case_id = a_ready_review(a_support(*people), secretary)
    draft = a_revocation(Outcome.PARTLY_REVOKED, periods=(AUTUMN,))
    assert stopped(case_id, draft, secretary) == ["part_without_evidence"]


def test_the_rules_are_those_of_the_day_the_association_applied(people):
    """LR-06, KL 2:4: what the grounds name was in force then, however late the review."""
    secretary, _ = people
    case_id = a_ready_review(a_support(*people), secretary)
    proposal = db.session.get_one(Proposal, proposed(case_id, a_revocation(), secretary))
    (ground,) = proposal.reasons
    assert dt.date.fromisoformat(ground["rule"]["in_force_on"]) <= dt.date(2026, 10, 21)
    assert ground["rule"]["version"] == "2026-01"
