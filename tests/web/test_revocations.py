"""Revocations in the browser: from my day to the list, the series, the second signature, and the whole city."""

import io
import re

import pytest
from openpyxl import load_workbook

from tests.makers import a_board, an_officer, csrf, sign_in
from tests.makers_decisions import two_officers
from tests.makers_effects import (
    FAR,
    a_list,
    a_series,
    a_tariff,
    an_association_with_support,
    another_grant,
    everything_held,
    rows_in,
)
from tests.makers_premises import a_booking, a_booking_request, a_premises
from tests.queries import count_queries
from vetting.domain.terms import Role
from vetting.domain.terms_premises import BookingState, PartyKind
from vetting.domain.terms_revocations import EffectKind as K
from vetting.domain.terms_revocations import EffectState as S
from vetting.records.bookings import Booking
from vetting.records.db import db
from vetting.records.effect_lists import EffectList

CANCELLING = {
    "new_fact": "Nämnden har återkallat stödet den 20 november 2026 med stöd av villkor fyra.",
    "new_fact_on": "2026-11-20",
    "measure": "single_date",
    "measure_outcome": "Enstaka kvällar ändrar inte det som har hänt.",
    "rights": "y",
}


def send(client, path, *, at=None, **data):
    return client.post(path, data={"csrf_token": csrf(client, at or path), **data})


def change_to(client, username):
    client.post("/utloggning", data={"csrf_token": csrf(client, "/konto/losenord")})
    sign_in(client, username)


def put_name(client, path, row_ids):
    return client.post(
        f"{path}/underteckna", data={"csrf_token": csrf(client, path), "rows": row_ids}, follow_redirects=True
    )


def test_a_stopped_tenant_from_my_day_to_the_second_signature(app, client):
    list_id, association, _, _ = everything_held(dates=3, first=FAR)
    path = f"/aterkallelser/{list_id}"
    sign_in(client, "culture_secretary.nor")
    day = client.get("/min-dag").text
    assert f"{path}?visa=mina" in day
    assert association.name in day
    booked = [row for row in rows_in(list_id) if row.kind is K.BOOKING]
    dates, series = [row.id for row in booked], booked[0].request_id
    page = client.get(f"{path}?visa=mina").text
    assert f"serie={series}" in page
    chosen = client.get(f"{path}?visa=mina&serie={series}").text
    assert chosen.count(" checked") == 3  # every date of the series, and no word
    sent = {"rows": dates, "word": "ended", "reason": "Villkoret följdes inte."}
    assert "Mindre ingripande" in send(client, path, **sent).text  # nothing milder is told of
    assert send(client, path, **sent, **CANCELLING).status_code == 302
    assert [row.state for row in rows_in(list_id) if row.id in dates] == [S.AWAITING_SECOND] * 3
    noted = client.get(f"{path}?visa=mina&serie={series}").text
    assert noted.count(" checked") == 0  # what is noted is ticked no more
    assert "Kan skriva under" in noted
    assert "En annan person på nämnden måste underteckna" in put_name(client, path, dates).text
    assert "För din underskrift" not in client.get(path).text
    change_to(client, "unit_head.nor")
    day = client.get("/min-dag").text
    assert "Att underteckna: 3" in day
    assert "väntar på din underskrift: 3" in day
    done = put_name(client, path, dates).text
    assert "3 rader har upphört" in done
    assert re.search(r"föreslaget av [^,]+, undertecknat av [^,]+", done)
    assert "väntar på din underskrift" not in client.get("/min-dag").text
    assert db.session.query(Booking).filter_by(state=BookingState.CANCELLED).count() == 3


@pytest.mark.parametrize(
    ("sent", "status", "words"),
    [
        ({"word": "kept", "reason": "Prövat."}, 409, "Välj minst en rad"),
        ({"rows": True, "reason": "Prövat."}, 422, "Välj vad som ska ske"),
        ({"rows": True, "word": "kept"}, 422, "Skriv varför"),
        ({"rows": True, "word": "ended", "reason": "Prövat."}, 409, "eget beslut"),
        ({"rows": True, "word": "kept", "reason": "Deras ideologi."}, 409, "Deras ideologi"),
    ],
)
def test_what_is_wrong_is_told_and_what_was_written_stays(app, client, sent, status, words):
    list_id, _, _, _ = everything_held(dates=0)
    grant = next(row for row in rows_in(list_id) if row.board_id == a_board().id and row.kind is K.GRANT)
    path = f"/aterkallelser/{list_id}"
    sign_in(client, "culture_secretary.nor")
    answer = send(client, path, **{**sent, **({"rows": [grant.id]} if "rows" in sent else {})})
    assert answer.status_code == status
    assert words in answer.text
    assert sent.get("reason", "") in answer.text
    assert {row.state for row in rows_in(list_id)} == {S.OPEN}


