"""The shape every registry file has once read: listings with their content hash, problems, counts."""

import hashlib
import json
import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from vetting.domain.directory import RowProblem
from vetting.domain.terms import PartyKind, RowState


@dataclass(frozen=True, slots=True)
class SourceOptions:
    """How one source is read: what it lists, its least number of rows, and `column_map` (canonical
    column to heading) where the file is a sheet."""

    kind: PartyKind = PartyKind.ORGANISATION
    min_rows: int = 1
    column_map: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Listing:
    """One row of a registry. `org_number` is canonical ten digits. `birth_date`: 1970-01-01, 1970,
    ~1970 (about) or 1960/1965, several parted by `; `. `payload`: the rest, JSON values only, masked.
    A quarantined listing stays searchable by name."""

    record_id: str
    kind: PartyKind
    name: str
    aliases: tuple[str, ...] = ()
    org_number: str | None = None
    seat: str | None = None
    birth_date: str | None = None
    status: str | None = None
    listed_on: date | None = None
    payload: Mapping[str, object] = field(default_factory=dict)
    state: RowState = RowState.OK

    @property
    def content_hash(self) -> str:
        """SHA-256 over normalised content: the only proof of change (registries' own version fields
        stand still when content moves). Order of aliases and of payload lists does not count."""
        content = {
            "kind": self.kind.value,
            "name": self.name,
            "aliases": list(self.aliases),
            "org_number": self.org_number,
            "seat": self.seat,
            "birth_date": self.birth_date,
            "status": self.status,
            "listed_on": self.listed_on.isoformat() if self.listed_on else None,
            "payload": dict(self.payload),
        }
        canonical = json.dumps(_normal(content), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(canonical.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One delivery, read. `as_of` is the date the source itself gives. `counts` add up to `rows_in`."""

    as_of: date | None
    listings: tuple[Listing, ...]
    problems: tuple[RowProblem, ...]
    rows_in: int
    duplicates: int = 0
    notes: tuple[str, ...] = ()

    @property
    def counts(self) -> dict[RowState, int]:
        counted = Counter(listing.state for listing in self.listings)
        counted[RowState.DUPLICATE] += self.duplicates
        return {state: counted[state] for state in RowState}


def _normal(value: object) -> object:
    """Blanks and Unicode forms do not change content; lists of values have no order."""
    if isinstance(value, str):
        return " ".join(unicodedata.normalize("NFC", value).split())
    if isinstance(value, Mapping):
        return {key: _normal(inner) for key, inner in value.items() if inner not in (None, "", [], {})}
    if isinstance(value, list | tuple):
        return sorted(
            (_normal(inner) for inner in value), key=lambda inner: json.dumps(inner, sort_keys=True)
        )
    return value
