"""Persons' names: any order and spelling, initials, dropped names; three-part names in their order."""

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from rapidfuzz.distance import OSA

from vetting.domain.evidence import Feature, Reason
from vetting.domain.likeness import likeness
from vetting.domain.names import search_key
from vetting.domain.sounds import given_after_father, spellings

SAME_SOUND = 0.95
INITIAL = 0.6
LEAST_ALIKE = 0.7
OUT_OF_ORDER = 0.85
SMALLER_SIDE = 0.35

_SMALL_WORDS = (
    "von van af de la el al ul bin ibn ben abu bint binti der den da dos del du di zu ad an ar as at"
)
_PARTICLES = frozenset(_SMALL_WORDS.split())
_VOWELS = re.compile(r"[aeiou]")


@dataclass(frozen=True, slots=True)
class PersonScore:
    """`least`: how alike the two words were that met least well; initials do not count."""

    score: float
    least: float = 0.0
    reasons: tuple[Reason, ...] = ()


NOBODY = PersonScore(0.0)


def person_name_score(query: str, record: str) -> PersonScore:
    """Score 0-1 with the words that met. Order is free, initials and dropped names are allowed, but
    two full words must meet: one word alone is no person. Names of given, father and grandfather keep
    their order; only the last may be dropped."""
    ours, theirs = _person_words(query), _person_words(record)
    if len(ours) + len(theirs) > 2 and "".join(ours) == "".join(theirs):
        return PersonScore(SAME_SOUND, SAME_SOUND, (_reason(" ".join(ours), " ".join(theirs), SAME_SOUND),))
    if len(ours) < 2 or len(theirs) < 2:
        return NOBODY
    ours, theirs = _written_together(ours, theirs), _written_together(theirs, ours)
    met = _met(ours, theirs)
    whole = [alike for i, j, alike in met if len(ours[i]) > 1 and len(theirs[j]) > 1]
    if len(whole) < 2 and not (whole and len(met) == 2 == min(len(ours), len(theirs))):
        return NOBODY  # A. Provsson may be Anna Provsson, but one word alone is nobody
    shared = sum([alike for _, _, alike in met])
    over = sorted((shared / len(ours), shared / len(theirs)))
    score = SMALLER_SIDE * over[0] + (1 - SMALLER_SIDE) * over[1]
    if given_after_father(ours) or given_after_father(theirs):
        score *= _order_kept(met, len(ours), len(theirs))
    reasons = tuple(_reason(ours[i], theirs[j], alike) for i, j, alike in met)
    return PersonScore(score, min(whole) if len(whole) > 1 else INITIAL, reasons)


@lru_cache(maxsize=200_000)
def person_word_likeness(a: str, b: str) -> float:
    """How alike two words of a person's name are: as written, or by the spellings of one sound, where
    another vowel counts half of another consonant."""
    if a == b:
        return 1.0
    if min(len(a), len(b)) == 1:
        return INITIAL if a[0] == b[0] else 0.0
    return max(likeness(a, b), max(_by_sound(one, other) for one in spellings(a) for other in spellings(b)))


def _by_sound(a: str, b: str) -> float:
    if a == b:
        return SAME_SOUND
    longest = max(len(a), len(b))
    hard_a, hard_b = _VOWELS.sub("", a), _VOWELS.sub("", b)
    if (hard_a and hard_a == hard_b and _VOWELS.search(a[1:]) is None) or hard_a == b or hard_b == a:
        return 0.8  # a script without vowels
    distance = OSA.distance(a, b)
    hard = OSA.distance(hard_a, hard_b)
    if hard > (0 if longest <= 5 else 1):
        return 0.0
    alike = SAME_SOUND - (hard + 0.5 * max(distance - hard, 0)) / longest
    return alike if alike >= LEAST_ALIKE else 0.0


def _met(ours: tuple[str, ...], theirs: tuple[str, ...]) -> list[tuple[int, int, float]]:
    """Which word met which, each once: the most alike first."""
    pairs = [
        (-alike, abs(i - j), i, j)
        for i, a in enumerate(ours)
        for j, b in enumerate(theirs)
        if (alike := person_word_likeness(a, b))
    ]
    free_a, free_b = set(range(len(ours))), set(range(len(theirs)))
    met = []
    for alike, _, i, j in sorted(pairs):
        if i in free_a and j in free_b:
            free_a.discard(i)
            free_b.discard(j)
            met.append((i, j, -alike))
    return sorted(met)


def _order_kept(met: list[tuple[int, int, float]], ours: int, theirs: int) -> float:
    """1 when the words stand in the same order and nothing but the last is missing."""
    lined_up = all(i == j for i, j, _ in met)
    return 1.0 if lined_up and len(met) >= min(ours, theirs) else OUT_OF_ORDER


@lru_cache(maxsize=50_000)
def _person_words(name: str) -> tuple[str, ...]:
    words = search_key(name).split()
    kept = [w for w in words if w not in _PARTICLES] or words
    at = next((at for at, word in enumerate(kept[:-1]) if word in ("abd", "abdul")), None)
    if at is not None and (kept[at] == "abd" or len(kept) > 2):  # Abd al-Rahman is one name
        kept[at : at + 2] = ["".join(kept[at : at + 2])]
    return tuple(kept)


def _written_together(words: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    """Ann Marie becomes annmarie where the other name has it as one word."""
    for at, (first, second) in enumerate(pairwise(words)):
        if first + second in other:
            return (*words[:at], first + second, *words[at + 2 :])
    return words


def _reason(a: str, b: str, alike: float) -> Reason:
    return Reason(Feature.TOKEN_SAME if a == b else Feature.TOKEN_SIMILAR, a, b, round(alike, 2))
