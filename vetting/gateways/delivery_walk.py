"""The rows of a delivery walked once: counted, compared with what is there, and set aside for writing."""

import contextlib
import gc
import hashlib
import itertools
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from vetting.domain.errors import UnusableFile
from vetting.domain.packed_rows import Row
from vetting.domain.sources import MOST_ROWS
from vetting.domain.terms import PartyKind, RowState
from vetting.gateways.source import Listing, Removal, Tally
from vetting.gateways.spool import Spool

STEP = 20_000  # rows between two words of progress
ROWS_UNTIDIED = 200_000  # things made between two tidyings of the memory
AT_ONCE = 2_000  # changes compared together
NAMES_WEIGHED = 40_000  # of a larger register every n-th name tells how rare a word is

MakeRow = Callable[[Listing, str, bytes], Row]
Progress = Callable[[int], None]
RECORD_ID_LENGTH = 120


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
    rows: Iterator[Listing | Removal], found: Walked, known: Known, *, make: MakeRow, progress: Progress
) -> None:
    """Every row to the end; the first one tells whether these are changes alone.

    `found.listed` is the number of listings before. Raises UnusableFile `too_many_rows`, and whatever the
    reader or `known.require_next` raises.
    """
    first = next(rows, None)
    rows = itertools.chain(() if first is None else (first,), rows)
    with _seldom_tidied():
        if found.tally.is_delta:
            known.require_next(found.tally)
            number = _changes(rows, found, known.some, make=make, progress=progress)
        else:
            number = _whole(rows, found, known.whole(), make=make, progress=progress)
    found.counts.update(found.tally.left_out)
    found.rows_in = number + found.tally.left_out.total()


@contextlib.contextmanager
def _seldom_tidied() -> Iterator[None]:
    """Rows hold no circles: looking for some among millions of them takes a tenth of the time."""
    usual = gc.get_threshold()
    gc.set_threshold(ROWS_UNTIDIED, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def _whole(
    rows: Iterable[Listing | Removal],
    found: Walked,
    known: dict[str, bytes],
    *,
    make: MakeRow,
    progress: Progress,
) -> int:
    """A whole register: what stays in `known` was removed."""
    counts, seen = found.counts, set[str]()
    number = 0
    for number, one in enumerate(rows, start=1):
        if not number % STEP:
            _step(found, number, progress)
        if isinstance(one, Removal):
            counts[RowState.OK] += 1
            continue
        record_id = kept_id(one.record_id)
        if record_id in seen:
            _duplicate(found, one, record_id)
            continue
        seen.add(record_id)
        counts[one.state] += 1
        if one.kind is PartyKind.ORGANISATION:
            found.sample.take(one)
        _compare(found, one, known.pop(record_id, None), record_id=record_id, make=make)
    found.listed = len(seen)
    for record_id in known:
        found.ended.add((record_id,))
    found.changes["removed"] += len(known)
    return number


def _changes(
    rows: Iterator[Listing | Removal],
    found: Walked,
    known_of: Callable[[list[str]], Mapping[str, bytes]],
    *,
    make: MakeRow,
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
    if len(record_id) <= RECORD_ID_LENGTH and record_id.isprintable():
        return record_id
    digest = hashlib.sha256(record_id.encode("utf-8", "replace")).hexdigest()[:32]
    plain = "".join(one for one in record_id[:80] if one.isprintable())
    return f"{plain}-{digest}"


def _compare(found: Walked, one: Listing, before: bytes | None, *, record_id: str, make: MakeRow) -> None:
    digest = one.digest
    if before == digest:
        return
    if before is None:
        found.changes["added"] += 1
    else:
        found.changes["modified"] += 1
        found.ended.add((record_id,))
    found.fresh.add(make(one, record_id, digest))


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
