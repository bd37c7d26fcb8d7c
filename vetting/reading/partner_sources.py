"""A partner's own sources at its desk: how old they are, and what was delivered."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Row, Select, select

from vetting.domain import screening
from vetting.domain.authority import Act, Actor, require
from vetting.domain.errors import NotFound
from vetting.domain.screening import FILE_ADAPTERS, QUESTIONS_ONLY, Ageing
from vetting.domain.terms import PartyKind, SourceState
from vetting.reading.delivery_report import (
    DeliveryLine,
    DeliveryReport,
    ProblemRow,
    line_of,
    problems_of,
    report_with,
)
from vetting.records.db import db
from vetting.records.expected_deliveries import due_day, last_came_at
from vetting.records.snapshots import Snapshot, Source

DELIVERIES_SHOWN = 10


@dataclass(frozen=True)
class DeskSource:
    """One of the agency's own sources. `state` is None where the agency is only asked questions;
    `expected_on`: the last day on which the next delivery is in time."""

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
    owner: str
    owner_contact: str
    expected_on: dt.date | None
    is_overdue: bool
    keep_days: int | None


def sources_of(actor: Actor, *, today: dt.date) -> tuple[DeskSource, ...]:
    """The actor's agency's own sources in use, by name. Raises NotAllowed."""
    require(actor, Act.PARTNER_DESK)
    rows = db.session.execute(
        own_sources(actor)
        .add_columns(last_came_at())
        .where(Source.is_active)
        .order_by(Source.name, Source.key)
    )
    return tuple(_source(row, today) for row in rows)


def source_of_partner(key: str, *, actor: Actor, today: dt.date) -> DeskSource:
    """One of them. Raises NotAllowed, and NotFound for another agency's."""
    require(actor, Act.PARTNER_DESK)
    query = own_sources(actor).add_columns(last_came_at()).where(Source.key == key)
    row = db.session.execute(query).one_or_none()
    if row is None:
        raise NotFound("source_not_found", source=key)
    return _source(row, today)


def latest_deliveries(
    actor: Actor, *, key: str | None = None, limit: int = DELIVERIES_SHOWN
) -> tuple[DeliveryLine, ...]:
    """The newest deliveries to the agency's sources, or to one of them."""
    require(actor, Act.PARTNER_DESK)
    query = _deliveries(actor).order_by(Snapshot.received_at.desc(), Snapshot.seq.desc()).limit(limit)
    rows = db.session.execute(query if key is None else query.where(Source.key == key))
    return tuple(_line(row, actor) for row in rows)


def report_of(key: str, snapshot_id: str, *, actor: Actor, page: int = 1) -> DeliveryReport:
    """The quality report of a delivery. Raises NotAllowed or NotFound."""
    return report_with(own_delivery(key, snapshot_id, actor=actor), page)


def problem_rows(
    key: str, snapshot_id: str, *, actor: Actor, most: int | None = None
) -> tuple[ProblemRow, ...]:
    """The problem rows of a delivery, for whoever keeps the list. Raises NotAllowed or NotFound."""
    return problems_of(own_delivery(key, snapshot_id, actor=actor).id, most=most)


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


def own_delivery(key: str, snapshot_id: str, *, actor: Actor) -> DeliveryLine:
    """One delivery to the agency's sources. Raises NotAllowed or NotFound."""
    require(actor, Act.PARTNER_DESK)
    query = _deliveries(actor).where(Source.key == key, Snapshot.id == snapshot_id)
    row = db.session.execute(query).one_or_none()
    if row is None:
        raise NotFound("snapshot_not_found")
    return _line(row, actor)


def _source(row: Row[Source, Snapshot, dt.datetime | None], today: dt.date) -> DeskSource:
    source, current, came_at = row
    expected_on = due_day(source, came_at)
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
        owner=source.owner,
        owner_contact=source.owner_contact,
        expected_on=expected_on,
        is_overdue=expected_on is not None and expected_on < today,
        keep_days=source.keep_days,
    )


def _line(row: Row[Snapshot, Source], actor: Actor) -> DeliveryLine:
    """Who at the municipality received or let in what is not told at the desk."""
    snapshot, source = row
    return line_of(snapshot, source, is_own=snapshot.received_by == actor.id)
