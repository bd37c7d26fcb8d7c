"""Names as numbers: the pieces a name can be found by, cut from whole blocks of text at once.

A text is ascii words parted by blanks. Its codes are, so that one slip or a dropped word leaves most:
- every run of four characters that lies in one word, the blanks around it counted in;
- every word, and of a long one its first six and its last six letters;
- every two words that stand near each other in either order, and each with the first or the last four
  letters of the other: two common words together are rare.
Words that tell the kind of body (forening, klubb) are a code of their own and no part of any other.
"""

import numpy as np
from numpy.typing import NDArray

from vetting.domain.name_words import HEADS

LETTERS = b"abcdefghijklmnopqrstuvwxyz0123456789"
BASE = len(LETTERS) + 1
HASHED_FROM = 1 << 21  # above every run of four: 37 ** 4 = 1,874,161
CODES = 1 << 22
NEAR = 2  # words apart, at most, to make a pair
LONG_WORD, LONG_PIECE, PIECE = 8, 6, 4

_NUMBER_OF = np.zeros(256, np.uint8)
_NUMBER_OF[np.frombuffer(LETTERS, np.uint8)] = np.arange(1, BASE, dtype=np.uint8)
_LINE = 10
_EIGHT = 8
_MASKS = np.array([(1 << 8 * letters) - 1 for letters in range(_EIGHT + 1)], np.uint64)
_ODD = np.uint64(0x9E3779B97F4A7C15)
_HEAD, _TAIL = np.uint64(0x243F6A8885A308D3), np.uint64(0x13198A2E03707344)  # keep apart what is cut where

Ints = NDArray[np.uint32]
Keys = NDArray[np.uint64]
Places = NDArray[np.int64]


def codes_of(block: NDArray[np.uint8]) -> Keys:
    """`code << 32 | row` of every text of the block, sorted, each once; texts end with a line feed."""
    text = np.concatenate((np.full(1, _LINE, np.uint8), block, np.zeros(_EIGHT, np.uint8)))
    number = _NUMBER_OF[text]
    row_of = np.cumsum(text == _LINE, dtype=np.uint32) - np.uint32(1)
    edges = np.flatnonzero((number[1:] > 0) != (number[:-1] > 0)) + 1
    starts, ends = edges[::2], edges[1::2]
    words, rows = _hashed(text, starts, ends), row_of[starts]
    plain = ~_is_type(words)
    found = [_runs(_without(number, starts[~plain], ends[~plain]), row_of), _keyed(words, rows)]
    starts, ends, words, rows = starts[plain], ends[plain], words[plain], rows[plain]
    long = np.flatnonzero(ends - starts >= LONG_WORD)
    found.append(_keyed(_piece(text, starts[long], LONG_PIECE) ^ _HEAD, rows[long]))
    found.append(_keyed(_piece(text, ends[long] - LONG_PIECE, LONG_PIECE) ^ _TAIL, rows[long]))
    short = ends - starts < PIECE  # such a word is its own first and last letters
    heads = np.where(short, words, _piece(text, starts, PIECE)) ^ _HEAD
    tails = np.where(short, words, _piece(text, np.maximum(ends - PIECE, 0), PIECE)) ^ _TAIL
    for apart in range(1, NEAR + 1):
        at = np.flatnonzero(rows[:-apart] == rows[apart:])
        found += [
            _keyed(_mixed(ours[at] + others[at + apart]), rows[at])
            for ours, others in (
                (words, words),
                (words, heads),
                (words, tails),
                (heads, words),
                (tails, words),
            )
        ]
    every: Keys = np.concatenate(found)
    every.sort()
    once: Keys = every[np.concatenate((np.ones(min(len(every), 1), bool), every[1:] != every[:-1]))]
    return once


def keys_of(block: NDArray[np.uint8], rows: int) -> Keys:
    """A hash per text of all its letters without blanks: equal for names that differ in blanks only."""
    written = block[block != ord(" ")]
    letters = np.concatenate((np.full(1, _LINE, np.uint8), written, np.zeros(_EIGHT, np.uint8)))
    lines = np.flatnonzero(letters == _LINE)
    return _hashed(letters, lines[:rows] + 1, lines[1 : rows + 1])


def _runs(number: NDArray[np.uint8], row_of: Ints) -> Keys:
    """Four characters of one word; a word of a single letter is a run with its blanks."""
    a, b, c, d = (number[at : len(number) - 3 + at].astype(np.uint32) for at in range(4))
    alone = (a == 0) & (b > 0) & (c == 0)
    d[alone] = 0
    at = np.flatnonzero((b > 0) & (c > 0) | alone)
    base = np.uint32(BASE)
    code = ((a[at] * base + b[at]) * base + c[at]) * base + d[at]
    return (code.astype(np.uint64) << np.uint64(32)) | row_of[at + 1]


def _without(number: NDArray[np.uint8], starts: Places, ends: Places) -> NDArray[np.uint8]:
    """The letters with these words blanked out."""
    edges = np.zeros(len(number), np.int8)
    edges[starts] += 1
    edges[ends] -= 1
    return np.where(np.cumsum(edges, dtype=np.int8) > 0, 0, number).astype(np.uint8)


def _hashed(text: NDArray[np.uint8], starts: Places, ends: Places) -> Keys:
    """A hash of the letters from each start until before its end, eight at a time."""
    eight = _eights(text)
    left = ends - starts
    total = _mixed(eight[starts] & _MASKS[np.minimum(left, _EIGHT)])
    more = np.flatnonzero(left > _EIGHT)
    done = _EIGHT
    while len(more):
        piece = eight[starts[more] + done] & _MASKS[np.minimum(left[more] - done, _EIGHT)]
        total[more] = _mixed(total[more] * _ODD + piece)
        done += _EIGHT
        more = more[left[more] > done]
    return total


def _piece(text: NDArray[np.uint8], starts: Places, length: int) -> Keys:
    return _mixed(_eights(text)[starts] & _MASKS[length])


def _eights(text: NDArray[np.uint8]) -> Keys:
    """The eight letters from each place on, as one number; the text ends in eight that count for nothing."""
    return np.ndarray((len(text) - _EIGHT + 1,), np.dtype("<u8"), text, strides=(1,))


def _is_type(words: Keys) -> NDArray[np.bool_]:
    at = np.minimum(_TYPES.searchsorted(words), len(_TYPES) - 1)
    return np.equal(_TYPES[at], words)


def _keyed(hashed: Keys, row: Ints) -> Keys:
    """`code << 32 | row`, the code a place among those of hashes."""
    return (((hashed >> np.uint64(43)) + np.uint64(HASHED_FROM)) << np.uint64(32)) | row


def _mixed(value: Keys) -> Keys:
    value = (value ^ (value >> np.uint64(31))) * np.uint64(0xBF58476D1CE4E5B9)
    return value ^ (value >> np.uint64(29))


def _types() -> Keys:
    heads = [head.encode() for head in sorted({head for _, head in HEADS})]
    ends = np.cumsum([len(head) for head in heads])
    text = np.frombuffer(b"".join(heads) + b"\0" * _EIGHT, np.uint8)
    return np.sort(_hashed(text, np.concatenate((np.zeros(1, np.int64), ends[:-1])), ends))


_TYPES = _types()
