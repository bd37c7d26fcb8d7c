"""The lines of a follow-up plan as pages show them, proposed or in force."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import aliased

from vetting.domain.follow_up import PlanItem, days_late
from vetting.domain.terms import FollowUpKind
from vetting.records.db import db
from vetting.records.follow_ups import FollowUp, FollowUpPlan
from vetting.records.officers import Officer
from vetting.records.unread_reports import arrived_on


@dataclass(frozen=True)
class PlanLine:
    """One dated item. `id` is blank while it is only proposed."""

    id: str
    kind: FollowUpKind
    title: str
    evidence: str
    owner_id: str
    owner: str
    due_on: dt.date
    done_at: dt.datetime | None = None
    outcome: str | None = None
    deputy_id: str = ""
    deputy: str = ""
    key: str = ""
    stands_in_for_id: str = ""
    arrived_on: dt.date | None = None  # a report that waits to be read

    def is_late(self, today: dt.date) -> bool:
        """Whether it is not done, and behind."""
        return self.done_at is None and days_late(self.due_on, today, arrived_on=self.arrived_on) > 0

    def as_item(self) -> PlanItem:
        """The line as the rules and forms know it; who stands in for its owner is not the owner."""
        owner_id = self.stands_in_for_id or self.owner_id
        return PlanItem(self.kind, self.title, self.evidence, owner_id, self.due_on, self.deputy_id, self.key)


DEPUTY = aliased(Officer)
_PLAN = (
    select(FollowUpPlan.version, FollowUp, Officer.display_name, DEPUTY.display_name, arrived_on())
    .join(FollowUp, FollowUp.plan_id == FollowUpPlan.id)
    .join(Officer, Officer.id == FollowUp.owner_id)
    .outerjoin(DEPUTY, DEPUTY.id == FollowUp.deputy_id)
    .where(FollowUpPlan.case_id == bindparam("case_id"))
    .order_by(FollowUpPlan.version.desc(), FollowUp.due_on, FollowUp.position)
)


def plan_line(item: FollowUp, owner: str, deputy: str = "", arrived_on: dt.date | None = None) -> PlanLine:
    """A kept item with the names of its owner and deputy, and the day a report came that waits to be read."""
    return PlanLine(
        id=item.id,
        kind=item.kind,
        title=item.title,
        evidence=item.evidence,
        owner_id=item.owner_id,
        owner=owner,
        due_on=item.due_on,
        done_at=item.done_at,
        outcome=item.outcome,
        deputy_id=item.deputy_id or "",
        deputy=deputy,
        key=item.item_key,
        stands_in_for_id=item.stands_in_for_id or "",
        arrived_on=arrived_on,
    )


def plan_in_force(case_id: str) -> tuple[int | None, tuple[PlanLine, ...]]:
    """The latest version of the case's plan with its lines; None and nothing where there is none."""
    rows = db.session.execute(_PLAN, {"case_id": case_id}).all()
    if not rows:
        return None, ()
    return rows[0][0], tuple(
        plan_line(item, owner, deputy or "", arrived)
        for version, item, owner, deputy, arrived in rows
        if version == rows[0][0]
    )


def proposed_line(kept: Mapping[str, Any], owners: Mapping[str, str]) -> PlanLine:
    """An item that is only proposed; `owners` are names by officer id."""
    return PlanLine(
        id="",
        kind=FollowUpKind(kept["kind"]),
        title=kept["title"],
        evidence=kept["evidence"],
        owner_id=kept["owner_id"],
        owner=owners.get(kept["owner_id"], "–"),
        due_on=dt.date.fromisoformat(kept["due_on"]),
        deputy_id=kept.get("deputy_id", ""),
        deputy=owners.get(kept.get("deputy_id", ""), ""),
        key=kept.get("key", ""),
    )
