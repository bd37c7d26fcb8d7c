"""What a special review comes to: support that continues with a plan, or is revoked, wholly or in part."""

import datetime as dt
from dataclasses import replace

import pytest

from tests.makers import a_board, an_officer
from tests.makers_decisions import a_ready_case, two_officers
from tests.makers_refusals import refused
from tests.makers_reviews import (
    AUTUMN,
    HOLD,
    LATER,
    SPRING,
    a_continuation,
    a_ready_review,
    a_review,
    a_revocation,
    a_revoked_support,
    a_support,
    by_the_board,
    proposed,
)
from vetting.domain.decisions import Draft
from vetting.domain.errors import Refused
from vetting.domain.revocation import Revocation
from vetting.domain.terms import Outcome, Role, Stage
from vetting.gateways.letters import letter_markup
from vetting.records.applications import Case
from vetting.records.claims import RepaymentClaim
from vetting.records.db import db
from vetting.records.decisions import Decision, Proposal, Support
from vetting.records.effect_lists import EffectList
from vetting.records.follow_ups import FollowUp
from vetting.records.journal import JournalEntry
from vetting.records.notices import Notice, NoticeKind
from vetting.records.special_reviews import PaymentHold, RevokedSupport
from vetting.services import decisions, proposals, special_reviews

DAY = dt.timedelta(days=1)
pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def people(app):
    return two_officers()


@pytest.fixture
def support_id(people):
    return a_support(*people)


@pytest.fixture
def registrar(people):
    return an_officer(Role.REGISTRAR, board=a_board(), username="registrator")


def decide(case_id, draft, people):
    """On delegation."""
    secretary, head = people
    proposal_id = proposed(case_id, draft, secretary)
    proposals.declare_no_conflict(case_id, by=head, now=LATER)
    return decisions.decide(case_id, proposal_id, by=head, now=LATER)


def first_of(call, *args, **kwargs):
    """What the call is refused with."""
    with pytest.raises(Refused) as refusal:
        call(*args, **kwargs)
    return refusal.value


def entries(name):
    return db.session.query(JournalEntry).filter_by(name=name).count()


def test_muf_2023_pause_investigate_plan_resume(people, support_id):
    """The youth federation of 2023: statement, own investigation and action plan, and the rest was paid."""
    secretary, head = people
    case_id = a_ready_review(support_id, secretary)
    special_reviews.hold_payment(case_id, HOLD, has_no_conflict=True, by=head, now=LATER)
    items = special_reviews.suggest_items(owner_id=secretary.id, now=LATER)
    assert [(item.due_on - LATER.date()).days for item in items] == [30, 90]
    plan_id = special_reviews.agree_plan(case_id, items, by=secretary, now=LATER)
    refused("plan_agreed_already", special_reviews.agree_plan, case_id, items, by=secretary, now=LATER)
    decision_id = decide(case_id, a_continuation(), people)
    decision, support = db.session.get_one(Decision, decision_id), db.session.get_one(Support, support_id)
    assert (decision.outcome, decision.plan_id, decision.amount) == (Outcome.CONTINUED, plan_id, 0)
    assert support.ended_on is None
    hold = db.session.query(PaymentHold).one()
    assert (hold.ended_on, hold.ended_by) == (LATER.date(), head.id)
    assert db.session.query(FollowUp).filter_by(plan_id=plan_id).count() == 2
    assert (db.session.query(EffectList).count(), db.session.query(RepaymentClaim).count()) == (0, 0)
    assert entries("SupportContinued") == 1
    letter = db.session.query(Notice).filter_by(case_id=case_id, kind=NoticeKind.DECISION).one()
    words = letter_markup(letter.content)
    assert "stödet kvarstår" in words
    assert "Åtgärdsplan" in words


