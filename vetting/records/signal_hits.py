"""The hit that stands for a signal once somebody has judged it, and the source as the re-screening saw it."""

from sqlalchemy import select

from vetting.domain import screening
from vetting.domain.screening import Ageing
from vetting.domain.swedish_time import swedish_day
from vetting.records.clearances import Clearance, Rescreening, Signal
from vetting.records.cross_checks import CheckedSource, Hit
from vetting.records.db import db
from vetting.records.snapshots import Snapshot, Source


def hit_of(signal: Signal) -> Hit | None:
    """The hit of a signal; None before it is judged the first time."""
    if signal.clearance_id is None:
        return None
    return db.session.scalar(
        select(Hit)
        .join(Clearance, Clearance.hit_id == Hit.id)
        .where(Clearance.id == signal.clearance_id, Clearance.fingerprint == signal.fingerprint)
    )


def run_of(signal: Signal) -> Rescreening:
    """The re-screening that raised a signal; one raised by a lifted clearance has its hit instead."""
    return db.session.get_one(Rescreening, signal.rescreening_id)


def snapshot_seen(signal: Signal) -> Snapshot | None:
    """The snapshot in which the pair was seen: of the re-screening, or of the run that found the hit of a
    lifted clearance."""
    if signal.rescreening_id is not None:
        return db.session.scalar(
            select(Snapshot)
            .join(Rescreening, Rescreening.snapshot_id == Snapshot.id)
            .where(Rescreening.id == signal.rescreening_id)
        )
    hit = hit_of(signal)
    looked = db.session.get(CheckedSource, (hit.check_id, signal.source_id)) if hit else None
    return db.session.get(Snapshot, looked.snapshot_id) if looked and looked.snapshot_id else None


def checked_source(check_id: str, signal: Signal) -> CheckedSource:
    """What the source contributed: the snapshot of the re-screening, as old as it was that day."""
    source = db.session.get_one(Source, signal.source_id)
    snapshot = snapshot_seen(signal) or db.session.get(Snapshot, source.current_snapshot_id or "")
    as_of = snapshot.as_of if snapshot else None
    today = swedish_day(signal.raised_at)
    return CheckedSource(
        check_id=check_id,
        source_id=source.id,
        snapshot_id=snapshot.id if snapshot else None,
        as_of=as_of,
        age_days=screening.age_days(as_of, today) if as_of else None,
        state=screening.source_state(as_of, today, Ageing(source.warn_age_days, source.max_age_days)),
        candidates=1,
        compared=1,
        hits=1,
        signatories=int(signal.signatory_id is not None),
        weights_version=snapshot.weights_version if snapshot else "",
    )
