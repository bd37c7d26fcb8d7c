"""Lists of applications on their way in: the latest ones, and one with its rows."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select

from vetting.domain.authority import Act, Actor, boards_for, require
from vetting.domain.errors import NotFound
from vetting.domain.terms import Channel, RowState
from vetting.domain.terms_imports import ImportState, ListKind
from vetting.records.applications import Application, Case
from vetting.records.associations import Association
from vetting.records.db import db
from vetting.records.imports import ImportRow, ListImport
from vetting.records.officers import Board

PER_PAGE = 50
RECENT = 20


@dataclass(frozen=True)
class ListHead:
    """One list with its counts; rows_in is the sum of the five states."""

    id: str
    file_name: str
    board: str | None
    state: ImportState
    reason: str | None
    reason_facts: dict[str, object]
    warnings: tuple[str, ...]
    counts: dict[str, int]
    received_at: dt.datetime
    applied_at: dt.datetime | None


@dataclass(frozen=True)
class ListRow:
    """One row: what it says, whose application it is, what is odd, and the case it became."""

    row_no: int
    state: RowState
    values: dict[str, Any]
    problems: tuple[dict[str, Any], ...]
    association: str | None
    case_id: str | None
    case_number: str | None


@dataclass(frozen=True)
class ListPage:
    head: ListHead
    rows: tuple[ListRow, ...]
    total: int
    page: int
    pages: int


COUNTS = ("rows_in", "ok", "repaired", "quarantined", "masked", "duplicate", "added", "unchanged")


def recent_lists(*, actor: Actor) -> tuple[ListHead, ...]:
    """The latest lists within reach."""
    require(actor, Act.RECEIVE_APPLICATION)
    rows = db.session.execute(
        _lists(actor).order_by(ListImport.received_at.desc(), ListImport.id).limit(RECENT)
    )
    return tuple(_head(row, board) for row, board in rows)


def list_page(import_id: str, *, show: str = "problems", page: int = 1, actor: Actor) -> ListPage:
    """One list. `show`: problems, all, or a RowState. Raises NotFound."""
    require(actor, Act.RECEIVE_APPLICATION)
    found = db.session.execute(_lists(actor).where(ListImport.id == import_id)).one_or_none()
    if found is None:
        raise NotFound("not_found")
    meant = [ImportRow.import_id == import_id, *_meant(show)]
    total = db.session.scalar(select(func.count()).select_from(ImportRow).where(*meant)) or 0
    pages = max(1, -(-total // PER_PAGE))
    page = min(max(1, page), pages)
    rows = db.session.execute(
        select(ImportRow, Association.name, Case.id, Case.case_number)
        .outerjoin(Association, Association.id == ImportRow.association_id)
        .outerjoin(
            Application,
            and_(
                Application.channel == Channel.LIST,
                Application.source_key == ImportRow.values["source_key"].as_string(),
            ),
        )
        .outerjoin(Case, Case.id == Application.case_id)
        .where(*meant)
        .order_by(ImportRow.row_no)
        .limit(PER_PAGE)
        .offset((page - 1) * PER_PAGE)
    )
    lines = tuple(
        ListRow(row.row_no, row.state, row.values, tuple(row.problems), name, case_id, number)
        for row, name, case_id, number in rows
    )
    return ListPage(_head(*found), lines, total, page, pages)


def rows_with_problems(import_id: str, *, actor: Actor) -> list[dict[str, Any]]:
    """Every problem of the list, in row order. Raises NotFound."""
    require(actor, Act.RECEIVE_APPLICATION)
    if db.session.execute(_lists(actor).where(ListImport.id == import_id)).one_or_none() is None:
        raise NotFound("not_found")
    rows = db.session.scalars(
        select(ImportRow.problems).where(ImportRow.import_id == import_id).order_by(ImportRow.row_no)
    )
    return [problem for problems in rows for problem in problems]


def _meant(show: str) -> list[ColumnElement[bool]]:
    if show == "problems":
        return [ImportRow.state != RowState.OK]
    return [ImportRow.state == RowState(show)] if show in set(RowState) else []


def _lists(actor: Actor) -> Any:
    """Lists of the actor's boards, and those the actor sent in without naming a board."""
    query = (
        select(ListImport, Board.name)
        .outerjoin(Board, Board.id == ListImport.board_id)
        .where(ListImport.kind == ListKind.APPLICATIONS)
    )
    reach = boards_for(actor, Act.RECEIVE_APPLICATION)
    if reach is None:
        return query
    own = and_(ListImport.board_id.is_(None), ListImport.received_by == actor.id)
    return query.where(or_(ListImport.board_id.in_(sorted(reach)), own))


def _head(row: ListImport, board: str | None) -> ListHead:
    return ListHead(
        id=row.id,
        file_name=row.file_name,
        board=board,
        state=row.state,
        reason=row.reason,
        reason_facts=row.reason_facts,
        warnings=tuple(str(warning["code"]) for warning in row.warnings),
        counts={name: getattr(row, name) for name in COUNTS},
        received_at=row.received_at,
        applied_at=row.applied_at,
    )


def board_id_of(prefix: str, *, actor: Actor) -> str:
    """The board of that prefix. Raises NotFound `board_not_found`."""
    require(actor, Act.RECEIVE_APPLICATION)
    found = db.session.scalar(select(Board.id).where(Board.prefix == prefix, Board.is_active))
    if found is None:
        raise NotFound("board_not_found")
    return found
