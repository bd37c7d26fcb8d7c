"""The clock as people see it: what each job did last, what is due, what came late and what does not work."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from vetting.domain.authority import Act, Actor, require
from vetting.domain.slots import JobFacts, RunState, Seasonal, is_late, next_try_at
from vetting.records.db import db
from vetting.records.job_runs import JobRun

RECENT = 40


@dataclass(frozen=True)
class RunLine:
    """One slot of one job. `next_try_at` is None unless it failed and is tried again."""

    job: str
    slot: str
    state: RunState
    due_at: dt.datetime
    started_at: dt.datetime
    finished_at: dt.datetime
    attempts: int
    late: bool
    told: tuple[tuple[str, object], ...]
    error: str | None
    next_try_at: dt.datetime | None


@dataclass(frozen=True)
class JobLine:
    """A job, its latest run, and whether what it owes ought to have been done by now."""

    facts: JobFacts
    last: RunLine | None
    overdue: bool


@dataclass(frozen=True)
class ClockPage:
    """`failing` is what is still tried again; `recent` the latest runs, newest first."""

    jobs: tuple[JobLine, ...]
    failing: tuple[RunLine, ...]
    recent: tuple[RunLine, ...]


def clock_page(jobs: Sequence[JobFacts], actor: Actor, now: dt.datetime) -> ClockPage:
    """Everything about the clock, in three queries. Raises NotAllowed."""
    require(actor, Act.SEE_CLOCK)
    open_slots = _open_slots(jobs)
    last = {run.job: run for run in _latest()}
    failed = db.session.scalars(
        select(JobRun).where(JobRun.state == RunState.FAILED).order_by(JobRun.due_at, JobRun.job)
    )
    recent = db.session.scalars(
        select(JobRun)
        .where(JobRun.state != RunState.BEFORE_USE)
        .order_by(JobRun.finished_at.desc(), JobRun.due_at.desc(), JobRun.job)
        .limit(RECENT)
    )
    return ClockPage(
        jobs=tuple(
            JobLine(
                facts,
                _line(last[facts.name], open_slots) if facts.name in last else None,
                facts.next_due_at is not None and is_late(facts.next_due_at, now),
            )
            for facts in jobs
        ),
        failing=tuple(_line(run, open_slots) for run in failed if _is_open(run, open_slots)),
        recent=tuple(_line(run, open_slots) for run in recent),
    )


def _open_slots(jobs: Sequence[JobFacts]) -> dict[str, dt.datetime | None]:
    """By job, from when on a failed slot is still owed: a daily one only while no later day has come."""
    return {facts.name: None if isinstance(facts.rule, Seasonal) else facts.next_due_at for facts in jobs}


def _is_open(run: JobRun, open_slots: dict[str, dt.datetime | None]) -> bool:
    if run.state is not RunState.FAILED or run.job not in open_slots:
        return False
    since = open_slots[run.job]
    return since is None or run.due_at >= since


def _latest() -> Sequence[JobRun]:
    """The run of each job that ended last."""
    newest_first = func.row_number().over(
        partition_by=JobRun.job, order_by=(JobRun.finished_at.desc(), JobRun.due_at.desc())
    )
    ranked = (
        select(JobRun.job, JobRun.slot, newest_first.label("place"))
        .where(JobRun.state != RunState.BEFORE_USE)
        .subquery()
    )
    return db.session.scalars(
        select(JobRun)
        .join(ranked, (ranked.c.job == JobRun.job) & (ranked.c.slot == JobRun.slot))
        .where(ranked.c.place == 1)
    ).all()


def _line(run: JobRun, open_slots: dict[str, dt.datetime | None]) -> RunLine:
    again = next_try_at(run.finished_at, run.attempts) if _is_open(run, open_slots) else None
    return RunLine(
        job=run.job,
        slot=run.slot,
        state=run.state,
        due_at=run.due_at,
        started_at=run.started_at,
        finished_at=run.finished_at,
        attempts=run.attempts,
        late=is_late(run.due_at, run.finished_at),
        told=tuple(sorted(run.told.items())),
        error=run.error,
        next_try_at=again,
    )
