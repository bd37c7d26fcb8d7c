"""Work too long for a request: what waits, what runs and how far it has come, who has it in hand."""

import datetime as dt
from enum import StrEnum

from sqlalchemy import JSON, ColumnElement, String, and_, or_, select
from sqlalchemy.orm import Mapped, mapped_column

from vetting.domain.errors import NotFound
from vetting.records.columns import UtcTime, Word
from vetting.records.db import Base, db, new_id

# Outside of these two instants a sign of life is too old, or of a clock that was set back since.
Silence = tuple[dt.datetime, dt.datetime]


class WorkState(StrEnum):
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class Work(Base):
    """One piece of long work.

    A killed process leaves it running without a sign of life, and any other takes it up again: `key` is that
    of the latest taking up, `tries` how many there were.
    """

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
    key: Mapped[str | None] = mapped_column(String(16))
    alive_at: Mapped[dt.datetime | None] = mapped_column(UtcTime)
    tries: Mapped[int] = mapped_column(default=0)


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


def work_in_hand(work_id: str, key: str) -> Work | None:
    """The work, locked, for whoever took it up by that key; None when it is somebody else's by now."""
    return db.session.scalar(
        select(Work)
        .where(Work.id == work_id, Work.key == key, Work.state == WorkState.RUNNING)
        .with_for_update()
    )


def anything_to_do(silent: Silence) -> bool:
    """Whether there is work to take up; a plain read that takes no lock."""
    found = db.session.scalar(select(Work.id).where(_to_do(silent)).limit(1))
    db.session.rollback()
    return found is not None


def next_to_do(silent: Silence) -> Work | None:
    """The oldest work that waits, or whose last sign of life says nothing any more, locked.

    On PostgreSQL work that others have locked is passed over.
    """
    return db.session.scalars(
        select(Work)
        .where(_to_do(silent))
        .order_by(Work.asked_at, Work.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    ).first()


def _to_do(silent: Silence) -> ColumnElement[bool]:
    is_left = or_(Work.alive_at.is_(None), Work.alive_at < silent[0], Work.alive_at > silent[1])
    return or_(Work.state == WorkState.WAITING, and_(Work.state == WorkState.RUNNING, is_left))
