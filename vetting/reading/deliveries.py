"""Sources with their age and what is declared of them, and what they delivered."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import aliased

from vetting.domain import authority, screening
from vetting.domain.authority import Act, Actor
from vetting.domain.errors import NotFound
from vetting.domain.inquiries import BY_NUMBER
from vetting.domain.screening import FILE_ADAPTERS, OWN_DIRECTORY, QUESTIONS_ONLY, Ageing
from vetting.domain.sources import SnapshotState
from vetting.domain.terms import Partner, PartyKind, SourcePurpose, SourceState
from vetting.reading.delivery_report import (
    DeliveryLine,
    DeliveryReport,
    ProblemRow,
    line_of,
    problems_of,
    report_with,
)
from vetting.records import neighbours
from vetting.records.db import db
from vetting.records.expected_deliveries import due_day, last_came_at
from vetting.records.officers import Officer
from vetting.records.snapshots import Snapshot, Source

DELIVERIES_SHOWN = 100


@dataclass(frozen=True)
class SourceLine:
    """A source as it stands today. `state` is None for a partner that is asked case by case; `expected_on`:
    the last day on which the next delivery is in time, None where no interval is agreed."""

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
    expected_on: dt.date | None = None
    is_overdue: bool = False

    @property
    def is_held(self) -> bool:
        """Whether its last delivery waits for a person to let it in."""
        return self.last_state is SnapshotState.HELD

    @property
    def takes_files(self) -> bool:
        return self.adapter in FILE_ADAPTERS


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
    owner: str
    owner_contact: str
    interval_days: int | None
    keep_days: int | None
    declared_at: dt.datetime
    deliveries: tuple[DeliveryLine, ...]


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
        neighbours.date_of_directory(today) if any(row[0].adapter == OWN_DIRECTORY for row in rows) else None
    )
    return tuple(_line(row, latest.get(row[0].id), today=today, directory_on=directory_on) for row in rows)


def source_page(key: str, *, actor: Actor, today: dt.date) -> SourcePage:
    """One source. Raises NotFound."""
    authority.require(actor, Act.SEE_SOURCES)
    row = db.session.execute(_with_current().where(Source.key == key)).one_or_none()
    if row is None:
        raise NotFound("source_not_found", source=key)
    source = row[0]
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
        line=_line(row, latest, today=today, directory_on=directory_on),
        column_map=dict(source.column_map),
        warn_days=source.warn_age_days,
        max_days=source.max_age_days,
        min_rows=source.min_rows,
        max_shrink=source.max_shrink_percent,
        max_growth=source.max_growth_percent,
        ground=source.ground,
        settings=source.settings,
        owner=source.owner,
        owner_contact=source.owner_contact,
        interval_days=source.interval_days,
        keep_days=source.keep_days,
        declared_at=source.declared_at,
        deliveries=tuple(line_of(one, source, by=name or one.received_by) for one, name in found),
    )


def delivery_report(key: str, snapshot_id: str, *, actor: Actor, page: int = 1) -> DeliveryReport:
    """One delivery with a page of its problem rows. Raises NotFound."""
    return report_with(delivery_of(key, snapshot_id, actor=actor), page)


def problem_rows(delivery: DeliveryLine) -> tuple[ProblemRow, ...]:
    """Every problem row of a delivery that was found for the reader, for the partner to mend."""
    return problems_of(delivery.id)


def _with_current() -> Select[Source, Snapshot, dt.datetime | None]:
    return select(Source, Snapshot, last_came_at()).outerjoin(
        Snapshot, Snapshot.id == Source.current_snapshot_id
    )


def delivery_of(key: str, snapshot_id: str, *, actor: Actor) -> DeliveryLine:
    """One delivery, with who received it and who let it in. Raises NotFound."""
    authority.require(actor, Act.SEE_SOURCES)
    releaser = aliased(Officer)
    row = db.session.execute(
        select(Source, Snapshot, Officer.display_name, releaser.display_name)
        .join(Snapshot, Snapshot.source_id == Source.id)
        .outerjoin(Officer, Officer.id == Snapshot.received_by)
        .outerjoin(releaser, releaser.id == Snapshot.released_by)
        .where(Source.key == key, Snapshot.id == snapshot_id)
    ).one_or_none()
    if row is None:
        raise NotFound("snapshot_not_found")
    source, snapshot, by, released_by = row
    return line_of(
        snapshot,
        source,
        by=by or snapshot.received_by,
        released_by=released_by or snapshot.released_by or "",
        is_own=snapshot.received_by == actor.id,
    )


def _line(
    row: Row[Source, Snapshot, dt.datetime | None],
    latest: Snapshot | None,
    *,
    today: dt.date,
    directory_on: dt.date | None,
) -> SourceLine:
    source, current, came_at = row
    as_of = directory_on if source.adapter == OWN_DIRECTORY else current.as_of if current else None
    limits = Ageing(source.warn_age_days, source.max_age_days)
    asked_only = source.adapter == QUESTIONS_ONLY or source.adapter in BY_NUMBER
    expected_on = due_day(source, came_at)
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
        expected_on=expected_on,
        is_overdue=expected_on is not None and expected_on < today,
    )
