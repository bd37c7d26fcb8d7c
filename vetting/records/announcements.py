"""Decisions announced on the notice board, and until when they can be tried."""

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from vetting.records.columns import UtcTime
from vetting.records.db import Base, db


class Announcement(Base):
    """The announcement that counts for a decision; announced anew, the days are those of the new one. Where
    the party appeals by administrative appeal, both days are the one it received the decision."""

    __tablename__ = "announcements"
    __table_args__ = (
        CheckConstraint("announced_on >= adjusted_on", name="days_in_order"),
        CheckConstraint("taken_down_on IS NULL OR taken_down_on > appeal_until_on", name="posted_whole_time"),
    )

    decision_id: Mapped[str] = mapped_column(ForeignKey("decisions.id"), primary_key=True)
    adjusted_on: Mapped[dt.date]  # the minutes, or of a delegated decision its own
    announced_on: Mapped[dt.date]
    appeal_until_on: Mapped[dt.date]
    taken_down_on: Mapped[dt.date | None]
    recorded_by: Mapped[str] = mapped_column(ForeignKey("officers.id"))
    recorded_at: Mapped[dt.datetime] = mapped_column(UtcTime)


def announcement_in_hand(decision_id: str) -> Announcement | None:
    """The announcement of a decision, locked until the deed is done; None until there is one."""
    return db.session.get(Announcement, decision_id, with_for_update=True, populate_existing=True)


def add_announcement(row: Announcement) -> None:
    """Keeps the first announcement of a decision."""
    db.session.add(row)
    db.session.flush()
