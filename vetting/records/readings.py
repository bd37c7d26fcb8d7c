"""Who reads a delivery just now, from where, and what it is compared with."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from vetting.domain.delivery_guards import Limits
from vetting.domain.errors import Refused
from vetting.domain.sources import SnapshotState
from vetting.domain.terms import PartyKind
from vetting.records import deliveries, snapshots
from vetting.records.db import let_go, new_id
from vetting.records.snapshots import Snapshot, Source

Read = TypeVar("Read")


@dataclass(frozen=True)
class Reading:
    """One reading of one delivery by one process.

    Listings are written on top of `accepted_seq`, the newest snapshot ever taken into use; people are told
    of the changes against `base_seq`, the one in use, which is older after a roll-back. `may_hold`: no
    person has let it in yet.
    """

    snapshot_id: str
    source_id: str
    source_key: str
    seq: int
    token: str
    accepted_seq: int
    base_id: str | None
    base_seq: int
    base_version: str
    base_rows: int
    adapter: str
    channel: str
    kind: PartyKind
    min_rows: int
    limits: Limits
    column_map: Mapping[str, str]
    settings: Mapping[str, object]
    may_hold: bool
    must_clean: bool
    digest: str
    file_name: str

    @property
    def builds_on(self) -> str:
        """What changes must follow: the source's own name of the snapshot in use, at the desk its id."""
        return (self.base_id or "") if self.channel == deliveries.DESK else self.base_version


def claim(source: Source, snapshot: Snapshot) -> tuple[Reading | None, Sequence[Snapshot]]:
    """Makes the reading this process's own; both rows must be locked.

    Gives None when a later delivery came before, and the deliveries that are overtaken: itself then, else
    earlier ones whose reading was stopped.
    """
    accepted = snapshots.last_accepted_seq(source.id)
    others = [one for one in snapshots.unfinished(source.id) if one.state is SnapshotState.PARSING]
    if accepted > snapshot.seq or any(one.seq > snapshot.seq for one in others):
        return None, [snapshot]
    base = snapshots.snapshot_of(source.current_snapshot_id) if source.current_snapshot_id else None
    must_clean = snapshot.state is SnapshotState.PARSING or snapshots.any_between(
        source.id, accepted, snapshot.seq
    )
    snapshot.state, snapshot.run_token = SnapshotState.PARSING, new_id()
    follows = {"follows": snapshot.follows} if snapshot.follows else {}
    reading = Reading(
        snapshot_id=snapshot.id,
        source_id=source.id,
        source_key=source.key,
        seq=snapshot.seq,
        token=snapshot.run_token,
        accepted_seq=accepted,
        base_id=base.id if base else None,
        base_seq=base.seq if base else 0,
        base_version=base.version if base else "",
        base_rows=base.row_total if base else 0,
        adapter=source.adapter,
        channel=snapshot.channel,
        kind=source.kind,
        min_rows=source.min_rows,
        limits=Limits(source.max_shrink_percent, source.max_growth_percent),
        column_map=dict(source.column_map),
        settings={**source.settings, **follows},
        may_hold=snapshot.released_by is None and snapshot.channel != deliveries.DESK,
        must_clean=must_clean,
        digest=snapshot.digest,
        file_name=snapshot.file_name,
    )
    return reading, [one for one in others if one.seq < snapshot.seq]


def mine(reading: Reading) -> Snapshot:
    """The delivery, locked. Raises Refused `delivery_overtaken` when its reading is somebody else's now."""
    snapshot = snapshots.snapshot_of(reading.snapshot_id, lock=True)
    if snapshot.state is not SnapshotState.PARSING or snapshot.run_token != reading.token:
        raise Refused("delivery_overtaken")
    return snapshot


def stop_all(source_id: str) -> None:
    """Takes every reading of a source from the process that has it; the deliveries wait to be read anew."""
    for one in snapshots.unfinished(source_id):
        one.run_token = ""


def then_let_go(found: Read) -> Read:
    """What was read, with the reading ended: minutes may pass before the next look at the database."""
    let_go()
    return found
