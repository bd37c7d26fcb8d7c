"""How much a word of a name tells: its rarity among the names of one snapshot."""

import hashlib
import itertools
import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import NamedTuple

from vetting.domain.name_words import COMMON, PLACES
from vetting.domain.names import Token, TokenKind, search_key, stem_of, tokens, word_form

TUNED_REMEMBERED = 2  # tables of a snapshot under other settings: those in force, and those being tried
COUNTED_ALL = 100_000
THINNED = 10

_PLACE_STEMS = frozenset(stem_of(place) for place in PLACES)
COMMON_STEMS = frozenset(stem_of(word) for word in COMMON)


class KindWeights(NamedTuple):
    """What words of a kind weigh whatever their rarity; rarity itself runs from 1 to some 15.

    `bare_type`: a lone “föreningen”, for Föreningen Ljus is Ljus. `letter`: the most that each letter of a
    word adds. Of the weight of a word no name has, `common` is the share that a word common to all
    associations weighs at most, and `distinctive` the share from which a word tells one body from another.
    """

    type: float = 1.0
    bare_type: float = 0.3
    number: float = 4.0
    letter: float = 2.0
    common: float = 0.4
    distinctive: float = 0.55


USUAL = KindWeights()


@dataclass(frozen=True, slots=True)
class TokenWeights:
    """Weight per word of a snapshot's names. `unseen` is the weight of a word no name has; `version`
    names the table and is stored with each check. `kinds` are a setting, see `under`."""

    version: str
    unseen: float = 8.0
    idf: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    places: frozenset[str] = _PLACE_STEMS
    kinds: KindWeights = USUAL
    words: dict[str, object] = field(default_factory=dict, compare=False, repr=False)  # see `weighed.ready`
    names: dict[str, object] = field(default_factory=dict, compare=False, repr=False)
    tuned: dict[KindWeights, "TokenWeights"] = field(default_factory=dict, compare=False, repr=False)

    def under(self, kinds: KindWeights) -> "TokenWeights":
        """The same rarities with those weights of kinds; the names it makes ready are its own."""
        if kinds == self.kinds:
            return self
        found = self.tuned.get(kinds)
        if found is None:
            if len(self.tuned) >= TUNED_REMEMBERED:
                self.tuned.clear()
            found = self.tuned[kinds] = replace(self, kinds=kinds, words={}, names={}, tuned={})
        return found

    def of(self, token: Token) -> float:
        if token.is_type:
            return self.kinds.bare_type if token.is_bare else self.kinds.type
        if token.kind is TokenKind.NUMBER:
            return self.kinds.number
        weight = min(self.idf.get(token.text, self.unseen), self.kinds.letter * len(token.text))
        return min(weight, self.kinds.common * self.unseen) if token.text in COMMON_STEMS else weight

    def is_place(self, token: Token) -> bool:
        return token.text in self.places

    def is_distinctive(self, token: Token) -> bool:
        """Rare enough to tell one body from another; a place is shared by too many."""
        if token.kind is not TokenKind.WORD or self.is_place(token) or len(token.text) < 3:
            return False
        return self.of(token) >= self.kinds.distinctive * self.unseen


UNWEIGHTED = TokenWeights(version="none")


def weights_of(names: Iterable[str], seats: Iterable[str] = ()) -> TokenWeights:
    """The weights of a snapshot from its names; its seats join the known places.

    From COUNTED_ALL names on only every THINNED-th is counted, and counts for them all: rarity among
    millions needs no exact count, and the table is ready in seconds.
    """
    known, every = _WordTexts(), list(names)
    total, rest = len(every), every[COUNTED_ALL::THINNED]
    seen = _counted(every[:COUNTED_ALL], known)
    for word, count in _counted(rest, known).items():
        seen[word] += THINNED * count
    places = _PLACE_STEMS | {stem_of(word) for seat in set(seats) for word in search_key(seat).split()}
    # A handful of names knows nothing about rarity: their words weigh as among a thousand.
    size = max(total, 1000)
    idf = {word: 1 + math.log((size + 1) / (count + 1)) for word, count in sorted(seen.items())}
    listed = "\n".join([f"{total}", *(f"{w}\t{seen[w]}" for w in idf), *sorted(places)])
    version = hashlib.sha256(listed.encode()).hexdigest()[:16]
    return TokenWeights(version, 1 + math.log(size + 1), MappingProxyType(idf), frozenset(places))


class _WordTexts(dict[str, tuple[str, ...] | None]):
    """What is counted of each word as written; None where what stands beside it may have a say."""

    def __missing__(self, written: str) -> tuple[str, ...] | None:
        form = word_form(written)
        self[written] = found = None if form.spans else tuple(_words_among(form.pieces))
        return found


def _counted(names: Iterable[str], known: _WordTexts) -> Counter[str]:
    """In how many of the names each word stands."""
    return Counter(itertools.chain.from_iterable([_words_of(name, known) for name in names]))


def _words_of(name: str, known: _WordTexts) -> set[str]:
    written = name.split()
    told = [texts for one in written if (texts := known[one]) is not None]
    if len(told) < len(written):
        return set(_words_among(tokens(name)))
    return set(itertools.chain.from_iterable(told))


def _words_among(pieces: Iterable[Token]) -> list[str]:
    return [token.text for token in pieces if token.kind is TokenKind.WORD]
