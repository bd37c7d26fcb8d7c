"""The pages of premises and of the lists they and their bookings come in as."""

import datetime as dt
import io
import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.makers import an_officer, csrf, sign_in
from tests.makers_applications import an_association
from tests.makers_premises import a_booking, a_booking_request, a_premises
from tests.queries import count_queries
from vetting.domain.terms import Role
from vetting.domain.terms_premises import PremisesKind
from vetting.jobs.long_work import do_waiting_work
from vetting.records.bookings import Booking
from vetting.records.db import db
from vetting.records.premises import OpeningHours, Premises, PremisesDuty, PremisesRule, Tariff

FACTS = {
    "name": "Stora salen",
    "key": "SAL-1",
    "kind": "hall",
    "address": "Torggatan 1",
    "capacity": "80",
    "is_open": "y",
}
BOOKINGS = "Id;Lokal;Datum;Start;Slut;Status;Kund;Org.nr\nB1;SAL-1;2099-11-27;18:00;21:00;Bekräftad;Almviks folkdansgille;889999-9018\nB2;SAL-9;2099-11-27;18:00;21:00;;Okända klubben;\n"
PREMISES = "Nyckel;Lokal;Typ;Platser;Timpris\nSAL-1;Stora salen;Sal;80;0\nSAL-2;Lilla salen;Slott;20;0\n"


@pytest.fixture
def manager(client: FlaskClient) -> FlaskClient:
    """A premises manager, signed in."""
    an_officer(Role.PREMISES_MANAGER, username="lokal")
    return sign_in(client, "lokal")


def the_board(client: FlaskClient, page: str) -> str:
    """The first board of a form's choices."""
    found = re.search(r'name="board".*?value="(\w{16})"', client.get(page).text, re.DOTALL)
    assert found
    return found[1]


def post(client: FlaskClient, page: str, to: str | None = None, **fields: Any) -> Any:
    return client.post(to or page, data={"csrf_token": csrf(client, page), **fields})


def test_a_manager_adds_premises_and_gives_them_rule_tariff_hours_and_manager(
    app: Flask, manager: FlaskClient
) -> None:
    board = the_board(manager, "/lokaler/ny")
    answer = post(manager, "/lokaler/ny", board=board, **FACTS)
    assert answer.status_code == 302, answer.text
    page = answer.location
    assert "Ingen lokalregel är införd" in manager.get(page).text
    days = {"adopted_on": "2026-01-10", "in_force_from_on": "2026-02-01"}
    rule = {"text": "Alla får hyra på samma villkor.", "adopted_by": "Nämnden § 7"}
    assert post(manager, f"{page}/regel", **rule, **days).status_code == 302
    tariff = {"name": "Föreningar", "kronor_per_hour": "0", "in_force_from_on": "2026-02-01"}
    refused = post(manager, f"{page}/taxa", **tariff)
    assert refused.status_code == 409
    assert "Att använda lokalen utan betalning är stöd" in refused.text
    assert post(manager, f"{page}/taxa", **tariff, is_subsidised="y").status_code == 302
    assert post(manager, f"{page}/tider", opens_0="22:00", closes_0="08:00").status_code == 409
    assert post(manager, f"{page}/tider", opens_0="08", closes_0="22:30").status_code == 302
    officer = re.search(r'<option[^>]*value="(\w{16})">Lokal<', manager.get(page).text)
    naming = {"officer": officer[1], "from_on": "2026-01-01"}
    assert post(manager, page, f"{page}/ansvariga", **naming).status_code == 302
    shown = manager.get(page).text
    for words in (
        "Alla får hyra på samma villkor.",
        "avgiftsfritt",
        "räknas som stöd",
        "08:00–22:30",
        "från 1 jan. 2026",
    ):
        assert words in shown
    duty = re.search(r"/ansvariga/(\w+)/avsluta", shown)[1]
    ending = post(manager, page, f"{page}/ansvariga/{duty}/avsluta", **{f"{duty}-until_on": "2026-03-01"})
    assert ending.status_code == 302
    rows = [
        db.session.query(table).count()
        for table in (Premises, PremisesRule, Tariff, OpeningHours, PremisesDuty)
    ]
    assert rows == [1, 1, 1, 1, 1]


