"""Persons: names in any order and spelling, and the birth date as the gate."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise

from vetting.domain.alignment import Likeness
from vetting.domain.evidence import Feature, Reason
from vetting.domain.names import search_key

_SMALL_WORDS = "von van af de la el al bin ibn ben abu bint der den da dos del"
_PARTICLES = frozenset(_SMALL_WORDS.split())


class BirthMatch(StrEnum):
    SAME = "same"
    NEAR = "near"  # day and month changed places, or one digit differs
    YEAR = "year"
    UNKNOWN = "unknown"
    CONFLICT = "conflict"


BIRTH_FEATURE = {
    BirthMatch.SAME: Feature.BIRTH_DATE_SAME,
    BirthMatch.NEAR: Feature.BIRTH_DATE_NEAR,
    BirthMatch.YEAR: Feature.BIRTH_YEAR_SAME,
    BirthMatch.UNKNOWN: Feature.BIRTH_DATE_UNKNOWN,
}


@dataclass(frozen=True, slots=True)
class _Born:
    """A birth date as far as it is known: a day, or first and last possible year."""

    on: date | None
    first: int
    last: int


def person_name_score(query: str, record: str, likeness: Likeness) -> tuple[float, tuple[Reason, ...]]:
    """Score 0-1 with the words that met. Order is free, initials and dropped names are allowed, but
    two full words must meet: one word alone is no person."""
    ours, theirs = _person_words(query), _person_words(record)
    ours, theirs = _written_together(ours, theirs), _written_together(theirs, ours)
    sizes = (len(ours), len(theirs))
    met: list[tuple[str, str, float]] = []
    for word in sorted(ours, key=len, reverse=True):
        best = max(theirs, key=lambda other: (_word_likeness(word, other, likeness), other), default=None)
        if best is not None and (alike := _word_likeness(word, best, likeness)) > 0:
            met.append((word, best, alike))
            theirs = _without(theirs, best)
    reasons = tuple(_reason(a, b, alike) for a, b, alike in met)
    if sum(1 for a, b, _ in met if len(a) > 1 and len(b) > 1) < 2:
        return 0.0, reasons
    shared = sum(alike for _, _, alike in met)
    coverage = sorted(min(1.0, shared / size) for size in sizes)
    return 0.35 * coverage[0] + 0.65 * coverage[1], reasons


def birth_match(query: str | None, record: str | None) -> BirthMatch:
    """How two birth dates agree. Each may hold several, years, spans (1960/1965) and about (~1971)."""
    ours, theirs = _births(query), _births(record)
    if not ours or not theirs:
        return BirthMatch.UNKNOWN
    order = (BirthMatch.SAME, BirthMatch.NEAR, BirthMatch.YEAR, BirthMatch.CONFLICT)
    return min((_compare(a, b) for a in ours for b in theirs), key=order.index)


def _compare(a: _Born, b: _Born) -> BirthMatch:
    if a.on and b.on:
        if a.on == b.on:
            return BirthMatch.SAME
        return BirthMatch.NEAR if _slip(a.on, b.on) else BirthMatch.CONFLICT
    return BirthMatch.YEAR if a.first <= b.last and b.first <= a.last else BirthMatch.CONFLICT


def _slip(a: date, b: date) -> bool:
    """Day and month changed places, one digit differs, or two neighbouring digits changed places."""
    if (a.year, a.month, a.day) == (b.year, b.day, b.month):
        return True
    one, two = f"{a:%Y%m%d}", f"{b:%Y%m%d}"
    wrong = [i for i in range(8) if one[i] != two[i]]
    swapped = len(wrong) == 2 and wrong[1] == wrong[0] + 1 and sorted(one) == sorted(two)
    return len(wrong) == 1 or swapped


def _births(text: str | None) -> list[_Born]:
    return [born for piece in re.split(r"[;,|]", text or "") if (born := _born(piece.strip()))]


def _born(text: str) -> _Born | None:
    if full := re.match(r"(\d{4})-(\d\d)-(\d\d)", text):
        try:
            on = date(int(full[1]), int(full[2]), int(full[3]))
        except ValueError:
            return _Born(None, int(full[1]), int(full[1]))
        return _Born(on, on.year, on.year)
    years = [int(year) for year in re.findall(r"(?<!\d)(?:1[89]|20)\d\d(?!\d)", text)]
    if not years:
        return None
    about = 2 if re.match(r"~|c\.|ca|circa|about|approx", text, re.IGNORECASE) else 0
    return _Born(None, min(years) - about, max(years) + about)


def _person_words(name: str) -> list[str]:
    words = search_key(name).split()
    return [w for w in words if w not in _PARTICLES] or words


def _written_together(words: list[str], other: list[str]) -> list[str]:
    """Ann Marie becomes annmarie where the other name has it as one word."""
    for at, (first, second) in enumerate(pairwise(words)):
        if first + second in other:
            return [*words[:at], first + second, *words[at + 2 :]]
    return words


def _without(words: list[str], used: str) -> list[str]:
    at = words.index(used)
    return words[:at] + words[at + 1 :]


def _word_likeness(a: str, b: str, likeness: Likeness) -> float:
    if a == b:
        return 1.0
    if min(len(a), len(b)) == 1:
        return 0.6 if a[0] == b[0] else 0.0
    return likeness(a, b)


def _reason(a: str, b: str, alike: float) -> Reason:
    return Reason(Feature.TOKEN_SAME if a == b else Feature.TOKEN_SIMILAR, a, b, round(alike, 2))
