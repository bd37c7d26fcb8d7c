"""A personal number, wherever it is written: kept nowhere, repeated nowhere."""

import re

import pytest
from sqlalchemy import text

from tests.makers import a_board, an_officer, csrf, sign_in
from tests.makers_applications import a_case, a_secretary
from vetting.domain.terms import Role
from vetting.records.db import db

PERSONAL = "811228-9874"  # the Swedish Tax Agency's own example


def everything_kept() -> str:
    """Every text of every table but the accounts' digests."""
    found = []
    for table in db.metadata.sorted_tables:
        for row in db.session.execute(table.select()).all():
            found.append(" ".join(str(value) for value in row))
    return "\n".join(found)


def test_a_personal_number_is_kept_nowhere_whatever_form_it_is_written_in(app, client):
    an_officer(Role.ADMINISTRATOR, username="admin", everywhere=True)
    board_id = a_board().id
    sign_in(client, "admin")
    token = csrf(client, "/konto/losenord")
    forms = {
        "/administration/namnder/ny": {"prefix": "VST", "name": PERSONAL, "kind": "other", "district": ""},
        f"/administration/namnder/{board_id}/andra": {"name": f"Nämnd {PERSONAL}", "district": PERSONAL, "is_active": "y"},
        f"/administration/namnder/{board_id}/delegation": {"role": "unit_head", "max_amount": "5", "item": PERSONAL, "in_force_on": "2026-01-01"},
        f"/administration/namnder/{board_id}/bidragsformer/ny": {"name": f"Bidrag {PERSONAL}", "kind": "operating", "regime": "legality_review", "checklist": "democracy-criteria"},
        "/administration/handlaggare/ny": {"username": PERSONAL, "display_name": PERSONAL, "role": "auditor", "board": "every"},
        "/administration/nycklar/ny": {"name": PERSONAL, "board": board_id, "scopes": "cases:read"},
    }  # fmt: skip
    for path, fields in forms.items():
        answer = client.post(path, data={"csrf_token": token, **fields})
        assert answer.status_code == 409, (path, answer.status_code)
    client.get("/foreningar/", query_string={"sok": PERSONAL})
    kept = everything_kept()
    assert PERSONAL not in kept
    assert PERSONAL.replace("-", "") not in kept


def test_a_source_is_not_named_by_a_personal_number(app, client):
    an_officer(Role.COORDINATOR, username="kim", everywhere=True)
    sign_in(client, "kim")
    token = csrf(client, "/leveranser/ny")
    sound = {"csrf_token": token, "key": "kfm", "name": "Kronofogden", "adapter": "spreadsheet_drop", "action": "declare",
             "partner": "enforcement_authority", "kind": "organisation", "min_rows": "1"}  # fmt: skip
    for field in ("key", "name", "column_name"):
        answer = client.post("/leveranser/ny", data={**sound, field: PERSONAL})
        assert answer.status_code == 409, (field, answer.status_code)
    assert client.post("/leveranser/ny", data={**sound, "min_rows": "9" * 12}).status_code == 409
    assert client.post("/leveranser/ny", data=sound).status_code == 302


def test_a_search_for_a_personal_number_is_not_repeated_on_the_page(app, client):
    a_case(a_secretary())
    sign_in(client, db.session.execute(text("SELECT username FROM officers")).scalar())
    for path, name in (
        ("/arenden", "q"),
        ("/arenden/ny", "q"),
        ("/foreningar/", "sok"),
        ("/beslut", "sok"),
        ("/uppfoljning", "sok"),
    ):
        page = client.get(path, query_string={name: PERSONAL, "sida": "x"}, follow_redirects=True)
        assert page.status_code == 200
        assert "Här söker man inte på personnummer" in page.text
        assert page.request.query_string == b"sida=x"
        assert PERSONAL not in page.text, path


@pytest.mark.parametrize("path", ["//evil.example/", "/%5Cevil.example", "/%2Fevil.example"])
def test_leaving_a_number_out_leads_nowhere_else(client, path):
    answer = client.open(path, base_url="http://localhost", query_string={"q": PERSONAL})
    assert answer.status_code in (302, 308, 404)
    assert re.match(r"(http://localhost)?/($|[^/\\\s])", answer.location or "/"), answer.location
