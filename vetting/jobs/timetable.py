"""Which deed runs when, as data. Times are Swedish; nothing runs between two and three in the night."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from vetting.jobs import long_work
from vetting.services import officers


@dataclass(frozen=True)
class Job:
    """A job by name: every so many seconds, or each day at an hour. Safe to repeat."""

    name: str
    run: Callable[[dt.datetime], object]
    every_seconds: int | None = None
    daily_at: dt.time | None = None


def _long_work(now: dt.datetime) -> int:
    return long_work.do_waiting_work()


JOBS: tuple[Job, ...] = (
    Job("long-work", _long_work, every_seconds=15),
    Job("ended-sessions", officers.forget_ended_sessions, daily_at=dt.time(4, 10)),
)
