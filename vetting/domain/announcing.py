"""Announcement on the notice board, from which alone the time for review runs (KL 8:10-12, 13:5)."""

import datetime as dt
from collections.abc import Collection

from vetting.domain.appeals import last_day_of_appeal
from vetting.domain.deadlines import day_due
from vetting.domain.errors import Refused
from vetting.domain.terms_decisions import DeadlineKind


def require_announcement(
    decided_on: dt.date, adjusted_on: dt.date, announced_on: dt.date, *, today: dt.date
) -> None:
    """The days can be so. Raises Refused `adjusted_before_decision`, `announced_before_adjusted` or
    `announced_ahead`."""
    if adjusted_on < decided_on:
        raise Refused("adjusted_before_decision", field="adjusted_on", decided_on=decided_on.isoformat())
    if announced_on < adjusted_on:
        raise Refused("announced_before_adjusted", field="announced_on")
    if announced_on > today:
        raise Refused("announced_ahead", field="announced_on")


def require_received(decided_on: dt.date, received_on: dt.date, *, today: dt.date) -> None:
    """The party can have received the decision that day. Raises Refused `received_before_decision` or
    `receipt_ahead`."""
    if received_on < decided_on:
        raise Refused("received_before_decision", field="received_on", decided_on=decided_on.isoformat())
    if received_on > today:
        raise Refused("receipt_ahead", field="received_on")


def is_late(adjusted_on: dt.date, announced_on: dt.date) -> bool:
    """Whether it was announced after the second day; the time for review runs all the same."""
    return announced_on > day_due(DeadlineKind.ANNOUNCEMENT, adjusted_on)


def is_adjusted_late(decided_on: dt.date, adjusted_on: dt.date) -> bool:
    """Whether the board's minutes were adjusted later than two weeks after it met; they hold all the same."""
    return adjusted_on > day_due(DeadlineKind.ADJUSTMENT, decided_on)


def appeal_until(announced_on: dt.date, holidays: Collection[dt.date]) -> dt.date:
    """The last day to ask for legality review, and until which the announcement must stay posted."""
    return last_day_of_appeal(announced_on, holidays)


def require_stayed(appeal_until_on: dt.date, taken_down_on: dt.date, *, today: dt.date) -> None:
    """It was posted the whole time. Raises Refused `taken_down_ahead`, or `taken_down_early`: then it must be
    announced anew, and the time for review runs from that."""
    if taken_down_on > today:
        raise Refused("taken_down_ahead", field="taken_down_on")
    if taken_down_on <= appeal_until_on:
        raise Refused("taken_down_early", field="taken_down_on", until=appeal_until_on.isoformat())
