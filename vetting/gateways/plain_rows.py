"""Rows of a list read column by column: where nothing is odd about them, they are seen to all at once."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import islice

from vetting.domain.errors import UnusableFile
from vetting.domain.identity import plain_org_number
from vetting.domain.terms import PartyKind
from vetting.gateways.listing_rows import CANONICAL, LONG_DIGITS, ListingRows, in_order, is_safe_id
from vetting.gateways.sheets import STRETCH, Row
from vetting.gateways.source import Listing

LONGEST_ID = 120
_NO_LONGER = 10  # signs: shorter than any personal number
_SUMS = re.compile("sum|total|antal")
_DAYS = re.compile(r"(?:\d{4}-\d\d-\d\d)?(?:\n(?:\d{4}-\d\d-\d\d)?)*", re.ASCII)
_MOST_ODD = 0.25  # from that share on each row is read by itself
_TEXTS_KEPT = 20_000

Column = Sequence[str]


@dataclass(slots=True)
class PlainRows:
    """Listings that have nothing odd and nothing beside what stands here, column by column; "" where there
    is none. Each text is in order as it stands, and none has a `|`."""

    kind: PartyKind
    row_nos: Sequence[int]
    record_ids: Column
    names: Column
    org_numbers: Column
    seats: Column
    birth_dates: Column
    statuses: Column

    def __len__(self) -> int:
        return len(self.record_ids)

    def digests(self) -> list[bytes]:
        """The digest of each, see `Listing.digest`."""
        of = self.kind.value
        told = zip(self.names, self.org_numbers, self.seats, self.birth_dates, self.statuses, strict=True)
        contents = [
            f"{of}||{name}|{number}|{seat}|{born}|{state}" for name, number, seat, born, state in told
        ]
        return [blake2b(one.encode(), digest_size=16).digest() for one in contents]

    def listings(self) -> Iterator[Listing]:
        """The same one by one."""
        for at, row_no in enumerate(self.row_nos):
            yield Listing(
                self.record_ids[at],
                self.kind,
                self.names[at],
                org_number=self.org_numbers[at] or None,
                seat=self.seats[at] or None,
                birth_date=self.birth_dates[at] or None,
                status=self.statuses[at] or None,
                row_no=row_no,
            )

    def chosen(self, places: Sequence[int]) -> "PlainRows":
        """The listings at these places."""
        texts = (self.names, self.org_numbers, self.seats, self.birth_dates, self.statuses)
        return PlainRows(
            self.kind,
            [self.row_nos[at] for at in places],
            [self.record_ids[at] for at in places],
            *([column[at] for at in places] for column in texts),
        )


class PlainReading:
    """Finds the plain rows of a table and leaves the others to `ListingRows`, all in their order."""

    def __init__(self, rows: ListingRows) -> None:
        self._rows = rows
        self._at = rows.table.header.positions
        self._is_told = not rows.further and {"id", "name"} <= self._at.keys()
        self._seen: set[str] = {""}  # texts known to be in order: the same few stand in every row

    def walk(self, *, filename: str, least: int) -> Iterator[Listing | PlainRows]:
        """Every row that is one. Raises UnusableFile too_few_rows at the end."""
        count = 0
        while rows := list(islice(self._rows.table.rows, STRETCH)):
            for one in self._stretch(rows):
                count += len(one) if isinstance(one, PlainRows) else 1
                yield one
        if count < max(least, 1):
            raise UnusableFile("too_few_rows", filename=filename, found=count, expected=least)

    def _stretch(self, rows: Sequence[Row]) -> Iterator[Listing | PlainRows]:
        found = self._plain(rows) if self._is_told else None
        if found is None:
            yield from self._each(rows)
            return
        plain, odd = found
        if not odd:
            yield plain
            return
        start = 0
        for at in [*sorted(odd), len(rows)]:
            if at > start:
                yield plain.chosen(range(start, at))
            yield from self._each(rows[at : at + 1])
            start = at + 1

    def _each(self, rows: Sequence[Row]) -> Iterator[Listing]:
        for row_no, cells in rows:
            if (listing := self._rows.listing(row_no, cells)) is not None:
                yield listing

    def _plain(self, rows: Sequence[Row]) -> tuple[PlainRows, set[int]] | None:
        """The rows as columns with the places of the odd ones among them, or None when they have no columns
        in common or too many are odd."""
        row_nos, cells = zip(*rows, strict=True)
        width = len(cells[0])
        if width != self._rows.table.width or set(map(len, cells)) != {width}:
            return None
        columns = list(zip(*cells, strict=True))
        found = {name: columns[at] for name, at in self._at.items() if name in CANONICAL}
        if any(set(map(type, column)) != {str} for column in found.values()):
            return None
        found = dict.fromkeys(CANONICAL, ("",) * len(rows)) | found
        numbers = [plain_org_number(one) if one else "" for one in found["org_number"]]
        odd = {at for name in ("alias", "giro", "listed_on") for at in _filled(found[name])}
        odd.update(at for at, one in enumerate(numbers) if one is None)
        odd.update(_odd_ids(found["id"]), _odd_names(found["name"]), _odd_days(found["birth_date"]))
        odd.update(self._odd_texts(found["seat"]), self._odd_texts(found["status"]))
        odd.update(_sums(columns[0], numbers))
        if len(odd) > _MOST_ODD * len(rows):
            return None
        return PlainRows(
            self._rows.kind,
            row_nos,
            found["id"],
            found["name"],
            [one or "" for one in numbers],
            found["seat"],
            found["birth_date"],
            found["status"],
        ), odd

    def _odd_texts(self, column: Column) -> list[int]:
        fresh = set(column) - self._seen
        fine = {one for one in fresh if "|" not in one and in_order(one)}
        if len(self._seen) < _TEXTS_KEPT:
            self._seen |= fine
        odd = fresh - fine
        return [at for at, one in enumerate(column) if one in odd] if odd else []


def _filled(column: Column) -> list[int]:
    return [at for at, one in enumerate(column) if one] if any(column) else []


def _odd_ids(column: Column) -> list[int]:
    """Ids that are missing, not kept as they stand, or perhaps a person's number."""
    told = "\n".join(column)
    if all(column) and not (" " in told or "*" in told) and "".join(column).isprintable():
        if max(map(len, column)) < _NO_LONGER:
            return []
        return [at for at, one in enumerate(column) if len(one) > LONGEST_ID or not is_safe_id(one)]
    return [at for at, one in enumerate(column) if not _is_plain_id(one)]


