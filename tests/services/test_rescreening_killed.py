"""A re-screening that is killed leaves nothing behind, and two at once do the work once."""

import datetime as dt
import itertools
import os
import signal
import time
from pathlib import Path
from typing import Any

import pytest

from tests.forked import die, ended, in_process
from tests.makers import NOW
from tests.makers_decisions import two_officers
from tests.makers_rescreening import KEY, a_register, a_supported, declare
from vetting.domain.authority import SYSTEM
from vetting.domain.terms import Judgement
from vetting.records import signals
from vetting.records.clearances import Clearance, Rescreening, Signal
from vetting.records.db import db
from vetting.services import rescreening

ROW = ("r1", "Alfaparkens Teaterförening", "889999-9018", "Granlunda", "")


def rescreen(folder: Path) -> None:
    """Leaves the count of what was found in the folder."""
    told = rescreening.rescreen_source(KEY, by=SYSTEM, now=NOW + dt.timedelta(hours=1))
    count = told.new + told.changed + told.lapsed_clearances + told.withdrawn_evidence
    (folder / f"told-{os.getpid()}").write_text(str(count))


def killed(folder: Path) -> None:
    """Dies between the pieces of what is kept."""
    keep, calls = signals.keep, itertools.count(1)

    def keep_and_die(rows: list[Rescreening | Signal]) -> None:
        keep(rows)
        if next(calls) == 3:
            die()

    signals.keep = keep_and_die
    rescreen(folder)


def together(folder: Path) -> None:
    """Waits with what it has worked out until another process has come as far."""
    worked_out = rescreening._worked_out

    def with_another(*given: Any) -> Any:
        found = worked_out(*given)
        (folder / f"ready-{os.getpid()}").touch()
        while len(list(folder.glob("ready-*"))) < 2:
            time.sleep(0.01)
        return found

    rescreening._worked_out = with_another
    rescreen(folder)


def work() -> tuple[int, int, int]:
    db.session.rollback()
    found = (
        db.session.query(Signal).count(),
        db.session.query(Rescreening).count(),
        db.session.query(Clearance).filter(Clearance.lapsed_at.is_not(None)).count(),
    )
    db.session.rollback()
    return found


@pytest.mark.slow
def test_killed_in_the_middle_and_then_two_at_once(own_app):
    declare()
    a_register(ROW)
    a_supported(two_officers(), ROW[1], "8899999018", at=1, judgement=Judgement.SAME)
    rescreening.rescreen_source(KEY, by=SYSTEM, now=NOW)
    a_register((*ROW[:3], "Annanby", ""))
    before = work()
    folder = own_app.config["SETTINGS"].data_dir
    assert ended(in_process(lambda: killed(folder))) == -signal.SIGKILL
    assert work() == before == (0, 1, 0)
    both = [in_process(lambda: together(folder)) for _ in range(2)]
    assert [ended(child) for child in both] == [0, 0]
    assert sorted(int(one.read_text()) for one in folder.glob("told-*")) == [0, 2]
    assert work() == (2, 2, 1)
    assert {one.kind.value for one in db.session.query(Signal)} == {"clearance_lapsed", "evidence_withdrawn"}
    db.session.rollback()
