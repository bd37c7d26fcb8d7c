"""Special reviews through their deeds: opened for an act, payment held, a plan, continued or revoked."""

import datetime as dt
from dataclasses import replace

import pytest

from tests.makers import a_board, an_officer
from tests.makers_decisions import a_decided_case, a_grant, two_officers
from tests.makers_refusals import refused
from tests.makers_reviews import (
    ACT_ON,
    CIRCUMSTANCE,
    HOLD,
    LATER,
    a_review,
    a_support,
    proposed,
    support_of,
)
from vetting.domain.errors import NotAllowed, NotFound
from vetting.domain.terms import Role, Stage
from vetting.records.applications import Application, Case
from vetting.records.assessments import RecordedAct
from vetting.records.db import db
from vetting.records.decisions import Support
from vetting.records.journal import JournalEntry
from vetting.records.notices import Notice, NoticeKind
from vetting.records.special_reviews import PaymentHold, SpecialReview
from vetting.services import applications, decisions, proposals, special_reviews, supplements

DAY = dt.timedelta(days=1)
pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def people(app):
    return two_officers()


@pytest.fixture
def support_id(people):
    return a_support(*people)


def decide(case_id, draft, people):
    """On delegation."""
    secretary, head = people
    proposal_id = proposed(case_id, draft, secretary)
    proposals.declare_no_conflict(case_id, by=head, now=LATER)
    return decisions.decide(case_id, proposal_id, by=head, now=LATER)


def entries(name):
    return db.session.query(JournalEntry).filter_by(name=name).count()


def held(support_id, *days):
    """How many holds stop payment of the support on each day."""
    made = db.session.query(PaymentHold).filter_by(support_id=support_id).all()
    return [
        sum(
            one.starts_on <= day <= one.ends_on and (one.ended_on is None or day < one.ended_on)
            for one in made
        )
        for day in days
    ]


def test_a_review_is_a_case_of_its_own_under_the_rules_of_the_first_application(people, support_id):
    secretary, _ = people
    case_id = a_review(support_id, secretary)
    review, case = db.session.get_one(SpecialReview, case_id), db.session.get_one(Case, case_id)
    support = db.session.get_one(Support, support_id)
    first = db.session.get_one(Case, support.case_id)
    assert case.is_review
    assert case.case_number != first.case_number
    assert (case.stage, case.assigned_to) == (Stage.IN_REVIEW, secretary.id)
    same = (
        "received_on",
        "checklist_version",
        "checklist_digest",
        "regime",
        "association_id",
        "scheme_id",
        "year",
    )
    assert [getattr(case, name) for name in same] == [getattr(first, name) for name in same]
    act = db.session.get_one(RecordedAct, review.act_id)
    assert (act.case_id, act.what, act.act_on) == (case_id, review.circumstance, ACT_ON)
    amount = db.session.query(Application.amount).filter_by(case_id=case_id).scalar()
    assert (amount, review.decision_id) == (support.amount, support.decision_id)
    assert entries("SpecialReviewOpened") == 1


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"what": "Föreningens värdegrund delas inte av kommunen."}, "wording_outlook"),
        ({"what": "Det påstås att föreningen är olämplig."}, "wording_pointed_out"),
        ({"what": " "}, "text_missing"),
        ({"place": ""}, "text_missing"),
        ({"source": ""}, "text_missing"),
        ({"what": "Se 19121212-1212."}, "personal_number_in_text"),
        ({"act_on": dt.date(2028, 1, 1)}, "act_in_future"),
    ],
)
def test_only_a_concrete_act_with_its_day_opens_a_review(people, support_id, changes, code):
    refused(code, a_review, support_id, people[0], told=replace(CIRCUMSTANCE, **changes))
    assert db.session.query(SpecialReview).count() == 0
    assert db.session.query(Case).filter_by(is_review=True).count() == 0


def test_one_review_at_a_time_and_by_somebody_without_an_interest(people, support_id):
    secretary, _ = people
    refused(
        "conflict_not_declared",
        special_reviews.open_special_review,
        support_id,
        CIRCUMSTANCE,
        by=secretary,
        now=LATER,
    )
    a_review(support_id, secretary)
    refused("review_open", a_review, support_id, secretary)


