"""The worker that does long work one piece after the other, outside the requests."""

import contextlib
import datetime as dt
import logging
import threading
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from flask import current_app

from vetting.domain.authority import Actor
from vetting.domain.errors import Problem, Refused
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
SIGN_EVERY = 10.0  # seconds
GRACE = 5.0  # for the piece in hand when the process ends

TASKS: dict[str, Task] = {
    "make_export": export_tasks.make_export,
    "stage_applications": application_tasks.stage_applications,
    "ask_registers": inquiry_tasks.ask_registers,
    "read_delivery": delivery_tasks.read_delivery,
    "stage_directory": directory_tasks.stage_directory,
    "rescreen_source": rescreen_tasks.rescreen_source,
    "take_in_bookings": booking_tasks.take_in_bookings,
}


def do_waiting_work(is_ending: Callable[[], bool] = lambda: False) -> int:
    """Does everything that waits, until it `is_ending`, and gives how many pieces; needs an app context."""
    count = 0
    while not is_ending() and (taken := works.take_up_work(_now())) is not None:
        with _signs_of_life(taken):
            is_ours = _do(taken)
        if not is_ours:
            logger.warning("long work %s of kind %s was taken up by somebody else", taken.id, taken.kind)
        count += 1
    return count


def _do(taken: works.TakenUp) -> bool:
    """Whether it was still this process's when it ended."""

    def progress(done: int, total: int) -> None:
        works.tell_progress(taken, done, total)

    try:
        task = _give_up if taken.is_hopeless else TASKS[taken.kind]
        result = task(taken.arguments, taken.by, _now(), progress)
    except Problem as problem:
        if problem.code in export_tasks.PASSING:
            raise
        return works.fail_work(taken, problem, now=_now())
    except Exception:
        logger.exception("long work %s of kind %s failed", taken.id, taken.kind)
        return works.fail_work(taken, Problem("unexpected"), now=_now())
    return works.finish_work(taken, result, now=_now())


def _give_up(
    arguments: Mapping[str, str], by: Actor, now: dt.datetime, progress: Progress
) -> dict[str, object]:
    """What killed its process each time would kill the next one too. Raises Refused `work_left_often`."""
    if "export_id" in arguments:
        export_tasks.give_up(arguments["export_id"], by, now)
    raise Refused("work_left_often")


@contextlib.contextmanager
def _signs_of_life(taken: works.TakenUp) -> Iterator[None]:
    """Says every few seconds that the work is in hand, also while it has nothing to tell."""
    app, ending = current_app._get_current_object(), threading.Event()  # type: ignore[attr-defined]

    def keep_saying() -> None:
        while not ending.wait(SIGN_EVERY):
            with app.app_context():
                try:
                    works.tell_alive(taken, _now())
                except Exception as fault:  # the database is busy or away: the next sign comes
                    logger.warning("no sign of life of long work %s: %s", taken.id, type(fault).__name__)

    thread = threading.Thread(target=keep_saying, name="signs-of-life", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ending.set()
        thread.join()


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


class Worker(threading.Thread):
    """Looks for waiting work twice a second until stopped. `app` gives the context to work in."""

    def __init__(self, app: Any) -> None:
        super().__init__(name="long-work", daemon=True)
        self._app = app
        self._ending = threading.Event()

    def run(self) -> None:
        while not self._ending.wait(0.5):
            with self._app.app_context():
                try:
                    do_waiting_work(self._ending.is_set)
                except Exception:
                    logger.exception("the worker stumbled and goes on")

    def stop(self) -> None:
        """Ends after the piece in hand, or soon all the same: what it leaves is begun anew by another."""
        self._ending.set()
        if self.is_alive():
            self.join(GRACE)
