"""A grant paid in parts: what each part waits for, and when it may be released."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from vetting.domain.errors import Refused
from vetting.domain.free_text import require_writable
from vetting.domain.indicators import PlannedIndicator
from vetting.domain.payments_match import PlannedPart, require_parts

LONGEST_CONDITION = 300  # characters


@dataclass(frozen=True)
class PlannedInstalment:
    """Whole kronor to be paid on a day, once its condition is met. `item_key`: the item of the plan that must
    be done first, or ""; with neither that nor a `condition` it is paid on its day."""

    amount: int
    due_on: dt.date
    condition: str = ""
    item_key: str = ""

    def as_kept(self) -> dict[str, Any]:
        """As JSON values, for a proposal that is not yet decided."""
        return {
            "amount": self.amount,
            "due_on": self.due_on.isoformat(),
            "condition": self.condition,
            "item_key": self.item_key,
        }

    @classmethod
    def from_kept(cls, kept: Mapping[str, Any]) -> "PlannedInstalment":
        """What `as_kept` wrote."""
        due_on = dt.date.fromisoformat(kept["due_on"])
        return cls(int(kept["amount"]), due_on, kept["condition"], kept["item_key"])


@dataclass(frozen=True)
class PlanParts:
    """What goes with the items of a revised plan; None: as in the version before it."""

    indicators: tuple[PlannedIndicator, ...] | None = None
    instalments: tuple[PlannedInstalment, ...] | None = None


@dataclass(frozen=True)
class Awaiting:
    """An instalment as it stands. `is_item_done` None: no item of the plan is named."""

    condition: str
    is_item_done: bool | None
    is_released: bool


def tidied_instalment(one: PlannedInstalment) -> PlannedInstalment:
    """With its words tidied. Raises Refused as require_writable."""
    condition = require_writable(one.condition, field="instalments", longest=LONGEST_CONDITION)
    return replace(one, condition=condition)


def require_instalments(
    parts: Sequence[PlannedInstalment], *, amount: int, not_before: dt.date, item_keys: Collection[str]
) -> None:
    """Raises Refused `instalments_odd` unless they sum to the `amount` in the order of their days, and
    `instalment_item_unknown` with the `row`, from 1, of one that waits for no item of the plan."""
    if not parts:
        return
    try:
        planned = [PlannedPart("", one.due_on, one.amount) for one in parts]
        require_parts(planned, amount=amount, decided_on=not_before)
    except Refused as refusal:
        raise Refused(refusal.code, **{**refusal.facts, "field": "instalments"}) from None
    for row, one in enumerate(parts, start=1):
        if one.item_key and one.item_key not in item_keys:
            raise Refused("instalment_item_unknown", row=row, field="instalments")


def needs_release(condition: str, item_key: str | None) -> bool:
    """Whether somebody must release it before it is paid."""
    return bool(condition or item_key)


def require_releasable(found: Awaiting, reason: str, *, may_early: bool) -> None:
    """Raises Refused unless it may be released now, with that `reason` (tidied).

    `instalment_released`, `instalment_unconditional`; `instalment_condition_open` while the item of the plan
    is not done and the officer has no power to release it all the same; `release_reason_missing` for that,
    and for a condition in words alone: then it is told what shows that it is met.
    """
    if found.is_released:
        raise Refused("instalment_released")
    if found.is_item_done is None and not found.condition:
        raise Refused("instalment_unconditional")
    if found.is_item_done:
        return
    if found.is_item_done is False and not may_early:
        raise Refused("instalment_condition_open")
    if not reason:
        raise Refused("release_reason_missing", field="reason")
