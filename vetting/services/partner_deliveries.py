"""A partner's delivery between being stored and being used: looked at, or thrown away by its sender."""

import datetime as dt
from dataclasses import dataclass

from vetting.domain import authority
from vetting.domain.authority import Actor
from vetting.domain.entries import Entry
from vetting.domain.errors import NotFound, Refused, UnusableFile
from vetting.domain.sources import SnapshotState
from vetting.domain.terms import RowState
from vetting.gateways import file_store, packed
from vetting.gateways.first_rows import FirstRows, first_rows
from vetting.gateways.source import Listing, SourceOptions
from vetting.records import deliveries, snapshots
from vetting.records.db import settings, transaction
from vetting.records.journal import note
from vetting.records.snapshots import Snapshot, Source

SHOWN = 10


@dataclass(frozen=True)
class Preview:
    """A stored delivery as it would be read. `refusal` is a code with facts when it cannot be used;
    `is_whole` tells that every row was looked at."""

    rows_in: int
    is_whole: bool
    counts: dict[RowState, int]
    rows: tuple[Listing, ...]
    problems: tuple[tuple[int, str, str, str], ...]  # row, field, code, masked value
    as_of: dt.date | None
    notes: tuple[str, ...]
    refusal: tuple[str, dict[str, object]] | None


def preview_delivery(source_key: str, snapshot_id: str, *, by: Actor) -> Preview:
    """Looks at a delivery that waits to be used; changes nothing.

    Raises NotFound, and Refused `delivery_read` when it does not wait any more.
    """
    source, snapshot = _waiting(source_key, snapshot_id, by)
    found = _looked_at(source, snapshot)
    told = found.refusal
    return Preview(
        rows_in=found.rows_in,
        is_whole=found.is_whole,
        counts={state: found.counts[state] for state in RowState},
        rows=tuple(found.rows),
        problems=tuple((p.row, p.field, p.code, p.value_masked) for p in found.tally.problems[:SHOWN]),
        as_of=_day_told(snapshot, found.tally.as_of),
        notes=tuple(found.tally.notes),
        refusal=None if told is None else (told.code, deliveries.safe_facts(told.facts)),
    )


def _day_told(snapshot: Snapshot, own: dt.date | None) -> dt.date | None:
    """The day the list stands for, None when nobody told one."""
    if snapshot.as_of is None and own is None:
        return None
    return deliveries.day_of(snapshot, own)


def _looked_at(source: Source, snapshot: Snapshot) -> FirstRows:
    folder = settings().files_dir
    options = SourceOptions(source.kind, source.min_rows, dict(source.column_map), dict(source.settings))
    file = file_store.path_of(folder, snapshot.digest)
    try:
        with packed.opened(file, snapshot.file_name, folder=folder) as (path, name):
            return first_rows(source.adapter, path, name, options, shown=SHOWN)
    except UnusableFile as problem:
        return FirstRows(refusal=problem)


def withdraw_delivery(source_key: str, snapshot_id: str, *, by: Actor, now: dt.datetime) -> None:
    """The sender throws a delivery away before it is used. Raises NotFound and Refused `delivery_read`."""
    with transaction():
        _, snapshot = _waiting(source_key, snapshot_id, by, lock=True)
        snapshot.state, snapshot.reason = SnapshotState.REJECTED, "delivery_withdrawn"
        note(Entry.DELIVERY_WITHDRAWN, by=by, now=now, subject=f"snapshot:{snapshot_id}", source=source_key)


def _waiting(source_key: str, snapshot_id: str, by: Actor, *, lock: bool = False) -> tuple[Source, Snapshot]:
    source = snapshots.source_named(source_key, lock=lock)
    authority.require_delivery(by, source.partner)
    snapshot = snapshots.snapshot_of(snapshot_id, lock=lock)
    if snapshot.source_id != source.id:
        raise NotFound("snapshot_not_found")
    if snapshot.state is not SnapshotState.RECEIVED:
        raise Refused("delivery_read")
    return source, snapshot
