"""A partner's own sources at its desk: how old they are, and what was delivered."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Row, Select, func, select

from vetting.domain import screening
from vetting.domain.authority import Act, Actor, require
from vetting.domain.errors import NotFound
from vetting.domain.screening import FILE_ADAPTERS, QUESTIONS_ONLY, Ageing
from vetting.domain.sources import SnapshotState
from vetting.domain.terms import PartyKind, RowState, SourceState
from vetting.reading.deliveries import ProblemRow, problem_row
from vetting.records.db import db
from vetting.records.deliveries import DESK
from vetting.records.snapshots import DeliveryRow, Snapshot, Source

ROWS_SHOWN = 50
DELIVERIES_SHOWN = 10


@dataclass(frozen=True)
class DeskSource:
    """One of the agency's own sources. `state` is None where the agency is only asked questions."""

    key: str
    name: str
    kind: PartyKind
    takes_files: bool
    as_of: dt.date | None
    age_days: int | None
    state: SourceState | None
    warn_days: int
    max_days: int
    rows: int
    column_map: Mapping[str, str]
    adapter: str


@dataclass(frozen=True)
class DeskDelivery:
    """One delivery; `reason` is a code with `facts` when it was held or rejected."""

    id: str
    source: str
    source_name: str
    state: SnapshotState
    is_current: bool
    file_name: str
    channel: str
    as_of: dt.date | None
    received_at: dt.datetime
    reason: str | None
    facts: Mapping[str, object]
    rows_in: int
    counts: Mapping[RowState, int]
    added: int
    modified: int
    removed: int
    notes: tuple[str, ...]
    digest: str
    is_own: bool

    @property
    def to_mend(self) -> int:
        """Rows that somebody should look at."""
        return self.counts[RowState.QUARANTINED] + self.counts[RowState.MASKED]

    @property
    def is_single_row(self) -> bool:
        """Whether it is a correction or a withdrawal made at the desk."""
        return self.channel == DESK


@dataclass(frozen=True)
class DeskReport:
    """The quality of one delivery, with a page of its problem rows."""

    source: DeskSource
    delivery: DeskDelivery
    rows: tuple[ProblemRow, ...]
    total: int
    page: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // ROWS_SHOWN))


def sources_of(actor: Actor, *, today: dt.date) -> tuple[DeskSource, ...]:
    """The actor's agency's own sources in use, by name. Raises NotAllowed."""
    require(actor, Act.PARTNER_DESK)
    rows = db.session.execute(own_sources(actor).where(Source.is_active).order_by(Source.name, Source.key))
    return tuple(_source(source, current, today) for source, current in rows)


def source_of_partner(key: str, *, actor: Actor, today: dt.date) -> DeskSource:
    """One of them. Raises NotAllowed, and NotFound for another agency's."""
    require(actor, Act.PARTNER_DESK)
    row = db.session.execute(own_sources(actor).where(Source.key == key)).one_or_none()
    if row is None:
        raise NotFound("source_not_found", source=key)
    return _source(row[0], row[1], today)


def latest_deliveries(
    actor: Actor, *, key: str | None = None, limit: int = DELIVERIES_SHOWN
) -> tuple[DeskDelivery, ...]:
    """The newest deliveries to the agency's sources, or to one of them."""
    require(actor, Act.PARTNER_DESK)
    query = _deliveries(actor).order_by(Snapshot.received_at.desc(), Snapshot.seq.desc()).limit(limit)
    rows = db.session.execute(query if key is None else query.where(Source.key == key))
    return tuple(_delivery(row, actor) for row in rows)


def report_of(key: str, snapshot_id: str, *, actor: Actor, today: dt.date, page: int = 1) -> DeskReport:
    """The quality report of a delivery. Raises NotAllowed or NotFound."""
    source = source_of_partner(key, actor=actor, today=today)
    row = db.session.execute(
        _deliveries(actor).where(Source.key == key, Snapshot.id == snapshot_id)
    ).one_or_none()
    if row is None:
        raise NotFound("snapshot_not_found")
    counted = select(func.count()).select_from(DeliveryRow).where(DeliveryRow.snapshot_id == snapshot_id)
    total = db.session.scalar(counted) or 0
    page = min(max(page, 1), max(1, -(-total // ROWS_SHOWN)))
    rows = db.session.scalars(_problems(snapshot_id).limit(ROWS_SHOWN).offset((page - 1) * ROWS_SHOWN))
    found = tuple(problem_row(one) for one in rows)
    return DeskReport(source, _delivery(row, actor), found, total, page)


def problem_rows(
    key: str, snapshot_id: str, *, actor: Actor, most: int | None = None
) -> tuple[ProblemRow, ...]:
    """The problem rows of a delivery, for whoever keeps the list. Raises NotAllowed or NotFound."""
    query = _deliveries(actor).where(Source.key == key, Snapshot.id == snapshot_id)
    require(actor, Act.PARTNER_DESK)
    if db.session.execute(query).one_or_none() is None:
        raise NotFound("snapshot_not_found")
    return tuple(problem_row(one) for one in db.session.scalars(_problems(snapshot_id).limit(most)))


def own_sources(actor: Actor) -> Select[Source, Snapshot]:
    """Sources of the agency that `actor` is of, each with the snapshot in use."""
    return (
        select(Source, Snapshot)
        .outerjoin(Snapshot, Snapshot.id == Source.current_snapshot_id)
        .where(Source.partner.in_(actor.partners))
    )


def _deliveries(actor: Actor) -> Select[Snapshot, Source]:
    return (
        select(Snapshot, Source)
        .join(Source, Source.id == Snapshot.source_id)
        .where(Source.partner.in_(actor.partners))
    )


def _problems(snapshot_id: str) -> Select[DeliveryRow]:
    return select(DeliveryRow).where(DeliveryRow.snapshot_id == snapshot_id).order_by(DeliveryRow.row_no)


def _source(source: Source, current: Snapshot | None, today: dt.date) -> DeskSource:
    as_of = current.as_of if current else None
    limits = Ageing(source.warn_age_days, source.max_age_days)
    asked_only = source.adapter == QUESTIONS_ONLY
    return DeskSource(
        key=source.key,
        name=source.name,
        kind=source.kind,
        takes_files=source.adapter in FILE_ADAPTERS,
        as_of=as_of,
        age_days=screening.age_days(as_of, today) if as_of else None,
        state=None if asked_only else screening.source_state(as_of, today, limits),
        warn_days=limits.warn_days,
        max_days=limits.max_days,
        rows=current.row_total or current.rows_in - current.duplicate if current else 0,
        column_map=dict(source.column_map),
        adapter=source.adapter,
    )


def _delivery(row: Row[Snapshot, Source], actor: Actor) -> DeskDelivery:
    snapshot, source = row
    return DeskDelivery(
        id=snapshot.id,
        source=source.key,
        source_name=source.name,
        state=snapshot.state,
        is_current=snapshot.id == source.current_snapshot_id,
        file_name=snapshot.file_name,
        channel=snapshot.channel,
        as_of=snapshot.as_of,
        received_at=snapshot.received_at,
        reason=snapshot.reason,
        facts=dict(snapshot.reason_facts),
        rows_in=snapshot.rows_in,
        counts={state: getattr(snapshot, state.value) for state in RowState},
        added=snapshot.added,
        modified=snapshot.modified,
        removed=snapshot.removed,
        notes=tuple(snapshot.notes),
        digest=snapshot.digest,
        is_own=snapshot.received_by == actor.id,
    )
