"""Birth dates as lists give them: full, a year, about, a span, several; and how two agree."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

from vetting.domain.evidence import Feature


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


@lru_cache(maxsize=50_000)
def _births(text: str | None) -> tuple[_Born, ...]:
    return tuple([born for piece in re.split(r"[;,|]", text or "") if (born := _born(piece.strip()))])


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
