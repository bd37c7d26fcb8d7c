"""The list of follow-ups, marking one as done, and revising a plan in the browser."""

import re

from tests.makers import NOW, an_officer, sign_in
from tests.makers_decisions import a_decided_case, two_officers
from tests.web.test_decisions import fields_of
from vetting.domain.terms import Role
from vetting.records import follow_ups as records
from vetting.records.db import db, transaction
from vetting.records.extensions import ExtensionRequest
from vetting.records.follow_ups import FollowUp, FollowUpPlan
from vetting.records.indicators import Indicator


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
    unkind = client.post(url, data={**more, f"plan-{row}-due_on": "2027-05-03", "reason": "Behövs."})
    assert f"Row {row + 1}, kind: Choose one." in unkind.text
    more[f"plan-{row}-kind"] = "visit"
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


def test_a_later_day_that_is_refused_keeps_its_form_open(client):
    case_id = a_plan_seen_by(client)
    url = f"/arenden/{case_id}/plan/anstand"
    sent = fields_of(client.get(f"/arenden/{case_id}/plan").text, url)
    sent |= {"day": "2020-01-01", "reason": "Lokalen är inte klar."}
    late = client.post(url, data=sent)
    assert late.status_code == 409
    found = refused_in(late.text, url)
    assert (found["at"], found["day"], found["reason"]) == ("day", "2020-01-01", sent["reason"])
    unexplained = client.post(url, data={**sent, "reason": ""})
    assert unexplained.status_code == 422
    assert "Why more time is needed: Write a reason." in summary_of(unexplained.text)
    given = client.post(url, data={**sent, "day": "2027-10-29"})
    assert given.status_code == 302, given.text
    request = db.session.query(ExtensionRequest).one()
    url = f"{url}/{request.id}/bevilja"
    answered = client.post(url, data={**sent, "day": "2020-01-01", "answer": "Rimligt."})
    assert answered.status_code == 409
    found = refused_in(answered.text, url)
    assert (found["at"], found["day"], found["answer"]) == ("day", "2020-01-01", "Rimligt.")


def test_an_outcome_that_cannot_be_read_stands_as_it_was_written(client):
    case_id = a_plan_seen_by(client)
    measure = db.session.query(Indicator).first()
    url = f"/arenden/{case_id}/plan/matt/{measure.id}"
    sent = fields_of(client.get(f"/arenden/{case_id}/plan").text, url)
    for written, status in (("många", 422), ("-1", 422), ("9000000000", 409)):
        answer = client.post(url, data={**sent, "outcome": written})
        assert answer.status_code == status, written
        found = refused_in(answer.text, url)
        assert (found["at"], found["outcome"]) == ("outcome", written)
    assert client.post(url, data={**sent, "outcome": "41"}).status_code == 302


def summary_of(page: str) -> str:
    found = re.search(r'<div class="ds-error-summary".*?</div>', page, re.S)
    assert found, "no summary of what is wrong"
    return found[0]


def refused_in(page: str, url: str) -> dict[str, str]:
    """What stands in the form of that address, which is open, and the field at fault that the summary leads to."""
    form = re.search(rf'action="{re.escape(url)}".*?</form>', page, re.S)
    before = page[: page.index(f'action="{url}"')]
    if before.rfind("<details") > before.rfind("</details"):
        assert " open>" in before[before.rfind("<details") :]
    assert form
    wrong = re.search(r'id="([^"]+)"[^>]* aria-invalid="true" aria-describedby="([^"]+)"', form[0])
    assert wrong, "no field is marked"
    assert f'href="#{wrong[1]}"' in summary_of(page)
    assert f'id="{wrong[2]}"' in form[0]
    return {**fields_of(page, url), "at": wrong[1]}


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
