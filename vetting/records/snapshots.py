"""Sources outside the house, what they delivered, and the listings of each snapshot."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint, func, select, text
from sqlalchemy.orm import Mapped, mapped_column

from vetting.domain.errors import NotFound
from vetting.domain.sources import Declaration, SnapshotState
from vetting.domain.terms import NumberClass, Partner, PartyKind, RowState, SourcePurpose
from vetting.records.columns import UtcTime, Word
from vetting.records.db import Base, db, new_id


class Source(Base):
    """A registry declared by people: who owns it, how it is read, how old it may grow."""

    __tablename__ = "sources"
    __table_args__ = (UniqueConstraint("key"),)

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    key: Mapped[str] = mapped_column(String(60))
    name: Mapped[str] = mapped_column(String(120))
    adapter: Mapped[str] = mapped_column(String(40))
    partner: Mapped[Partner] = mapped_column(Word(Partner))
    kind: Mapped[PartyKind] = mapped_column(Word(PartyKind))
    column_map: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    warn_age_days: Mapped[int] = mapped_column(default=30)
    max_age_days: Mapped[int] = mapped_column(default=60)
    min_rows: Mapped[int] = mapped_column(default=1)
    max_shrink_percent: Mapped[int | None]
    max_growth_percent: Mapped[int | None]
    purpose: Mapped[SourcePurpose] = mapped_column(Word(SourcePurpose), default=SourcePurpose.WATCH)
    is_mandatory: Mapped[bool] = mapped_column(default=False)
    ground: Mapped[str] = mapped_column(String(300), default="")  # purpose and legal route of its use
    settings: Mapped[dict[str, object]] = mapped_column(JSON, default=dict)  # of its adapter; never a secret
    owner: Mapped[str] = mapped_column(String(120), default="")  # the function that answers for the list
    owner_contact: Mapped[str] = mapped_column(String(200), default="")  # its mailbox
    interval_days: Mapped[int | None]  # between deliveries, as agreed
    keep_days: Mapped[int | None]  # for what is out of use and cited by nothing; None: for good
    is_active: Mapped[bool] = mapped_column(default=True)
    current_snapshot_id: Mapped[str | None] = mapped_column(String(16))  # the one pointer checks follow
    declared_at: Mapped[dt.datetime] = mapped_column(UtcTime)


class Snapshot(Base):
    """One delivery read into listings, immutable. `seq` counts within the source and is never reused."""

    __tablename__ = "snapshots"
    __table_args__ = (
        UniqueConstraint("source_id", "seq"),
        Index("ix_snapshots_digest", "source_id", "digest"),
    )

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    source_id: Mapped[str] = mapped_column(ForeignKey("sources.id"))
    seq: Mapped[int]
    state: Mapped[SnapshotState] = mapped_column(Word(SnapshotState))
    digest: Mapped[str] = mapped_column(String(64))  # of the bytes delivered
    file_name: Mapped[str] = mapped_column(String(200))
    as_of: Mapped[dt.date | None]  # as told, else the source's own date, else the day it came
    reason: Mapped[str | None] = mapped_column(String(80))
    reason_facts: Mapped[dict[str, object]] = mapped_column(JSON, default=dict)
    notes: Mapped[list[str]] = mapped_column(JSON, default=list)  # codes of what the reader noticed
    encoding: Mapped[str] = mapped_column(String(40), default="")
    channel: Mapped[str] = mapped_column(String(20), default="upload")
    reader_version: Mapped[str] = mapped_column(String(20), default="")
    is_delta: Mapped[bool] = mapped_column(default=False)
    version: Mapped[str] = mapped_column(String(80), default="")  # the source's own name of it
    follows: Mapped[str] = mapped_column(String(80), default="")  # and of what a delta builds on
    rows_in: Mapped[int] = mapped_column(default=0)
    ok: Mapped[int] = mapped_column(default=0)
    repaired: Mapped[int] = mapped_column(default=0)
    quarantined: Mapped[int] = mapped_column(default=0)
    duplicate: Mapped[int] = mapped_column(default=0)
    masked: Mapped[int] = mapped_column(default=0)
    added: Mapped[int] = mapped_column(default=0)
    modified: Mapped[int] = mapped_column(default=0)
    removed: Mapped[int] = mapped_column(default=0)
    row_total: Mapped[int] = mapped_column(default=0)  # listings seen in it; a delta has few rows of its own
    weights_version: Mapped[str] = mapped_column(String(80), default="")
    run_token: Mapped[str] = mapped_column(String(16), default="")  # of the process that reads it just now
    received_by: Mapped[str] = mapped_column(String(40))
    received_at: Mapped[dt.datetime] = mapped_column(UtcTime)
    activated_at: Mapped[dt.datetime | None] = mapped_column(UtcTime)
    released_by: Mapped[str | None] = mapped_column(String(40))  # who let it in, or went back to it
    released_at: Mapped[dt.datetime | None] = mapped_column(UtcTime)
    release_reason: Mapped[str | None] = mapped_column(String(1000))
    forgotten_at: Mapped[dt.datetime | None] = mapped_column(
        UtcTime
    )  # its rows and its file, never its counts


class Listing(Base):
    """One record of a source over a span of snapshots: from `first_seq` until before `until_seq`.

    Changed content is a new row with a new span, so every snapshot can be read again as it was.
    """

    __tablename__ = "listings"
    __table_args__ = (
        Index("ix_listings_source_record", "source_id", "record_id"),
        Index(
            "ix_listings_source_number",
            "source_id",
            "org_number",
            sqlite_where=text("org_number IS NOT NULL"),
            postgresql_where=text("org_number IS NOT NULL"),
        ),
        Index(
            "ix_listings_source_giro",
            "source_id",
            "giro",
            sqlite_where=text("giro IS NOT NULL"),
            postgresql_where=text("giro IS NOT NULL"),
        ),
        # What later snapshots brought and ended: few rows, found without walking the register.
        Index(
            "ix_listings_source_first",
            "source_id",
            "first_seq",
            sqlite_where=text("first_seq > 1"),
            postgresql_where=text("first_seq > 1"),
        ),
        Index(
            "ix_listings_source_until",
            "source_id",
            "until_seq",
            sqlite_where=text("until_seq IS NOT NULL"),
            postgresql_where=text("until_seq IS NOT NULL"),
        ),
    )

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    source_id: Mapped[str] = mapped_column(String(16))  # held while they are written; not looked up for each
    record_id: Mapped[str] = mapped_column(String(120))
    content_hash: Mapped[str] = mapped_column(String(64))
    kind: Mapped[PartyKind] = mapped_column(Word(PartyKind))
    name: Mapped[str] = mapped_column(String(400))
    aliases: Mapped[list[str]] = mapped_column(JSON, default=list)
    org_number: Mapped[str | None] = mapped_column(String(10))
    number_class: Mapped[NumberClass] = mapped_column(Word(NumberClass), default=NumberClass.MISSING)
    giro: Mapped[str | None] = mapped_column(String(20))  # digits only
    seat: Mapped[str | None] = mapped_column(String(120))
    birth_date: Mapped[str | None] = mapped_column(String(400))  # dates, years and ranges, as the list says
    listed_on: Mapped[dt.date | None]
    status: Mapped[str | None] = mapped_column(String(200))
    is_quarantined: Mapped[bool] = mapped_column(default=False)  # searchable by name, low trust
    payload: Mapped[dict[str, object]] = mapped_column(JSON, default=dict)
    first_seq: Mapped[int]
    until_seq: Mapped[int | None]


class SnapshotWeights(Base):
    """How much each word of a snapshot's names tells; made when it is taken into use, then never changed."""

    __tablename__ = "snapshot_weights"

    snapshot_id: Mapped[str] = mapped_column(ForeignKey("snapshots.id"), primary_key=True)
    version: Mapped[str] = mapped_column(String(80))
    unseen: Mapped[float]
    idf: Mapped[dict[str, float]] = mapped_column(JSON)
    places: Mapped[list[str]] = mapped_column(JSON)


