"""Several clocks on one database, killed at random: each slot has its effect exactly once, and none is missing."""

import datetime as dt
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.jobs.killed_clocks import KEYS
from tests.makers import an_officer
from tests.makers_clock import SEASONAL, a_job, effects, runs
from vetting.domain.slots import RunState, due_slots
from vetting.domain.terms import Role
from vetting.jobs.run import tick
from vetting.reading import journal_check
from vetting.records.db import db

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 6


@pytest.mark.slow
def test_four_clocks_killed_at_random(own_app):
    settings = own_app.config["SETTINGS"]
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "tests.jobs.killed_clocks",
            settings.database_url,
            str(settings.data_dir),
            str(SECONDS),
        ],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    told = json.loads(done.stdout)
    end = dt.datetime.fromisoformat(told["end"])
    seen = effects()
    assert set(seen.values()) == {1}, [pair for pair, count in seen.items() if count > 1]
    assert set(seen) == {pair for pair, run in runs().items() if run.state is RunState.DONE}
    left = tick(own_app, end, [a_job(key, SEASONAL) for key in KEYS])  # what the last kill left undone
    assert {one.state for one in left} <= {"done"}
    owed = {slot.name for slot in due_slots(SEASONAL, ["2026-H1"], end)}
    seen = effects()
    assert set(seen.values()) == {1}
    assert {pair for pair in seen if pair[0] in KEYS} == {(key, name) for key in KEYS for name in owed}
    assert told["kills"] > 2 * SECONDS
    auditor = an_officer(Role.AUDITOR, username="revisor", everywhere=True)
    assert journal_check.verify_journal(auditor).ok
    sys.stdout.write(
        f"{db.engine.dialect.name}: {told['kills']} kills, {len(seen)} effects, {len(left)} made up at the end\n"
    )
