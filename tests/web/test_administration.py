"""The administration's pages: boards, officers, keys and local values, as the administrator clicks them."""

import re

import pytest

from tests.conftest import Browser
from tests.makers import a_board, an_officer, csrf, sign_in
from tests.makers_applications import a_case
from tests.queries import count_queries
from vetting.domain.terms import Role
from vetting.reading.administration import overview
from vetting.reading.boards import local_values
from vetting.records.db import db
from vetting.records.officers import ApiToken, Appointment, Board, Delegation, Officer, OfficerSession


@pytest.fixture
def admin(client):
    actor = an_officer(Role.ADMINISTRATOR, username="admin", everywhere=True)
    sign_in(client, "admin")
    return actor


def send(client, path, form_at=None, **fields):
    return client.post(path, data={"csrf_token": csrf(client, form_at or "/administration"), **fields})


def test_a_board_is_added_and_shown(client, admin):
    answer = send(
        client,
        "/administration/namnder/ny",
        prefix="syd",
        name="Sörlunda nämnd",
        kind="district",
        district="",
    )
    assert answer.status_code == 302
    page = client.get(answer.location).text
    assert "Sörlunda nämnd" in page
    assert "Inget är delegerat" in page
    assert "Sörlunda nämnd" in client.get("/administration").text


def test_a_taken_prefix_is_told_at_its_field_and_nothing_written_is_lost(client, admin):
    a_board("NOR")
    answer = send(client, "/administration/namnder/ny", prefix="NOR", name="Min nämnd", kind="other")
    assert answer.status_code == 409
    assert "använder redan" in answer.text
    assert 'value="Min nämnd"' in answer.text


def test_schemes_and_delegation_are_recorded(client, admin):
    board_id = a_board().id
    path = f"/administration/namnder/{board_id}"
    answer = send(
        client,
        f"{path}/bidragsformer/ny",
        name="Startbidrag",
        kind="start_up",
        regime="legality_review",
        checklist="democracy-criteria",
        papers=["statutes", "minutes"],
    )
    assert answer.status_code == 302
    answer = send(
        client,
        f"{path}/delegation",
        role="unit_head",
        max_amount="50000",
        item="4.2",
        in_force_on="2026-01-01",
    )
    assert answer.status_code == 302
    page = client.get(path).text
    assert "Startbidrag" in page
    assert "50\xa0000\xa0kr" in page
    assert db.session.query(Delegation).one().item == "4.2"
    opinion = {"role": "unit_head", "act": "place_statement", "max_amount": "0", "item": "6.4"}
    assert send(client, f"{path}/delegation", **opinion, in_force_on="2026-01-01").status_code == 302
    told = client.get(path).text
    assert "Yttrar sig till polisen för nämnden" in told
    close = re.search(r'action="(/administration/bidragsformer/\w+/stang)"', page).group(1)
    assert send(client, close).status_code == 302
    assert "Stängd" in client.get(path).text


def test_a_new_officer_gets_a_password_that_is_shown_once(client, admin):
    answer = send(
        client,
        "/administration/handlaggare/ny",
        display_name="Berit Ek",
        username="berit",
        role="culture_secretary",
        board=a_board().id,
    )
    assert answer.status_code == 200
    password = re.search(r"<code>(\w{4}(?:-\w{4}){3})</code>", answer.text).group(1)
    officer = db.session.query(Officer).filter_by(username="berit").one()
    assert password not in client.get(f"/administration/handlaggare/{officer.id}").text
    assert "no-store" in answer.headers["Cache-Control"]
    other = Browser(client.application, use_cookies=True)
    token = csrf(other, "/inloggning")
    answer = other.post("/inloggning", data={"csrf_token": token, "username": "berit", "password": password})
    assert other.get("/min-dag").location == "/konto/losenord"


