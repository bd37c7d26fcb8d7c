"""Rooms and money attacked through pages and the API: days at the end of time, numbers too large, public places."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.conftest import Browser
from tests.makers import an_officer, csrf, sign_in
from tests.makers_premises import a_booking, a_booking_request, a_premises
from tests.web.test_api_bookings import a_date, send  # noqa: F401 - the fixture
from vetting.domain.terms import Role
from vetting.domain.terms_premises import PremisesKind
from vetting.records.bookings import Booking
from vetting.records.db import db
from vetting.records.lettings import PoliceContactNote
from vetting.records.observations import Observation

ENDS_OF_TIME = [
    ("0001-01-01T00:00:00+14:00", "0001-01-01T02:00:00+14:00"),
    ("0001-01-01T00:10:00Z", "0001-01-01T00:40:00Z"),
    ("9999-12-31T22:30:00-12:00", "9999-12-31T23:30:00-12:00"),
    ("9999-12-31T23:10:00Z", "9999-12-31T23:40:00Z"),  # in Sweden it is no day at all
]
HUGE = "9" * 30


@pytest.mark.parametrize(("starts_at", "ends_at"), ENDS_OF_TIME)
def test_a_date_at_the_end_of_time_is_refused(send: Any, starts_at: str, ends_at: str) -> None:  # noqa: F811
    answer = send(dates=[a_date(starts_at=starts_at, ends_at=ends_at)])
    assert (answer.status_code, answer.json["title"]) == (409, "booking_year_odd"), answer.text
    assert db.session.query(Booking).count() == 0


def test_a_single_date_cannot_be_put_in_a_public_place(send: Any) -> None:  # noqa: F811
    a_premises("Torget", key="TORG", kind=PremisesKind.PUBLIC_PLACE)
    answer = send(dates=[a_date(), a_date(1, premises="TORG")])
    assert (answer.status_code, answer.json["title"]) == (409, "booking_public_place")
    assert db.session.query(Booking).count() == 0


@pytest.fixture
def manager(client: FlaskClient) -> Browser:
    an_officer(Role.PREMISES_MANAGER, username="lokal")
    return sign_in(client, "lokal")  # type: ignore[return-value]


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_forms_refuse_a_day_at_the_end_of_time(manager: Browser, day: str) -> None:
    booking = a_booking(a_booking_request(a_premises()))
    forms = {
        "/bokningar/ny": {
            "premises": booking.premises_id,
            "party_name": "Almviks samfällighet",
            "party_kind": "body",
            "begins": "00:10",
            "ends": "23:40",
            "weeks": "52",
            "purpose_kind": "meeting",
        },
        f"/bokningar/{booking.request_id}/polis": {
            "at": "00:00",
            "unit": "Lokalpolisområdet",
            "police_word": "risk",
            "said": "De kommer att vara på plats.",
        },
        f"/ikvall/{booking.id}/iakttagelse": {
            "at": "00:00",
            "is_as_booked": "yes",
            "text": "Fyrtio personer i salen.",
        },
    }
    for path, form in forms.items():
        answer = manager.post(path, data={**form, "day": day, "csrf_token": csrf(manager, path)})
        assert answer.status_code == 422, path
    for made, count in ((Booking, 1), (PoliceContactNote, 0), (Observation, 0)):
        assert db.session.query(made).count() == count


@pytest.mark.parametrize(
    ("path", "status"),
    [
        (f"/utbetalningar?page={HUGE}", 200),
        (f"/utbetalningar?page=-{HUGE}", 200),
        (f"/bokningar/?page={HUGE}", 200),
        (f"/aterkrav/eftergivet.xlsx?ar={HUGE}", 404),
        ("/rapporter?ar=0", 200),
        ("/rapporter?ar=9999", 200),
        ("/utbetalningar?page=x", 200),
    ],
)
def test_numbers_in_addresses_that_no_table_holds(client: FlaskClient, path: str, status: int) -> None:
    an_officer(Role.UNIT_HEAD, username="chef")
    assert sign_in(client, "chef").get(path).status_code == status
