"""The directory in the browser: found, imported, settled, merged."""

import io
import re

import pytest

from tests.makers import an_officer, csrf, sign_in
from tests.makers_associations import a_csv, a_secretary, an_applied_import, an_association
from vetting.domain.terms import Role
from vetting.jobs.long_work import do_waiting_work
from vetting.records.associations import Association, Merge
from vetting.records.db import db
from vetting.records.imports import ListImport

REGISTER = a_csv("Ekby IF;8.02E+09;Ekby", "Sjöbo SK;889999-9018;Sjöbo", "Vägen;850161-0003;Ekby")


def the_import() -> str:
    db.session.rollback()
    return db.session.query(ListImport).one().id


def send(client, path: str, form: str = "", **data: object):
    """Posts a form found on a page; follows to the next page."""
    token = csrf(client, form or path)
    return client.post(path, data={"csrf_token": token, **data}, follow_redirects=True)


def test_a_register_comes_in_by_the_pages(client):
    a_secretary()
    sign_in(client, "anna")
    answer = client.post(
        "/foreningar/import/",
        data={
            "csrf_token": csrf(client, "/foreningar/import/"),
            "file": (io.BytesIO(REGISTER), "register.csv"),
        },
    )
    assert answer.status_code == 302
    do_waiting_work()
    page = client.get(answer.location, follow_redirects=True)
    import_id = the_import()
    assert page.request.path == f"/foreningar/import/{import_id}"
    assert "Ett kalkylblad har skadat numret" in page.text
    assert "8.02E+09" in page.text
    assert "850161" not in page.text
    assert db.session.query(Association).count() == 0
    path = f"/foreningar/import/{import_id}"
    assert "Inläst: 3 tillagda, 0 ändrade, 0 lämnade" in send(client, path + "/importera", path).text
    assert "väntar inte längre på besked" in send(client, path + "/importera", path).text
    again = client.post(
        "/foreningar/import/",
        data={"csrf_token": csrf(client, path), "file": (io.BytesIO(REGISTER), "register.csv")},
        follow_redirects=True,
    )
    assert "Inget upprepades" in again.text
    row = f"{path}/rad/2"
    refused = send(client, row, settlement="number_given", number="850161-0003", reason="Ringt")
    assert refused.status_code == 409
    assert "Det är ett personnummer" in refused.text
    settled = send(client, row, settlement="number_given", number="889999-9026", reason="Enligt stadgarna")
    assert "Rad 2 är avgjord" in settled.text
    assert "889999-9026" in client.get("/foreningar/?sok=ekby").text


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"%PDF-1.4 x", "lista.csv", "lista.csv"),
        (b"", "tom.csv", "är tom"),
    ],
)
def test_a_file_that_is_no_list_is_told_at_the_field(client, data, name, words):
    a_secretary()
    sign_in(client, "anna")
    token = csrf(client, "/foreningar/import/")
    answer = client.post("/foreningar/import/", data={"csrf_token": token, "file": (io.BytesIO(data), name)})
    assert answer.status_code == 422
    assert words in answer.text
    assert 'id="file-error"' in answer.text


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_the_odd_rows_can_be_taken_out(client, ending):
    import_id = an_applied_import(REGISTER, by=a_secretary())
    sign_in(client, "anna")
    answer = client.get(f"/foreningar/import/{import_id}/rader.{ending}")
    assert answer.status_code == 200
    assert f".{ending}" in answer.headers["Content-Disposition"]
    if ending == "csv":
        lines = answer.data.decode("utf-8-sig").splitlines()
        assert lines[1].startswith("2;Ekby IF;")
        assert "excel_damage" in lines[1]


def test_adding_warns_and_correcting_keeps_what_was_written(client):
    by = a_secretary()
    key = an_association("Ekby IF", by=by)
    sign_in(client, "anna")
    warned = send(client, "/foreningar/ny", name="EKBY  if")
    assert warned.status_code == 409
    assert f"/foreningar/{key}" in warned.text
    assert "EKBY  if" in warned.text
    assert "tillagd" in send(client, "/foreningar/ny", name="EKBY if", although_alike="y").text
    path = f"/foreningar/{key}/ratta"
    stale = send(client, path, name="Ekby BK", version="9", reason="Byte")
    assert (stale.status_code, "Ekby BK" in stale.text) == (409, True)
    assert re.search(r'name="version"[^>]*value="1"', stale.text)
    assert "är rättad" in send(client, path, name="Ekby BK", version="1", reason="Byte").text


def test_merging_shows_both_and_can_be_undone(client):
    by = a_secretary()
    kept, other = an_association("Ekby IF", by=by), an_association("Ekby Idrottsförening", by=by)
    sign_in(client, "anna")
    assert other in client.get(f"/foreningar/{kept}/sammanfoga?sok=idrotts").text
    path = f"/foreningar/{kept}/sammanfoga/{other}"
    page = client.get(path).text
    assert "Ekby IF" in page
    assert "Ekby Idrottsförening" in page
    assert send(client, path, absorbed_id=other, reason="").status_code == 200
    assert "De två är ihopslagna" in send(client, path, absorbed_id=other, reason="Samma stadgar").text
    db.session.rollback()
    merge_id = db.session.query(Merge).one().id
    undone = send(client, f"/foreningar/{kept}/sammanfogning/{merge_id}/angra", f"/foreningar/{kept}")
    assert "tillbaka där det var" in undone.text


def test_seats_are_recorded_without_names(client):
    key = an_association("Ekby IF", by=a_secretary())
    sign_in(client, "anna")
    page = send(client, f"/foreningar/{key}/uppdrag/nytt", role="chair", term_from_on="2026-03-01")
    assert "Uppdraget är sparat" in page.text
    assert "Ordförande" in page.text
    holder = re.search(rf"/foreningar/{key}/uppdrag/(\w+)/avsluta", page.text)
    assert holder is not None
    assert "avslutat" in send(client, holder.group(0), f"/foreningar/{key}", ended_on="2026-06-01").text


EDITING = ("/foreningar/ny", "/foreningar/import/", "/foreningar/x/ratta", "/foreningar/x/sammanfoga")


@pytest.mark.parametrize("role", [Role.PREMISES_MANAGER, Role.AUDITOR, Role.UNIT_HEAD])
def test_others_see_but_do_not_edit(client, role):
    key = an_association("Ekby IF", by=a_secretary())
    an_officer(role, username="kim")
    sign_in(client, "kim")
    for path in ("/foreningar/", f"/foreningar/{key}"):
        page = client.get(path)
        assert page.status_code == 200
        assert "/ratta" not in page.text
        assert "/import" not in page.text
    assert [client.get(path).status_code for path in EDITING] == [403] * 4


def test_a_person_searched_for_is_not_repeated(client):
    a_secretary()
    sign_in(client, "anna")
    page = client.get("/foreningar/?sok=850161-0003", follow_redirects=True).text
    assert "Här söker man inte på personnummer" in page
    assert "850161" not in page.replace("/foreningar/?sok=850161-0003", "")
