"""Long work is done once, tells how far it has come, and is taken up again after a kill."""

import datetime as dt
import threading
import time

import pytest

from tests.jobs.test_ticking import PATIENCE
from tests.makers import NOW, a_board, an_officer
from tests.makers_works import work_is_left
from vetting.domain.errors import Problem, Refused, UnusableFile
from vetting.domain.terms import Role
from vetting.domain.terms_exports import ExportEnding, ExportKind, ExportState
from vetting.jobs import export_tasks, long_work
from vetting.records import works as rows
from vetting.records.db import db
from vetting.records.exports import Export
from vetting.records.journal import JournalEntry
from vetting.records.works import Work, WorkState
from vetting.services import exports, works
from vetting.services.exports import ExportWanted


@pytest.fixture
def tasks(monkeypatch):
    made = {}
    monkeypatch.setattr(long_work, "TASKS", made)
    return made


def test_work_is_done_in_order_with_progress(app, tasks):
    by, seen = an_officer(), []

    def task(arguments, actor, now, progress):
        progress(1, 2)
        seen.append((arguments["file"], actor.id, rows.work_of(work_id).steps_done))
        return {"rows": 2}

    tasks["count"] = task
    work_id = works.queue_work("count", {"file": "a"}, by=by, now=NOW)
    assert long_work.do_waiting_work() == 1
    assert long_work.do_waiting_work() == 0
    assert seen == [("a", by.id, 1)]
    done = rows.work_of(work_id)
    assert (done.state, done.result) == (WorkState.DONE, {"rows": 2})


def test_a_file_that_cannot_be_used_is_told_and_the_queue_goes_on(app, tasks):
    by = an_officer()

    def task(arguments, actor, now, progress):
        if arguments["file"] == "bad":
            raise UnusableFile("empty_file", file="bad")
        return {}

    tasks["read"] = task
    bad = works.queue_work("read", {"file": "bad"}, by=by, now=NOW)
    good = works.queue_work("read", {"file": "good"}, by=by, now=NOW)
    assert long_work.do_waiting_work() == 2
    db.session.expire_all()
    assert (rows.work_of(bad).state, rows.work_of(bad).error_code) == (WorkState.FAILED, "empty_file")
    assert rows.work_of(good).state is WorkState.DONE


def test_a_bug_in_a_task_is_told_without_its_particulars(app, tasks, caplog):
    def task(arguments, actor, now, progress):
        raise ValueError("19800101-1234")

    tasks["broken"] = task
    work_id = works.queue_work("broken", {}, by=an_officer(), now=NOW)
    long_work.do_waiting_work()
    failed = rows.work_of(work_id)
    assert (failed.state, failed.error_code, failed.error_facts) == (WorkState.FAILED, "unexpected", {})


def a_count(tasks, app):
    """A piece of work somebody asked for, and the taking up of it by a process that then falls silent."""
    tasks["count"] = lambda *_: {}
    work_id = works.queue_work("count", {}, by=an_officer(), now=NOW)
    return work_id, works.take_up_work(dt.datetime.now(dt.UTC))


def test_work_is_left_to_whoever_has_it_in_hand_until_it_has_been_silent_for_a_minute(app, tasks):
    work_id, taken = a_count(tasks, app)
    assert long_work.do_waiting_work() == 0
    assert works.take_up_work(rows.work_of(work_id).alive_at + works.LEFT_AFTER) is None
    assert work_is_left() == 1
    works.tell_alive(taken, dt.datetime.now(dt.UTC))
    assert long_work.do_waiting_work() == 0, "it lives"
    assert work_is_left() == 1
    assert long_work.do_waiting_work() == 1
    assert rows.work_of(work_id).state is WorkState.DONE


def test_what_the_first_says_of_work_that_another_took_up_counts_for_nothing(app, tasks):
    work_id, first = a_count(tasks, app)
    work_is_left()
    second = works.take_up_work(dt.datetime.now(dt.UTC))
    works.tell_progress(first, 7, 8)
    assert not works.fail_work(first, Problem("delivery_overtaken"), now=NOW)
    assert works.finish_work(second, {"rows": 2}, now=NOW)
    assert not works.finish_work(first, {"rows": 1}, now=NOW)
    db.session.expire_all()
    done = rows.work_of(work_id)
    assert (done.state, done.result, done.steps_done) == (WorkState.DONE, {"rows": 2}, 0)
    assert [entry.name for entry in db.session.query(JournalEntry)].count("WorkFinished") == 1


def test_a_long_piece_gives_signs_of_life_while_it_has_nothing_to_tell(own_app, tasks, monkeypatch):
    monkeypatch.setattr(long_work, "SIGN_EVERY", 0.02)
    seen = []

    def task(arguments, actor, now, progress):
        first = rows.work_of(work_id).alive_at
        db.session.rollback()
        ends = time.monotonic() + PATIENCE
        while (alive_at := rows.work_of(work_id).alive_at) == first and time.monotonic() < ends:
            db.session.rollback()  # another thread writes: what was read is looked for anew
            time.sleep(0.02)
        seen.append(alive_at > first)
        return {}

    tasks["long"] = task
    work_id = works.queue_work("long", {}, by=an_officer(), now=NOW)
    assert long_work.do_waiting_work() == 1
    assert seen == [True]


