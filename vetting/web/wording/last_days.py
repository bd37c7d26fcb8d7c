"""A last day that was chosen, and that it was moved where it was no working day."""

import datetime as dt

from flask_babel import format_date
from flask_babel import gettext as _


def whole_day(day: dt.date) -> str:
    """With its weekday: "Monday 7 December 2026"."""
    return format_date(day, "EEEE d MMMM y")


def told_until(said: str, day: dt.date, *, wanted: dt.date | None) -> str:
    """What was said, and that the day is another than the one that was chosen, where it is."""
    if wanted is None or wanted == day:
        return said
    moved = _(
        "The day you chose is no working day, so it was moved to the next one, %(day)s.", day=whole_day(day)
    )
    return f"{said} {moved}"
