"""The list of cases: filtered, sorted, page by page."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, bindparam, func, select
from sqlalchemy.orm import aliased

from vetting.domain.authority import Act, Actor, boards_for, require
from vetting.domain.terms import Role, Stage
from vetting.reading.case_filter import PER_PAGE as PER_PAGE
from vetting.reading.case_filter import CaseFilter, conditions
from vetting.records.applications import Application, Case, Scheme, SupplementRequest
from vetting.records.associations import Association
from vetting.records.db import db
from vetting.records.officers import Appointment, Board, Officer

SORTS = ("number", "association", "amount", "stage", "opened", "due")


@dataclass(frozen=True)
class CaseLine:
    """One case of the list. `amount` in whole kronor; `due_on` of an open request for completion."""

    id: str
    case_number: str
    association: str
    org_number: str | None
    board: str
    scheme: str
    is_review: bool  # of support given before
    stage: Stage
    amount: int
    officer: str | None
    opened_at: dt.datetime
    due_on: dt.date | None
    is_late: bool


@dataclass(frozen=True)
class CasePage:
    """One page of the list; `page` and `pages` count from 1."""

    lines: tuple[CaseLine, ...]
    total: int
    page: int
    pages: int


@dataclass(frozen=True)
class Choices:
    """What can be filtered by: pairs of id and words; schemes are told with their board."""

    boards: tuple[tuple[str, str], ...]
    schemes: tuple[tuple[str, str], ...]
    officers: tuple[tuple[str, str], ...]
    years: tuple[int, ...]


def cases_page(
    wanted: CaseFilter,
    *,
    actor: Actor,
    today: dt.date,
    sort: tuple[str, str] = ("opened", "asc"),
    page: int = 1,
) -> CasePage:
    """The cases meant, in that order ("opened", "desc"). Raises NotAllowed."""
    require(actor, Act.SEE_CASES)
    counted, listed = _queries(wanted, actor, today, sort)
    total = db.session.scalar(counted) or 0
    pages = max(1, -(-total // wanted.per_page))
    page = min(max(1, page), pages)
    rows = db.session.execute(listed, {"skipped": (page - 1) * wanted.per_page})
    return CasePage(tuple(_line(row, today) for row in rows), total, page, pages)


@lru_cache(maxsize=128)  # building them takes longer than running them
def _queries(wanted: CaseFilter, actor: Actor, today: dt.date, sort: tuple[str, str]) -> tuple[Any, Any]:
    """How many there are, and one page of them after the `skipped` first."""
    meant = conditions(wanted, actor, today=today)
    counted = select(func.count()).select_from(Case).where(*meant)
    chosen = _joined_for(sort[0], select(Case.id)).where(*meant).order_by(*_order(*sort))
    # The rest is joined to the few rows of the page.
    on_page = chosen.limit(wanted.per_page).offset(bindparam("skipped")).subquery()
    listed = (
        select(Case, Association, Board.name, Scheme.name, Application.amount, Officer.display_name)
        .add_columns(SupplementRequest.due_on)
        .join(on_page, on_page.c.id == Case.id)
        .join(Association, Association.id == Case.association_id)
        .join(Board, Board.id == Case.board_id)
        .join(Scheme, Scheme.id == Case.scheme_id)
        .join(Application, _is_newest())
        .outerjoin(Officer, Officer.id == Case.assigned_to)
        .outerjoin(SupplementRequest, _is_awaited())
        .order_by(*_order(*sort))
    )
    return counted, listed


def _joined_for(sort: str, query: Any) -> Any:
    """With the one other table, if any, that the order asks for."""
    if sort == "association":
        return query.join(Association, Association.id == Case.association_id)
    if sort == "amount":
        return query.join(Application, _is_newest())
    return query.outerjoin(SupplementRequest, _is_awaited()) if sort == "due" else query


def _is_newest() -> ColumnElement[bool]:
    newest = aliased(Application)
    last = select(func.max(newest.version)).where(newest.case_id == Case.id).correlate(Case).scalar_subquery()
    return (Application.case_id == Case.id) & (Application.version == last)


def _is_awaited() -> ColumnElement[bool]:
    return (
        (SupplementRequest.case_id == Case.id)
        & SupplementRequest.answered_at.is_(None)
        & (Case.stage == Stage.AWAITING_SUPPLEMENT)
    )


def _order(sort: str, order: str) -> list[ColumnElement[Any]]:
    columns: dict[str, ColumnElement[Any]] = {
        "number": Case.case_number.expression,
        "association": Association.sort_key.expression,
        "amount": Application.amount.expression,
        "stage": Case.stage.expression,
        "opened": Case.opened_at.expression,
        "due": SupplementRequest.due_on.expression,
    }
    column = columns.get(sort, columns["opened"])
    first = [column.is_(None)] if sort == "due" else []  # both databases put what has no date last
    direction = column.desc() if order == "desc" else column.asc()
    by_age = [] if column is columns["opened"] else [Case.opened_at.expression]
    return [*first, direction, *by_age, Case.case_number.expression]


def _line(row: Any, today: dt.date) -> CaseLine:
    case, association, board, scheme, amount, officer, due_on = row
    return CaseLine(
        id=case.id,
        case_number=case.case_number,
        association=association.name,
        org_number=association.org_number,
        board=board,
        scheme=scheme,
        is_review=case.is_review,
        stage=case.stage,
        amount=amount,
        officer=officer,
        opened_at=case.opened_at,
        due_on=due_on,
        is_late=due_on is not None and due_on < today,
    )


def choices(actor: Actor, *, act: Act = Act.SEE_CASES) -> Choices:
    """Boards in which the actor may do `act`, with their schemes, years and those who prepare cases there."""
    boards = _boards(actor, act)
    ids = [board_id for board_id, _ in boards]
    schemes = db.session.execute(
        select(Scheme.id, Scheme.name, Board.prefix)
        .join(Board, Board.id == Scheme.board_id)
        .where(Scheme.board_id.in_(ids))
        .order_by(Board.name, Scheme.name)
    )
    years = db.session.scalars(select(Case.year).where(Case.board_id.in_(ids)).distinct())
    return Choices(
        boards=tuple(boards),
        schemes=tuple((scheme_id, f"{name} ({prefix})") for scheme_id, name, prefix in schemes),
        officers=tuple(preparers(ids)),
        years=tuple(sorted(years, reverse=True)),
    )


def _boards(actor: Actor, act: Act) -> list[tuple[str, str]]:
    reach = boards_for(actor, act)
    query = select(Board.id, Board.name).where(Board.is_active).order_by(Board.name)
    if reach is not None:
        query = query.where(Board.id.in_(sorted(reach)))
    return [(board_id, name) for board_id, name in db.session.execute(query)]


PREPARING = (Role.CULTURE_SECRETARY, Role.UNIT_HEAD, Role.REGISTRAR)


def preparers(board_ids: Sequence[str]) -> list[tuple[str, str]]:
    """Active officers who prepare cases in any of the boards, by name."""
    rows = db.session.execute(
        select(Officer.id, Officer.display_name)
        .where(
            Officer.is_active,
            Officer.id.in_(
                select(Appointment.officer_id).where(
                    Appointment.role.in_(PREPARING),
                    (Appointment.board_id.is_(None)) | (Appointment.board_id.in_(board_ids)),
                )
            ),
        )
        .order_by(Officer.display_name)
    )
    return [(officer_id, name) for officer_id, name in rows]


def open_schemes(actor: Actor) -> list[tuple[str, str]]:
    """Schemes an application can be registered for by the actor, each with its board's name."""
    reach = boards_for(actor, Act.RECEIVE_APPLICATION)
    query = (
        select(Scheme.id, Scheme.name, Board.name)
        .join(Board, Board.id == Scheme.board_id)
        .where(Scheme.is_open, Board.is_active)
        .order_by(Board.name, Scheme.name)
    )
    if reach is not None:
        query = query.where(Scheme.board_id.in_(sorted(reach)))
    return [(scheme_id, f"{board}: {name}") for scheme_id, name, board in db.session.execute(query)]
