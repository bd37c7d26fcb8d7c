"""Visits to associations that were given support: recorded once, and added to afterwards."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, select
from sqlalchemy.orm import Mapped, mapped_column

from vetting.domain.errors import NotFound
from vetting.domain.terms_association_reports import VisitWay
from vetting.records.columns import UtcTime, Word
from vetting.records.db import Base, db, new_id


class Visit(Base):
    """One visit: when, who went, how many were there, and what was seen. Nobody who took part is named."""

    __tablename__ = "visits"
    __table_args__ = (
        CheckConstraint("participants >= 0", name="participants_not_negative"),
        CheckConstraint("leaders IS NULL OR leaders >= 0", name="leaders_not_negative"),
        CheckConstraint("companion_id IS NULL OR companion_id <> visited_by", name="two_visitors"),
        Index("ix_visits_case_id", "case_id"),
    )

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    case_id: Mapped[str] = mapped_column(ForeignKey("cases.id"))
    follow_up_id: Mapped[str | None] = mapped_column(ForeignKey("follow_ups.id"))
    edition: Mapped[str] = mapped_column(String(20))
    asked: Mapped[list[dict[str, object]]] = mapped_column(JSON)
    answers: Mapped[dict[str, str]] = mapped_column(JSON)
    visited_on: Mapped[dt.date]
    is_announced: Mapped[bool]
    way: Mapped[VisitWay] = mapped_column(Word(VisitWay))
    visited_by: Mapped[str] = mapped_column(ForeignKey("officers.id"))
    companion_id: Mapped[str | None] = mapped_column(ForeignKey("officers.id"))
    participants: Mapped[int]
    leaders: Mapped[int | None]
    recorded_by: Mapped[str] = mapped_column(ForeignKey("officers.id"))
    recorded_at: Mapped[dt.datetime] = mapped_column(UtcTime)


class VisitAddendum(Base):
    """Something added to a visit, or said to have been wrong in it."""

    __tablename__ = "visit_addenda"
    __table_args__ = (Index("ix_visit_addenda_visit_id", "visit_id"),)

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    visit_id: Mapped[str] = mapped_column(ForeignKey("visits.id"))
    text: Mapped[str] = mapped_column(Text)
    added_by: Mapped[str] = mapped_column(ForeignKey("officers.id"))
    added_at: Mapped[dt.datetime] = mapped_column(UtcTime)


def add(row: Visit | VisitAddendum) -> str:
    """Keeps it and gives its id."""
    db.session.add(row)
    db.session.flush()
    return row.id


def visits_of(case_id: str) -> Sequence[Visit]:
    """The visits of a case, the latest first."""
    query = select(Visit).where(Visit.case_id == case_id)
    return db.session.scalars(query.order_by(Visit.visited_on.desc(), Visit.recorded_at.desc())).all()


def visit_of_case(case_id: str, visit_id: str) -> Visit:
    """A visit of that very case. Raises NotFound."""
    found = db.session.get(Visit, visit_id)
    if found is None or found.case_id != case_id:
        raise NotFound("not_found")
    return found


def addenda_of(visit_id: str) -> Sequence[VisitAddendum]:
    """What was added, in the order it was added."""
    query = select(VisitAddendum).where(VisitAddendum.visit_id == visit_id)
    return db.session.scalars(query.order_by(VisitAddendum.added_at, VisitAddendum.id)).all()
