"""The partner's desk as an agent clicks through it, and what officers and administrators see of it."""

import datetime as dt
import io

import pytest

from tests.makers import NOW, an_officer, csrf, sign_in
from tests.makers_partners import (
    AF,
    GOOD,
    KFM,
    ODD,
    PERSONAL,
    a_debt_list,
    a_partner_source,
    a_question,
    an_agent,
    put_in_use,
)
from vetting.domain.authority import SYSTEM
from vetting.domain.sources import Declaration
from vetting.domain.terms import Role
from vetting.jobs.long_work import do_waiting_work
from vetting.reading.partner_rows import rows_named
from vetting.records.cross_checks import PartnerQuestion
from vetting.records.db import db
from vetting.records.snapshots import Snapshot, Source
from vetting.services import sources

DESK = "/partner"


@pytest.fixture
def agent(app, client):
    actor = an_agent()
    sign_in(client, "ombud.enforcement_authority")
    return actor


def send(client, path, form_at=None, **fields):
    return client.post(path, data={"csrf_token": csrf(client, form_at or path), **fields})


def upload(client, key, data, **fields):
    path = f"{DESK}/kallor/{key}/leverera"
    return send(client, path, file=(io.BytesIO(data), "lista.csv"), **fields)


def test_an_agent_lands_on_the_desk_and_sees_no_other_menu(client, agent):
    for path in ("/", "/inloggning"):
        assert client.get(path).headers["Location"] == DESK
    page = client.get(DESK).text
    assert "Partnerportalen" in page
    assert "Kronofogden" in page
    for other in ("/arenden", "/foreningar/", "/leveranser", "/min-dag", "/checklistor", "/stickprov"):
        assert f'href="{other}"' not in page
        assert client.get(other).status_code == 403
    account = client.get("/konto/").text
    assert "/konto/losenord" in account
    assert "franvaro" not in account
    assert send(client, "/konto/franvaro", DESK).status_code == 403


def test_the_overview_says_how_old_and_what_waits(client, agent):
    key = a_partner_source()
    assert "Inget har levererats än" in client.get(DESK).text
    put_in_use(key)
    question = a_question(due_on=NOW.date())
    page = client.get(DESK).text
    assert "Skulder" in page
    assert "går att lita på" in page or "för gammal" in page
    assert f"{DESK}/fragor/{question}" in page
    a_partner_source("avtal", AF)
    assert "avtal" not in client.get(DESK).text


def test_a_list_is_sent_in_looked_at_used_and_told_of(client, agent):
    key = a_partner_source()
    sent = upload(client, key, a_debt_list((*GOOD, *ODD)))
    seen = client.get(sent.location)
    assert seen.status_code == 200
    for words in (
        "Granska leveransen",
        "6 rader",
        "Provbygdens IF",
        "Nummer",
        "Kontrollsiffran stämmer inte",
    ):
        assert words in seen.text
    assert PERSONAL not in seen.text
    assert db.session.query(Source).filter_by(key=key).one().current_snapshot_id is None
    going = send(client, f"{sent.location}/anvand", sent.location)
    assert client.get(going.location).status_code == 200
    do_waiting_work()
    report = client.get(client.get(going.location).location).text
    for words in ("Används", "Rader att rätta", "Gäldenär", "Åtgärd", "Skicka numret som text"):
        assert words in report, words
    assert PERSONAL not in report
    csv = client.get(f"{sent.location}/rader.csv").text
    assert csv.splitlines()[0].endswith("Rad;Läge;Fält;Värde;Vad som är fel;Åtgärd"), csv.splitlines()[0]
    assert "Nummer" in csv
    again = upload(client, key, a_debt_list((*GOOD, *ODD)))
    assert again.location == sent.location
    assert "Ingenting ändrades" in client.get(again.location).text


def test_what_a_delivery_changed_is_told_at_the_desk_in_the_partners_own_headings(client, agent):
    key = a_partner_source()
    put_in_use(key)
    came = put_in_use(
        key, (("Provbygdens IF", "889999-9018", "Betald"), ("Ny Förening", "", "Skuld"))
    ).snapshot
    address = f"{DESK}/kallor/{key}/leveranser/{came}"
    for path in (
        address,
        f"{address}/andringar",
        f"{address}/andringar?slag=andrade",
        f"{address}/andringar.csv",
    ):
        told = client.get(path).text
        for words in ("Uppgift", "Skuld", "Betald"):
            assert words in told, (path, words)
    other = put_in_use(a_partner_source("avtal", AF)).snapshot
    for end in ("", "/andringar", "/andringar.csv"):
        assert client.get(f"{DESK}/kallor/avtal/leveranser/{other}{end}").status_code == 404


