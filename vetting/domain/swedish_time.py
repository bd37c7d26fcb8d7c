"""Which Swedish calendar day an instant falls on."""

import datetime as dt
from zoneinfo import ZoneInfo

SWEDEN = ZoneInfo("Europe/Stockholm")
_MONTHS = (
    *("januari", "februari", "mars", "april", "maj", "juni"),
    *("juli", "augusti", "september", "oktober", "november", "december"),
)


def swedish_day(now: dt.datetime) -> dt.date:
    """The Swedish calendar date of an instant. `now` must carry its zone."""
    return now.astimezone(SWEDEN).date()


def clock(at: dt.datetime) -> str:
    """The hour of an instant by the Swedish clock: "18:30". `at` must carry its zone."""
    return f"{at.astimezone(SWEDEN):%H:%M}"


def first_moment(day: dt.date) -> dt.datetime:
    """The instant a Swedish calendar day begins."""
    return dt.datetime.combine(day, dt.time(), SWEDEN)


def written_day(iso: str) -> str:
    """An ISO date as Swedish letters write it: "12 mars 2027"."""
    day = dt.date.fromisoformat(iso)
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
