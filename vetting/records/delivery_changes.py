"""What a delivery changed row by row: the listings before and after, against the snapshot that was in use."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import and_, case, func, or_, select

from vetting.records.db import db
from vetting.records.deliveries import TAKEN
from vetting.records.listings import Change
from vetting.records.snapshots import Listing, Snapshot


@dataclass(frozen=True)
class ChangedRow:
    """A record that the delivery has otherwise than the one before: ids of its listings, None where it has
    none."""

    record_id: str
    before_id: str | None
    after_id: str | None

    @property
    def change(self) -> Change:
        """Whether the record came, was changed or is gone."""
        if self.before_id is None:
            return Change.ADDED
        return Change.MODIFIED if self.after_id else Change.REMOVED


def base_of(snapshot: Snapshot) -> Snapshot | None:
    """The snapshot that was in use when this one was taken into use; None for the first.

    After a roll-back it is not the one delivered before: a person had gone back to an older one.
    """
    if snapshot.activated_at is None:
        return None
    taken_at, gone_back_at = Snapshot.activated_at, Snapshot.released_at
    gone_back = and_(gone_back_at > taken_at, gone_back_at < snapshot.activated_at)
    return db.session.scalar(
        select(Snapshot)
        .where(
            Snapshot.source_id == snapshot.source_id,
            Snapshot.seq < snapshot.seq,
            Snapshot.state.in_(TAKEN),
        )
        .order_by(
            case((gone_back, gone_back_at), else_=taken_at).desc(),
            Snapshot.seq.desc(),
        )
        .limit(1)
    )


@dataclass(frozen=True)
class Between:
    """Two snapshots of a source by number, the older first; 0 stands for nothing at all."""

    source_id: str
    older: int
    newer: int


def changed_rows(
    between: Between,
    *,
    change: Change | None = None,
    after: str = "",
    offset: int = 0,
    limit: int,
) -> list[ChangedRow]:
    """Records that two snapshots, by number the older first, have differently, in the order of their ids from
    beyond `after`; of one kind of change, or of all."""
    old, new = between.older, between.newer
    was = and_(Listing.first_seq <= old, Listing.until_seq > old, Listing.until_seq <= new)
    now = and_(
        Listing.first_seq > old,
        Listing.first_seq <= new,
        or_(Listing.until_seq.is_(None), Listing.until_seq > new),
    )
    before, later = func.max(Listing.id).filter(was), func.max(Listing.id).filter(now)
    differs = func.max(Listing.content_hash).filter(was) != func.max(Listing.content_hash).filter(now)
    kinds = {
        Change.ADDED: before.is_(None),
        Change.MODIFIED: and_(before.is_not(None), later.is_not(None), differs),
        Change.REMOVED: later.is_(None),
    }
    wanted = or_(*kinds.values()) if change is None else kinds[change]
    rows = db.session.execute(
        select(Listing.record_id, before, later)
        .where(Listing.source_id == between.source_id, Listing.record_id > after, or_(was, now))
        .group_by(Listing.record_id)
        .having(wanted)
        .order_by(Listing.record_id)
        .limit(limit)
        .offset(offset)
    )
    return [ChangedRow(*row) for row in rows]


def listings_by_id(ids: Collection[str]) -> dict[str, Listing]:
    """Those listings."""
    rows: Sequence[Listing] = db.session.scalars(select(Listing).where(Listing.id.in_(ids))).all()
    return {row.id: row for row in rows}
