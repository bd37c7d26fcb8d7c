"""Routines and guidelines in dated versions, who has read them, which boards hold to them, and training."""

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    Index,
    Select,
    String,
    Text,
    UniqueConstraint,
    func,
    select,
    update,
)
from sqlalchemy.orm import Mapped, mapped_column

from vetting.domain.errors import NotFound
from vetting.domain.routines import READERS, RoutineText, must_read
from vetting.domain.terms import Role
from vetting.domain.terms_action_plans import Course, RoutineKind
from vetting.records.columns import UtcTime, Word
from vetting.records.db import Base, db, insert_unless_there, new_id
from vetting.records.officers import Appointment, Board, Officer
from vetting.records.reminders import Reminder

TO_READ = "routine_to_read"


class Routine(Base):
    """A routine or guideline, whatever its versions."""

    __tablename__ = "routines"

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    kind: Mapped[RoutineKind] = mapped_column(Word(RoutineKind))
    begun_at: Mapped[dt.datetime] = mapped_column(UtcTime)


class RoutineVersion(Base):
    """One version as it was published; it holds from its day until the next one's, or its last day."""

    __tablename__ = "routine_versions"
    __table_args__ = (
        UniqueConstraint("routine_id", "number"),
        UniqueConstraint("routine_id", "in_force_from"),
        CheckConstraint("in_force_to IS NULL OR in_force_to >= in_force_from", name="days_in_order"),
        CheckConstraint("text <> '' OR file_digest IS NOT NULL", name="text_or_file"),
    )

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    routine_id: Mapped[str] = mapped_column(ForeignKey("routines.id"))
    number: Mapped[int]
    title: Mapped[str] = mapped_column(String(160))
    text: Mapped[str] = mapped_column(Text)
    file_digest: Mapped[str | None] = mapped_column(ForeignKey("stored_files.digest"))
    file_name: Mapped[str | None] = mapped_column(String(200))
    in_force_from: Mapped[dt.date]
    in_force_to: Mapped[dt.date | None]
    roles: Mapped[list[str]] = mapped_column(JSON)  # that must read it
    boards: Mapped[list[str]] = mapped_column(JSON)  # ids; none: every board
    published_by: Mapped[str] = mapped_column(String(40))
    published_at: Mapped[dt.datetime] = mapped_column(UtcTime)


class ReadReceipt(Base):
    """That an officer has read and understood a version."""

    __tablename__ = "read_receipts"

    version_id: Mapped[str] = mapped_column(ForeignKey("routine_versions.id"), primary_key=True)
    officer_id: Mapped[str] = mapped_column(ForeignKey("officers.id"), primary_key=True)
    read_on: Mapped[dt.date]
    read_at: Mapped[dt.datetime] = mapped_column(UtcTime)


class RoutineInUse(Base):
    """That a board holds to a version, and since when; the latest word of a board counts."""

    __tablename__ = "routines_in_use"
    __table_args__ = (UniqueConstraint("version_id", "board_id", "number"),)

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    version_id: Mapped[str] = mapped_column(ForeignKey("routine_versions.id"))
    board_id: Mapped[str] = mapped_column(ForeignKey("boards.id"))
    number: Mapped[int]
    in_use_from: Mapped[dt.date]
    said_by: Mapped[str] = mapped_column(String(40))
    said_at: Mapped[dt.datetime] = mapped_column(UtcTime)


class Training(Base):
    """Whether somebody has taken a course, as registered; the latest word of a person counts."""

    __tablename__ = "trainings"
    __table_args__ = (
        UniqueConstraint("officer_id", "course", "number"),
        CheckConstraint("has_taken = (taken_on IS NOT NULL)", name="day_when_taken"),
        Index("ix_trainings_officer", "officer_id", "course"),
    )

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    officer_id: Mapped[str] = mapped_column(ForeignKey("officers.id"))
    course: Mapped[Course] = mapped_column(Word(Course))
    number: Mapped[int]
    has_taken: Mapped[bool]
    taken_on: Mapped[dt.date | None]
    registered_by: Mapped[str] = mapped_column(String(40))
    registered_at: Mapped[dt.datetime] = mapped_column(UtcTime)


def routine(routine_id: str, *, to_change: bool = False) -> Routine:
    """The routine of that id. Raises NotFound."""
    found = db.session.get(Routine, routine_id, with_for_update=to_change or None)
    if found is None:
        raise NotFound("not_found")
    return found


def version(version_id: str) -> RoutineVersion:
    """The version of that id. Raises NotFound."""
    found = db.session.get(RoutineVersion, version_id)
    if found is None:
        raise NotFound("not_found")
    return found


def versions_of(routine_id: str) -> Sequence[RoutineVersion]:
    """Every version of a routine, the latest first."""
    query = select(RoutineVersion).where(RoutineVersion.routine_id == routine_id)
    return db.session.scalars(query.order_by(RoutineVersion.number.desc())).all()


