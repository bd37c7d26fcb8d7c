"""Which word of one name meets which word of the other, and what is left over."""

from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from vetting.domain.evidence import Feature
from vetting.domain.likeness import likeness, word_likeness
from vetting.domain.name_words import SPELT_OUT
from vetting.domain.names import Token, TokenKind, compatible
from vetting.domain.weighed import Weighed

LONGEST_SPELT_OUT = 4
JOINED = 0.97
MISSPELT = 0.8
PLACE_OR_WORD = 0.85  # a known place beside a word that is none: Malmö, Almo


class Pair(NamedTuple):
    """Positions that met, how alike they are (0-1), and as what."""

    left: tuple[int, ...]
    right: tuple[int, ...]
    likeness: float
    feature: Feature


@dataclass(slots=True)
class Alignment:
    """Two names side by side."""

    a: Weighed
    b: Weighed
    pairs: list[Pair] = field(default_factory=list)
    free_a: list[int] = field(default_factory=list)
    free_b: list[int] = field(default_factory=list)

    def take(self, left: tuple[int, ...], right: tuple[int, ...], likeness: float, feature: Feature) -> None:
        self.pairs.append(Pair(left, right, likeness, feature))
        self.free_a = [i for i in self.free_a if i not in left]
        self.free_b = [j for j in self.free_b if j not in right]


def align(a: Weighed, b: Weighed) -> Alignment:
    """Equal words first, then short forms with what they stand for, words written together, and
    last the most similar ones."""
    found = Alignment(a, b)
    _equal(found)
    if found.free_a and found.free_b:
        if a.shorts or b.shorts:
            _short_forms(found)
        if len(found.free_a) + len(found.free_b) > 2:
            _joined(found)
        _similar(found)
    return found


def _equal(found: Alignment) -> None:
    a, b = found.a, found.b
    texts = b.texts
    free_b = list(range(len(texts)))
    for i, text in enumerate(a.texts):
        if text not in texts:
            found.free_a.append(i)
            continue
        for j in free_b:
            if text == texts[j] and a.types[i] == b.types[j]:
                found.pairs.append(_equal_pair(i, j))
                free_b.remove(j)
                break
        else:
            found.free_a.append(i)
    found.free_b = free_b


@lru_cache(maxsize=1_000)
def _equal_pair(i: int, j: int) -> Pair:
    return Pair((i,), (j,), 1.0, Feature.TOKEN_SAME)


def _short_forms(found: Alignment) -> None:
    for i in found.a.shorts:
        if i in found.free_a and (run := _spelt_out(found.a.texts[i], found.b.tokens, found.free_b)):
            found.take((i,), run, _surely(found.a.texts[i], found.b, run), Feature.TYPE_COMPATIBLE)
    for j in found.b.shorts:
        if j in found.free_b and (run := _spelt_out(found.b.texts[j], found.a.tokens, found.free_a)):
            found.take(run, (j,), _surely(found.b.texts[j], found.a, run), Feature.TYPE_COMPATIBLE)


def _spelt_out(short: str, other: tuple[Token, ...], free: list[int]) -> tuple[int, ...] | None:
    """The run of free neighbours that `short` may stand for, the longest first."""
    for length in range(min(LONGEST_SPELT_OUT, len(free), len(short)), 1, -1):
        for start in free:
            run = tuple(range(start, start + length))
            if run[-1] not in free or any(k not in free for k in run):
                continue
            if compatible(short, other[start : start + length]):
                return run
    return None


def _surely(short: str, other: Weighed, run: tuple[int, ...]) -> float:
    """IF is first of all an idrottsförening, though an innebandyförening may use it."""
    usual = SPELT_OUT.get(short)
    if usual is None:
        return 0.95
    return 1.0 if usual == tuple(other.texts[k] for k in run) else 0.88


def _joined(found: Alignment) -> None:
    a, b = found.a.tokens, found.b.tokens
    for i in list(found.free_a):
        for j in list(found.free_b):
            if i not in found.free_a or j not in found.free_b:
                continue
            if i + 1 in found.free_a and (met := _one_word(a[i], a[i + 1], b[j])):
                found.take((i, i + 1), (j,), *met)
            elif j + 1 in found.free_b and (met := _one_word(b[j], b[j + 1], a[i])):
                found.take((i,), (j, j + 1), *met)


def _one_word(first: Token, second: Token, whole: Token) -> tuple[float, Feature] | None:
    """Two pieces that are one word elsewhere; a compound cut in two on one side may be misspelt on the
    other, and whole for that."""
    if first.source == second.source:
        alike = likeness(first.source, whole.source) if whole.kind is TokenKind.WORD else 0.0
        return (alike, Feature.TOKEN_SIMILAR) if alike >= MISSPELT else None
    if first.text[:1] != whole.text[:1]:
        return None
    joined = first.text + second.text == whole.text or first.source + second.source == whole.source
    return (JOINED, Feature.TOKENS_JOINED) if joined else None


def _similar(found: Alignment) -> None:
    """Two known places are two places, however alike: Falun and Flen."""
    a, b = found.a, found.b
    words = [j for j in found.free_b if b.words[j]]
    pairs = [
        (-alike, i, j)
        for i in found.free_a
        if a.words[i]
        for j in words
        if (alike := _similarity(a, i, b, j))
    ]
    for alike, i, j in sorted(pairs):
        if i in found.free_a and j in found.free_b:
            found.take((i,), (j,), -alike, Feature.TOKEN_SIMILAR)


def _similarity(a: Weighed, i: int, b: Weighed, j: int) -> float:
    places = a.places[i] + b.places[j]
    if places == 2:
        return 0.0
    alike = word_likeness(a.texts[i], b.texts[j])
    return alike * PLACE_OR_WORD if places else alike
