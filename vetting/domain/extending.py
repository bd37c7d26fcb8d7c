"""Which later day may be asked for and given."""

import datetime as dt

from vetting.domain.errors import Refused

LONGEST = dt.timedelta(days=366)


def require_later(day: dt.date, *, due_on: dt.date, today: dt.date) -> None:
    """Raises Refused `extension_day_odd` unless the day is later than the one it had, lies ahead, and comes
    within a year of the later of both."""
    if day <= due_on or day <= today or day > max(today, due_on) + LONGEST:
        raise Refused("extension_day_odd", due_on=due_on.isoformat(), field="day")
