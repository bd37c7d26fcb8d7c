"""The shape every registry file is read into: listings one by one, and a tally of what became of its rows."""

import hashlib
import json
import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from vetting.domain.directory import RowProblem
from vetting.domain.terms import PartyKind, RowState

MOST_PROBLEMS = 10_000  # told row by row; further ones are only counted


@dataclass(frozen=True, slots=True)
class SourceOptions:
    """How one source is read: what it lists, its least number of rows, `column_map` (canonical column to
    heading) where the file is a sheet, and `settings` of its adapter (a layout's name, a list's state)."""

    kind: PartyKind = PartyKind.ORGANISATION
    min_rows: int = 1
    column_map: Mapping[str, str] = field(default_factory=dict)
    settings: Mapping[str, object] = field(default_factory=dict)


@dataclass(slots=True)  # not frozen: that would double the time of making millions of them
class Listing:
    """One row of a registry. `org_number` is canonical ten digits. `birth_date`: 1970-01-01, 1970,
    ~1970 (about) or 1960/1965, several parted by `; `. `payload`: the rest, JSON values only, masked.
    A quarantined listing stays searchable by name. `row_no` is where the file has it, no part of it."""

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
    row_no: int = 0

    @property
    def digest(self) -> bytes:
        """128 bits over normalised content: the only proof of change (registries' own version fields
        stand still when content moves). Order of aliases and of payload lists does not count."""
        listed_on = self.listed_on.isoformat() if self.listed_on else ""
        plain = (
            f"{self.kind.value}|{listed_on}|{self.name}|{self.org_number or ''}|{self.seat or ''}"
            f"|{self.birth_date or ''}|{self.status or ''}"
        )
        if not plain.isascii():
            plain = unicodedata.normalize("NFC", plain)
        is_odd = "  " in plain or "| " in plain or " |" in plain or plain[-1] == " "
        if is_odd or not plain.isprintable() or plain.count("|") > 6:
            plain = self._tidied(listed_on)
        content = plain.encode("utf-8", "replace")
        if self.aliases or self.payload:
            more = _normal([list(self.aliases), dict(self.payload)], is_ordered=True)
            if more != [[], {}]:
                content += json.dumps(more, sort_keys=True, separators=(",", ":")).encode()
        return hashlib.blake2b(content, digest_size=16).digest()

    def _tidied(self, listed_on: str) -> str:
        """The same for fields with odd blanks, or with the mark that parts them."""
        fields = (self.name, self.org_number, self.seat, self.birth_date, self.status)
        tidy = [" ".join(unicodedata.normalize("NFC", one or "").split()) for one in fields]
        plain = "|".join([self.kind.value, listed_on, *tidy])
        return plain if plain.count("|") == 6 else json.dumps([self.kind.value, listed_on, *tidy])

    @property
    def content_hash(self) -> str:
        """The digest as text."""
        return self.digest.hex()


@dataclass(frozen=True, slots=True)
class Removal:
    """A delta's word that a record is no longer listed."""

    record_id: str
    row_no: int = 0


@dataclass(slots=True)
class Tally:
    """What a reader tells beside the rows. Whole only when the rows were walked to their end.

    `as_of` is the date the source itself gives, `version` and `follows` its own names of this delivery
    and of the one a delta builds on. `left_out` counts rows that never become a listing, such as
    persons in a register of organisations: masked at the door, told as a number and never one by one.
    """

    as_of: date | None = None
    encoding: str = ""
    notes: list[str] = field(default_factory=list)
    problems: list[RowProblem] = field(default_factory=list)
    left_out: Counter[RowState] = field(default_factory=Counter)
    is_delta: bool = False
    version: str = ""
    follows: str = ""

    def problem(self, row_no: int, column: str, code: str, value_masked: str = "") -> None:
        """Tells what is odd about a row; the number of rows told is bounded, their counts are not."""
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(RowProblem(row_no, column, code, value_masked))

    def noted(self, code: str) -> None:
        """Tells a person something about the whole file, once."""
        if code not in self.notes:
            self.notes.append(code)


def _normal(value: object, *, is_ordered: bool = False) -> object:
    """Blanks and Unicode forms do not change content; lists of values have no order."""
    if isinstance(value, str):
        return " ".join(unicodedata.normalize("NFC", value).split())
    if isinstance(value, Mapping):
        return {key: _normal(inner) for key, inner in value.items() if inner not in (None, "", [], {})}
    if isinstance(value, list | tuple):
        if is_ordered:
            return [_normal(inner) for inner in value]
        return sorted(
            (_normal(inner) for inner in value), key=lambda inner: json.dumps(inner, sort_keys=True)
        )
    return value