def newest_by(day: dt.date) -> Select[RoutineVersion]:
    """The question for each routine's version that holds on a day, whether or not its last day has passed."""
    newest = (
        select(RoutineVersion.routine_id, func.max(RoutineVersion.in_force_from).label("begins"))
        .where(RoutineVersion.in_force_from <= day)
        .group_by(RoutineVersion.routine_id)
        .subquery()
    )
    return select(RoutineVersion).join(
        newest,
        (newest.c.routine_id == RoutineVersion.routine_id)
        & (newest.c.begins == RoutineVersion.in_force_from),
    )


def in_force(day: dt.date) -> Sequence[RoutineVersion]:
    """The versions in force on a day, by title."""
    query = newest_by(day).where(RoutineVersion.in_force_to.is_(None) | (RoutineVersion.in_force_to >= day))
    return db.session.scalars(query.order_by(RoutineVersion.title, RoutineVersion.id)).all()


def keep(row: Any) -> Any:
    """Adds a row and gives it."""
    db.session.add(row)
    db.session.flush()
    return row


def text_of(row: RoutineVersion) -> RoutineText:
    """A version as the rules see it."""
    roles = tuple(Role(one) for one in row.roles)
    return RoutineText(row.title, row.text, row.in_force_from, row.in_force_to, roles, tuple(row.boards))


def receipt(version_id: str, officer_id: str) -> ReadReceipt | None:
    """The officer's receipt of a version."""
    return db.session.get(ReadReceipt, (version_id, officer_id))


def sign_for(version_id: str, officer_id: str, *, read_on: dt.date, now: dt.datetime) -> bool:
    """Keeps that the officer has read the version; False when it was said already."""
    who = {"version_id": version_id, "officer_id": officer_id}
    return insert_unless_there(ReadReceipt, **who, read_on=read_on, read_at=now)


def holders() -> dict[str, list[tuple[Role, str | None]]]:
    """Every active officer of the house with the appointments, by id; agents of partners are none."""
    rows = db.session.execute(
        select(Appointment.officer_id, Appointment.role, Appointment.board_id)
        .join(Officer, Officer.id == Appointment.officer_id)
        .where(Officer.is_active, Appointment.role.in_(READERS))
        .order_by(Appointment.officer_id, Appointment.role)
    )
    found: dict[str, list[tuple[Role, str | None]]] = {}
    for officer_id, role, board_id in rows:
        found.setdefault(officer_id, []).append((role, board_id))
    return found


def readers_of(row: RoutineVersion, people: dict[str, list[tuple[Role, str | None]]]) -> list[str]:
    """Who has to read a version, of `people` as holders gives them."""
    text = text_of(row)
    return [officer for officer, held in people.items() if must_read(held, text.roles, text.boards)]


def have_read(version_ids: Collection[str]) -> dict[str, set[str]]:
    """By version, the officers who have read it."""
    rows = db.session.execute(
        select(ReadReceipt.version_id, ReadReceipt.officer_id).where(ReadReceipt.version_id.in_(version_ids))
    )
    found: dict[str, set[str]] = {one: set() for one in version_ids}
    for version_id, officer_id in rows:
        found[version_id].add(officer_id)
    return found


def in_use(version_ids: Collection[str]) -> dict[str, dict[str, dt.date]]:
    """By version and board, since when the board holds to it."""
    rows = db.session.scalars(
        select(RoutineInUse).where(RoutineInUse.version_id.in_(version_ids)).order_by(RoutineInUse.number)
    )
    found: dict[str, dict[str, dt.date]] = {one: {} for one in version_ids}
    for row in rows:
        found[row.version_id][row.board_id] = row.in_use_from
    return found


def boards_of(row: RoutineVersion, boards: Iterable[Board]) -> list[Board]:
    """Of the boards, those in which the version holds."""
    return [board for board in boards if board.is_active and (not row.boards or board.id in row.boards)]


def next_number(table: type[Base], *conditions: Any) -> int:
    """The number of the next row among those that meet the conditions."""
    number: Any = table.number  # type: ignore[attr-defined]
    return int(db.session.scalar(select(func.max(number)).where(*conditions)) or 0) + 1


def trainings_now(course: Course = Course.BASIC) -> dict[str, Training]:
    """The latest word about each officer, by the officer's id."""
    rows = db.session.scalars(select(Training).where(Training.course == course).order_by(Training.number))
    return {row.officer_id: row for row in rows}


def versions_waited_for() -> set[str]:
    """Versions that lie on somebody's desk to be read."""
    rows = db.session.scalars(
        select(Reminder.subject).where(Reminder.kind == TO_READ, Reminder.handled_at.is_(None)).distinct()
    )
    return {subject.split(":")[1] for subject in rows}  # "read:<version>:<officer>"


def settle_readings(version_ids: Collection[str], *, by: str, now: dt.datetime) -> None:
    """Nobody waits to read what a later version replaces."""
    for version_id in version_ids:
        db.session.execute(
            update(Reminder)
            .where(Reminder.subject.like(f"read:{version_id}:%"), Reminder.handled_at.is_(None))
            .values(handled_by=by, handled_at=now)
        )
