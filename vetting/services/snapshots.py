"""Receiving what a source delivers: stored untouched, read whole, compared, and taken into use at once."""

import datetime as dt
import io
from collections.abc import Callable, Mapping
from typing import IO, Any

from vetting.domain import authority, delivery_guards, sources
from vetting.domain.authority import Actor
from vetting.domain.entries import Entry
from vetting.domain.errors import Problem, Refused, UnusableFile
from vetting.domain.free_text import tidy
from vetting.domain.identity import mask
from vetting.domain.sources import SnapshotState
from vetting.domain.swedish_time import swedish_day
from vetting.domain.token_weights import TokenWeights
from vetting.gateways import delivery_walk, desk_changes, file_store, name_index, packed, readers
from vetting.gateways.delivery_walk import Known, Walked
from vetting.gateways.file_store import Stored
from vetting.gateways.name_index import Manifest
from vetting.gateways.names_beside import NamesBeside
from vetting.gateways.source import SourceOptions, Tally
from vetting.gateways.spool import Spool
from vetting.records import accounts, deliveries, files, listings, reading_pieces, readings, snapshots
from vetting.records.db import settings, transaction
from vetting.records.deliveries import Delivered as Delivered
from vetting.records.deliveries import told
from vetting.records.journal import note
from vetting.records.readings import Reading, mine
from vetting.records.snapshots import Snapshot, Source

CONTENT_TYPE = "application/octet-stream"
MOST_UNPACKED = 8 * 1024**3
PIECE = 50_000  # rows written at once: a second or less in which nobody else writes
NOT_ITS_FAULT = frozenset({"storage_full", "reading_stopped"})  # the delivery can be read again
Progress = Callable[[int, int], None]


def receive_delivery(
    source_key: str,
    content: bytes | IO[bytes],
    *,
    file_name: str,
    as_of: dt.date | None,
    by: Actor,
    now: dt.datetime,
    follows: str = "",
) -> Delivered:
    """Stores a delivery and reads it at once. A file that cannot be used is told as `rejected`, one that
    is out of the ordinary as `held`.

    Raises NotFound, NotAllowed `authority_ended` where the sender's key or account was closed meanwhile,
    Refused `source_takes_no_files`, `as_of_in_future` or `delivery_overtaken`, and UnusableFile `empty_file`
    or `too_large` when there is nothing to store.
    """
    stored = store_delivery(
        source_key, content, file_name=file_name, as_of=as_of, by=by, now=now, follows=follows
    )
    if stored.state != SnapshotState.RECEIVED.value:
        return stored
    return read_delivery(stored.snapshot, by=by, now=now)


def store_delivery(
    source_key: str,
    content: bytes | IO[bytes],
    *,
    file_name: str,
    as_of: dt.date | None,
    by: Actor,
    now: dt.datetime,
    follows: str = "",
) -> Delivered:
    """Keeps the bytes, from a stream without ever holding all of them.

    Bytes taken into use before by the same version of the reader are `unchanged`; those that a person has
    yet to let in are `held`; a reading that was stopped goes on. `follows`: what a delta builds on, where
    the file does not say.
    """
    source = snapshots.source_named(source_key)
    authority.require_delivery(by, source.partner)
    file_name = mask(" ".join(tidy(file_name).split()))[-200:]
    if as_of is not None and as_of > swedish_day(now):
        raise Refused("as_of_in_future", as_of=as_of.isoformat())
    stored = _kept(source.adapter, content, file_name)
    with transaction():
        source = snapshots.source_named(source_key, lock=True)
        authority.require_delivery(accounts.as_it_stands(by), source.partner)  # a stream may take an hour
        sources.require_open(source.adapter, is_active=source.is_active)
        files.remember_file(stored.digest, size=stored.size, content_type=CONTENT_TYPE, now=now)
        snapshot, state = _delivery(source, stored, file_name, by=by, now=now)
        if state == SnapshotState.RECEIVED.value:
            snapshot.follows = follows[:80] or snapshot.follows
            snapshot.as_of = as_of or snapshot.as_of
        facts: dict[str, Any] = {"sha256": stored.digest, "size": stored.size}
        facts["unchanged"] = state == "unchanged"
        about = f"snapshot:{snapshot.id}"
        note(Entry.DELIVERY_RECEIVED, by=by, now=now, subject=about, source=source_key, **facts)
        return told(source_key, snapshot, state)


def _kept(adapter: str, content: bytes | IO[bytes], file_name: str) -> Stored:
    stream = io.BytesIO(content) if isinstance(content, bytes) else content
    limit = settings().max_delivery_bytes
    stored = file_store.keep_stream(settings().files_dir, stream, limit=limit, filename=file_name)
    if not stored.size and not readers.delta_version(adapter, file_name):  # changes may be none
        raise UnusableFile("empty_file", filename=file_name)
    return stored


