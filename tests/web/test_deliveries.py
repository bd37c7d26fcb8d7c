"""The pages of deliveries."""

import datetime as dt
import io

import pytest

from tests.makers import an_officer, csrf, sign_in
from tests.makers_partners import GOOD, a_debt_list, a_partner_source
from tests.makers_sources import a_list, a_source, delivered, un_xml
from vetting.domain.authority import SYSTEM
from vetting.domain.sources import Declaration
from vetting.domain.terms import Partner, Role
from vetting.jobs.long_work import do_waiting_work
from vetting.services import sources

DECLARED = {
    "key": "skulder",
    "name": "Kronofogden",
    "adapter": "spreadsheet_drop",
    "partner": "enforcement_authority",
    "kind": "organisation",
    "min_rows": "1",
    "column_name": "Gäldenär",
    "column_org_number": "Nummer",
}
ROWS = a_list([("Provbygdens IF", "889999-9018"), ("Fel Nummer", "889999-9019")], header="Gäldenär;Nummer")


@pytest.fixture
def coordinator(app, client):
    an_officer(Role.COORDINATOR, username="samordnare", everywhere=True)
    return sign_in(client, "samordnare")


def upload(client, path, data, name="lista.csv", **fields):
    token = csrf(client, path)
    return client.post(path, data={"csrf_token": token, "file": (io.BytesIO(data), name), **fields})


def test_an_empty_overview_says_what_follows(coordinator):
    page = coordinator.get("/leveranser").text
    assert "nothing can be cross-checked" in page or "ingenting" in page


def test_a_source_is_tried_declared_delivered_and_told_of(coordinator):
    token = csrf(coordinator, "/leveranser/ny")
    fields = {**DECLARED, "csrf_token": token}
    tried = coordinator.post(
        "/leveranser/ny", data={**fields, "action": "try", "sample": (io.BytesIO(ROWS), "prov.csv")}
    ).text
    assert "Provbygdens IF" in tried
    answer = coordinator.post("/leveranser/ny", data={**fields, "action": "declare"})
    assert answer.headers["Location"] == "/leveranser/skulder"
    sent = upload(coordinator, "/leveranser/skulder", ROWS)
    assert sent.status_code == 302
    assert do_waiting_work() == 1
    progress = coordinator.get(sent.headers["Location"])
    report = coordinator.get(progress.headers["Location"]).text
    assert "889999-9019" in report
    address = progress.headers["Location"]
    rows = coordinator.get(address + "/rader.csv")
    assert rows.data.startswith(b"\xef\xbb\xbf")
    assert "889999-9019" in rows.data.decode("utf-8-sig")
    again = upload(coordinator, "/leveranser/skulder", ROWS)
    assert again.headers["Location"] == address
    assert "Provbygdens" not in coordinator.get("/leveranser").text


def test_a_rejected_delivery_tells_why_and_that_the_old_one_serves(coordinator):
    a_source()
    sent = upload(coordinator, "/leveranser/sanktioner", un_xml([("1", "Provbolaget")])[:-20], "lista.xml")
    do_waiting_work()
    page = coordinator.get(coordinator.get(sent.headers["Location"]).headers["Location"]).text
    assert "lista.xml" in page
    assert "tag-danger" in page


@pytest.mark.parametrize(
    ("changes", "anchor"),
    [({"key": "Å"}, "#key"), ({"warn_days": "9", "max_days": "3"}, "#warn_days"), ({"name": ""}, "#name")],
)
def test_a_faulty_declaration_is_told_at_its_field(coordinator, changes, anchor):
    token = csrf(coordinator, "/leveranser/ny")
    answer = coordinator.post(
        "/leveranser/ny", data={**DECLARED, "csrf_token": token, "action": "declare", **changes}
    )
    assert f'href="{anchor}"' in answer.text


def test_owner_interval_and_retention_are_declared_shown_and_changed(coordinator):
    token = csrf(coordinator, "/leveranser/ny")
    fields = {
        **DECLARED,
        "action": "declare",
        "owner": "Registrator",
        "owner_contact": "registrator@myndighet.example",
        "interval_days": "30",
        "keep_days": "400",
    }
    wrong = coordinator.post("/leveranser/ny", data={**fields, "csrf_token": token, "owner_contact": "Frida"})
    assert 'href="#owner_contact"' in wrong.text
    assert coordinator.post("/leveranser/ny", data={**fields, "csrf_token": token}).status_code == 302
    page = coordinator.get("/leveranser/skulder").text
    for words in ("Registrator", "registrator@myndighet.example", "med 30 dagars mellanrum", "400 dagar"):
        assert words in page, words
    form = coordinator.get("/leveranser/skulder/andra").text
    assert 'value="registrator@myndighet.example"' in form
    changed = {**fields, "purpose": "watch"}
    done = coordinator.post(
        "/leveranser/skulder/andra",
        data={**changed, "csrf_token": token, "interval_days": "", "keep_days": "1"},
    )
    assert done.status_code == 302
    page = coordinator.get("/leveranser/skulder").text
    assert "inget är överenskommet" in page
    assert "1 dag, längre om en kontroll vilar på den" in page


