"""How much a word of a name tells: its rarity among the names of one snapshot."""

import hashlib
import itertools
import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from vetting.domain.name_words import COMMON, PLACES
from vetting.domain.names import Token, TokenKind, search_key, stem_of, tokens, word_form

TYPE_WEIGHT = 1.0
BARE_TYPE_WEIGHT = 0.3  # Föreningen Ljus is Ljus
NUMBER_WEIGHT = 4.0
COMMON_SHARE = 0.4  # a common stem weighs at most this share of an unseen word
DISTINCTIVE_SHARE = 0.55
MOST_PER_LETTER = 2.0
COUNTED_ALL = 100_000
THINNED = 10

_PLACE_STEMS = frozenset(stem_of(place) for place in PLACES)
COMMON_STEMS = frozenset(stem_of(word) for word in COMMON)


@dataclass(frozen=True, slots=True)
class TokenWeights:
    """Weight per word of a snapshot's names. `unseen` is the weight of a word no name has; `version`
    names the table and is stored with each check."""

    version: str
    unseen: float = 8.0
    idf: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    places: frozenset[str] = _PLACE_STEMS
    words: dict[str, object] = field(default_factory=dict, compare=False, repr=False)  # see `weighed.ready`
    names: dict[str, object] = field(default_factory=dict, compare=False, repr=False)

    def of(self, token: Token) -> float:
        if token.is_type:
            return BARE_TYPE_WEIGHT if token.is_bare else TYPE_WEIGHT
        if token.kind is TokenKind.NUMBER:
            return NUMBER_WEIGHT
        weight = min(self.idf.get(token.text, self.unseen), MOST_PER_LETTER * len(token.text))
        return min(weight, COMMON_SHARE * self.unseen) if token.text in COMMON_STEMS else weight

    def is_place(self, token: Token) -> bool:
        return token.text in self.places

    def is_distinctive(self, token: Token) -> bool:
        """Rare enough to tell one body from another; a place is shared by too many."""
        if token.kind is not TokenKind.WORD or self.is_place(token) or len(token.text) < 3:
            return False
        return self.of(token) >= DISTINCTIVE_SHARE * self.unseen


UNWEIGHTED = TokenWeights(version="none")


def weights_of(names: Iterable[str], seats: Iterable[str] = ()) -> TokenWeights:
    """The weights of a snapshot from its names; its seats join the known places.

    From COUNTED_ALL names on only every THINNED-th is counted, and counts for them all: rarity among
    millions needs no exact count, and the table is ready in seconds.
    """
    total, seen, known = 0, Counter[str](), _WordTexts()
    names = iter(names)
    for name in itertools.islice(names, COUNTED_ALL):
        total += 1
        seen.update(_words_of(name, known))
    thinned = Counter[str]()
    for at, name in enumerate(names):
        total += 1
        if at % THINNED == 0:
            thinned.update(_words_of(name, known))
    for word, count in thinned.items():
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


def _words_of(name: str, known: _WordTexts) -> set[str]:
    found: set[str] = set()
    for written in name.split():
        texts = known[written]
        if texts is None:
            return set(_words_among(tokens(name)))
        found.update(texts)
    return found


def _words_among(pieces: Iterable[Token]) -> list[str]:
    return [token.text for token in pieces if token.kind is TokenKind.WORD]
