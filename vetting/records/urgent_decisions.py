"""Decisions that could not await the board: why, and when the board was told (KL 6:39, 6:40)."""

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from vetting.domain.errors import NotFound
from vetting.records.columns import UtcTime
from vetting.records.db import Base, db


class UrgentDecision(Base):
    """Why the chair decided instead of the board, and the meeting it was reported to."""

    __tablename__ = "urgent_decisions"
    __table_args__ = (CheckConstraint("(reported_on IS NULL) = (minutes = '')", name="report_whole"),)

    decision_id: Mapped[str] = mapped_column(ForeignKey("decisions.id"), primary_key=True)
    why: Mapped[str] = mapped_column(Text)
    reported_on: Mapped[dt.date | None]  # the meeting's day
    minutes: Mapped[str] = mapped_column(String(120), default="")
    reported_by: Mapped[str | None] = mapped_column(ForeignKey("officers.id"))
    reported_at: Mapped[dt.datetime | None] = mapped_column(UtcTime)


def add(decision_id: str, why: str) -> None:
    """Keeps why a decision could not await the board."""
    db.session.add(UrgentDecision(decision_id=decision_id, why=why, minutes=""))
    db.session.flush()


def in_hand(decision_id: str) -> UrgentDecision:
    """The urgent decision, locked until the deed is done. Raises NotFound."""
    found = db.session.get(UrgentDecision, decision_id, with_for_update=True, populate_existing=True)
    if found is None:
        raise NotFound("not_found")
    return found
