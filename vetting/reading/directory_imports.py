"""Registers on their way into the directory: the list of files, one file's preview, one row to settle."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, or_, select

from vetting.domain.authority import Act, Actor, require
from vetting.domain.errors import NotFound
from vetting.domain.terms import NumberClass, RowState
from vetting.domain.terms_imports import ImportState, ListKind, Settlement
from vetting.records.associations import Association
from vetting.records.db import db
from vetting.records.imports import ImportRow, ListImport, list_import
from vetting.records.officers import Officer

PER_PAGE = 25
_TROUBLED = (RowState.QUARANTINED, RowState.MASKED, RowState.REPAIRED, RowState.DUPLICATE)
_TO_SETTLE = (RowState.QUARANTINED, RowState.MASKED)


@dataclass(frozen=True)
class ImportHead:
    """One file with its counts: rows_in = ok + repaired + quarantined + masked + duplicate."""

    id: str
    file_name: str
    file_digest: str
    format: str
    source_system: str
    as_of: dt.date | None
    state: ImportState
    reason: str | None
    reason_facts: dict[str, object]
    warnings: tuple[str, ...]
    rows_in: int
    per_state: dict[RowState, int]
    added: int
    changed: int
    unchanged: int
    received_by: str
    received_at: dt.datetime
    applied_at: dt.datetime | None
    waiting: int  # rows that a person has not settled yet


@dataclass(frozen=True)
class RowProblem:
    field: str
    code: str
    value_masked: str


@dataclass(frozen=True)
class RowLine:
    """One row with its problems and what a person made of it."""

    row_no: int
    name: str
    state: RowState
    number_class: NumberClass
    number_shown: str
    org_number: str | None
    proposal: str | None
    city: str | None
    district: str | None
    duplicate_of: int | None
    problems: tuple[RowProblem, ...]
    association_id: str | None
    settlement: Settlement | None
    settled: str | None
    may_be_settled: bool


@dataclass(frozen=True)
class ImportPage:
    """One file and a page of its rows."""

    head: ImportHead
    rows: tuple[RowLine, ...]
    total: int
    page: int
    pages: int


@dataclass(frozen=True)
class TroubledRow:
    """A problem as it is handed on: to a sheet or to the command line."""

    row: int
    name: str
    state: RowState
    problem: RowProblem


def recent_imports(*, actor: Actor, limit: int = 25) -> tuple[ImportHead, ...]:
    """The latest files, newest first. Raises NotAllowed."""
    require(actor, Act.EDIT_DIRECTORY)
    rows = db.session.execute(
        select(ListImport, Officer.display_name)
        .outerjoin(Officer, Officer.id == ListImport.received_by)
        .where(ListImport.kind == ListKind.DIRECTORY)
        .order_by(ListImport.received_at.desc(), ListImport.id)
        .limit(limit)
    ).all()
    waiting = _waiting([row.id for row, _ in rows])
    return tuple(_head(row, officer, waiting.get(row.id, 0)) for row, officer in rows)


def import_page(import_id: str, *, show: str, page: int, actor: Actor) -> ImportPage:
    """One file with its rows; `show` is a RowState, "problems", "waiting" or "all".

    Raises NotAllowed, NotFound.
    """
    require(actor, Act.EDIT_DIRECTORY)
    head = import_head(import_id, actor=actor)
    query = select(ImportRow).where(ImportRow.import_id == import_id)
    if show == "waiting":
        query = query.outerjoin(Association, Association.id == ImportRow.association_id).where(*_waits())
    elif show == "problems":
        query = query.where(ImportRow.state != RowState.OK)
    elif show in set(RowState):
        query = query.where(ImportRow.state == RowState(show))
    total = db.session.scalar(select(func.count()).select_from(query.subquery())) or 0
    pages = max(1, -(-total // PER_PAGE))
    page = min(max(1, page), pages)
    rows = db.session.scalars(query.order_by(ImportRow.row_no).limit(PER_PAGE).offset((page - 1) * PER_PAGE))
    applied = head.state is ImportState.APPLIED
    return ImportPage(head, tuple(_line(row, applied) for row in rows), total, page, pages)


def import_head(import_id: str, *, actor: Actor) -> ImportHead:
    """One file with its counts. Raises NotAllowed, NotFound."""
    require(actor, Act.EDIT_DIRECTORY)
    found = list_import(import_id, ListKind.DIRECTORY)
    officer = db.session.scalar(select(Officer.display_name).where(Officer.id == found.received_by))
    return _head(found, officer, _waiting([import_id]).get(import_id, 0))


def import_row(import_id: str, row_no: int, *, actor: Actor) -> RowLine:
    """One row. Raises NotAllowed, NotFound."""
    require(actor, Act.EDIT_DIRECTORY)
    found = list_import(import_id, ListKind.DIRECTORY)
    row = db.session.get(ImportRow, (import_id, row_no))
    if row is None:
        raise NotFound("import_row_not_found")
    return _line(row, found.state is ImportState.APPLIED)


def troubled_rows(import_id: str, *, actor: Actor) -> tuple[TroubledRow, ...]:
    """Every problem of every row that was not plainly in order, by row. Raises NotAllowed, NotFound."""
    require(actor, Act.EDIT_DIRECTORY)
    list_import(import_id, ListKind.DIRECTORY)
    rows = db.session.scalars(
        select(ImportRow)
        .where(ImportRow.import_id == import_id, ImportRow.state.in_(_TROUBLED))
        .order_by(ImportRow.row_no)
    )
    return tuple(
        TroubledRow(row.row_no, str(row.values["name"]), row.state, problem)
        for row in rows
        for problem in _problems(row.problems)
    )


def _head(row: ListImport, officer: str | None, waiting: int) -> ImportHead:
    return ImportHead(
        id=row.id,
        file_name=row.file_name,
        file_digest=row.file_digest,
        format=row.format,
        source_system=row.source_system,
        as_of=row.as_of,
        state=row.state,
        reason=row.reason,
        reason_facts=dict(row.reason_facts),
        warnings=tuple(str(warning["code"]) for warning in row.warnings),
        rows_in=row.rows_in,
        per_state={
            RowState.OK: row.ok,
            RowState.REPAIRED: row.repaired,
            RowState.QUARANTINED: row.quarantined,
            RowState.MASKED: row.masked,
            RowState.DUPLICATE: row.duplicate,
        },
        added=row.added,
        changed=row.changed,
        unchanged=row.unchanged,
        received_by=officer or row.received_by,
        received_at=row.received_at,
        applied_at=row.applied_at,
        waiting=waiting if row.state is ImportState.APPLIED else 0,
    )


def _waiting(import_ids: list[str]) -> dict[str, int]:
    rows = db.session.execute(
        select(ImportRow.import_id, func.count())
        .outerjoin(Association, Association.id == ImportRow.association_id)
        .where(ImportRow.import_id.in_(import_ids), *_waits())
        .group_by(ImportRow.import_id)
    )
    return {import_id: count for import_id, count in rows}


def _waits() -> tuple[ColumnElement[bool], ...]:
    """Rows whose association is still in that state: one put in order elsewhere waits no longer."""
    return (
        ImportRow.state.in_(_TO_SETTLE),
        ImportRow.settlement.is_(None),
        or_(Association.id.is_(None), Association.row_state.in_(_TO_SETTLE)),
    )


def _line(row: ImportRow, applied: bool) -> RowLine:
    values = row.values
    return RowLine(
        row_no=row.row_no,
        name=str(values["name"]),
        state=row.state,
        number_class=NumberClass(str(values["number_class"])),
        number_shown=str(values["number_shown"]),
        org_number=_text(values["org_number"]),
        proposal=_text(values["proposal"]),
        city=_text(values["city"]),
        district=_text(values["district"]),
        duplicate_of=values["duplicate_of"] if isinstance(values["duplicate_of"], int) else None,
        problems=_problems(row.problems),
        association_id=row.association_id,
        settlement=row.settlement,
        settled=row.settled,
        may_be_settled=applied and row.state in _TO_SETTLE and row.settlement is None,
    )


def _problems(stored: Iterable[dict[str, object]]) -> tuple[RowProblem, ...]:
    return tuple(
        RowProblem(str(problem["field"]), str(problem["code"]), str(problem["value_masked"]))
        for problem in stored
    )


def _text(value: object) -> str | None:
    return None if value is None else str(value)
