"""Work too long for a request: what waits, what runs and how far it has come."""

import datetime as dt
from collections.abc import Sequence
from enum import StrEnum

from sqlalchemy import JSON, String, select
from sqlalchemy.orm import Mapped, mapped_column

from vetting.domain.errors import NotFound
from vetting.records.columns import UtcTime, Word
from vetting.records.db import Base, db, new_id


class WorkState(StrEnum):
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class Work(Base):
    """One piece of long work. A killed process leaves it running; the next start takes it up again."""

    __tablename__ = "works"

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    kind: Mapped[str] = mapped_column(String(40))
    arguments: Mapped[dict[str, str]] = mapped_column(JSON)
    state: Mapped[WorkState] = mapped_column(Word(WorkState), index=True)
    steps_done: Mapped[int] = mapped_column(default=0)
    steps_total: Mapped[int] = mapped_column(default=0)
    result: Mapped[dict[str, object]] = mapped_column(JSON, default=dict)
    error_code: Mapped[str | None] = mapped_column(String(80))
    error_facts: Mapped[dict[str, object]] = mapped_column(JSON, default=dict)
    asked_by: Mapped[str] = mapped_column(String(40))
    asked_at: Mapped[dt.datetime] = mapped_column(UtcTime)
    finished_at: Mapped[dt.datetime | None] = mapped_column(UtcTime)


def add_work(kind: str, arguments: dict[str, str], *, asked_by: str, now: dt.datetime) -> Work:
    """A new piece of work, waiting."""
    work = Work(kind=kind, arguments=arguments, state=WorkState.WAITING, asked_by=asked_by, asked_at=now)
    db.session.add(work)
    db.session.flush()
    return work


def work_of(work_id: str) -> Work:
    """The work of that id. Raises NotFound."""
    found = db.session.get(Work, work_id)
    if found is None:
        raise NotFound("work_not_found")
    return found


def anything_waits() -> bool:
    """Whether there is work to take up; a plain read that takes no lock."""
    found = db.session.scalar(select(Work.id).where(Work.state == WorkState.WAITING).limit(1))
    db.session.rollback()
    return found is not None


def next_waiting() -> Work | None:
    """The oldest waiting work, locked; on PostgreSQL work locked by others is passed over."""
    return db.session.scalars(
        select(Work)
        .where(Work.state == WorkState.WAITING)
        .order_by(Work.asked_at, Work.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    ).first()


def left_running() -> Sequence[Work]:
    """Work that a process had begun."""
    return db.session.scalars(select(Work).where(Work.state == WorkState.RUNNING)).all()
