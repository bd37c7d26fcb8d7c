"""What may be declared about a source, and what became of a row it delivered."""

import datetime as dt
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from vetting.domain.deadlines import day_due
from vetting.domain.errors import Refused
from vetting.domain.free_text import holds_personal_number
from vetting.domain.screening import ADAPTERS, FILE_ADAPTERS, QUESTIONS_ONLY, Ageing, require_limits
from vetting.domain.terms import NumberClass, Partner, PartyKind, RowState, SourcePurpose
from vetting.domain.terms_decisions import DeadlineKind

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
TELLS_IDENTITY = frozenset({Partner.ASSOCIATIONS, Partner.COMPANIES_OFFICE, Partner.FAITH_COMMUNITIES})
MOST_GROWTH = 10_000  # percent
GROUND_LIMIT = 300
OWNER_LIMIT = 120
MOST_INTERVAL = 3650  # days
MOST_KEPT = 36_500  # days
MAILBOX = re.compile(r"[^\s@,;<>]{1,64}@[^\s@,;<>]{1,120}\.[^\s@,;<>.]{2,15}")

_REPAIRED = frozenset({NumberClass.OK_ODD_FORMAT.value, NumberClass.REPAIRED_PREFIX.value})
_MASKED = frozenset({NumberClass.PERSONAL.value, "personal_number_in_text"})


