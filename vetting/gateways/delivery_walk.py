"""The rows of a delivery walked once: counted, compared with what is there, and set aside for writing."""

import contextlib
import gc
import hashlib
import itertools
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from vetting.domain.errors import UnusableFile
from vetting.domain.packed_rows import PackedRows, Row
from vetting.domain.sources import MOST_ROWS
from vetting.domain.terms import PartyKind, RowState
from vetting.gateways.plain_rows import LONGEST_ID, PlainRows
from vetting.gateways.source import Listing, Removal, Tally
from vetting.gateways.spool import Spool

STEP = 20_000  # rows between two words of progress
ROWS_UNTIDIED = 2_000_000  # things made between two tidyings of the memory
AT_ONCE = 2_000  # changes compared together
NAMES_WEIGHED = 40_000  # of a larger register every n-th name tells how rare a word is

Rows = Iterable[Listing | Removal | PlainRows]
Progress = Callable[[int], None]


class Maker(Protocol):
    """Makes what is written of listings from what was read, their record ids and their digests."""

    def one(self, row: Listing, record_id: str, digest: bytes) -> Row: ...
    def all(self, rows: PlainRows, digests: Sequence[bytes]) -> PackedRows: ...


@dataclass(frozen=True, slots=True)
class Known:
    """What is there before: `whole` gives the digest by record id of every listing, `some` of those
    asked for; `require_next` refuses changes that build on something else."""

    whole: Callable[[], dict[str, bytes]]
    some: Callable[[list[str]], Mapping[str, bytes]]
    require_next: Callable[[Tally], None]


@dataclass(slots=True)
class Sample:
    """Every n-th name and seat of the organisations: at most twice NAMES_WEIGHED of them, the same for
    the same file."""

    names: list[str] = field(default_factory=list)
    seats: set[str] = field(default_factory=set)
    step: int = 1
    seen: int = 0

    def take(self, one: Listing) -> None:
        """Looks at one listing."""
        self.seen += 1
        if self.seen % self.step:
            return
        self.names.append(one.name)
        if one.seat:
            self.seats.add(one.seat)
        self._thinned()

    def take_all(self, rows: PlainRows) -> None:
        """The same for many."""
        first = self.step - 1 - self.seen % self.step
        self.seen += len(rows)
        self.names += rows.names[first :: self.step]
        self.seats.update(one for one in rows.seats[first :: self.step] if one)
        self._thinned()

    def _thinned(self) -> None:
        if len(self.names) >= 2 * NAMES_WEIGHED:
            self.names = self.names[1::2]
            self.step *= 2


@dataclass(slots=True)
class Walked:
    """What the walk found. `fresh` holds rows to write, `ended` record ids whose row is no longer so;
    `counts` add up to `rows_in`, `listed` is the number of listings the snapshot will have."""

    tally: Tally
    filename: str
    fresh: Spool
    ended: Spool
    rows_in: int = 0
    listed: int = 0
    counts: Counter[RowState] = field(default_factory=Counter)
    changes: Counter[str] = field(default_factory=Counter)
    sample: Sample = field(default_factory=Sample)

    def close(self) -> None:
        """Lets go of the rows set aside."""
        self.fresh.close()
        self.ended.close()


def walk(
    rows: Iterator[Listing | Removal | PlainRows],
    found: Walked,
    known: Known,
    *,
    make: Maker,
    progress: Progress,
) -> None:
    """Every row to the end; the first one tells whether these are changes alone.

    `found.listed` is the number of listings before. Raises UnusableFile `too_many_rows`, and whatever the
    reader or `known.require_next` raises.
    """
    first = next(rows, None)
    rows = itertools.chain(() if first is None else (first,), rows)
    if found.tally.is_delta:
        known.require_next(found.tally)
        number = _changes(_singly(rows), found, known.some, make=make, progress=progress)
    else:
        number = _whole(rows, found, known.whole(), make=make, progress=progress)
    found.counts.update(found.tally.left_out)
    found.rows_in = number + found.tally.left_out.total()


