"""Money that is paid while a decision can still be annulled, and whether that can be put right (KL 13:14)."""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from vetting.domain.appeals import last_day_of_appeal
from vetting.domain.free_text import require_writable
from vetting.domain.payments_match import whole_at_once

MIN_UNDOING = 25  # characters: it is told, not ticked


@dataclass(frozen=True)
class Payout:
    """What a proposal to grant says of it: `can_be_undone` if a court annuls the decision after it is paid,
    and `undoing` how, or why the payment cannot wait."""

    can_be_undone: bool | None = None
    undoing: str = ""

    @property
    def is_told(self) -> bool:
        """Whether both parts are answered."""
        return self.can_be_undone is not None and len(self.undoing) >= MIN_UNDOING

    def as_kept(self) -> dict[str, Any]:
        """As JSON values."""
        return asdict(self)

    @classmethod
    def from_kept(cls, kept: Mapping[str, Any]) -> "Payout":
        """What `as_kept` wrote."""
        return cls(kept["can_be_undone"], kept["undoing"])


def is_paid_before_final(starts_on: dt.date, decided_on: dt.date, holidays: Collection[dt.date]) -> bool:
    """Whether the first part of a grant falls due before the time for review has run out, even if the
    decision is announced on the very day it is made. `starts_on`: first day of the support."""
    first = whole_at_once(0, starts_on, decided_on)[0]
    return first.due_on <= last_day_of_appeal(decided_on, holidays)


def tidied(payout: Payout) -> Payout:
    """With its text tidied. Raises Refused as require_writable."""
    return replace(payout, undoing=require_writable(payout.undoing, field="payout_undoing"))
