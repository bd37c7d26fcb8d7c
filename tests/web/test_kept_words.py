"""What somebody wrote and could not save, because others were there first, stands on the page to be copied."""

import datetime as dt

import pytest

from tests.makers import NOW, an_officer, csrf, sign_in
from tests.makers_applications import a_case_in, a_secretary
from tests.makers_decisions import a_check_on, a_decided_case, a_proposed_case, a_ready_case, two_officers
from tests.makers_hearings import a_code, answered, heard
from tests.services.test_urgent_decisions import a_power, a_waiting_case
from tests.web.test_decisions import fields_of
from vetting.domain.follow_up import PlanItem
from vetting.domain.terms import CheckOutcome, FollowUpKind, Role, Stage
from vetting.records.applications import Case
from vetting.records.db import db, transaction
from vetting.records.follow_ups import FollowUp, items_of, plan_in_force
from vetting.records.hearings import Statement
from vetting.records.officers import Officer
from vetting.services import decisions, follow_ups, proposals, statements

WORDS = "Avtalet visar att lokalen var uthyrd till en annan förening den kvällen."
ASKED = "/foreningens-arende/anstand"
NOT_SAVED = "This was not saved. It stands here so that you can copy it."


def now():
    """Sessions are judged by the real clock in a request."""
    return dt.datetime.now(dt.UTC)


@pytest.fixture(autouse=True)
def _in_english(client):
    client.set_cookie("lang", "en")


def summary_of(page):
    """What is told on top of a page whose title says that something is wrong."""
    assert "<title>Error: " in page
    assert page.count('class="ds-error-summary"') == 1
    return page.split('class="ds-error-summary"')[1].split("</div>")[0]


def require_kept(page, words=WORDS):
    """The words stand in a field that takes no more of them, and are said not to be saved."""
    assert NOT_SAVED in page
    (box,) = [one for one in page.split("<textarea")[1:] if " readonly" in one.split(">")[0]]
    assert f">{words}</textarea>" in box.replace(">\n", ">")


@pytest.mark.parametrize("meanwhile", ["considered", "withdrawn"])
def test_what_is_said_of_a_statement_that_another_has_considered_is_kept(client, meanwhile):
    secretary, _ = two_officers()
    case_id = a_ready_case(heard=False)
    officer = sign_in(client, "culture_secretary.nor")
    heard(case_id, secretary, now=now() - dt.timedelta(hours=1))
    answered(case_id, secretary, now=now())
    row = db.session.query(Statement.id).scalar()
    base = f"/arenden/{case_id}"
    data = {"considered": WORDS, "csrf_token": csrf(officer, f"{base}/kommunicering")}
    if meanwhile == "considered":
        statements.consider_statement(case_id, row, "Läst.", by=secretary, now=now())
    else:
        with transaction(is_piece=True):
            db.session.get_one(Case, case_id).stage = Stage.WITHDRAWN
    late = officer.post(f"{base}/yttranden/{row}/beaktat", data=data)
    assert late.status_code == 409
    told = (
        "Somebody has already said" if meanwhile == "considered" else "The case is no longer being prepared"
    )
    assert told in summary_of(late.text)
    require_kept(late.text)


@pytest.fixture
def asking(client):
    """The association in its own decided case: the case, whoever follows it up, and its request as drawn."""
    secretary, head = two_officers()
    case_id, _ = a_decided_case(secretary, head)
    sent = {"code": a_code(case_id, secretary, now=now()), "csrf_token": csrf(client, "/foreningens-arende")}
    client.post("/foreningens-arende", data={**sent, "case_number": "NOR 2026/0001"})
    drawn = fields_of(client.get("/foreningens-arende/oversikt").text, ASKED)
    return case_id, secretary, {**drawn, "day": "2027-10-29", "reason": WORDS}


def test_a_later_day_asked_for_when_everything_is_done_keeps_its_reason(client, asking):
    _, secretary, sent = asking
    with transaction(is_piece=True):
        db.session.query(FollowUp).update({"done_at": NOW, "done_by": secretary.id, "outcome": "Gjort."})
    late = client.post(ASKED, data=sent)
    assert late.status_code == 409
    assert "already marked this as done" in summary_of(late.text)
    require_kept(late.text)
    assert "Send the request" not in late.text, "there is nothing left to ask for"


