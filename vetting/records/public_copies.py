"""Public copies of cases as they were made: the masked words and the log of masks, never changed."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import JSON, ForeignKey, Index, String, select
from sqlalchemy.orm import Mapped, defer, mapped_column

from vetting.domain.errors import NotFound
from vetting.records.columns import UtcTime
from vetting.records.db import Base, db, new_id


class PublicCopy(Base):
    """A copy that was made to be given out. `content` is masked already; the PDF is made from it alone."""

    __tablename__ = "public_copies"
    __table_args__ = (Index("ix_public_copies_case_id", "case_id"),)

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    case_id: Mapped[str] = mapped_column(ForeignKey("cases.id"))
    content: Mapped[dict[str, object]] = mapped_column(JSON)
    digest: Mapped[str] = mapped_column(String(64))  # SHA-256 of the canonical content
    masks: Mapped[int]  # how many numbers the log has
    made_by: Mapped[str] = mapped_column(ForeignKey("officers.id"))
    made_at: Mapped[dt.datetime] = mapped_column(UtcTime)


def add_copy(copy: PublicCopy) -> PublicCopy:
    """Keeps a copy as it was made."""
    db.session.add(copy)
    db.session.flush()
    return copy


def copies_of(case_id: str) -> Sequence[PublicCopy]:
    """The copies made of a case, the newest first, without their contents."""
    return db.session.scalars(
        select(PublicCopy)
        .options(defer(PublicCopy.content, raiseload=True))
        .where(PublicCopy.case_id == case_id)
        .order_by(PublicCopy.made_at.desc(), PublicCopy.id)
    ).all()


def copy_of(case_id: str, copy_id: str) -> PublicCopy:
    """A copy of that very case. Raises NotFound."""
    found = db.session.get(PublicCopy, copy_id)
    if found is None or found.case_id != case_id:
        raise NotFound("not_found")
    return found
