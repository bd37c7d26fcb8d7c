"""Receiving what a source delivers: stored untouched, read whole, compared, and taken into use at once."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from vetting.domain import authority, sources
from vetting.domain.authority import Act, Actor
from vetting.domain.entries import Entry
from vetting.domain.errors import Problem, Refused, UnusableFile
from vetting.domain.free_text import tidy
from vetting.domain.identity import mask
from vetting.domain.screening import FILE_ADAPTERS
from vetting.domain.sources import SnapshotState
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms import PartyKind, RowState
from vetting.domain.token_weights import weights_of
from vetting.gateways import file_store
from vetting.gateways.readers import READERS
from vetting.gateways.source import Listing, SourceFile, SourceOptions
from vetting.gateways.uploads import MAX_BYTES
from vetting.records import deliveries, files, listings, snapshots
from vetting.records.db import new_id, settings, transaction
from vetting.records.journal import note
from vetting.records.snapshots import Snapshot

PIECE = 2_000
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Delivered:
    """What became of a delivery. `state`: received, active, superseded, unchanged or rejected; `reason`
    is a code with `facts`. `rows` has `in` and one count per state that add up to it."""

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


@dataclass(frozen=True)
class _Run:
    """One reading of one delivery by one process. `base_seq` is the snapshot it is compared with."""

    snapshot_id: str
    source_id: str
    source_key: str
    seq: int
    token: str
    accepted_seq: int
    base_seq: int
    adapter: str
    options: SourceOptions
    max_shrink: int | None
    digest: str
    file_name: str


def receive_delivery(
    source_key: str, data: bytes, *, file_name: str, as_of: dt.date | None, by: Actor, now: dt.datetime
) -> Delivered:
    """Stores a delivery and reads it at once. A file that cannot be used is told as `rejected`.

    Raises NotFound, Refused `source_takes_no_files`, `as_of_in_future` or `delivery_overtaken`, and
    UnusableFile `empty_file` or `too_large` when there is nothing to store.
    """
    stored = store_delivery(source_key, data, file_name=file_name, as_of=as_of, by=by, now=now)
    if stored.state != SnapshotState.RECEIVED.value:
        return stored
    return read_delivery(stored.snapshot, by=by, now=now)


def store_delivery(
    source_key: str, data: bytes, *, file_name: str, as_of: dt.date | None, by: Actor, now: dt.datetime
) -> Delivered:
    """Keeps the bytes. Bytes taken into use before are `unchanged`; a reading that was stopped goes on."""
    authority.require(by, Act.MANAGE_SOURCES)
    file_name = mask(" ".join(tidy(file_name).split()))[-200:]
    if not data:
        raise UnusableFile("empty_file", filename=file_name)
    if len(data) > MAX_BYTES:
        raise UnusableFile("too_large", filename=file_name, size=len(data), limit=MAX_BYTES)
    if as_of is not None and as_of > swedish_day(now):
        raise Refused("as_of_in_future", as_of=as_of.isoformat())
    digest = file_store.keep(settings().files_dir, data)
    with transaction():
        source = snapshots.source_named(source_key, lock=True)
        if source.adapter not in FILE_ADAPTERS:
            raise Refused("source_takes_no_files", source=source_key)
        files.remember_file(digest, size=len(data), content_type="application/octet-stream", now=now)
        before = snapshots.accepted_before(source.id, digest)
        snapshot = before or deliveries.unfinished_of(source.id, digest)
        if snapshot is None:
            snapshot = deliveries.add_snapshot(source.id, digest, file_name=file_name, by=by.id, now=now)
        if before is None and as_of is not None:
            snapshot.as_of = as_of
        note(
            Entry.DELIVERY_RECEIVED,
            by=by,
            now=now,
            subject=f"snapshot:{snapshot.id}",
            source=source_key,
            sha256=digest,
            size=len(data),
            unchanged=before is not None,
        )
        return _told(source_key, snapshot, "unchanged" if before else SnapshotState.RECEIVED.value)


def read_delivery(
    snapshot_id: str, *, by: Actor, now: dt.datetime, progress: Progress | None = None
) -> Delivered:
    """Reads a stored delivery to its end, whoever began it. The old snapshot serves until the last step.

    Raises Refused `delivery_overtaken` when another process took over meanwhile.
    """
    authority.require(by, Act.MANAGE_SOURCES)
    run = _begin(snapshot_id, by=by, now=now)
    if run is None:
        return outcome_of(snapshot_id)
    _clean(run)
    try:
        read = _read(run)
    except (UnusableFile, Refused) as problem:
        return _reject(run, problem, by=by, now=now)
    before = listings.hashes_at(run.source_id, run.base_seq)
    changes = sources.changes_between(before, {one.record_id: one.content_hash for one in read.listings})
    _write(run, read, changes, progress=progress or (lambda done, total: None))
    return _activate(run, read, changes, by=by, now=now)


def outcome_of(snapshot_id: str) -> Delivered:
    """What became of a delivery. Raises NotFound."""
    snapshot = snapshots.snapshot_of(snapshot_id)
    return _told(deliveries.key_of(snapshot.source_id), snapshot, snapshot.state.value)


def _begin(snapshot_id: str, *, by: Actor, now: dt.datetime) -> _Run | None:
    """Claims the reading. None when there is nothing left to do, or a later delivery came before."""
    with transaction(is_piece=True):
        source = deliveries.source_of(snapshots.snapshot_of(snapshot_id).source_id, lock=True)
        snapshot = snapshots.snapshot_of(snapshot_id, lock=True)
        if snapshot.state not in (SnapshotState.RECEIVED, SnapshotState.PARSING):
            return None
        accepted = snapshots.last_accepted_seq(source.id)
        others = [one for one in snapshots.unfinished(source.id) if one.state is SnapshotState.PARSING]
        late = accepted > snapshot.seq or any(one.seq > snapshot.seq for one in others)
        for one in [snapshot] if late else [one for one in others if one.seq < snapshot.seq]:
            _mark_rejected(one, Refused("delivery_overtaken"), by=by, now=now)
        if late:
            return None
        snapshot.state, snapshot.run_token = SnapshotState.PARSING, new_id()
        return _Run(
            snapshot_id=snapshot.id,
            source_id=source.id,
            source_key=source.key,
            seq=snapshot.seq,
            token=snapshot.run_token,
            accepted_seq=accepted,
            base_seq=deliveries.current_seq(source),
            adapter=source.adapter,
            options=SourceOptions(source.kind, source.min_rows, dict(source.column_map)),
            max_shrink=source.max_shrink_percent,
            digest=snapshot.digest,
            file_name=snapshot.file_name,
        )


def _mine(run: _Run) -> Snapshot:
    """The delivery, locked. Raises Refused when somebody else has taken its reading over."""
    snapshot = snapshots.snapshot_of(run.snapshot_id, lock=True)
    if snapshot.state is not SnapshotState.PARSING or snapshot.run_token != run.token:
        raise Refused("delivery_overtaken")
    return snapshot


def _clean(run: _Run) -> None:
    """Takes back, piece by piece, what readings that were stopped left behind."""
    left = True
    while left:
        with transaction(is_piece=True):
            _mine(run)
            left = listings.take_back(run.source_id, run.accepted_seq, PIECE) > 0


def _read(run: _Run) -> SourceFile:
    data = file_store.read(settings().files_dir, run.digest)
    read = READERS[run.adapter](data, filename=run.file_name, options=run.options)
    if sum(read.counts.values()) != read.rows_in:
        raise Refused("counts_do_not_add_up", rows=read.rows_in, counted=sum(read.counts.values()))
    before = listings.count_at(run.source_id, run.base_seq)
    sources.require_no_shrinking(before, len(read.listings), run.max_shrink)
    kept = tuple(replace(one, record_id=deliveries.kept_id(one.record_id)) for one in read.listings)
    return replace(read, listings=kept)


def _write(run: _Run, read: SourceFile, changes: dict[str, list[str]], *, progress: Progress) -> None:
    """Ends old spans and adds new listings, in pieces; nobody sees them before the pointer moves."""
    ended = [*changes["modified"], *changes["removed"]]
    wanted = {*changes["added"], *changes["modified"]}
    fresh = [one for one in read.listings if one.record_id in wanted]
    total = len(ended) + len(fresh)
    for start in range(0, len(ended), PIECE):
        with transaction(is_piece=True):
            _mine(run)
            listings.end_listings(run.source_id, ended[start : start + PIECE], run.seq)
        progress(min(start + PIECE, len(ended)), total)
    for start in range(0, len(fresh), PIECE):
        with transaction(is_piece=True):
            _mine(run)
            _add(run, fresh[start : start + PIECE])
        progress(len(ended) + min(start + PIECE, len(fresh)), total)


def _add(run: _Run, fresh: Sequence[Listing]) -> None:
    rows: list[dict[str, object]] = []
    keys: list[dict[str, str]] = []
    for one in fresh:
        listing_id = new_id()
        rows.append(
            deliveries.listing_row(
                one,
                id=listing_id,
                source_id=run.source_id,
                content_hash=one.content_hash,
                is_quarantined=one.state is RowState.QUARANTINED,
                first_seq=run.seq,
            )
        )
        keys += deliveries.key_rows(one, listing_id=listing_id, source_id=run.source_id)
    listings.add_listings(rows, keys)


def _activate(
    run: _Run, read: SourceFile, changes: dict[str, list[str]], *, by: Actor, now: dt.datetime
) -> Delivered:
    """One transaction: the pointer moves, the counts are kept, the old snapshot becomes history."""
    organisations = [one for one in read.listings if one.kind is PartyKind.ORGANISATION]
    weights = weights_of((one.name for one in organisations), filter(None, (o.seat for o in organisations)))
    numbers = {name: len(ids) for name, ids in changes.items()}
    with transaction():
        source = deliveries.source_of(run.source_id, lock=True)
        snapshot = _mine(run)
        if source.current_snapshot_id is not None:
            snapshots.snapshot_of(source.current_snapshot_id).state = SnapshotState.SUPERSEDED
        source.current_snapshot_id = snapshot.id
        snapshot.state, snapshot.activated_at, snapshot.run_token = SnapshotState.ACTIVE, now, ""
        snapshot.as_of = snapshot.as_of or read.as_of or swedish_day(now)
        deliveries.keep_counts(snapshot, read.rows_in, counts=read.counts, changes=numbers)
        snapshot.notes, snapshot.weights_version = list(read.notes), weights.version
        listings.keep_weights(snapshot.id, weights)
        deliveries.keep_problems(snapshot.id, read.problems)
        note(
            Entry.SNAPSHOT_ACTIVATED,
            by=by,
            now=now,
            subject=f"snapshot:{snapshot.id}",
            source=run.source_key,
            as_of=snapshot.as_of.isoformat(),
            rows=read.rows_in,
            changes=numbers,
        )
        return _told(run.source_key, snapshot, SnapshotState.ACTIVE.value)


def _reject(run: _Run, problem: Problem, *, by: Actor, now: dt.datetime) -> Delivered:
    with transaction():
        _mark_rejected(_mine(run), problem, by=by, now=now)
    return outcome_of(run.snapshot_id)


def _mark_rejected(snapshot: Snapshot, problem: Problem, *, by: Actor, now: dt.datetime) -> None:
    snapshot.state, snapshot.run_token = SnapshotState.REJECTED, ""
    snapshot.reason, snapshot.reason_facts = problem.code, deliveries.safe_facts(problem.facts)
    subject = f"snapshot:{snapshot.id}"
    note(Entry.DELIVERY_REJECTED, by=by, now=now, subject=subject, reason=problem.code)


def _told(source_key: str, snapshot: Snapshot, state: str) -> Delivered:
    counts = {state.value: getattr(snapshot, state.value) for state in RowState}
    changes = {"added": snapshot.added, "modified": snapshot.modified, "removed": snapshot.removed}
    return Delivered(
        source=source_key,
        sha256=snapshot.digest,
        snapshot=snapshot.id,
        state=state,
        reason="already_delivered" if state == "unchanged" else snapshot.reason,
        as_of=snapshot.as_of,
        received_at=snapshot.received_at,
        facts=dict(snapshot.reason_facts),
        rows={"in": snapshot.rows_in, **counts},
        changes=dict.fromkeys(changes, 0) if state == "unchanged" else changes,
    )
