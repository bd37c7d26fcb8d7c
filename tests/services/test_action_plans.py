"""Action plans through the deeds: drafted, adopted, answered, told of, frozen and revised."""

import datetime as dt

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from tests.makers import NOW, a_board, an_officer
from tests.makers_action_plans import TODAY, a_drafted_plan, a_routine, a_row, an_adopted_plan
from tests.makers_decisions import a_decided_case, two_officers
from vetting.domain.board_report import ReportTerm
from vetting.domain.errors import NotAllowed, NotFound, Refused
from vetting.domain.terms import Role
from vetting.domain.terms_action_plans import PlanStanding, PlanState, RowProgress, RowStanding, ServiceTie
from vetting.domain.terms_reports import BoardReportKind
from vetting.reading import action_plans as reading
from vetting.records.action_plans import ActionPlan
from vetting.records.board_report_facts import board_facts
from vetting.records.db import db
from vetting.records.journal import JournalEntry
from vetting.records.plan_evidence import service_counts
from vetting.services import action_plans, plan_steps, routines

SOON = NOW + dt.timedelta(hours=1)


@pytest.fixture
def people(app):
    """A unit head, and a coordinator of the whole municipality."""
    return an_officer(Role.UNIT_HEAD), an_officer(Role.COORDINATOR, username="samordnaren", everywhere=True)


def page(plan_id, actor, **values):
    return reading.plan_page(plan_id, actor=actor, days=plan_steps.days_of_year(2026, NOW), **values)


def edition(plan_id):
    return db.session.get_one(ActionPlan, plan_id).edition


def test_a_plan_is_adopted_and_approved_by_different_people_and_stays(people):
    head, coordinator = people
    plan_id = an_adopted_plan(a_board().id, a_row(), a_row(activity="Checklistan"), by=head)
    with pytest.raises(Refused, match="plan_not_draft"):
        action_plans.add_activity(plan_id, a_row(), seen=edition(plan_id), by=head, now=NOW)
    with pytest.raises(NotAllowed):
        plan_steps.approve_plan(plan_id, TODAY, "KS § 7", by=head, now=NOW)
    plan_steps.approve_plan(plan_id, TODAY, "KS § 7", by=coordinator, now=NOW)
    found = page(plan_id, head).head
    assert (found.state, found.answered_on) == (PlanState.APPROVED, TODAY)
    with pytest.raises(Refused, match="plan_not_adopted"):
        plan_steps.send_back_plan(plan_id, TODAY, "KS § 8", reason="Mer", by=coordinator, now=NOW)
    names = db.session.query(JournalEntry.name).filter_by(subject=f"action_plan:{plan_id}").all()
    assert {"ActionPlanDrafted", "ActionPlanAdopted", "ActionPlanAnswered"} <= {name for (name,) in names}


def test_whoever_entered_the_adoption_does_not_enter_the_answer(people, app):
    head, _ = people
    plan_id = an_adopted_plan(a_board().id, by=head)
    both = an_officer(Role.COORDINATOR, username="tva.roller", everywhere=True)
    db.session.execute(text("UPDATE action_plans SET adopted_by = :who"), {"who": both.id})
    db.session.commit()
    with pytest.raises(Refused, match="plan_answered_by_adopter"):
        plan_steps.approve_plan(plan_id, TODAY, "KS § 7", by=both, now=NOW)


def test_sent_back_with_a_reason_a_new_version_carries_everything_on(people):
    head, coordinator = people
    plan_id = an_adopted_plan(a_board().id, a_row(), a_row(activity="Checklistan"), by=head)
    with pytest.raises(Refused, match="text_missing"):
        plan_steps.send_back_plan(plan_id, TODAY, "KS § 7", reason=" ", by=coordinator, now=NOW)
    plan_steps.send_back_plan(
        plan_id, TODAY, "KS § 7", reason="Lägg till utbildning", by=coordinator, now=NOW
    )
    made = action_plans.revise_plan(plan_id, 2026, by=head, now=SOON)
    assert [row.row.activity for row in page(made, head).status.rows] == [
        "Stickprovskontroller av beviljade bidrag",
        "Checklistan",
    ]
    assert page(plan_id, head).head.answer_words == "Lägg till utbildning"
    with pytest.raises(Refused, match="plan_draft_there"):
        action_plans.revise_plan(plan_id, 2026, by=head, now=SOON)
    assert [(one.year, one.version) for one in page(made, head).versions] == [(2026, 2), (2026, 1)]