def test_a_later_day_for_what_was_taken_out_of_the_plan_keeps_its_reason(client, asking):
    case_id, secretary, sent = asking
    plan = plan_in_force(case_id)
    gone, *rest = [
        PlanItem(row.kind, row.title, row.evidence, row.owner_id, row.due_on, key=row.item_key)
        for row in sorted(items_of(plan.id), key=lambda row: row.kind is FollowUpKind.REPORT)
    ]
    follow_ups.revise_plan(
        case_id, rest, version=plan.version, reason="Besöket behövs inte.", by=secretary, now=NOW
    )
    late = client.post(ASKED, data={**sent, "item_key": gone.key})
    assert late.status_code == 409
    assert "The plan has been revised" in summary_of(late.text)
    assert fields_of(late.text, ASKED)["reason"] == WORDS
    assert client.post(ASKED, data={**sent, "item_key": "0" * 16}).status_code == 404


def returned(case_id, proposal_id, head):
    proposals.return_proposal(case_id, proposal_id, "Räkna om.", by=head, now=NOW)


def decided(case_id, proposal_id, head):
    proposals.declare_no_conflict(case_id, by=head, now=NOW)
    decisions.decide(case_id, proposal_id, by=head, now=NOW)


@pytest.mark.parametrize("meanwhile", [returned, decided])
def test_why_a_proposal_is_sent_back_is_kept_when_it_waits_no_more(client, meanwhile):
    secretary, head = two_officers()
    case_id, proposal_id = a_proposed_case(secretary)
    sign_in(client, "unit_head.nor")
    url = f"/arenden/{case_id}/forslag/ater"
    sent = fields_of(client.get(f"/arenden/{case_id}/beslut").text, url)
    meanwhile(case_id, proposal_id, head)
    late = client.post(url, data={**sent, "reason": WORDS})
    assert late.status_code == 409
    assert "has been returned or replaced" in summary_of(late.text)
    require_kept(late.text)


def test_why_it_cannot_await_the_board_is_kept_when_something_new_stands_before_the_decision(client):
    chair = an_officer(Role.CHAIR)
    a_power(Role.CHAIR)
    case_id, _ = a_waiting_case(chair)
    sign_in(client, db.session.get_one(Officer, chair.id).username)
    url = f"/arenden/{case_id}/beslut/ordforande"
    sent = fields_of(client.get(f"/arenden/{case_id}/beslut").text, url)
    a_check_on(case_id, CheckOutcome.INCOMPLETE)
    late = client.post(url, data={**sent, "why": WORDS})
    assert late.status_code == 409
    assert "Nobody can decide this as it stands" in late.text
    require_kept(late.text)


def test_a_too_long_answer_to_a_completion_is_told_at_its_field_and_kept_whole(client):
    by = a_secretary()
    case_id = a_case_in(Stage.AWAITING_SUPPLEMENT, by)
    sign_in(client, db.session.get_one(Officer, by.id).username)
    url = f"/arenden/{case_id}/komplettering/svar"
    sent = fields_of(client.get(url).text, url)
    long = "Protokollet är nu undertecknat. " * 200 + "Slut."
    late = client.post(url, data={**sent, "amount": "26000", "answer-S07": long})
    assert late.status_code == 409
    kept = fields_of(late.text, url)
    assert (kept["amount"], kept["answer-S07"]) == ("26000", long)
    assert 'href="#answer-S07">S07: The text is too long: ' in summary_of(late.text)
    box = late.text.split('id="answer-S07"')[1].split("</div>")[0]
    assert 'aria-invalid="true"' in box
    assert 'id="answer-S07-error">The text is too long: 6405 characters, at most 4000.' in box
    db.session.expire_all()
    assert db.session.get_one(Case, case_id).stage is Stage.AWAITING_SUPPLEMENT


def test_a_line_break_counts_once_as_it_did_in_the_browser(client):
    secretary, _ = two_officers()
    case_id, _ = a_proposed_case(secretary)
    sign_in(client, "unit_head.nor")
    url = f"/arenden/{case_id}/forslag/ater"
    sent = fields_of(client.get(f"/arenden/{case_id}/beslut").text, url)
    reason = "\r\n".join(["Räkna om summan."] * 230)
    assert len(reason) > 4000 > len(reason.replace("\r", "")) > 3900
    assert client.post(url, data={**sent, "reason": reason}).status_code == 302
