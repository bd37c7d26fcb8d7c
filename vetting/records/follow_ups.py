"""Follow-up plans in versions, and their dated items with owners."""

import datetime as dt
from collections.abc import Collection, Sequence

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from vetting.domain.errors import NotFound
from vetting.domain.follow_up import PlanItem
from vetting.domain.terms import FollowUpKind, PlanTier
from vetting.records.columns import UtcTime, Word
from vetting.records.db import Base, db, new_id
from vetting.records.decisions import Support


class FollowUpPlan(Base):
    """The plan made with the decision: how the grant is followed is clear when the decision is taken."""

    __tablename__ = "follow_up_plans"
    __table_args__ = (UniqueConstraint("case_id", "version"),)

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    case_id: Mapped[str] = mapped_column(ForeignKey("cases.id"))
    version: Mapped[int]
    tier: Mapped[PlanTier] = mapped_column(Word(PlanTier))
    reason: Mapped[str] = mapped_column(Text, default="")
    made_by: Mapped[str] = mapped_column(String(40))
    made_at: Mapped[dt.datetime] = mapped_column(UtcTime)


class FollowUp(Base):
    """One dated item of a plan."""

    __tablename__ = "follow_ups"
    __table_args__ = (
        UniqueConstraint("plan_id", "position"),
        CheckConstraint(
            "(done_at IS NULL) = (outcome IS NULL) AND (done_at IS NULL) = (done_by IS NULL)",
            name="done_whole",
        ),
        Index("ix_follow_ups_owner_due", "owner_id", "due_on"),
    )

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    plan_id: Mapped[str] = mapped_column(ForeignKey("follow_up_plans.id"), index=True)
    position: Mapped[int]
    kind: Mapped[FollowUpKind] = mapped_column(Word(FollowUpKind))
    title: Mapped[str] = mapped_column(String(300))
    evidence: Mapped[str] = mapped_column(String(300))  # what will show that it was done
    owner_id: Mapped[str] = mapped_column(ForeignKey("officers.id"))
    deputy_id: Mapped[str | None] = mapped_column(ForeignKey("officers.id"))  # older plans name none
    stands_in_for_id: Mapped[str | None] = mapped_column(ForeignKey("officers.id"))  # whose it is by right
    item_key: Mapped[str] = mapped_column(String(16), default=new_id, index=True)  # the same in every version
    due_on: Mapped[dt.date]
    done_at: Mapped[dt.datetime | None] = mapped_column(UtcTime)
    done_by: Mapped[str | None] = mapped_column(String(40))
    outcome: Mapped[str | None] = mapped_column(Text)


def add_plan(plan: FollowUpPlan, items: Sequence[PlanItem], *, done: Sequence[FollowUp] = ()) -> FollowUpPlan:
    """Keeps a plan with its items; `done` are items of the version before it that go along as they are."""
    db.session.add(plan)
    db.session.flush()
    for position, old in enumerate(done, start=1):
        db.session.add(_copy(old, plan.id, position))
    for position, item in enumerate(items, start=len(done) + 1):
        db.session.add(
            FollowUp(
                plan_id=plan.id,
                position=position,
                kind=item.kind,
                title=item.title,
                evidence=item.evidence,
                owner_id=item.owner_id,
                deputy_id=item.deputy_id or None,
                item_key=item.key or new_id(),
                due_on=item.due_on,
            )
        )
    db.session.flush()
    return plan


def _copy(old: FollowUp, plan_id: str, position: int) -> FollowUp:
    return FollowUp(
        plan_id=plan_id,
        position=position,
        kind=old.kind,
        title=old.title,
        evidence=old.evidence,
        owner_id=old.owner_id,
        deputy_id=old.deputy_id,
        stands_in_for_id=old.stands_in_for_id,
        item_key=old.item_key,
        due_on=old.due_on,
        done_at=old.done_at,
        done_by=old.done_by,
        outcome=old.outcome,
    )


def plan_in_force(case_id: str) -> FollowUpPlan | None:
    """The latest version of a case's plan."""
    return db.session.scalar(
        select(FollowUpPlan)
        .where(FollowUpPlan.case_id == case_id)
        .order_by(FollowUpPlan.version.desc())
        .limit(1)
    )


def items_of(plan_id: str) -> Sequence[FollowUp]:
    """A plan's items, as they were numbered."""
    return db.session.scalars(
        select(FollowUp).where(FollowUp.plan_id == plan_id).order_by(FollowUp.position)
    ).all()


def follow_up_with_plan(follow_up_id: str) -> tuple[FollowUp, FollowUpPlan]:
    """One item and its plan. Raises NotFound."""
    row = db.session.execute(
        select(FollowUp, FollowUpPlan)
        .join(FollowUpPlan, FollowUpPlan.id == FollowUp.plan_id)
        .where(FollowUp.id == follow_up_id)
    ).one_or_none()
    if row is None:
        raise NotFound("not_found")
    return row[0], row[1]


def plan_of(plan_id: str) -> FollowUpPlan:
    """The plan version of that id. Raises NotFound."""
    found = db.session.get(FollowUpPlan, plan_id)
    if found is None:
        raise NotFound("not_found")
    return found


def ended_cases(case_ids: Collection[str]) -> frozenset[str]:
    """Those of the cases whose grant was ended before its time: nothing is asked for any more."""
    rows = db.session.scalars(
        select(Support.case_id).where(Support.case_id.in_(case_ids), Support.ended_on.is_not(None))
    )
    return frozenset(rows)


def last_item_of_key(case_id: str, item_key: str) -> FollowUp:
    """The item of that key as the last version that has it says, in force or not. Raises NotFound."""
    found = db.session.scalar(
        select(FollowUp)
        .join(FollowUpPlan, FollowUpPlan.id == FollowUp.plan_id)
        .where(FollowUpPlan.case_id == case_id, FollowUp.item_key == item_key)
        .order_by(FollowUpPlan.version.desc())
        .limit(1)
    )
    if found is None:
        raise NotFound("not_found")
    return found


def item_of_key(case_id: str, item_key: str) -> FollowUp:
    """The item of that key in the plan in force. Raises NotFound."""
    plan = plan_in_force(case_id)
    found = None if plan is None else next((i for i in items_of(plan.id) if i.item_key == item_key), None)
    if found is None:
        raise NotFound("not_found")
    return found
