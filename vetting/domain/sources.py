"""What may be declared about a source, and what became of a row it delivered."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from vetting.domain.errors import Refused
from vetting.domain.free_text import holds_personal_number
from vetting.domain.screening import ADAPTERS, Ageing, require_limits
from vetting.domain.terms import NumberClass, Partner, PartyKind, RowState

COLUMNS = ("id", "name", "org_number", "seat", "birth_date", "alias", "giro", "status", "listed_on")
KEY_PATTERN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,59}")
MOST_ROWS = 10_000_000
RESERVED_KEYS = frozenset({"ny"})  # an address of its own among the pages

# Days until a list of such a partner is ageing, and too old: rules of the house, set per source where needed.
USUAL_AGES: Mapping[Partner, Ageing] = MappingProxyType(
    {
        Partner.SANCTIONS: Ageing(2, 7),
        Partner.ENFORCEMENT_AUTHORITY: Ageing(14, 30),
        Partner.TAX_AGENCY: Ageing(30, 60),
        Partner.COMPANIES_OFFICE: Ageing(10, 21),
        Partner.FAITH_COMMUNITIES: Ageing(120, 400),
        Partner.ASSOCIATIONS: Ageing(30, 120),
    }
)
DEFAULT_AGES = Ageing(30, 60)

_REPAIRED = frozenset({NumberClass.OK_ODD_FORMAT.value, NumberClass.REPAIRED_PREFIX.value})
_MASKED = frozenset({NumberClass.PERSONAL.value, "personal_number_in_text"})


class SnapshotState(StrEnum):
    """Where a delivery stands on its way to being the snapshot in use."""

    RECEIVED = "received"  # stored, not yet read
    PARSING = "parsing"
    ACTIVE = "active"
    SUPERSEDED = "superseded"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Declaration:
    """What people say of a source: whose it is, how it is read, when it is too old, when a file is wrong.

    `column_map`: canonical column to the heading the partner uses. `max_shrink`: percent of the rows
    a delivery may lack against the one before; None when any number may go.
    """

    key: str
    adapter: str
    partner: Partner
    name: str = ""
    kind: PartyKind = PartyKind.ORGANISATION
    column_map: Mapping[str, str] = field(default_factory=dict)
    warn_days: int | None = None
    max_days: int | None = None
    min_rows: int = 1
    max_shrink: int | None = None

    @property
    def ages(self) -> Ageing:
        """The limits that hold: as told, else as usual for such a partner."""
        usual = USUAL_AGES.get(self.partner, DEFAULT_AGES)
        most = usual.max_days if self.max_days is None else self.max_days
        if self.warn_days is not None:
            return Ageing(self.warn_days, most)
        return Ageing(usual.warn_days if self.max_days is None else most // 2, most)


def require_sound(declared: Declaration) -> None:
    """Raises Refused source_key, unknown_adapter, unknown_column_map, map_without_sheet,
    personal_number_in_text, age_limits, min_rows or max_shrink."""
    if not KEY_PATTERN.fullmatch(declared.key) or declared.key in RESERVED_KEYS:
        raise Refused("source_key", source=declared.key)
    if declared.adapter not in ADAPTERS:
        raise Refused("unknown_adapter", adapter=declared.adapter, allowed=", ".join(ADAPTERS))
    if odd := sorted(set(declared.column_map) - set(COLUMNS)):
        raise Refused("unknown_column_map", found=", ".join(odd), allowed=", ".join(COLUMNS))
    if declared.column_map and declared.adapter != "spreadsheet_drop":
        raise Refused("map_without_sheet", adapter=declared.adapter)
    _require_impersonal(declared)
    require_limits(declared.ages)
    if not 1 <= declared.min_rows <= MOST_ROWS:
        raise Refused("min_rows", found=declared.min_rows)
    if declared.max_shrink is not None and not 0 <= declared.max_shrink <= 99:
        raise Refused("max_shrink", found=declared.max_shrink)


def _require_impersonal(declared: Declaration) -> None:
    for name, told in (("key", declared.key), ("name", declared.name), *declared.column_map.items()):
        if holds_personal_number(told):
            raise Refused("personal_number_in_text", field=name)


def require_no_shrinking(before: int, after: int, max_shrink: int | None) -> None:
    """Raises Refused `shrunk_too_much`: a file cut short or a test file must not replace a register."""
    if max_shrink is None or not before:
        return
    lost = 100 * (before - after) / before
    if lost > max_shrink:
        raise Refused("shrunk_too_much", before=before, after=after, most=max_shrink)


def state_of_row(codes: Collection[str]) -> RowState:
    """What became of a row with these problems; the gravest decides."""
    found = set(codes)
    if "duplicate_row" in found:
        return RowState.DUPLICATE
    if "missing_name" in found or "missing_record_id" in found:
        return RowState.QUARANTINED
    if found & _MASKED:
        return RowState.MASKED
    if found - _REPAIRED:
        return RowState.QUARANTINED
    return RowState.REPAIRED if found else RowState.OK


def changes_between(before: Mapping[str, str], after: Mapping[str, str]) -> dict[str, list[str]]:
    """Record ids `added`, `modified` and `removed`, by content hash alone: registries' own version
    fields stand still when content moves."""
    return {
        "added": sorted(after.keys() - before.keys()),
        "modified": sorted(one for one in after.keys() & before.keys() if after[one] != before[one]),
        "removed": sorted(before.keys() - after.keys()),
    }