def _is_plain_id(one: str) -> bool:
    return 0 < len(one) <= LONGEST_ID and one.isprintable() and " " not in one and is_safe_id(one)


def _odd_names(column: Column) -> list[int]:
    """Names that begin with a sign or want tidying or masking."""
    told = "\0".join(column)  # which is no blank: digits of two names are no long number
    if (
        all([one[:1].isalnum() for one in column])
        and not any(map(told.__contains__, ("  ", " \0", "|")))
        and told[-1] != " "
        and "".join(column).isprintable()
        and unicodedata.is_normalized("NFC", told)
        and not LONG_DIGITS.search(told)
    ):
        return []
    return [at for at, one in enumerate(column) if "|" in one or not one[:1].isalnum() or not in_order(one)]


def _odd_days(column: Column) -> list[int]:
    """Whatever is not a full date."""
    if not any(column):
        return []
    if _DAYS.fullmatch("\n".join(column)):
        return []
    return [at for at, one in enumerate(column) if not _DAYS.fullmatch(one) or "\n" in one]


def _sums(column: Column, numbers: Sequence[str | None]) -> list[int]:
    """Rows without a number that may be the sum under a list, or whose first cell is empty."""
    if all(numbers) or (all(map(str.strip, column)) and not _SUMS.search("\n".join(column).casefold())):
        return []
    return [
        at
        for at, (one, number) in enumerate(zip(column, numbers, strict=True))
        if not number and (not one.strip() or _SUMS.search(one.casefold()))
    ]
