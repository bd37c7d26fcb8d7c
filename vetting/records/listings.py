"""Listings as a snapshot had them, what changed between two snapshots, and the weights of their words."""

import dataclasses
from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, literal, not_, or_, select, union_all
from sqlalchemy.orm import aliased

from vetting.domain.evidence import ListingFacts
from vetting.domain.terms import PartyKind
from vetting.domain.token_weights import TokenWeights
from vetting.records.db import db
from vetting.records.snapshots import Listing, SnapshotWeights

PAGE = 5_000
# What the matcher sees of a listing, see `facts_from`; the id first.
FACTS = (
    Listing.id,
    Listing.record_id,
    Listing.name,
    Listing.aliases,
    Listing.org_number,
    Listing.seat,
    Listing.birth_date,
    Listing.kind,
    Listing.giro,
)
IndexRow = tuple[str, PartyKind, tuple[str, ...], str | None, str | None]  # birth date, seat


class Change(StrEnum):
    """How a record differs between two snapshots."""

    ADDED = "added"
    MODIFIED = "modified"
    REMOVED = "removed"


@dataclasses.dataclass(frozen=True, slots=True)
class Changed:
    """A record that two snapshots have differently: the listing of each, None where it has none."""

    change: Change
    record_id: str
    before_id: str | None
    after_id: str | None


def visible_at(seq: int, row: type[Listing] = Listing) -> ColumnElement[bool]:
    """Listings as the snapshot of that number had them."""
    return and_(row.first_seq <= seq, or_(row.until_seq.is_(None), row.until_seq > seq))


def digests_at(source_id: str, seq: int) -> dict[str, bytes]:
    """Content digest by record id, as the snapshot of that number had them."""
    if not seq:
        return {}
    rows = db.session.execute(
        select(Listing.record_id, Listing.content_hash)
        .where(Listing.source_id == source_id, visible_at(seq))
        .execution_options(yield_per=PAGE)
    )
    return {record_id: bytes.fromhex(digest) for record_id, digest in rows}


def digests_of(source_id: str, seq: int, record_ids: list[str]) -> dict[str, bytes]:
    """The same for some records only."""
    rows = db.session.execute(
        select(Listing.record_id, Listing.content_hash).where(
            Listing.source_id == source_id, Listing.record_id.in_(record_ids), visible_at(seq)
        )
    )
    return {record_id: bytes.fromhex(digest) for record_id, digest in rows}


def count_at(source_id: str, seq: int, kind: PartyKind | None = None) -> int:
    """How many listings a snapshot has, of one kind or in all."""
    statement = (
        select(func.count()).select_from(Listing).where(Listing.source_id == source_id, visible_at(seq))
    )
    if kind is not None:
        statement = statement.where(Listing.kind == kind)
    return db.session.scalar(statement) or 0


def listing_at(source_id: str, seq: int, record_id: str) -> Listing | None:
    """One record as the snapshot of that number had it."""
    return db.session.scalar(
        select(Listing).where(Listing.source_id == source_id, Listing.record_id == record_id, visible_at(seq))
    )


def rows_to_index(source_id: str, seq: int) -> Iterator[IndexRow]:
    """Id, kind, names, birth date and seat of every listing of a snapshot, read in pages."""
    last = ""
    while True:
        rows = db.session.execute(
            select(Listing.id, Listing.kind, Listing.name, Listing.aliases, Listing.birth_date, Listing.seat)
            .where(Listing.source_id == source_id, visible_at(seq), Listing.id > last)
            .order_by(Listing.id)
            .limit(PAGE)
        ).all()
        for row in rows:
            yield row.id, row.kind, (row.name, *row.aliases), row.birth_date, row.seat
        if len(rows) < PAGE:
            return
        last = rows[-1].id


def ended_by(source_id: str, seq: int) -> Iterator[str]:
    """Ids of the listings whose span that snapshot ended."""
    yield from db.session.scalars(
        select(Listing.id)
        .where(Listing.source_id == source_id, Listing.until_seq == seq, Listing.first_seq < seq)
        .execution_options(yield_per=PAGE)
    )


def changed_between(source_id: str, from_seq: int, to_seq: int) -> Iterator[Changed]:
    """What two snapshots of a source have differently, in the order of record ids, read in pages.

    Either may be the older one, and 0 stands for nothing at all. A record whose content is the same in
    both is no change, also when a snapshot between them had another.
    """
    last = ""
    while True:
        rows = db.session.execute(_changed(source_id, from_seq, to_seq, last)).all()
        for record_id, before_id, after_id in rows:
            change = Change.ADDED if before_id is None else Change.REMOVED
            if before_id and after_id:
                change = Change.MODIFIED
            yield Changed(change, record_id, before_id, after_id)
        if len(rows) < PAGE:
            return
        last = rows[-1].record_id


