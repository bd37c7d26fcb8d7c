"""Double funding: the same association, overlapping days and a like purpose, paid for by two boards.

A question for a person, never a verdict: two boards may well share the cost of one thing.
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

ALIKE = 60  # percent of the shorter text's words that stand in the other
LEAST_SHARED = 2  # one word in common says little
_STEM = 6  # letters that tell a word apart, whatever its ending
_WORD = re.compile(r"[^\W_]{3,}")
# What any purpose may hold, and so tells nothing.
_ANY = (
    "och for med till som ska vara var att det den ett inom under samt fran mot hos vid vill kan bidrag stod "
    "stodet verksamhet forening projekt medlemmar kommunen aret arets period and the with from support grant "
    "project activities members association"
)
_COMMON = frozenset(word[:_STEM] for word in _ANY.split(" "))


@dataclass(frozen=True)
class Funded:
    """One application or grant. `key` names it for good; `amount` in whole kronor, granted or applied for."""

    key: str
    board_id: str
    purpose: str
    amount: int
    starts_on: dt.date
    ends_on: dt.date


@dataclass(frozen=True)
class Overlap:
    """Two that cover the same days and sound alike. `kronor`: what can at most be paid twice, the smaller of
    the two shares that fall on the days in common. `words`: shared by both texts, as in the first."""

    mine: Funded
    other: Funded
    from_on: dt.date
    to_on: dt.date
    kronor: int
    words: tuple[str, ...]


def overlaps(mine: Funded, others: Iterable[Funded]) -> tuple[Overlap, ...]:
    """One for each of the others that another board pays, the most kronor first."""
    found = [one for other in others if (one := _overlap(mine, other)) is not None]
    return tuple(sorted(found, key=lambda one: (-one.kronor, one.other.key)))


def _overlap(mine: Funded, other: Funded) -> Overlap | None:
    from_on, to_on = max(mine.starts_on, other.starts_on), min(mine.ends_on, other.ends_on)
    if mine.board_id == other.board_id or from_on > to_on:
        return None
    words = shared_words(mine.purpose, other.purpose)
    if words is None:
        return None
    days = (to_on - from_on).days + 1
    kronor = min(_share(mine, days), _share(other, days))
    return Overlap(mine, other, from_on, to_on, kronor, words)


def _share(funded: Funded, days: int) -> int:
    return funded.amount * days // ((funded.ends_on - funded.starts_on).days + 1)


def shared_words(one: str, other: str) -> tuple[str, ...] | None:
    """The telling words of the first text that the other holds too; None when the texts are not alike."""
    first, second = _telling(one), _telling(other)
    shared = [stem for stem in first if stem in second]
    least = min(LEAST_SHARED, len(first), len(second))
    if not shared or len(shared) < least or len(shared) * 100 < ALIKE * min(len(first), len(second)):
        return None
    return tuple(first[stem] for stem in shared)


def _telling(text: str) -> dict[str, str]:
    """The words of a text by their first letters, without those that any purpose may hold."""
    stems: dict[str, str] = {}
    for word in _WORD.findall(text.casefold()):
        plain = unicodedata.normalize("NFKD", word)
        stem = "".join(letter for letter in plain if not unicodedata.combining(letter))[:_STEM]
        if stem not in _COMMON:
            stems.setdefault(stem, word)
    return stems


def pair_of(one: str, other: str) -> tuple[str, str]:
    """The two keys in one order: a word said on either side stands for both."""
    return (one, other) if one <= other else (other, one)


def is_told(overlap: Overlap, settled: Sequence[tuple[int, int]]) -> bool:
    """Whether a word has been said on the pair with these very amounts, each in the order of `pair_of`."""
    first, second = sorted((overlap.mine, overlap.other), key=lambda one: one.key)
    return (first.amount, second.amount) in settled
