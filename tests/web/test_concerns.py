"""Concerns without names: nothing tells who wrote or whom it is about, and nothing can be joined or searched."""

import datetime as dt
import json
import logging
import re

import pytest
from sqlalchemy import inspect, select

from tests.conftest import Browser
from tests.makers import PASSWORD, a_board, an_officer
from tests.makers_applications import an_association
from tests.makers_open import SEEN, a_concern
from tests.queries import written_tables
from vetting.domain.authority import SYSTEM, TABLE, Act
from vetting.domain.retention_plan import Adoption
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms import Partner, Role
from vetting.domain.terms_concerns import ConcernKind, ConcernSetting
from vetting.records import concerns as records
from vetting.records.concerns import Concern, concern_counts
from vetting.records.db import db
from vetting.records.journal import JournalEntry, JournalPayload
from vetting.records.tables import metadata
from vetting.services import concerns, disposal
from vetting.web.access import table_of_access

OWN = {"id", "kind", "setting", "district", "month", "text", "received_on", "handled_on", "handled_words"}


def sent(**changes):
    month = f"{swedish_day(dt.datetime.now(dt.UTC)):%Y-%m}"
    said = {"kind": "marks", "setting": "school", "district": "–", "month": month, "text": SEEN}
    return {**said, **changes}


@pytest.fixture
def browser(app, monkeypatch):
    """Signs in anybody, by user name."""
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", False)
    an_officer(Role.PREMISES_MANAGER, board=a_board("NOR"))
    an_officer(Role.COORDINATOR, everywhere=True)

    def signed_in(username):
        client = Browser(app, use_cookies=True)
        client.post("/inloggning", data={"username": username, "password": PASSWORD})
        return client

    return signed_in


def test_no_column_names_or_points_at_anybody():
    table = metadata().tables["concerns"]
    assert {column.name for column in table.columns} == OWN
    assert list(table.foreign_keys) == []
    pointing = [key for other in metadata().tables.values() for key in other.foreign_keys
                if key.column.table is table]  # fmt: skip
    assert pointing == []
    assert list(inspect(Concern).relationships) == []
    assert "by" not in concerns.receive_concern.__annotations__, "who wrote it is not even asked for"


def test_no_address_reaches_a_concern_but_by_its_own_id(app):
    routes = {route.split(" ", 1)[1]: mark for route, mark in table_of_access(app).items() if "/oro" in route}
    assert {route for route in routes if "<" in route} == {"/oro/inkommet/<concern_id>"}
    readers = {role for role in Role if Act.HANDLE_CONCERNS in TABLE[role]}
    assert readers == {Role.COORDINATOR}
    assert routes["/oro/inkommet"] == routes["/oro/inkommet/<concern_id>"] == Act.HANDLE_CONCERNS.value


def test_from_the_footer_to_the_coordinator_and_nobody_knows_by_whom(app, browser, caplog):
    manager = browser("premises_manager.nor")
    assert 'href="/oro"' in manager.get("/min-dag").text
    assert 'href="/oro/utan-namn"' in manager.get("/oro").text
    caplog.set_level(logging.INFO, logger="vetting.requests")
    before = db.session.scalars(select(JournalEntry.seq)).all()
    with written_tables() as written:
        answer = manager.post("/oro/utan-namn", data=sent(), follow_redirects=False)
    assert answer.location == "/oro"
    assert written == {"concerns", "journal_entries", "journal_payloads", "journal_head"}
    row = db.session.scalars(select(Concern)).one()
    assert (row.kind, row.setting, row.text) == (ConcernKind.MARKS, ConcernSetting.SCHOOL, SEEN)
    (entry,) = db.session.scalars(select(JournalEntry).where(JournalEntry.seq.not_in(before)))
    assert (entry.name, entry.actor, entry.subject, entry.case_id) == (
        "ConcernReceived", "system", "concerns:all", "",
    )  # fmt: skip
    assert db.session.get_one(JournalPayload, entry.seq).body == "{}"
    coordinator = browser("coordinator.nor")
    assert "1 oro väntar på att tas om hand" in coordinator.get("/min-dag").text
    page = coordinator.get("/oro/inkommet").text
    assert SEEN not in page
    assert SEEN in coordinator.get(f"/oro/inkommet/{row.id}").text
    read = db.session.scalars(select(JournalEntry).where(JournalEntry.name == "ConcernViewed")).one()
    assert read.subject == f"concern:{row.id}"
    answer = coordinator.post(f"/oro/inkommet/{row.id}", data={"words": "Togs upp i lägesbilden."})
    assert answer.location == "/oro/inkommet"
    assert "Hanterad" in coordinator.get("/oro/inkommet").text
    assert "väntar på att tas om hand" not in coordinator.get("/min-dag").text


def test_no_place_or_month_is_told_by_somebody_who_chose_none(browser):
    manager = browser("premises_manager.nor")
    page = manager.get("/oro/utan-namn").text
    assert page.count('<option value="">Välj</option>') == 3
    for field in ("setting", "district", "month"):
        answer = manager.post("/oro/utan-namn", data=sent(**{field: ""}))
        assert answer.status_code == 422, field