def _delivery(
    source: Source, stored: Stored, file_name: str, *, by: Actor, now: dt.datetime
) -> tuple[Snapshot, str]:
    """The delivery these bytes are, and how it stands: a new one unless they came before."""
    version = readers.delta_version(source.adapter, file_name)
    reader = readers.reader_version(source.adapter)
    before, state = deliveries.come_before(source, stored.digest, version=version, reader=reader)
    if before is not None and state != deliveries.READ_ANEW:
        return before, state
    snapshot = deliveries.add_snapshot(source, stored.digest, file_name=file_name, by=by, now=now)
    snapshot.version = version[:80]
    snapshot.as_of = before.as_of if before else None  # read anew it is as old as it was
    return snapshot, SnapshotState.RECEIVED.value


def read_delivery(
    snapshot_id: str, *, by: Actor, now: dt.datetime, progress: Progress | None = None
) -> Delivered:
    """Reads a stored delivery to its end, whoever began it. The old snapshot serves until the last step.

    `progress` is told rows done and rows in all, 0 while nobody knows. Raises Refused `delivery_overtaken`
    when another process took over, `reading_stopped` when the one that makes the index ended, `storage_full`.
    """
    run = _begin(snapshot_id, by=by, now=now)
    if run is None:
        return outcome_of(snapshot_id)
    reading_pieces.clean(run)
    tell, folder = progress or (lambda done, total: None), settings().files_dir
    index = NamesBeside(settings().index_dir, run.source_id, run.seq)
    room, seldom = file_store.needs_room(), delivery_walk.seldom_tidied()
    with room, seldom, Spool(folder, PIECE) as fresh, Spool(folder, PIECE) as ended, index:
        found = Walked(Tally(), run.file_name, fresh, ended, listed=run.base_rows)
        try:
            _walk(run, found, index, lambda done: tell(done, 0))
            unusual = _unusual(run, found)
        except (UnusableFile, Refused) as problem:
            if problem.code in NOT_ITS_FAULT:
                raise
            return _reject(run, problem, by=by, now=now)
        if unusual is not None:
            return _hold(run, found, unusual, by=by, now=now)
        done = _take_in(run, found, index, tell, by=by, now=now)
    name_index.sweep(settings().index_dir, run.source_id, keep=[run.seq, run.base_seq])
    return done


def _take_in(
    run: Reading, found: Walked, index: NamesBeside, tell: Progress, *, by: Actor, now: dt.datetime
) -> Delivered:
    """Writes what the walk set aside while the index and the weights are made, and takes it into use."""
    is_delta = found.tally.is_delta
    if not run.accepted_seq:
        index.nothing_before()
    if not is_delta:
        index.weigh(found.sample.names, found.sample.seats)
    reading_pieces.write(run, found, index, is_delta=is_delta, progress=tell)
    manifest = index.finish(
        follows=run.accepted_seq or None,
        ended=listings.ended_by(run.source_id, run.seq),
        rows=lambda: listings.rows_to_index(run.source_id, run.seq),
    )
    weights = listings.weights_at(run.base_id or "") if is_delta else index.weights()
    return _activate(run, found, (manifest, weights), by=by, now=now)


def outcome_of(snapshot_id: str) -> Delivered:
    """What became of a delivery. Raises NotFound."""
    snapshot = snapshots.snapshot_of(snapshot_id)
    return told(deliveries.key_of(snapshot.source_id), snapshot)


def _begin(snapshot_id: str, *, by: Actor, now: dt.datetime) -> Reading | None:
    """Claims the reading. None when there is nothing left to do, or a later delivery came before."""
    with transaction(is_piece=True):
        source = deliveries.source_of(snapshots.snapshot_of(snapshot_id).source_id, lock=True)
        authority.require_delivery(by, source.partner)
        snapshot = snapshots.snapshot_of(snapshot_id, lock=True)
        if snapshot.state not in deliveries.OPEN:
            return None
        run, overtaken = readings.claim(source, snapshot)
        for one in overtaken:
            _mark_rejected(one, Refused("delivery_overtaken"), by=by, now=now)
        return run


def _walk(run: Reading, found: Walked, index: NamesBeside, progress: Callable[[int], None]) -> None:
    """Reads the file to its end without writing anything; the index takes the names meanwhile."""
    folder = settings().files_dir
    known = Known(
        whole=lambda: readings.then_let_go(listings.digests_at(run.source_id, run.accepted_seq)),
        some=lambda ids: readings.then_let_go(listings.digests_of(run.source_id, run.base_seq, ids)),
        require_next=lambda tally: delivery_guards.require_next(run.builds_on, tally.follows),
    )
    make = reading_pieces.Making(run, index)
    options = SourceOptions(run.kind, run.min_rows, run.column_map, run.settings)
    reader = desk_changes.read if run.channel == deliveries.DESK else readers.in_stretches(run.adapter)
    file = file_store.require_whole(folder, run.digest, run.file_name)
    with packed.opened(file, run.file_name, folder=folder, max_bytes=MOST_UNPACKED) as (path, name):
        index.expect(path.stat().st_size)
        rows = reader(path, found.tally, filename=name, options=options)
        delivery_walk.walk(rows, found, known, make=make, progress=progress)
    if not found.tally.is_delta and found.rows_in < run.min_rows:
        facts = {"found": found.rows_in, "expected": run.min_rows}
        raise UnusableFile("too_few_rows", filename=run.file_name, **facts)


