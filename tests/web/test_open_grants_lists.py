"""Open data: a coordinator publishes a year as it was looked at, anybody reads it, and no edition ever changes."""

import csv
import hashlib
import io
import json
import re

import pytest
from openpyxl import load_workbook
from sqlalchemy import delete, update
from sqlalchemy.exc import DBAPIError

from tests.conftest import Browser
from tests.makers import PASSWORD, a_board, an_officer
from tests.makers_decisions import a_decided_case, two_officers
from tests.makers_open import FUNDER, an_edition
from tests.queries import count_queries
from vetting.domain.open_grants_list import COLUMNS
from vetting.domain.terms import Role
from vetting.records.applications import Application
from vetting.records.db import db
from vetting.records.decisions import Decision
from vetting.records.open_grants_lists import OpenGrantsList


@pytest.fixture
def coordinator(app, monkeypatch):
    """A coordinator, and one grant decided."""
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", False)
    a_decided_case(*two_officers(a_board("NOR")), number=7)
    an_officer(Role.COORDINATOR, everywhere=True)
    browser = Browser(app, use_cookies=True)
    browser.post("/inloggning", data={"username": "coordinator.nor", "password": PASSWORD})
    return browser


def year_of_the_grant():
    return db.session.query(Decision.decided_on).first()[0].year


def published(coordinator, **changes):
    page = coordinator.get(f"/oppna-data/publicera?ar={year_of_the_grant()}&nummer={FUNDER}").text
    fields = {
        name: re.search(rf'name="{name}"[^>]*value="([^"]*)"', page)[1]
        for name in ("year", "funder_number", "digest")
    }
    return coordinator.post("/oppna-data/publicera", data={**fields, "reason": "", **changes})


def test_from_looking_at_it_to_a_file_for_anybody(coordinator, client):
    assert "Ingen lista är publicerad ännu" in client.get("/oppna-data").text
    assert published(coordinator).location == "/oppna-data"
    row = db.session.query(OpenGrantsList).one()
    page = client.get("/oppna-data").text
    assert row.digest in page
    assert "1 bidrag" in page
    files = {
        end: client.get(f"/oppna-data/{row.id}/beviljade-bidrag.{end}") for end in ("json", "csv", "xlsx")
    }
    assert hashlib.sha256(files["json"].data).hexdigest() == row.digest
    (grant,) = json.loads(files["json"].data)["grants"]
    first, line = csv.reader(io.StringIO(files["csv"].data.decode("utf-8-sig")), delimiter=";")
    header, cells = load_workbook(io.BytesIO(files["xlsx"].data)).active.iter_rows(values_only=True)
    assert tuple(first) == header == COLUMNS
    assert [str(cell) for cell in cells] == line
    assert grant["id"] == cells[0]
    assert files["xlsx"].data == client.get(f"/oppna-data/{row.id}/beviljade-bidrag.xlsx").data
    assert client.get(f"/oppna-data/{row.id}/beviljade-bidrag.exe").status_code == 404


@pytest.mark.parametrize("path", ["/inloggning", "/om/personuppgifter"])
def test_outsiders_find_it(client, path):
    assert 'href="/oppna-data"' in client.get(path).text


def test_a_new_edition_says_why_and_the_older_stays(coordinator, client):
    published(coordinator)
    assert "ord för ord utgåva 1" in coordinator.get(
        f"/oppna-data/publicera?ar={year_of_the_grant()}&nummer={FUNDER}"
    ).text  # fmt: skip
    (first,) = db.session.query(OpenGrantsList).all()
    db.session.execute(update(Application).values(purpose="Något annat ändamål."))
    db.session.commit()
    assert published(coordinator).status_code == 409
    assert published(coordinator, reason="Ändamålet var fel.").location == "/oppna-data"
    page = client.get("/oppna-data").text
    assert "Ändamålet var fel." in page
    assert "Tidigare utgåvor" in page
    assert client.get(f"/oppna-data/{first.id}/beviljade-bidrag.json").data == first.document.encode()


def test_what_changed_since_it_was_looked_at_is_not_published(coordinator):
    assert published(coordinator, digest="0" * 64).status_code == 409
    assert db.session.query(OpenGrantsList).count() == 0


def test_published_twice_without_a_change_is_refused(coordinator):
    row = published(coordinator)
    assert row.status_code == 302
    digest = db.session.query(OpenGrantsList.digest).scalar()
    again = coordinator.post(
        "/oppna-data/publicera",
        data={"year": year_of_the_grant(), "funder_number": FUNDER, "digest": digest, "reason": "Igen"},
    )
    assert again.status_code == 409
    assert db.session.query(OpenGrantsList).count() == 1


@pytest.mark.parametrize("change", [update(OpenGrantsList).values(reason="x"), delete(OpenGrantsList)])
def test_an_edition_is_kept_by_the_table_itself(app, coordinator, change):
    published(coordinator)
    with pytest.raises(DBAPIError):
        db.session.execute(change)
    db.session.rollback()


def test_a_number_that_is_no_municipalitys_is_told(coordinator):
    page = coordinator.get(f"/oppna-data/publicera?ar={year_of_the_grant()}&nummer=212000")
    assert page.status_code == 409
    assert "inget organisationsnummer för en kommun" in page.text


def test_the_public_page_asks_for_no_document(app, client):
    edition_id = an_edition()
    with count_queries() as sent:
        page = client.get("/oppna-data").text
    assert edition_id in page
    asked = [one for one in sent if "open_grants_lists" in one]
    assert len(asked) == 1
    assert "open_grants_lists.document" not in asked[0]


def test_a_forged_form_is_told_of_once(app):
    browser = Browser(app, use_cookies=True)
    an_officer(Role.COORDINATOR, username="forfalskaren")
    browser.post("/inloggning", data={"username": "forfalskaren", "password": PASSWORD})
    page = browser.post("/oppna-data/publicera", data={"year": "a\x00b", "funder_number": "9" * 30})
    assert page.status_code in (400, 422)
