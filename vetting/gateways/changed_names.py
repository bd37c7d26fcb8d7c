"""Which of a delivery's changed listings lie near a party: a small index in memory, made for one run.

Organisations are found by their names, numbers and accounts, persons by their names and full birth dates.

A delivery changes a hundredth of a register, so its changed listings are looked through from the parties'
side, all parties at once: most of them meet none. What comes out is compared by the matcher.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from vetting.domain.candidates import FINALIST_LIMIT, texts_of
from vetting.domain.evidence import ListingFacts, PartyFacts
from vetting.domain.terms import PartyKind

WALKED = 20_000  # entries read for one name, rarest lists first
LEAST_SHARE = 0.4  # of what two names tell: the mean of how much of each the other has
CELLS = 1_000_000  # of the table of names against listings that is filled at once
_LINE = 10
_FULL_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_LOW = np.uint64(0xFFFFFFFF)

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
_Key = TypeVar("_Key")


@dataclass(frozen=True, slots=True)
class _Met:
    """Places of names that share enough, the party's and the listing's, and how much."""

    ours: Ints
    theirs: Ints
    share: Floats


class ChangedListings:
    """Listings of one kind found by the letters of their names, and by what is the same or not at all."""

    def __init__(
        self, listings: Mapping[str, ListingFacts], kind: PartyKind = PartyKind.ORGANISATION
    ) -> None:
        self._kind = kind
        self._numbers: defaultdict[str, list[str]] = defaultdict(list)
        for listing_id, facts in listings.items():
            for number in _numbers(facts):
                self._numbers[number].append(listing_id)
        self._owner, texts = _texts(listings.items(), kind)
        self._index(*_pieces(texts))

    def near(self, parties: Sequence[PartyFacts]) -> list[list[str]]:
        """Per party the ids of the nearest listings, at most FINALIST_LIMIT: first those of its numbers or
        its birth date."""
        shares: list[dict[str, float]] = [
            {one: 2.0 for number in _numbers(party) for one in self._numbers.get(number, ())}
            for party in parties
        ]
        owner, texts = _texts(enumerate(parties), self._kind)
        for met in self._met(texts):
            columns = (met.ours.tolist(), met.theirs.tolist(), met.share.tolist())
            for at, row, share in zip(*columns, strict=True):
                known, listing_id = shares[owner[at]], self._owner[row]
                known[listing_id] = max(share, known.get(listing_id, 0.0))
        return [_nearest(one) for one in shares]

    def _index(self, pieces: NDArray[np.uint32], rows: Ints) -> None:
        """Lists of the names that have each piece, and what a name tells by all it has."""
        order = np.argsort(pieces, kind="stable")
        self._rows, pieces = rows[order], pieces[order]
        self._starts = np.flatnonzero(_begins(pieces))
        self._known, self._sizes = pieces[self._starts], np.diff(self._starts, append=len(pieces))
        self._rarity: Floats = np.log((len(self._owner) + 2) / (self._sizes + 1)) ** 2
        self._tells = np.bincount(self._rows, np.repeat(self._rarity, self._sizes), len(self._owner))

    def _met(self, texts: Sequence[str]) -> Iterator[_Met]:
        if not len(self._known):
            return
        at_once = max(1, CELLS // max(len(self._owner), WALKED))
        for start in range(0, len(texts), at_once):
            yield self._shared(start, texts[start : start + at_once])

    def _shared(self, first: int, texts: Sequence[str]) -> _Met:
        """Names that share enough with some of the texts, of which `first` is the place of the first."""
        pieces, owner = _pieces(texts)
        lists = np.minimum(self._known.searchsorted(pieces), len(self._known) - 1)
        known = self._known[lists] == pieces
        lists, owner = lists[known], owner[known]
        tells = np.bincount(owner, self._rarity[lists], len(texts))
        table = self._table(*self._walked(lists, owner), len(texts))
        met = np.flatnonzero(table)
        ours, theirs = np.divmod(met, len(self._owner))
        share = table[met] * (1 / tells[ours] + 1 / self._tells[theirs]) / 2
        enough = share >= LEAST_SHARE
        return _Met(ours[enough] + first, theirs[enough], share[enough])

    def _table(self, lists: Ints, owner: Ints, texts: int) -> Floats:
        """What each text shares with each name: a row of names for every text, one after the other."""
        sizes, names = self._sizes[lists], len(self._owner)
        ends = np.cumsum(sizes)
        places = np.arange(int(sizes.sum())) + np.repeat(self._starts[lists] - (ends - sizes), sizes)
        cells = np.repeat(owner * names, sizes) + self._rows[places]
        shared: Floats = np.repeat(self._rarity[lists], sizes)
        return np.bincount(cells, shared, texts * names).astype(np.float64, copy=False)

    def _walked(self, lists: Ints, owner: Ints) -> tuple[Ints, Ints]:
        """Of each name its rarest lists, as long as no more than WALKED entries are read."""
        order = np.lexsort((self._sizes[lists], owner))
        lists, owner = lists[order], owner[order]
        spent = np.cumsum(self._sizes[lists])
        before = np.concatenate((np.zeros(1, np.int64), spent))[owner.searchsorted(owner)]
        walked = spent - before <= WALKED
        return lists[walked], owner[walked]


def _nearest(shares: Mapping[str, float]) -> list[str]:
    return sorted(shares, key=lambda one: (-shares[one], one))[:FINALIST_LIMIT]


def _texts(
    sides: Iterable[tuple[_Key, PartyFacts | ListingFacts]], kind: PartyKind
) -> tuple[list[_Key], list[str]]:
    """Every name of those of the kind as the index writes it, each with whose it is."""
    owner: list[_Key] = []
    names: list[str] = []
    for key, facts in sides:
        if facts.kind is kind:
            called = (facts.name, *facts.aliases)
            owner += [key] * len(called)
            names += called
    texts = texts_of(names, kind)
    once = dict.fromkeys((key, text) for key, text in zip(owner, texts, strict=True) if text)
    return [key for key, _ in once], [text for _, text in once]


def _numbers(facts: PartyFacts | ListingFacts) -> set[str]:
    own = {facts.org_number, *facts.other_numbers} - {None}
    giro = {f"giro {facts.giro}"} if facts.giro else set()
    born = {f"born {day}" for day in _FULL_DATE.findall(facts.birth_date or "")}
    return {str(number) for number in own} | giro | born


def _pieces(texts: Sequence[str]) -> tuple[NDArray[np.uint32], Ints]:
    """Every four letters that follow each other, with the place of their text, each once for a text. A
    blank stands before each word and after the last."""
    block = "".join([f"{f' {text} ':4}\n" for text in texts]).encode("ascii")
    ends = np.frombuffer(block, np.uint8) == _LINE
    four = np.ndarray((max(len(block) - 3, 0),), np.dtype("<u4"), block, strides=(1,)).astype(np.uint64)
    within = ~(ends[:-3] | ends[1:-2] | ends[2:-1] | ends[3:])
    owner = np.cumsum(ends, dtype=np.uint64)[:-3]
    found = (owner[within] << np.uint64(32)) | four[within]
    found.sort()
    found = found[_begins(found)]
    return (found & _LOW).astype(np.uint32), (found >> np.uint64(32)).astype(np.int64)


def _begins(ascending: NDArray[Any]) -> NDArray[np.bool_]:
    """Where each value stands for the first time."""
    return np.concatenate((np.ones(min(len(ascending), 1), bool), ascending[1:] != ascending[:-1]))
