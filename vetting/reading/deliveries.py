"""Sources with their age, what they delivered, and every row that was not plainly good."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Select, func, select

from vetting.domain import authority, screening
from vetting.domain.authority import Act, Actor
from vetting.domain.errors import NotFound
from vetting.domain.inquiries import BY_NUMBER
from vetting.domain.screening import FILE_ADAPTERS, OWN_DIRECTORY, QUESTIONS_ONLY, Ageing
from vetting.domain.sources import SnapshotState
from vetting.domain.terms import Partner, PartyKind, RowState, SourcePurpose, SourceState
from vetting.records import neighbours
from vetting.records.db import db
from vetting.records.officers import Officer
from vetting.records.snapshots import DeliveryRow, Snapshot, Source

ROWS_SHOWN = 50
DELIVERIES_SHOWN = 100


@dataclass(frozen=True)
class SourceLine:
    """A source as it stands today. `state` is None for a partner that is asked case by case."""

    key: str
    name: str
    adapter: str
    partner: Partner
    kind: PartyKind
    snapshot: str | None
    as_of: dt.date | None
    age_days: int | None
    state: SourceState | None
    rows: int
    last_received_at: dt.datetime | None
    last_state: SnapshotState | None
    last_id: str | None
    purpose: SourcePurpose = SourcePurpose.WATCH
    is_mandatory: bool = False
    is_active: bool = True

    @property
    def is_held(self) -> bool:
        """Whether its last delivery waits for a person to let it in."""
        return self.last_state is SnapshotState.HELD

    @property
    def takes_files(self) -> bool:
        return self.adapter in FILE_ADAPTERS


@dataclass(frozen=True)
class DeliveryLine:
    """One delivery of a source with its counts; `reason` is a code with `facts` when it was rejected."""

    id: str
    seq: int
    state: SnapshotState
    is_current: bool
    file_name: str
    digest: str
    as_of: dt.date | None
    received_at: dt.datetime
    received_by: str
    reason: str | None
    facts: Mapping[str, object]
    rows_in: int
    counts: Mapping[RowState, int]
    added: int
    modified: int
    removed: int
    notes: tuple[str, ...] = ()
    released_by: str = ""
    released_at: dt.datetime | None = None
    release_reason: str = ""


@dataclass(frozen=True)
class SourcePage:
    """One source with its declaration and its deliveries, newest first."""

    line: SourceLine
    column_map: Mapping[str, str]
    warn_days: int
    max_days: int
    min_rows: int
    max_shrink: int | None
    max_growth: int | None
    ground: str
    settings: Mapping[str, object]
    declared_at: dt.datetime
    deliveries: tuple[DeliveryLine, ...]


@dataclass(frozen=True)
class ProblemRow:
    """A row that was not plainly good: its state, and (field, code, masked value) per problem."""

    row_no: int
    state: RowState
    problems: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class DeliveryReport:
    """A delivery with one page of its problem rows."""

    source: str
    source_name: str
    delivery: DeliveryLine
    rows: tuple[ProblemRow, ...]
    total: int
    page: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // ROWS_SHOWN))


def sources_overview(*, actor: Actor, today: dt.date) -> tuple[SourceLine, ...]:
    """Every source, those in use first, by name."""
    authority.require(actor, Act.SEE_SOURCES)
    newest = (
        select(Snapshot.source_id, func.max(Snapshot.seq).label("seq"))
        .group_by(Snapshot.source_id)
        .subquery()
    )
    last = select(Snapshot).join(
        newest, (newest.c.source_id == Snapshot.source_id) & (newest.c.seq == Snapshot.seq)
    )
    latest = {one.source_id: one for one in db.session.scalars(last)}
    rows = db.session.execute(_with_current().order_by(Source.is_active.desc(), Source.name)).all()
    directory_on = (
        neighbours.date_of_directory(today) if any(one.adapter == OWN_DIRECTORY for one, _ in rows) else None
    )
    return tuple(
        _line(source, current, latest.get(source.id), today=today, directory_on=directory_on)
        for source, current in rows
    )


def source_page(key: str, *, actor: Actor, today: dt.date) -> SourcePage:
    """One source. Raises NotFound."""
    authority.require(actor, Act.SEE_SOURCES)
    row = db.session.execute(_with_current().where(Source.key == key)).one_or_none()
    if row is None:
        raise NotFound("source_not_found", source=key)
    source, current = row
    found = db.session.execute(
        select(Snapshot, Officer.display_name)
        .outerjoin(Officer, Officer.id == Snapshot.received_by)
        .where(Snapshot.source_id == source.id)
        .order_by(Snapshot.seq.desc())
        .limit(DELIVERIES_SHOWN)
    ).all()
    directory_on = neighbours.date_of_directory(today) if source.adapter == OWN_DIRECTORY else None
    latest = found[0][0] if found else None
    return SourcePage(
        line=_line(source, current, latest, today=today, directory_on=directory_on),
        column_map=dict(source.column_map),
        warn_days=source.warn_age_days,
        max_days=source.max_age_days,
        min_rows=source.min_rows,
        max_shrink=source.max_shrink_percent,
        max_growth=source.max_growth_percent,
        ground=source.ground,
        settings=source.settings,
        declared_at=source.declared_at,
        deliveries=tuple(_delivery(one, name, source.current_snapshot_id) for one, name in found),
    )


def delivery_report(key: str, snapshot_id: str, *, actor: Actor, page: int = 1) -> DeliveryReport:
    """One delivery with a page of its problem rows. Raises NotFound."""
    source, snapshot, name = _found(key, snapshot_id, actor)
    total = (
        db.session.scalar(
            select(func.count()).select_from(DeliveryRow).where(DeliveryRow.snapshot_id == snapshot_id)
        )
        or 0
    )
    page = min(max(page, 1), max(1, -(-total // ROWS_SHOWN)))
    rows = db.session.scalars(
        select(DeliveryRow)
        .where(DeliveryRow.snapshot_id == snapshot_id)
        .order_by(DeliveryRow.row_no)
        .limit(ROWS_SHOWN)
        .offset((page - 1) * ROWS_SHOWN)
    )
    return DeliveryReport(
        source=source.key,
        source_name=source.name,
        delivery=_delivery(snapshot, name, source.current_snapshot_id),
        rows=tuple(problem_row(row) for row in rows),
        total=total,
        page=page,
    )


def problem_rows(key: str, snapshot_id: str, *, actor: Actor) -> tuple[ProblemRow, ...]:
    """Every problem row of a delivery, for the partner to mend. Raises NotFound."""
    _found(key, snapshot_id, actor)
    rows = db.session.scalars(
        select(DeliveryRow).where(DeliveryRow.snapshot_id == snapshot_id).order_by(DeliveryRow.row_no)
    )
    return tuple(problem_row(row) for row in rows)


def _with_current() -> Select[Source, Snapshot]:
    return select(Source, Snapshot).outerjoin(Snapshot, Snapshot.id == Source.current_snapshot_id)


def _found(key: str, snapshot_id: str, actor: Actor) -> tuple[Source, Snapshot, str | None]:
    authority.require(actor, Act.SEE_SOURCES)
    row = db.session.execute(
        select(Source, Snapshot, Officer.display_name)
        .join(Snapshot, Snapshot.source_id == Source.id)
        .outerjoin(Officer, Officer.id == Snapshot.received_by)
        .where(Source.key == key, Snapshot.id == snapshot_id)
    ).one_or_none()
    if row is None:
        raise NotFound("snapshot_not_found")
    return row[0], row[1], row[2]


def _line(
    source: Source,
    current: Snapshot | None,
    latest: Snapshot | None,
    *,
    today: dt.date,
    directory_on: dt.date | None,
) -> SourceLine:
    as_of = directory_on if source.adapter == OWN_DIRECTORY else current.as_of if current else None
    limits = Ageing(source.warn_age_days, source.max_age_days)
    asked_only = source.adapter == QUESTIONS_ONLY or source.adapter in BY_NUMBER
    return SourceLine(
        key=source.key,
        name=source.name,
        adapter=source.adapter,
        partner=source.partner,
        kind=source.kind,
        snapshot=source.current_snapshot_id,
        as_of=as_of,
        age_days=screening.age_days(as_of, today) if as_of else None,
        state=None if asked_only else screening.source_state(as_of, today, limits),
        rows=current.row_total if current else 0,
        last_received_at=latest.received_at if latest else None,
        last_state=latest.state if latest else None,
        last_id=latest.id if latest else None,
        purpose=source.purpose,
        is_mandatory=source.is_mandatory,
        is_active=source.is_active,
    )


def _delivery(snapshot: Snapshot, by: str | None, current_id: str | None) -> DeliveryLine:
    return DeliveryLine(
        id=snapshot.id,
        seq=snapshot.seq,
        state=snapshot.state,
        is_current=snapshot.id == current_id,
        file_name=snapshot.file_name,
        digest=snapshot.digest,
        as_of=snapshot.as_of,
        received_at=snapshot.received_at,
        received_by=by or snapshot.received_by,
        reason=snapshot.reason,
        facts=dict(snapshot.reason_facts),
        rows_in=snapshot.rows_in,
        counts={state: getattr(snapshot, state.value) for state in RowState},
        added=snapshot.added,
        modified=snapshot.modified,
        removed=snapshot.removed,
        notes=tuple(snapshot.notes),
        released_by=snapshot.released_by or "",
        released_at=snapshot.released_at,
        release_reason=snapshot.release_reason or "",
    )


def problem_row(row: DeliveryRow) -> ProblemRow:
    """The row with its problems, as a page shows them."""
    problems = tuple((str(one["field"]), str(one["code"]), str(one["value"])) for one in row.problems)
    return ProblemRow(row.row_no, row.state, problems)
