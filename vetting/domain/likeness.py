"""How alike two words are: slips of the pen, spellings of one sound, one word within another."""

from functools import lru_cache

from rapidfuzz.distance import OSA

from vetting.domain.sounds import sound_alike

SHORTEST_WITHIN = 5
WITHIN = 0.72


@lru_cache(maxsize=400_000)
def likeness(a: str, b: str) -> float:
    """How alike two folded words are, 0 when too far apart: no slip under 4 letters, one up to 6, two
    above, three from 11; spellings of one sound may differ by more, another first letter weighs."""
    if a == b:
        return 1.0
    shorter, longer = sorted((len(a), len(b)))
    if shorter < 3 or longer > 2 * shorter + 2 or a.isdigit() or b.isdigit():
        return 0.0
    allowed = 0 if shorter < 4 else 1 if shorter <= 6 else 2 if shorter <= 10 else 3
    distance = OSA.distance(a, b)
    alike = 1 - distance / longer
    if distance <= allowed:
        return alike if a[0] == b[0] or sound_alike(a, b) else alike * 0.85
    return min(alike, 0.8) if alike >= 0.5 and sound_alike(a, b) else 0.0


@lru_cache(maxsize=400_000)
def word_likeness(a: str, b: str) -> float:
    """As `likeness`; a word that begins or ends another is near it too: basket, basketboll."""
    alike = likeness(a, b)
    if alike:
        return alike
    short, long = (a, b) if len(a) <= len(b) else (b, a)
    within = len(short) >= SHORTEST_WITHIN and (long.startswith(short) or long.endswith(short))
    return WITHIN if within else 0.0
