"""The clock and the long work of a server, in a process beside it, so that no page waits for them.

Two million rows to read, or everybody to look for, take minutes of a core. The process shows that its clock
lives by a line on its output, and ends when its input does, so also when the server is killed.
"""

import contextlib
import ctypes
import gc
import logging
import os
import select
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from vetting.jobs.long_work import Worker
from vetting.jobs.ticking import TOO_OLD, Clock

logger = logging.getLogger(__name__)
BEATS_EVERY = 5.0  # seconds
PAUSE = 5.0  # before one that ended begins anew
MOST_WAITED = 20.0  # for one to end that was told to
NICER = 5  # pages come first where there are too few cores
_M_MMAP_THRESHOLD, _M_ARENA_MAX = -3, -8  # as malloc.h numbers them


class WorkBeside:
    """Keeps the process going until stopped: Python that runs `command`, which calls `work_until_left`."""

    def __init__(self, command: str, environment: Mapping[str, str], arguments: Sequence[str] = ()) -> None:
        path = os.pathsep.join(one or str(Path.cwd()) for one in sys.path)
        self._told = [sys.executable, "-P", "-c", command, *arguments]  # -P: no module from where one stands
        self._environment = {**environment, "PYTHONPATH": path}
        self._ending = threading.Event()
        self._beaten_at = time.monotonic()
        self._process: subprocess.Popen[bytes] | None = None
        self._thread = threading.Thread(target=self._keep_going, name="work-beside", daemon=True)

    def start(self) -> None:
        """Begins it; what it has to do starts a moment later."""
        self._beaten_at = time.monotonic()
        self._thread.start()

    def stop(self) -> None:
        """Ends it after the turn in hand, and the piece of work that is done within a moment.

        One that does not end in time is killed: each of its writes is whole or absent.
        """
        self._ending.set()
        self._let_go()
        self._thread.join(MOST_WAITED)
        if self._thread.is_alive() and self._process is not None:
            logger.warning("the process of the clock did not end and is killed")
            self._process.kill()
            self._thread.join()

    def is_late(self) -> bool:
        """Whether its last tick is older than a minute, whatever the machine's clock says."""
        return time.monotonic() - self._beaten_at > TOO_OLD

    def _keep_going(self) -> None:
        while not self._ending.is_set():
            try:
                code = self._run()
            except (OSError, MemoryError) as fault:  # the machine has no room for one more just now
                logger.error("the process of the clock could not begin, and is tried again: %s", fault)
            else:
                if not self._ending.is_set():
                    logger.error("the process of the clock ended with %s and begins anew", code)
            self._ending.wait(PAUSE)

    def _run(self) -> int:
        """One process from its beginning to its end; gives how it ended. Raises OSError."""
        self._process = process = subprocess.Popen(
            self._told, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=self._environment
        )
        if self._ending.is_set():  # in the very moment between
            self._let_go()
        assert process.stdout is not None  # noqa: S101 - for the type checker
        with process.stdout as beats:
            for _ in beats:
                self._beaten_at = time.monotonic()
        return process.wait()

    def _let_go(self) -> None:
        if self._process is not None and self._process.stdin is not None:
            with contextlib.suppress(OSError):  # it is gone
                self._process.stdin.close()


def work_until_left(app: Any) -> None:
    """The work of that process: everything in the timetable, and long work as soon as it waits."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches both: the server says when to end
    os.nice(NICER)
    worker, clock = Worker(app), Clock(app, slotless=True, leaving_out="long-work")
    worker.start()
    clock.start()
    settle_memory()
    told = 0.0
    try:
        while not _is_left():
            if clock.beaten_at > told and worker.is_alive():
                told = clock.beaten_at
                _beat()
    except OSError:  # nobody reads the beats any more
        logger.info("the server is gone")
    finally:
        worker.stop()
        clock.stop()


def settle_memory() -> None:
    """For a process that has begun: two heaps for all threads instead of one each, large pieces given back
    (where libc is GNU's), and what is loaded by now never looked through as garbage."""
    with contextlib.suppress(OSError, AttributeError):
        mallopt = ctypes.CDLL(None).mallopt
        mallopt(_M_ARENA_MAX, 2)
        mallopt(_M_MMAP_THRESHOLD, 1 << 20)
    gc.collect()
    gc.freeze()  # full collections made the slowest pages
    gc.set_threshold(20_000, 20, 100)


def _is_left() -> bool:
    """Waits a moment; whether the input has ended."""
    found, _, _ = select.select([sys.stdin], [], [], BEATS_EVERY)
    return bool(found) and not os.read(sys.stdin.fileno(), 1)


def _beat() -> None:
    os.write(sys.stdout.fileno(), b"\n")
