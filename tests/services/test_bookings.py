"""Requests for rooms taken in: once, changed, moved, confirmed elsewhere, barred; never doubled or deleted."""

import dataclasses
import datetime as dt
from typing import Any

import pytest
from flask import Flask

from tests.makers import NOW, a_board, an_officer
from tests.makers_applications import an_association
from tests.makers_premises import EVENING, a_premises
from vetting.domain.authority import Actor
from vetting.domain.booking import AskedDate, NewBooking
from vetting.domain.entries_rooms import RoomEntry
from vetting.domain.errors import NotAllowed, NotFound, Refused
from vetting.domain.terms import Role
from vetting.domain.terms_premises import BookingChannel, BookingState, PartyKind, PremisesKind, PurposeKind
from vetting.domain.terms_revocations import BarReach
from vetting.records.bars import Bar
from vetting.records.bookings import Booking, BookingRequest
from vetting.records.db import db
from vetting.records.journal import JournalEntry
from vetting.services.bookings import receive_booking

WEEK = dt.timedelta(days=7)


def asked(
    weeks: int = 0, *, key: str | None = None, told: BookingState | None = None, later: int = 0
) -> AskedDate:
    """Three hours of an evening, so many weeks on and so many hours later."""
    starts_at = EVENING + weeks * WEEK + dt.timedelta(hours=later)
    return AskedDate(starts_at, starts_at + dt.timedelta(hours=3), key, told)


def a_new(premises_id: str, *dates: AskedDate, **fields: Any) -> NewBooking:
    return NewBooking(
        **{
            "premises_id": premises_id,
            "channel": BookingChannel.API,
            "party_kind": PartyKind.BODY,
            "party_name": "Almviks samfällighet",
            "purpose_kind": PurposeKind.MEETING,
            "dates": dates or (asked(key="d0"),),
            "source_system": "NOR:bokning",
            "source_key": "B-1",
            **fields,
        }
    )


def a_manager() -> Actor:
    return an_officer(Role.PREMISES_MANAGER, username="lokal")


def dates_of(request_id: str) -> list[tuple[dt.datetime, BookingState]]:
    db.session.rollback()
    rows = db.session.query(Booking).filter_by(request_id=request_id).order_by(Booking.starts_at).all()
    return [(row.starts_at, row.state) for row in rows]


def entries() -> list[str]:
    named = (RoomEntry.BOOKING_RECEIVED.value, RoomEntry.BOOKING_CHANGED.value)
    rows = db.session.query(JournalEntry).filter(JournalEntry.name.in_(named)).order_by(JournalEntry.seq)
    return [row.name for row in rows]


def test_the_same_request_again_changes_nothing(app: Flask) -> None:
    by, hall = a_manager(), a_premises().id
    first = receive_booking(a_new(hall), by=by, now=NOW)
    again = receive_booking(a_new(hall), by=by, now=NOW)
    assert (first.is_new, again.is_new, again.is_changed) == (True, False, False)
    assert first.request_id == again.request_id
    assert entries() == ["BookingReceived"]
    assert dates_of(first.request_id) == [(EVENING, BookingState.PENDING)]


def test_a_series_that_changes_keeps_what_it_was(app: Flask) -> None:
    by, hall = a_manager(), a_premises().id
    told = BookingState.APPROVED
    series = [asked(week, key=f"d{week}", told=told) for week in range(4)]
    first = receive_booking(a_new(hall, *series), by=by, now=NOW)
    moved = asked(1, key="d1", told=told, later=1)
    cancelled = asked(2, key="d2", told=BookingState.WITHDRAWN)
    again = receive_booking(a_new(hall, series[0], moved, cancelled, asked(9, key="d9")), by=by, now=NOW)
    assert again.is_changed
    assert dates_of(first.request_id) == [
        (EVENING, BookingState.APPROVED),
        (moved.starts_at, BookingState.APPROVED),
        (cancelled.starts_at, BookingState.WITHDRAWN),
        (EVENING + 3 * WEEK, BookingState.APPROVED),  # no longer in the sender's list: told, never taken away
        (EVENING + 9 * WEEK, BookingState.PENDING),
    ]
    assert len(again.gone) == 1
    assert db.session.get_one(BookingRequest, first.request_id).state is BookingState.PENDING


@pytest.mark.parametrize("state", [BookingState.REFUSED, BookingState.CANCELLED])
def test_what_a_person_decided_is_not_changed_by_what_comes_in(app: Flask, state: BookingState) -> None:
    by, hall = a_manager(), a_premises().id
    first = receive_booking(a_new(hall), by=by, now=NOW)
    row = db.session.query(Booking).filter_by(request_id=first.request_id).one()
    row.state = state
    db.session.commit()
    again = receive_booking(a_new(hall, asked(key="d0", told=BookingState.APPROVED, later=1)), by=by, now=NOW)
    assert len(again.decided) == 1
    assert dates_of(first.request_id) == [(EVENING, state)]


