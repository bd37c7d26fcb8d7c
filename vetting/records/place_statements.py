"""Statements to the police on the use of a public place: kept as given, the latest is the one that stands."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, select
from sqlalchemy.orm import Mapped, mapped_column

from vetting.domain.terms_decisions import PlaceStance
from vetting.records.columns import UtcTime, Word
from vetting.records.db import Base, db, new_id


class PlaceStatement(Base):
    """What the municipality told the police, on which of the five interests, and by whose power."""

    __tablename__ = "place_statements"
    __table_args__ = (
        CheckConstraint("stance <> 'objection' OR delegation_item <> ''", name="objection_by_power"),
        Index("ix_place_statements_case_id", "case_id"),
    )

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    case_id: Mapped[str] = mapped_column(ForeignKey("cases.id"))
    stance: Mapped[PlaceStance] = mapped_column(Word(PlaceStance))
    concerns: Mapped[dict[str, str]] = mapped_column(JSON)  # by PlaceInterest
    is_assembly: Mapped[bool]
    police_number: Mapped[str] = mapped_column(String(60), default="")
    delegation_item: Mapped[str] = mapped_column(String(40))
    notice_id: Mapped[str] = mapped_column(ForeignKey("notices.id"))
    given_by: Mapped[str] = mapped_column(ForeignKey("officers.id"))
    given_at: Mapped[dt.datetime] = mapped_column(UtcTime)


def keep_statement(row: PlaceStatement) -> str:
    """Keeps a statement and gives its id."""
    db.session.add(row)
    db.session.flush()
    return row.id


def statements_of(case_id: str) -> Sequence[PlaceStatement]:
    """The statements given in a case, the latest first."""
    query = select(PlaceStatement).where(PlaceStatement.case_id == case_id)
    return db.session.scalars(query.order_by(PlaceStatement.given_at.desc(), PlaceStatement.id)).all()
