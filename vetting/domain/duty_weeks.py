"""Which weeks checks are shared out over, and how much each officer is asked to make in one."""

import datetime as dt
from collections.abc import Sequence

from vetting.domain.errors import Refused
from vetting.domain.roster import A_WEEK, weeks_between

LATE_WEEKS = 8  # what there is left to plan in when the season's report day has passed
MOST_WEEKS = 60
MOST_A_WEEK = 40


def monday_of(day: dt.date) -> dt.date:
    """The Monday of the day's week."""
    return day - dt.timedelta(days=day.weekday())


def weeks_to_plan(drawn_on: dt.date, report_by_on: dt.date, today: dt.date) -> tuple[dt.date, ...]:
    """The weeks after the draw and after this one, to the day the season is reported; when that has passed
    or none is left, the next eight."""
    after = max(drawn_on, today) + dt.timedelta(days=1)
    late = after + A_WEEK * (LATE_WEEKS + 1)
    return weeks_between(after, report_by_on) or weeks_between(after, late)[:LATE_WEEKS]


def weeks_to_take_over(
    planned: dt.date | None, ahead: Sequence[dt.date], today: dt.date
) -> tuple[dt.date, ...]:
    """The weeks in which somebody else can take a check over: its own first, when that has not passed."""
    is_to_come = planned is not None and planned >= monday_of(today)
    first = (planned,) if planned is not None and is_to_come else ()
    return (*first, *(week for week in ahead if week not in first))


def weeks_from_to(first_on: dt.date, last_on: dt.date) -> tuple[dt.date, ...]:
    """The Mondays of the first day's week to the last day's. Raises Refused `weeks_odd`."""
    first, last = monday_of(first_on), monday_of(last_on)
    if not 0 <= (last - first).days // 7 < MOST_WEEKS:
        raise Refused("weeks_odd", most=MOST_WEEKS)
    return tuple(first + A_WEEK * n for n in range((last - first).days // 7 + 1))


def require_weeks(weeks: Sequence[dt.date], today: dt.date) -> None:
    """Raises Refused `weeks_odd` unless they are Mondays, each once, or `weeks_past` when one has gone by."""
    if not 0 < len(weeks) <= MOST_WEEKS or len(set(weeks)) < len(weeks) or any(w.weekday() for w in weeks):
        raise Refused("weeks_odd", most=MOST_WEEKS)
    if min(weeks) < monday_of(today):
        raise Refused("weeks_past", week_on=min(weeks).isoformat())


def fair_capacity(checks: int, officers: int, weeks: int) -> int:
    """What each is asked to make in a week at the most, by suggestion: twice the even share, since absence
    and bars take their part of it."""
    room = max(1, officers * weeks)
    return min(MOST_A_WEEK, max(1, -(-2 * checks // room)))
