"""The listings nearest to a name: rarest lists first, within a budget, so that time is bounded.

Three steps: rows are drawn from the rarest lists, the best of them ranked by all the name has, and
those left are looked at letter by letter. Nothing here decides; the matcher compares what comes out.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from vetting.domain.candidates import CANDIDATE_LIMIT, FINALIST_LIMIT, Candidates
from vetting.gateways.name_codes import codes_of, keys_of
from vetting.gateways.name_segments import Living

DRAWN = 40_000  # entries walked to draw rows from
LONGEST = 200_000  # of a first list: a name may consist of nothing but common words
RANKED = 300  # rows ranked by the rest of the name
TELLING = 0.9  # of what the name tells: the last, longest lists hardly rank
SAME = 1_000  # rows with the very same letters that are met without drawing
UNMET_SHARE = 0.5  # of what the name tells, in lists not walked: from here the search was bounded
LIFTED, STEPS_BACK = 1.6, 0.3  # a row whose birth date or seat agrees, a person born another day

Rows = NDArray[np.int64]
Floats = NDArray[np.float64]
_LOW = np.uint64(0xFFFFFFFF)


@dataclass
class Search:
    """One text looked for in the segments of a snapshot, see `searches`. `walked` counts the entries read.

    `key`: of its letters. `spans`, `sizes`, `rarity`: of each list of its codes, rarest first, the spans in
    each segment. `marks`: numbers of birth dates or of the seat that agree, empty where none is known;
    `is_gate`: a row with another one steps back.
    """

    segments: Sequence[Living]
    text: str
    key: np.uint64
    spans: NDArray[np.int64]
    sizes: Rows
    rarity: Floats
    marks: NDArray[np.uint32]
    is_gate: bool
    walked: int = 0
    considered: int = 0
    is_bounded: bool = False
    _bases: Rows = field(init=False)

    def __post_init__(self) -> None:
        self._bases = np.cumsum([0, *(len(one.segment) for one in self.segments)])

    def nearest(self) -> tuple[NDArray[np.uint64], Floats]:
        """Ids of the listings of the nearest rows and how near each row is; at most CANDIDATE_LIMIT."""
        rows, shared, lists = self._drawn()
        same = self._same()
        self.considered = len(rows) + int(np.count_nonzero(~_are_in(same, rows)))
        best = self._best(rows, shared * self._weight(rows), RANKED)
        rows, shared = rows[best], shared[best]
        if len(same):
            rows, shared = _joined(rows, shared, same)
        if not len(rows):
            return np.zeros(0, np.uint64), np.zeros(0)
        told = np.cumsum(self.rarity)
        for at in range(lists, int(told.searchsorted(TELLING * told[-1])) + 1 if len(told) else 0):
            shared += self.rarity[at] * self._has(rows, at)
        if len(same):
            shared[np.searchsorted(rows, same)] = max(float(self.rarity.sum()), 1e-9)
        return self._looked_at(rows, shared * self._weight(rows))

    def _drawn(self) -> tuple[Rows, Floats, int]:
        """Rows of the rarest lists, ascending, what each shares with the name, and how many lists."""
        spent = np.cumsum(self.sizes)
        lists = int(np.searchsorted(spent, DRAWN, side="right"))
        if not lists and len(spent) and spent[0] <= LONGEST:
            lists = 1
        unmet = float(self.rarity[lists:].sum())
        self.is_bounded = unmet > 0 and unmet >= UNMET_SHARE * float(self.rarity.sum())
        if not lists:
            return np.zeros(0, np.int64), np.zeros(0), 0
        entries = self._entries(lists)
        self.walked += len(entries)
        entries.sort(kind="stable")  # whole runs that ascend already: merged, not sorted
        rows = (entries >> np.uint64(32)).astype(np.int64)
        starts = np.flatnonzero(np.concatenate((np.ones(1, bool), rows[1:] != rows[:-1])))
        told = self.rarity[(entries & _LOW).astype(np.int64)]
        return rows[starts], np.add.reduceat(told, starts), lists

    def _entries(self, lists: int) -> NDArray[np.uint64]:
        """`row << 32 | at` of the living rows of the first lists."""
        found = []
        for base, one, spans in zip(self._bases, self.segments, self.spans, strict=False):
            listed = [one.segment.list_at(span) for span in spans[:lists]]
            if len(one.dead):
                listed = [rows[one.alive[rows]] for rows in listed]
            at = np.repeat(np.arange(lists, dtype=np.uint64), [len(rows) for rows in listed])
            rows = np.concatenate(listed).astype(np.uint64) + np.uint64(base)
            found.append((rows << np.uint64(32)) | at)
        return found[0] if len(found) == 1 else np.concatenate(found)

    def _has(self, rows: Rows, at: int) -> NDArray[np.bool_]:
        """Which rows stand in a list, by halving it: the list itself is not walked."""
        mask = np.zeros(len(rows), bool)
        for number, part in self._parts(rows):
            listed = self.segments[number].segment.list_at(self.spans[number, at])
            ours = (rows[part] - self._bases[number]).astype(np.uint32)
            mask[part] = _are_in(ours, listed)
            self.walked += len(ours)
        return mask

    def _parts(self, rows: Rows) -> list[tuple[int, slice]]:
        """Where the rows of each segment stand among `rows`, ascending."""
        edges = rows.searchsorted(self._bases).tolist()
        parts = enumerate(map(slice, edges, edges[1:]))
        return [(at, part) for at, part in parts if part.start < part.stop]

    def _same(self) -> Rows:
        found = []
        for base, one in zip(self._bases, self.segments, strict=False):
            rows = one.segment.same(self.key)
            if len(one.dead):
                rows = rows[one.alive[rows]]
            found.append(rows.astype(np.int64) + base)
        every: Rows = np.sort(np.concatenate(found))
        if len(every) <= SAME:
            return every
        self.is_bounded = True
        return every[self._best(every, self._weight(every), SAME)]

    def _weight(self, rows: Rows) -> Floats:
        """Per row, 1 / the root of its codes: a long name shares much with everybody. A person born
        another day steps back."""
        found = np.zeros(len(rows))
        for number, part in self._parts(rows):
            segment, own = self.segments[number].segment, rows[part] - self._bases[number]
            found[part] = segment.weights[own]
            if len(self.marks) and len(segment.marks):
                mark = segment.marks[own]
                other = np.where(mark == 0, 1.0, STEPS_BACK) if self.is_gate else 1.0
                found[part] *= np.where(_are_in(mark, self.marks), LIFTED, other)
        return found

    def _best(self, rows: Rows, weight: Floats, limit: int) -> NDArray[np.int64]:
        """Places of the heaviest rows, ascending; among equals those of the lowest listing ids."""
        if len(rows) <= limit:
            return np.arange(len(rows))
        edge = np.partition(weight, len(weight) - limit)[len(weight) - limit]
        over, at_edge = np.flatnonzero(weight > edge), np.flatnonzero(weight == edge)
        lowest = np.argsort(self._ids(rows[at_edge]), kind="stable")[: limit - len(over)]
        return np.sort(np.concatenate((over, at_edge[lowest])))

    def _looked_at(self, rows: Rows, weight: Floats) -> tuple[NDArray[np.uint64], Floats]:
        """The best rows with their texts compared letter by letter."""
        best = self._best(rows, weight, CANDIDATE_LIMIT)
        rows, weight = rows[best], weight[best]
        texts = self._texts(rows)
        alike = process.cdist([self.text], texts, scorer=fuzz.token_sort_ratio)[0]
        partly = process.cdist([self.text], texts, scorer=fuzz.token_set_ratio)[0]
        return self._ids(rows), weight / (float(weight.max()) or 1.0) + (alike + partly) / 200

    def _ids(self, rows: Rows) -> NDArray[np.uint64]:
        found = np.zeros(len(rows), np.uint64)
        for number, part in self._parts(rows):
            found[part] = self.segments[number].segment.ids[rows[part] - self._bases[number]]
        return found

    def _texts(self, rows: Rows) -> list[str]:
        return [
            text
            for number, part in self._parts(rows)
            for text in self.segments[number].segment.texts_of(rows[part] - self._bases[number])
        ]


def _are_in(values: NDArray[Any], among: NDArray[Any]) -> NDArray[np.bool_]:
    """Which of the values stand among others that ascend."""
    if len(among) <= 1:
        return values == among if len(among) else np.zeros(len(values), bool)
    place = among.searchsorted(values)
    place[place == len(among)] = 0
    return np.asarray(among[place] == values)


def _joined(rows: Rows, shared: Floats, more: Rows) -> tuple[Rows, Floats]:
    """Rows that were not drawn come in with nothing shared yet."""
    fresh = more[~_are_in(more, rows)]
    together = np.concatenate((rows, fresh))
    order = np.argsort(together, kind="stable")
    return together[order], np.concatenate((shared, np.zeros(len(fresh))))[order]


def searches(
    segments: Sequence[Living], wanted: Sequence[tuple[str, NDArray[np.uint32]]], *, is_gate: bool
) -> list[Search]:
    """A search for each text with the marks that agree, made ready together: one cutting, one look-up."""
    if not segments or not wanted:
        return []
    block = np.frombuffer("".join(f"{text}\n" for text, _ in wanted).encode(), np.uint8)
    found = codes_of(block)
    codes, owner = (found >> np.uint64(32)).astype(np.uint32), (found & _LOW).astype(np.int64)
    spans = np.stack([one.segment.spans(codes) for one in segments])
    sizes = np.zeros(len(codes), np.int64)
    for one, span in zip(segments, spans, strict=True):
        sizes += one.living(codes, span)
    order = np.lexsort((codes, sizes, owner))
    order = order[sizes[order] > 0]
    spans, sizes = spans[:, order], sizes[order]
    total = sum(one.size for one in segments)
    rarity = np.log((total + 2) / (sizes + 1)) ** 2
    edges = owner[order].searchsorted(np.arange(len(wanted) + 1)).tolist()
    keys = keys_of(block, len(wanted))
    return [
        Search(
            segments, text, key, spans[:, first:last], sizes[first:last], rarity[first:last], marks, is_gate
        )
        for (text, marks), key, first, last in zip(wanted, keys, edges, edges[1:], strict=False)
    ]


def nearest(
    segments: Sequence[Living],
    parties: Sequence[tuple[Sequence[str], NDArray[np.uint32]]],
    *,
    is_gate: bool,
) -> list[Candidates]:
    """Per party the listings nearest to any of its texts (words as indexed), FINALIST_LIMIT at most."""
    texts = [[text for text in dict.fromkeys(own) if text] for own, _ in parties]
    wanted = [(text, marks) for own, (_, marks) in zip(texts, parties, strict=True) for text in own]
    ready = iter(searches(segments, wanted, is_gate=is_gate))
    return [_finalists(list(islice(ready, len(own)))) for own in texts]


def _finalists(asked: Sequence[Search]) -> Candidates:
    """The best name of a listing counts; among equals the lowest listing id comes first."""
    if not asked:
        return Candidates((), 0)
    met = [one.nearest() for one in asked]
    ids, near = np.concatenate([one for one, _ in met]), np.concatenate([one for _, one in met])
    ordered = ids[np.lexsort((ids, -near.round(9)))].tolist()
    return Candidates(
        tuple([f"{number:016x}" for number in islice(dict.fromkeys(ordered), FINALIST_LIMIT)]),
        sum(one.considered for one in asked),
        any(one.is_bounded for one in asked),
    )
