"""Days on which things can fall due. The holidays are given: the calendar itself is a door."""

import calendar
import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

SATURDAY = 5


@dataclass(frozen=True)
class Days:
    """A day, and the holidays of the years around it."""

    today: dt.date
    holidays: Collection[dt.date]


def is_working_day(day: dt.date, holidays: Collection[dt.date]) -> bool:
    """Monday to Friday, and no holiday."""
    return day.weekday() < SATURDAY and day not in holidays


def next_working_day(day: dt.date, holidays: Collection[dt.date]) -> dt.date:
    """The day itself or the first working day after it: a time limit that ends on a rest day runs on
    to the next working day (lag 1930:173 2 §)."""
    while not is_working_day(day, holidays):
        day += dt.timedelta(days=1)
    return day


def last_working_day(day: dt.date, holidays: Collection[dt.date]) -> dt.date:
    """The day itself or the last working day before it, for what must be done no later than that."""
    while not is_working_day(day, holidays):
        day -= dt.timedelta(days=1)
    return day


def add_months(day: dt.date, months: int) -> dt.date:
    """The same day of the month so many months later, or that month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def working_days_from(day: dt.date, count: int, holidays: Collection[dt.date]) -> dt.date:
    """So many working days after the day, or before it where `count` is negative."""
    step = dt.timedelta(days=1 if count >= 0 else -1)
    for _n in range(abs(count)):
        day += step
        while not is_working_day(day, holidays):
            day += step
    return day
