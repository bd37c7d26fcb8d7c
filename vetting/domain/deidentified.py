"""A case as a row of the half-year's picture: words from lists, months and counts; nothing somebody wrote."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict, dataclass

FORMAT = "vetting-deidentified-1"


@dataclass(frozen=True)
class Deidentified:
    """No names, numbers, places, amounts or free texts. Months as 2026-11, "" where it has not happened.

    `weeks`: whole weeks from application to decision. `criteria`: answers that stand out by question id;
    `grounds`: question ids; `material`: how many items by kind; `levels`: how much evidence by level.
    """

    kind: str
    regime: str
    stage: str
    outcome: str
    signature: str
    applied_in: str
    decided_in: str
    weeks: int | None
    checklist: str
    criteria: Mapping[str, str]
    grounds: tuple[str, ...]
    material: Mapping[str, int]
    levels: Mapping[str, int]
    is_referred: bool

    def document(self) -> dict[str, object]:
        """As JSON values."""
        return {"format": FORMAT, **asdict(self), "grounds": list(self.grounds)}


def month_of(day: dt.date | None) -> str:
    """The month of a day: more would tell one case from another."""
    return f"{day:%Y-%m}" if day else ""


def weeks_between(first: dt.date, last: dt.date | None) -> int | None:
    """Whole weeks; None until there is a last day."""
    return None if last is None else max((last - first).days, 0) // 7
