"""Lists of payments and open grant files that came in: the latest ones, and one with its rows."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from vetting.domain.authority import Act, Actor, require
from vetting.domain.errors import NotFound
from vetting.domain.terms import RowState
from vetting.domain.terms_imports import ImportState, ListKind
from vetting.reading.payments import within
from vetting.records.db import db
from vetting.records.imports import ImportRow, ListImport
from vetting.records.officers import Board

PER_PAGE = 50
RECENT = 20
COUNTS = ("rows_in", "ok", "repaired", "quarantined", "duplicate", "added", "changed", "unchanged")


@dataclass(frozen=True)
class ListLine:
    """One list that came in, with its counts."""

    id: str
    kind: ListKind
    file_name: str
    board: str
    counts: dict[str, int]
    warnings: tuple[str, ...]
    received_at: dt.datetime


@dataclass(frozen=True)
class RowLine:
    row_no: int
    state: RowState
    values: dict[str, Any]
    problems: tuple[dict[str, Any], ...]


@dataclass(frozen=True)
class ListPage:
    """One list with its rows."""

    head: ListLine
    rows: tuple[RowLine, ...]
    total: int
    page: int
    pages: int


def recent_lists(kind: ListKind, *, actor: Actor) -> tuple[ListLine, ...]:
    """The latest lists of the kind within reach."""
    query = _lists(kind, actor).order_by(ListImport.received_at.desc(), ListImport.id).limit(RECENT)
    return tuple(_list_line(*row) for row in db.session.execute(query))


def list_page(
    kind: ListKind, import_id: str, *, show: str = "problems", page: int = 1, actor: Actor
) -> ListPage:
    """One list. `show`: problems or all. Raises NotFound."""
    found = db.session.execute(_lists(kind, actor).where(ListImport.id == import_id)).one_or_none()
    if found is None:
        raise NotFound("not_found")
    meant = [ImportRow.import_id == import_id]
    if show == "problems":
        meant.append(ImportRow.state.in_((RowState.QUARANTINED, RowState.REPAIRED)))
    total = db.session.scalar(select(func.count()).select_from(ImportRow).where(*meant)) or 0
    pages = max(1, -(-total // PER_PAGE))
    page = min(max(1, page), pages)
    rows = db.session.scalars(
        select(ImportRow)
        .where(*meant)
        .order_by(ImportRow.row_no)
        .limit(PER_PAGE)
        .offset((page - 1) * PER_PAGE)
    )
    lines = tuple(RowLine(row.row_no, row.state, row.values, tuple(row.problems)) for row in rows)
    return ListPage(_list_line(*found), lines, total, page, pages)


def _lists(kind: ListKind, actor: Actor) -> Any:
    query = select(ListImport, Board.name).outerjoin(Board, Board.id == ListImport.board_id)
    query = query.where(ListImport.kind == kind, ListImport.state == ImportState.APPLIED)
    if kind is ListKind.PAYMENTS:
        require(actor, Act.SEE_LEDGER)
        return query.where(within(actor, ListImport.board_id))
    require(actor, Act.SEE_DIRECTORY)
    return query


def _list_line(row: ListImport, board: str | None) -> ListLine:
    counts = {name: getattr(row, name) for name in COUNTS}
    warnings = tuple(str(one["code"]) for one in row.warnings)
    return ListLine(row.id, row.kind, row.file_name, board or "", counts, warnings, row.received_at)
