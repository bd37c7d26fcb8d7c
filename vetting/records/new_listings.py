"""New listings made of what a reader found, and written in pieces at the speed of the database."""

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from itertools import chain, count
from typing import Any, Protocol

from sqlalchemy import Connection

from vetting.domain.packed_rows import PackedRows
from vetting.domain.terms import NumberClass, PartyKind, RowState
from vetting.records.db import db, new_id
from vetting.records.listings import IndexRow

COLUMNS = (
    "id",
    "source_id",
    "record_id",
    "content_hash",
    "kind",
    "name",
    "aliases",
    "org_number",
    "number_class",
    "giro",
    "seat",
    "birth_date",
    "listed_on",
    "status",
    "is_quarantined",
    "payload",
    "first_seq",
)
MANY = 10_000
ROWS_A_STATEMENT = 1_000  # SQLite takes some 32,000 values at most
CACHE = -64_000  # kB of pages a connection may keep once it wrote so many: the indexes of a register
_INTO = f"listings ({', '.join(COLUMNS)})"
_WORDS = {kind: kind.value for kind in PartyKind}
_KINDS = {kind.value: kind for kind in PartyKind}
_KIND, _NAME, _ALIASES, _BORN, _SEAT = (
    COLUMNS.index(one) for one in ("kind", "name", "aliases", "birth_date", "seat")
)
_OK, _MISSING = NumberClass.OK.value, NumberClass.MISSING.value
_MARKED = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"})

Columns = tuple[object, ...]


class Row(Protocol):
    """What a reader found in one row, as far as it is kept."""

    @property
    def kind(self) -> PartyKind: ...
    @property
    def name(self) -> str: ...
    @property
    def aliases(self) -> tuple[str, ...]: ...
    @property
    def org_number(self) -> str | None: ...
    @property
    def seat(self) -> str | None: ...
    @property
    def birth_date(self) -> str | None: ...
    @property
    def status(self) -> str | None: ...
    @property
    def listed_on(self) -> dt.date | None: ...
    @property
    def payload(self) -> Mapping[str, object]: ...
    @property
    def state(self) -> RowState: ...


class Rows(Protocol):
    """The same of many rows that have nothing more, column by column; "" where there is none."""

    kind: PartyKind
    record_ids: Sequence[str]
    names: Sequence[str]
    org_numbers: Sequence[str]
    seats: Sequence[str]
    birth_dates: Sequence[str]
    statuses: Sequence[str]


class RowMaker:
    """Makes the rows of one snapshot. Their ids count up from a random beginning: each finds its place at
    the end of the table, which is what makes writing millions of them quick."""

    def __init__(self, source_id: str, seq: int) -> None:
        self._source_id, self._seq = source_id, seq
        self._prefix, self._count = new_id()[:8], 0

    def one(self, row: Row, record_id: str, digest: bytes) -> Columns:
        """The columns of a listing. A longer text than a column holds is cut; its digest is of the whole."""
        self._count += 1
        payload, listed_on = row.payload, row.listed_on
        return (
            f"{self._prefix}{self._count:08x}",
            self._source_id,
            record_id,
            digest.hex(),
            _WORDS[row.kind],
            _kept(row.name, 400),
            json.dumps(row.aliases) if row.aliases else "[]",
            row.org_number,
            _OK if row.org_number else _MISSING,
            _giro(payload.get("giro")) if payload else None,
            _kept(row.seat, 120) if row.seat else None,
            _kept(row.birth_date, 400) if row.birth_date else None,
            listed_on.isoformat() if listed_on else None,
            _kept(row.status, 200) if row.status else None,
            row.state is RowState.QUARANTINED,
            json.dumps(dict(payload)) if payload else "{}",
            self._seq,
        )

    def all(self, rows: Rows, digests: Sequence[bytes]) -> PackedRows:
        """The same of many rows."""
        many, first = len(digests), self._count + 1
        self._count += many
        numbers = _told(rows.org_numbers)
        columns = (
            [f"{self._prefix}{one:08x}" for one in range(first, first + many)],
            self._source_id,
            list(rows.record_ids),
            [one.hex() for one in digests],
            _WORDS[rows.kind],
            _told(rows.names, 400),
            "[]",
            numbers,
            _classes(numbers),
            None,
            _told(rows.seats, 120),
            _told(rows.birth_dates, 400),
            None,
            _told(rows.statuses, 200),
            False,
            "{}",
            self._seq,
        )
        return PackedRows(many, columns)