def test_an_overdue_list_is_told_at_the_desk(client, agent):
    long_ago = dt.datetime(2020, 1, 2, 12, tzinfo=dt.UTC)
    sources.declare_source(
        Declaration("gammal", "spreadsheet_drop", KFM, interval_days=7), by=SYSTEM, now=long_ago
    )
    assert "Försenad sedan 9 jan. 2020" in client.get(DESK).text
    assert "En leverans är försenad" in client.get(f"{DESK}/kallor/gammal").text


def test_a_list_is_thrown_away(client, agent):
    key = a_partner_source()
    sent = upload(client, key, a_debt_list())
    answer = send(client, f"{sent.location}/kasta", sent.location)
    assert answer.location == f"{DESK}/kallor/{key}"
    assert "Avsändaren kastade" in client.get(sent.location).text
    token = csrf(client, f"{DESK}/kallor/{key}")
    assert client.post(f"{sent.location}/kasta", data={"csrf_token": token}).status_code == 409
    assert client.post(f"{sent.location}/anvand", data={"csrf_token": token}).location == sent.location


def test_a_file_that_cannot_be_used_says_so_before_it_is_used(client, agent):
    key = a_partner_source()
    sent = upload(client, key, b"En rubrik;En till\n1;2\n")
    page = client.get(sent.location).text
    assert "Filen går inte att använda som den är" in page
    assert "/anvand" not in page
    missing = send(client, f"{DESK}/kallor/{key}/leverera")
    assert missing.status_code == 200
    assert "Välj en fil" in missing.text
    assert upload(client, key, a_debt_list(), as_of="2999-01-01").status_code == 409


def test_a_row_is_found_corrected_and_withdrawn(client, agent):
    key = a_partner_source()
    put_in_use(key)
    search = f"{DESK}/kallor/{key}/rader"
    assert "Ingen rad i den lista" in send(client, search, asked="Provbygden").text
    assert "Provbygdens IF" in send(client, search, asked="889999-9018").text
    (row,) = rows_named(key, "889999-9018", actor=agent)
    path = f"{search}/{row.id}"
    fields = {"name": "Provbygdens IF", "org_number": "889999-9018", "status": "Skuld", "seat": ""}
    assert send(client, path, **fields, reason="Inget ändrat här").status_code == 409
    wrong = send(client, path, **{**fields, "org_number": "889999-9019"}, reason="Felskrivet nummer")
    assert wrong.status_code == 422
    odd = send(client, path, **fields, listed_on="i går", reason="Fel dag")
    assert 'href="#listed_on"' in odd.text
    more = {"seat": "Provstad", "aliases": "PIF\r\n\r\nProvbygdens Idrott", "listed_on": "2026-01-31"}
    done = send(client, path, **{**fields, **more}, reason="Orten saknades")
    assert done.location == search
    page = client.get(search).text
    assert "Orten saknades" in page
    (row,) = rows_named(key, "889999-9018", actor=agent)
    assert (row.seat, row.aliases, row.listed_on) == (
        "Provstad",
        ("PIF", "Provbygdens Idrott"),
        dt.date(2026, 1, 31),
    )
    form = client.get(f"{search}/{row.id}").text
    assert "PIF\r\nProvbygdens Idrott" in form or "PIF\nProvbygdens Idrott" in form
    assert 'value="2026-01-31"' in form
    again = send(client, f"{search}/{row.id}", **{**fields, **more, "aliases": ""}, reason="Namnen var fel")
    assert again.location == search
    (row,) = rows_named(key, "889999-9018", actor=agent)
    assert (row.aliases, row.listed_on) == ((), dt.date(2026, 1, 31))
    path = f"{search}/{row.id}"
    assert send(client, f"{path}/ta-bort", path, why="").status_code == 422
    assert send(client, f"{path}/ta-bort", path, why="Skulden är betald").location == search
    assert rows_named(key, "889999-9018", actor=agent) == ()
    assert client.get(path).status_code == 404


