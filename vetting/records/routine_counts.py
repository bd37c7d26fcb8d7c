"""How many have read what they must and been trained, and how many boards hold to a routine: for reports."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, exists, func, select, true
from sqlalchemy.orm import aliased

from vetting.domain.plan_evidence import RoutineUse
from vetting.domain.routines import READERS
from vetting.domain.terms import Role
from vetting.domain.terms_action_plans import Course
from vetting.records import routines
from vetting.records.officers import Appointment, Officer, boards_in_use
from vetting.records.routines import RoutineVersion, Training


@dataclass(frozen=True)
class TrainingCount:
    """Of the officers who work for a board, how many have taken the basic course."""

    trained: int
    staff: int


@dataclass(frozen=True)
class RoutineCount:
    """A version in force: in how many of its boards it is in use, and by how many of its readers it is read.

    With a board, readers are those of the board.
    """

    version_id: str
    use: RoutineUse
    read: int
    readers: int


def training_counts(on: dt.date) -> Mapping[str | None, TrainingCount]:
    """By board, and under None for the whole municipality, up to a day; whoever works for several boards is
    counted in each of them and once in the whole."""
    taken = {
        officer_id
        for officer_id, row in routines.trainings_now().items()
        if row.has_taken and row.taken_on is not None and row.taken_on <= on
    }
    staff: dict[str | None, set[str]] = {board.id: set() for board in boards_in_use()}
    staff[None] = set()
    for officer_id, held in routines.holders().items():
        staff[None].add(officer_id)
        for _role, board_id in held:
            if board_id is not None:
                staff.setdefault(board_id, set()).add(officer_id)
    return {board: TrainingCount(len(people & taken), len(people)) for board, people in staff.items()}


def routine_counts(on: dt.date, board_id: str | None = None) -> tuple[RoutineCount, ...]:
    """Of every routine and guideline in force on a day, by title; readers of one board, or of all."""
    versions = routines.in_force(on)
    uses = _uses(versions, on, board_id)
    read = routines.have_read([row.id for row in versions])
    people = {officer_id: held for officer_id, held in routines.holders().items() if _is_of(held, board_id)}
    found = []
    for row, use in zip(versions, uses, strict=True):
        readers = set(routines.readers_of(row, people))
        found.append(RoutineCount(row.id, use, len(readers & read[row.id]), len(readers)))
    return tuple(found)


def routines_of_board(on: dt.date, board_id: str) -> tuple[RoutineUse, ...]:
    """The routines in force on a day, with how many boards hold to them and whether this one does."""
    return _uses(routines.in_force(on), on, board_id)


def staff_of(board_id: str | None, on: dt.date) -> tuple[ColumnElement[int], ColumnElement[int]]:
    """In a query: who works for a board (None: for any), and who of them had the basic course by a day."""
    works = and_(
        Appointment.officer_id == Officer.id,
        true() if board_id is None else Appointment.board_id == board_id,
        Appointment.role.in_(READERS),
    )
    people = select(func.count()).select_from(Officer).where(Officer.is_active, exists().where(works))
    later = aliased(Training)
    is_replaced = and_(
        later.officer_id == Training.officer_id,
        later.course == Training.course,
        later.number > Training.number,
    )
    has_taken = and_(
        Training.officer_id == Officer.id,
        Training.course == Course.BASIC,
        Training.has_taken,
        Training.taken_on <= on,
        ~exists().where(is_replaced),
    )
    trained = people.where(exists().where(has_taken))
    return people.scalar_subquery(), trained.scalar_subquery()


def _uses(versions: Sequence[RoutineVersion], on: dt.date, board_id: str | None) -> tuple[RoutineUse, ...]:
    boards = boards_in_use()
    used = routines.in_use([row.id for row in versions])
    found = []
    for row in versions:
        of = {board.id for board in routines.boards_of(row, boards)}
        begun = {board: since for board, since in used[row.id].items() if since <= on and board in of}
        own_from = begun.get(board_id) if board_id else None
        is_own = board_id in of
        found.append(RoutineUse(row.title, row.in_force_from, len(begun), len(of), own_from, is_own))
    return tuple(found)


def _is_of(held: list[tuple[Role, str | None]], board_id: str | None) -> bool:
    return board_id is None or any(board == board_id for _role, board in held)