def _classes(numbers: object) -> object:
    if not isinstance(numbers, list):
        return _MISSING
    return [_OK if one else _MISSING for one in numbers] if None in numbers else _OK


def _told(column: Sequence[str], length: int = 0) -> object:
    """The texts as they are kept; None for all where there is none."""
    if not any(column):
        return None
    if length and max(map(len, column)) > length:
        column = [one[:length] for one in column]
    return list(column) if all(column) else [one or None for one in column]


def _kept(text: str, length: int) -> str:
    """As both databases take it: without NUL and halves of a character."""
    if not text.isprintable():
        text = text.replace("\0", "").encode("utf-8", "replace").decode()
    return text[:length]


def _giro(value: object) -> str | None:
    digits = "".join(one for one in str(value or "") if one in "0123456789")
    return digits if 2 <= len(digits) <= 20 else None


def to_index(row: Columns) -> IndexRow:
    """A row as RowMaker makes it, as the index takes it."""
    name, aliases, born, seat = str(row[_NAME]), row[_ALIASES], row[_BORN], row[_SEAT]
    names = (name,) if aliases == "[]" else (name, *json.loads(str(aliases)))
    return (
        str(row[0]),
        _KINDS[str(row[_KIND])],
        names,
        None if born is None else str(born),
        None if seat is None else str(seat),
    )


def all_to_index(
    kind: PartyKind, rows: PackedRows
) -> tuple[list[str], PartyKind, list[str], list[str | None], list[str | None]]:
    """The same of many rows with one name each, as RowMaker makes them, column by column."""
    ids, names, born, seats = (_values(rows, at) for at in (0, _NAME, _BORN, _SEAT))
    return ids, kind, names, born, seats


def _values(rows: PackedRows, at: int) -> list[Any]:
    column = rows.columns[at]
    return column if isinstance(column, list) else [column] * rows.count


def add_rows(rows: PackedRows) -> None:
    """Writes listings as RowMaker makes them; nobody sees them yet. What all rows have alike is told once.

    SQLite takes many rows in one statement, which leaves the interpreter alone meanwhile.
    """
    connection = db.session.connection()
    if connection.dialect.name != "sqlite":
        _copied_in(connection, rows)
        return
    if rows.count >= MANY:
        connection.exec_driver_sql(f"PRAGMA cache_size={CACHE}")
    own = [one for one in rows.columns if isinstance(one, list)]
    alike = [one for one in rows.columns if not isinstance(one, list)]
    number = count(1)
    values = ", ".join(f"column{next(number)}" if isinstance(one, list) else "?" for one in rows.columns)
    for start in range(0, rows.count, ROWS_A_STATEMENT):
        piece = list(zip(*[column[start : start + ROWS_A_STATEMENT] for column in own], strict=True))
        told = ", ".join([f"({', '.join('?' * len(own))})"] * len(piece))
        insert = f"INSERT INTO {_INTO} SELECT {values} FROM (VALUES {told})"  # noqa: S608 - names of our own
        connection.exec_driver_sql(insert, (*alike, *chain.from_iterable(piece)))


def _copied_in(connection: Connection, rows: PackedRows) -> None:
    """PostgreSQL's own way for many rows: the columns that differ first, the same end on every line."""
    by_name = dict(zip(COLUMNS, rows.columns, strict=True))
    own = {name: column for name, column in by_name.items() if isinstance(column, list)}
    alike = {name: value for name, value in by_name.items() if name not in own}
    end = "".join([f"\t{_copy_text(value)}" for value in alike.values()]) + "\n"
    lines = map("\t".join, zip(*map(_copy_texts, own.values()), strict=True))
    driver = connection.connection.driver_connection
    assert driver is not None  # noqa: S101 - for the type checker
    into = f"COPY listings ({', '.join([*own, *alike])}) FROM STDIN"
    with driver.cursor() as cursor, cursor.copy(into) as copy:
        copy.write(end.join(lines) + end)


def _copy_texts(column: list[object]) -> list[str]:
    """The values of a column as COPY reads them; most are text with nothing in it to be told apart."""
    texts = [one for one in column if isinstance(one, str)]
    if len(texts) == len(column) and (told := "".join(texts)).isprintable() and "\\" not in told:
        return texts
    return [_copy_text(one) for one in column]


def _copy_text(value: object) -> str:
    if value is None:
        return r"\N"
    return str(value).translate(_MARKED)
