"""What is read of proposals, decisions, plans and my day: right rows, and few queries however many."""

import datetime as dt

import pytest

from tests.makers import NOW, a_board, an_officer
from tests.makers_decisions import (
    a_decided_case,
    a_hit_in,
    a_proposed_case,
    a_ready_case,
    a_refusal,
    the_checklist,
    two_officers,
)
from tests.queries import count_queries
from vetting.domain.errors import NotFound
from vetting.domain.terms import Role, SourceState
from vetting.reading.deciding import decision_page
from vetting.reading.decision_list import DecisionFilter, decision_list
from vetting.reading.decisions import decision_of_case
from vetting.reading.desk import desk_of
from vetting.reading.follow_ups import FollowUpFilter, due_list, plan_page
from vetting.reading.proposing import proposal_page
from vetting.records.applications import Case
from vetting.records.db import db, transaction
from vetting.records.follow_ups import FollowUp

TODAY = NOW.date()


def assign(case_id: str, officer_id: str | None) -> None:
    with transaction(is_piece=True):
        db.session.get_one(Case, case_id).assigned_to = officer_id


@pytest.mark.parametrize("state", ["ready", "proposed", "decided"])
def test_the_case_pages_decision_takes_two_queries(app, state):
    secretary, head = two_officers()
    make = {
        "ready": lambda: a_ready_case(),
        "proposed": lambda: a_proposed_case(secretary)[0],
        "decided": lambda: a_decided_case(secretary, head)[0],
    }
    case_id = make[state]()
    db.session.expire_all()
    with count_queries() as sent:
        found = decision_of_case(case_id, actor=head)
    assert len(sent) <= 2, sent
    assert (found.decision is not None, found.is_waiting) == (state == "decided", state == "proposed")
    if state != "ready":
        assert found.proposal.proposed_by
        assert {line.owner for line in (found.plan or found.proposal.plan)} != {"–"}


def test_reading_another_boards_case_finds_nothing(app):
    secretary, head = two_officers()
    case_id, _ = a_decided_case(secretary, head)
    stranger = an_officer(Role.UNIT_HEAD, board=a_board("SOD", "Sörviks stadsdelsnämnd"))
    for read in (
        lambda: decision_of_case(case_id, actor=stranger),
        lambda: proposal_page(case_id, the_checklist(), actor=stranger),
        lambda: decision_page(case_id, the_checklist(), actor=stranger, today=TODAY),
        lambda: plan_page(case_id, actor=stranger),
    ):
        with pytest.raises(NotFound):
            read()
    assert decision_list(DecisionFilter(only="made"), actor=stranger).total == 0
    assert due_list(FollowUpFilter(state="later"), actor=stranger, today=TODAY).total == 0


def test_the_pages_of_proposal_and_decision_stay_within_their_queries(app):
    secretary, head = two_officers()
    case_id = a_ready_case()
    with count_queries() as sent:
        page = proposal_page(case_id, the_checklist(), actor=secretary)
    assert len(sent) <= 15, len(sent)
    assert len(page.answers) > 10
    case_id, _ = a_proposed_case(secretary, number=2)
    with count_queries() as sent:
        shown = decision_page(case_id, the_checklist(), actor=head, today=TODAY)
    assert len(sent) <= 15, len(sent)
    assert [blocker.code for blocker in shown.blockers] == ["conflict_not_declared"]
    assert shown.shared == ()


def test_lists_take_as_many_queries_for_many_as_for_one(app):
    secretary, head = two_officers()
    a_decided_case(secretary, head, number=1)
    counts = []
    for number in (2, 3):
        with count_queries() as sent:
            decision_list(DecisionFilter(only="made"), actor=head)
            due_list(FollowUpFilter(state="later"), actor=head, today=TODAY)
            desk_of(head, today=TODAY)
        counts.append(len(sent))
        a_decided_case(secretary, head, number=number)
        a_proposed_case(secretary, number=number + 10)
    assert counts[0] == counts[1]