def test_another_board_does_not_know_of_the_support(support_id):
    other = a_board("Bergby", "SDN2")
    stranger = an_officer(Role.CULTURE_SECRETARY, board=other, username="annan")
    with pytest.raises(NotFound):
        a_review(support_id, stranger)
    with pytest.raises(NotAllowed):
        a_review(support_id, an_officer(Role.PREMISES_MANAGER, username="lokal"))


def test_nobody_has_applied_in_a_review(people, support_id):
    secretary, _ = people
    case_id = a_review(support_id, secretary)
    refused(
        "review_not_application",
        applications.withdraw_application,
        case_id,
        "Vi drar oss ur.",
        by=secretary,
        now=LATER,
    )
    refused(
        "review_not_application",
        supplements.request_supplement,
        case_id,
        [],
        due_on=None,
        by=secretary,
        now=LATER,
    )


def test_payment_waits_by_another_person_for_a_time_and_the_association_is_told(people, support_id):
    secretary, head = people
    case_id = a_review(support_id, secretary)
    with pytest.raises(NotAllowed):
        special_reviews.hold_payment(case_id, HOLD, has_no_conflict=True, by=secretary, now=LATER)
    refused("conflict_not_declared", special_reviews.hold_payment, case_id, HOLD, by=head, now=LATER)
    special_reviews.hold_payment(case_id, HOLD, has_no_conflict=True, by=head, now=LATER)
    refused("hold_running", special_reviews.hold_payment, case_id, HOLD, by=head, now=LATER)
    days = (LATER.date() - DAY, LATER.date(), HOLD.ends_on, HOLD.ends_on + DAY)
    assert held(support_id, *days) == [0, 1, 1, 0]
    letter = db.session.query(Notice).filter_by(kind=NoticeKind.PAYMENT_HOLD).one()
    assert letter.content["reason"] == HOLD.reason
    assert letter.content["delegation_item"] == "4.2"
    special_reviews.resume_payment(case_id, "Redovisningen har kommit in.", by=head, now=LATER + 5 * DAY)
    assert held(support_id, LATER.date() + 4 * DAY, LATER.date() + 5 * DAY) == [1, 0]
    refused("hold_not_running", special_reviews.resume_payment, case_id, "Igen.", by=head, now=LATER)
    assert (entries("PaymentHeld"), entries("PaymentResumed")) == (1, 1)


def test_holds_of_one_review_are_sixty_days_in_all(people, support_id):
    secretary, head = people
    case_id = a_review(support_id, secretary)
    most = replace(HOLD, ends_on=LATER.date() + 60 * DAY)
    special_reviews.hold_payment(case_id, most, has_no_conflict=True, by=head, now=LATER)
    then = LATER + 50 * DAY
    special_reviews.resume_payment(case_id, "Svaret har kommit in.", by=head, now=then)
    longer = replace(HOLD, ends_on=then.date() + 11 * DAY)
    assert (
        refused("hold_too_long", special_reviews.hold_payment, case_id, longer, by=head, now=then).facts[
            "days"
        ]
        == 10
    )
    special_reviews.hold_payment(case_id, replace(longer, ends_on=then.date() + 10 * DAY), by=head, now=then)


def test_who_opened_the_review_holds_no_payment_nor_one_above_the_delegation(people):
    board = a_board()
    head = an_officer(Role.UNIT_HEAD, board=board, username="chef.2")
    secretary, other = people
    big = support_of(a_decided_case(secretary, other, a_grant(secretary, amount=60_000), number=7)[0])
    case_id = a_review(big, head)
    refused(
        "decider_is_proposer",
        special_reviews.hold_payment,
        case_id,
        HOLD,
        has_no_conflict=True,
        by=head,
        now=LATER,
    )
    db.session.query(Support).filter_by(id=big).update({"amount": 100_001})
    db.session.commit()
    refused(
        "above_delegation",
        special_reviews.hold_payment,
        case_id,
        HOLD,
        has_no_conflict=True,
        by=other,
        now=LATER,
    )
