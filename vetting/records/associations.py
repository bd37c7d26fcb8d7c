"""The directory: associations, their names, office holders, papers and merges."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import (
    JSON,
    ColumnElement,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    func,
    or_,
    select,
)
from sqlalchemy.orm import Mapped, mapped_column

from vetting.domain.errors import NotFound, Refused
from vetting.domain.names import joined_key
from vetting.domain.terms import NumberClass, OfficeRole, PaperKind, RowState
from vetting.domain.terms_associations import GiroKind
from vetting.records.columns import UtcTime, Word
from vetting.records.db import Base, db, new_id


class Association(Base):
    """A body that is vetted. `org_number` is ten digits or absent; what was given is kept, masked."""

    __tablename__ = "associations"
    __table_args__ = (
        UniqueConstraint("source_system", "municipal_id"),
        Index("ix_associations_search_key", "search_key"),
        Index("ix_associations_sort_key", "sort_key"),
    )

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(String(200))
    search_key: Mapped[str] = mapped_column(String(400))  # folded, for finding
    sort_key: Mapped[str] = mapped_column(String(400))  # å ä ö last, on both databases
    org_number: Mapped[str | None] = mapped_column(String(10), index=True)
    number_class: Mapped[NumberClass] = mapped_column(Word(NumberClass))
    number_shown: Mapped[str] = mapped_column(String(60), default="")  # as delivered, masked when personal
    source_system: Mapped[str] = mapped_column(String(40), default="")
    municipal_id: Mapped[str | None] = mapped_column(String(80))
    types: Mapped[list[str]] = mapped_column(JSON, default=list)
    activities: Mapped[list[str]] = mapped_column(JSON, default=list)
    district: Mapped[str | None] = mapped_column(String(120))
    postal_code: Mapped[str | None] = mapped_column(String(12))
    city: Mapped[str | None] = mapped_column(String(80))
    email: Mapped[str | None] = mapped_column(String(254))  # where it takes its post
    giro: Mapped[str | None] = mapped_column(String(8), index=True)  # digits of the account it is paid to
    giro_kind: Mapped[GiroKind | None] = mapped_column(Word(GiroKind))
    row_state: Mapped[RowState] = mapped_column(Word(RowState), default=RowState.OK)
    confirmed_on: Mapped[dt.date | None]  # when the register last confirmed the row
    merged_into_id: Mapped[str | None] = mapped_column(ForeignKey("associations.id"), index=True)
    created_at: Mapped[dt.datetime] = mapped_column(UtcTime)
    updated_at: Mapped[dt.datetime] = mapped_column(UtcTime)
    version: Mapped[int] = mapped_column(default=1)  # rises with every correction


class OfficeHolder(Base):
    """A seat in the association's governing body: role and term only, never a name (RF 2:3)."""

    __tablename__ = "office_holders"

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    association_id: Mapped[str] = mapped_column(ForeignKey("associations.id"), index=True)
    role: Mapped[OfficeRole] = mapped_column(Word(OfficeRole))
    term_from_on: Mapped[dt.date]
    term_until_on: Mapped[dt.date | None]
    proof: Mapped[str] = mapped_column(String(200), default="")  # which minutes say so


class Paper(Base):
    """Statutes, minutes, accounts …: one paper of one association for one year, perhaps for one case."""

    __tablename__ = "papers"
    __table_args__ = (Index("ix_papers_association_year", "association_id", "year"),)

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    association_id: Mapped[str] = mapped_column(ForeignKey("associations.id"))
    case_id: Mapped[str | None] = mapped_column(ForeignKey("cases.id"), index=True)
    kind: Mapped[PaperKind] = mapped_column(Word(PaperKind))
    year: Mapped[int]
    file_digest: Mapped[str] = mapped_column(ForeignKey("stored_files.digest"))
    file_name: Mapped[str] = mapped_column(String(200))
    received_at: Mapped[dt.datetime] = mapped_column(UtcTime)
    received_by: Mapped[str] = mapped_column(String(40))


class Merge(Base):
    """Two rows found to be one association. `moved` lists what followed, so that it can be undone."""

    __tablename__ = "merges"

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    kept_id: Mapped[str] = mapped_column(ForeignKey("associations.id"), index=True)
    absorbed_id: Mapped[str] = mapped_column(ForeignKey("associations.id"), index=True)
    moved: Mapped[dict[str, list[str]]] = mapped_column(JSON)  # table name: row ids
    reason: Mapped[str] = mapped_column(Text)
    merged_by: Mapped[str] = mapped_column(String(40))
    merged_at: Mapped[dt.datetime] = mapped_column(UtcTime)
    undone_by: Mapped[str | None] = mapped_column(String(40))
    undone_at: Mapped[dt.datetime | None] = mapped_column(UtcTime)


# Rows that only name the association may come meanwhile; cases opened for it wait (records/openings.py).
_CHANGING = {"key_share": True}


def association(association_id: str, *, to_change: bool = False) -> Association:
    """The association of that id, locked when it is to be changed. Raises NotFound."""
    found = db.session.get(Association, association_id, with_for_update=_CHANGING if to_change else None)
    if found is None:
        raise NotFound("association_not_found")
    return found


def in_use(association_id: str) -> Association:
    """The association, locked to be changed. Raises NotFound, Refused `association_is_merged`."""
    found = association(association_id, to_change=True)
    if found.merged_into_id is not None:
        raise Refused("association_is_merged", into=found.merged_into_id)
    return found


def office_holder(holder_id: str) -> OfficeHolder:
    """The seat of that id, locked. Raises NotFound."""
    found = db.session.get(OfficeHolder, holder_id, with_for_update=True)
    if found is None:
        raise NotFound("office_holder_not_found")
    return found


def alike(
    name: str, org_number: str | None, *, but_not: str | None = None, limit: int = 10
) -> Sequence[Association]:
    """Associations in use with the same number, or the same name however written."""
    key = joined_key(name)
    same = [func.replace(Association.search_key, " ", "") == key] if key else []
    if org_number:
        same.append(Association.org_number == org_number)
    if not same:
        return []
    return db.session.scalars(
        select(Association)
        .where(or_(*same), Association.merged_into_id.is_(None), Association.id != (but_not or ""))
        .order_by(Association.sort_key, Association.id)
        .limit(limit)
    ).all()


def in_name_order() -> ColumnElement[str]:
    """The order of names, byte by byte on both databases: the key has å ä ö after z."""
    collation = "BINARY" if db.session.get_bind().dialect.name == "sqlite" else "C"
    return Association.sort_key.collate(collation)
