"""Requests for a later day: asked by the association or told by an officer, answered with a reason."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from vetting.domain.errors import NotFound
from vetting.records.columns import UtcTime
from vetting.records.db import Base, db, new_id


class ExtensionRequest(Base):
    """One item of a plan that somebody asks a later day for. `item_key` names it in every plan version.

    `is_granted` None: it waits. `open_key`: the item's key while it waits; a case has it once at a time.
    """

    __tablename__ = "extension_requests"
    __table_args__ = (
        UniqueConstraint("case_id", "open_key"),
        CheckConstraint(
            "(answered_at IS NULL) = (is_granted IS NULL) AND (answered_at IS NULL) = (answered_by IS NULL)",
            name="answered_whole",
        ),
        CheckConstraint("(answered_at IS NULL) = (open_key IS NOT NULL)", name="open_while_waiting"),
        CheckConstraint("wanted_on > due_on", name="later_day"),
        Index("ix_extension_requests_case_id", "case_id"),
        Index("ix_extension_requests_answered_at", "answered_at"),
    )

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    case_id: Mapped[str] = mapped_column(ForeignKey("cases.id"))
    item_key: Mapped[str] = mapped_column(String(16))
    open_key: Mapped[str | None] = mapped_column(String(16))
    title: Mapped[str] = mapped_column(String(300))  # of the item, as it was called
    due_on: Mapped[dt.date]  # its day when it was asked
    wanted_on: Mapped[dt.date]
    reason: Mapped[str] = mapped_column(Text)
    is_own: Mapped[bool]  # asked by the association itself, in its own case
    asked_by: Mapped[str] = mapped_column(String(40))
    asked_at: Mapped[dt.datetime] = mapped_column(UtcTime)
    is_granted: Mapped[bool | None]
    granted_on: Mapped[dt.date | None]  # the day it got, perhaps another one than it asked for
    answer: Mapped[str] = mapped_column(Text, default="")  # why
    answered_by: Mapped[str | None] = mapped_column(String(40))
    answered_at: Mapped[dt.datetime | None] = mapped_column(UtcTime)


def extensions_of(case_id: str) -> Sequence[ExtensionRequest]:
    """Every request in the case, the newest first."""
    return db.session.scalars(
        select(ExtensionRequest)
        .where(ExtensionRequest.case_id == case_id)
        .order_by(ExtensionRequest.asked_at.desc(), ExtensionRequest.id)
    ).all()


def extension_in_hand(request_id: str) -> ExtensionRequest:
    """The request, locked. Raises NotFound."""
    found = db.session.get(ExtensionRequest, request_id, with_for_update=True, populate_existing=True)
    if found is None:
        raise NotFound("extension_not_found")
    return found


def keep_extension(row: ExtensionRequest) -> ExtensionRequest:
    """Keeps a request as it was made."""
    db.session.add(row)
    db.session.flush()
    return row
