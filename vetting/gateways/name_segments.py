"""One segment of the candidate index: names of one kind, sorted by what they can be found by."""

from array import array
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vetting.gateways.array_files import Arrays, DamagedFile, read_arrays, write_arrays
from vetting.gateways.name_codes import CODES, codes_of, keys_of

_BLOCK = 1_500_000  # bytes of text cut at once: bounds the memory of a build
_LINE = 10
_ROWS = np.uint64(0xFFFFFFFF)
_PARTS = {"codes", "starts", "postings", "weights", "ids", "marks", "text", "text_starts", "keys", "key_rows"}


class SegmentTexts:
    """Texts on their way into a segment, packed: two million take some 100 MB.

    Each full block is cut on a thread of its own, beside what else the reading of a register does: nearly
    all of that leaves the interpreter alone.
    """

    def __init__(self) -> None:
        self._beside: ThreadPoolExecutor | None = None
        self._cut: list[Future[_Block]] = []
        self._cut_rows = self._cut_bytes = 0
        self._ids = array("Q")
        self._marks = array("I")
        self._ends = array("Q")
        self._text = bytearray()

    def __len__(self) -> int:
        return len(self._ids)

    def add(self, listing_id: str, text: str, mark: int = 0) -> None:
        """One name of a listing: `listing_id` 16 hex digits, `text` ascii words, `mark` as in `Segment`."""
        self._text += text.encode("ascii", "ignore")
        self._text.append(_LINE)
        self._ids.append(int(listing_id, 16))
        self._marks.append(mark)
        self._ends.append(len(self._text))
        if len(self._text) - self._cut_bytes >= _BLOCK:
            self._cut_now()

    def add_all(self, listing_ids: Sequence[str], texts: Sequence[str], marks: Sequence[int]) -> None:
        """The same for many, column by column."""
        if not texts:
            return
        base, block = len(self._text), ("\n".join(texts) + "\n").encode("ascii", "ignore")
        self._text += block
        self._ids.extend([int(one, 16) for one in listing_ids])
        self._marks.extend(marks)
        ends = np.flatnonzero(np.frombuffer(block, np.uint8) == _LINE) + (base + 1)
        self._ends.frombytes(ends.astype(np.uint64).tobytes())
        if len(self._text) - self._cut_bytes >= _BLOCK:
            self._cut_now()

    def _cut_now(self) -> None:
        if self._beside is None:
            self._beside = ThreadPoolExecutor(1, "names")
        part = np.frombuffer(bytes(self._text[self._cut_bytes :]), np.uint8)
        self._cut.append(self._beside.submit(_block, part, self._cut_rows, len(self) - self._cut_rows))
        self._cut_rows, self._cut_bytes = len(self), len(self._text)

    def take_over(self, segment: "Segment", alive: NDArray[np.bool_]) -> None:
        """The rows of an earlier segment that still hold."""
        starts = segment.text_starts.astype(np.int64)
        lengths = starts[1:] - starts[:-1]
        marks = segment.marks if len(segment.marks) else np.zeros(len(segment), np.uint32)
        base = len(self._text)
        self._text += segment.text[np.repeat(alive, lengths)].tobytes()
        self._ids.frombytes(segment.ids[alive].tobytes())
        self._marks.frombytes(marks[alive].tobytes())
        self._ends.frombytes((np.cumsum(lengths[alive]) + base).astype(np.uint64).tobytes())

    def write(self, path: Path) -> None:
        """Sorts everything and writes the file."""
        ends = np.frombuffer(self._ends, np.uint64).astype(np.int64)
        text, marks = np.frombuffer(self._text, np.uint8), np.frombuffer(self._marks, np.uint32)
        starts = np.concatenate((np.zeros(1, np.int64), ends))
        blocks = [one.result() for one in self._cut]
        self._cut.clear()
        if self._beside is not None:
            self._beside.shutdown()
        blocks += _blocks(text, starts, self._cut_rows)
        counts = sum((one.counts for one in blocks), np.zeros(CODES, np.uint32))
        weights = np.concatenate([one.weights for one in blocks] or [np.zeros(0, np.float32)])
        keys = np.concatenate([one.keys for one in blocks] or [np.zeros(0, np.uint64)])
        postings = _merged(blocks, counts)
        codes = np.flatnonzero(counts).astype(np.uint32)
        order = np.argsort(keys, kind="stable")
        write_arrays(
            path,
            {
                "codes": codes,
                "starts": np.concatenate((np.zeros(1, np.uint32), np.cumsum(counts[codes], dtype=np.uint32))),
                "postings": postings,
                "weights": weights,
                "ids": np.frombuffer(self._ids, np.uint64),
                "marks": marks if marks.any() else marks[:0],
                "text": text,
                "text_starts": starts.astype(np.uint32),
                "keys": keys[order],
                "key_rows": order.astype(np.uint32),
            },
        )


@dataclass
class _Block:
    """Part of the rows: their postings in order of code, how many each code has, a weight per row."""

    codes: NDArray[np.uint32]
    sizes: NDArray[np.uint32]
    rows: NDArray[np.uint32]
    weights: NDArray[np.float32]
    keys: NDArray[np.uint64]

    @property
    def counts(self) -> NDArray[np.uint32]:
        found = np.zeros(CODES, np.uint32)
        found[self.codes] = self.sizes
        return found


def _blocks(text: NDArray[np.uint8], starts: NDArray[np.int64], first: int) -> Iterator[_Block]:
    """The rows from `first` on."""
    rows = len(starts) - 1
    while first < rows:
        last = int(np.searchsorted(starts, starts[first] + _BLOCK, side="right")) - 1
        last = min(max(last, first + 1), rows)
        yield _block(text[starts[first] : starts[last]], first, last - first)
        first = last


