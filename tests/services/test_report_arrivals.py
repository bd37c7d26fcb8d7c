"""A report that meets another way in, and figures that follow their goal and never its number in a list."""

import datetime as dt

import pytest

from tests.makers import NOW
from tests.makers_association_reports import handed_over, opened, signed_report, whole_answers
from tests.makers_decisions import a_decided_case, two_officers
from vetting.domain.authority import Actor
from vetting.domain.errors import Refused
from vetting.domain.indicators import PlannedIndicator
from vetting.domain.instalments import PlanParts
from vetting.domain.report_reading import Arriving, ReportPoint
from vetting.domain.terms_association_reports import ReportChannel
from vetting.records import association_reports, follow_ups
from vetting.records.db import db
from vetting.records.indicators import indicators_of
from vetting.records.notices import Notice, NoticeKind
from vetting.records.outbox import Message
from vetting.records.plan_versions import as_item
from vetting.records.reminders import Reminder
from vetting.records.report_arrivals import goals_of
from vetting.services import follow_ups as deeds
from vetting.services import report_readings, report_signing
from vetting.services.report_readings import ReadSo

CHAIR = Actor("signer:test", "ordförande")
LATER = NOW + dt.timedelta(hours=1)


@pytest.fixture
def people(app):
    return two_officers()


@pytest.fixture
def case_id(people):
    return a_decided_case(*people)[0]


def test_what_came_on_paper_meanwhile_makes_the_waiting_report_a_correction_that_says_why(case_id, people):
    secretary = people[0]
    own = opened(case_id, secretary)
    code = handed_over(own, whole_answers(case_id))
    token = report_signing.open_signing(own.case_number, code, address="192.0.2.2", now=NOW)
    answers = whole_answers(case_id)
    paper = Arriving(answers, "kassör", "revisor", ReportChannel.PAPER, received_on=NOW.date())
    report_signing.register_paper_report(case_id, paper, by=secretary, now=NOW)
    draft = association_reports.draft_of(case_id)
    with pytest.raises(Refused, match="text_missing"):
        report_signing.sign_report(token, seen_version=draft.version, by=CHAIR, now=LATER)
    report_signing.send_back(token, "Säg varför den rättas.", by=CHAIR, now=LATER)


def test_an_outcome_follows_its_goal_when_the_plan_puts_another_goal_first(case_id, people):
    secretary = people[0]
    report_id = signed_report(case_id, secretary, whole_answers(case_id, i1="33"))
    plan = follow_ups.plan_in_force(case_id)
    (measure,) = indicators_of(plan.id)
    items = [as_item(one) for one in follow_ups.items_of(plan.id)]
    measures = (
        PlannedIndicator("Matcher", "stycken", 8),
        PlannedIndicator(measure.name, measure.unit, measure.target),
    )
    parts = PlanParts(measures)
    deeds.revise_plan(case_id, items, version=1, reason="Ett mål till.", parts=parts, by=secretary, now=NOW)
    report = association_reports.report_of_case(case_id, report_id)
    found = goals_of(follow_ups.plan_in_force(case_id).id, report)
    assert [(goal.name, goal.outcome) for goal in found] == [("Matcher", None), (measure.name, 33)]


def test_completion_of_a_report_on_paper_is_a_letter_on_the_desk(case_id, people):
    secretary = people[0]
    paper = Arriving(whole_answers(case_id), "kassör", "revisor", ReportChannel.PAPER, received_on=NOW.date())
    report_id = report_signing.register_paper_report(case_id, paper, by=secretary, now=NOW)
    points = (ReportPoint("spent_on", "Vad har hyran kostat?"),)
    report_readings.ask_completion(
        case_id, report_id, ReadSo(""), points, due_on=None, by=secretary, now=LATER
    )
    letter = db.session.query(Notice).filter_by(kind=NoticeKind.PLAN_LETTER).one()
    assert "Vad har hyran kostat?" in str(letter.content["paragraphs"])
    assert "4 december 2026" in str(letter.content["paragraphs"])
    waiting = db.session.query(Reminder).filter_by(kind="plan_letter").one()
    assert waiting.officer_id == secretary.id
    assert db.session.query(Message).count() == 0
