"""Which listings are worth comparing: index keys of a name, and the ranking of what they fetch.

The keys are the seam: records/ stores them beside each listing and fetches by them; an index of
national size may replace the fetch as long as it hands over record ids.
"""

import itertools
import math
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from vetting.domain.names import TokenKind, joined_key, parts, search_key, tokens
from vetting.domain.sounds import sounds_of
from vetting.domain.terms import PartyKind

CANDIDATE_LIMIT = 100


@dataclass(frozen=True, slots=True)
class Candidates:
    """The ids to compare, nearest first. `considered` counts all that shared a key: a cap that bites
    (`considered` above the number of ids) must be shown, or it would make a false "none found"."""

    record_ids: tuple[str, ...]
    considered: int


def candidate_keys(
    name: str, org_number: str | None = None, *, kind: PartyKind = PartyKind.ORGANISATION
) -> frozenset[str]:
    """Keys under which a listing is stored and a party is looked up; recall comes first.

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


def rank_candidates(
    found: Mapping[str, Collection[str]], total: int, *, limit: int = CANDIDATE_LIMIT
) -> Candidates:
    """Order the record ids that each key fetched: rarer keys weigh more, number and whole name first.

    `total` is the number of listings in the snapshot.
    """
    weight: defaultdict[str, float] = defaultdict(float)
    for key in sorted(found):
        ids = found[key]
        rarity = 100.0 if key[:2] in ("o:", "n:") else math.log((total + 2) / (len(ids) + 1))
        for record_id in ids:
            weight[record_id] += rarity
    ordered = sorted(weight, key=lambda record_id: (-weight[record_id], record_id))
    return Candidates(tuple(ordered[:limit]), len(ordered))


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
