"""The rows that a report's figures are counted from anew, and what was let, one row after the other."""

import datetime as dt
import statistics
from collections import Counter
from typing import Any

from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms import Outcome
from vetting.domain.terms_contracts import BreachStepKind, StepState
from vetting.domain.terms_premises import BookingState
from vetting.domain.terms_reports import ReportArea as Area
from vetting.records import applications, bookings, breaches, decisions, lettings, premises
from vetting.records.db import Base, db

Counted = dict[tuple[Area, str], float | None]


def every(table: type[Base]) -> list[Any]:
    return db.session.query(table).all()


class Recount:
    """The rows of one board (None: all) whose day lies within the report's."""

    def __init__(self, board_id: str | None, first: dt.date, last: dt.date) -> None:
        self.board_id, self.first, self.last = board_id, first, last
        self.cases = {one.id: one for one in every(applications.Case) if self.own(one.board_id)}
        self.rooms = {one.id for one in every(premises.Premises) if self.own(one.board_id)}
        self.decided = [
            one
            for one in every(decisions.Decision)
            if one.case_id in self.cases and self.within(one.decided_on)
        ]

    def own(self, board_id: str) -> bool:
        return self.board_id in (None, board_id)

    def within(self, day: dt.date) -> bool:
        return self.first <= day <= self.last

    def at(self, moment: dt.datetime | None) -> bool:
        return moment is not None and self.within(swedish_day(moment))

    def of_cases(self, table: type[Base], column: str) -> list[Any]:
        return [one for one in every(table) if one.case_id in self.cases and self.at(getattr(one, column))]

    def outcomes(self, *wanted: Outcome) -> int:
        return sum(one.outcome in wanted for one in self.decided)


def median(values: list[int]) -> float | None:
    return statistics.median(values) if values else None


def share(part: int, whole: int) -> float | None:
    return round(100 * part / whole, 1) if whole else None


def counted_rooms(rows: Recount) -> Counted:
    asked = [
        one
        for one in every(bookings.BookingRequest)
        if one.premises_id in rows.rooms and rows.at(one.received_at)
    ]
    states = Counter(one.state for one in asked)
    looked = {one.request_id for one in every(lettings.BookingVerdict)}
    acted = [
        one
        for one in asked
        if one.state in (BookingState.APPROVED, BookingState.REFUSED, BookingState.CANCELLED)
    ]
    dates = [one for one in every(bookings.Booking) if one.premises_id in rows.rooms]
    checked = sum(one.id in looked for one in acted)
    taken_back = [
        (swedish_day(one.starts_at) - swedish_day(one.changed_at)).days
        for one in dates
        if one.state is BookingState.CANCELLED and rows.at(one.changed_at)
    ]
    return {
        (Area.PREMISES, "requests"): len(asked),
        (Area.PREMISES, "pending"): states[BookingState.PENDING],
        (Area.PREMISES, "let"): states[BookingState.APPROVED],
        (Area.PREMISES, "not_let"): states[BookingState.REFUSED],
        (Area.PREMISES, "withdrawn"): states[BookingState.WITHDRAWN],
        (Area.PREMISES, "cancelled"): states[BookingState.CANCELLED],
        (Area.PREMISES, "letting_checked"): checked,
        (Area.PREMISES, "letting_checked_share"): share(checked, len(acted)),
        (Area.PREMISES, "dates"): sum(
            one.state is BookingState.APPROVED and rows.at(one.starts_at) for one in dates
        ),
        (Area.PREMISES, "dates_cancelled"): len(taken_back),
        (Area.PREMISES, "cancelled_before"): median(taken_back),
        **_waits(asked, dates),
        (Area.PREMISES, "terminated"): _terminated(rows),
    }


def _waits(asked: list[Any], dates: list[Any]) -> Counted:
    from_request, from_answer = [], []
    answers = [one for one in every(lettings.BookingDecision) if one.kind.value != "cancellation"]
    for one in asked:
        mine = [date.starts_at for date in dates if date.request_id == one.id]
        if mine:
            first = swedish_day(min(mine))
            from_request.append((first - swedish_day(one.received_at)).days)
            said = [a.decided_at for a in answers if a.request_id == one.id and a.decided_at is not None]
            from_answer += [(first - swedish_day(min(said))).days] if said else []
    return {
        (Area.PREMISES, "days_before"): median(from_request),
        (Area.PREMISES, "decided_before"): median(from_answer),
    }


def _terminated(rows: Recount) -> int:
    mine = {one.id for one in every(bookings.BookingRequest) if one.premises_id in rows.rooms}
    broken = {one.id for one in every(breaches.Breach) if one.request_id in mine}
    return sum(
        one.breach_id in broken
        and (one.kind, one.state) == (BreachStepKind.TERMINATION, StepState.TAKEN)
        and rows.at(one.taken_at)
        for one in every(breaches.BreachStep)
    )
