"""Deliveries on their way to becoming snapshots: received, told of, with every row not plainly good."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import delete, insert, select

from vetting.domain.authority import OPERATOR, Actor
from vetting.domain.directory import RowProblem
from vetting.domain.errors import NotFound
from vetting.domain.free_text import tidy
from vetting.domain.identity import mask
from vetting.domain.sources import SnapshotState, day_of_list, state_of_row
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms import RowState
from vetting.records.db import db
from vetting.records.snapshots import DeliveryRow, Snapshot, Source, last_accepted_seq, next_seq

TAKEN = (SnapshotState.ACTIVE, SnapshotState.SUPERSEDED)
OPEN = (SnapshotState.RECEIVED, SnapshotState.PARSING)
CHANGES = ("added", "modified", "removed")
READ_ANEW = "read_anew"  # by a newer reader
HISTORY = 12  # deliveries that tell what is usual
DESK = "desk"  # the channel of corrections and withdrawals of single rows


@dataclass(frozen=True)
class Delivered:
    """What became of a delivery. `state`: received, active, superseded, unchanged, held or rejected;
    `reason` is a code with `facts`. `rows` has `in` and one count per state that add up to it."""

    source: str
    sha256: str
    snapshot: str
    state: str
    reason: str | None
    as_of: dt.date | None
    received_at: dt.datetime
    facts: dict[str, object] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)
    changes: dict[str, int] = field(default_factory=dict)


def told(source_key: str, snapshot: Snapshot, state: str = "") -> Delivered:
    """What became of a delivery, as deeds hand it out; `state` when it is not the snapshot's own."""
    counts = {one.value: getattr(snapshot, one.value) for one in RowState}
    changes = {"added": snapshot.added, "modified": snapshot.modified, "removed": snapshot.removed}
    return Delivered(
        source=source_key,
        sha256=snapshot.digest,
        snapshot=snapshot.id,
        state=state or snapshot.state.value,
        reason="already_delivered" if state == "unchanged" else snapshot.reason,
        as_of=snapshot.as_of,
        received_at=snapshot.received_at,
        facts=dict(snapshot.reason_facts),
        rows={"in": snapshot.rows_in, **counts},
        changes=dict.fromkeys(changes, 0) if state == "unchanged" else changes,
    )


def day_of(snapshot: Snapshot, own: dt.date | None) -> dt.date:
    """The day a delivery stands for; `own` is what the list itself tells."""
    return day_of_list(snapshot.as_of, own, received=swedish_day(snapshot.received_at))


def source_of(source_id: str, *, lock: bool = False) -> Source:
    """The source of that id, perhaps locked until the deed ends. Raises NotFound."""
    found = db.session.get(Source, source_id, with_for_update={"key_share": True} if lock else None)
    if found is None:
        raise NotFound("source_not_found", source=source_id)
    return found


def delivery_of(source: Source, snapshot_id: str) -> Snapshot:
    """A delivery of that very source, locked until the deed ends. Raises NotFound."""
    found = db.session.get(Snapshot, snapshot_id, with_for_update=True)
    if found is None or found.source_id != source.id:
        raise NotFound("snapshot_not_found")
    return found


def key_of(source_id: str) -> str:
    """The key people know a source by."""
    return db.session.scalars(select(Source.key).where(Source.id == source_id)).one()


def current_seq(source: Source) -> int:
    """Number of the snapshot the source points at, 0 when it has none."""
    if source.current_snapshot_id is None:
        return 0
    return db.session.scalars(select(Snapshot.seq).where(Snapshot.id == source.current_snapshot_id)).one()


def come_before(source: Source, digest: str, *, version: str, reader: str) -> tuple[Snapshot | None, str]:
    """The delivery of the very same bytes that is there, and what that means for them: `unchanged`,
    READ_ANEW (in use, and read by an older reader), `held`, or `received` for one not yet read through.

    Deltas of one content, such as empty ones, are told apart by the `version` their name tells.
    """
    taken = _same(source, digest, version, TAKEN)
    if taken is not None:
        is_old = taken.id == source.current_snapshot_id and taken.reader_version != reader
        waiting = _same(source, digest, version, OPEN) if is_old else None
        return (waiting, "received") if waiting else (taken, READ_ANEW if is_old else "unchanged")
    held = _same(source, digest, version, (SnapshotState.HELD,))
    if held is not None and held.reader_version == reader and held.seq > last_accepted_seq(source.id):
        return held, "held"
    return _same(source, digest, version, OPEN), "received"


def _same(source: Source, digest: str, version: str, states: Sequence[SnapshotState]) -> Snapshot | None:
    statement = select(Snapshot).where(
        Snapshot.source_id == source.id, Snapshot.digest == digest, Snapshot.state.in_(states)
    )
    if version:
        statement = statement.where(Snapshot.version == version)
    return db.session.scalar(statement.order_by(Snapshot.seq.desc()).limit(1))


def add_snapshot(source: Source, digest: str, *, file_name: str, by: Actor, now: dt.datetime) -> Snapshot:
    """A delivery just received; its source must be locked."""
    snapshot = Snapshot(
        source_id=source.id,
        seq=next_seq(source.id),
        state=SnapshotState.RECEIVED,
        digest=digest,
        file_name=file_name,
        channel=_channel(by),
        reason_facts={},
        received_by=by.id,
        received_at=now,
    )
    db.session.add(snapshot)
    db.session.flush()
    return snapshot


def _channel(by: Actor) -> str:
    if by.is_system:
        return "folder"
    if by == OPERATOR:
        return "command"
    return "api" if by.is_token else "upload"


def usual_counts(source_id: str) -> list[dict[RowState, int]]:
    """Rows per state of the last whole deliveries taken into use."""
    rows = db.session.scalars(
        select(Snapshot)
        .where(
            Snapshot.source_id == source_id,
            Snapshot.state.in_(TAKEN),
            Snapshot.is_delta.is_(False),
        )
        .order_by(Snapshot.seq.desc())
        .limit(HISTORY)
    )
    return [{state: getattr(row, state.value) for state in RowState} for row in rows]


def keep_counts(
    snapshot: Snapshot, rows_in: int, *, counts: Mapping[RowState, int], changes: Mapping[str, int]
) -> None:
    """Rows per state, which add up to `rows_in`, and what changed against the snapshot before."""
    snapshot.rows_in = rows_in
    for state in RowState:
        setattr(snapshot, state.value, counts.get(state, 0))
    for change in ("added", "modified", "removed"):
        setattr(snapshot, change, changes.get(change, 0))


def keep_problems(snapshot_id: str, problems: Iterable[RowProblem]) -> None:
    """Every row that was not plainly good, with all that is odd about it; of a held delivery once more."""
    by_row: defaultdict[int, list[dict[str, object]]] = defaultdict(list)
    for one in problems:
        value = mask(tidy(one.value_masked))[:200]
        by_row[one.row].append({"field": one.field, "code": one.code, "value": value})
    db.session.execute(delete(DeliveryRow).where(DeliveryRow.snapshot_id == snapshot_id))
    if by_row:
        db.session.execute(
            insert(DeliveryRow),
            [
                {
                    "snapshot_id": snapshot_id,
                    "row_no": row_no,
                    "state": state_of_row([str(one["code"]) for one in found]),
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
    return value if isinstance(value, int | float) else mask(tidy(str(value)))[:300]
