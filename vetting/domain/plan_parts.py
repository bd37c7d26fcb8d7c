"""What a proposal to grant lacks in its measures and instalments, and items named once and for all."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from vetting.domain.decisions import Blocker, Draft
from vetting.domain.errors import Refused
from vetting.domain.follow_up import PlanItem
from vetting.domain.indicators import require_indicators
from vetting.domain.instalments import require_instalments
from vetting.domain.terms import GRANTING


def faults_of_parts(draft: Draft, *, today: dt.date) -> tuple[Blocker, ...]:
    """What a grant is measured by, and the parts it is paid in: they sum to what is granted."""
    return tuple(_faults(draft, today)) if draft.outcome in GRANTING else ()


def _faults(draft: Draft, today: dt.date) -> Iterator[Blocker]:
    keys = {item.key for item in draft.plan if item.key}
    try:
        require_indicators(draft.indicators)
    except Refused as refusal:
        yield _blocker(refusal, "indicators")
    try:
        require_instalments(draft.instalments, amount=draft.amount, not_before=today, item_keys=keys)
    except Refused as refusal:
        yield _blocker(refusal, "instalments")


def _blocker(refusal: Refused, field: str) -> Blocker:
    return Blocker(refusal.code, dict(refusal.facts), field)


def with_keys(plan: Sequence[PlanItem], new_key: Callable[[], str]) -> tuple[PlanItem, ...]:
    """Each item with a key of its own; the first of two with the same keeps it."""
    seen: set[str] = set()
    found: list[PlanItem] = []
    for item in plan:
        key = item.key if item.key and item.key not in seen else new_key()
        seen.add(key)
        found.append(replace(item, key=key))
    return tuple(found)
