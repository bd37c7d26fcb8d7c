"""Single rows of a source corrected or withdrawn by those who keep it: each a small delivery of its own."""

import datetime as dt
import io
from dataclasses import replace
from typing import Any

from vetting.domain import authority, sources
from vetting.domain.authority import Actor
from vetting.domain.corrections import Changed, corrected_fields
from vetting.domain.entries import Entry
from vetting.domain.errors import NotFound, Refused
from vetting.domain.identity import mask
from vetting.domain.screening import require_reason
from vetting.gateways import desk_changes, file_store
from vetting.gateways.source import Listing
from vetting.records import deliveries, files, listings, snapshots
from vetting.records.db import settings, transaction
from vetting.records.deliveries import Delivered, told
from vetting.records.journal import note
from vetting.records.snapshots import Source


def correct_listing(
    source_key: str, record_id: str, *, changed: Changed, reason: str, by: Actor, now: dt.datetime
) -> Delivered:
    """Stores changed fields of one row as a delivery of state `received`, which is to be read next.

    `changed`: any of name, org_number, seat, birth_date, status and listed_on (YYYY-MM-DD) as text, empty
    to take it away, and aliases as texts. Personal numbers are masked. Raises NotFound, NotAllowed, Refused
    `reason_missing`, `source_takes_no_files`, `source_closed` or `row_not_changed`, and UnreadableRow.
    """
    reason = require_reason(mask(reason))
    fields: dict[str, Any] = corrected_fields(changed)
    with transaction():
        source, row = _found(source_key, record_id, by)
        mended = replace(row, **fields)
        if mended.digest == row.digest:
            raise Refused("row_not_changed")
        data = desk_changes.written(source.current_snapshot_id or "", (mended,), (), reason=reason)
        stored = _store(source, data, by=by, now=now)
        subject = f"snapshot:{stored.snapshot}"
        note(
            Entry.LISTING_CORRECTED,
            by=by,
            now=now,
            subject=subject,
            source=source_key,
            record=record_id,
            fields=sorted(fields),
            reason=reason,
        )
        return stored


def withdraw_listing(
    source_key: str, record_id: str, *, reason: str, by: Actor, now: dt.datetime
) -> Delivered:
    """Stores the withdrawal of one row as a delivery of state `received`, which is to be read next.

    Raises NotFound, NotAllowed, and Refused `reason_missing`, `source_takes_no_files` or `source_closed`.
    """
    reason = require_reason(mask(reason))
    with transaction():
        source, row = _found(source_key, record_id, by)
        gone = (row.record_id,)
        data = desk_changes.written(source.current_snapshot_id or "", (), gone, reason=reason)
        stored = _store(source, data, by=by, now=now)
        subject = f"snapshot:{stored.snapshot}"
        note(
            Entry.LISTING_WITHDRAWN,
            by=by,
            now=now,
            subject=subject,
            source=source_key,
            record=record_id,
            reason=reason,
        )
        return stored


def _found(source_key: str, record_id: str, by: Actor) -> tuple[Source, Listing]:
    """The source, locked, and the row as the snapshot in use has it."""
    source = snapshots.source_named(source_key, lock=True)
    authority.require_delivery(by, source.partner)
    sources.require_open(source.adapter, is_active=source.is_active)
    row = listings.listing_at(source.id, deliveries.current_seq(source), record_id)
    if row is None:
        raise NotFound("record_not_found", record=record_id)
    return source, Listing(
        record_id=row.record_id,
        kind=row.kind,
        name=row.name,
        aliases=tuple(row.aliases),
        org_number=row.org_number,
        seat=row.seat,
        birth_date=row.birth_date,
        status=row.status,
        listed_on=row.listed_on,
        payload=dict(row.payload),
    )


def _store(source: Source, data: bytes, *, by: Actor, now: dt.datetime) -> Delivered:
    """Keeps the bytes; the list is as old as it was, and the partner's next changes build on the same."""
    kept, name = settings(), desk_changes.FILE_NAME
    stored = file_store.keep_stream(
        kept.files_dir, io.BytesIO(data), limit=kept.max_delivery_bytes, filename=name
    )
    files.remember_file(stored.digest, size=stored.size, content_type="application/json", now=now)
    current = snapshots.snapshot_of(source.current_snapshot_id or "")
    snapshot = deliveries.add_snapshot(source, stored.digest, file_name=name, by=by, now=now)
    snapshot.channel, snapshot.as_of = deliveries.DESK, current.as_of
    snapshot.version, snapshot.follows = current.version, current.id
    snapshot.reader_version = current.reader_version
    return told(source.key, snapshot)
