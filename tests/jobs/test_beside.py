"""The process beside a server: it does the work, begins anew when it ends, and never outlives the server."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from tests.jobs.test_ticking import PATIENCE, until
from tests.makers_clock import runs
from vetting.jobs import beside
from vetting.jobs.beside import WorkBeside

BEATS = "import os, select\nwhile not select.select([0], [], [], 0.05)[0]: os.write(1, b'\\n')"
SILENT = "import sys; sys.stdin.read()"
ENDS = "raise SystemExit(3)"
STUCK = "import time; time.sleep(1000)"


def is_there(pid: int) -> bool:
    """Whether the process runs: not gone, and no zombie that nobody has taken."""
    with contextlib.suppress(FileNotFoundError):
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    return False


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def children(pid: int) -> list[int]:
    tasks = Path(f"/proc/{pid}/task").glob("*/children")  # each of its threads has its own
    return [int(one) for task in tasks for one in task.read_text().split()]


@pytest.fixture
def began(monkeypatch):
    """Every process that was begun."""
    found, begin = [], subprocess.Popen

    def kept(*told, **more):
        found.append(begin(*told, **more))
        return found[-1]

    monkeypatch.setattr(beside.subprocess, "Popen", kept)
    monkeypatch.setattr(beside, "PAUSE", 0.05)
    return found


def waited_for(happened) -> None:
    ends = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < ends, "it never happened"
        time.sleep(0.01)


def test_it_is_late_without_beats_for_a_minute_and_ends_when_it_is_stopped(began, monkeypatch):
    silent = WorkBeside(SILENT, os.environ)
    silent.start()
    assert not silent.is_late()
    later = time.monotonic() + 90
    monkeypatch.setattr(beside.time, "monotonic", lambda: later)
    assert silent.is_late()
    silent.stop()
    assert not any(is_there(one.pid) for one in began)


def test_a_beat_is_heard(began):
    work = WorkBeside(BEATS, os.environ)
    work.start()
    work._beaten_at = 0.0
    waited_for(lambda: work._beaten_at > 0)
    assert not work.is_late()
    work.stop()


def test_one_that_ends_begins_anew_and_says_so(began, caplog):
    work = WorkBeside(ENDS, os.environ)
    work.start()
    waited_for(lambda: len(began) >= 3)
    work.stop()
    assert "ended with 3 and begins anew" in caplog.text


def test_one_that_cannot_begin_is_tried_again(began, caplog, monkeypatch):
    begin, refusals = beside.subprocess.Popen, iter([BlockingIOError("no process left"), MemoryError()])

    def refused_at_first(*told, **more):
        for refusal in refusals:
            raise refusal
        return begin(*told, **more)

    monkeypatch.setattr(beside.subprocess, "Popen", refused_at_first)
    work = WorkBeside(BEATS, os.environ)
    work.start()
    waited_for(lambda: began)
    work.stop()
    assert caplog.text.count("could not begin") == 2


def test_one_that_does_not_end_when_it_is_told_to_is_killed(began, monkeypatch):
    monkeypatch.setattr(beside, "MOST_WAITED", 0.2)
    stuck = WorkBeside(STUCK, os.environ)
    stuck.start()
    waited_for(lambda: began)
    stuck.stop()
    assert [one.wait() for one in began] == [-signal.SIGKILL]


def test_a_module_in_the_folder_where_the_server_was_begun_is_not_taken_for_a_librarys(
    began, tmp_path, monkeypatch
):
    (tmp_path / "structlog.py").write_text("raise SystemExit(9)")
    monkeypatch.chdir(tmp_path)
    work = WorkBeside(f"import structlog\n{BEATS}", os.environ)
    work.start()
    work._beaten_at = 0.0
    waited_for(lambda: work._beaten_at > 0)
    work.stop()
    assert [one.wait() for one in began] == [0], "it ended with 9 where the folder's own was loaded"


class Doing:
    """A clock or a worker that does nothing but tell what was asked of it."""

    def __init__(self, *, lives=True):
        self.beaten_at, self.lives, self.asked = 0.0, lives, []

    def is_alive(self):
        return self.lives

    def start(self):
        self.asked.append("start")

    def stop(self):
        self.asked.append("stop")


@pytest.mark.parametrize("lives", [True, False])
def test_a_beat_is_given_for_each_new_tick_while_the_worker_lives(monkeypatch, lives):
    clock, worker = Doing(), Doing(lives=lives)
    ticks, beats = iter([1.0, 1.0, 2.0, 2.0, 3.0]), []

    def is_left():
        clock.beaten_at = next(ticks, None)
        return clock.beaten_at is None

    monkeypatch.setattr(beside, "Clock", lambda *_, **__: clock)
    monkeypatch.setattr(beside, "Worker", lambda _: worker)
    for name in ("settle_memory", "os.nice", "signal.signal"):  # they are for a process of its own
        monkeypatch.setattr(f"vetting.jobs.beside.{name}", lambda *_: None)
    monkeypatch.setattr(beside, "_is_left", is_left)
    monkeypatch.setattr(beside, "_beat", lambda: beats.append(clock.beaten_at))
    beside.work_until_left(None)
    assert beats == ([1.0, 2.0, 3.0] if lives else [])
    assert clock.asked == worker.asked == ["start", "stop"]


@pytest.mark.slow
@pytest.mark.parametrize("own_app", ["sqlite"], indirect=True)
def test_a_server_that_is_killed_takes_the_clock_beside_it_along(own_app):
    settings = own_app.config["SETTINGS"]
    environment = {
        **os.environ,
        "VETTING_DATABASE_URL": settings.database_url,
        "VETTING_DATA_DIR": str(settings.data_dir),
        "VETTING_SECRET_KEY": "t" * 40,
    }
    port = free_port()
    command = "from vetting.app import command_line; command_line()"
    server = subprocess.Popen(
        [sys.executable, "-c", command, "serve", "--port", str(port)],
        env=environment,
        stderr=subprocess.DEVNULL,
    )
    try:
        until(runs)  # it is the process beside that ticks
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=PATIENCE) as answer:
            assert answer.status == 200
        (worker,) = children(server.pid)
    finally:
        server.kill()
        server.wait(PATIENCE)
    waited_for(lambda: not is_there(worker))