def test_an_approved_date_that_is_moved_waits_again(app: Flask) -> None:
    by, hall = a_manager(), a_premises().id
    first = receive_booking(a_new(hall, asked(key="d0", told=BookingState.APPROVED)), by=by, now=NOW)
    receive_booking(a_new(hall, asked(key="d0", later=2)), by=by, now=NOW)
    assert dates_of(first.request_id) == [(EVENING + dt.timedelta(hours=2), BookingState.PENDING)]


def test_what_was_answered_at_the_counter_is_not_emptied(app: Flask) -> None:
    by, hall = a_manager(), a_premises().id
    first = receive_booking(a_new(hall), by=by, now=NOW)
    row = db.session.get_one(BookingRequest, first.request_id)
    row.actual_user = "Körens barngrupp"
    db.session.commit()
    again = receive_booking(a_new(hall, expected=30), by=by, now=NOW)
    row = db.session.get_one(BookingRequest, first.request_id)
    assert again.is_changed
    assert (row.actual_user, row.expected, row.version) == ("Körens barngrupp", 30, 2)


def test_a_barred_party_is_taken_in_and_waits(app: Flask) -> None:
    by, hall, party = a_manager(), a_premises().id, an_association()
    second = an_officer(Role.UNIT_HEAD, username="chef")
    day = NOW.date()
    db.session.add(
        Bar(
            association_id=party.id,
            board_id=a_board().id,
            reach=BarReach.ROOMS,
            reason="Uppsagt avtal",
            owner_id=by.id,
            starts_on=day,
            ends_on=day + WEEK,
            review_on=day,
            set_by=by.id,
            second_by=second.id,
            set_at=NOW,
        )
    )
    db.session.commit()
    confirmed = asked(key="d0", told=BookingState.APPROVED)
    new = a_new(hall, confirmed, party_kind=PartyKind.ASSOCIATION, association_id=party.id)
    told = receive_booking(new, by=by, now=NOW)
    assert (told.is_new, told.is_barred) == (True, True)
    assert dates_of(told.request_id) == [(EVENING, BookingState.PENDING)]


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"dates": ()}, "booking_dates_missing"),
        ({"dates": (AskedDate(EVENING, EVENING),)}, "booking_times_reversed"),
        ({"dates": (AskedDate(EVENING, EVENING + 5 * WEEK),)}, "booking_too_long"),
        ({"dates": (asked(key="a"), asked(1, key="a"))}, "booking_date_twice"),
        ({"dates": tuple(asked(week) for week in range(501))}, "booking_too_many_dates"),
        ({"expected": 0}, "booking_expected_odd"),
        ({"source_key": None}, "booking_source_half"),
        ({"co_organisers": "Ring 19850101-0006"}, "personal_number_in_text"),
    ],
)
def test_what_cannot_stand_is_refused(app: Flask, fields: dict[str, Any], code: str) -> None:
    by, hall = a_manager(), a_premises().id
    with pytest.raises(Refused) as refusal:
        receive_booking(dataclasses.replace(a_new(hall), **fields), by=by, now=NOW)
    assert refusal.value.code == code
    assert db.session.query(BookingRequest).count() == 0


def test_a_public_place_is_not_let_by_the_municipality(app: Flask) -> None:
    """Lawfulness 17: the police decide (ordningslagen 3:1)."""
    square = a_premises("Almviks torg", kind=PremisesKind.PUBLIC_PLACE).id
    with pytest.raises(Refused) as refusal:
        receive_booking(a_new(square), by=a_manager(), now=NOW)
    assert refusal.value.code == "booking_public_place"


def test_another_boards_premises_do_not_exist(app: Flask) -> None:
    by = a_manager()
    other = a_premises(board=a_board("SOD", "Söderås stadsdelsnämnd")).id
    with pytest.raises(NotFound):
        receive_booking(a_new(other), by=by, now=NOW)
    elsewhere = dataclasses.replace(asked(), premises_id=other)
    with pytest.raises(Refused) as refusal:
        receive_booking(a_new(a_premises().id, elsewhere), by=by, now=NOW)
    assert refusal.value.code == "premises_of_other_board"
    with pytest.raises(NotAllowed):
        receive_booking(a_new(other), by=an_officer(Role.CHAIR, username="ordf"), now=NOW)


@pytest.mark.parametrize(("day", "code"), [(-1, "booking_date_passed"), (0, ""), (7, "")])
def test_what_has_been_is_not_booked_over_the_counter(app: Flask, day: int, code: str) -> None:
    by, hall = a_manager(), a_premises().id
    starts_at = NOW - dt.timedelta(minutes=30) + dt.timedelta(days=day)  # today's has begun and is not over
    asked_for = AskedDate(starts_at, starts_at + dt.timedelta(hours=3))
    over_counter = {"channel": BookingChannel.DESK, "source_system": "", "source_key": None}
    new = a_new(hall, asked_for, **over_counter)
    if not code:
        assert receive_booking(new, by=by, now=NOW).is_new
        return
    with pytest.raises(Refused, match=code) as refused:
        receive_booking(new, by=by, now=NOW)
    assert refused.value.facts["day"] == "2026-11-19"
    assert db.session.query(BookingRequest).count() == 0
    assert receive_booking(a_new(hall, asked_for), by=by, now=NOW).is_new  # a booking system's list keeps it
