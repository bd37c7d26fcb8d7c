"""Reference rates by half-year, as recorded from the central bank's announcement: none is built in."""

import datetime as dt

from sqlalchemy import String, select
from sqlalchemy.orm import Mapped, mapped_column

from vetting.records.columns import UtcTime
from vetting.records.db import Base, db, new_id


class ReferenceRate(Base):
    """The rate of one half-year (räntelagen 1975:635 9 §). A correction follows it and never replaces it."""

    __tablename__ = "reference_rates"

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    from_on: Mapped[dt.date] = mapped_column(index=True)  # first of January or July
    hundredths: Mapped[int]  # of a percentage point
    source: Mapped[str] = mapped_column(String(200))  # where it was read
    recorded_by: Mapped[str] = mapped_column(String(40))
    recorded_at: Mapped[dt.datetime] = mapped_column(UtcTime)


def add_rate(rate: ReferenceRate) -> str:
    """Keeps a rate and gives its id."""
    db.session.add(rate)
    db.session.flush()
    return rate.id


def recorded_rates() -> dict[dt.date, ReferenceRate]:
    """The rate that holds for each half-year: the one recorded last, newest half-year first."""
    rows = db.session.scalars(select(ReferenceRate).order_by(ReferenceRate.recorded_at, ReferenceRate.id))
    found = {row.from_on: row for row in rows}
    return dict(sorted(found.items(), reverse=True))
