"""The beat: APScheduler ticks every fifteen seconds, a watchdog sees when the machine's clock is set."""

import datetime as dt
import logging
import signal
import threading
import time
from typing import Any

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.interval import IntervalTrigger

from vetting.domain.slots import Every, Turn
from vetting.jobs.run import do_turn, tick
from vetting.jobs.timetable import JOBS, Job

logger = logging.getLogger(__name__)
DEFAULTS = {"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
SECONDS = 15
LOOKS_EVERY = 5.0
STEP = 2.0
TOO_OLD = 60.0


class Clock:
    """Ticks in the background until stopped. `slotless` adds the work without slots, in a thread of its own,
    but for the job of the name `leaving_out`, which somebody else in the process does.

    Any number of processes may tick on one database.
    """

    def __init__(self, app: Any, *, slotless: bool = False, leaving_out: str = "") -> None:
        self._app = app
        self._ending = threading.Event()
        self.has_ticked = threading.Event()
        self.beaten_at = time.monotonic()
        self._offset = time.time() - time.monotonic()
        pools = {name: ThreadPoolExecutor(1) for name in ("default", "slotless")[: 2 if slotless else 1]}
        self._scheduler = BackgroundScheduler(timezone="UTC", job_defaults=DEFAULTS, executors=pools)
        self._seconds = {"tick": SECONDS}
        self._add("tick", self._tick)
        for job in JOBS if slotless else ():
            if isinstance(job.rule, Every) and job.name != leaving_out:
                self._seconds[job.name] = job.rule.seconds
                self._add(job.name, self._do, job, executor="slotless")
        self._watchdog = threading.Thread(target=self._watch, name="clock-watchdog", daemon=True)

    def start(self) -> None:
        """The first tick comes at once: it makes up for what was missed."""
        self._scheduler.start()
        self._watchdog.start()

    def stop(self) -> None:
        """Ends after the turn in hand."""
        self._ending.set()
        if self._scheduler.running:
            self._scheduler.shutdown(wait=True)

    def is_late(self) -> bool:
        """Whether the last tick is older than a minute, whatever the machine's clock says."""
        return time.monotonic() - self.beaten_at > TOO_OLD

    def notice_step(self) -> bool:
        """Whether the machine's clock was set since the last look; then every beat begins anew.

        A scheduler whose clock was stepped back would sleep until the old time comes again.
        """
        offset = time.time() - time.monotonic()
        step, self._offset = offset - self._offset, offset
        if abs(step) < STEP:
            return False
        logger.warning("the machine's clock was set by %.0f seconds; the beat begins anew", step)
        for name, seconds in self._seconds.items():
            self._scheduler.reschedule_job(name, trigger=IntervalTrigger(seconds=seconds, timezone="UTC"))
        return True

    def _add(self, name: str, run: Any, *given: Job, executor: str = "default") -> None:
        trigger = IntervalTrigger(seconds=self._seconds[name], timezone="UTC")
        self._scheduler.add_job(
            run, trigger, args=given, id=name, executor=executor, next_run_time=dt.datetime.now(dt.UTC)
        )

    def _tick(self) -> None:
        self._beat()
        try:
            tick(self._app, dt.datetime.now(dt.UTC), beat=self._beat)
        except Exception:
            logger.exception("a tick failed; the next one comes")
        self.has_ticked.set()

    def _do(self, job: Job) -> None:
        now = dt.datetime.now(dt.UTC)
        do_turn(self._app, job, Turn(job.name, "", now), now)

    def _beat(self) -> None:
        self.beaten_at = time.monotonic()

    def _watch(self) -> None:
        while not self._ending.wait(LOOKS_EVERY):
            self.notice_step()


def run_clock(app: Any) -> None:
    """Ticks until the process is told to end: by its service manager, or from the keyboard."""
    for told in (signal.SIGTERM, signal.SIGINT):  # also where whoever started it had one ignored
        signal.signal(told, _end)
    clock = Clock(app, slotless=True)
    clock.start()
    try:
        clock.has_ticked.wait()
        logger.info("the clock ticks: the first tick is made")
        threading.Event().wait()
    except KeyboardInterrupt:
        logger.info("the clock was stopped")
    finally:
        clock.stop()


def _end(number: int, frame: object) -> None:
    raise KeyboardInterrupt
