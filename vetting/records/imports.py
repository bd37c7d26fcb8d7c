"""Lists on their way in: files of associations or applications, row by row, with what became of each."""

import datetime as dt
from collections.abc import Mapping, Sequence

from sqlalchemy import JSON, ForeignKey, Index, String, Text, insert, select
from sqlalchemy.orm import Mapped, mapped_column

from vetting.domain.errors import NotFound, Refused
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms import RowState
from vetting.domain.terms_imports import ImportState, ListKind, Settlement
from vetting.records.columns import UtcTime, Word
from vetting.records.db import Base, db, new_id
from vetting.records.files import columns_resting, hold_file, remember_file
from vetting.records.inquiries import Inquiry, InquiryFile
from vetting.records.snapshots import Snapshot

# Lists of which no bytes are left once their rows are read: they may hold persons, the rows do not.
_FORGOTTEN = tuple(kind for kind in ListKind if kind is not ListKind.APPLICATIONS)


class ListImport(Base):
    """One file of rows. Counts add up: rows_in = ok + repaired + quarantined + masked + duplicate."""

    __tablename__ = "list_imports"
    __table_args__ = (Index("ix_list_imports_kind_digest", "kind", "file_digest"),)

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    kind: Mapped[ListKind] = mapped_column(Word(ListKind))
    board_id: Mapped[str | None] = mapped_column(ForeignKey("boards.id"))
    file_digest: Mapped[str] = mapped_column(ForeignKey("stored_files.digest"))
    file_name: Mapped[str] = mapped_column(String(200))
    format: Mapped[str] = mapped_column(String(40), default="auto")
    source_system: Mapped[str] = mapped_column(String(40), default="")
    state: Mapped[ImportState] = mapped_column(Word(ImportState))
    reason: Mapped[str | None] = mapped_column(String(80))  # code, when rejected
    reason_facts: Mapped[dict[str, object]] = mapped_column(JSON, default=dict)
    warnings: Mapped[list[dict[str, object]]] = mapped_column(JSON, default=list)
    rows_in: Mapped[int] = mapped_column(default=0)
    ok: Mapped[int] = mapped_column(default=0)
    repaired: Mapped[int] = mapped_column(default=0)
    quarantined: Mapped[int] = mapped_column(default=0)
    masked: Mapped[int] = mapped_column(default=0)
    duplicate: Mapped[int] = mapped_column(default=0)
    added: Mapped[int] = mapped_column(default=0)
    changed: Mapped[int] = mapped_column(default=0)
    unchanged: Mapped[int] = mapped_column(default=0)
    as_of: Mapped[dt.date | None]  # by the file's own date, where it tells one
    received_by: Mapped[str] = mapped_column(String(40))
    received_at: Mapped[dt.datetime] = mapped_column(UtcTime)
    applied_by: Mapped[str | None] = mapped_column(String(40))
    applied_at: Mapped[dt.datetime | None] = mapped_column(UtcTime)


class ImportRow(Base):
    """One row as read: its values (masked), its state, and every problem with row, field and code."""

    __tablename__ = "import_rows"
    __table_args__ = (Index("ix_import_rows_import_state", "import_id", "state"),)

    import_id: Mapped[str] = mapped_column(ForeignKey("list_imports.id"), primary_key=True)
    row_no: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    state: Mapped[RowState] = mapped_column(Word(RowState))
    values: Mapped[dict[str, object]] = mapped_column(JSON)
    problems: Mapped[list[dict[str, object]]] = mapped_column(JSON)
    association_id: Mapped[str | None] = mapped_column(ForeignKey("associations.id"), index=True)
    settlement: Mapped[Settlement | None] = mapped_column(Word(Settlement))  # what a person did about the row
    settled: Mapped[str | None] = mapped_column(Text)  # and why
    settled_by: Mapped[str | None] = mapped_column(String(40))
    settled_at: Mapped[dt.datetime | None] = mapped_column(UtcTime)


def list_import(import_id: str, kind: ListKind, *, to_change: bool = False) -> ListImport:
    """The import of that id and kind, locked when it is to be changed. Raises NotFound."""
    found = db.session.get(ListImport, import_id, with_for_update=True if to_change else None)
    if found is None or found.kind is not kind:
        raise NotFound("import_not_found")
    return found


def require_state(found: ListImport, *states: ImportState) -> None:
    """Raises Refused `import_not_open` when the import stands anywhere else."""
    if found.state not in states:
        raise Refused("import_not_open", state=found.state.value)


def add_import(row: ListImport, *, size: int, content_type: str, may_repeat: bool = False) -> str:
    """Keeps a list that has come in, with its file's `size` in bytes and type; gives its id.

    Raises Refused `same_file_again` (import_id, on) when the same bytes came before and were neither
    discarded nor rejected. `may_repeat`: of a list whose rows change nothing when they come again.
    """
    remember_file(row.file_digest, size=size, content_type=content_type, now=row.received_at)
    hold_file(row.file_digest)
    earlier = None if may_repeat else _import_of_file(row.kind, row.file_digest)
    if earlier is not None:
        on = swedish_day(earlier.received_at).isoformat()
        raise Refused("same_file_again", import_id=earlier.id, on=on)
    db.session.add(row)
    db.session.flush()
    return row.id


def _import_of_file(kind: ListKind, digest: str) -> ListImport | None:
    return db.session.scalars(
        select(ListImport)
        .where(
            ListImport.kind == kind,
            ListImport.file_digest == digest,
            ListImport.state.not_in([ImportState.DISCARDED, ImportState.REJECTED]),
        )
        .order_by(ListImport.received_at.desc(), ListImport.id)
        .limit(1)
    ).first()


def add_rows(import_id: str, rows: Sequence[Mapping[str, object]]) -> None:
    """Adds one piece of rows; each has row_no, state, values and problems."""
    db.session.execute(insert(ImportRow), [{"import_id": import_id, **row} for row in rows])


def row_numbers(import_id: str) -> set[int]:
    """Which rows are kept already: a staging that was broken off goes on after them."""
    return set(db.session.scalars(select(ImportRow.row_no).where(ImportRow.import_id == import_id)))


def rows_of(import_id: str) -> Sequence[ImportRow]:
    """All rows of an import in their order."""
    return db.session.scalars(
        select(ImportRow).where(ImportRow.import_id == import_id).order_by(ImportRow.row_no)
    ).all()


def import_row(import_id: str, row_no: int) -> ImportRow:
    """One row, locked. Raises NotFound."""
    found = db.session.get(ImportRow, (import_id, row_no), with_for_update=True)
    if found is None:
        raise NotFound("import_row_not_found")
    return found


def delivery_is_needed(digest: str) -> bool:
    """Whether the bytes of a list must stay: another list is still being read, or something else rests on
    the very same bytes: a paper, an attachment, a delivery."""
    own = ListImport.__table__.c.file_digest
    staging = select(ListImport.id).where(
        ListImport.file_digest == digest,
        (ListImport.state == ImportState.STAGING) | ListImport.kind.not_in(_FORGOTTEN),
    )
    resting = (
        select(Snapshot.id).where(Snapshot.digest == digest),
        select(InquiryFile.id).where(InquiryFile.digest == digest),
        select(Inquiry.id).where(Inquiry.digest == digest),
        *(select(column).where(column == digest) for column in columns_resting() if column is not own),
    )
    return any(db.session.scalar(query.limit(1)) is not None for query in (staging, *resting))
