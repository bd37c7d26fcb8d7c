"""Work too long for a request: asked for, taken up, told of, ended."""

import datetime as dt
from dataclasses import dataclass

from vetting.domain.authority import OPERATOR, SYSTEM, Actor
from vetting.domain.entries import Entry
from vetting.domain.errors import Problem
from vetting.records import officers, works
from vetting.records.db import transaction
from vetting.records.journal import note
from vetting.records.works import WorkState

WITHOUT_ACCOUNT = {SYSTEM.id: SYSTEM, OPERATOR.id: OPERATOR}


@dataclass(frozen=True)
class TakenUp:
    """A piece of work that this process has begun, and on whose behalf."""

    id: str
    kind: str
    arguments: dict[str, str]
    by: Actor


def queue_work(kind: str, arguments: dict[str, str], *, by: Actor, now: dt.datetime) -> str:
    """Puts work in the queue and gives its id. `kind` is a key of jobs/long_work.py."""
    with transaction():
        work = works.add_work(kind, arguments, asked_by=by.id, now=now)
        note(Entry.WORK_QUEUED, by=by, now=now, subject=f"work:{work.id}", kind=kind)
        return work.id


def take_up_work() -> TakenUp | None:
    """Claims the oldest waiting work, or gives None."""
    if not works.anything_waits():
        return None
    with transaction(is_piece=True):
        work = works.next_waiting()
        if work is None:
            return None
        work.state = WorkState.RUNNING
        by = WITHOUT_ACCOUNT.get(work.asked_by) or _asker(work.asked_by)
        return TakenUp(work.id, work.kind, dict(work.arguments), by)


def _asker(officer_id: str) -> Actor:
    """Whoever asked for it, with the rights they have now: a closed account has none left."""
    officer = officers.officer(officer_id)
    actor = officers.actor_of(officer)
    return actor if officer.is_active else Actor(actor.id, actor.name)


def tell_progress(work_id: str, done: int, total: int) -> None:
    """How far the work has come."""
    with transaction(is_piece=True):
        work = works.work_of(work_id)
        work.steps_done, work.steps_total = done, total


def finish_work(work_id: str, result: dict[str, object], *, by: Actor, now: dt.datetime) -> None:
    """The work is done; `result` is what the page shows."""
    with transaction():
        work = works.work_of(work_id)
        work.state, work.result, work.finished_at = WorkState.DONE, result, now
        note(Entry.WORK_FINISHED, by=by, now=now, subject=f"work:{work_id}", kind=work.kind, ok=True)


def fail_work(work_id: str, problem: Problem, *, by: Actor, now: dt.datetime) -> None:
    """The work could not be done; the code and its facts say why."""
    with transaction():
        work = works.work_of(work_id)
        work.state, work.finished_at = WorkState.FAILED, now
        work.error_code, work.error_facts = problem.code, dict(problem.facts)
        note(Entry.WORK_FINISHED, by=by, now=now, subject=f"work:{work_id}", kind=work.kind, ok=False)


def take_back_left_work() -> int:
    """After a start: work that a killed process left is waiting again. Gives how many."""
    with transaction(is_piece=True):
        left = works.left_running()
        for work in left:
            work.state = WorkState.WAITING
        return len(left)
