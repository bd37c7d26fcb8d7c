"""Listings written in pieces at the speed of the database, and taken back when a reading was stopped."""

import datetime as dt
import json
from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

from sqlalchemy import ColumnElement, RowMapping, delete, select, update

from vetting.domain.packed_rows import PackedRows
from vetting.domain.terms import NumberClass, PartyKind, RowState
from vetting.records.db import db, new_id
from vetting.records.listings import IndexRow, visible_at
from vetting.records.readings import Reading
from vetting.records.snapshots import Listing

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
AT_ONCE = 500
MANY = 10_000
CACHE = -64_000  # kB of pages a connection may keep once it wrote so many: the indexes of a register
_INTO = f"listings ({', '.join(COLUMNS)})"
_WORDS = {kind: kind.value for kind in PartyKind}
_KINDS = {kind.value: kind for kind in PartyKind}
_KIND, _NAME, _ALIASES, _BORN, _SEAT = (
    COLUMNS.index(one) for one in ("kind", "name", "aliases", "birth_date", "seat")
)
_OK, _MISSING = NumberClass.OK.value, NumberClass.MISSING.value

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


class RowMaker:
    """Makes the rows of one snapshot. Their ids count up from a random beginning: each finds its place at
    the end of the table, which is what makes writing millions of them quick."""

    def __init__(self, source_id: str, seq: int) -> None:
        self._source_id, self._seq = source_id, seq
        self._prefix, self._count = new_id()[:8], 0

    def __call__(self, row: Row, record_id: str, digest: bytes) -> Columns:
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


def _kept(text: str, length: int) -> str:
    """As both databases take it: without NUL and halves of a character."""
    if not text.isprintable():
        text = text.replace("\0", "").encode("utf-8", "replace").decode()
    return text[:length]


def _giro(value: object) -> str | None:
    digits = "".join(one for one in str(value or "") if one in "0123456789")
    return digits if 2 <= len(digits) <= 20 else None


def add_rows(rows: PackedRows) -> None:
    """Writes listings as RowMaker makes them; nobody sees them yet.

    SQLite takes the array apart itself, in one statement that leaves the interpreter alone meanwhile; what
    all rows have alike is bound once.
    """
    connection = db.session.connection()
    if connection.dialect.name == "sqlite":
        if rows.count >= MANY:
            connection.exec_driver_sql(f"PRAGMA cache_size={CACHE}")
        other = iter(range(rows.width))
        values = ", ".join("?" if at in rows.same else f"value ->> {next(other)}" for at in range(rows.width))
        insert = f"INSERT INTO {_INTO} SELECT {values} FROM json_each(?)"  # noqa: S608 - names of our own
        connection.exec_driver_sql(insert, (*(rows.same[at] for at in sorted(rows.same)), rows.rows))
        return
    driver = connection.connection.driver_connection
    assert driver is not None  # noqa: S101 - for the type checker
    with driver.cursor() as cursor, cursor.copy(f"COPY {_INTO} FROM STDIN") as copy:
        for row in rows.unpacked():
            copy.write_row(row)


def end_rows(source_id: str, record_ids: Sequence[str], seq: int) -> None:
    """Ends the span of listings that snapshot `seq` no longer has, or has changed."""
    if not record_ids:
        return
    connection = db.session.connection()
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(
            "UPDATE listings SET until_seq = ? WHERE source_id = ? AND record_id = ? "
            "AND until_seq IS NULL AND first_seq < ?",
            [(seq, source_id, one, seq) for one in record_ids],
        )
        return
    db.session.execute(
        update(Listing)
        .where(
            Listing.source_id == source_id,
            Listing.record_id == db.func.any(list(record_ids)),
            Listing.until_seq.is_(None),
            Listing.first_seq < seq,
        )
        .values(until_seq=seq)
        .execution_options(synchronize_session=False)
    )


def end_unlike(run: Reading, *, after: str, limit: int) -> str | None:
    """After a roll-back: ends what the newest snapshot has and the one gone back to has not.

    At most `limit` listings from the record id `after` on; gives the one it came to, None at the end.
    """
    ids, came_to = _some(
        run.source_id,
        (Listing.until_seq.is_(None), Listing.first_seq > run.base_seq, Listing.first_seq < run.seq),
        after=after,
        limit=limit,
    )
    _set_until(ids, run.seq)
    return came_to


def copied_again(
    run: Reading, *, but: Collection[str], after: str, limit: int
) -> tuple[list[Columns], str | None]:
    """After a roll-back: what the snapshot gone back to has and a later one ended, made anew.

    Reads at most `limit` ended rows behind the id `after`, leaves out the record ids of `but`, and gives the
    rows with the id to go on behind, None at the end.
    """
    found = db.session.execute(
        select(Listing.__table__)
        .where(
            Listing.source_id == run.source_id,
            visible_at(run.base_seq),
            Listing.until_seq < run.seq,
            Listing.id > after,
        )
        .order_by(Listing.id)
        .limit(limit)
    ).mappings()
    rows: list[Columns] = []
    last = None
    for one in found:
        last = str(one["id"])
        if one["record_id"] not in but:
            rows.append(_copied(one, run.seq))
    return rows, last


def _copied(row: RowMapping, seq: int) -> Columns:
    more = {
        "id": new_id(),
        "first_seq": seq,
        "aliases": json.dumps(row["aliases"]),
        "payload": json.dumps(row["payload"]),
        "kind": PartyKind(str(row["kind"])).value,
        "number_class": NumberClass(str(row["number_class"])).value,
        "listed_on": str(row["listed_on"]) if row["listed_on"] else None,
    }
    return tuple(more.get(name, row[name]) for name in COLUMNS)


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


def take_back(run: Reading, *, after: str, limit: int) -> str | None:
    """Undoes what stopped readings wrote after the last accepted snapshot: listings of theirs go, and spans
    they ended are open again. In pieces as `end_unlike`."""
    wrote = (Listing.first_seq > run.accepted_seq,)
    ids, came_to = _some(run.source_id, wrote, after=after, limit=limit)
    for start in range(0, len(ids), AT_ONCE):
        db.session.execute(delete(Listing).where(Listing.id.in_(ids[start : start + AT_ONCE])))
    return came_to


def open_again(run: Reading, *, after: str, limit: int) -> str | None:
    """Opens the spans that stopped readings had ended. In pieces as `end_unlike`."""
    ended = (Listing.until_seq > run.accepted_seq, Listing.first_seq <= run.accepted_seq)
    ids, came_to = _some(run.source_id, ended, after=after, limit=limit)
    _set_until(ids, None)
    return came_to


def _some(
    source_id: str, criteria: tuple[ColumnElement[bool], ...], *, after: str, limit: int
) -> tuple[list[str], str | None]:
    """Ids of some listings in the order of their record ids, and the last of these."""
    found = db.session.execute(
        select(Listing.id, Listing.record_id)
        .where(Listing.source_id == source_id, Listing.record_id >= after, *criteria)
        .order_by(Listing.record_id)
        .limit(limit)
    ).all()
    return [one.id for one in found], str(found[-1].record_id) if found else None


def _set_until(ids: Sequence[str], seq: int | None) -> None:
    for start in range(0, len(ids), AT_ONCE):
        db.session.execute(
            update(Listing)
            .where(Listing.id.in_(ids[start : start + AT_ONCE]))
            .values(until_seq=seq)
            .execution_options(synchronize_session=False)
        )