def test_work_that_ends_its_process_each_time_is_given_up_and_its_owner_told(app, tasks):
    begun = []
    tasks["make_export"] = lambda *_: begun.append(1)
    export_id = an_export_asked()
    for _ in range(works.MOST_TRIES):
        assert works.take_up_work(dt.datetime.now(dt.UTC)) is not None
        work_is_left()
    assert long_work.do_waiting_work() == 1
    db.session.expire_all()
    (work,) = db.session.query(Work)
    assert (work.state, work.error_code, begun) == (WorkState.FAILED, "work_left_often", [])
    export = db.session.get_one(Export, export_id)
    assert (export.state, export.error_code) == (ExportState.FAILED, "work_left_often")
    assert long_work.do_waiting_work() == 0


def test_a_worker_that_stumbles_as_it_begins_goes_on(own_app, tasks, monkeypatch):
    """The database may be busy or away in that very moment."""
    tasks["count"] = lambda *_: {}
    work_id = works.queue_work("count", {}, by=an_officer(), now=NOW)
    take_up, stumbles = works.take_up_work, iter([Refused("database_busy"), OSError("away")])

    def stumbling(now):
        for fault in stumbles:
            raise fault
        return take_up(now)

    monkeypatch.setattr(works, "take_up_work", stumbling)
    worker = long_work.Worker(own_app)
    worker.start()
    ends = time.monotonic() + PATIENCE
    while rows.work_of(work_id).state is not WorkState.DONE and time.monotonic() < ends:
        db.session.rollback()
        time.sleep(0.05)
    worker.stop()
    assert rows.work_of(work_id).state is WorkState.DONE
    assert not worker.is_alive()


def test_a_worker_that_is_told_to_stop_begins_nothing_more(own_app, tasks):
    begun, has_begun, going_on = [], threading.Event(), threading.Event()

    def task(*_):
        begun.append(1)
        has_begun.set()
        assert going_on.wait(PATIENCE)
        return {}

    tasks["count"] = task
    by = an_officer()
    for _ in range(2):
        works.queue_work("count", {}, by=by, now=NOW)
    worker = long_work.Worker(own_app)
    worker.start()
    assert has_begun.wait(PATIENCE)
    worker._ending.set()
    going_on.set()
    worker.stop()
    worker.join(PATIENCE)
    assert begun == [1]
    db.session.rollback()
    assert {row.state for row in db.session.query(Work)} == {WorkState.DONE, WorkState.WAITING}


def test_signs_of_life_go_on_after_one_that_could_not_be_given(own_app, tasks, monkeypatch):
    monkeypatch.setattr(long_work, "SIGN_EVERY", 0.02)
    tell, faults, told = (
        works.tell_alive,
        iter([Refused("database_busy"), OSError("away")]),
        threading.Event(),
    )

    def telling(taken, now):
        for fault in faults:
            raise fault
        tell(taken, now)
        told.set()

    monkeypatch.setattr(works, "tell_alive", telling)
    tasks["long"] = lambda *_: {"told": told.wait(PATIENCE)}
    work_id = works.queue_work("long", {}, by=an_officer(), now=NOW)
    assert long_work.do_waiting_work() == 1
    assert rows.work_of(work_id).result == {"told": True}


def an_export_asked():
    by = an_officer(Role.CULTURE_SECRETARY, board=a_board("NOR"))
    wanted = ExportWanted(ExportKind.DIRECTORY, {}, ExportEnding.CSV, "sv")
    return exports.ask_export(wanted, 2000, by=by, now=NOW)


def test_a_first_that_was_silent_does_not_spoil_what_the_second_made(app, monkeypatch):
    export_id, turns = an_export_asked(), []

    def maker(*_, progress):
        turns.append(1)
        if len(turns) == 1:  # it stands still for more than a minute, and another does it all
            work_is_left()
            assert long_work.do_waiting_work() == 1
            raise OSError("the first's own trouble")
        return b"all", 8

    monkeypatch.setattr(export_tasks, "_handed", [maker])
    long_work.do_waiting_work()
    db.session.expire_all()
    assert db.session.query(Work.state).scalar() is WorkState.DONE
    assert db.session.get_one(Export, export_id).state is ExportState.READY


def test_an_export_that_met_a_busy_database_is_made_by_the_next(app, monkeypatch):
    export_id, busy = an_export_asked(), iter([Refused("database_busy")])

    def maker(*_, progress):
        for fault in busy:
            raise fault
        return b"all", 8

    monkeypatch.setattr(export_tasks, "_handed", [maker])
    with pytest.raises(Refused, match="database_busy"):
        long_work.do_waiting_work()
    assert work_is_left() == 1
    assert long_work.do_waiting_work() == 1
    assert db.session.get_one(Export, export_id).state is ExportState.READY


def test_work_of_a_clock_that_was_set_back_is_taken_up(app, tasks):
    tasks["count"] = lambda *_: {}
    works.queue_work("count", {}, by=an_officer(), now=NOW)
    works.take_up_work(dt.datetime.now(dt.UTC) + dt.timedelta(hours=6))
    assert long_work.do_waiting_work() == 1
