"""A year of requests for rooms, each looked at and answered by the district's manager in its own month."""

import datetime as dt
import random
from collections.abc import Iterable, Sequence
from contextlib import suppress

from vetting.demo.calendar import Calendar, Steps
from vetting.demo.people import Desk, Town
from vetting.demo.register import Known
from vetting.demo.rooms import BOOKINGS, TIMES, as_csv, evening, key_of, party
from vetting.domain.authority import OPERATOR
from vetting.domain.errors import Refused
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms_premises import TenancyVerdict
from vetting.reading.letting_list import ListFilter, Wanted, letting_list
from vetting.services import booking_lists, letting_decisions, lettings

DAY = dt.timedelta(days=1)
MONTHS, BOARDS = 11, 4
HALLS = ("S", "G")
PER_MONTH = (3, 2, 4, 2, 1, 1, 3, 4, 4, 3, 2)  # fewer in the summer


def plan_lettings(
    calendar: Calendar, town: Town, numbers: Sequence[Known], chance: random.Random, now: dt.datetime
) -> None:
    """Before the list of this autumn, whose requests wait on the desks."""
    for month in range(MONTHS):
        at = now - (52 + 29 * (MONTHS - 1 - month)) * DAY
        desks = [desk for desk in town.boards if desk.district][:BOARDS]
        calendar.add(at, _month(town, desks, list(_rows(desks, numbers, chance, month, swedish_day(at))), at))


def _rows(
    desks: Sequence[Desk], numbers: Sequence[Known], chance: random.Random, month: int, today: dt.date
) -> Iterable[list[object]]:
    for desk in desks:
        near = [one for one in numbers if one.district == desk.district] or list(numbers)
        for number in range(PER_MONTH[month]):
            hall = key_of(desk, HALLS[number % len(HALLS)])
            when = (today + (9 + 4 * number) * DAY, TIMES[number % len(TIMES)])
            told = (*evening(hall, desk, when, "Preliminär"), *party(chance.choice(near), chance))
            yield [f"{hall}-A{month}-{number}", "", *told, "Föreningar i kommunen"]


def _month(town: Town, desks: Sequence[Desk], rows: list[list[object]], at: dt.datetime) -> Steps:
    """The list comes in; within a week each request is approved, or asked about."""
    data = as_csv(BOOKINGS, rows)
    import_id = booking_lists.receive_booking_list(data, f"bokningar-{at:%Y-%m}.csv", by=OPERATOR, now=at)
    booking_lists.take_in_bookings(import_id, by=OPERATOR, now=at)
    for late, desk in enumerate(desks):
        at += dt.timedelta(days=1, hours=late)
        yield at
        _answer(town, desk, at)


def _answer(town: Town, desk: Desk, at: dt.datetime) -> None:
    manager = town.managers[desk.id]
    waiting = ListFilter(Wanted.WAITING, desk.id, is_all=True)
    for line in letting_list(waiting, actor=manager, today=swedish_day(at)).lines:
        if line.verdict is TenancyVerdict.GO:
            letting_decisions.approve(line.request_id, (), by=manager, now=at)
        elif line.verdict is TenancyVerdict.ASK:
            with suppress(Refused):  # what was asked last month still waits for its answer
                lettings.put_questions(line.request_id, by=manager, now=at)