def test_a_change_made_on_an_old_page_is_refused(app: Flask, manager: FlaskClient) -> None:
    page = f"/lokaler/{a_premises().id}/andra"
    first = {**FACTS, "board": "x", "seen_version": "1"}
    assert post(manager, page, **first).status_code == 302
    again = post(manager, page, **{**first, "name": "Annat namn"})
    assert again.status_code == 409
    assert "Någon annan har ändrat lokalen" in again.text


def test_the_list_is_narrowed_by_kind_and_words(app: Flask, manager: FlaskClient) -> None:
    a_premises("Stora salen", key="SAL-1")
    a_premises("Torget", key="T-1", kind=PremisesKind.PUBLIC_PLACE)
    for asked, shown, hidden in (
        ("", "Stora salen", "Okänd"),
        ("?slag=public_place", "Torget", "Stora salen"),
        ("?q=sal-1", "Stora salen", "Torget"),
    ):
        page = manager.get(f"/lokaler{asked}").text
        assert shown in page
        assert hidden not in page


def test_a_public_place_tells_that_the_police_decide(app: Flask, manager: FlaskClient) -> None:
    """Lawfulness 17: the municipality is heard about five interests alone (ordningslagen 3:15)."""
    page = manager.get(f"/lokaler/{a_premises('Torget', kind=PremisesKind.PUBLIC_PLACE).id}").text
    assert "Polisen beslutar" in page
    assert "platsens skötsel, markanvändning, stadsbild, miljö och trafik" in page
    assert "Kommande datum" not in page


def test_the_pages_cost_few_queries_however_much_they_hold(app: Flask, manager: FlaskClient) -> None:
    halls = [a_premises(f"Sal {number}") for number in range(6)]
    for number in range(8):
        a_booking(a_booking_request(halls[0]), starts_at=dt.datetime(2099, 1, 1 + number, tzinfo=dt.UTC))
    for path in ("/lokaler", f"/lokaler/{halls[0].id}"):
        with count_queries() as asked:
            assert manager.get(path).status_code == 200
        assert len(asked) <= 15, path


def test_a_list_of_premises_is_previewed_and_brought_in(app: Flask, manager: FlaskClient) -> None:
    file = (io.BytesIO(PREMISES.encode()), "lokaler.csv")
    answer = post(manager, "/lokaler/import", board=the_board(manager, "/lokaler/import"), file=file)
    assert answer.status_code == 302, answer.text
    preview = manager.get(answer.location).text
    assert "Slaget går inte att läsa" in preview
    assert db.session.query(Premises).count() == 0
    done = post(manager, answer.location, f"{answer.location}/infor")
    shown = manager.get(done.location).text
    assert "1 nya, 0 ändrade" in shown, shown
    assert [row.name for row in db.session.query(Premises)] == ["Stora salen"]


def test_a_list_of_bookings_is_brought_in_and_told(app: Flask, manager: FlaskClient) -> None:
    an_association()
    a_premises("Stora salen", key="SAL-1")
    file = (io.BytesIO(BOOKINGS.encode()), "bokningar.csv")
    board = the_board(manager, "/bokningar/import")
    answer = post(manager, "/bokningar/import", board=board, file=file)
    assert answer.status_code == 302, answer.text
    assert do_waiting_work() == 1
    assert db.session.query(Booking).count() == 1
    link = re.search(r'/bokningar/import/(\w{16})"', manager.get("/bokningar/import").text)
    report = manager.get(f"/bokningar/import/{link[1]}").text
    assert "Det finns ingen lokal i bruk med det namnet" in report
    assert "Nya: 1" in report
    page = manager.get(f"/lokaler/{db.session.query(Premises.id).scalar()}").text
    assert "Almviks folkdansgille" in page


def test_another_role_sees_and_changes_nothing(app: Flask, client: FlaskClient) -> None:
    hall = a_premises().id
    an_officer(Role.REGISTRAR, username="reg")
    sign_in(client, "reg")
    page = client.get(f"/lokaler/{hall}").text
    assert "Ändra uppgifterna" not in page
    assert client.get(f"/lokaler/{hall}/andra").status_code == 403