def test_next_years_plan_leaves_out_what_is_done_and_the_old_one_stays_readable(people):
    head, coordinator = people
    due = dt.date(2026, 12, 1)
    plan_id = an_adopted_plan(a_board().id, a_row(due_on=due), a_row(activity="Klar nu"), by=head)
    done = page(plan_id, head).status.rows[1]
    plan_steps.tell_activity(plan_id, done.id, RowProgress.DONE, words="Gjort i maj", by=head, now=NOW)
    made = action_plans.revise_plan(plan_id, 2027, by=head, now=SOON)
    (row,) = page(made, head).status.rows
    assert (row.row.due_on, row.said) == (dt.date(2027, 12, 1), None)
    before = page(plan_id, head)
    assert before.status.count(RowStanding.DONE) == 1
    assert {one.standing for one in reading.city(2026, actor=coordinator, today=TODAY)} == {
        PlanStanding.ADOPTED
    }
    assert {one.standing for one in reading.city(2027, actor=coordinator, today=TODAY)} == {
        PlanStanding.DRAFT
    }
    assert {one.standing for one in reading.city(2028, actor=coordinator, today=TODAY)} == {PlanStanding.NONE}


def test_two_who_write_at_once_lose_nothing(people):
    head, _ = people
    plan_id = a_drafted_plan(a_board().id, by=head)
    seen = edition(plan_id)
    action_plans.write_introduction(plan_id, "Syftet är tydlighet.", seen=seen, by=head, now=NOW)
    with pytest.raises(Refused, match="plan_changed"):
        action_plans.add_activity(plan_id, a_row(), seen=seen, by=head, now=NOW)
    row = page(plan_id, head).status.rows[0]
    action_plans.remove_activity(plan_id, row.id, seen=seen + 1, by=head, now=NOW)
    with pytest.raises(Refused, match="plan_without_rows"):
        plan_steps.adopt_plan(plan_id, TODAY, "§ 4", seen=seen + 2, by=head, now=NOW)
    with pytest.raises(Refused, match="plan_exists"):
        action_plans.draft_plan(a_board().id, 2026, by=head, now=NOW)


def test_another_boards_plan_does_not_exist(people):
    head, _ = people
    plan_id = a_drafted_plan(a_board().id, by=head)
    theirs = an_officer(
        Role.UNIT_HEAD, username="annan.chef", board=a_board("SYD", "Sörlunda stadsdelsnämnd")
    )
    with pytest.raises(NotFound):
        page(plan_id, theirs)
    with pytest.raises(NotFound):
        action_plans.add_activity(plan_id, a_row(), seen=1, by=theirs, now=NOW)
    assert [one.board for one in reading.city(2026, actor=theirs, today=TODAY)] == ["Sörlunda stadsdelsnämnd"]


def test_a_status_report_is_frozen_with_its_evidence(people):
    head, coordinator = people
    board_id = a_board().id
    plan_id = an_adopted_plan(board_id, a_row(tie=ServiceTie.ROUTINES), by=head)
    version_id = a_routine(coordinator)
    status_id = plan_steps.take_status(plan_id, by=head, now=NOW)
    routines.state_in_use(version_id, board_id, TODAY, by=head, now=NOW)
    (live,) = page(plan_id, head).status.rows
    (frozen,) = page(plan_id, head, status_id=status_id).status.rows
    assert [fact.key for fact in frozen.evidence] == ["routine", "routine_missing"]
    assert [fact.key for fact in live.evidence] == ["routine", "routine_own"]
    assert live.evidence[0].facts["in_use"] == 1
    assert frozen.evidence[0].facts["in_use"] == 0
    assert page(plan_id, head).reports[0].is_whole
    with pytest.raises(DBAPIError, match="kept_as_written"):
        db.session.execute(text("UPDATE plan_status_reports SET document = ''"))