class SnapshotState(StrEnum):
    """Where a delivery stands on its way to being the snapshot in use."""

    RECEIVED = "received"  # stored, not yet read
    PARSING = "parsing"
    HELD = "held"  # out of the ordinary: a person lets it in, or does not
    ACTIVE = "active"
    SUPERSEDED = "superseded"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Declaration:
    """What people say of a source: whose it is, how it is read, when it is too old, when a file is wrong.

    `column_map`: canonical column to the heading the partner uses. `max_shrink`, `max_growth`: percent of
    the rows a delivery may lack or have more than the one before; None: as usual (domain/delivery_guards).
    `is_mandatory`: nothing counts as looked through without it. `ground`: purpose and legal route of its
    use. `settings`: what its adapter needs to know, never a secret. `owner`, `owner_contact`: the function at
    the partner that answers for the list, and its mailbox; never a person. `interval_days`: how often a
    delivery is expected. `keep_days`: how long what is unused and cited by nothing is kept (None: for good).
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
    max_growth: int | None = None
    purpose: SourcePurpose | None = None
    is_mandatory: bool = False
    ground: str = ""
    settings: Mapping[str, object] = field(default_factory=dict)
    owner: str = ""
    owner_contact: str = ""
    interval_days: int | None = None
    keep_days: int | None = None

    @property
    def used_for(self) -> SourcePurpose:
        """What standing in it means: as told, else as usual for such a partner."""
        if self.purpose is not None:
            return self.purpose
        return SourcePurpose.IDENTITY if self.partner in TELLS_IDENTITY else SourcePurpose.WATCH

    @property
    def ages(self) -> Ageing:
        """The limits that hold: as told, else as usual for such a partner."""
        usual = USUAL_AGES.get(self.partner, DEFAULT_AGES)
        most = usual.max_days if self.max_days is None else self.max_days
        if self.warn_days is not None:
            return Ageing(self.warn_days, most)
        return Ageing(usual.warn_days if self.max_days is None else most // 2, most)


def require_sound(declared: Declaration) -> None:
    """Raises Refused source_key, unknown_adapter, police_lists_no_persons, unknown_column_map,
    map_without_sheet, personal_number_in_text, age_limits, min_rows, max_shrink, max_growth,
    interval_days, keep_days, ground_too_long, owner_too_long or owner_contact."""
    if not KEY_PATTERN.fullmatch(declared.key) or declared.key in RESERVED_KEYS:
        raise Refused("source_key", source=declared.key)
    _require_fit_adapter(declared)
    if odd := sorted(set(declared.column_map) - set(COLUMNS)):
        raise Refused("unknown_column_map", found=", ".join(odd), allowed=", ".join(COLUMNS))
    if declared.column_map and declared.adapter != "spreadsheet_drop":
        raise Refused("map_without_sheet", adapter=declared.adapter)
    _require_impersonal(declared)
    require_limits(declared.ages)
    _require_numbers(declared)
    _require_days(declared)
    if len(declared.ground) > GROUND_LIMIT:
        raise Refused("ground_too_long", most=GROUND_LIMIT)
    if len(declared.owner.strip()) > OWNER_LIMIT:
        raise Refused("owner_too_long", most=OWNER_LIMIT)
    contact = declared.owner_contact.strip()
    if contact and not MAILBOX.fullmatch(contact):
        raise Refused("owner_contact")


def _require_numbers(declared: Declaration) -> None:
    if not 1 <= declared.min_rows <= MOST_ROWS:
        raise Refused("min_rows", found=declared.min_rows)
    if declared.max_shrink is not None and not 0 <= declared.max_shrink <= 99:
        raise Refused("max_shrink", found=declared.max_shrink)
    if declared.max_growth is not None and not 0 <= declared.max_growth <= MOST_GROWTH:
        raise Refused("max_growth", found=declared.max_growth, most=MOST_GROWTH)


def _require_days(declared: Declaration) -> None:
    if declared.interval_days is not None and not 1 <= declared.interval_days <= MOST_INTERVAL:
        raise Refused("interval_days", found=declared.interval_days, most=MOST_INTERVAL)
    if declared.keep_days is not None and not 1 <= declared.keep_days <= MOST_KEPT:
        raise Refused("keep_days", found=declared.keep_days, most=MOST_KEPT)


def _require_fit_adapter(declared: Declaration) -> None:
    """From the police nothing comes in bulk: they are asked one question at a time, and about bodies."""
    if declared.adapter not in ADAPTERS:
        raise Refused("unknown_adapter", adapter=declared.adapter, allowed=", ".join(ADAPTERS))
    if declared.partner is Partner.POLICE and declared.adapter != QUESTIONS_ONLY:
        raise Refused("police_lists_no_persons")
    if declared.partner is Partner.FAITH_COMMUNITIES:
        _require_only_identifies(declared)


def _require_only_identifies(declared: Declaration) -> None:
    """A list of faith communities tells a community from others; it is no list of persons, and no warning."""
    if declared.kind is PartyKind.PERSON:
        raise Refused("community_lists_no_persons")
    if declared.used_for is SourcePurpose.WATCH:
        raise Refused("community_is_no_signal")


def _require_impersonal(declared: Declaration) -> None:
    for name, told in (
        ("key", declared.key),
        ("name", declared.name),
        ("ground", declared.ground),
        ("owner", declared.owner),
        ("owner_contact", declared.owner_contact),
        *declared.column_map.items(),
    ):
        if holds_personal_number(told):
            raise Refused("personal_number_in_text", field=name)


def expected_on(
    last_came_on: dt.date | None, declared_on: dt.date, interval_days: int | None
) -> dt.date | None:
    """The last day on which the next delivery comes in time; None where no interval is agreed."""
    if interval_days is None:
        return None
    return day_due(DeadlineKind.DELIVERY, last_came_on or declared_on, days=interval_days)


def day_of_list(told: dt.date | None, own: dt.date | None, *, received: dt.date) -> dt.date:
    """The day a list stands for: the earliest of what its sender told, what the list itself tells, and the
    day it came. A list dated ahead would never grow old, nor would one that is only called new."""
    return min(day for day in (told, own, received) if day is not None)


def require_open(adapter: str, *, is_active: bool) -> None:
    """Raises Refused `source_takes_no_files` or `source_closed` where nothing can be delivered."""
    if adapter not in FILE_ADAPTERS:
        raise Refused("source_takes_no_files")
    if not is_active:
        raise Refused("source_closed")


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
