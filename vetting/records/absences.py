"""When officers are away: what a roster works around."""

import datetime as dt
from collections.abc import Collection, Sequence

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, delete, select
from sqlalchemy.orm import Mapped, mapped_column

from vetting.domain.errors import NotFound
from vetting.records.columns import UtcTime
from vetting.records.db import Base, db, new_id


class Absence(Base):
    """An officer is away from the first to the last day. Never says why: nobody's business."""

    __tablename__ = "absences"
    __table_args__ = (
        CheckConstraint("until_on >= from_on", name="days_in_order"),
        Index("ix_absences_officer_until", "officer_id", "until_on"),
    )

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    officer_id: Mapped[str] = mapped_column(ForeignKey("officers.id"))
    from_on: Mapped[dt.date]
    until_on: Mapped[dt.date]
    told_by: Mapped[str] = mapped_column(String(40))
    told_at: Mapped[dt.datetime] = mapped_column(UtcTime)


def absences_between(officer_ids: Collection[str], first_on: dt.date, last_on: dt.date) -> Sequence[Absence]:
    """Absences of these officers that touch the days, by officer and day."""
    return db.session.scalars(
        select(Absence)
        .where(Absence.officer_id.in_(officer_ids), Absence.from_on <= last_on, Absence.until_on >= first_on)
        .order_by(Absence.officer_id, Absence.from_on)
    ).all()


def absence_in_hand(absence_id: str) -> Absence:
    """The absence, locked. Raises NotFound."""
    found = db.session.get(Absence, absence_id, with_for_update=True)
    if found is None:
        raise NotFound("absence_not_found")
    return found


def keep_absence(row: Absence) -> None:
    """Keeps an absence as it was told."""
    db.session.add(row)
    db.session.flush()


def forget_absence(absence_id: str) -> None:
    """An absence that never came about."""
    db.session.execute(delete(Absence).where(Absence.id == absence_id))