@pytest.mark.parametrize("role", list(Role))
def test_my_day_takes_at_most_twelve_queries(app, role):
    secretary, head = two_officers()
    a_decided_case(secretary, head, number=1)
    actor = an_officer(role, username="nagon", everywhere=True)
    with count_queries() as sent:
        desk_of(actor, today=TODAY)
    assert len(sent) <= 12


def test_the_secretarys_day_says_what_each_case_waits_for(app):
    secretary, _ = two_officers()
    ready, hit, raw = (
        a_ready_case(number=1),
        a_ready_case(number=2),
        a_ready_case(number=3, answered=False, check=None),
    )
    a_hit_in(hit)
    for case_id in (ready, hit, raw):
        assign(case_id, secretary.id)
    a_ready_case(number=4)
    desk = desk_of(secretary, today=TODAY)
    lines = {line.id: line for line in desk.cases.lines}
    assert desk.cases.total == 3
    assert lines[ready].is_ready
    assert (lines[hit].unjudged, lines[hit].is_ready) == (1, False)
    assert lines[raw].unanswered > 10
    assert not lines[raw].has_check
    assert desk.to_decide is None
    assert desk.sources is None


def test_the_heads_day_has_others_proposals_oldest_first(app):
    secretary, head = two_officers()
    a_proposed_case(head, number=1)
    waiting, _ = a_proposed_case(secretary, number=2)
    assert [line.case_id for line in desk_of(head, today=TODAY).to_decide.lines] == [waiting]


def test_the_registrars_day_has_what_only_the_board_can_decide(app):
    secretary, _ = two_officers()
    refusal, _ = a_proposed_case(secretary, a_refusal(), number=1)
    a_proposed_case(secretary, number=2)
    unassigned = a_ready_case(number=3)
    assign(refusal, secretary.id)
    desk = desk_of(an_officer(Role.REGISTRAR), today=TODAY)
    assert [line.case_id for line in desk.board_decisions.lines] == [refusal]
    assert unassigned in [line.id for line in desk.unassigned.lines]
    assert refusal not in [line.id for line in desk.unassigned.lines]


def test_other_roles_see_their_own(app):
    secretary, head = two_officers()
    decided, _ = a_decided_case(secretary, head)
    auditor = desk_of(an_officer(Role.AUDITOR, everywhere=True), today=TODAY)
    assert [line.case_id for line in auditor.latest] == [decided]
    assert auditor.cases is None
    coordinator = desk_of(an_officer(Role.COORDINATOR, everywhere=True), today=TODAY)
    assert [line.state for line in coordinator.sources] == [SourceState.NEVER_LOADED]
    administrator = desk_of(an_officer(Role.ADMINISTRATOR, everywhere=True), today=TODAY)
    assert administrator.accounts.total == 0


@pytest.mark.parametrize(
    ("due_on", "state", "is_there"),
    [
        (TODAY - dt.timedelta(days=1), "late", True),
        (TODAY, "late", False),
        (TODAY, "due", True),
        (TODAY + dt.timedelta(days=7), "due", True),
        (TODAY + dt.timedelta(days=8), "due", False),
        (TODAY + dt.timedelta(days=8), "later", True),
        (TODAY, "done", False),
    ],
)
def test_follow_ups_by_state(app, due_on, state, is_there):
    secretary, head = two_officers()
    a_decided_case(secretary, head)
    with transaction(is_piece=True):
        items = db.session.query(FollowUp).order_by(FollowUp.position).all()
        for item in items[1:]:
            item.done_at, item.done_by, item.outcome = NOW, secretary.id, "Klart"
        items[0].due_on = due_on
        wanted = items[0].id
    found = due_list(FollowUpFilter(state=state), actor=secretary, today=TODAY)
    assert (wanted in [line.id for line in found.lines]) is is_there
