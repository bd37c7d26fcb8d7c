"""The directory in bulk: what an import compares with, adds and changes."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import bindparam, func, insert, select, update

from vetting.domain.association import AssociationFacts, keys_of
from vetting.domain.directory_changes import Known
from vetting.domain.terms_imports import Settlement
from vetting.records import known_as
from vetting.records.associations import Association
from vetting.records.db import db, new_id
from vetting.records.imports import ImportRow

Row = TypeVar("Row")

_PIECE = 1000
_DIRECTORY_LOCK = 7_306_001  # any number that no other lock of this kind has


def hold_directory() -> None:
    """Until the deed ends nobody else brings rows in: two registers at once would each add the same ones.

    SQLite lets only one write at a time as it is.
    """
    if db.session.get_bind().dialect.name == "postgresql":
        db.session.execute(select(func.pg_advisory_xact_lock(_DIRECTORY_LOCK)))


def known_associations() -> list[Known]:
    """Every association, merged ones too: what the register says of them lands on themselves."""
    columns = Association.__table__.c
    rows = db.session.execute(select(*columns).order_by(columns.created_at, columns.id)).mappings()
    names, numbers = known_as.every_name(), known_as.every_number()
    return [
        Known(
            id=row["id"],
            facts=AssociationFacts(
                name=row["name"],
                org_number=row["org_number"],
                number_class=row["number_class"],
                number_shown=row["number_shown"],
                types=tuple(row["types"]),
                activities=tuple(row["activities"]),
                district=row["district"],
                postal_code=row["postal_code"],
                city=row["city"],
                giro_kind=row["giro_kind"],
                giro=row["giro"],
                former_names=names.get(row["id"], ()),
                former_numbers=numbers.get(row["id"], ()),
            ),
            row_state=row["row_state"],
            source_system=row["source_system"],
            municipal_id=row["municipal_id"],
        )
        for row in rows
    ]


def columns_of(facts: AssociationFacts) -> dict[str, Any]:
    """The facts as the table's columns, with the keys the name is found and sorted by."""
    return {
        "name": facts.name,
        **keys_of(facts.name),
        "org_number": facts.org_number,
        "number_class": facts.number_class,
        "number_shown": facts.number_shown,
        "types": list(facts.types),
        "activities": list(facts.activities),
        "district": facts.district,
        "postal_code": facts.postal_code,
        "city": facts.city,
    }


def add_associations(rows: Sequence[Mapping[str, Any]], *, now: dt.datetime) -> list[str]:
    """Adds many at once and gives their ids in the order of `rows`."""
    ids = [new_id() for _ in rows]
    for piece in _pieces(
        [
            {"id": key, **row, "created_at": now, "updated_at": now, "version": 1}
            for key, row in zip(ids, rows, strict=True)
        ]
    ):
        db.session.execute(insert(Association.__table__), piece)  # type: ignore[arg-type]
    return ids


def change_associations(changes: Mapping[str, Mapping[str, object]], *, now: dt.datetime) -> None:
    """Changes the named columns of each association, with the keys of a new name; its version rises."""
    table = Association.__table__
    by_columns: dict[tuple[str, ...], list[dict[str, object]]] = {}
    for association_id, columns in changes.items():
        changed = {**columns, **(keys_of(str(columns["name"])) if "name" in columns else {})}
        row = {f"new_{name}": value for name, value in changed.items()}
        by_columns.setdefault(tuple(sorted(changed)), []).append({"of_id": association_id, **row})
    for names, rows in by_columns.items():
        statement = (
            update(table)  # type: ignore[arg-type]
            .where(table.c.id == bindparam("of_id"))
            .values(
                {
                    **{name: bindparam(f"new_{name}", type_=table.c[name].type) for name in names},
                    "version": table.c.version + 1,
                    "updated_at": now,
                }
            )
        )
        for piece in _pieces(rows):
            db.session.connection().execute(statement, piece)


def confirm(association_ids: Sequence[str], on: dt.date) -> None:
    """The register held these on that day; an older file does not set the date back."""
    for piece in _pieces(association_ids):
        db.session.execute(
            update(Association)
            .where(
                Association.id.in_(piece),
                Association.confirmed_on.is_(None) | (Association.confirmed_on < on),
            )
            .values(confirmed_on=on)
        )


def link_rows(import_id: str, links: Mapping[int, str]) -> None:
    """Says of each row which association it became."""
    table = ImportRow.__table__
    statement = (
        update(table)  # type: ignore[arg-type]
        .where(table.c.import_id == import_id, table.c.row_no == bindparam("of_row"))
        .values(association_id=bindparam("of_association"))
    )
    for piece in _pieces([{"of_row": no, "of_association": key} for no, key in links.items()]):
        db.session.connection().execute(statement, piece)


def earlier_settlements(association_ids: Sequence[str]) -> dict[str, tuple[Settlement, str, str]]:
    """What people last did about rows of these associations, why, and who."""
    found: dict[str, tuple[Settlement, str, str]] = {}
    for piece in _pieces(association_ids):
        rows = db.session.execute(
            select(ImportRow.association_id, ImportRow.settlement, ImportRow.settled, ImportRow.settled_by)
            .where(ImportRow.association_id.in_(piece), ImportRow.settlement.is_not(None))
            .order_by(ImportRow.settled_at)
        )
        for association_id, settlement, reason, by in rows:
            if association_id is not None and settlement is not None:
                found[association_id] = (settlement, reason or "", by or "")
    return found


def _pieces(rows: Sequence[Row]) -> Iterator[Sequence[Row]]:
    for start in range(0, len(rows), _PIECE):
        yield rows[start : start + _PIECE]
