"""When the clock does what, also across daylight-saving changes."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from vetting.jobs import run
from vetting.jobs.timetable import JOBS, Job

STOCKHOLM = ZoneInfo("Europe/Stockholm")


def next_runs(job: Job, start: dt.datetime, count: int) -> list[str]:
    trigger, found, before = run.trigger_of(job), [], None
    while len(found) < count:
        before = trigger.get_next_fire_time(before, before + dt.timedelta(seconds=1) if before else start)
        found.append(before.astimezone(STOCKHOLM).strftime("%m-%d %H:%M"))
    return found


def test_the_daily_job_runs_once_a_day_when_the_clocks_go_back():
    daily = next(job for job in JOBS if job.daily_at is not None)
    start = dt.datetime(2026, 10, 24, 12, 0, tzinfo=STOCKHOLM)
    assert next_runs(daily, start, 4) == ["10-25 04:10", "10-26 04:10", "10-27 04:10", "10-28 04:10"]


@pytest.mark.parametrize("job", JOBS, ids=lambda job: job.name)
def test_nothing_runs_in_the_hour_that_comes_twice(job):
    assert job.daily_at is None or not 2 <= job.daily_at.hour < 3


def test_a_failing_job_is_logged_and_the_next_run_is_made(app, caplog):
    def fail(now: dt.datetime) -> None:
        raise RuntimeError("broken on purpose")

    run.run_job(app, Job("broken", fail, every_seconds=1))
    assert "job broken failed" in caplog.text


def test_every_job_can_be_run_twice_in_a_row(app):
    for job in JOBS:
        run.run_job(app, job)
        run.run_job(app, job)
