"""Items of different cases that are called the same: each is reminded of, handed over and told alone."""

import datetime as dt
from dataclasses import replace

from tests.makers import NOW, an_officer
from tests.makers_decisions import a_decided_case, a_grant, two_officers
from tests.makers_refusals import refused
from vetting.domain.slots import Turn
from vetting.domain.terms import Role
from vetting.records import standing_in
from vetting.records.db import db, transaction
from vetting.records.extensions import ExtensionRequest
from vetting.records.follow_ups import FollowUp
from vetting.records.reminders import Reminder
from vetting.services import extensions, plan_clock
from vetting.services.extensions import Wanted

DUE = dt.date(2027, 3, 10)


def two_cases_alike():
    """Two cases with plans whose items have the same names and days; gives who has them and the cases."""
    secretary, head = two_officers()
    draft = a_grant(secretary)
    plan = tuple(
        replace(item, key=f"punkt{place}", due_on=DUE, deputy_id=head.id)
        for place, item in enumerate(draft.plan)
    )
    cases = {
        a_decided_case(secretary, head, replace(draft, plan=plan), number=number)[0] for number in (1, 2)
    }
    return secretary, head, cases


def subjects(kind):
    return sorted(one.subject for one in db.session.query(Reminder).filter_by(kind=kind))


def test_each_case_is_reminded_of(app):
    *_, cases = two_cases_alike()
    items = db.session.query(FollowUp).count()
    morning = dt.datetime(2027, 3, 11, 5, 30, tzinfo=dt.UTC)
    plan_clock.remind_of_plans(Turn("remind-plans", "2027-03-11", morning), morning)
    told = subjects("plan_passed")
    assert {one.partition(":")[2].partition(".")[0] for one in told} == cases
    assert len(told) == len(set(told)) == items
    assert len(subjects("plan_letter")) % 2 == 0


def test_a_later_day_is_asked_for_in_both_cases_and_once_in_each(app):
    secretary, _, cases = two_cases_alike()
    wanted = Wanted("punkt0", DUE + dt.timedelta(days=30), "Kassören är sjuk.")
    for case_id in cases:
        extensions.register_extension(case_id, wanted, by=secretary, now=NOW)
        refused("extension_waits", extensions.register_extension, case_id, wanted, by=secretary, now=NOW)
    assert {one.case_id for one in db.session.query(ExtensionRequest)} == cases


def test_each_is_told_when_it_is_handed_over_or_left_alone(app):
    secretary, head, _ = two_cases_alike()
    items = db.session.query(FollowUp).count()
    admin = an_officer(Role.ADMINISTRATOR, everywhere=True, username="forvaltaren")
    with transaction(is_piece=True):
        standing_in.leave_items(secretary.id, NOW.date(), for_good=True, by=admin, now=NOW)
        standing_in.leave_items(head.id, NOW.date(), for_good=True, by=admin, now=NOW)
    assert len(subjects("plan_alone")) == items
    for kind in ("plan_taken_over_many", "plan_left_many"):
        told = db.session.query(Reminder).filter_by(kind=kind).one()
        assert told.facts["count"] == str(items), kind
