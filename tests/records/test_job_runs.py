"""A turn is claimed inside the deed: the mark stands or falls with the work."""

import datetime as dt

import pytest

from tests.makers import NOW, SETUP
from tests.makers_clock import a_turn, do_once, effects, runs
from vetting.domain.entries import Entry
from vetting.domain.slots import RunState
from vetting.records import job_runs
from vetting.records.db import db, transaction
from vetting.records.journal import JournalEntry, note
from vetting.records.officers import Board

MINUTE = dt.timedelta(minutes=1)


def fail(turn, now, error="ValueError"):
    with transaction(is_piece=True):
        return job_runs.add_failure(turn, error, now)


def test_the_first_claim_gets_the_turn_and_later_ones_none(app):
    assert do_once(a_turn(), NOW) == {"count": 1}
    assert do_once(a_turn(), NOW) is None
    assert do_once(a_turn(by_hand=True), NOW + MINUTE) is None
    assert effects() == {("test", "2026-11-20"): 1}
    run = runs()["test", "2026-11-20"]
    assert (run.state, run.attempts, run.told, run.started_at) == (RunState.DONE, 1, {"count": 1}, NOW)


def test_another_slot_and_another_job_have_turns_of_their_own(app):
    for turn in (a_turn(), a_turn("2026-11-21"), a_turn(job="other")):
        assert do_once(turn, NOW) is not None
    assert len(runs()) == 3


def test_a_deed_that_breaks_leaves_neither_work_nor_mark(app):
    def break_down():
        with transaction():
            assert job_runs.claim(a_turn(), NOW)
            note(Entry.JOB_DONE, by=SETUP, now=NOW, subject="job:test", slot="x")
            raise ValueError

    with pytest.raises(ValueError):
        break_down()
    assert (runs(), effects()) == ({}, {})
    assert do_once(a_turn(), NOW) is not None


def test_a_failure_is_taken_over_when_its_pause_is_over(app):
    assert fail(a_turn(), NOW) == 1
    assert do_once(a_turn(), NOW + dt.timedelta(seconds=59)) is None
    assert do_once(a_turn(), NOW + MINUTE) is not None
    run = runs()["test", "2026-11-20"]
    assert (run.state, run.attempts, run.error) == (RunState.DONE, 2, None)
    assert (run.started_at, run.finished_at) == (NOW, NOW + MINUTE)


def test_by_hand_the_pause_is_not_waited_for(app):
    fail(a_turn(), NOW)
    assert do_once(a_turn(by_hand=True), NOW) is not None


def test_failures_are_counted_and_never_undo_what_somebody_else_did(app):
    assert [fail(a_turn(), NOW), fail(a_turn(), NOW + MINUTE, "KeyError")] == [1, 2]
    assert runs()["test", "2026-11-20"].error == "KeyError"
    do_once(a_turn(by_hand=True), NOW)
    assert fail(a_turn(), NOW) == 0
    assert runs()["test", "2026-11-20"].state is RunState.DONE


def test_a_slot_from_before_the_job_came_into_use_is_nobodys(app):
    with transaction(is_piece=True):
        job_runs.add_before_use(a_turn("2026-H1"), NOW)
    assert do_once(a_turn("2026-H1"), NOW) is None
    assert effects() == {}


def go_on_all_the_same():
    with transaction():
        job_runs.claim(a_turn(), NOW)
        note(Entry.JOB_DONE, by=SETUP, now=NOW, subject="job:test")


def test_who_stands_back_keeps_nothing_and_notes_nothing(app):
    do_once(a_turn(), NOW)
    before = db.session.query(JournalEntry).count()
    with transaction():
        assert not job_runs.claim(a_turn(), NOW)
        db.session.add(Board(prefix="XXX", name="x", kind="other"))
    assert db.session.query(Board).count() == 0
    with pytest.raises(RuntimeError, match="stood back"):
        go_on_all_the_same()
    assert db.session.query(JournalEntry).count() == before


def test_days_ahead_hide_none_of_the_days_asked_for(app):
    for slot in ("2026-11-20", "2031-01-01"):
        do_once(a_turn(slot), NOW)
    assert [run.slot for run in job_runs.runs_of("test", "2026-11-20")] == ["2026-11-20"]
