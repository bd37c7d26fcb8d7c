"""A report that has come waits for its reader: the association is not late with it."""

import datetime as dt

import pytest

from tests.makers import NOW, sign_in
from tests.makers_association_reports import signed_report
from tests.makers_decisions import a_decided_case, two_officers
from vetting.domain.terms import FollowUpKind
from vetting.domain.working_days import Days
from vetting.reading import follow_ups as reading
from vetting.reading.follow_ups import FollowUpFilter
from vetting.reading.late_before import late_before
from vetting.reading.my_deadlines import my_deadlines
from vetting.records.applications import Case
from vetting.records.db import db, transaction
from vetting.records.follow_ups import FollowUp
from vetting.services import report_readings
from vetting.services.report_readings import ReadSo

CAME, TODAY = NOW.date(), NOW.date() + dt.timedelta(days=40)


@pytest.fixture
def officers(app):
    return two_officers()


@pytest.fixture
def secretary(officers):
    return officers[0]


@pytest.fixture
def asked(officers):
    """Sets the day of the report that the plan asks for, and gives the case: nothing else is due."""
    case_id, _ = a_decided_case(*officers)

    def due(on):
        with transaction(is_piece=True):
            for row in db.session.query(FollowUp):
                row.due_on = on if row.kind is FollowUpKind.REPORT else TODAY + dt.timedelta(days=99)
        return case_id

    return due


def seen(case_id, secretary):
    """Of the item that asks for a report: the day one came, and whether it is late on the plan, in the list, among
    one's deadlines, and in the association's next case."""
    plan = reading.plan_page(case_id, actor=secretary).in_force
    line = next(one for one in plan.items if one.kind is FollowUpKind.REPORT)
    late = reading.due_list(FollowUpFilter(state="late"), actor=secretary, today=TODAY)
    due = next(one for one in my_deadlines(secretary, Days(TODAY, ())) if one.uid == f"follow_up:{line.id}")
    party = db.session.get_one(Case, case_id).association_id
    before = late_before(party, but_case="another", today=TODAY)
    return line.arrived_on, (line.is_late(TODAY), late.total == 1, due.is_late(TODAY), len(before) == 1)


def test_what_came_in_time_is_late_nowhere_until_somebody_has_read_it(asked, secretary, client):
    case_id = asked(CAME)
    assert seen(case_id, secretary) == (None, (True,) * 4)
    report_id = signed_report(case_id, secretary)
    assert seen(case_id, secretary) == (CAME, (False,) * 4)
    sign_in(client, "culture_secretary.nor")
    for page in (f"/arenden/{case_id}/plan", "/uppfoljning", "/min-dag", "/mina-frister"):
        text = client.get(page).text
        assert "Inkommen, att läsa" in text, page
        assert "Försenad</span>" not in text, page
    assert client.get("/mina-frister").text.count('aria-labelledby="soon"') == 1
    report_readings.approve_report(case_id, report_id, ReadSo("I ordning."), by=secretary, now=NOW)
    assert seen(case_id, secretary) == (None, (True,) * 4)  # whoever read it has not said that it is done


def test_what_came_after_its_day_is_told_as_both(asked, secretary, client):
    case_id = asked(CAME - dt.timedelta(days=2))
    signed_report(case_id, secretary)
    assert seen(case_id, secretary) == (CAME, (True,) * 4)
    [line] = reading.due_list(FollowUpFilter(state="late"), actor=secretary, today=TODAY).lines
    assert line.days_late(TODAY) == 2
    sign_in(client, "culture_secretary.nor")
    assert "Kom för sent" in client.get(f"/arenden/{case_id}/plan").text


def test_one_report_answers_one_item_of_the_plan(asked, secretary):
    case_id = asked(CAME)
    with transaction(is_piece=True):
        other = db.session.query(FollowUp).filter(FollowUp.kind != FollowUpKind.REPORT).first()
        other.kind, other.due_on = FollowUpKind.REPORT, CAME + dt.timedelta(days=1)
    signed_report(case_id, secretary)
    plan = reading.plan_page(case_id, actor=secretary).in_force
    assert [line.arrived_on for line in plan.items if line.kind is FollowUpKind.REPORT] == [CAME, None]
