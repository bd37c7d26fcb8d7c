"""What a revocation reaches: the list of a party with sixty rows beside many other bookings, and pages."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import insert

from benchmarks.databases import opened, place, settled
from benchmarks.measuring import Figure, in_turns
from tests.makers import NOW
from tests.makers_decisions import two_officers
from tests.makers_effects import a_series, a_tariff, an_association_with_support, another_grant
from tests.makers_premises import EVENING, a_booking_request, a_premises
from tests.queries import count_queries
from vetting.domain.authority import Actor
from vetting.domain.terms_premises import BookingState
from vetting.reading.effect_list import RowFilter, effect_page
from vetting.reading.effect_lists import TrackingFilter, effect_tasks, tracking
from vetting.records import effect_lists
from vetting.records.bookings import Booking
from vetting.records.db import db, new_id, transaction
from vetting.records.decisions import Support

ROWS = 60
OTHERS = 20_000  # dates booked by others
EACH = 20


class _UndoneError(Exception):
    """Takes a deed back once it is measured."""


def figures(kind: str, folder: Path, server: str | None) -> list[Figure]:
    """Making the list, and reading it, for a party with sixty rows."""
    with opened(place(kind, folder / "effects", server)) as app:
        secretary, head = two_officers()
        association, case_id = an_association_with_support(secretary, head)
        hall = a_premises()
        a_series(association, dates=ROWS - 2, premises=hall, tariff=a_tariff(hall))
        another_grant(association, (secretary, head))
        _book_for_others(hall.id)
        with transaction(is_piece=True):
            ended = db.session.query(Support).filter_by(case_id=case_id).one()
            ended.ended_on, ended.end_cause = NOW.date(), "revoked"
        settled(app)
        make = _making(case_id, association.id, head)
        found = _measured({"effect list made": make}, kind)
        with transaction():
            list_id = effect_lists.make_list(case_id, association.id, by=head, now=NOW)
        settled(app)
        return [*found, *_measured(_readings(list_id, head), kind)]


def _measured(calls: dict[str, Callable[[], object]], kind: str) -> list[Figure]:
    found = []
    for name, times in in_turns(calls, each=EACH).items():
        with count_queries() as sent:
            calls[name]()
        what = f"{name}, {ROWS} rows"
        found += [
            Figure("effects", f"{what}: p50", times.p50, "ms", kind, "≤ 1000"),
            Figure("effects", f"{what}: p99", times.p99, "ms", kind),
            Figure("effects", f"{what}: queries", len(sent), "", kind, "≤ 20"),
        ]
    return found


def _making(case_id: str, association_id: str, by: Actor) -> Callable[[], object]:
    def make() -> None:
        try:
            with transaction():
                effect_lists.make_list(case_id, association_id, by=by, now=NOW)
                raise _UndoneError
        except _UndoneError:
            pass

    return make


def _readings(list_id: str, head: Actor) -> dict[str, Callable[[], object]]:
    today = NOW.date()
    return {
        "effect list read": lambda: effect_page(list_id, RowFilter(), actor=head),
        "revocations of the city read": lambda: tracking(TrackingFilter(), actor=head, today=today),
        "my day's part read": lambda: effect_tasks(head),
    }


def _book_for_others(premises_id: str) -> None:
    request = a_booking_request(state=BookingState.APPROVED)
    with transaction(is_piece=True):
        db.session.execute(
            insert(Booking),
            [
                {
                    "id": new_id(),
                    "request_id": request.id,
                    "premises_id": premises_id,
                    "starts_at": EVENING + dt.timedelta(hours=3 * number),
                    "ends_at": EVENING + dt.timedelta(hours=3 * number + 2),
                    "state": BookingState.APPROVED,
                    "changed_at": NOW,
                }
                for number in range(OTHERS)
            ],
        )