def test_evidence_counts_what_the_report_counts(app):
    secretary, head = two_officers()
    a_decided_case(secretary, head)
    board_id = a_board().id
    days = plan_steps.days_of_year(NOW.year, dt.datetime(NOW.year, 12, 30, 9, tzinfo=dt.UTC))
    counts = service_counts(board_id, NOW.year, days)
    facts = board_facts(board_id, ReportTerm(BoardReportKind.VB, NOW.year), today=days.today)
    assert counts.decided == sum(facts.decided.values()) == 1
    assert (counts.received, counts.due, counts.done) == (facts.received, facts.due, facts.done)
    assert counts.due > 0 or counts.received > 0
    assert (counts.questions, counts.overdue) == (facts.partner_questions, facts.overdue)
    assert (counts.staff, counts.trained) == (2, 0)
    nothing = service_counts(a_board("SYD", "Sörlunda stadsdelsnämnd").id, NOW.year, days)
    assert (nothing.decided, nothing.due, nothing.staff) == (0, 0, 0)


def test_what_is_not_done_needs_words_and_a_draft_is_not_told_of(people):
    head, _ = people
    draft = a_drafted_plan(a_board().id, by=head)
    row = page(draft, head).status.rows[0]
    with pytest.raises(Refused, match="plan_not_in_force"):
        plan_steps.tell_activity(draft, row.id, RowProgress.DONE, words="", by=head, now=NOW)
    plan_steps.adopt_plan(draft, TODAY, "§ 4", seen=edition(draft), by=head, now=NOW)
    with pytest.raises(Refused, match="text_missing"):
        plan_steps.tell_activity(draft, row.id, RowProgress.NOT_DONE, words="", by=head, now=NOW)
    plan_steps.tell_activity(draft, row.id, RowProgress.BEGUN, words="", by=head, now=NOW)
    plan_steps.tell_activity(draft, row.id, RowProgress.DONE, words="", by=head, now=SOON)
    assert page(draft, head).status.rows[0].standing is RowStanding.DONE


def test_a_revision_within_the_year_keeps_what_was_said_of_each_activity(people):
    head, _ = people
    plan_id = an_adopted_plan(a_board().id, a_row(), a_row(activity="Klar nu"), by=head)
    done = page(plan_id, head).status.rows[1]
    plan_steps.tell_activity(plan_id, done.id, RowProgress.DONE, words="Gjort i maj", by=head, now=NOW)
    made = action_plans.revise_plan(plan_id, 2026, by=head, now=SOON)
    first, second = page(made, head).status.rows
    assert first.said is None
    assert (second.standing, second.said.words, second.said.said_on) == (
        RowStanding.DONE,
        "Gjort i maj",
        TODAY,
    )


@pytest.mark.parametrize(
    ("due_on", "next_year"),
    [
        (dt.date(2026, 12, 31), dt.date(2027, 12, 31)),
        (dt.date(2026, 3, 30), dt.date(2027, 3, 30)),
    ],
)
def test_a_day_moves_to_the_same_day_of_the_next_year(people, due_on, next_year):
    head, _ = people
    plan_id = an_adopted_plan(a_board().id, a_row(due_on=due_on), by=head)
    made = action_plans.revise_plan(plan_id, 2027, by=head, now=SOON)
    assert [row.row.due_on for row in page(made, head).status.rows] == [next_year]


def test_the_next_year_begins_from_the_newest_version_and_no_older(people):
    head, coordinator = people
    first = an_adopted_plan(a_board().id, by=head)
    plan_steps.send_back_plan(first, TODAY, "KS § 7", reason="Mer", by=coordinator, now=NOW)
    second = action_plans.revise_plan(first, 2026, by=head, now=SOON)
    for old in (first, second):
        with pytest.raises(Refused, match="plan_not_newest"):
            action_plans.revise_plan(old, 2027, by=head, now=SOON)
