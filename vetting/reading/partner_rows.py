"""The rows of a partner's own source in use, found to be mended, and what was mended at its desk."""

import datetime as dt
import json
from dataclasses import dataclass

from sqlalchemy import Select, or_, select

from vetting.domain.authority import Act, Actor, require
from vetting.domain.entries import Entry
from vetting.domain.errors import NotFound
from vetting.domain.identity import read_org_number
from vetting.domain.sources import SnapshotState
from vetting.reading.partner_sources import own_sources
from vetting.records.db import db
from vetting.records.deliveries import DESK
from vetting.records.journal import JournalEntry, JournalPayload
from vetting.records.listings import visible_at
from vetting.records.snapshots import Listing, Snapshot, Source

FOUND_SHOWN = 50
CHANGES_SHOWN = 20


@dataclass(frozen=True)
class ListedRow:
    """A row of the snapshot in use, as it is listed now."""

    id: str
    record_id: str
    name: str
    aliases: tuple[str, ...]
    org_number: str | None
    seat: str | None
    birth_date: str | None
    status: str | None
    listed_on: dt.date | None


@dataclass(frozen=True)
class RowChange:
    """A row corrected or withdrawn at the desk. `fields`: which of it; none when it was withdrawn.

    `record_id` and `reason` are blank where the facts were disposed of under the retention plan.
    """

    snapshot: str
    state: SnapshotState
    made_at: dt.datetime
    record_id: str
    fields: tuple[str, ...]
    is_withdrawal: bool
    reason: str


def rows_named(key: str, asked: str, *, actor: Actor) -> tuple[ListedRow, ...]:
    """Rows in use with that organisation number, exactly that name, or that id of the list's own.

    Never by a part of a name: the desk is for mending rows one knows. Raises NotAllowed or NotFound.
    """
    found = _rows(key, actor)
    if not asked or found is None:
        return ()
    number = read_org_number(asked).canonical
    wanted = [Listing.name == asked, Listing.record_id == asked]
    if number is not None:
        wanted.append(Listing.org_number == number)
    rows = db.session.scalars(found.where(or_(*wanted)).order_by(Listing.name, Listing.id).limit(FOUND_SHOWN))
    return tuple(_listed(row) for row in rows)


def row_in_use(key: str, listing_id: str, *, actor: Actor) -> ListedRow:
    """One row of the snapshot in use. Raises NotAllowed or NotFound."""
    found = _rows(key, actor)
    row = None if found is None else db.session.scalar(found.where(Listing.id == listing_id))
    if row is None:
        raise NotFound("row_not_in_use")
    return _listed(row)


def _rows(key: str, actor: Actor) -> Select[Listing] | None:
    require(actor, Act.PARTNER_DESK)
    row = db.session.execute(own_sources(actor).where(Source.key == key)).one_or_none()
    if row is None:
        raise NotFound("source_not_found", source=key)
    source, current = row
    if current is None:
        return None
    return select(Listing).where(Listing.source_id == source.id, visible_at(current.seq))


def changes_at_desk(key: str, *, actor: Actor) -> tuple[RowChange, ...]:
    """The latest corrections and withdrawals of single rows. Raises NotAllowed."""
    require(actor, Act.PARTNER_DESK)
    made = db.session.execute(
        select(Snapshot.id, Snapshot.state, Snapshot.received_at)
        .join(Source, Source.id == Snapshot.source_id)
        .where(Source.key == key, Source.partner.in_(actor.partners), Snapshot.channel == DESK)
        .order_by(Snapshot.seq.desc())
        .limit(CHANGES_SHOWN)
    ).all()
    told = db.session.execute(
        select(JournalEntry.subject, JournalEntry.name, JournalPayload.body)
        .outerjoin(JournalPayload, JournalPayload.seq == JournalEntry.seq)
        .where(
            JournalEntry.subject.in_([f"snapshot:{snapshot_id}" for snapshot_id, _, _ in made]),
            JournalEntry.name.in_([Entry.LISTING_CORRECTED.value, Entry.LISTING_WITHDRAWN.value]),
        )
    )
    by_subject = {subject: (name, body) for subject, name, body in told}
    return tuple(
        _change(snapshot_id, state, at, by_subject.get(f"snapshot:{snapshot_id}", ("", None)))
        for snapshot_id, state, at in made
    )


def _change(
    snapshot_id: str, state: SnapshotState, at: dt.datetime, told: tuple[str, str | None]
) -> RowChange:
    name, body = told
    facts = json.loads(body) if body else {}
    return RowChange(
        snapshot=snapshot_id,
        state=state,
        made_at=at,
        record_id=str(facts.get("record", "")),
        fields=tuple(facts.get("fields", ())),
        is_withdrawal=name == Entry.LISTING_WITHDRAWN.value,
        reason=str(facts.get("reason", "")),
    )


def _listed(row: Listing) -> ListedRow:
    return ListedRow(
        id=row.id,
        record_id=row.record_id,
        name=row.name,
        aliases=tuple(row.aliases),
        org_number=row.org_number,
        seat=row.seat,
        birth_date=row.birth_date,
        status=row.status,
        listed_on=row.listed_on,
    )
