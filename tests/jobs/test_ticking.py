"""The beat: it ticks at once, several together do nothing twice, and a step of the machine's clock is noticed."""

import datetime as dt
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.makers import NOW, a_board
from tests.makers_clock import a_job, effects, runs
from tests.makers_rounds import a_coordinator
from vetting.domain.round_terms import DrawTerms
from vetting.domain.slots import Every
from vetting.domain.terms_spot_checks import CheckScope
from vetting.jobs import ticking, timetable
from vetting.jobs.ticking import Clock
from vetting.records.db import db
from vetting.records.rounds import SpotCheckRound
from vetting.services import rounds

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60.0  # seconds; a machine under load is slow, never wrong


def until(happened) -> None:
    """Waits until it has happened; fails when it does not."""
    ends = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < ends, "it never happened"
        db.session.remove()


@pytest.fixture
def jobs(monkeypatch):
    worked = []
    made = (a_job(), a_job("work", Every(1), lambda turn, now: worked.append(now) or {}))
    monkeypatch.setattr(timetable, "JOBS", made)
    monkeypatch.setattr(ticking, "JOBS", made)
    return worked


@pytest.fixture
def clock(own_app, jobs):
    made = Clock(own_app, slotless=True)
    yield made
    made.stop()


def test_the_first_tick_comes_at_once_and_two_clocks_do_each_slot_once(own_app, jobs, clock):
    other = Clock(own_app)
    clock.start()
    other.start()
    try:
        until(lambda: runs() and jobs)
    finally:
        other.stop()
    assert set(effects().values()) == {1}
    assert not clock.is_late()


def test_a_clock_without_slotless_work_leaves_that_to_others(own_app, jobs):
    clock = Clock(own_app)
    clock.start()
    until(runs)
    clock.stop()
    assert jobs == []


def test_it_is_late_when_the_last_tick_is_older_than_a_minute(own_app, jobs, clock, monkeypatch):
    began = time.monotonic()
    assert not clock.is_late()
    monkeypatch.setattr(ticking.time, "monotonic", lambda: began + 90)
    assert clock.is_late()
    clock._tick()
    assert not clock.is_late()


@pytest.mark.parametrize("hours", [-1, 1])
def test_a_step_of_the_machines_clock_begins_every_beat_anew(clock, monkeypatch, hours):
    clock.start()
    before = {job.id: job.trigger for job in clock._scheduler.get_jobs()}
    assert not clock.notice_step()
    wall = time.time
    monkeypatch.setattr(ticking.time, "time", lambda: wall() + hours * 3600)
    assert clock.notice_step()
    assert not clock.notice_step()  # it is told once
    after = {job.id: job for job in clock._scheduler.get_jobs()}
    assert set(after) == {"tick", "work"}
    assert all(after[name].trigger is not before[name] for name in before)
    soon = dt.datetime.now(dt.UTC) + dt.timedelta(seconds=ticking.SECONDS + 1)
    assert all(job.next_run_time <= soon for job in after.values())


def test_a_tick_that_breaks_is_logged_and_the_next_one_comes(clock, monkeypatch, caplog):
    def broken(*given, **named):
        raise OSError("the database is gone")

    monkeypatch.setattr(ticking, "tick", broken)
    clock._tick()
    assert "a tick failed" in caplog.text
    assert not clock.is_late()


@pytest.mark.slow
def test_two_schedulers_started_together_do_the_day_and_open_the_round_once(own_app):
    a_board()
    terms, coordinator = DrawTerms(), a_coordinator()
    rounds.set_programme(None, CheckScope.GRANTS, (), terms=terms, is_active=True, by=coordinator, now=NOW)
    settings = own_app.config["SETTINGS"]
    environment = {
        **os.environ,
        "VETTING_DATABASE_URL": settings.database_url,
        "VETTING_DATA_DIR": str(settings.data_dir),
        "VETTING_SECRET_KEY": "t" * 40,
    }
    both = [
        subprocess.Popen([sys.executable, "scheduler.py"], cwd=ROOT, env=environment, stderr=subprocess.PIPE)
        for _ in range(2)
    ]
    try:
        for one in both:
            assert any(b"the first tick is made" in line for line in one.stderr)
    finally:
        for one, how in zip(both, (signal.SIGINT, signal.SIGTERM), strict=True):
            one.send_signal(how)
        told = [one.communicate(timeout=PATIENCE)[1].decode() for one in both]
    assert [one.returncode for one in both] == [0, 0], told
    assert {run.attempts for (job, _), run in runs().items() if job == "ended-sessions"} == {1}
    # Before the season's first day there is nothing to open yet.
    opened = [run.told["count"] for (job, _), run in runs().items() if job == "open-rounds" and run.told]
    assert db.session.query(SpotCheckRound).count() == sum(opened) == len(opened)
    assert not any("failed" in text for text in told), told
