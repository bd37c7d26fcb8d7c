"""How far the follow-up of each grant has come, on the association's page."""

import datetime as dt

from tests.makers import NOW, a_board, an_officer, sign_in
from tests.makers_decisions import a_decided_case, two_officers
from vetting.reading.association import association_page
from vetting.records.applications import Case
from vetting.records.db import db
from vetting.records.follow_ups import FollowUp
from vetting.records.officers import Officer

TODAY = NOW.date()


def plan_of(case_id, actor, today=TODAY):
    key = db.session.get_one(Case, case_id).association_id
    (line,) = association_page(key, actor=actor, today=today).supports
    return line.plan


def test_a_grant_tells_how_far_its_plan_has_come_to_those_who_see_the_case(app):
    secretary, head = two_officers()
    case_id, _ = a_decided_case(secretary, head)
    first, *others = db.session.query(FollowUp).order_by(FollowUp.due_on, FollowUp.position)
    plan = plan_of(case_id, secretary)
    assert (plan.done, plan.total, plan.next_on) == (0, 1 + len(others), first.due_on)
    assert not plan.is_late(TODAY)
    assert plan.is_late(first.due_on + dt.timedelta(days=1))
    stranger = an_officer(username="annan", board=a_board("SYD", "Sydnämnden"))
    assert plan_of(case_id, stranger) is None


def test_the_page_leads_to_the_plan(app, client):
    secretary, head = two_officers()
    case_id, _ = a_decided_case(secretary, head)
    client.set_cookie("lang", "en")
    sign_in(client, db.session.get_one(Officer, secretary.id).username)
    page = client.get(f"/foreningar/{db.session.get_one(Case, case_id).association_id}").text
    total = db.session.query(FollowUp).count()
    assert f"0 of {total} done" in page
    assert f'href="/arenden/{case_id}/plan"' in page
