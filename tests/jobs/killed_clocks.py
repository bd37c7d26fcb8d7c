"""Four processes that tick on one database while somebody kills them; a year passes in a second.

Run as `python -m tests.jobs.killed_clocks URL FOLDER SECONDS`; tells how many were killed and when it ended.
"""

import datetime as dt
import json
import logging
import os
import random
import signal
import sys
import threading
import time
from pathlib import Path

from flask import Flask

from tests.makers_clock import DAILY, SEASONAL, a_job, do_once
from vetting.app import create_app
from vetting.config import Settings
from vetting.domain.slots import Turn
from vetting.jobs.run import tick
from vetting.records.db import db
from vetting.services import clock

START = dt.datetime(2026, 11, 20, 9, 0, tzinfo=dt.UTC)
YEAR = dt.timedelta(days=365)
KEYS = tuple(f"key{n}" for n in range(8))
PROCESSES = 4


def stumbling(turn: Turn, now: dt.datetime) -> dict[str, object] | None:
    """Takes a moment within its deed, in which it may be killed, and breaks once in twelve."""
    with_luck = random.random()
    if with_luck < 1 / 12:
        raise RuntimeError("broken on purpose")
    return do_once(turn, now, moment=lambda: threading.Event().wait(0.02 * with_luck))


JOBS = [*(a_job(key, SEASONAL, stumbling) for key in KEYS), a_job("day", DAILY, stumbling)]


def now_at(began: float) -> dt.datetime:
    return START + (time.monotonic() - began) * YEAR


def child(app: Flask, began: float) -> int:
    """A process that ticks until it is killed."""
    pid = os.fork()
    if pid == 0:
        random.seed(os.getpid())
        while True:
            tick(app, now_at(began), JOBS)
    return pid


def kill(pid: int) -> None:
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)


def main(url: str, folder: str, seconds: float) -> None:
    app = create_app(Settings(database_url=url, data_dir=Path(folder), secret_key="t" * 40, testing=True))
    logging.disable(logging.CRITICAL)
    with app.app_context():
        for key in KEYS:  # in use from the start, even where the first tick takes half a year to come
            clock.turns_due(key, SEASONAL, START)
        db.engine.dispose()  # no process inherits a connection
    began, kills = time.monotonic(), 0
    running = [child(app, began) for _ in range(PROCESSES)]
    while time.monotonic() - began < seconds:
        time.sleep(random.uniform(0.05, 0.25))
        place = random.randrange(PROCESSES)
        kill(running[place])
        kills += 1
        running[place] = child(app, began)
    for pid in running:
        kill(pid)
        kills += 1
    end = now_at(began)
    json.dump({"kills": kills, "end": end.isoformat()}, sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], float(sys.argv[3]))
