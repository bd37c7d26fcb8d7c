"""The page of deadlines and the calendar feed: made, read without signing in, withdrawn; no names in it."""

import pytest

from tests.makers import NOW, an_officer, csrf, sign_in
from tests.makers_decisions import a_decided_case, two_officers
from tests.makers_spot_checks import a_checker, a_round_of_checks, give
from vetting.domain.terms import Role
from vetting.records.calendar_feeds import CalendarFeed
from vetting.records.db import db, transaction
from vetting.records.journal import JournalEntry
from vetting.records.officers import Officer


@pytest.fixture
def secretary(app):
    made, head = two_officers()
    a_decided_case(made, head)
    return made


def enter(client, actor, language="en"):
    client.set_cookie("lang", language)
    return sign_in(client, db.session.get_one(Officer, actor.id).username)


def a_feed(client) -> str:
    """Makes a feed on the account page; gives its path."""
    page = client.post("/konto/kalender", data={"csrf_token": csrf(client, "/konto/")}).text
    return "/kalender/" + page.split("/kalender/", 1)[1].split("<", 1)[0]


def test_the_page_lists_what_is_due_with_its_source_and_how_each_kind_is_counted(client, secretary):
    enter(client, secretary)
    assert "/mina-frister" in client.get("/min-dag").text
    page = client.get("/mina-frister").text
    assert "NOR 2026/0001" in page
    assert "3 weeks" in page
    assert "Local Government Act 13:5" in page
    assert "moved to the working day before" in page


def test_a_feed_is_read_without_signing_in_and_holds_no_name(client, secretary):
    enter(client, secretary, "sv")
    path = a_feed(client)
    client.delete_cookie("vetting")
    client.set_cookie("lang", "en")  # the feed keeps the language it was made in
    answer = client.get(path)
    text = answer.get_data(as_text=True).replace("\r\n ", "")
    assert (answer.status_code, answer.mimetype) == (200, "text/calendar")
    assert "SUMMARY:Uppföljning: NOR 2026/0001" in text
    uids = [line for line in text.split("\r\n") if line.startswith("UID:")]
    assert len(uids) == len(set(uids)) == text.count("BEGIN:VEVENT") > 1
    names = [name for (name,) in db.session.query(Officer.display_name)]
    assert not [name for name in (*names, "Granlunda Kulturförening") if name in text]
    again = client.get(path).get_data(as_text=True).replace("\r\n ", "")
    assert [line for line in again.split("\r\n") if line.startswith("UID:")] == uids


def test_every_kind_of_event_leads_somewhere(client, app):
    check_id = a_round_of_checks(1)[0]
    checker = a_checker("min")
    give(check_id, checker, week_on=NOW.date())
    enter(client, checker)
    page = client.get("/mina-frister").text
    assert f"/stickprov/kontroll/{check_id}" in page


def test_only_the_digest_is_kept_and_a_new_address_stops_the_old(client, secretary):
    enter(client, secretary)
    first, second = a_feed(client), a_feed(client)
    row = db.session.query(CalendarFeed).one()
    assert row.digest not in first + second
    assert client.get(first).status_code == 404
    assert client.get(second).status_code == 200
    answer = client.post("/konto/kalender/aterkalla", data={"csrf_token": csrf(client, "/konto/")})
    assert answer.status_code == 302
    assert client.get(second).status_code == 404
    told = [name for (name,) in db.session.query(JournalEntry.name).filter_by(actor=secretary.id)]
    assert told.count("CalendarFeedMade") == 2
    assert told.count("CalendarFeedWithdrawn") == 1
    assert client.get("/kalender/x.ics").status_code == 404


def test_a_closed_account_has_no_feed(client, secretary):
    enter(client, secretary)
    path = a_feed(client)
    with transaction(is_piece=True):
        db.session.get_one(Officer, secretary.id).is_active = False
    assert client.get(path).status_code == 404


def test_a_partners_agent_has_none(client, app):
    agent = an_officer(Role.PARTNER_AGENT)
    enter(client, agent)
    assert "/konto/kalender" not in client.get("/konto/").text
    token = csrf(client, "/konto/losenord")
    assert client.post("/konto/kalender", data={"csrf_token": token}).status_code == 403
    assert db.session.query(CalendarFeed).count() == 0
