"""The timetable: every job has a name of its own, words, and a deed that is done once for each slot."""

import datetime as dt
import re

import pytest

from tests.makers import NOW
from tests.makers_clock import runs
from vetting.domain.slots import Every, RunState, next_slot
from vetting.domain.swedish_time import SWEDEN
from vetting.jobs.run import tick
from vetting.jobs.timetable import JOBS
from vetting.web.wording.clock import JOBS as WORDS


def next_slots(job, start: dt.datetime, count: int) -> list[str]:
    """The next so many slots from `start`, each done when it comes, by Swedish time."""
    done, found, now = set(), [], start
    while len(found) < count:
        slot = next_slot(job.rule, done, now)
        done.add(slot.name)
        now = max(now, slot.due_at)
        found.append(f"{slot.due_at.astimezone(SWEDEN):%m-%d %H:%M}")
    return found


def test_the_daily_job_runs_once_a_day_when_the_clocks_go_back():
    daily = next(job for job in JOBS if job.name == "ended-sessions")
    start = dt.datetime(2026, 10, 24, 12, 0, tzinfo=SWEDEN)
    assert next_slots(daily, start, 4) == ["10-24 04:10", "10-25 04:10", "10-26 04:10", "10-27 04:10"]


@pytest.mark.parametrize("job", JOBS, ids=lambda job: job.name)
def test_nothing_runs_in_the_hour_that_comes_twice(job):
    assert isinstance(job.rule, Every) or job.rule.at.hour != 2


def test_every_job_has_a_name_of_its_own_and_words():
    names = [job.name for job in JOBS]
    assert len(set(names)) == len(names)
    assert set(names) == set(WORDS)
    assert [name for name in names if not re.fullmatch(r"[a-z]+(-[a-z]+)*", name) or len(name) > 33] == []


def test_the_whole_timetable_is_done_once(app):
    told = tick(app, NOW)
    assert [one for one in told if one.state != "done"] == []
    assert tick(app, NOW + dt.timedelta(seconds=15)) == []
    assert {run.state for run in runs().values()} <= {RunState.DONE, RunState.BEFORE_USE}


@pytest.mark.parametrize("job", JOBS, ids=lambda job: job.name)
def test_a_job_survives_two_years_of_silence(app, job):
    tick(app, NOW, [job])
    told = tick(app, NOW + dt.timedelta(days=730), [job])
    assert [one for one in told if one.state != "done"] == []