def test_appointments_passwords_and_sessions(client, admin):
    officer = an_officer(username="anna")
    path = f"/administration/handlaggare/{officer.id}"
    assert send(client, f"{path}/uppdrag", form_at=path, role="auditor", board="every").status_code == 302
    again = send(client, f"{path}/uppdrag", form_at=path, role="auditor", board="every")
    assert again.status_code == 409
    assert "har redan den rollen" in again.text
    row = db.session.query(Appointment).filter_by(officer_id=officer.id, role=Role.AUDITOR).one()
    assert send(client, f"/administration/uppdrag/{row.id}/avsluta", form_at=path).status_code == 302
    sign_in(Browser(client.application, use_cookies=True), "anna")
    assert "Logga ut överallt" in client.get(path).text
    assert send(client, f"{path}/logga-ut", form_at=path).status_code == 302
    assert db.session.query(OfficerSession).filter_by(officer_id=officer.id).count() == 0
    assert "Visas bara nu" in send(client, f"{path}/engangslosenord", form_at=path).text


def test_deactivation_asks_for_a_successor_and_moves_the_work(client, admin):
    leaving, heir = an_officer(username="leaving"), an_officer(username="heir")
    a_case(by=leaving)
    path = f"/administration/handlaggare/{leaving.id}"
    page = client.get(f"{path}/avaktivera").text
    if "Någon måste ta över" in page:
        refused = send(client, f"{path}/avaktivera", form_at=path, successor="")
        assert refused.status_code == 409
        assert "Välj vem som tar över" in refused.text
    answer = send(client, f"{path}/avaktivera", form_at=path, successor=heir.id)
    assert answer.status_code == 302
    assert "Avaktiverad" in client.get(path).text
    assert "Visas bara nu" in send(client, f"{path}/aktivera", form_at=path).text


def test_the_last_administrator_is_told_why_not(client, admin):
    path = f"/administration/handlaggare/{admin.id}"
    answer = send(client, f"{path}/avaktivera", form_at=path, successor="")
    assert answer.status_code == 409
    assert "sista aktiva administratören" in answer.text


def test_a_key_is_issued_shown_once_and_revoked(client, admin):
    a_board()
    answer = send(
        client, "/administration/nycklar/ny", name="E-tjänsten", board=a_board().id, scopes=["cases:read"]
    )
    assert re.search(r"vet_[\w-]{40,}", answer.text)
    page = client.get("/administration").text
    assert "vet_" not in page
    token = db.session.query(ApiToken).one()
    assert send(client, f"/administration/nycklar/{token.id}/aterkalla").status_code == 302
    assert "Återkallad" in client.get("/administration").text


def test_local_values_are_saved_together_and_a_wrong_one_is_told_at_its_field(client, admin):
    board_id = a_board().id
    path = f"/administration/namnder/{board_id}/egna-varden/democracy-criteria/2026"
    assert "Lägsta antal medlemmar" in client.get(path).text
    fields = {"v-S18-min_members": "20", "v-S14-directory_entry_required": "yes"}
    answer = send(client, path, form_at=path, **fields)
    assert answer.status_code == 302
    wrong = send(client, path, form_at=path, **{**fields, "v-S18-min_members": "tjugo"})
    assert wrong.status_code == 409
    assert 'value="tjugo"' in wrong.text
    assert 'id="v-S18-min_members-error"' in wrong.text
    found = local_values(board_id, 2026, "democracy-criteria", admin)
    assert found == {("S18", "min_members"): "20", ("S14", "directory_entry_required"): "yes"}


@pytest.mark.parametrize("path", ["democracy-criteria/1999", "nothing/2026", "democracy-criteria/2021"])
def test_no_such_checklist_or_year(client, admin, path):
    answer = client.get(f"/administration/namnder/{a_board().id}/egna-varden/{path}")
    assert answer.status_code == 404


@pytest.mark.parametrize(
    "path",
    ["/administration/namnder/x", "/administration/handlaggare/x", "/administration/namnder/x/delegation"],
)
def test_unknown_things_are_not_found(client, admin, path):
    assert client.get(path).status_code == 404


def test_the_overviews_queries_do_not_grow(client, admin):
    for number in range(12):
        an_officer(username=f"o{number}", board=a_board(f"B{number}", f"Nämnd {number}"))
    with count_queries() as sent:
        found = overview(admin)
    assert (len(found.boards), len(found.officers)) == (12, 13)
    assert len(sent) == 3


def test_pages_read_in_english_too(client, admin):
    client.set_cookie("lang", "en")
    assert "Keys for other systems" in client.get("/administration").text
    board = db.session.query(Board).first() or a_board()
    assert "Delegation order" in client.get(f"/administration/namnder/{board.id}").text
