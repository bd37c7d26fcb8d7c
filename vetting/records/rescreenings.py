"""How far each source has been re-screened, and what a re-screening reads of it."""

from collections.abc import Collection

from sqlalchemy import select

from vetting.records.clearances import Rescreening
from vetting.records.db import db
from vetting.records.snapshots import Snapshot, Source, source_named


def rescreened_up_to(source_id: str) -> int:
    """Number of the snapshot that the latest re-screening of a source brought everyone up to; 0 before it."""
    return (
        db.session.scalar(
            select(Rescreening.to_seq)
            .where(Rescreening.source_id == source_id, Rescreening.association_id.is_(None))
            .order_by(Rescreening.started_at.desc(), Rescreening.to_seq.desc())
            .limit(1)
        )
        or 0
    )


def source_with_snapshot(key: str) -> tuple[Source, Snapshot | None]:
    """The source and the snapshot it points at. Raises NotFound."""
    source = source_named(key)
    current = source.current_snapshot_id
    return source, db.session.get(Snapshot, current) if current and source.is_active else None


def lock_sources(source_ids: Collection[str]) -> None:
    """Locks the sources in one order until the deed ends, so that two re-screenings do not see half of each
    other's work."""
    db.session.scalars(
        select(Source).where(Source.id.in_(source_ids)).order_by(Source.id).with_for_update(key_share=True)
    ).all()
