"""Routines and guidelines to look up: what one must read, who has, and who has been trained."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from vetting.domain.authority import Act, Actor, boards_for, may, require
from vetting.domain.errors import NotFound
from vetting.domain.routines import RoutineText, must_read
from vetting.domain.terms import Role
from vetting.domain.terms_action_plans import RoutineKind
from vetting.records import routines
from vetting.records.db import db
from vetting.records.officers import Board, Officer
from vetting.records.routine_counts import TrainingCount, training_counts
from vetting.records.routines import ReadReceipt, Routine, RoutineVersion

Held = dict[str, list[tuple[Role, str | None]]]


@dataclass(frozen=True)
class RoutineLine:
    """A version in a list. `read_on`: when the reader has read it; `is_mine`: the reader must read it."""

    id: str
    routine_id: str
    kind: RoutineKind
    title: str
    number: int
    in_force_from: dt.date
    is_mine: bool
    read_on: dt.date | None


@dataclass(frozen=True)
class BoardReading:
    """How many of a board's people have read a version, and since when the board holds to it."""

    board_id: str
    board: str
    read: int
    readers: int
    in_use_from: dt.date | None
    may_state: bool


@dataclass(frozen=True)
class Unread:
    """Somebody who has not read a version, for those who may see names."""

    name: str
    roles: tuple[Role, ...]


@dataclass(frozen=True)
class RoutinePage:
    """One version. `unread` None: the reader may see counts alone."""

    line: RoutineLine
    text: RoutineText
    board_names: tuple[str, ...]
    file_name: str | None
    others: tuple[tuple[str, int, dt.date], ...]  # id, number and first day of the other versions
    is_in_force: bool
    counts: tuple[BoardReading, ...]
    unread: tuple[Unread, ...] | None
    may_publish: bool


@dataclass(frozen=True)
class TrainedLine:
    """Somebody of the reader's own people. `has_taken` None: nothing is registered."""

    officer_id: str
    name: str
    roles: tuple[Role, ...]
    has_taken: bool | None
    taken_on: dt.date | None


@dataclass(frozen=True)
class TrainingPage:
    """Counts by board, and the people whose training the reader may register (None: nobody's)."""

    boards: tuple[tuple[str, TrainingCount], ...]
    whole: TrainingCount
    people: tuple[TrainedLine, ...] | None


def routines_in_force(*, actor: Actor, today: dt.date) -> tuple[RoutineLine, ...]:
    """What holds today, by title, the reader's own unread first."""
    newest = routines.newest_by(today).subquery()
    rows = db.session.execute(
        select(RoutineVersion, Routine.kind, ReadReceipt.read_on)
        .join(newest, newest.c.id == RoutineVersion.id)
        .join(Routine, Routine.id == RoutineVersion.routine_id)
        .outerjoin(
            ReadReceipt,
            (ReadReceipt.version_id == RoutineVersion.id) & (ReadReceipt.officer_id == actor.id),
        )
        .where(RoutineVersion.in_force_to.is_(None) | (RoutineVersion.in_force_to >= today))
        .order_by(RoutineVersion.title, RoutineVersion.id)
    )
    lines = [_line(row, kind, read_on, actor) for row, kind, read_on in rows]
    return tuple(sorted(lines, key=lambda line: not (line.is_mine and line.read_on is None)))


def routine_page(version_id: str, *, actor: Actor, today: dt.date) -> RoutinePage:
    """One version with who has read it, as far as the reader may see. Raises NotFound."""
    version = routines.version(version_id)
    kind = routines.routine(version.routine_id).kind
    receipt = routines.receipt(version_id, actor.id)
    versions = routines.versions_of(version.routine_id)
    boards = db.session.scalars(select(Board).where(Board.is_active).order_by(Board.name)).all()
    of = routines.boards_of(version, boards)
    current = next((one for one in versions if one.in_force_from <= today), None)
    sees_counts = may(actor, Act.SEE_ACTION_PLANS) or may(actor, Act.SEE_READERS)
    people = routines.holders() if sees_counts else {}
    read = routines.have_read([version_id])[version_id] if sees_counts else set()
    names_of_all = {board.id: board.name for board in boards}
    return RoutinePage(
        _line(version, kind, receipt.read_on if receipt else None, actor),
        routines.text_of(version),
        tuple(names_of_all[one] for one in version.boards if one in names_of_all),
        version.file_name,
        tuple((one.id, one.number, one.in_force_from) for one in versions if one.id != version_id),
        current is not None
        and current.id == version_id
        and (version.in_force_to is None or version.in_force_to >= today),
        _counts(version, of, people, read, actor) if sees_counts else (),
        _unread(version, people, read, actor) if may(actor, Act.SEE_READERS) else None,
        may(actor, Act.KEEP_ROUTINES),
    )


