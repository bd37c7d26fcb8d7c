"""Which Swedish calendar day an instant falls on."""

import datetime as dt
from zoneinfo import ZoneInfo

SWEDEN = ZoneInfo("Europe/Stockholm")


def swedish_day(now: dt.datetime) -> dt.date:
    """The Swedish calendar date of an instant. `now` must carry its zone."""
    return now.astimezone(SWEDEN).date()


def first_moment(day: dt.date) -> dt.datetime:
    """The instant a Swedish calendar day begins."""
    return dt.datetime.combine(day, dt.time(), SWEDEN)
