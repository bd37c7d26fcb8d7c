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
from vetting.records.notices import Notice, NoticeKind
from vetting.records.outbox import Message
from vetting.records.plan_versions import as_item
from vetting.records.reminders import Reminder
from vetting.records.report_arrivals import goals_of
from vetting.services import follow_ups as deeds
from vetting.services import own_reports, report_readings, report_signing
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


def revised(case_id, by, *measures):
    """The plan measured by these from now on, each a name, a unit and a target."""
    plan = follow_ups.plan_in_force(case_id)
    items = [as_item(one) for one in follow_ups.items_of(plan.id)]
    parts = PlanParts(tuple(PlannedIndicator(*one) for one in measures))
    deeds.revise_plan(case_id, items, version=plan.version, reason="Nya mål.", parts=parts, by=by, now=NOW)


def outcomes(case_id, **told):
    """An answer to every question, those of the measures by their names."""
    asked = own_reports.questions_of(case_id, today=NOW.date()).asked
    return whole_answers(case_id, **{one.id: told[one.text.sv] for one in asked if one.text.sv in told})


def goals_now(case_id, report_id):
    report = association_reports.report_of_case(case_id, report_id)
    found = goals_of(follow_ups.plan_in_force(case_id).id, report)
    return [(goal.name, goal.unit, goal.outcome) for goal in found]


def test_an_outcome_follows_its_goal_when_the_plan_puts_another_goal_first(case_id, people):
    secretary = people[0]
    revised(case_id, secretary, ("Deltagare", "personer", 60))
    report_id = signed_report(case_id, secretary, outcomes(case_id, Deltagare="33"))
    revised(case_id, secretary, ("Matcher", "stycken", 8), ("Deltagare", "personer", 60))
    assert goals_now(case_id, report_id) == [("Matcher", "stycken", None), ("Deltagare", "personer", 33)]
    revised(case_id, secretary, ("Deltagare", "timmar", 60), ("deltagare", "Personer", 80))
    assert goals_now(case_id, report_id) == [("Deltagare", "timmar", None), ("deltagare", "Personer", 33)]


@pytest.mark.parametrize(
    "after",
    [
        [("Matcher", "stycken", 9), ("Deltagare", "personer", 60)],  # the other way about
        [("Deltagare", "personer", 70), ("Matcher", "stycken", 8)],  # more is asked for
        [("Kurser", "stycken", 4), ("Deltagare", "personer", 60)],  # another instead of the second
        [("Matcher", "timmar", 8), ("Deltagare", "personer", 60)],  # counted as something else
        [("Matcher", "stycken", 8), ("Besök", "stycken", 4), ("Deltagare", "personer", 60)],
    ],
)
def test_no_figure_changes_its_question_when_the_plan_is_revised_before_it_is_signed(case_id, people, after):
    secretary, before = people[0], [("Deltagare", "personer", 60), ("Matcher", "stycken", 8)]
    revised(case_id, secretary, *before)
    own = opened(case_id, secretary)
    code = handed_over(own, outcomes(case_id, Deltagare="33", Matcher="7"))
    revised(case_id, secretary, *after)
    token = report_signing.open_signing(own.case_number, code, address="192.0.2.2", now=NOW)
    seen = association_reports.draft_of(case_id).version
    same = {one[:2] for one in before}
    new = [one[0] for one in after if one[:2] not in same]
    if new:  # nobody has told of it yet: it is told so, and no other figure is taken for it
        with pytest.raises(Refused, match="answers_unsound_report") as refusal:
            report_signing.sign_report(token, seen_version=seen, by=CHAIR, now=LATER)
        asked = {one.id: one.text.sv for one in own_reports.questions_of(case_id, today=NOW.date()).asked}
        assert [asked[one] for one, _code in refusal.value.facts["faults"]] == new
        return
    report_id = report_signing.sign_report(token, seen_version=seen, by=CHAIR, now=LATER)
    report = association_reports.report_of_case(case_id, report_id)
    told = {one["sv"]: report.answers[one["id"]] for one in report.asked if one["section"] == "indicators"}
    assert told == {"Deltagare": "33", "Matcher": "7"}


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
