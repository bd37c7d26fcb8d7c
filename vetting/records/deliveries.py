"""Deliveries on their way to becoming snapshots: their rows, their problems, and who reads them."""

import datetime as dt
import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Protocol

from sqlalchemy import insert, select

from vetting.domain.candidates import candidate_keys
from vetting.domain.directory import RowProblem
from vetting.domain.errors import NotFound
from vetting.domain.identity import mask
from vetting.domain.sources import SnapshotState, state_of_row
from vetting.domain.terms import NumberClass, PartyKind, RowState
from vetting.records.db import db
from vetting.records.snapshots import DeliveryRow, Snapshot, Source, next_seq

RECORD_ID_LENGTH = 120
KEY_LENGTH = 120


class Row(Protocol):
    """What a reader found in one row, as far as it is kept."""

    @property
    def record_id(self) -> str: ...
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


def source_of(source_id: str, *, lock: bool = False) -> Source:
    """The source of that id, perhaps locked until the deed ends. Raises NotFound."""
    found = db.session.get(Source, source_id, with_for_update={"key_share": True} if lock else None)
    if found is None:
        raise NotFound("source_not_found", source=source_id)
    return found


def key_of(source_id: str) -> str:
    """The key people know a source by."""
    return db.session.scalars(select(Source.key).where(Source.id == source_id)).one()


def current_seq(source: Source) -> int:
    """Number of the snapshot the source points at, 0 when it has none."""
    if source.current_snapshot_id is None:
        return 0
    return db.session.scalars(select(Snapshot.seq).where(Snapshot.id == source.current_snapshot_id)).one()


def unfinished_of(source_id: str, digest: str) -> Snapshot | None:
    """A delivery of the very same bytes that waits, or whose reading was stopped."""
    return db.session.scalar(
        select(Snapshot)
        .where(
            Snapshot.source_id == source_id,
            Snapshot.digest == digest,
            Snapshot.state.in_([SnapshotState.RECEIVED, SnapshotState.PARSING]),
        )
        .order_by(Snapshot.seq.desc())
        .limit(1)
    )


def add_snapshot(source_id: str, digest: str, *, file_name: str, by: str, now: dt.datetime) -> Snapshot:
    """A delivery just received; its source must be locked."""
    snapshot = Snapshot(
        source_id=source_id,
        seq=next_seq(source_id),
        state=SnapshotState.RECEIVED,
        digest=digest,
        file_name=file_name,
        reason_facts={},
        received_by=by,
        received_at=now,
    )
    db.session.add(snapshot)
    db.session.flush()
    return snapshot


def kept_id(record_id: str) -> str:
    """A record id that fits its column; a longer one ends in its digest, so that two never become one."""
    if len(record_id) <= RECORD_ID_LENGTH:
        return record_id
    return record_id[:80] + "-" + hashlib.sha256(record_id.encode()).hexdigest()[:32]


def keep_counts(
    snapshot: Snapshot, rows_in: int, *, counts: Mapping[RowState, int], changes: Mapping[str, int]
) -> None:
    """Rows per state, which add up to `rows_in`, and what changed against the snapshot before."""
    snapshot.rows_in = rows_in
    for state, number in counts.items():
        setattr(snapshot, state.value, number)
    for change, number in changes.items():
        setattr(snapshot, change, number)


def listing_row(row: Row, **more: object) -> dict[str, object]:
    """The columns of a listing. A longer text than a column holds is cut; its hash is of the whole."""
    return {
        "record_id": row.record_id,
        "kind": row.kind,
        "name": row.name[:400],
        "aliases": list(row.aliases),
        "org_number": row.org_number,
        "number_class": NumberClass.OK if row.org_number else NumberClass.MISSING,
        "seat": None if row.seat is None else row.seat[:120],
        "birth_date": None if row.birth_date is None else row.birth_date[:400],
        "listed_on": row.listed_on,
        "status": None if row.status is None else row.status[:200],
        "payload": dict(row.payload),
        "until_seq": None,
        **more,
    }


def key_rows(row: Row, *, listing_id: str, source_id: str) -> list[dict[str, str]]:
    """The words a listing is found by, under every name it has."""
    found = {
        key[:KEY_LENGTH]
        for name in (row.name, *row.aliases)
        for key in candidate_keys(name, row.org_number, kind=row.kind)
    }
    return [{"listing_id": listing_id, "source_id": source_id, "key": key} for key in sorted(found)]


def keep_problems(snapshot_id: str, problems: Iterable[RowProblem]) -> None:
    """Every row that was not plainly good, with all that is odd about it."""
    by_row: defaultdict[int, list[dict[str, object]]] = defaultdict(list)
    for one in problems:
        by_row[one.row].append({"field": one.field, "code": one.code, "value": mask(one.value_masked)[:200]})
    if by_row:
        db.session.execute(
            insert(DeliveryRow),
            [
                {
                    "snapshot_id": snapshot_id,
                    "row_no": row_no,
                    "state": state_of_row([str(one["code"]) for one in found]),
                    "name": "",
                    "problems": found,
                }
                for row_no, found in sorted(by_row.items())
            ],
        )


def safe_facts(facts: Mapping[str, object]) -> dict[str, object]:
    """Facts of a refusal as JSON; what may have been cells of the file is masked."""
    return {name: _safe(value) for name, value in facts.items()}


def _safe(value: object) -> object:
    if isinstance(value, list | tuple):
        return ", ".join(str(_safe(one)) for one in value)
    return value if isinstance(value, int | float) else mask(str(value))[:300]
