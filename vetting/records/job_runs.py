"""What the clock's jobs have done: one row per job and slot, written in the very transaction of the deed."""

import datetime as dt
from collections.abc import Mapping, Sequence

from sqlalchemy import JSON, String, and_, func, or_, select
from sqlalchemy.orm import Mapped, mapped_column

from vetting.domain.slots import RunState, Turn, may_try_again
from vetting.records.columns import UtcTime, Word
from vetting.records.db import Base, db, insert_unless_there, stand_back

NEWEST = 100


class JobRun(Base):
    """One slot of one job; the key makes a second run impossible, whatever the clock does.

    `started_at` is its first attempt, `finished_at` the latest one; `told` is what the deed has to tell,
    `error` the code or class of the latest failure.
    """

    __tablename__ = "job_runs"

    job: Mapped[str] = mapped_column(String(40), primary_key=True)
    slot: Mapped[str] = mapped_column(String(40), primary_key=True)
    state: Mapped[RunState] = mapped_column(Word(RunState))
    due_at: Mapped[dt.datetime] = mapped_column(UtcTime)
    started_at: Mapped[dt.datetime] = mapped_column(UtcTime)
    finished_at: Mapped[dt.datetime] = mapped_column(UtcTime, index=True)
    attempts: Mapped[int]
    told: Mapped[dict[str, object]] = mapped_column(JSON)
    error: Mapped[str | None] = mapped_column(String(80))


def claim(turn: Turn, now: dt.datetime) -> bool:
    """Whether the running deed may do the turn: begins every deed of the clock.

    True: the slot is marked as done, which stands or falls with the deed. False: it is done already, perhaps
    just now by another process, or its pause after a failure is not over; then the deed returns None.
    """
    if _add(turn, RunState.DONE, now):
        return True
    run = _locked(turn)
    if run.state is not RunState.FAILED or not (
        turn.by_hand or may_try_again(run.finished_at, run.attempts, now)
    ):
        stand_back()
        return False
    run.state, run.finished_at, run.attempts, run.error = RunState.DONE, now, run.attempts + 1, None
    return True


def tell(turn: Turn, **facts: object) -> dict[str, object]:
    """Writes what the deed has to tell in its row, and gives it: JSON values, never personal data."""
    _locked(turn).told = facts
    return facts


def add_failure(turn: Turn, error: str, now: dt.datetime) -> int:
    """Marks that the turn failed and gives how many times so far; 0 when somebody else has done it since."""
    if _add(turn, RunState.FAILED, now, error=error):
        return 1
    run = _locked(turn)
    if run.state is not RunState.FAILED:
        return 0
    run.finished_at, run.attempts, run.error = now, run.attempts + 1, error
    return run.attempts


def add_before_use(turn: Turn, now: dt.datetime) -> None:
    """Marks the slot after which the job is in use."""
    _add(turn, RunState.BEFORE_USE, now)


def runs_of(job: str, until: str) -> Sequence[JobRun]:
    """The newest runs of a job whose slot is not named later than `until`, newest first."""
    return db.session.scalars(
        select(JobRun)
        .where(JobRun.job == job, JobRun.slot <= until)
        .order_by(JobRun.slot.desc())
        .limit(NEWEST)
    ).all()


def runs_of_all(until: Mapping[str, str]) -> dict[str, list[JobRun]]:
    """As runs_of for several jobs at once: `until` by job, and so are the runs. One question."""
    place = func.row_number().over(partition_by=JobRun.job, order_by=JobRun.slot.desc()).label("place")
    ranked = (
        select(JobRun.job, JobRun.slot, place)
        .where(or_(*(and_(JobRun.job == job, JobRun.slot <= slot) for job, slot in until.items())))
        .subquery()
    )
    rows = db.session.scalars(
        select(JobRun)
        .join(ranked, and_(ranked.c.job == JobRun.job, ranked.c.slot == JobRun.slot))
        .where(ranked.c.place <= NEWEST)
        .order_by(JobRun.slot.desc())
    )
    found: dict[str, list[JobRun]] = {job: [] for job in until}
    for row in rows:
        found[row.job].append(row)
    return found


def _add(turn: Turn, state: RunState, now: dt.datetime, error: str | None = None) -> bool:
    """Adds the row unless it is there; on PostgreSQL this waits for a deed that is just adding it."""
    return insert_unless_there(
        JobRun,
        job=turn.job,
        slot=turn.slot,
        state=state,
        due_at=turn.due_at,
        started_at=now,
        finished_at=now,
        attempts=1,
        told={},
        error=error,
    )


def _locked(turn: Turn) -> JobRun:
    """The row as it is now; what the deed changed in it is written first, lest it be read over."""
    db.session.flush()
    return db.session.scalars(
        select(JobRun)
        .where(JobRun.job == turn.job, JobRun.slot == turn.slot)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()
