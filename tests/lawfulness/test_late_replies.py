"""A reply after its last day: said to be late, taken in until the decision; after the decision refused and told.

Until a case is decided what has come in is considered, so a late reply is no reason to shut the door; once it
is decided nothing that comes changes the sealed reasons, and each try is in the journal.
"""

import datetime as dt

from tests.makers import csrf
from tests.makers_decisions import a_decided_case, a_ready_case
from tests.makers_hearings import a_code, facts_of, heard
from vetting.domain.terms_decisions import StatementTiming
from vetting.records.applications import Case
from vetting.records.db import db
from vetting.records.hearings import Statement
from vetting.records.journal import JournalEntry
from vetting.records.sealed_reasons import SealedReasons

REPLY = "/foreningens-arende/svar"
WORDS = "Stadgarna ändrades på årsmötet i mars."


def now():
    """Sessions are judged by the real clock in a request."""
    return dt.datetime.now(dt.UTC)


def entered(client, case_id, by):
    """A browser in which the association has opened its case."""
    client.set_cookie("lang", "en")
    number = db.session.get_one(Case, case_id).case_number
    sent = {"case_number": number, "code": a_code(case_id, by, now=now())}
    assert client.post(
        "/foreningens-arende", data={**sent, "csrf_token": csrf(client, "/foreningens-arende")}
    )
    return client


def replied(page, **forged):
    return page.post(REPLY, data={"csrf_token": csrf(page, REPLY), "text": WORDS, **forged})


def refusals():
    rows = db.session.query(JournalEntry.actor).filter_by(name="DeedRefused").order_by(JournalEntry.seq)
    told = facts_of("DeedRefused")
    return [(one["deed"], one["code"], actor) for one, (actor,) in zip(told, rows, strict=True)]


def test_after_the_last_day_the_page_says_so_and_a_reply_is_taken_in_as_late(people, client):
    secretary, _ = people
    case_id = a_ready_case(heard=False)
    heard(case_id, secretary, now=now() - dt.timedelta(days=20))
    page = entered(client, case_id, secretary)
    assert "The time to answer has ended" in page.get("/foreningens-arende/oversikt").text
    shown = page.get(REPLY).text
    assert "The time to answer ended on" in shown
    assert "taken in as late, and only until the case is decided" in shown
    forged = {"received_on": "2020-01-01", "timing": "in_time", "case_id": "f" * 16, "considered": "Läst"}
    assert replied(page, **forged).status_code == 302
    row = db.session.query(Statement).one()
    assert (row.timing, row.case_id, row.considered) == (StatementTiming.LATE, case_id, "")
    assert row.received_on >= now().date() - dt.timedelta(days=1)
    assert [one["timing"] for one in facts_of("StatementReceived")] == ["late"]
    assert refusals() == []


def test_while_there_is_time_nothing_is_said_of_late(people, client):
    secretary, _ = people
    case_id = a_ready_case(heard=False)
    heard(case_id, secretary, now=now())
    shown = entered(client, case_id, secretary).get(REPLY).text
    assert "The time to answer ended" not in shown
    assert "Answer by" in shown


def test_after_the_decision_a_reply_is_refused_told_and_changes_nothing(people, client):
    secretary, head = people
    case_id, decision_id = a_decided_case(secretary, head)
    seal = db.session.get_one(SealedReasons, decision_id)
    sealed = (seal.text, seal.digest)
    page = entered(client, case_id, secretary)
    assert "changes nothing in the decision" in page.get(REPLY).text
    answer = replied(page, timing="in_time", received_on="2020-01-01")
    assert answer.status_code == 409
    assert "The case is already decided" in answer.text
    assert [(deed, code) for deed, code, _ in refusals()] == [("reply", "statement_after_decision")]
    assert refusals()[0][2].startswith("association:")
    assert WORDS not in str(facts_of("DeedRefused"))
    row = db.session.query(Statement).one()
    assert row.timing is StatementTiming.AFTER_DECISION, "what comes in to an authority is kept as incoming"
    db.session.expire_all()
    kept = db.session.get_one(SealedReasons, decision_id)
    assert (kept.text, kept.digest) == sealed


def test_a_post_without_the_case_opened_keeps_nothing(people, client):
    secretary, _ = people
    case_id = a_ready_case(heard=False)
    heard(case_id, secretary, now=now() - dt.timedelta(days=20))
    token = csrf(client, "/foreningens-arende")
    answer = client.post(REPLY, data={"csrf_token": token, "text": WORDS, "case_id": case_id})
    assert answer.status_code in (302, 403)
    assert db.session.query(Statement).count() == 0
