"""Which word of one name meets which word of the other, and what is left over."""

from collections.abc import Callable
from dataclasses import dataclass, field

from vetting.domain.evidence import Feature
from vetting.domain.names import Token, TokenKind, compatible

Likeness = Callable[[str, str], float]
LONGEST_SPELT_OUT = 4


@dataclass(frozen=True, slots=True)
class Pair:
    """Positions that met, how alike they are (0-1), and as what."""

    left: tuple[int, ...]
    right: tuple[int, ...]
    likeness: float
    feature: Feature


@dataclass(slots=True)
class Alignment:
    """Two names side by side."""

    a: tuple[Token, ...]
    b: tuple[Token, ...]
    pairs: list[Pair] = field(default_factory=list)
    free_a: list[int] = field(default_factory=list)
    free_b: list[int] = field(default_factory=list)

    def left_over(self) -> tuple[list[Token], list[Token]]:
        return [self.a[i] for i in self.free_a], [self.b[j] for j in self.free_b]

    def take(self, left: tuple[int, ...], right: tuple[int, ...], likeness: float, feature: Feature) -> None:
        self.pairs.append(Pair(left, right, likeness, feature))
        self.free_a = [i for i in self.free_a if i not in left]
        self.free_b = [j for j in self.free_b if j not in right]


def align(a: tuple[Token, ...], b: tuple[Token, ...], likeness: Likeness) -> Alignment:
    """Equal words first, then short forms with what they stand for, words written together, and
    last the most similar ones; `likeness` says how alike two words are (0 = too far apart)."""
    found = Alignment(a, b, free_a=list(range(len(a))), free_b=list(range(len(b))))
    _equal(found)
    _short_forms(found)
    _joined(found)
    _similar(found, likeness)
    return found


def _equal(found: Alignment) -> None:
    for i in list(found.free_a):
        for j in found.free_b:
            if found.a[i].text == found.b[j].text and found.a[i].is_type == found.b[j].is_type:
                found.take((i,), (j,), 1.0, Feature.TOKEN_SAME)
                break


def _short_forms(found: Alignment) -> None:
    for i in list(found.free_a):
        if _may_be_short(found.a[i]) and (run := _spelt_out(found.a[i], found.b, found.free_b)):
            found.take((i,), run, 0.95, Feature.TYPE_COMPATIBLE)
    for j in list(found.free_b):
        if _may_be_short(found.b[j]) and (run := _spelt_out(found.b[j], found.a, found.free_a)):
            found.take(run, (j,), 0.95, Feature.TYPE_COMPATIBLE)


def _may_be_short(token: Token) -> bool:
    """Known short forms, and any other short word: VBK may be a volleybollklubb."""
    return token.kind is TokenKind.ABBREVIATION or (
        token.kind is TokenKind.WORD and 2 <= len(token.text) <= 4
    )


def _spelt_out(short: Token, other: tuple[Token, ...], free: list[int]) -> tuple[int, ...] | None:
    """The run of free neighbours that `short` may stand for, the longest first."""
    for length in range(LONGEST_SPELT_OUT, 1, -1):
        for start in range(len(other) - length + 1):
            run = tuple(range(start, start + length))
            if all(k in free for k in run) and compatible(short.text, tuple(other[k] for k in run)):
                return run
    return None


def _joined(found: Alignment) -> None:
    for i in list(found.free_a):
        for j in list(found.free_b):
            if i in found.free_a and j in found.free_b:
                _join_at(found, i, j)


def _join_at(found: Alignment, i: int, j: int) -> None:
    a, b = found.a, found.b
    if i + 1 in found.free_a and _one_word(a[i], a[i + 1], b[j]):
        found.take((i, i + 1), (j,), 0.97, Feature.TOKENS_JOINED)
    elif j + 1 in found.free_b and _one_word(b[j], b[j + 1], a[i]):
        found.take((i,), (j, j + 1), 0.97, Feature.TOKENS_JOINED)


def _one_word(first: Token, second: Token, whole: Token) -> bool:
    return first.text + second.text == whole.text or first.source + second.source == whole.source


def _similar(found: Alignment, likeness: Likeness) -> None:
    pairs = []
    for i in found.free_a:
        for j in found.free_b:
            if found.a[i].kind is TokenKind.WORD and found.b[j].kind is TokenKind.WORD:
                alike = likeness(found.a[i].text, found.b[j].text)
                if alike > 0:
                    pairs.append((-alike, i, j))
    for alike, i, j in sorted(pairs):
        if i in found.free_a and j in found.free_b:
            found.take((i,), (j,), -alike, Feature.TOKEN_SIMILAR)
