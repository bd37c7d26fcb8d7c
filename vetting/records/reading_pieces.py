"""The listings of a delivery put in place piece by piece, none of them seen before the pointer moves."""

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol

from vetting.domain.packed_rows import PackedRows, Row, packed
from vetting.domain.terms import PartyKind
from vetting.records import listing_writes
from vetting.records.db import transaction
from vetting.records.readings import Reading, mine

AT_ONCE = 20_000
Progress = Callable[[int, int], None]


class Rows(Protocol):
    """Rows set aside, in pieces."""

    def __len__(self) -> int: ...
    def pieces(self) -> Iterator[PackedRows]: ...


class Found(Protocol):
    """What a walk set aside: rows to write, and record ids whose row is no longer so."""

    @property
    def fresh(self) -> Rows: ...
    @property
    def ended(self) -> Rows: ...


class Index(Protocol):
    """Takes the names of every listing written."""

    def add(
        self,
        listing_id: str,
        kind: PartyKind,
        names: Iterable[str],
        birth_date: str | None = None,
        seat: str | None = None,
    ) -> None: ...


def clean(run: Reading) -> None:
    """Takes back, piece by piece, what readings that were stopped left behind."""
    if run.must_clean:
        _in_pieces(run, listing_writes.take_back)
        _in_pieces(run, listing_writes.open_again)


class _Step(Protocol):
    def __call__(self, run: Reading, *, after: str, limit: int) -> str | None: ...


def _in_pieces(run: Reading, step: _Step) -> None:
    """Each time what was done is no longer found, until nothing is."""
    came_to: str | None = ""
    while came_to is not None:
        with transaction(is_piece=True):
            mine(run)
            came_to = step(run, after=came_to, limit=AT_ONCE)


def maker(run: Reading, index: Index) -> Callable[[listing_writes.Row, str, bytes], Row]:
    """Makes the row of a listing from what was read, its record id and its digest; the index takes its
    names at once, which saves looking at every row twice."""
    row_of = listing_writes.RowMaker(run.source_id, run.seq)

    def make(one: listing_writes.Row, record_id: str, digest: bytes) -> Row:
        row = row_of(one, record_id, digest)
        index.add(*listing_writes.to_index(row))
        return row

    return make


def write(run: Reading, found: Found, index: Index, *, is_delta: bool, progress: Progress) -> None:
    """Ends old spans and adds new listings, whose names the index has taken when they were read."""
    done, total = 0, len(found.ended) + len(found.fresh)
    if is_delta and run.base_seq != run.accepted_seq:
        _go_back(run, found, index)
    for piece in found.ended.pieces():
        with transaction(is_piece=True):
            mine(run)
            listing_writes.end_rows(run.source_id, [str(one) for (one,) in piece.unpacked()], run.seq)
        done += piece.count
        progress(done, total)
    for piece in found.fresh.pieces():
        _add(run, piece)
        done += piece.count
        progress(done, total)


def _go_back(run: Reading, found: Found, index: Index) -> None:
    """Before changes on top of a snapshot gone back to: its listings stand anew, those after it end."""
    changed = {str(one) for piece in found.ended.pieces() for (one,) in piece.unpacked()}
    _in_pieces(run, listing_writes.end_unlike)
    came_to: str | None = ""
    while came_to is not None:
        rows, came_to = listing_writes.copied_again(run, but=changed, after=came_to, limit=AT_ONCE)
        for row in rows:
            index.add(*listing_writes.to_index(row))
        if rows:
            _add(run, packed(rows))


def _add(run: Reading, rows: PackedRows) -> None:
    with transaction(is_piece=True):
        mine(run)
        listing_writes.add_rows(rows)
