"""Long work is done once, tells how far it has come, and is taken up again after a kill."""

import pytest

from tests.makers import NOW, an_officer
from vetting.domain.errors import UnusableFile
from vetting.jobs import long_work
from vetting.records import works as rows
from vetting.records.db import db
from vetting.records.works import WorkState
from vetting.services import works


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


def test_work_that_a_killed_process_left_waits_again(app, tasks):
    tasks["count"] = lambda *_: {}
    works.queue_work("count", {}, by=an_officer(), now=NOW)
    assert works.take_up_work() is not None
    assert long_work.do_waiting_work() == 0
    assert works.take_back_left_work() == 1
    assert long_work.do_waiting_work() == 1
