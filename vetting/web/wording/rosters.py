"""Words of the roster: weeks as people name them."""

import datetime as dt

from flask_babel import format_date
from flask_babel import gettext as _


def week_word(week: dt.date | None) -> str:
    """A week by its number and its Monday: "week 48, 23 Nov"."""
    if week is None:
        return _("no week")
    return _("week %(number)s, %(monday)s", number=week.isocalendar().week, monday=format_date(week, "d MMM"))
