"""The listings of a delivery put in place piece by piece, none of them seen before the pointer moves."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Protocol

from vetting.domain.packed_rows import PackedRows, Row, packed
from vetting.domain.terms import PartyKind
from vetting.records import listing_writes, new_listings
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

    def add_all(
        self,
        listing_ids: Sequence[str],
        kind: PartyKind,
        names: Sequence[str],
        birth_dates: Sequence[str | None],
        seats: Sequence[str | None],
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


class Making:
    """Makes rows of listings from what was read, their record ids and their digests; the index takes the
    names at once, which saves looking at every row twice."""

    def __init__(self, run: Reading, index: Index) -> None:
        self._rows = new_listings.RowMaker(run.source_id, run.seq)
        self._index = index

    def one(self, row: new_listings.Row, record_id: str, digest: bytes) -> Row:
        """The row of one listing."""
        made = self._rows.one(row, record_id, digest)
        self._index.add(*new_listings.to_index(made))
        return made

    def all(self, rows: new_listings.Rows, digests: Sequence[bytes]) -> PackedRows:
        """The rows of many that have nothing but what stands in a few columns."""
        made = self._rows.all(rows, digests)
        self._index.add_all(*new_listings.all_to_index(rows.kind, made))
        return made


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
            index.add(*new_listings.to_index(row))
        if rows:
            _add(run, packed(rows))


def _add(run: Reading, rows: PackedRows) -> None:
    with transaction(is_piece=True):
        mine(run)
        new_listings.add_rows(rows)
