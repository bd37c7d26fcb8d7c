"""Doing what the timetable says is due. The database knows what is done; whoever asks may do the rest."""

import datetime as dt
import logging
from collections.abc import Callable, Sequence
from typing import Any

from vetting.domain.errors import NotFound, Problem, UnreadableRow
from vetting.domain.slots import Every as Slotless
from vetting.domain.slots import JobFacts, Told, Turn, is_late
from vetting.jobs import timetable
from vetting.jobs.timetable import Job
from vetting.services import clock

logger = logging.getLogger(__name__)
BUSY = "database_busy"


def tick(
    app: Any, now: dt.datetime, jobs: Sequence[Job] | None = None, beat: Callable[[], None] = lambda: None
) -> list[Told]:
    """Does everything that is due at `now`, the oldest first, until nothing is; each turn is tried once.

    `beat` is called between turns, to show that the clock lives.
    """
    jobs = timetable.JOBS if jobs is None else jobs
    tried: set[tuple[str, str]] = set()
    told: list[Told] = []
    while due := [pair for pair in _due(app, jobs, now) if (pair[1].job, pair[1].slot) not in tried]:
        for job, turn in due:
            beat()
            tried.add((turn.job, turn.slot))
            told.append(do_turn(app, job, turn, now))
    beat()
    return told


def do_turn(app: Any, job: Job, turn: Turn, now: dt.datetime) -> Told:
    """One turn of one job. What fails is undone, marked and told, and stops nothing else."""
    with app.app_context():
        try:
            facts = job.run(turn, now)
        except Problem as problem:
            if problem.code == BUSY:  # somebody else is in the way: the next tick tries again
                return Told(job.name, turn.slot, "busy")
            return _failed(turn, problem.code, now)
        except Exception as error:
            logger.exception("job %s failed at %s", job.name, turn.slot or "its work")
            return _failed(turn, type(error).__name__, now)
    if facts is None:
        return Told(job.name, turn.slot, "taken")
    late = bool(turn.slot) and is_late(turn.due_at, now)
    if turn.slot:
        logger.info("job %s is done for %s%s", job.name, turn.slot, ", late" if late else "")
    return Told(job.name, turn.slot, "done", late, facts)


def run_by_hand(app: Any, name: str, slot: str | None, now: dt.datetime) -> list[Told]:
    """Does what the named job owes, or the named slot of it, without waiting for the pause after a failure.

    Raises NotFound `job_not_found`, UnreadableRow `bad_slot`, Refused `slot_not_due` or `slot_before_use`.
    """
    job = _named(name)
    if isinstance(job.rule, Slotless):
        if slot is not None:
            raise UnreadableRow("bad_slot", field="--slot", value=slot, job=name)
        return [do_turn(app, job, Turn(name, "", now), now)]
    with app.app_context():
        turns = clock.turns_due(name, job.rule, now, by_hand=True)
        if slot is not None:
            turns = (clock.turn_by_hand(name, job.rule, slot, now),)
    return [do_turn(app, job, turn, now) for turn in turns]


def job_facts(now: dt.datetime) -> tuple[JobFacts, ...]:
    """Every job with its rule and when it is due next; needs an app context."""
    due = clock.next_due({job.name: job.rule for job in timetable.JOBS}, now)
    found = []
    for job in timetable.JOBS:
        slot = due[job.name]
        found.append(JobFacts(job.name, job.rule, slot.due_at if slot else None))
    return tuple(found)


def _due(app: Any, jobs: Sequence[Job], now: dt.datetime) -> list[tuple[Job, Turn]]:
    """What is due of all jobs, the oldest first. A job whose rule cannot be asked stops no other."""
    due = []
    with app.app_context():
        for job in jobs:
            try:
                due += [(job, turn) for turn in clock.turns_due(job.name, job.rule, now)]
            except Exception:
                logger.exception("it cannot be told what job %s owes", job.name)
    return sorted(due, key=lambda pair: pair[1].due_at)


def _failed(turn: Turn, error: str, now: dt.datetime) -> Told:
    if turn.slot:
        try:
            clock.record_failure(turn, error, now=now)
        except Exception:
            logger.exception("the failure of job %s could not be marked", turn.job)
    return Told(turn.job, turn.slot, "failed", error=error)


def _named(name: str) -> Job:
    for job in timetable.JOBS:
        if job.name == name:
            return job
    raise NotFound("job_not_found", job=name, known=[job.name for job in timetable.JOBS])