def test_the_log_of_requests_names_nobody_there(app, browser, capsys):
    manager = browser("premises_manager.nor")
    capsys.readouterr()
    for path in ("/oro", "/oro/utan-namn", "/min-dag"):
        manager.get(path)
    manager.post("/oro/utan-namn", data=sent())
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines() if line.startswith("{")]
    told = {(line["endpoint"], line["actor"] is None) for line in lines if line.get("event") == "request"}
    assert told == {("concerns.signpost", True), ("concerns.write", True), ("desk.my_day", False)}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Vera Påhittad hotade personalen vid en fritidsgård.", "Vera Påhittad"),
        ("Det hände hos Påhittsvikens kulturgille i går kväll.", "Påhittsvikens kulturgille"),
        ("Det hände hos påhittsvikens kulturgille i går kväll.", "påhittsvikens kulturgille"),
        ("Någon med numret 811228-9874 hotade personalen.", "811228-9874"),
    ],
)
def test_what_points_is_refused_with_help_to_rewrite_and_nothing_is_kept(browser, text, words):
    an_association("Påhittsvikens Kulturgille", None)
    manager = browser("premises_manager.nor")
    with written_tables() as written:
        answer = manager.post("/oro/utan-namn", data=sent(text=text))
    assert answer.status_code == 409
    assert written == set()
    page = answer.text
    assert "Skriv om det här" in page
    assert f"”{words}”" in page or f"“{words}”" in page
    assert text in page, "what was written is not lost"


def test_the_signpost_stores_nothing_and_opens_for_partners_too(app, browser):
    an_officer(Role.PARTNER_AGENT, username="ombud", everywhere=True, partner=Partner.SANCTIONS)
    for name in ("premises_manager.nor", "coordinator.nor", "ombud"):
        client = browser(name)
        count = db.session.scalar(select(JournalEntry.seq).order_by(JournalEntry.seq.desc()).limit(1))
        with written_tables() as written:
            answer = client.get("/oro")
        assert answer.status_code == 200
        assert written == set()
        assert db.session.scalar(select(JournalEntry.seq).order_by(JournalEntry.seq.desc()).limit(1)) == count
        cookies = {re.match(r"[^=]+", one)[0] for one in answer.headers.getlist("Set-Cookie")}
        assert cookies <= {app.config["SESSION_COOKIE_NAME"]}
        assert "112" in answer.text
        assert 'href="/oro"' in answer.text
        assert ("/oro/utan-namn" in answer.text) is (name != "ombud")
    assert browser("ombud").get("/oro/utan-namn").status_code == 403


def test_the_contact_lines_are_kept_in_editions(browser):
    coordinator = browser("coordinator.nor")
    first = {
        "social_services": "Mottagningen, 0123-45 60 00",
        "out_of_hours": "",
        "coordinator": "Samordnaren",
    }
    assert coordinator.post("/oro/kontaktrader", data=first).location == "/oro"
    assert coordinator.post("/oro/kontaktrader", data=first).status_code == 409
    second = {**first, "social_services": "Mottagningen, 0123-45 61 00"}
    assert coordinator.post("/oro/kontaktrader", data=second).location == "/oro"
    assert "0123-45 61 00" in browser("premises_manager.nor").get("/oro").text
    page = coordinator.get("/oro/kontaktrader").text
    assert "Utgåva 2" in page
    assert "0123-45 60 00" in page
    assert [one.number for one in records.signpost_editions()] == [2, 1]


def test_handled_twice_or_with_a_name_is_refused(browser):
    coordinator, concern_id = browser("coordinator.nor"), a_concern()
    named = coordinator.post(f"/oro/inkommet/{concern_id}", data={"words": "Kalle på enheten tar det."})
    assert named.status_code == 409
    assert db.session.get_one(Concern, concern_id).handled_on is None
    assert coordinator.post(f"/oro/inkommet/{concern_id}", data={"words": "Klart."}).status_code == 302
    assert coordinator.post(f"/oro/inkommet/{concern_id}", data={"words": "Klart."}).status_code == 409


def test_counts_by_kind_and_district_withhold_the_small(app):
    for at in range(3):
        a_concern(district="Almvik", month=f"2026-0{at + 4}")
    for _ in range(2):
        a_concern(district="Björkhaga", month="2026-05")
    a_concern(district="Almvik", month="2026-07")
    a_concern(district="Almvik", kind=ConcernKind.THREAT, month="2026-06")
    found = concern_counts(dt.date(2026, 1, 1), dt.date(2026, 6, 30))
    assert [(one.kind.value, one.district, one.count) for one in found] == [
        ("marks", "Almvik", 3),
        ("marks", "Björkhaga", None),
        ("threat", "Almvik", None),
    ]


def test_they_go_by_the_retention_plan_once_it_is_adopted(app):
    administrator = an_officer(Role.ADMINISTRATOR, everywhere=True)
    now = dt.datetime(2026, 11, 20, 9, 0, tzinfo=dt.UTC)
    old = a_concern(received_on=now.date() - dt.timedelta(days=731))
    young = a_concern(received_on=now.date() - dt.timedelta(days=730))
    assert disposal.dispose_due(by=SYSTEM, now=now) == 0
    plan = Adoption("Kommunstyrelsen § 9", now.date(), "KS 2026/9")
    disposal.adopt_suggestion(plan, by=administrator, now=now)
    assert disposal.dispose_due(by=SYSTEM, now=now) == 1
    left = set(db.session.scalars(select(Concern.id)))
    assert (old in left, young in left) == (False, True)
