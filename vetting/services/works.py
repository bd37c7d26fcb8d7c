"""Work too long for a request: asked for, taken up, told of, ended."""

import datetime as dt
from dataclasses import dataclass

from vetting.domain.authority import OPERATOR, SYSTEM, Actor
from vetting.domain.entries import Entry
from vetting.domain.errors import Problem
from vetting.records import officers, works
from vetting.records.db import new_id, transaction
from vetting.records.journal import note
from vetting.records.works import WorkState

WITHOUT_ACCOUNT = {SYSTEM.id: SYSTEM, OPERATOR.id: OPERATOR}


LEFT_AFTER = dt.timedelta(minutes=1)  # without a sign of life
MOST_TRIES = 5  # also restarts of the service while it is done


@dataclass(frozen=True)
class TakenUp:
    """A piece of work that this process has begun, and on whose behalf. `key`: of this taking up; whoever
    holds an older one has lost the work, and nothing it says of it counts. `is_hopeless`: it was left again
    and again, as by what kills its process."""

    id: str
    key: str
    kind: str
    arguments: dict[str, str]
    by: Actor
    is_hopeless: bool = False


def queue_work(kind: str, arguments: dict[str, str], *, by: Actor, now: dt.datetime) -> str:
    """Puts work in the queue and gives its id. `kind` is a key of jobs/long_work.py."""
    with transaction():
        work = works.add_work(kind, arguments, asked_by=by.id, now=now)
        note(Entry.WORK_QUEUED, by=by, now=now, subject=f"work:{work.id}", kind=kind)
        return work.id


def take_up_work(now: dt.datetime) -> TakenUp | None:
    """Claims the oldest work that waits or that a process left, or gives None."""
    silent = now - LEFT_AFTER, now + LEFT_AFTER
    if not works.anything_to_do(silent):
        return None
    with transaction(is_piece=True):
        work = works.next_to_do(silent)
        if work is None:
            return None
        work.state, work.key, work.alive_at, work.tries = WorkState.RUNNING, new_id(), now, work.tries + 1
        by = WITHOUT_ACCOUNT.get(work.asked_by) or _asker(work.asked_by)
        is_hopeless = work.tries > MOST_TRIES
        return TakenUp(work.id, work.key, work.kind, dict(work.arguments), by, is_hopeless)


def _asker(officer_id: str) -> Actor:
    """Whoever asked for it, with the rights they have now: a closed account has none left."""
    officer = officers.officer(officer_id)
    actor = officers.actor_of(officer)
    return actor if officer.is_active else Actor(actor.id, actor.name)


def tell_alive(taken: TakenUp, now: dt.datetime) -> None:
    """A sign of life: nobody else takes it up for a while."""
    with transaction(is_piece=True):
        work = works.work_in_hand(taken.id, taken.key)
        if work is not None:
            work.alive_at = now


def tell_progress(taken: TakenUp, done: int, total: int) -> None:
    """How far the work has come."""
    with transaction(is_piece=True):
        work = works.work_in_hand(taken.id, taken.key)
        if work is not None:
            work.steps_done, work.steps_total = done, total


def finish_work(taken: TakenUp, result: dict[str, object], *, now: dt.datetime) -> bool:
    """The work is done; `result` is what the page shows. False: it is somebody else's by now."""
    return _end(taken, None, result, now=now)


def fail_work(taken: TakenUp, problem: Problem, *, now: dt.datetime) -> bool:
    """The work could not be done; the code and its facts say why. False: it is somebody else's by now."""
    return _end(taken, problem, {}, now=now)


def _end(taken: TakenUp, problem: Problem | None, result: dict[str, object], *, now: dt.datetime) -> bool:
    with transaction(is_piece=True):
        work = works.work_in_hand(taken.id, taken.key)
        if work is None:
            return False
        is_done = problem is None
        work.state, work.finished_at = WorkState.DONE if is_done else WorkState.FAILED, now
        work.result = result
        if problem is not None:
            work.error_code, work.error_facts = problem.code, dict(problem.facts)
        subject = f"work:{taken.id}"
        note(Entry.WORK_FINISHED, by=taken.by, now=now, subject=subject, kind=work.kind, ok=is_done)
        return True
