"""What a report counts of follow-up plans: what is to come, and lateness that a later day would hide."""

import datetime as dt
from dataclasses import replace

from sqlalchemy import select, update

from tests.makers import NOW
from tests.makers_decisions import a_decided_case, two_officers
from vetting.domain.board_report import ReportTerm
from vetting.domain.terms_reports import BoardReportKind
from vetting.records import follow_ups as records
from vetting.records.applications import Case
from vetting.records.board_report_facts import board_facts
from vetting.records.db import db
from vetting.records.follow_ups import FollowUp
from vetting.records.plan_versions import as_item
from vetting.services import follow_ups

TODAY = NOW.date()
PASSED, TO_COME, LATER = dt.date(2026, 10, 30), dt.date(2026, 12, 10), dt.date(2026, 12, 18)
YEAR = ReportTerm(BoardReportKind.VB, 2026)


def a_plan(*days):
    """A decided case whose open items have these days, the rest in another year; gives secretary and case."""
    secretary, head = two_officers()
    case_id, _ = a_decided_case(secretary, head)
    items = records.items_of(records.plan_in_force(case_id).id)
    for item, day in zip(items, [*days, *[dt.date(2029, 3, 1)] * len(items)], strict=False):
        db.session.execute(update(FollowUp).where(FollowUp.id == item.id).values(due_on=day))
    db.session.commit()
    return secretary, case_id


def move(case_id, secretary, **days):
    """The plan's next version, the first item with another day."""
    plan = records.plan_in_force(case_id)
    first, *others = [as_item(row) for row in records.items_of(plan.id)]
    moved = [replace(first, due_on=days["to"]), *others]
    follow_ups.revise_plan(
        case_id, moved, version=plan.version, reason="Kassören är sjuk.", by=secretary, now=NOW
    )


def counted(case_id, term=YEAR):
    board_id = db.session.scalar(select(Case.board_id).where(Case.id == case_id))
    facts = board_facts(board_id, term, today=TODAY)
    return facts.due, facts.done, facts.overdue, facts.moved_late


def test_what_is_to_come_in_the_period_is_counted_and_is_not_overdue(app):
    _, case_id = a_plan(PASSED, TO_COME)
    assert counted(case_id) == (2, 0, 1, 0)
    assert counted(case_id, ReportTerm(BoardReportKind.T2, 2026)) == (0, 0, 0, 0)


def test_an_item_moved_when_its_day_had_passed_is_told_though_it_is_overdue_no_more(app):
    secretary, case_id = a_plan(PASSED)
    move(case_id, secretary, to=LATER)
    assert counted(case_id) == (1, 0, 0, 1)
    move(case_id, secretary, to=dt.date(2027, 1, 15))  # once more, in time: it is still the one item
    assert counted(case_id) == (0, 0, 0, 1)


def test_an_item_moved_before_its_day_is_not_late(app):
    secretary, case_id = a_plan(TO_COME)
    move(case_id, secretary, to=LATER)
    assert counted(case_id) == (1, 0, 0, 0)
