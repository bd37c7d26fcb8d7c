"""The rows a delivery brought, changed and took away: old and new value field by field."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select

from vetting.domain.authority import Act, Actor, may, require
from vetting.domain.errors import NotFound
from vetting.domain.terms import PartyKind
from vetting.records.db import db, let_go
from vetting.records.deliveries import TAKEN
from vetting.records.delivery_changes import Between, ChangedRow, base_of, changed_rows, listings_by_id
from vetting.records.listings import Change
from vetting.records.snapshots import Listing, Snapshot, Source

ROWS_SHOWN = 50
ON_REPORT = 10
AT_ONCE = 500
KINDS = tuple(one.value for one in Change)
_FIELDS = ("name", "aliases", "org_number", "seat", "birth_date", "giro", "status")
_OPEN = frozenset({"org_number", "seat", "status", "listed_on", "giro"})  # told of persons, too


@dataclass(frozen=True)
class FieldChange:
    """One field of a row, empty where it has none. `is_hidden`: a person's, whose value is not told here."""

    field: str
    before: str
    after: str
    is_hidden: bool = False


@dataclass(frozen=True)
class RowChanged:
    """A row that was added, modified or removed, with the fields that tell it; `name` is blank for a person
    where that is not told."""

    change: str
    record_id: str
    name: str
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True)
class ChangeList:
    """One page of the rows a delivery changed. `counts` by change; `is_kept` is False where the rows of the
    delivery or of the one before are no longer kept, or were never written."""

    counts: dict[str, int]
    change: str
    rows: tuple[RowChanged, ...]
    page: int
    is_kept: bool

    @property
    def total(self) -> int:
        return self.counts[self.change] if self.change else sum(self.counts.values())

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // ROWS_SHOWN))


@dataclass(frozen=True)
class _Compared:
    """A delivery with what it is compared with. `hides_persons`: the reader is not of the partner itself."""

    between: Between
    counts: dict[str, int]
    is_kept: bool
    hides_persons: bool


@dataclass(frozen=True)
class ChangeFilter:
    """Which rows: one kind of change, or all where it is blank; the page, and how many stand on it."""

    change: str = ""
    page: int = 1
    shown: int = ROWS_SHOWN


FIRST = ChangeFilter()


def changes_of(key: str, snapshot_id: str, *, actor: Actor, wanted: ChangeFilter = FIRST) -> ChangeList:
    """A page of what a delivery changed, in the order of the list's own ids.

    For those who manage sources, and for the agents of the source's own partner. Raises NotAllowed, NotFound.
    """
    found = _found(key, snapshot_id, actor)
    change = wanted.change if wanted.change in KINDS else ""
    empty = ChangeList(found.counts, change, (), 1, found.is_kept)
    page = min(max(wanted.page, 1), empty.pages)
    if not found.is_kept or not empty.total:
        return empty
    rows = changed_rows(
        found.between,
        change=Change(change) if change else None,
        offset=(page - 1) * wanted.shown,
        limit=wanted.shown,
    )
    return ChangeList(found.counts, change, tuple(_told(rows, found)), page, found.is_kept)


def all_changes(key: str, snapshot_id: str, *, actor: Actor) -> Iterator[RowChanged]:
    """Every row a delivery changed, read in pieces while walked. Raises NotAllowed or NotFound at once."""
    found = _found(key, snapshot_id, actor)
    return _walked(found) if found.is_kept else iter(())


def _walked(found: _Compared) -> Iterator[RowChanged]:
    last = ""
    while True:
        rows = changed_rows(found.between, after=last, limit=AT_ONCE)
        told = list(_told(rows, found))
        let_go()  # whoever fetches the file may be slow
        yield from told
        if len(rows) < AT_ONCE:
            return
        last = rows[-1].record_id


def _found(key: str, snapshot_id: str, actor: Actor) -> _Compared:
    own = may(actor, Act.PARTNER_DESK)
    if not own:
        require(actor, Act.MANAGE_SOURCES)
    query = (
        select(Source, Snapshot)
        .join(Snapshot, Snapshot.source_id == Source.id)
        .where(Source.key == key, Snapshot.id == snapshot_id)
    )
    row = db.session.execute(query.where(Source.partner.in_(actor.partners)) if own else query).one_or_none()
    if row is None:
        raise NotFound("snapshot_not_found")
    source, snapshot = row
    base = base_of(snapshot)
    forgotten = snapshot.forgotten_at is not None or (base is not None and base.forgotten_at is not None)
    return _Compared(
        between=Between(source.id, base.seq if base else 0, snapshot.seq),
        counts={kind: getattr(snapshot, kind) for kind in KINDS},
        is_kept=snapshot.state in TAKEN and not forgotten,
        hides_persons=not own,
    )


def _told(rows: list[ChangedRow], found: _Compared) -> Iterator[RowChanged]:
    ids = {one for row in rows for one in (row.before_id, row.after_id) if one}
    by_id = listings_by_id(ids)
    for row in rows:
        before, after = by_id.get(row.before_id or ""), by_id.get(row.after_id or "")
        either = after or before
        hides = found.hides_persons and either is not None and either.kind is PartyKind.PERSON
        fields = tuple(_fields(_values(before), _values(after), hides=hides))
        name = "" if hides or either is None else either.name
        yield RowChanged(row.change.value, row.record_id, name, fields)


def _fields(before: dict[str, str], after: dict[str, str], *, hides: bool) -> Iterator[FieldChange]:
    for name in dict.fromkeys((*before, *after)):
        old, new = before.get(name, ""), after.get(name, "")
        if old == new:
            continue
        if hides and name not in _OPEN:
            yield FieldChange(name, "", "", is_hidden=True)
        else:
            yield FieldChange(name, old, new)


def _values(row: Listing | None) -> dict[str, str]:
    """Every field of a listing as text, by the names of the columns; the source's own fields after them."""
    if row is None:
        return {}
    found = {"alias" if name == "aliases" else name: _text(getattr(row, name)) for name in _FIELDS}
    found["listed_on"] = row.listed_on.isoformat() if row.listed_on else ""
    found.update({name: _text(value) for name, value in sorted(row.payload.items())})
    return found


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return "; ".join(value)
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True)
