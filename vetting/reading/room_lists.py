"""Lists of premises and of bookings on their way in: the latest, and one with its rows."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, func, or_, select

from vetting.domain.authority import Act, Actor, boards_for, require
from vetting.domain.errors import NotFound
from vetting.domain.terms import RowState
from vetting.domain.terms_imports import ImportState, ListKind
from vetting.records.bookings import Booking, BookingRequest
from vetting.records.db import db
from vetting.records.imports import ImportRow, ListImport
from vetting.records.officers import Board
from vetting.records.premises import Premises

PER_PAGE = 50
RECENT = 20
MOST_GONE = 50
ACT_OF = {ListKind.PREMISES: Act.MANAGE_PREMISES, ListKind.BOOKINGS: Act.RECEIVE_BOOKING}
COUNTS = (
    "rows_in", "ok", "repaired", "quarantined", "masked", "duplicate", "added", "changed", "unchanged",
)  # fmt: skip


@dataclass(frozen=True)
class RoomList:
    """One list with its counts; rows_in is the sum of the five states. `gone`: how many dates it lacks."""

    id: str
    file_name: str
    source_system: str
    board: str | None
    state: ImportState
    reason: str | None
    reason_facts: dict[str, object]
    warnings: tuple[str, ...]
    counts: dict[str, int]
    gone: int
    received_at: dt.datetime
    applied_at: dt.datetime | None


@dataclass(frozen=True)
class RoomRow:
    """One row: what it says, and what is odd about it."""

    row_no: int
    state: RowState
    values: dict[str, Any]
    problems: tuple[dict[str, Any], ...]


@dataclass(frozen=True)
class GoneDate:
    """A date that stands here and not in the list."""

    premises: str
    party: str
    starts_at: dt.datetime


@dataclass(frozen=True)
class RoomListPage:
    head: RoomList
    rows: tuple[RoomRow, ...]
    gone: tuple[GoneDate, ...]
    total: int
    page: int
    pages: int


def recent_lists(kind: ListKind, *, actor: Actor) -> tuple[RoomList, ...]:
    """The latest lists of that kind within reach."""
    rows = db.session.execute(
        _lists(kind, actor).order_by(ListImport.received_at.desc(), ListImport.id).limit(RECENT)
    )
    return tuple(_head(row, board) for row, board in rows)


def list_page(import_id: str, kind: ListKind, *, page: int = 1, actor: Actor) -> RoomListPage:
    """One list with its rows. Raises NotFound."""
    found = db.session.execute(_lists(kind, actor).where(ListImport.id == import_id)).one_or_none()
    if found is None:
        raise NotFound("not_found")
    meant = ImportRow.import_id == import_id
    total = db.session.scalar(select(func.count()).select_from(ImportRow).where(meant)) or 0
    pages = max(1, -(-total // PER_PAGE))
    page = min(max(1, page), pages)
    rows = db.session.scalars(
        select(ImportRow)
        .where(meant)
        .order_by(ImportRow.state == RowState.OK, ImportRow.row_no)
        .limit(PER_PAGE)
        .offset((page - 1) * PER_PAGE)
    )
    lines = tuple(RoomRow(row.row_no, row.state, row.values, tuple(row.problems)) for row in rows)
    return RoomListPage(_head(*found), lines, _gone(found[0]), total, page, pages)


def problems_of(import_id: str, kind: ListKind, *, actor: Actor) -> list[dict[str, Any]]:
    """Every problem of the list, in row order. Raises NotFound."""
    if db.session.execute(_lists(kind, actor).where(ListImport.id == import_id)).one_or_none() is None:
        raise NotFound("not_found")
    rows = db.session.scalars(
        select(ImportRow.problems).where(ImportRow.import_id == import_id).order_by(ImportRow.row_no)
    )
    return [problem for problems in rows for problem in problems]


def _lists(kind: ListKind, actor: Actor) -> Any:
    """Lists of the actor's boards, and those the actor sent in without naming a board."""
    require(actor, ACT_OF[kind])
    query = (
        select(ListImport, Board.name)
        .outerjoin(Board, Board.id == ListImport.board_id)
        .where(ListImport.kind == kind)
    )
    reach = boards_for(actor, ACT_OF[kind])
    if reach is None:
        return query
    own = and_(ListImport.board_id.is_(None), ListImport.received_by == actor.id)
    return query.where(or_(ListImport.board_id.in_(sorted(reach)), own))


def _gone(row: ListImport) -> tuple[GoneDate, ...]:
    ids = [key for warning in row.warnings for key in _ids(warning)][:MOST_GONE]
    if not ids:
        return ()
    rows = db.session.execute(
        select(Premises.name, BookingRequest.party_name, Booking.starts_at)
        .join(BookingRequest, BookingRequest.id == Booking.request_id)
        .join(Premises, Premises.id == Booking.premises_id)
        .where(Booking.id.in_(ids))
        .order_by(Booking.starts_at, Booking.id)
    )
    return tuple(GoneDate(*found) for found in rows)


def _ids(warning: dict[str, Any]) -> list[str]:
    return list(warning.get("dates", ()))


def _head(row: ListImport, board: str | None) -> RoomList:
    gone = [warning for warning in row.warnings if warning["code"] == "bookings_gone"]
    return RoomList(
        id=row.id,
        file_name=row.file_name,
        source_system=row.source_system,
        board=board,
        state=row.state,
        reason=row.reason,
        reason_facts=row.reason_facts,
        warnings=tuple(str(one["code"]) for one in row.warnings if one not in gone),
        counts={name: getattr(row, name) for name in COUNTS},
        gone=sum(int(str(one["count"])) for one in gone),
        received_at=row.received_at,
        applied_at=row.applied_at,
    )
