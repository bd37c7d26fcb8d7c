"""`vetting jobs list` and `vetting jobs run`, as an operator types them."""

import datetime as dt
import json

import pytest
from click.testing import CliRunner

from tests.makers import NOW
from tests.makers_cli import hands_of
from tests.makers_clock import SEASONAL, a_job, effects
from vetting.cli import Commands
from vetting.cli.jobs import jobs
from vetting.domain.errors import Refused
from vetting.domain.slots import Every
from vetting.jobs import timetable
from vetting.jobs.run import tick


@pytest.fixture
def run(app, monkeypatch):
    """Runs a command on a timetable of four jobs."""

    def refuse(turn, now):
        raise Refused("no_frame", round="2026-H2")

    made = (
        a_job(),
        a_job("season", SEASONAL),
        a_job("broken", run=refuse),
        a_job("work", Every(15), lambda turn, now: {"count": 2}),
    )
    monkeypatch.setattr(timetable, "JOBS", made)
    group = Commands("vetting", commands={"jobs": jobs})
    return lambda *words, now=NOW: CliRunner().invoke(
        group, ["jobs", *words], obj=hands_of(app, now=now), catch_exceptions=False
    )


def test_before_the_first_tick_each_job_is_told_with_its_rule(run):
    told = run("list").stdout.splitlines()
    assert told == [
        "test: every day at 04:10",
        "  overdue since 2026-11-20 04:10; last run: none yet",
        "season: once each half-year, at 06:00",
        "  overdue since 2026-09-07 06:00; last run: none yet",
        "broken: every day at 04:10",
        "  overdue since 2026-11-20 04:10; last run: none yet",
        "work: every 15 seconds",
    ]
    assert effects() == {}


def test_the_latest_run_and_the_next_one_are_told(run, app):
    tick(app, NOW)
    told = run("list").stdout
    assert "due 2026-11-21 04:10; last run: 2026-11-20 done 2026-11-20 10:00, late (count=1)" in told
    assert "due 2027-02-02 06:00; last run: 2026-H2 done 2026-11-20 10:00, late (count=1)" in told
    assert "last run: 2026-11-20 failed 2026-11-20 10:00, late (no_frame, attempt 1)" in told
    document = {line["job"]: line for line in json.loads(run("list", "--json").stdout)}
    assert document["work"] == {
        "job": "work", "rule": "every 15 seconds", "next_due_at": None, "overdue": False, "last_run": None,
    }  # fmt: skip
    assert document["season"]["next_due_at"] == "2027-02-02T06:00:00+01:00"
    assert document["broken"]["last_run"] == {
        "slot": "2026-11-20",
        "state": "failed",
        "due_at": "2026-11-20T04:10:00+01:00",
        "started_at": "2026-11-20T10:00:00+01:00",
        "finished_at": "2026-11-20T10:00:00+01:00",
        "late": True,
        "attempts": 1,
        "told": {},
        "error": "no_frame",
        "next_try_at": "2026-11-20T10:01:00+01:00",
    }


def test_what_is_due_is_done_once(run):
    assert run("run", "season").stdout == "season 2026-H2: done, late (count=1)\n"
    assert run("run", "season").stdout == "season: nothing is due.\n"
    assert run("run", "season", "--slot", "2026-H2").stdout == "season 2026-H2: already done.\n"
    assert run("run", "work").stdout == "work: done (count=2)\n"
    assert effects() == {("season", "2026-H2"): 1}


def test_one_document(run):
    done = run("run", "season", "--json", now=NOW + dt.timedelta(days=100))
    assert json.loads(done.stdout) == {
        "job": "season",
        "runs": [{"slot": "2027-H1", "state": "done", "late": True, "told": {"count": 1}, "error": None}],
    }
    assert json.loads(run("run", "season", "--json").stdout) == {"job": "season", "runs": []}


def test_a_failure_ends_with_1_and_names_what_stopped_it(run):
    done = run("run", "broken")
    assert done.exit_code == 1
    assert "broken 2026-11-20: failed (no_frame)" in done.stderr
    assert run("run", "broken").exit_code == 1  # by hand without a pause
    assert json.loads(run("run", "broken", "--json").stdout)["runs"][0]["error"] == "no_frame"


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("nothing",), 2, "job_not_found: job=nothing, known=test|season|broken|work"),
        (("test", "--slot", "2026-H2"), 2, "bad_slot"),
        (("work", "--slot", "2026-H2"), 2, "bad_slot"),
        (("season", "--slot", "2027-H1"), 4, "slot_not_due"),
        (("season", "--slot", "2019-H1"), 4, "slot_before_use"),
        ((), 2, "NAME"),
    ],
)
def test_what_cannot_be_run(run, words, code, told):
    done = run("run", *words)
    assert (done.exit_code, done.stdout) == (code, "")
    assert told in done.stderr
    assert effects() == {}
