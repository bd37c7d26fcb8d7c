"""Names near one that was not found: what a slip of the pen may have meant."""

from collections.abc import Iterable
from functools import lru_cache

from vetting.domain.matching import likeness
from vetting.domain.names import search_key

NEAR_FROM = 0.6


def nearest(query: str, names: Iterable[tuple[str, str]], *, limit: int = 5) -> list[str]:
    """Ids of the names nearest to `query`. `names` pairs an id with its search key."""
    asked = search_key(query).split()
    if not asked:
        return []
    joined = "".join(asked)
    word_likeness = lru_cache(maxsize=50_000)(likeness)
    scored = []
    for key_id, key in names:
        words = key.split()
        by_words = sum(max((word_likeness(a, w) for w in words), default=0.0) for a in asked) / len(asked)
        score = max(by_words, likeness(joined, "".join(words)))
        if score >= NEAR_FROM:
            scored.append((-score, len(key), key_id))
    return [key_id for _, _, key_id in sorted(scored)[:limit]]
