"""What a person decides of a delivery: letting a held one in, and going back to an earlier snapshot."""

import datetime as dt

from vetting.domain import authority
from vetting.domain.authority import Act, Actor
from vetting.domain.entries import Entry
from vetting.domain.errors import Refused
from vetting.domain.free_text import require_writable
from vetting.domain.screening import require_reason
from vetting.domain.sources import SnapshotState
from vetting.gateways.name_index import NameIndexes
from vetting.records import deliveries, listings, readings, snapshots
from vetting.records.db import settings, transaction
from vetting.records.deliveries import Delivered, told
from vetting.records.journal import note
from vetting.records.snapshots import Snapshot, Source


def release_delivery(
    source_key: str, snapshot_id: str, *, reason: str, by: Actor, now: dt.datetime
) -> Delivered:
    """Lets a held delivery in: it waits to be read again, now without the guards on its size.

    Raises NotAllowed (also for the clock), NotFound, Refused `reason_missing` or of free text, `not_held`,
    or `delivery_overtaken` when a later delivery was taken into use.
    """
    reason = _require(by, reason)
    with transaction():
        source, snapshot = _locked(source_key, snapshot_id)
        if snapshot.state is not SnapshotState.HELD:
            raise Refused("not_held", state=snapshot.state.value)
        if snapshots.last_accepted_seq(source.id) > snapshot.seq:
            raise Refused("delivery_overtaken")
        snapshot.state = SnapshotState.RECEIVED
        snapshot.released_by, snapshot.released_at, snapshot.release_reason = by.id, now, reason
        note(
            Entry.DELIVERY_RELEASED,
            by=by,
            now=now,
            subject=f"snapshot:{snapshot.id}",
            source=source_key,
            held_for=snapshot.reason,
            reason=reason,
        )
        return told(source_key, snapshot)


def roll_back(source_key: str, snapshot_id: str, *, reason: str, by: Actor, now: dt.datetime) -> Delivered:
    """Points a source at another snapshot that was in use before; what was read since stays and can be
    gone back to as well. A reading under way stops, and can be begun again.

    Raises NotAllowed (also for the clock), NotFound, Refused `reason_missing` or of free text,
    `snapshot_not_accepted`, `delivery_forgotten` or `snapshot_in_use`.
    """
    reason = _require(by, reason)
    _make_findable(source_key, snapshot_id)
    with transaction():
        source, snapshot = _locked(source_key, snapshot_id)
        if source.current_snapshot_id == snapshot.id:
            raise Refused("snapshot_in_use")
        if snapshot.state not in deliveries.TAKEN:
            raise Refused("snapshot_not_accepted", state=snapshot.state.value)
        left = snapshots.snapshot_of(source.current_snapshot_id or "", lock=True)
        left.state, snapshot.state = SnapshotState.SUPERSEDED, SnapshotState.ACTIVE
        source.current_snapshot_id = snapshot.id
        snapshot.released_by, snapshot.released_at, snapshot.release_reason = by.id, now, reason
        readings.stop_all(source.id)
        note(
            Entry.SNAPSHOT_ROLLED_BACK,
            by=by,
            now=now,
            subject=f"snapshot:{snapshot.id}",
            source=source_key,
            left=left.id,
            reason=reason,
        )
        return told(source_key, snapshot)


def _require(by: Actor, reason: str) -> str:
    authority.require(by, Act.MANAGE_SOURCES)
    authority.require_person(by, Act.MANAGE_SOURCES)
    return require_writable(require_reason(reason), field="reason", longest=1000)


def _locked(source_key: str, snapshot_id: str) -> tuple[Source, Snapshot]:
    source = snapshots.source_named(source_key, lock=True)
    snapshot = deliveries.delivery_of(source, snapshot_id)
    if snapshot.forgotten_at is not None:
        raise Refused("delivery_forgotten")
    return source, snapshot


def _make_findable(source_key: str, snapshot_id: str) -> None:
    """The names of an older snapshot are looked up in files that may have been cleared away meanwhile."""
    source, snapshot = snapshots.source_named(source_key), snapshots.snapshot_of(snapshot_id)
    is_kept = snapshot.state in deliveries.TAKEN and snapshot.forgotten_at is None
    if snapshot.source_id == source.id and is_kept:
        indexes = NameIndexes(settings().index_dir, listings.rows_to_index)
        indexes.make_whole(source.id, snapshot.seq)
