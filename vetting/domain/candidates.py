"""Which listings are worth comparing: what an index of names hands over, and what it owns up to.

Registers delivered from outside are found through a `CandidateIndex`; the municipality's own directory
is small and searched in its table by the keys below.
"""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from vetting.domain.evidence import PartyFacts
from vetting.domain.index_words import (
    ascii_of,
    index_person_texts,
    index_person_words,
    index_texts,
    index_words,
)
from vetting.domain.names import TokenKind, joined_key, parts, search_key, tokens
from vetting.domain.sounds import sounds_of
from vetting.domain.terms import PartyKind

CANDIDATE_LIMIT = 100  # looked at closely enough to be ranked among each other
FINALIST_LIMIT = 25  # compared by the matcher
_PIECES = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Candidates:
    """Ids of listings, nearest first. `considered` counts every listing the index met on its way.

    `is_bounded`: half or more of what the name tells stood in lists too long to be walked, so a listing
    that shares only those words was never met. It must be shown, or it would make a false "none found".
    """

    listing_ids: tuple[str, ...]
    considered: int
    is_bounded: bool = False


class CandidateIndex(Protocol):
    """Finds listings by their names. Made by a gateway from the tables, and never the only copy."""

    def near(self, source_id: str, seq: int, parties: Sequence[PartyFacts]) -> list[Candidates]:
        """Per party, all of one kind, the listings of that snapshot that are nearest by any of its names."""
        ...

    def rebuild(self, source_id: str, seq: int) -> None:
        """Makes the index of that snapshot anew from the tables."""
        ...


def text_of(name: str, kind: PartyKind) -> str:
    """The pieces of a name in ascii, parted by blanks: what is indexed, on both sides alike. A name of
    nothing but fillers is indexed as it stands."""
    words = index_words(name) if kind is PartyKind.ORGANISATION else index_person_words(name)
    return " ".join(words or _PIECES.findall(ascii_of(name)))


def texts_of(names: Sequence[str], kind: PartyKind) -> list[str]:
    """The same for many names."""
    texts = index_texts(names) if kind is PartyKind.ORGANISATION else index_person_texts(names)
    return [text or text_of(name, kind) for text, name in zip(texts, names, strict=True)]


def candidate_keys(
    name: str, org_number: str | None = None, *, kind: PartyKind = PartyKind.ORGANISATION
) -> frozenset[str]:
    """Keys by which rows of the own directory and a party are found alike; recall comes first.

    `o:` number, `n:` name without blanks, `w:` word, `s:` its sound, `b:`/`e:` its first and last four
    letters: one edit leaves one of the halves whole.
    """
    keys = {f"o:{org_number}"} if org_number else set()
    for part in parts(name):
        if joined := joined_key(part.text):
            keys.add(f"n:{joined}")
    for word in _words(name, kind):
        keys |= _word_keys(word)
    return frozenset(keys)


def _words(name: str, kind: PartyKind) -> set[str]:
    if kind is PartyKind.PERSON:
        return set(search_key(name).split())
    found = tokens(name)
    words = {t.text for t in found if t.kind in (TokenKind.WORD, TokenKind.NUMBER)}
    pairs = {a.text + b.text for a, b in itertools.pairwise(found) if not (a.is_type or b.is_type)}
    return (words | pairs) or {t.text for t in found}


def _word_keys(word: str) -> set[str]:
    keys = {f"w:{word}"}
    if word.isdigit() or len(word) < 4:
        return keys
    keys |= {f"s:{sound}" for sound in sounds_of(word)}
    return keys | {f"b:{word[:4]}", f"e:{word[-4:]}"}