@contextlib.contextmanager
def seldom_tidied() -> Iterator[None]:
    """While a delivery is read: rows hold no circles, and to look for some among millions of them again and
    again takes a tenth of the time."""
    usual = gc.get_threshold()
    gc.set_threshold(ROWS_UNTIDIED, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def _singly(rows: Rows) -> Iterator[Listing | Removal]:
    for one in rows:
        if isinstance(one, PlainRows):
            yield from one.listings()
        else:
            yield one


def _whole(rows: Rows, found: Walked, known: dict[str, bytes], *, make: Maker, progress: Progress) -> int:
    """A whole register: what stays in `known` was removed."""
    seen = set[str]()
    number, told = 0, 0
    for one in rows:
        if not isinstance(one, PlainRows):
            number += 1
            _take(one, found, known, seen=seen, make=make)
        elif seen.isdisjoint(one.record_ids) and len(set(one.record_ids)) == len(one):
            number += len(one)
            _take_all(one, found, known, seen=seen, make=make)
        else:  # a duplicate among them
            for listing in one.listings():
                number += 1
                _take(listing, found, known, seen=seen, make=make)
        if number >= told + STEP:
            told = number
            _step(found, number, progress)
    _step(found, number, progress)
    found.listed = len(seen)
    for record_id in known:
        found.ended.add((record_id,))
    found.changes["removed"] += len(known)
    return number


def _take(
    one: Listing | Removal, found: Walked, known: dict[str, bytes], *, seen: set[str], make: Maker
) -> None:
    if isinstance(one, Removal):
        found.counts[RowState.OK] += 1
        return
    record_id = kept_id(one.record_id)
    if record_id in seen:
        _duplicate(found, one, record_id)
        return
    seen.add(record_id)
    found.counts[one.state] += 1
    if one.kind is PartyKind.ORGANISATION:
        found.sample.take(one)
    _compare(found, one, known.pop(record_id, None), record_id=record_id, make=make)


def _take_all(
    rows: PlainRows, found: Walked, known: dict[str, bytes], *, seen: set[str], make: Maker
) -> None:
    """Plain rows of ids not seen before: those that are there with another content are changed."""
    seen.update(rows.record_ids)
    found.counts[RowState.OK] += len(rows)
    if rows.kind is PartyKind.ORGANISATION:
        found.sample.take_all(rows)
    digests = rows.digests()
    before = [known.pop(one, None) for one in rows.record_ids] if known else [None] * len(rows)
    changed = [at for at, digest in enumerate(digests) if before[at] != digest]
    if len(changed) < len(rows):
        if not changed:
            return
        rows, digests = rows.chosen(changed), [digests[at] for at in changed]
    gone = [(rows.record_ids[at],) for at, old in enumerate(changed) if before[old] is not None]
    for one in gone:
        found.ended.add(one)
    found.changes["modified"] += len(gone)
    found.changes["added"] += len(rows) - len(gone)
    found.fresh.add_all(make.all(rows, digests))


def _changes(
    rows: Iterator[Listing | Removal],
    found: Walked,
    known_of: Callable[[list[str]], Mapping[str, bytes]],
    *,
    make: Maker,
    progress: Progress,
) -> int:
    """Changes alone: what is not named stays as it is."""
    seen, number = set[str](), 0
    while piece := list(itertools.islice(rows, AT_ONCE)):
        number += len(piece)
        _step(found, number, progress)
        known = known_of([kept_id(one.record_id) for one in piece])
        for one in piece:
            record_id = kept_id(one.record_id)
            if record_id in seen:
                _duplicate(found, one, record_id)
                continue
            seen.add(record_id)
            before = known.get(record_id)
            if isinstance(one, Removal):
                _remove(found, record_id, is_known=before is not None)
                continue
            found.counts[one.state] += 1
            _compare(found, one, before, record_id=record_id, make=make)
    found.listed += found.changes["added"] - found.changes["removed"]
    return number


def kept_id(record_id: str) -> str:
    """A record id that fits its column; a longer one ends in its digest, so that two never become one."""
    if len(record_id) <= LONGEST_ID and record_id.isprintable():
        return record_id
    digest = hashlib.sha256(record_id.encode("utf-8", "replace")).hexdigest()[:32]
    plain = "".join(one for one in record_id[:80] if one.isprintable())
    return f"{plain}-{digest}"


def _compare(found: Walked, one: Listing, before: bytes | None, *, record_id: str, make: Maker) -> None:
    digest = one.digest
    if before == digest:
        return
    if before is None:
        found.changes["added"] += 1
    else:
        found.changes["modified"] += 1
        found.ended.add((record_id,))
    found.fresh.add(make.one(one, record_id, digest))


def _remove(found: Walked, record_id: str, *, is_known: bool) -> None:
    """That a record is gone which never was here says nothing new."""
    found.counts[RowState.OK] += 1
    if is_known:
        found.changes["removed"] += 1
        found.ended.add((record_id,))


def _duplicate(found: Walked, one: Listing | Removal, record_id: str) -> None:
    found.counts[RowState.DUPLICATE] += 1
    found.tally.problem(one.row_no, "id", "duplicate_row", record_id)


def _step(found: Walked, number: int, progress: Progress) -> None:
    if number > MOST_ROWS:
        raise UnusableFile("too_many_rows", filename=found.filename, limit=MOST_ROWS)
    progress(number)
