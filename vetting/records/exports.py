"""Files taken out of long lists, made beside the requests: whose, how far they have come, where they lie."""

import datetime as dt
from collections.abc import Mapping, Sequence

from sqlalchemy import JSON, ForeignKey, Index, String, select
from sqlalchemy.orm import Mapped, mapped_column

from vetting.domain.errors import NotFound
from vetting.domain.terms_exports import ExportEnding, ExportKind, ExportState
from vetting.records.columns import UtcTime, Word
from vetting.records.db import Base, db, new_id
from vetting.records.officers import Officer

MOST_SHOWN = 50
UNDER_WAY = (ExportState.WAITING, ExportState.RUNNING)


class Export(Base):
    """One file. `args` are the address's, as the page was filtered and sorted; `boards` those it was made
    for, None for every one. Its bytes lie in a folder of their own under `digest` until it is removed."""

    __tablename__ = "exports"
    __table_args__ = (
        Index("ix_exports_owner_id", "owner_id"),
        Index("ix_exports_state", "state"),
    )

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    owner_id: Mapped[str] = mapped_column(ForeignKey("officers.id"))
    kind: Mapped[ExportKind] = mapped_column(Word(ExportKind))
    args: Mapped[dict[str, str]] = mapped_column(JSON)
    ending: Mapped[ExportEnding] = mapped_column(Word(ExportEnding))
    language: Mapped[str] = mapped_column(String(2))
    state: Mapped[ExportState] = mapped_column(Word(ExportState))
    rows_done: Mapped[int] = mapped_column(default=0)
    rows_total: Mapped[int]
    boards: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))
    digest: Mapped[str | None] = mapped_column(String(64))
    size: Mapped[int | None]
    error_code: Mapped[str | None] = mapped_column(String(80))
    asked_at: Mapped[dt.datetime] = mapped_column(UtcTime)
    finished_at: Mapped[dt.datetime | None] = mapped_column(UtcTime)
    fetched_at: Mapped[dt.datetime | None] = mapped_column(UtcTime)


def add_export(row: Export) -> Export:
    """Adds it, waiting."""
    db.session.add(row)
    db.session.flush()
    return row


def export_in_hand(export_id: str, *, owner_id: str) -> Export:
    """The owner's file, locked. Raises NotFound also for another's: it does not exist for anybody else."""
    found = db.session.get(Export, export_id, with_for_update=True)
    if found is None or found.owner_id != owner_id:
        raise NotFound("export_not_found")
    return found


def under_way(
    owner_id: str, kind: ExportKind, ending: ExportEnding, args: Mapping[str, str], *, language: str
) -> Export | None:
    """The same file asked for by the same officer and not made yet."""
    owner = select(Officer.id).where(Officer.id == owner_id)
    db.session.execute(owner.with_for_update())  # who presses twice at once is asked one after the other
    rows = db.session.scalars(
        select(Export).where(
            Export.owner_id == owner_id,
            Export.kind == kind,
            Export.ending == ending,
            Export.language == language,
            Export.state.in_(UNDER_WAY),
        )
    )
    return next((row for row in rows if row.args == dict(args)), None)


def exports_of(owner_id: str) -> Sequence[Export]:
    """The officer's files, the latest first; at most fifty."""
    return db.session.scalars(
        select(Export)
        .where(Export.owner_id == owner_id)
        .order_by(Export.asked_at.desc(), Export.id)
        .limit(MOST_SHOWN)
    ).all()


def out_of_time(before: dt.datetime) -> Sequence[Export]:
    """Files that have lain long enough."""
    return db.session.scalars(
        select(Export)
        .where(Export.state == ExportState.READY, Export.finished_at <= before)
        .order_by(Export.id)
        .with_for_update()
    ).all()


def digests_held() -> frozenset[str]:
    """Digests of the files that still lie."""
    rows = db.session.scalars(select(Export.digest).where(Export.state == ExportState.READY))
    return frozenset(digest for digest in rows if digest)