class DeliveryRow(Base):
    """A row of a delivery that was not plainly good: row number, state, code, field, masked value."""

    __tablename__ = "delivery_rows"

    snapshot_id: Mapped[str] = mapped_column(ForeignKey("snapshots.id"), primary_key=True)
    row_no: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    state: Mapped[RowState] = mapped_column(Word(RowState))
    problems: Mapped[list[dict[str, object]]] = mapped_column(JSON)


def source_named(key: str, *, lock: bool = False) -> Source:
    """The source of that key, perhaps locked until the deed ends. Raises NotFound."""
    statement = select(Source).where(Source.key == key)
    found = db.session.scalar(statement.with_for_update(key_share=True) if lock else statement)
    if found is None:
        raise NotFound("source_not_found", source=key)
    return found


def is_known(key: str) -> bool:
    """Whether there is a source of that key."""
    return db.session.scalar(select(Source.id).where(Source.key == key)) is not None


def add_source(declared: Declaration, now: dt.datetime) -> Source:
    """Keeps a declared source."""
    source = Source(
        key=declared.key,
        adapter=declared.adapter,
        partner=declared.partner,
        kind=declared.kind,
        declared_at=now,
    )
    keep_declaration(source, declared)
    db.session.add(source)
    db.session.flush()
    return source