def _unusual(run: Reading, found: Walked) -> Refused | None:
    """Why a person must let the delivery in first, if so."""
    if sum(found.counts.values()) != found.rows_in:
        raise Refused("counts_do_not_add_up", rows=found.rows_in, counted=sum(found.counts.values()))
    if not run.may_hold:
        return None
    size = delivery_guards.unusual_size(run.base_rows, found.listed, run.limits)
    if size is not None or found.tally.is_delta:
        return size
    return delivery_guards.unusual_shares(found.counts, deliveries.usual_counts(run.source_id))


def _activate(
    run: Reading, found: Walked, made: tuple[Manifest, TokenWeights], *, by: Actor, now: dt.datetime
) -> Delivered:
    """One transaction: the pointer moves, the counts are kept, the old snapshot becomes history."""
    tally, changes = found.tally, dict(found.changes)
    if run.base_seq != run.accepted_seq:
        changes = listings.counted_changes(run.source_id, run.base_seq, run.seq)
    manifest, weights = made
    with transaction():
        source = deliveries.source_of(run.source_id, lock=True)
        snapshot = mine(run)
        if source.current_snapshot_id is not None:
            snapshots.snapshot_of(source.current_snapshot_id).state = SnapshotState.SUPERSEDED
        source.current_snapshot_id = snapshot.id
        snapshot.state, snapshot.activated_at, snapshot.run_token = SnapshotState.ACTIVE, now, ""
        snapshot.as_of = deliveries.day_of(snapshot, tally.as_of)
        snapshot.reason, snapshot.reason_facts = None, {}
        _keep(run, found, snapshot, changes)
        snapshot.weights_version = weights.version
        listings.keep_weights(snapshot.id, weights)
        note(
            Entry.SNAPSHOT_ACTIVATED,
            by=by,
            now=now,
            subject=f"snapshot:{snapshot.id}",
            source=run.source_key,
            as_of=snapshot.as_of.isoformat(),
            rows=found.rows_in,
            changes={name: changes.get(name, 0) for name in deliveries.CHANGES},
        )
        manifest.publish()
        return told(run.source_key, snapshot)


def _keep(run: Reading, found: Walked, snapshot: Snapshot, changes: Mapping[str, int]) -> None:
    """What the reading found, whether it is taken into use or held."""
    tally = found.tally
    deliveries.keep_counts(snapshot, found.rows_in, counts=found.counts, changes=changes)
    deliveries.keep_problems(snapshot.id, tally.problems)
    snapshot.notes, snapshot.encoding = list(tally.notes), tally.encoding[:40]
    snapshot.is_delta, snapshot.row_total = tally.is_delta, found.listed
    snapshot.version = (tally.version or snapshot.version)[:80]
    snapshot.follows = (tally.follows or snapshot.follows)[:80]
    if run.channel != deliveries.DESK:
        snapshot.reader_version = readers.reader_version(run.adapter)


def _hold(run: Reading, found: Walked, why: Refused, *, by: Actor, now: dt.datetime) -> Delivered:
    """Nothing of the delivery is written; it waits for a person."""
    with transaction():
        snapshot = mine(run)
        snapshot.state, snapshot.run_token = SnapshotState.HELD, ""
        snapshot.as_of = deliveries.day_of(snapshot, found.tally.as_of)
        snapshot.reason, snapshot.reason_facts = why.code, deliveries.safe_facts(why.facts)
        _keep(run, found, snapshot, found.changes)
        subject = f"snapshot:{snapshot.id}"
        note(Entry.DELIVERY_HELD, by=by, now=now, subject=subject, source=run.source_key, reason=why.code)
        return told(run.source_key, snapshot)


def _reject(run: Reading, problem: Problem, *, by: Actor, now: dt.datetime) -> Delivered:
    with transaction():
        _mark_rejected(mine(run), problem, by=by, now=now)
    return outcome_of(run.snapshot_id)


def _mark_rejected(snapshot: Snapshot, problem: Problem, *, by: Actor, now: dt.datetime) -> None:
    snapshot.state, snapshot.run_token = SnapshotState.REJECTED, ""
    snapshot.reason, snapshot.reason_facts = problem.code, deliveries.safe_facts(problem.facts)
    subject = f"snapshot:{snapshot.id}"
    note(Entry.DELIVERY_REJECTED, by=by, now=now, subject=subject, reason=problem.code)
