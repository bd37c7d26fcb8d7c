"""What the demo's grants are measured by, and the parts the larger ones are paid in."""

import datetime as dt
import secrets
from collections.abc import Sequence
from dataclasses import replace

from vetting.domain.decisions import Draft
from vetting.domain.follow_up import PlanItem
from vetting.domain.indicators import PlannedIndicator
from vetting.domain.instalments import PlannedInstalment
from vetting.domain.terms import FollowUpKind

SHARED_FROM = 60_000  # kronor
PEOPLE, MEETINGS = "Deltagare i verksamheten", "Genomförda träffar"


def with_named_items(plan: Sequence[PlanItem]) -> tuple[PlanItem, ...]:
    """The plan with a key for each item, so that a part of the grant can wait for one."""
    return tuple(replace(item, key=secrets.token_hex(8)) for item in plan)


def measured(draft: Draft, starts_on: dt.date, today: dt.date) -> Draft:
    """The draft with its measures, and in two parts where it is large: the second waits for a visit."""
    first_on = max(starts_on, today + dt.timedelta(days=40))
    visit = next((item for item in draft.plan if item.kind is FollowUpKind.VISIT), None)
    parts: tuple[PlannedInstalment, ...] = ()
    if visit is not None and draft.amount >= SHARED_FROM:
        later = draft.amount // 4
        parts = (
            PlannedInstalment(draft.amount - later, first_on),
            PlannedInstalment(later, max(visit.due_on, first_on), "Efter besöket i verksamheten", visit.key),
        )
    return replace(
        draft,
        indicators=(
            PlannedIndicator(PEOPLE, "personer", max(20, draft.amount // 1000)),
            PlannedIndicator(MEETINGS, "tillfällen", max(6, draft.amount // 5000)),
        ),
        instalments=parts,
    )