def keep_declaration(source: Source, declared: Declaration) -> None:
    """Puts what may be said anew of a source; its key, adapter, partner and kind are for good."""
    source.name = declared.name.strip() or declared.key
    source.column_map, source.settings = dict(declared.column_map), dict(declared.settings)
    source.warn_age_days, source.max_age_days = declared.ages.warn_days, declared.ages.max_days
    source.min_rows = declared.min_rows
    source.max_shrink_percent, source.max_growth_percent = declared.max_shrink, declared.max_growth
    source.purpose, source.is_mandatory = declared.used_for, declared.is_mandatory
    source.ground = declared.ground.strip()
    source.owner, source.owner_contact = declared.owner.strip(), declared.owner_contact.strip()
    source.interval_days, source.keep_days = declared.interval_days, declared.keep_days


def sources_in_use() -> Sequence[tuple[Source, Snapshot | None]]:
    """Active sources with the snapshot each points at, by key."""
    rows = db.session.execute(
        select(Source, Snapshot)
        .outerjoin(Snapshot, Snapshot.id == Source.current_snapshot_id)
        .where(Source.is_active)
        .order_by(Source.key)
    )
    return [(source, snapshot) for source, snapshot in rows]


def pinned(wanted: Sequence[tuple[str, str | None]]) -> tuple[tuple[Source, Snapshot | None], ...]:
    """Sources with snapshots by their ids, in the order asked."""
    sources = select(Source).where(Source.id.in_([one for one, _ in wanted]))
    taken = select(Snapshot).where(Snapshot.id.in_([one for _, one in wanted if one]))
    by_id = {row.id: row for row in db.session.scalars(sources)}
    snapshots = {row.id: row for row in db.session.scalars(taken)}
    return tuple((by_id[source], snapshots[snapshot] if snapshot else None) for source, snapshot in wanted)


def snapshot_of(snapshot_id: str, *, lock: bool = False) -> Snapshot:
    """The snapshot of that id. Raises NotFound."""
    found = db.session.get(Snapshot, snapshot_id, with_for_update=lock or None)
    if found is None:
        raise NotFound("snapshot_not_found")
    return found


def unfinished(source_id: str) -> Sequence[Snapshot]:
    """Deliveries not yet read through: waiting, being read just now, or left when a process was stopped."""
    return db.session.scalars(
        select(Snapshot)
        .where(
            Snapshot.source_id == source_id,
            Snapshot.state.in_([SnapshotState.RECEIVED, SnapshotState.PARSING]),
        )
        .order_by(Snapshot.seq)
    ).all()


def last_accepted_seq(source_id: str) -> int:
    """Number of the newest snapshot ever taken into use, 0 when none was."""
    return (
        db.session.scalar(
            select(func.max(Snapshot.seq)).where(
                Snapshot.source_id == source_id,
                Snapshot.state.in_([SnapshotState.ACTIVE, SnapshotState.SUPERSEDED]),
            )
        )
        or 0
    )


def any_between(source_id: str, after: int, before: int) -> bool:
    """Whether a source had a delivery with a number between those two."""
    return (
        db.session.scalar(
            select(Snapshot.id)
            .where(Snapshot.source_id == source_id, Snapshot.seq > after, Snapshot.seq < before)
            .limit(1)
        )
        is not None
    )


def next_seq(source_id: str) -> int:
    """The next number of a source; its row must be locked."""
    last = db.session.scalar(select(func.max(Snapshot.seq)).where(Snapshot.source_id == source_id))
    return (last or 0) + 1
