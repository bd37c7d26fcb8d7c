"""Old deliveries forgotten as their sources' declarations say: rows and files go, digests and counts stay."""

import datetime as dt
import itertools

from vetting.domain import authority
from vetting.domain.authority import Act, Actor
from vetting.domain.entries import Entry
from vetting.gateways import old_files
from vetting.records import retention, snapshots
from vetting.records.db import let_go, settings, transaction
from vetting.records.journal import note

MOST_ROWS = 200_000  # removed in one turn of one snapshot; the rest goes the next day
PIECE = 5_000


def sources_with_a_limit() -> tuple[str, ...]:
    """Keys of the sources that do not keep everything for good."""
    found = tuple(retention.keys_with_a_limit())
    let_go()
    return found


def forget_old_deliveries(source_key: str, *, by: Actor, now: dt.datetime) -> int:
    """Forgets what a source's declaration says is kept no longer, and gives how many deliveries that was.

    A snapshot that a check rests on stays whole. Otherwise the rows, what was odd about them and the stored
    file go; the delivery with its digest, dates and counts stays, and nobody can go back to it. Stopped on
    the way, it goes on the next time. Raises NotFound and NotAllowed.
    """
    authority.require(by, Act.MANAGE_SOURCES)
    count = _mark(source_key, by=by, now=now)
    source_id = snapshots.source_named(source_key).id
    for snapshot_id in retention.with_rows_left(source_id):
        _remove_rows(snapshot_id)
    for digest in retention.files_to_forget(source_id):
        old_files.forget(settings().files_dir, digest)
    let_go()
    return count


def _mark(source_key: str, *, by: Actor, now: dt.datetime) -> int:
    """From here on nobody goes back to them."""
    with transaction(is_piece=True):
        source = snapshots.source_named(source_key, lock=True)
        found = retention.out_of_time(source, now)
        for snapshot in found:
            snapshot.forgotten_at = now
            retention.forget_problems(snapshot.id)
            note(
                Entry.DELIVERY_FORGOTTEN,
                by=by,
                now=now,
                subject=f"snapshot:{snapshot.id}",
                source=source_key,
                sha256=snapshot.digest,
                keep_days=source.keep_days,
            )
        return len(found)


def _remove_rows(snapshot_id: str) -> None:
    ids = retention.listings_to_forget(snapshots.snapshot_of(snapshot_id), MOST_ROWS)
    let_go()
    remaining = iter(ids)
    while some := list(itertools.islice(remaining, PIECE)):
        with transaction(is_piece=True):
            retention.remove_listings(some)
    if len(ids) < MOST_ROWS:
        with transaction(is_piece=True):
            retention.remove_weights(snapshot_id)
