"""The directory's list: searched, filtered, sorted, paged; and near names when nothing is found."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, case, func, select

from vetting.domain.authority import Act, Actor, require
from vetting.domain.identity import mask
from vetting.domain.near_names import nearest
from vetting.domain.terms import NumberClass, RowState
from vetting.reading.directory_search import found_by, is_personal
from vetting.records.associations import Association, in_name_order
from vetting.records.db import db

PER_PAGE = 25


@dataclass(frozen=True)
class Asked:
    """What the list is asked for. Blank means no restriction."""

    text: str = ""
    state: RowState | None = None
    district: str = ""
    number_class: NumberClass | None = None
    sort: str = "name"  # name, number, district, changed
    descending: bool = False
    page: int = 1
    per_page: int = PER_PAGE


@dataclass(frozen=True)
class Line:
    """One association of the list. `also` are names of associations merged into it."""

    id: str
    name: str
    also: tuple[str, ...]
    org_number: str | None
    number_class: NumberClass
    number_shown: str
    types: tuple[str, ...]
    district: str | None
    city: str | None
    row_state: RowState


@dataclass(frozen=True)
class NearName:
    id: str
    name: str
    city: str | None


@dataclass(frozen=True)
class Directory:
    """One page of the list. `near` only when the text found nothing."""

    lines: tuple[Line, ...]
    total: int
    page: int
    pages: int
    districts: tuple[str, ...]
    near: tuple[NearName, ...]
    shown_text: str
    refused_personal: bool
    is_empty: bool  # the directory as a whole


def directory(asked: Asked, *, actor: Actor) -> Directory:
    """A page of associations in use. Raises NotAllowed."""
    require(actor, Act.SEE_DIRECTORY)
    text = " ".join(asked.text.split())
    if is_personal(text):
        return Directory((), 0, 1, 1, _districts(), (), mask(text) if mask(text) != text else "", True, False)
    query = _restricted(select(Association), asked, text, actor)
    total = db.session.scalar(select(func.count()).select_from(query.subquery())) or 0
    pages = max(1, -(-total // asked.per_page))
    page = min(max(1, asked.page), pages)
    rows = db.session.scalars(
        query.order_by(*_order(asked)).limit(asked.per_page).offset((page - 1) * asked.per_page)
    ).all()
    return Directory(
        lines=_lines(rows),
        total=total,
        page=page,
        pages=pages,
        districts=_districts(),
        near=_near(text) if text and not total else (),
        shown_text=mask(text),
        refused_personal=False,
        is_empty=not total and db.session.scalar(select(Association.id).limit(1)) is None,
    )


def _restricted(query: Select[Association], asked: Asked, text: str, actor: Actor) -> Select[Association]:
    query = query.where(Association.merged_into_id.is_(None))
    if text:
        query = query.where(found_by(text, actor))
    if asked.state is not None:
        query = query.where(Association.row_state == asked.state)
    if asked.district:
        query = query.where(Association.district == asked.district)
    if asked.number_class is not None:
        query = query.where(Association.number_class == asked.number_class)
    return query


def _order(asked: Asked) -> tuple[ColumnElement[object], ...]:
    """Empty values last whichever way; names break ties."""
    column: ColumnElement[object] | None = {
        "number": Association.org_number,
        "district": Association.district,
        "changed": Association.updated_at,
    }.get(asked.sort)  # type: ignore[assignment]
    names = in_name_order()
    if column is None:
        return (names.desc() if asked.descending else names.asc(), Association.id)  # type: ignore[return-value]
    blank_last = case((column.is_(None), 1), else_=0)
    return blank_last, column.desc() if asked.descending else column.asc(), names, Association.id  # type: ignore[return-value]


def _lines(rows: Sequence[Association]) -> tuple[Line, ...]:
    also = _absorbed_names([row.id for row in rows])
    return tuple(
        Line(
            id=row.id,
            name=row.name,
            also=tuple(also[row.id]),
            org_number=row.org_number,
            number_class=row.number_class,
            number_shown=row.number_shown,
            types=tuple(row.types),
            district=row.district,
            city=row.city,
            row_state=row.row_state,
        )
        for row in rows
    )


def _absorbed_names(ids: Sequence[str]) -> defaultdict[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    rows = db.session.execute(
        select(Association.merged_into_id, Association.name)
        .where(Association.merged_into_id.in_(ids))
        .order_by(Association.name)
    )
    for kept_id, name in rows:
        if kept_id is not None:
            found[kept_id].append(name)
    return found


def _districts() -> tuple[str, ...]:
    found = db.session.scalars(
        select(Association.district).where(Association.district.is_not(None)).distinct()
    )
    return tuple(sorted(name for name in found if name))


def _near(text: str) -> tuple[NearName, ...]:
    rows = db.session.execute(
        select(Association.id, Association.search_key).where(Association.merged_into_id.is_(None))
    )
    ids = nearest(text, [(key, name) for key, name in rows])
    named = {
        row.id: NearName(row.id, row.name, row.city)
        for row in db.session.execute(
            select(Association.id, Association.name, Association.city).where(Association.id.in_(ids))
        )
    }
    return tuple(named[key] for key in ids)
