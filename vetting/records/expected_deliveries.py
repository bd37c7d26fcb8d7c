"""When a source last had a delivery of its own: what tells whether the next one is late."""

import datetime as dt

from sqlalchemy import ScalarSelect, func, select

from vetting.domain.screening import FILE_ADAPTERS
from vetting.domain.sources import SnapshotState, expected_on
from vetting.domain.swedish_time import swedish_day
from vetting.records.deliveries import DESK
from vetting.records.snapshots import Snapshot, Source


def last_came_at() -> ScalarSelect[dt.datetime]:
    """The newest delivery that was not rejected, beside each source of a query. A single row mended at the
    partner's desk is no delivery of the list."""
    return (
        select(func.max(Snapshot.received_at))
        .where(
            Snapshot.source_id == Source.id,
            Snapshot.state != SnapshotState.REJECTED,
            Snapshot.channel != DESK,
        )
        .correlate(Source)
        .scalar_subquery()
    )


def due_day(source: Source, came_at: dt.datetime | None) -> dt.date | None:
    """The last day on which the next delivery of a source is in time; None where none is expected."""
    if not source.is_active or source.adapter not in FILE_ADAPTERS:
        return None
    came_on = swedish_day(came_at) if came_at else None
    return expected_on(came_on, swedish_day(source.declared_at), source.interval_days)
