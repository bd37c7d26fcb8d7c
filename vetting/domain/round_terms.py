"""The terms of a round: how many are drawn, what is taken in full, where the seed comes from."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, fields, replace

from vetting.domain.errors import Refused
from vetting.domain.free_text import require_written
from vetting.domain.terms import SupportKind
from vetting.domain.terms_spot_checks import CheckScope, SeedKind

KINDS_OF: Mapping[CheckScope, frozenset[SupportKind]] = {
    CheckScope.GRANTS: frozenset({SupportKind.OPERATING, SupportKind.PROJECT, SupportKind.START_UP}),
    CheckScope.PREMISES: frozenset({SupportKind.PREMISES}),
    CheckScope.BOTH: frozenset(SupportKind),
}
PARTS_OF: Mapping[CheckScope, tuple[CheckScope, ...]] = {
    CheckScope.GRANTS: (CheckScope.GRANTS,),
    CheckScope.PREMISES: (CheckScope.PREMISES,),
    CheckScope.BOTH: (CheckScope.GRANTS, CheckScope.PREMISES),
}


@dataclass(frozen=True)
class DrawTerms:
    """What is settled before the frame is sealed, and part of the seal.

    Percent are whole, of the frame (`random_percent`) or of the drawn (`second_reading_percent`). None in a
    take-all rule means that the rule is not used. `public_source` says which published value will be the
    seed, and `public_on` the day it is published; both only with a public seed.
    """

    random_percent: int = 15
    weighted_size: int = 0
    amount_threshold: int | None = None  # kronor
    first_time: bool = False
    earlier_breach: bool = False
    coverage_rounds: int | None = None
    second_reading_percent: int = 10
    seed_kind: SeedKind = SeedKind.DICE
    public_source: str = ""
    public_on: dt.date | None = None
    answer_days: int = 21
    hourly_cost: int | None = None  # kronor, for the cost of a find

    def kept(self) -> dict[str, object]:
        """As JSON values."""
        values = asdict(self)
        values["seed_kind"] = self.seed_kind.value
        values["public_on"] = None if self.public_on is None else self.public_on.isoformat()
        return values


def terms_from(kept: Mapping[str, object]) -> DrawTerms:
    """The terms as they were kept; names that are no longer used are passed over."""
    known = {field.name for field in fields(DrawTerms)}
    values = {name: value for name, value in kept.items() if name in known}
    values["seed_kind"] = SeedKind(str(values["seed_kind"]))
    if values.get("public_on"):
        values["public_on"] = dt.date.fromisoformat(str(values["public_on"]))
    return DrawTerms(**values)  # type: ignore[arg-type]


def require_usable(terms: DrawTerms) -> DrawTerms:
    """The terms tidied. Raises Refused `terms_faulty` with every fault as (field, code)."""
    faults = tuple(_faults(terms))
    if faults:
        raise Refused("terms_faulty", faults=faults)
    if terms.seed_kind is SeedKind.DICE:
        return replace(terms, public_source="", public_on=None)
    return replace(terms, public_source=require_written(terms.public_source, field="public_source"))


RANGES: Mapping[str, tuple[int, int]] = {
    "random_percent": (0, 100),
    "weighted_size": (0, 10_000),
    "amount_threshold": (1, 1_000_000_000),
    "coverage_rounds": (1, 40),
    "second_reading_percent": (0, 100),
    "answer_days": (7, 90),
    "hourly_cost": (0, 10_000),
}


def _faults(terms: DrawTerms) -> Iterator[tuple[str, str]]:
    for name, (low, high) in RANGES.items():
        value = getattr(terms, name)
        if value is not None and not low <= value <= high:
            yield name, "number_out_of_range"
    takes_all = terms.amount_threshold or terms.first_time or terms.earlier_breach or terms.coverage_rounds
    if not (terms.random_percent or terms.weighted_size or takes_all):
        yield "random_percent", "nothing_to_draw"
    if terms.seed_kind is SeedKind.PUBLIC:
        if not terms.public_source.strip():
            yield "public_source", "public_source_missing"
        if terms.public_on is None:
            yield "public_on", "public_day_missing"
