"""The pages of deliveries."""

import io

import pytest

from tests.makers import an_officer, csrf, sign_in
from tests.makers_sources import a_list, a_source, un_xml
from vetting.domain.terms import Partner, Role
from vetting.jobs.long_work import do_waiting_work

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
    page = client.get("/leveranser/sanktioner").text
    assert 'type="file"' not in page
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
