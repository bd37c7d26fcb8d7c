"""What was seen on site: facts, when and how many; never who. It waits for a case officer's word."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, select
from sqlalchemy.orm import Mapped, mapped_column

from vetting.domain.errors import NotFound
from vetting.domain.terms_lettings import ObservationWord
from vetting.records.columns import UtcTime, Word
from vetting.records.db import Base, db, new_id
from vetting.records.decisions import Support


class Observation(Base):
    """Something seen in premises. `case_id`: of the live support of the association when it was noted."""

    __tablename__ = "observations"
    __table_args__ = (
        CheckConstraint("(settled_at IS NULL) = (settled_as IS NULL)", name="settled_whole"),
        CheckConstraint("heads IS NULL OR heads >= 0", name="heads_not_negative"),
        CheckConstraint("seen_at <= noted_at", name="noted_afterwards"),
        Index("ix_observations_premises_id", "premises_id"),
        Index("ix_observations_booking_id", "booking_id"),
    )

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    premises_id: Mapped[str] = mapped_column(ForeignKey("premises.id"))
    booking_id: Mapped[str] = mapped_column(ForeignKey("bookings.id"))
    association_id: Mapped[str | None] = mapped_column(ForeignKey("associations.id"), index=True)
    case_id: Mapped[str | None] = mapped_column(ForeignKey("cases.id"), index=True)
    seen_at: Mapped[dt.datetime] = mapped_column(UtcTime)
    heads: Mapped[int | None]  # how many were there
    is_as_booked: Mapped[bool]
    text: Mapped[str] = mapped_column(Text)
    noted_by: Mapped[str] = mapped_column(ForeignKey("officers.id"))
    noted_at: Mapped[dt.datetime] = mapped_column(UtcTime)
    settled_as: Mapped[ObservationWord | None] = mapped_column(Word(ObservationWord))
    settle_note: Mapped[str] = mapped_column(Text, default="")
    settled_by: Mapped[str | None] = mapped_column(ForeignKey("officers.id"))
    settled_at: Mapped[dt.datetime | None] = mapped_column(UtcTime)


def observation_in_hand(observation_id: str) -> Observation:
    """The observation, locked until the deed is done. Raises NotFound."""
    found = db.session.get(Observation, observation_id, with_for_update=True, populate_existing=True)
    if found is None:
        raise NotFound("not_found")
    return found


def live_support_of(association_id: str, *, today: dt.date) -> Sequence[Support]:
    """Support of the association that has not ended, the latest first."""
    return db.session.scalars(
        select(Support)
        .where(
            Support.association_id == association_id,
            Support.ended_on.is_(None),
            Support.ends_on >= today,
        )
        .order_by(Support.starts_on.desc(), Support.id)
    ).all()


def keep_observation(row: Observation) -> str:
    """Keeps what was seen and gives its id."""
    db.session.add(row)
    db.session.flush()
    return row.id