def test_region_stockholm_2024_everything_is_claimed_and_new_support_has_conditions(
    people, support_id, registrar
):
    """Region Stockholm 2024: all of it reclaimed, and new support only on conditions."""
    secretary, head = people
    case_id = a_ready_review(support_id, secretary)
    special_reviews.hold_payment(case_id, HOLD, has_no_conflict=True, by=head, now=LATER)
    proposal_id = proposed(case_id, a_revocation(), secretary)
    proposals.declare_no_conflict(case_id, by=head, now=LATER)
    refused("board_only", decisions.decide, case_id, proposal_id, by=head, now=LATER)
    decision_id = by_the_board(case_id, proposal_id, registrar)
    support = db.session.get_one(Support, support_id)
    assert (support.ended_on, support.end_cause) == (LATER.date(), "revoked")
    line = db.session.get_one(RevokedSupport, decision_id)
    assert (line.support_id, line.amount, line.ended_on) == (support_id, SPRING.amount, LATER.date())
    assert line.again
    assert line.again_from_on == dt.date(2028, 9, 1)
    claim = db.session.query(RepaymentClaim).one()
    assert (claim.amount, claim.decision_id) == (SPRING.amount, decision_id)
    assert db.session.query(EffectList).one().decision_id == decision_id
    assert db.session.query(PaymentHold).one().ended_on == LATER.date()
    assert db.session.get_one(Case, case_id).stage is Stage.DECIDED
    letter = db.session.query(Notice).filter_by(case_id=case_id, kind=NoticeKind.DECISION).one()
    words = letter_markup(letter.content)
    for told in (
        "stödet återkallas",
        "20\u00a0000\u00a0kronor",
        "Saknas: inget krävs",
        "2028",
        "Laglighetsprövning",
    ):
        assert told in words, told
    assert entries("SupportRevoked") == 1
    refused("support_ended_already", a_review, support_id, secretary)


def test_vaxjo_2020_a_part_is_claimed_for_its_days_and_the_rest_goes_on(people, support_id, registrar):
    """Växjö 2020: the year with evidence, and no other."""
    _, decision_id = a_revoked_support(
        support_id, people[0], registrar, a_revocation(Outcome.PARTLY_REVOKED, again=(), again_from_on=None)
    )
    assert db.session.get_one(Support, support_id).ended_on is None
    line = db.session.get_one(RevokedSupport, decision_id)
    assert (line.amount, line.ended_on) == (SPRING.amount, None)
    assert db.session.query(EffectList).count() == 1
    assert a_review(support_id, people[0], now=LATER)  # what is left can be reviewed again


def test_what_is_claimed_is_found_in_the_evidence_and_not_in_the_form(people, support_id):
    secretary, _ = people
    case_id = a_ready_review(support_id, secretary)
    draft = a_revocation(periods=(SPRING, replace(AUTUMN, evidence_ids=("påhittat",))))
    proposal_id = proposed(case_id, draft, secretary)
    kept = Revocation.from_kept(db.session.get_one(Proposal, proposal_id).revocation)
    assert [bool(one.evidence_ids) for one in kept.periods] == [True, False]
    assert kept.amount == SPRING.amount


@pytest.mark.parametrize(
    ("draft", "code"),
    [
        (a_revocation(why="För kort."), "reservation_words_missing"),
        (a_revocation(can_be_undone=None), "undoing_untold"),
        (a_revocation(Outcome.PARTLY_REVOKED, periods=()), "part_without_evidence"),
        (replace(a_revocation(), revocation=None), "revocation_ground_missing"),
        (replace(a_revocation(), reasons=()), "reasons_missing"),
        (replace(a_revocation(), proportionality=""), "proportionality_missing"),
        (a_revocation(why="Föreningens ideologi är skälet till att stödet inte kan kvarstå."), None),
        (Draft(Outcome.REFUSED, 0, "Avslag"), "outcome_of_application"),
    ],
)
def test_what_a_proposal_lacks_stops_it(people, support_id, draft, code):
    """The linter yields to a proven act of the case (JO 1414-2019), so the seventh may be written."""
    secretary, _ = people
    case_id = a_ready_review(support_id, secretary)
    if code is None:
        assert proposed(case_id, draft, secretary)
        return
    refusal = first_of(proposed, case_id, draft, secretary)
    assert code in (refusal.code, *refusal.facts["all"])


def test_a_support_that_ended_meanwhile_is_not_revoked_again(people, support_id, registrar):
    secretary, _ = people
    case_id = a_ready_review(support_id, secretary)
    proposal_id = proposed(case_id, a_revocation(), secretary)
    db.session.query(Support).filter_by(id=support_id).update(
        {"ended_on": LATER.date(), "end_cause": "revoked"}
    )
    db.session.commit()
    refused("support_ended_already", by_the_board, case_id, proposal_id, registrar)
    assert db.session.query(RevokedSupport).count() == 0


def test_an_application_is_never_answered_with_a_revocation(people):
    case_id = a_ready_case(number=9)
    proposals.declare_no_conflict(case_id, by=people[0], now=LATER)
    refusal = first_of(proposals.propose_decision, case_id, a_revocation(), by=people[0], now=LATER)
    assert "outcome_of_review" in refusal.facts["all"]