def test_what_a_delivery_changed_is_told_row_by_row_and_as_a_file(coordinator):
    key = a_partner_source()
    delivered(key, a_debt_list(GOOD))
    came = delivered(
        key, a_debt_list((("Provbygdens IF", "889999-9018", "=1+1"), ("Ny Förening", "", "Skuld")))
    )
    address = f"/leveranser/{key}/{came.snapshot}"
    page = coordinator.get(address).text
    for words in ("Vad den ändrade", "Ny Förening", "=1+1", "Exempelkören", "Togs i bruk", "UTF-8, prövat"):
        assert words in page, words
    everything = coordinator.get(f"{address}/andringar").text
    assert "Ny Förening" in everything
    assert "Exempelkören" in everything
    gone = coordinator.get(f"{address}/andringar?slag=borta&page=7").text
    assert "Exempelkören" in gone
    assert "Ny Förening" not in gone
    lines = coordinator.get(f"{address}/andringar.csv").data.decode("utf-8-sig").splitlines()
    assert lines[0] == "Rad;Typ av ändring;Fält;Tidigare;Nu"
    assert "8899999018;Ändrat;Uppgift;Skuld;'=1+1" in lines
    assert len(lines) == 1 + 1 + 2 + 3


def test_rows_of_persons_are_not_told_where_nobody_asked_in_a_case(coordinator):
    a_source()
    people = [("7", "TESTFRIDA PROVSSON", "1970-05-04"), ("8", "TESTULF PROVSSON", "1971-05-04")]
    came = delivered("sanktioner", un_xml([("1", "Provbolaget")], persons=people))
    address = f"/leveranser/sanktioner/{came.snapshot}"
    told = [coordinator.get(address + end).text for end in ("", "/andringar", "/andringar.csv")]
    assert ["TESTFRIDA" in one or "1970" in one for one in told] == [False] * 3
    assert ["gäller en person" in one and "Provbolaget" in one for one in told] == [True] * 3


def test_a_held_delivery_tells_counts_and_no_rows(coordinator):
    key = a_partner_source(max_shrink=10)
    delivered(key, a_debt_list(GOOD))
    held = delivered(key, a_debt_list(GOOD[:1]))
    address = f"/leveranser/{key}/{held.snapshot}"
    page = coordinator.get(address).text
    assert "Vad den skulle ha ändrat" in page
    assert "Exempelkören" not in page
    assert "aldrig" in page, "it was never taken into use"
    assert "togs aldrig i bruk" in coordinator.get(f"{address}/andringar").text


def test_an_overdue_delivery_is_told_on_my_day_and_in_the_overview(coordinator):
    long_ago = dt.datetime(2020, 1, 2, 12, tzinfo=dt.UTC)
    told = Declaration("skulder", "spreadsheet_drop", Partner.ENFORCEMENT_AUTHORITY, interval_days=7)
    sources.declare_source(told, by=SYSTEM, now=long_ago)
    for path in ("/min-dag", "/leveranser"):
        assert "Försenad sedan 9 jan. 2020" in coordinator.get(path).text


def test_a_key_is_taken_once(coordinator):
    a_source("skulder", "directory", partner=Partner.ASSOCIATIONS)
    token = csrf(coordinator, "/leveranser/ny")
    answer = coordinator.post("/leveranser/ny", data={**DECLARED, "csrf_token": token, "action": "declare"})
    assert answer.status_code == 409
    assert 'href="#key"' in answer.text


def test_a_secretary_sees_but_does_not_send(app, client):
    a_source()
    an_officer(Role.CULTURE_SECRETARY, username="anna")
    sign_in(client, "anna")
    came = delivered("sanktioner", un_xml([("1", "Provbolaget"), ("2", "Provfonden")])).snapshot
    page = client.get("/leveranser/sanktioner").text
    assert 'type="file"' not in page
    assert "Provbolaget" not in client.get(f"/leveranser/sanktioner/{came}").text
    assert client.get(f"/leveranser/sanktioner/{came}/andringar").status_code == 403
    assert client.get("/leveranser/ny").status_code == 403
    token = csrf(client, "/konto/")
    sent = client.post(
        "/leveranser/sanktioner", data={"csrf_token": token, "file": (io.BytesIO(ROWS), "lista.csv")}
    )
    assert sent.status_code == 403


def test_what_is_not_there_is_not_found(coordinator):
    a_source()
    assert coordinator.get("/leveranser/okand").status_code == 404
    assert coordinator.get("/leveranser/sanktioner/0123456789abcdef").status_code == 404


@pytest.mark.parametrize(
    ("deed", "reason", "told"),
    [
        ("slapp-in", "Avtalat. " * 200, "The text is too long: 1799 characters, at most 1000."),
        ("slapp-in", "Avtalat med avsändaren", "The delivery is not held"),
        ("ater-i-bruk", "nej", "Write the reason in a few words"),
        ("stang", "nej", "Write the reason in a few words"),
    ],
)
def test_a_reason_that_is_not_taken_is_not_lost(coordinator, deed, reason, told):
    coordinator.set_cookie("lang", "en")
    source = f"/leveranser/{a_source()}"
    snapshot = delivered("sanktioner", un_xml([("1", "Provbolaget")])).snapshot
    url = f"{source}/{deed}" if deed == "stang" else f"{source}/{snapshot}/{deed}"
    token = csrf(coordinator, f"{source}/{snapshot}")
    refused = coordinator.post(url, data={"reason": reason, "csrf_token": token})
    assert refused.status_code == 409
    assert told in refused.text
    assert f"{reason}</textarea>" in refused.text
    assert f'action="{url}"' in refused.text
