"""What a grant is measured by: one to five counts per plan version, each with its target and its outcome."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from vetting.domain.errors import NotFound
from vetting.domain.indicators import PlannedIndicator, identity_of
from vetting.records.columns import UtcTime
from vetting.records.db import Base, db, new_id


class Indicator(Base):
    """A count that shows whether the grant did what it was given for. `outcome` None: not told yet."""

    __tablename__ = "indicators"
    __table_args__ = (
        UniqueConstraint("plan_id", "position"),
        CheckConstraint("target >= 0", name="target_not_negative"),
        CheckConstraint(
            "(outcome IS NULL) = (outcome_at IS NULL) AND (outcome IS NULL) = (outcome_by IS NULL)",
            name="outcome_whole",
        ),
    )

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    plan_id: Mapped[str] = mapped_column(ForeignKey("follow_up_plans.id"))
    position: Mapped[int]  # from 1
    name: Mapped[str] = mapped_column(String(200))
    unit: Mapped[str] = mapped_column(String(40))
    target: Mapped[int]
    outcome: Mapped[int | None]
    outcome_by: Mapped[str | None] = mapped_column(String(40))
    outcome_at: Mapped[dt.datetime | None] = mapped_column(UtcTime)


def add_indicators(
    plan_id: str, planned: Sequence[PlannedIndicator], *, before: Sequence[Indicator] = ()
) -> None:
    """Keeps what a plan version is measured by. What `before` told of the same measure goes along."""
    told = {identity_of(row.name, row.unit): row for row in before if row.outcome is not None}
    for position, one in enumerate(planned, start=1):
        former = told.get(identity_of(one.name, one.unit))
        db.session.add(
            Indicator(
                plan_id=plan_id,
                position=position,
                name=one.name,
                unit=one.unit,
                target=one.target,
                outcome=former.outcome if former else None,
                outcome_by=former.outcome_by if former else None,
                outcome_at=former.outcome_at if former else None,
            )
        )
    db.session.flush()


def indicators_of(plan_id: str) -> Sequence[Indicator]:
    """What the plan version is measured by, as numbered."""
    return db.session.scalars(
        select(Indicator).where(Indicator.plan_id == plan_id).order_by(Indicator.position)
    ).all()


def indicator_in_hand(indicator_id: str) -> Indicator:
    """The indicator, locked. Raises NotFound."""
    found = db.session.get(Indicator, indicator_id, with_for_update=True, populate_existing=True)
    if found is None:
        raise NotFound("indicator_not_found")
    return found
