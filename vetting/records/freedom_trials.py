"""The freedoms gone through before premises are refused in a case (RF 2:1, 2:20-24)."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import JSON, ForeignKey, Index, String, Text, select
from sqlalchemy.orm import Mapped, mapped_column

from vetting.domain.decisions import Blocker
from vetting.domain.terms import Outcome, Regime
from vetting.domain.terms_lettings import FreedomRight
from vetting.records.applications import Case
from vetting.records.columns import UtcTime
from vetting.records.db import Base, db, new_id


class FreedomTrial(Base):
    """Which freedoms somebody went through, and what they found; kept as written."""

    __tablename__ = "freedom_trials"
    __table_args__ = (Index("ix_freedom_trials_case_id", "case_id"),)

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    case_id: Mapped[str] = mapped_column(ForeignKey("cases.id"))
    rights: Mapped[list[str]] = mapped_column(JSON)
    finding: Mapped[str] = mapped_column(Text)
    tried_by: Mapped[str] = mapped_column(ForeignKey("officers.id"))
    tried_at: Mapped[dt.datetime] = mapped_column(UtcTime)


def add_trial(row: FreedomTrial) -> str:
    """Keeps a trial and gives its id."""
    db.session.add(row)
    db.session.flush()
    return row.id


def trials_of(case_id: str) -> Sequence[FreedomTrial]:
    """The trials of a case, the latest first."""
    return db.session.scalars(
        select(FreedomTrial)
        .where(FreedomTrial.case_id == case_id)
        .order_by(FreedomTrial.tried_at.desc(), FreedomTrial.id)
    ).all()


def faults_of(case: Case, outcome: Outcome) -> tuple[Blocker, ...]:
    """`freedoms_untried` where premises would be refused and nobody has gone through every freedom."""
    if outcome is not Outcome.REFUSED or case.regime is not Regime.CIVIL_LAW:
        return ()
    every = {right.value for right in FreedomRight}
    if any(every <= set(row.rights) for row in trials_of(case.id)):
        return ()
    return (Blocker("freedoms_untried", {"rights": sorted(every)}),)
