"""The JSON API of bookings: bound to a board and a scope, the same id again brings the request up."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.makers import NOW, a_board, an_officer
from tests.makers_applications import an_association
from tests.makers_premises import a_premises
from vetting.domain.terms import Role
from vetting.domain.terms_premises import BookingChannel, BookingState, PartyKind, PremisesKind
from vetting.records.bookings import Booking, BookingRequest
from vetting.records.db import db
from vetting.services.tokens import issue_token


def a_date(number: int = 0, **fields: Any) -> dict[str, Any]:
    day = f"2099-11-{20 + number}"
    times = {"starts_at": f"{day}T18:00:00+01:00", "ends_at": f"{day}T21:00:00+01:00"}
    return {"id": f"d{number}", **times, **fields}


BODY = {
    "id": "B-1",
    "premises": "SAL-1",
    "org_number": "889999-9018",
    "party_name": "Almviks folkdansgille",
    "purpose_kind": "training",
    "dates": [a_date(), a_date(7, state="approved")],
}


@pytest.fixture
def send(client: FlaskClient) -> Any:
    """Sends a booking with a token of the usual board."""
    an_association()
    a_premises("Stora salen", key="SAL-1")
    token = a_token(("bookings:write",))

    def go(token: str = token, **fields: Any) -> Any:
        headers = {"Authorization": f"Bearer {token}"}
        return client.post("/api/bookings", json={**BODY, **fields}, headers=headers)

    return go


def a_token(scopes: tuple[str, ...], prefix: str = "NOR") -> str:
    admin = an_officer(Role.ADMINISTRATOR, username=f"adm{prefix}{scopes[0]}", everywhere=True)
    board = a_board(prefix, f"Nämnden {prefix}")
    return issue_token(board.id, "Bokning", scopes=frozenset(scopes), by=admin, now=NOW)[1]


def test_a_booking_comes_in_once_and_is_brought_up(app: Flask, send: Any) -> None:
    first, again = send(), send()
    assert (first.status_code, again.status_code) == (201, 200), first.text
    assert first.json["request_id"] == again.json["request_id"]
    assert (again.json["is_new"], again.json["is_changed"]) == (False, False)
    moved = send(dates=[a_date(1)])
    assert (moved.json["is_changed"], moved.json["not_listed"]) == (True, ["d0", "d7"])
    db.session.rollback()
    request = db.session.query(BookingRequest).one()
    assert (request.channel, request.party_kind) == (BookingChannel.API, PartyKind.ASSOCIATION)
    assert (request.source_system, request.source_key, request.version) == ("NOR:bokning", "B-1", 2)
    states = [row.state for row in db.session.query(Booking).order_by(Booking.starts_at)]
    assert states == [BookingState.PENDING, BookingState.PENDING, BookingState.APPROVED]


@pytest.mark.parametrize(
    ("fields", "status", "title"),
    [
        ({"premises": "OKÄND"}, 404, "premises_not_found"),
        ({"premises": "TORG"}, 409, "booking_public_place"),
        ({"org_number": "850161-0003"}, 409, "number_is_personal"),
        ({"dates": [a_date(), a_date()]}, 409, "booking_date_twice"),
        ({"dates": [a_date(ends_at="2099-11-20T17:00:00+01:00")]}, 409, "booking_times_reversed"),
        ({"dates": [a_date(starts_at="2099-11-20T18:00:00")]}, 422, None),
        ({"dates": [a_date(state="refused")]}, 422, None),
        ({"dates": []}, 422, None),
        ({"expected": 0}, 409, "booking_expected_odd"),
        ({"subject": "Vad som ska sägas"}, 422, None),
    ],
)
def test_what_cannot_stand_is_told(send: Any, fields: dict[str, Any], status: int, title: str | None) -> None:
    a_premises("Torget", key="TORG", kind=PremisesKind.PUBLIC_PLACE)
    answer = send(**fields)
    assert answer.status_code == status, answer.text
    assert title is None or answer.json["title"] == title
    assert db.session.query(BookingRequest).count() == 0


def test_a_token_reaches_its_board_and_scope_alone(send: Any) -> None:
    assert send(a_token(("cases:read",))).status_code == 403
    assert send(a_token(("bookings:write",), "SOD")).status_code == 404
    assert db.session.query(BookingRequest).count() == 0
