"""The list of follow-ups, marking one as done, and revising a plan in the browser."""

from tests.makers import NOW, an_officer, sign_in
from tests.makers_decisions import a_decided_case, two_officers
from tests.web.test_decisions import fields_of
from vetting.domain.terms import Role
from vetting.records import follow_ups as records
from vetting.records.db import db, transaction
from vetting.records.follow_ups import FollowUp, FollowUpPlan


def a_plan_seen_by(client, username="culture_secretary.nor"):
    secretary, head = two_officers()
    case_id, _ = a_decided_case(secretary, head)
    client.set_cookie("lang", "en")
    sign_in(client, username)
    return case_id


def test_an_item_is_marked_as_done(client):
    case_id = a_plan_seen_by(client)
    page = client.get(f"/arenden/{case_id}/plan").text
    item = records.items_of(records.plan_in_force(case_id).id)[0]
    assert item.title in page
    url = f"/arenden/{case_id}/plan/{item.id}/klar"
    sent = fields_of(page, url)
    empty = client.post(url, data={**sent, "outcome": ""})
    assert empty.status_code == 422
    assert "Write what came of it." in empty.text
    answer = client.post(url, data={**sent, "outcome": "Gick bra."})
    assert answer.status_code == 302
    assert "Gick bra." in client.get(answer.location).text
    again = client.post(url, data={**sent, "outcome": "Igen."})
    assert again.status_code == 409
    assert "already marked this as done" in again.text
    assert "Gick bra." in client.get("/uppfoljning?visa=done").text


def test_a_plan_is_revised_without_script(client):
    case_id = a_plan_seen_by(client)
    url = f"/arenden/{case_id}/plan/andra"
    sent = fields_of(client.get(url).text, url)
    more = fields_of(client.post(url, data={**sent, "add_row": "1"}).text, url)
    row = max(int(name.split("-")[1]) for name in more if name.startswith("plan-"))
    more |= {f"plan-{row}-title": "Extra besök", f"plan-{row}-evidence": "Anteckning"}
    undated = client.post(url, data={**more, "reason": "Behövs."})
    assert undated.status_code == 422
    assert "Give a date." in undated.text
    more[f"plan-{row}-due_on"] = "2027-05-03"
    assert client.post(url, data={**more, "reason": ""}).status_code == 422
    answer = client.post(url, data={**more, "reason": "Behövs."})
    assert answer.status_code == 302, answer.text
    page = client.get(answer.location).text
    assert "Extra besök" in page
    assert "Version 1" in page
    stale = client.post(url, data={**more, "reason": "Försent."})
    assert stale.status_code == 409
    assert db.session.query(FollowUpPlan).count() == 2


def test_an_auditor_reads_the_plan_and_changes_nothing(client):
    an_officer(Role.AUDITOR, username="revisor", everywhere=True)
    case_id = a_plan_seen_by(client, "revisor")
    page = client.get(f"/arenden/{case_id}/plan").text
    assert "Mark as done" not in page
    assert client.get(f"/arenden/{case_id}/plan/andra").status_code == 403
    assert client.get("/uppfoljning").status_code == 403


def test_late_follow_ups_stand_on_my_day(client):
    case_id = a_plan_seen_by(client)
    with transaction(is_piece=True):
        item = db.session.query(FollowUp).order_by(FollowUp.due_on).first()
        item.due_on = NOW.date().replace(year=2020)
        title = item.title
    page = client.get("/min-dag").text
    assert title in page
    assert "Late" in page
    assert f"/arenden/{case_id}/plan#item-" in page
    assert title in client.get("/uppfoljning?visa=late&mina=1&sok=granlunda").text
    assert title not in client.get("/uppfoljning?visa=late&sok=finnsinte").text