def _block(part: NDArray[np.uint8], first: int, rows: int) -> _Block:
    found = codes_of(part)
    of_row = (found & _ROWS).astype(np.uint32)
    codes, sizes = _runs((found >> np.uint64(32)).astype(np.uint32))
    held = np.bincount(of_row, minlength=rows)
    weights = (1 / np.sqrt(np.maximum(held, 1))).astype(np.float32)
    return _Block(codes, sizes, of_row + np.uint32(first), weights, keys_of(part, rows))


def _runs(codes: NDArray[np.uint32]) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """Each code of an ascending row of codes once, and how often it stands there."""
    edges = np.flatnonzero(np.concatenate((np.ones(1, bool), codes[1:] != codes[:-1], np.ones(1, bool))))
    return codes[edges[:-1]], np.diff(edges).astype(np.uint32)


def _merged(blocks: list[_Block], counts: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """The postings of all blocks in order of code, then of row; empties each block it has taken in."""
    if len(blocks) == 1:
        return blocks[0].rows
    free = np.concatenate((np.zeros(1, np.int64), np.cumsum(counts, dtype=np.int64)))[:-1]
    postings = np.empty(int(counts.sum(dtype=np.int64)), np.uint32)
    for one in blocks:
        sizes = one.sizes.astype(np.int64)
        shift = free[one.codes] - (np.cumsum(sizes) - sizes)
        postings[np.arange(len(one.rows)) + np.repeat(shift, sizes)] = one.rows
        free[one.codes] += sizes
        one.rows = np.zeros(0, np.uint32)
    return postings


class Segment:
    """A written segment, mapped. Rows are numbered from 0; a listing has a row for each of its names."""

    def __init__(self, path: Path) -> None:
        """Raises DamagedFile."""
        parts: Arrays = read_arrays(path)
        if parts.keys() != _PARTS:
            raise DamagedFile(path.name)
        self.path = path
        self.ids, self.text, self.text_starts = parts["ids"], parts["text"], parts["text_starts"]
        self.weights, self.keys, self.key_rows = parts["weights"], parts["keys"], parts["key_rows"]
        self.marks = parts["marks"]  # a number per row, 0 where unknown; empty where no row has one
        self._codes, self._starts, self._postings = parts["codes"], parts["starts"], parts["postings"]

    def __len__(self) -> int:
        return len(self.ids)

    def spans(self, codes: NDArray[np.uint32]) -> NDArray[np.int64]:
        """Where the list of each code begins and ends, as two columns; empty where no row has the code."""
        if not len(self._codes):
            return np.zeros((len(codes), 2), np.int64)
        at = np.minimum(np.searchsorted(self._codes, codes), len(self._codes) - 1)
        known = self._codes[at] == codes
        return np.where(known[:, None], np.stack((self._starts[at], self._starts[at + 1]), 1), 0).astype(
            np.int64
        )

    def list_at(self, span: NDArray[np.int64]) -> NDArray[np.uint32]:
        """The rows of one span, ascending."""
        return self._postings[span[0] : span[1]]

    def same(self, key: np.uint64) -> NDArray[np.uint32]:
        """Rows whose letters are all the same."""
        first, last = np.searchsorted(self.keys, key, "left"), np.searchsorted(self.keys, key, "right")
        return self.key_rows[first:last]

    def texts_of(self, rows: NDArray[np.integer[Any]]) -> list[str]:
        """The words of each row."""
        text = self.text.data
        edges = zip(self.text_starts[rows].tolist(), self.text_starts[rows + 1].tolist(), strict=True)
        return [str(text[first : last - 1], "ascii") for first, last in edges]

    def rows_of(self, ids: NDArray[np.uint64]) -> NDArray[np.uint32]:
        """Rows of these listings; `ids` sorted."""
        if not len(ids):
            return np.zeros(0, np.uint32)
        at = np.minimum(np.searchsorted(ids, self.ids), len(ids) - 1)
        return np.flatnonzero(ids[at] == self.ids).astype(np.uint32)

    def counts_of(self, rows: NDArray[np.uint32]) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
        """Codes these rows have, ascending, and how many rows have each."""
        block = "".join(text + "\n" for text in self.texts_of(rows)).encode()
        found = codes_of(np.frombuffer(block, np.uint8)) >> np.uint64(32)
        found_codes = found.astype(np.uint32)
        found_codes.sort()
        return _runs(found_codes)


@dataclass(frozen=True)
class Living:
    """A segment as one snapshot sees it: some of its rows may be dead."""

    segment: Segment
    dead: NDArray[np.uint32]  # rows, ascending
    codes: NDArray[np.uint32]
    counts: NDArray[np.uint32]

    @cached_property
    def alive(self) -> NDArray[np.bool_]:
        """Per row, whether the snapshot has it."""
        mask = np.ones(len(self.segment), bool)
        mask[self.dead] = False
        return mask

    @property
    def size(self) -> int:
        """Living rows."""
        return len(self.segment) - len(self.dead)

    def living(self, codes: NDArray[np.uint32], spans: NDArray[np.int64]) -> NDArray[np.int64]:
        """How many living rows have each code."""
        sizes = spans[:, 1] - spans[:, 0]
        if not len(self.codes):
            return sizes
        at = np.minimum(np.searchsorted(self.codes, codes), len(self.codes) - 1)
        return sizes - np.where(self.codes[at] == codes, self.counts[at], 0)
