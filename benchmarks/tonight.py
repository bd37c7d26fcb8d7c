"""Tonight with five hundred bookings beside many other dates: the whole page, signed in, and its reading."""

import datetime as dt
import gc
from pathlib import Path

from sqlalchemy import insert

from benchmarks.databases import opened, place, settled
from benchmarks.measuring import Figure, at_share, in_turns
from tests.makers import NOW, an_officer, sign_in
from tests.makers_associations import an_association
from tests.makers_contracts import a_bar, a_contract
from tests.makers_lettings import terminated
from tests.makers_premises import a_booking, a_booking_request, a_premises
from tests.queries import count_queries
from vetting.domain.booking import phone_digest
from vetting.domain.swedish_time import SWEDEN, swedish_day
from vetting.domain.terms import Role
from vetting.domain.terms_premises import BookingChannel, BookingState, PartyKind, PurposeKind
from vetting.reading.tonight import tonight
from vetting.records.associations import association
from vetting.records.bookings import Booking, BookingRequest
from vetting.records.db import db, new_id, transaction

TONIGHT, OTHERS, ROOMS = 500, 20_000, 40
EACH = 30
PHONE = "08-465 004 10"
PHONED = {"booker_phone": PHONE, "phone_digest": phone_digest(PHONE)}


def figures(kind: str, folder: Path, server: str | None) -> list[Figure]:
    """Five hundred dates in forty rooms, a tenth waiting, with a stop mark and a terminated contract."""
    with opened(place(kind, folder / "tonight", server)) as app:
        manager = an_officer(Role.PREMISES_MANAGER)
        head = an_officer(Role.UNIT_HEAD)
        terminated(a_contract(**PHONED).id, manager, head)
        stopped = an_association("Almviks Kamratförening", by=an_officer(Role.REGISTRAR))
        a_booking(a_booking_request(association=association(stopped), **PHONED))
        a_bar(stopped)
        now = dt.datetime.now(dt.UTC)
        book(now)
        client = sign_in(app.test_client(), "premises_manager.nor")
        today = swedish_day(now)
        calls = {
            "page of tonight": lambda: client.get("/ikvall"),
            "tonight read": lambda: tonight(manager, day=today, today=today),
        }
        settled(app)
        gc.collect()
        gc.freeze()  # as a server does when it begins to serve
        gc.set_threshold(20_000, 20, 100)
        assert len(tonight(manager, day=today, today=today).lines) >= TONIGHT
        found = []
        for name, times in in_turns(calls, each=EACH).items():
            with count_queries() as sent:
                calls[name]()
            what, every = f"{name}, {TONIGHT} bookings", [one for taken in times.rounds for one in taken]
            found += [
                Figure("tonight", f"{what}: p50", times.p50, "ms", kind),
                Figure("tonight", f"{what}: p95", at_share(every, 0.95), "ms", kind, "≤ 200"),
                Figure("tonight", f"{what}: queries", len(sent), "", kind, "≤ 15"),
            ]
        return found


def book(now: dt.datetime) -> None:
    """Tonight's dates and those of other days, each a request of its own, straight into the tables."""
    rooms = [a_premises(f"Sal {number}").id for number in range(ROOMS)]
    noon = dt.datetime.combine(swedish_day(now), dt.time(8), tzinfo=SWEDEN).astimezone(dt.UTC)
    requests, dates = [], []
    for number in range(TONIGHT + OTHERS):
        day = 0 if number < TONIGHT else 1 + (number - TONIGHT) // TONIGHT
        state = BookingState.PENDING if number % 10 == 0 else BookingState.APPROVED
        starts = noon + dt.timedelta(days=day, hours=number // ROOMS % 13)
        request_id, room = new_id(), rooms[number % ROOMS]
        requests.append(_request(request_id, room, state, number))
        dates.append(
            {
                "id": new_id(),
                "request_id": request_id,
                "premises_id": room,
                "starts_at": starts,
                "ends_at": starts + dt.timedelta(minutes=55),
                "state": state,
                "changed_at": NOW,
            }
        )
    with transaction(is_piece=True):
        db.session.execute(insert(BookingRequest), requests)
        db.session.execute(insert(Booking), dates)


def _request(request_id: str, room: str, state: BookingState, number: int) -> dict[str, object]:
    return {
        "id": request_id,
        "premises_id": room,
        "channel": BookingChannel.FILE,
        "state": state,
        "party_kind": PartyKind.BODY,
        "party_name": f"Förening {number}",
        "is_identified": number % 7 > 0,
        "actual_user": "" if number % 11 == 0 else "Egen verksamhet",
        "site_responsible": "Ansvarig på plats",
        "purpose_kind": PurposeKind.MEETING,
        "is_public": False,
        "expected": 30,
        "received_at": NOW,
        "received_by": "benchmark",
        **(PHONED if number % 50 == 0 else {"booker_phone": "", "phone_digest": None}),
    }