def _changed(source_id: str, from_seq: int, to_seq: int, last: str) -> Select[str, str, str]:
    """Rows seen in one snapshot alone, those of one record brought together."""
    other = aliased(Listing)
    same = (
        select(other.id)
        .where(
            other.source_id == source_id,
            other.record_id == Listing.record_id,
            other.content_hash == Listing.content_hash,
            or_(
                and_(visible_at(from_seq), visible_at(to_seq, other)),
                and_(visible_at(to_seq), visible_at(from_seq, other)),
            ),
        )
        .exists()
    )
    before = func.max(Listing.id).filter(visible_at(from_seq))
    after = func.max(Listing.id).filter(visible_at(to_seq))
    return (
        select(Listing.record_id, before, after)
        .where(
            _begun_or_ended(source_id, *sorted((from_seq, to_seq))),
            Listing.record_id > last,
            or_(
                and_(visible_at(from_seq), not_(visible_at(to_seq))),
                and_(visible_at(to_seq), not_(visible_at(from_seq))),
            ),
            not_(same),
        )
        .group_by(Listing.record_id)
        .order_by(Listing.record_id)
        .limit(PAGE)
    )


def _begun_or_ended(source_id: str, older: int, newer: int) -> ColumnElement[bool]:
    """Rows of the source whose span begins or ends between two snapshots, looked up by the indexes of later
    rows. At a source's beginning every row is new, and all of it is walked."""
    if not older:
        return Listing.source_id == source_id
    begun, ended = aliased(Listing), aliased(Listing)
    after_the_first = begun.first_seq > literal(1, literal_execute=True)  # as the index says it
    rows = union_all(
        select(begun.id).where(
            begun.source_id == source_id,
            after_the_first,
            begun.first_seq > older,
            begun.first_seq <= newer,
        ),
        select(ended.id).where(
            ended.source_id == source_id, ended.until_seq > older, ended.until_seq <= newer
        ),
    )
    return Listing.id.in_(rows)


def listings_that_came(
    source_id: str, from_seq: int, to_seq: int, *, kind: PartyKind, most: int
) -> dict[str, ListingFacts] | None:
    """Organisations or persons of a snapshot that another one did not have so, as the matcher sees them,
    by id; None when they are more than `most`. They are the `after_id` of `changed_between`, with facts."""
    rows = db.session.execute(
        select(*FACTS)
        .where(
            Listing.source_id == source_id,
            Listing.kind == kind,
            *_came(from_seq, to_seq),
            not_(_same_content(source_id, from_seq)),
        )
        .limit(most + 1)
        .execution_options(yield_per=PAGE)
    )
    found = {row[0]: facts_from(row) for row in rows}
    return found if len(found) <= most else None


def _came(from_seq: int, to_seq: int) -> tuple[ColumnElement[bool], ...]:
    """Rows that `to_seq` has and `from_seq` has not, as the indexes of later rows find them."""
    if from_seq > to_seq:  # an earlier snapshot is in use again
        return (Listing.until_seq > to_seq, Listing.until_seq <= from_seq, Listing.first_seq <= to_seq)
    after_the_first = Listing.first_seq > literal(1, literal_execute=True)  # as the index says it
    return (after_the_first, Listing.first_seq > from_seq, visible_at(to_seq))


def _same_content(source_id: str, seq: int) -> ColumnElement[bool]:
    """The snapshot of that number has the same content for the record."""
    other = aliased(Listing)
    return (
        select(other.id)
        .where(
            other.source_id == source_id,
            other.record_id == Listing.record_id,
            other.content_hash == Listing.content_hash,
            visible_at(seq, other),
        )
        .exists()
    )


def counted_changes(source_id: str, from_seq: int, to_seq: int) -> dict[str, int]:
    """How many records were added, modified and removed between two snapshots."""
    counts = dict.fromkeys((one.value for one in Change), 0)
    for one in changed_between(source_id, from_seq, to_seq):
        counts[one.change.value] += 1
    return counts


def facts_of(row: Listing) -> ListingFacts:
    """The listing as the matcher sees it."""
    return ListingFacts(
        row.record_id,
        row.name,
        aliases=tuple(row.aliases),
        org_number=row.org_number,
        seat=row.seat,
        birth_date=row.birth_date,
        kind=row.kind,
        giro=row.giro,
    )


def facts_from(row: Sequence[Any]) -> ListingFacts:
    """The same from the columns of FACTS."""
    return ListingFacts(
        row[1],
        row[2],
        aliases=tuple(row[3]),
        org_number=row[4],
        seat=row[5],
        birth_date=row[6],
        kind=row[7],
        giro=row[8],
    )


def keep_weights(snapshot_id: str, weights: TokenWeights) -> None:
    """Stores the weights of a snapshot beside it."""
    db.session.add(
        SnapshotWeights(
            snapshot_id=snapshot_id,
            version=weights.version,
            unseen=weights.unseen,
            idf=dict(weights.idf),
            places=sorted(weights.places),
        )
    )


def weights_at(snapshot_id: str) -> TokenWeights:
    """The weights of a snapshot; an accepted snapshot never changes, so the last few are remembered."""
    return _remembered(snapshot_id)


@lru_cache(maxsize=8)
def _remembered(snapshot_id: str) -> TokenWeights:
    row = db.session.get_one(SnapshotWeights, snapshot_id)
    return TokenWeights(row.version, row.unseen, MappingProxyType(dict(row.idf)), frozenset(row.places))