def test_a_question_is_answered_and_its_answer_shown_on_both_sides(client, agent):
    question = a_question(due_on=NOW.date())
    path = f"{DESK}/fragor/{question}"
    page = client.get(path).text
    for words in ("Finns skulder?", "Bidragsprövning", "889999-9018"):
        assert words in page
    row = db.session.get(PartnerQuestion, question)
    for hidden in (row.case_id, row.asked_by, "NOR-2026"):
        assert hidden not in page
    fields = {"code": "public_claims", "function": "Registrator", "diary_number": "U-1"}
    assert "Välj svaret" in send(client, path, function="Registrator").text
    assert send(client, path, **{**fields, "code": "risk_described"}).status_code == 200, (
        "not among the choices"
    )
    refused = send(client, path, **fields, text=f"avser {PERSONAL}")
    assert refused.status_code == 409
    assert db.session.get(PartnerQuestion, question).answered_at is None
    token = csrf(client, path)
    assert client.post(path, data={**fields, "csrf_token": token}).location == DESK
    assert client.post(path, data={**fields, "csrf_token": token}).status_code == 409
    shown = client.get(path).text
    assert "U-1" in shown
    assert "Skicka svaret" not in shown
    an_officer(Role.CULTURE_SECRETARY, username="ser.svaret")
    client.post("/utloggning", data={"csrf_token": csrf(client, DESK)})
    sign_in(client, "ser.svaret")
    theirs = client.get(f"/arenden/{row.case_id}/fragor/{question}").text
    assert "skrivet av samverkansparten själv" in theirs
    assert "Visa svaret för föreningen" in theirs, "what needs attention stays with people"


def test_forged_addresses_and_forms_lead_nowhere(client, agent):
    own, theirs = a_partner_source(), a_partner_source("avtal", AF)
    used, other = put_in_use(own), put_in_use(theirs)
    question, row = a_question(AF), rows_named(theirs, "889999-9018", actor=an_agent(AF))[0]
    token = csrf(client, f"{DESK}/kallor/{own}/leverera")
    for path in (
        f"kallor/{theirs}",
        f"kallor/{theirs}/leverera",
        f"kallor/{theirs}/rader",
        f"kallor/{theirs}/leveranser/{other.snapshot}",
        f"kallor/{own}/leveranser/{other.snapshot}",
        f"kallor/{theirs}/leveranser/{used.snapshot}/rader.csv",
        f"kallor/{own}/rader/{row.id}",
        f"kallor/{theirs}/rader/{row.id}",
        f"fragor/{question}",
        "fragor/0",
        "kallor/finns-inte",
    ):
        assert client.get(f"{DESK}/{path}").status_code == 404, path
    data = {"csrf_token": token, "why": "Ta bort den", "asked": "889999-9018", "code": "yes", "function": "X"}
    for path in (
        f"kallor/{theirs}/leveranser/{other.snapshot}/anvand",
        f"kallor/{own}/leveranser/{other.snapshot}/kasta",
        f"kallor/{own}/rader/{row.id}/ta-bort",
        f"kallor/{theirs}/rader",
        f"fragor/{question}",
    ):
        assert client.post(f"{DESK}/{path}", data=data).status_code == 404, path
    assert client.post(f"{DESK}/kallor/{own}/rader", data={"asked": "x"}).status_code == 400, "no token"
    file = {"csrf_token": token, "file": (io.BytesIO(a_debt_list()), "l.csv")}
    assert client.post(f"{DESK}/kallor/{theirs}/leverera", data=file).status_code == 404
    assert db.session.query(Snapshot).count() == 2


def test_the_agents_word_stays_with_the_agency(client, agent):
    """A held delivery is let in by the municipality: the desk has no such button."""
    key = a_partner_source(max_shrink=10)
    put_in_use(key, tuple((f"Provförening {number}", "", "Skuld") for number in range(40)))
    sent = upload(client, key, a_debt_list())
    send(client, f"{sent.location}/anvand", sent.location)
    do_waiting_work()
    page = client.get(sent.location).text
    assert "väntar på besked" in page
    assert "slapp-in" not in page
    assert KFM in agent.partners
