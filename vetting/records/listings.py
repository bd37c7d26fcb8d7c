"""Listings written in pieces, visible by the span of the snapshot asked, and found by their keys."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType

from sqlalchemy import ColumnElement, and_, delete, func, insert, or_, select, update

from vetting.domain.evidence import ListingFacts
from vetting.domain.terms import PartyKind
from vetting.domain.token_weights import TokenWeights
from vetting.records.db import db
from vetting.records.snapshots import Listing, ListingKey, SnapshotWeights

FETCH_BUDGET = 20_000  # entries of the key index walked for one party, rarest keys first
AT_ONCE = 500


def visible_at(seq: int) -> ColumnElement[bool]:
    """Listings as the snapshot of that number had them."""
    return and_(Listing.first_seq <= seq, or_(Listing.until_seq.is_(None), Listing.until_seq > seq))


def hashes_at(source_id: str, seq: int) -> dict[str, str]:
    """Content hash by record id, as the snapshot of that number had them."""
    rows = db.session.execute(
        select(Listing.record_id, Listing.content_hash).where(Listing.source_id == source_id, visible_at(seq))
    )
    return {record_id: digest for record_id, digest in rows}


def add_listings(rows: Sequence[Mapping[str, object]], keys: Sequence[Mapping[str, str]]) -> None:
    """Writes listings and the keys they are found by; nobody sees them before the pointer moves."""
    if rows:
        db.session.execute(insert(Listing), list(rows))
    if keys:
        db.session.execute(insert(ListingKey), list(keys))


def end_listings(source_id: str, record_ids: Sequence[str], seq: int) -> None:
    """Ends the span of listings that snapshot `seq` no longer has, or has changed."""
    for start in range(0, len(record_ids), AT_ONCE):
        db.session.execute(
            update(Listing)
            .where(
                Listing.source_id == source_id,
                Listing.record_id.in_(record_ids[start : start + AT_ONCE]),
                Listing.until_seq.is_(None),
                Listing.first_seq < seq,
            )
            .values(until_seq=seq)
            .execution_options(synchronize_session=False)
        )


def take_back(source_id: str, accepted_seq: int, limit: int) -> int:
    """Undoes at most `limit` listings that interrupted readings wrote after the last accepted snapshot.

    Gives how many; 0 when none is left, and then the spans they had ended are open again.
    """
    ids = db.session.scalars(
        select(Listing.id)
        .where(Listing.source_id == source_id, Listing.first_seq > accepted_seq)
        .limit(limit)
    ).all()
    for start in range(0, len(ids), AT_ONCE):
        some = ids[start : start + AT_ONCE]
        db.session.execute(delete(ListingKey).where(ListingKey.listing_id.in_(some)))
        db.session.execute(delete(Listing).where(Listing.id.in_(some)))
    if not ids:
        db.session.execute(
            update(Listing)
            .where(Listing.source_id == source_id, Listing.until_seq > accepted_seq)
            .values(until_seq=None)
            .execution_options(synchronize_session=False)
        )
    return len(ids)


def count_at(source_id: str, seq: int, kind: PartyKind | None = None) -> int:
    """How many listings a snapshot has, of one kind or in all."""
    statement = (
        select(func.count()).select_from(Listing).where(Listing.source_id == source_id, visible_at(seq))
    )
    if kind is not None:
        statement = statement.where(Listing.kind == kind)
    return db.session.scalar(statement) or 0


def found_by_keys(
    source_id: str, seq: int, keys: Collection[str], kind: PartyKind
) -> tuple[dict[str, list[str]], int]:
    """Listing ids under each key, rarest keys first until the budget is spent; and entries left unread."""
    counted = db.session.execute(
        select(ListingKey.key, func.count())
        .where(ListingKey.source_id == source_id, ListingKey.key.in_(keys))
        .group_by(ListingKey.key)
    )
    counts: dict[str, int] = {key: number for key, number in counted}
    walked: list[str] = []
    spent = 0
    for key in sorted(counts, key=lambda one: (counts[one], one)):
        if walked and spent + counts[key] > FETCH_BUDGET:
            break
        walked.append(key)
        spent += counts[key]
    rows = db.session.execute(
        select(ListingKey.key, ListingKey.listing_id)
        .join(Listing, Listing.id == ListingKey.listing_id)
        .where(
            ListingKey.source_id == source_id,
            ListingKey.key.in_(walked),
            Listing.kind == kind,
            visible_at(seq),
        )
    )
    found: defaultdict[str, list[str]] = defaultdict(list)
    for key, listing_id in rows:
        found[key].append(listing_id)
    return dict(found), sum(counts.values()) - spent


def listings_of(ids: Sequence[str]) -> list[Listing]:
    """The listings of those ids."""
    return list(db.session.scalars(select(Listing).where(Listing.id.in_(ids))))


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