def test_other_boards_see_that_there_are_rows_and_not_which(app, client):
    list_id, association, _, _ = everything_held(dates=2, first=FAR)
    path = f"/aterkallelser/{list_id}"
    sign_in(client, "culture_secretary.kul")
    page = client.get(path).text
    assert association.name in page
    assert "Norrdals stadsdelsnämnd: antal rader 4, varav väntar 4" in page
    assert "Almviks medborgarhus" not in page
    theirs = [row.id for row in rows_in(list_id) if row.board_id == a_board().id]
    assert send(client, path, rows=theirs, word="kept", reason="Prövat.").status_code == 422  # no such choice
    assert (
        client.post(
            f"{path}/avsluta", data={"csrf_token": csrf(client, path), "close_reason": "Klart"}
        ).status_code
        == 404
    )
    an_officer(board=a_board("OST", "Östdals stadsdelsnämnd"))
    change_to(client, "culture_secretary.ost")
    assert client.get(path).status_code == 404
    assert association.name not in client.get("/aterkallelser").text


def test_the_coordinator_sees_every_board_as_facts_and_no_case(app, client):
    list_id, association, _, _ = everything_held(dates=2, first=FAR)
    an_officer(Role.COORDINATOR, everywhere=True)
    sign_in(client, "coordinator.nor")
    page = client.get(f"/aterkallelser/{list_id}").text
    assert page.count("<tr>") == 1 + 5  # heading and rows: two grants, a tariff, two dates
    assert "/arenden/" not in page
    assert 'name="word"' not in page
    city = client.get("/aterkallelser").text
    assert association.name in city
    assert "Kulturnämnden, Norrdals stadsdelsnämnd" in city
    assert 'role="img"' in city
    taken = send(client, "/uttag/lista/aterkallelser", at="/aterkallelser")
    book = load_workbook(io.BytesIO(taken.data))
    told = next([cell.value for cell in row] for row in book.active.iter_rows(min_row=2, max_row=2))
    assert told[0] == association.name
    assert told[5:9] == [5, 0, 0, 5]


@pytest.mark.parametrize(
    ("asked", "found"),
    [("", 1), ("?visa=oppna", 1), ("?visa=avslutade", 0), ("?sok=granlunda", 1), ("?sok=annan", 0)],
)
def test_the_filter_of_the_city(app, client, asked, found):
    _, association, _, _ = everything_held(dates=0)
    sign_in(client, "culture_secretary.nor")
    assert client.get(f"/aterkallelser{asked}").text.count(f">{association.name}</a>") == found


def test_a_private_person_with_the_same_contact_is_not_named(app, client):
    secretary, head = two_officers()
    association, case_id = an_association_with_support(secretary, head)
    a_booking(a_booking_request(association=association, phone_digest="p" * 64))
    a_booking(
        a_booking_request(
            phone_digest="p" * 64, party_kind=PartyKind.PRIVATE, party_name="Privat Bokare", org_number=None
        )
    )
    a_booking(a_booking_request(phone_digest="p" * 64, party_name="Almviks andra förening"))
    list_id = a_list(association, case_id, head)
    sign_in(client, "culture_secretary.nor")
    page = client.get(f"/aterkallelser/{list_id}").text
    assert "Almviks andra förening" in page
    assert "Privat Bokare" not in page


def test_a_list_is_closed_and_found_from_its_case(app, client):
    list_id, _, _, _ = everything_held(dates=0)
    with_word = {"word": "kept", "reason": "Prövat och kvar."}
    path = f"/aterkallelser/{list_id}"
    sign_in(client, "unit_head.nor")
    for username in ("culture_secretary.nor", "culture_secretary.kul"):
        board = a_board("KUL" if username.endswith("kul") else "NOR").id
        change_to(client, username)
        assert "Avsluta förteckningen" not in client.get(path).text
        mine = [row.id for row in rows_in(list_id) if row.board_id == board]
        assert send(client, path, rows=mine, **with_word).status_code == 302
        change_to(client, "unit_head.nor")
    case_id = db.session.get_one(EffectList, list_id).case_id
    assert client.get(f"/aterkallelser/arende/{case_id}").location == path
    closed = client.post(
        f"{path}/avsluta",
        data={"csrf_token": csrf(client, path), "close_reason": "Alla nämnder har prövat."},
        follow_redirects=True,
    )
    assert "Alla nämnder har prövat." in closed.text


def test_what_is_held_just_now_is_shown_at_a_case_and_kept_nowhere(app, client):
    secretary, head = two_officers()
    association, case_id = an_association_with_support(secretary, head)
    hall = a_premises()
    a_series(association, dates=2, premises=hall, tariff=a_tariff(hall), first=FAR)
    sign_in(client, "culture_secretary.nor")
    page = client.get(f"/arenden/{case_id}/innehav").text
    assert page.count("Bokat datum") == 2
    assert page.count("Nolltaxa") == 1
    assert db.session.query(EffectList).count() == 0


def test_sixty_rows_and_many_lists_ask_no_more_of_the_database(app, client):
    secretary, head = two_officers()
    association, case_id = an_association_with_support(secretary, head)
    hall = a_premises()
    a_series(association, dates=58, premises=hall, tariff=a_tariff(hall), first=FAR)
    another_grant(association, (secretary, head))
    list_id = a_list(association, case_id, head)
    sign_in(client, "unit_head.nor")
    for path, most in (
        (f"/aterkallelser/{list_id}", 15),
        ("/aterkallelser", 15),
        (f"/arenden/{case_id}/innehav", 15),
    ):
        with count_queries() as sent:
            assert client.get(path).status_code == 200
        assert len(sent) <= most, (path, len(sent))
    assert len(rows_in(list_id)) == 60
