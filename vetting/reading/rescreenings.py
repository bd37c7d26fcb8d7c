"""What the latest re-screening against a source came to."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select

from vetting.domain.rescreening import Tally
from vetting.records.clearances import Rescreening
from vetting.records.db import db
from vetting.records.snapshots import Snapshot, Source


@dataclass(frozen=True)
class LastRescreening:
    """Its counts, by which matcher and thresholds, and whether it was against the snapshot that is in use."""

    at: dt.datetime
    tally: Tally
    matcher_version: str
    settings_version: str
    is_current: bool


def last_rescreening(key: str) -> LastRescreening | None:
    """The latest one against the source; None before the first. The source's page has asked for authority."""
    row = db.session.execute(
        select(Rescreening, Snapshot.seq)
        .join(Source, Source.id == Rescreening.source_id)
        .outerjoin(Snapshot, Snapshot.id == Source.current_snapshot_id)
        .where(Source.key == key, Rescreening.association_id.is_(None))
        .order_by(Rescreening.started_at.desc(), Rescreening.to_seq.desc())
        .limit(1)
    ).one_or_none()
    if row is None:
        return None
    run, seq = row
    tally = Tally(
        run.parties, run.pairs_compared, run.new, run.changed, run.lapsed_clearances, run.withdrawn_evidence
    )
    return LastRescreening(
        run.started_at, tally, run.matcher_version, run.settings_version, run.to_seq == seq
    )
