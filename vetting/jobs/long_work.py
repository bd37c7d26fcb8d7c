"""The worker that does long work one piece after the other, outside the requests."""

import datetime as dt
import logging
import threading
from collections.abc import Callable, Mapping
from typing import Any

from vetting.domain.authority import Actor
from vetting.domain.errors import Problem
from vetting.jobs import (
    application_tasks,
    booking_tasks,
    delivery_tasks,
    directory_tasks,
    export_tasks,
    inquiry_tasks,
    rescreen_tasks,
)
from vetting.services import works

Progress = Callable[[int, int], None]
Task = Callable[[Mapping[str, str], Actor, dt.datetime, Progress], dict[str, object]]

logger = logging.getLogger(__name__)

TASKS: dict[str, Task] = {
    "make_export": export_tasks.make_export,
    "stage_applications": application_tasks.stage_applications,
    "ask_registers": inquiry_tasks.ask_registers,
    "read_delivery": delivery_tasks.read_delivery,
    "stage_directory": directory_tasks.stage_directory,
    "rescreen_source": rescreen_tasks.rescreen_source,
    "take_in_bookings": booking_tasks.take_in_bookings,
}


def do_waiting_work() -> int:
    """Does everything that waits and gives how many pieces; needs an app context."""
    count = 0
    while (taken := works.take_up_work()) is not None:
        _do(taken)
        count += 1
    return count


def _do(taken: works.TakenUp) -> None:
    def progress(done: int, total: int) -> None:
        works.tell_progress(taken.id, done, total)

    try:
        result = TASKS[taken.kind](taken.arguments, taken.by, dt.datetime.now(dt.UTC), progress)
    except Problem as problem:
        works.fail_work(taken.id, problem, by=taken.by, now=dt.datetime.now(dt.UTC))
    except Exception:
        logger.exception("long work %s of kind %s failed", taken.id, taken.kind)
        works.fail_work(taken.id, Problem("unexpected"), by=taken.by, now=dt.datetime.now(dt.UTC))
    else:
        works.finish_work(taken.id, result, by=taken.by, now=dt.datetime.now(dt.UTC))


class Worker(threading.Thread):
    """Looks for waiting work twice a second until stopped. `app` gives the context to work in."""

    def __init__(self, app: Any) -> None:
        super().__init__(name="long-work", daemon=True)
        self._app = app
        self._ending = threading.Event()

    def run(self) -> None:
        with self._app.app_context():
            works.take_back_left_work()
        while not self._ending.wait(0.5):
            with self._app.app_context():
                try:
                    do_waiting_work()
                except Exception:
                    logger.exception("the worker stumbled and goes on")

    def stop(self) -> None:
        """Ends after the piece in hand."""
        self._ending.set()
