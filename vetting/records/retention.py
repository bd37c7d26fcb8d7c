"""Deliveries that may be forgotten, and what of them: never what a check, a decision or a signal rests on."""

import datetime as dt
from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, and_, delete, func, literal, or_, select
from sqlalchemy.orm import aliased

from vetting.domain.sources import SnapshotState
from vetting.records.clearances import Signal
from vetting.records.cross_checks import CheckedSource, Hit
from vetting.records.db import db
from vetting.records.deliveries import TAKEN
from vetting.records.files import columns_resting
from vetting.records.inquiries import Inquiry, InquiryFile
from vetting.records.rescreenings import rescreened_up_to
from vetting.records.snapshots import DeliveryRow, Listing, Snapshot, SnapshotWeights, Source


def keys_with_a_limit() -> Sequence[str]:
    """Sources whose declaration says how long what is out of use is kept."""
    return db.session.scalars(
        select(Source.key).where(Source.keep_days.is_not(None)).order_by(Source.key)
    ).all()


def out_of_time(source: Source, now: dt.datetime) -> Sequence[Snapshot]:
    """Deliveries of a source that went out of use longer ago than it keeps them, the oldest first, and those
    never used that came longer ago. Not what a check rests on, nor what the next re-screening starts from."""
    if source.keep_days is None or source.current_snapshot_id is None:
        return ()
    before = now - dt.timedelta(days=source.keep_days)
    current = db.session.get_one(Snapshot, source.current_snapshot_id).seq
    cited = select(CheckedSource.check_id).where(CheckedSource.snapshot_id == Snapshot.id).exists()
    return db.session.scalars(
        select(Snapshot)
        .where(
            Snapshot.source_id == source.id,
            Snapshot.forgotten_at.is_(None),
            Snapshot.seq < current,
            Snapshot.seq != rescreened_up_to(source.id),
            or_(
                and_(Snapshot.state == SnapshotState.SUPERSEDED, _replaced_before(before)),
                and_(
                    Snapshot.state.in_((SnapshotState.REJECTED, SnapshotState.HELD)),
                    Snapshot.received_at < before,
                ),
            ),
            ~cited,
        )
        .order_by(Snapshot.seq)
    ).all()


def _replaced_before(before: dt.datetime) -> ColumnElement[bool]:
    """Whether another was taken into use before that time and after this one, or after a person had last gone
    back to this one."""
    later = aliased(Snapshot)
    return (
        select(later.id)
        .where(
            later.source_id == Snapshot.source_id,
            later.state.in_(TAKEN),
            later.activated_at < before,
            later.activated_at >= Snapshot.activated_at,
            later.id != Snapshot.id,
            or_(Snapshot.released_at.is_(None), later.activated_at >= Snapshot.released_at),
        )
        .exists()
    )


def forget_problems(snapshot_id: str) -> None:
    """Removes the rows that told what was odd in a delivery."""
    db.session.execute(delete(DeliveryRow).where(DeliveryRow.snapshot_id == snapshot_id))


def with_rows_left(source_id: str) -> Sequence[str]:
    """Ids of forgotten deliveries whose listings are not all removed yet: their weights go last."""
    return db.session.scalars(
        select(Snapshot.id)
        .join(SnapshotWeights, SnapshotWeights.snapshot_id == Snapshot.id)
        .where(Snapshot.source_id == source_id, Snapshot.forgotten_at.is_not(None))
        .order_by(Snapshot.seq)
    ).all()


def listings_to_forget(snapshot: Snapshot, most: int) -> Sequence[str]:
    """Ids of listings that a forgotten snapshot had and that none which is kept has, nor a hit or signal."""
    before, after = _kept_around(snapshot)
    return db.session.scalars(
        select(Listing.id)
        .where(
            Listing.source_id == snapshot.source_id,
            Listing.first_seq > before,
            Listing.until_seq <= after,
            ~select(Hit.id).where(Hit.listing_id == Listing.id).exists(),
            ~select(Signal.id).where(Signal.listing_id == Listing.id).exists(),
        )
        .limit(most)
    ).all()


def _kept_around(snapshot: Snapshot) -> tuple[int, int]:
    """Numbers of the kept snapshots before and after it: what lies wholly between them nobody can look up."""
    kept = (
        Snapshot.source_id == snapshot.source_id,
        Snapshot.state.in_(TAKEN),
        Snapshot.forgotten_at.is_(None),
    )
    before = db.session.scalar(select(func.max(Snapshot.seq)).where(*kept, Snapshot.seq < snapshot.seq))
    after = db.session.scalar(select(func.min(Snapshot.seq)).where(*kept, Snapshot.seq > snapshot.seq))
    return before or 0, after or 0


def remove_listings(ids: Collection[str]) -> None:
    """Removes those listings."""
    db.session.execute(delete(Listing).where(Listing.id.in_(ids)))


def remove_weights(snapshot_id: str) -> None:
    """Removes the weights of a snapshot: the last that is left of its rows."""
    db.session.execute(delete(SnapshotWeights).where(SnapshotWeights.snapshot_id == snapshot_id))


def files_to_forget(source_id: str) -> list[str]:
    """Digests of forgotten deliveries' files that nothing else in the house rests on."""
    other = aliased(Snapshot)
    needed = (
        select(other.id).where(other.digest == Snapshot.digest, other.forgotten_at.is_(None)),
        select(InquiryFile.id).where(InquiryFile.digest == Snapshot.digest),
        select(Inquiry.id).where(Inquiry.digest == Snapshot.digest),
        *(select(literal(1)).where(column == Snapshot.digest) for column in columns_resting()),
    )
    digests = db.session.scalars(
        select(Snapshot.digest)
        .where(
            Snapshot.source_id == source_id,
            Snapshot.forgotten_at.is_not(None),
            *(~one.exists() for one in needed),
        )
        .distinct()
    )
    return sorted(digests)