def boards_to_choose() -> tuple[tuple[str, str], ...]:
    """Boards in use: id and name."""
    rows = db.session.execute(select(Board.id, Board.name).where(Board.is_active).order_by(Board.name))
    return tuple((board_id, name) for board_id, name in rows)


def text_of_newest(routine_id: str) -> tuple[RoutineKind, RoutineText]:
    """What a further version begins from. Raises NotFound."""
    versions = routines.versions_of(routine_id)
    if not versions:
        raise NotFound("not_found")
    return routines.routine(routine_id).kind, routines.text_of(versions[0])


def training_page(*, actor: Actor, today: dt.date) -> TrainingPage:
    """Who has taken the basic course: counts for the boards within reach, names of one's own people.

    Raises NotAllowed.
    """
    if not may(actor, Act.SEE_ACTION_PLANS):
        require(actor, Act.KEEP_TRAINING)
    counts = training_counts(today)
    mine = _reach(actor)
    boards = [
        (name, counts[board_id]) for board_id, name in boards_to_choose() if mine is None or board_id in mine
    ]
    people = _trained(actor) if may(actor, Act.KEEP_TRAINING) else None
    return TrainingPage(tuple(boards), counts[None], people)


def _reach(actor: Actor) -> frozenset[str] | None:
    """The boards whose counts the actor is shown; None: all."""
    found: set[str] = set()
    for act in (Act.SEE_ACTION_PLANS, Act.KEEP_TRAINING, Act.SEE_READERS):
        boards = boards_for(actor, act)
        if boards is None:
            return None
        found |= boards
    return frozenset(found)


def _trained(actor: Actor) -> tuple[TrainedLine, ...]:
    mine = boards_for(actor, Act.KEEP_TRAINING)
    held = _of_boards(routines.holders(), mine)
    trained = routines.trainings_now()
    return tuple(
        TrainedLine(
            officer_id,
            name,
            _roles(held[officer_id]),
            trained[officer_id].has_taken if officer_id in trained else None,
            trained[officer_id].taken_on if officer_id in trained else None,
        )
        for officer_id, name in _names(held)
        if not actor.is_person(officer_id)
    )


def _line(row: RoutineVersion, kind: RoutineKind, read_on: dt.date | None, actor: Actor) -> RoutineLine:
    text = routines.text_of(row)
    is_mine = must_read(actor.appointments, text.roles, text.boards)
    return RoutineLine(
        row.id, row.routine_id, kind, row.title, row.number, row.in_force_from, is_mine, read_on
    )


def _counts(
    version: RoutineVersion, boards: list[Board], people: Held, read: set[str], actor: Actor
) -> tuple[BoardReading, ...]:
    used = routines.in_use([version.id])[version.id]
    readers = routines.readers_of(version, people)
    mine = _reach(actor)
    found = []
    for board in boards:
        if mine is not None and board.id not in mine:
            continue
        of = {one for one in readers if any(at == board.id for _role, at in people[one])}
        can = may(actor, Act.WRITE_ACTION_PLANS, board.id)
        found.append(BoardReading(board.id, board.name, len(of & read), len(of), used.get(board.id), can))
    return tuple(found)


def _unread(version: RoutineVersion, people: Held, read: set[str], actor: Actor) -> tuple[Unread, ...]:
    own = _of_boards(people, boards_for(actor, Act.SEE_READERS))
    waiting = {one: own[one] for one in routines.readers_of(version, own) if one not in read}
    return tuple(Unread(name, _roles(waiting[officer_id])) for officer_id, name in _names(waiting))


def _of_boards(people: Held, boards: frozenset[str] | None) -> Held:
    if boards is None:
        return people
    return {one: held for one, held in people.items() if any(at in boards for _role, at in held)}


def _roles(held: list[tuple[Role, str | None]]) -> tuple[Role, ...]:
    return tuple(sorted({role for role, _board in held}))


def _names(people: Mapping[str, object]) -> list[tuple[str, str]]:
    rows = db.session.execute(
        select(Officer.id, Officer.display_name)
        .where(Officer.id.in_(sorted(people)))
        .order_by(Officer.display_name, Officer.id)
    )
    return [(officer_id, name) for officer_id, name in rows]
