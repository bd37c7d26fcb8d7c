"""What a grant is measured by: one to five counts with a unit and a target, agreed with the decision."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from vetting.domain.errors import Refused
from vetting.domain.free_text import require_written

MOST = 5
LONGEST_NAME = 200  # characters
LONGEST_UNIT = 40
GREATEST = 1_000_000_000


@dataclass(frozen=True)
class PlannedIndicator:
    """A count to be told: "young people taking part", "persons", 60."""

    name: str
    unit: str
    target: int

    def as_kept(self) -> dict[str, str | int]:
        """As JSON values, for a proposal that is not yet decided."""
        return {"name": self.name, "unit": self.unit, "target": self.target}

    @classmethod
    def from_kept(cls, kept: Mapping[str, str | int]) -> "PlannedIndicator":
        """What `as_kept` wrote."""
        return cls(str(kept["name"]), str(kept["unit"]), int(kept["target"]))


def identity_of(name: str, unit: str) -> str:
    """What makes a count one and the same in every version of a plan and from year to year, wherever it
    stands: its name and unit, however written. 13 characters."""
    words = (" ".join(one.split()).casefold() for one in (name, unit))
    return "i" + hashlib.sha256("\n".join(words).encode()).hexdigest()[:12]


def tidied_indicator(one: PlannedIndicator) -> PlannedIndicator:
    """With its words tidied. Raises Refused as require_written."""
    return replace(
        one,
        name=require_written(one.name, field="indicators", longest=LONGEST_NAME),
        unit=require_written(one.unit, field="indicators", longest=LONGEST_UNIT),
    )


def require_indicators(planned: Sequence[PlannedIndicator]) -> None:
    """Raises Refused `indicators_missing`, `indicators_too_many` or `indicator_twice` (with its `name`), or
    `indicator_target_odd` with the `row`, from 1."""
    if not planned:
        raise Refused("indicators_missing", most=MOST, field="indicators")
    if len(planned) > MOST:
        raise Refused("indicators_too_many", most=MOST, field="indicators")
    seen: set[str] = set()
    for row, one in enumerate(planned, start=1):
        if not 0 <= one.target <= GREATEST:
            raise Refused("indicator_target_odd", row=row, field="indicators")
        identity = identity_of(one.name, one.unit)
        if identity in seen:
            raise Refused("indicator_twice", row=row, field="indicators")
        seen.add(identity)


def require_outcome(told: int) -> int:
    """A count as it came out. Raises Refused `indicator_outcome_odd`."""
    if not 0 <= told <= GREATEST:
        raise Refused("indicator_outcome_odd", field="outcome")
    return told


def outcome_that_holds(told: int | None, reported: str) -> int | None:
    """How a count came out: what an officer has told, else what the report says; None where neither does."""
    if told is not None:
        return told
    return int(reported) if reported.isdecimal() else None


def share_of_target(outcome: int | None, target: int) -> int | None:
    """Whole per cent of the target, rounded down; None where there is nothing to count on."""
    return None if outcome is None or target <= 0 else outcome * 100 // target
