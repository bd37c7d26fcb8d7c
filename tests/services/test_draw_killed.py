"""A process killed in the middle of sealing or drawing: either nothing of it is there, or all of it."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.makers import NOW, an_officer
from tests.makers_rounds import a_confirmed_round, a_coordinator, an_open_round, some_supports
from vetting.domain.round_terms import DrawTerms
from vetting.domain.terms import Role
from vetting.domain.terms_spot_checks import RoundStage
from vetting.reading.round_documents import audit_page
from vetting.records.db import db
from vetting.records.journal import JournalEntry
from vetting.records.rounds import FrameItem, RoundDocument, SpotCheckRound
from vetting.records.spot_checks import SpotCheck
from vetting.services import draws, rounds

ROOT = Path(__file__).resolve().parents[2]
TERMS = DrawTerms(random_percent=30, weighted_size=5, second_reading_percent=20)
# One warm process; each try is a child of it that kills itself after so many writes.
KILLED = """
import os, signal, sys, datetime as dt
from pathlib import Path
from sqlalchemy import event
from vetting.app import create_app
from vetting.config import Settings
from vetting.domain.authority import OPERATOR
from vetting.records.db import db
from vetting.services import draws, rounds
url, folder, round_id, deed = sys.argv[1:]
app = create_app(Settings(database_url=url, data_dir=Path(folder), secret_key="t" * 40, testing=True))
writes = 0

def attempt(after):
    with app.app_context():
        @event.listens_for(db.engine, "after_cursor_execute")
        def count(connection, cursor, statement, parameters, context, many):
            global writes
            if statement.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE")):
                writes += 1
                if writes == after:
                    os.kill(os.getpid(), signal.SIGKILL)
        do = draws.draw_round if deed == "draw" else rounds.seal_round
        do(round_id, by=OPERATOR, now=dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC))
    os._exit(writes)

for line in sys.stdin:
    child = os.fork() or attempt(int(line))
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    print(status, flush=True)
"""


class Killed:
    """The deed in a process of its own, killed after so many writes."""

    def __init__(self, app, round_id: str, deed: str) -> None:
        db.session.remove()
        settings = app.config["SETTINGS"]
        self._process = subprocess.Popen(
            [sys.executable, "-c", KILLED, settings.database_url, str(settings.data_dir), round_id, deed],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __enter__(self) -> "Killed":
        return self

    def __exit__(self, *error: object) -> None:
        self._process.communicate(timeout=60)

    def after(self, writes: int) -> int:
        """How the try ended: -SIGKILL, or how many writes there were in all."""
        self._process.stdin.write(f"{writes}\n")
        self._process.stdin.flush()
        return int(self._process.stdout.readline())


def state_of(round_id: str) -> tuple[object, ...]:
    """Stage, checks, rows of the frame, documents and entries of the round."""
    db.session.rollback()
    counts = [
        db.session.query(table).filter_by(round_id=round_id).count()
        for table in (SpotCheck, FrameItem, RoundDocument)
    ]
    entries = db.session.query(JournalEntry).filter_by(subject=f"round:{round_id}").count()
    stage = db.session.get_one(SpotCheckRound, round_id).stage
    db.session.rollback()
    return stage, *counts, entries


@pytest.mark.slow
@pytest.mark.parametrize("deed", ["seal", "draw"])
def test_killed_after_any_write_there_is_nothing_of_it_and_then_all(own_app, deed):
    some_supports(40)
    coordinator, head = a_coordinator(), an_officer(Role.UNIT_HEAD)
    if deed == "draw":
        round_id = a_confirmed_round(coordinator, head, terms=TERMS)
    else:
        round_id = an_open_round(coordinator, terms=TERMS)
    before = state_of(round_id)
    kills = 0
    with Killed(own_app, round_id, deed) as killed:
        while (ended := killed.after(kills + 1)) == -signal.SIGKILL:
            assert state_of(round_id) == before, f"killed after write {kills + 1}"
            kills += 1
    assert kills == ended >= 4
    stage, checks, frame, documents, entries = state_of(round_id)
    assert entries == before[-1] + 1
    if deed == "draw":
        assert (stage, checks, frame, documents) == (RoundStage.DRAWN, 17, 40, 2)
        assert {point.holds for point in audit_page(round_id, actor=coordinator).points} == {True}
    else:
        assert (stage, checks, frame, documents) == (RoundStage.SEALED, 0, 40, 1)


@pytest.mark.slow
def test_what_was_killed_can_be_done_again_by_somebody_else(own_app):
    some_supports(10)
    coordinator, head = a_coordinator(), an_officer(Role.UNIT_HEAD)
    round_id = an_open_round(coordinator, terms=TERMS)
    with Killed(own_app, round_id, "seal") as killed:
        assert killed.after(2) == -signal.SIGKILL
    rounds.seal_round(round_id, by=coordinator, now=NOW)
    seen = (coordinator.id, head.id)
    draws.record_seed(round_id, "1234567890" * 2, witness_ids=seen, by=coordinator, now=NOW)
    draws.confirm_seed(round_id, "1234567890" * 2, by=head, now=NOW)
    with Killed(own_app, round_id, "draw") as killed:
        assert killed.after(3) == -signal.SIGKILL
    assert draws.draw_round(round_id, by=coordinator, now=NOW) == 8
