"""One key for the spellings of one sound, so that a transliterated name meets itself."""

import re
from functools import lru_cache

_SAME_SOUND = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"sch|sjt|stj|sh|sj|tj|ch|kj|c(?=[eiy])|z", "s"),
        (r"dh", "d"),
        (r"kh|gh", "h"),
        (r"ph", "f"),
        (r"th", "t"),
        (r"ou|oo|u|o", "u"),
        (r"ee|ie|ij|ei|y|j|e", "i"),
        (r"w", "v"),
        (r"q", "k"),
        (r"ck", "k"),
    )
)
# Somali x is an h and c an unwritten ayn; elsewhere x is ks and c a k. Both readings are keys.
_SOMALI = ((re.compile(r"x"), "h"), (re.compile(r"c(?=[aeiou])"), ""), (re.compile(r"q"), "g"))
_ELSEWHERE = ((re.compile(r"x"), "ks"), (re.compile(r"c"), "k"))


@lru_cache(maxsize=100_000)
def sounds_of(word: str) -> frozenset[str]:
    """Sound keys of a folded word; two words sound alike when they share one."""
    return frozenset((_sound(word, (*_SAME_SOUND, *_ELSEWHERE)), _sound(word, (*_SOMALI, *_SAME_SOUND)))) - {
        ""
    }


def sound_alike(a: str, b: str) -> bool:
    return not sounds_of(a).isdisjoint(sounds_of(b))


def _sound(word: str, rules: tuple[tuple[re.Pattern[str], str], ...]) -> str:
    for pattern, sound in rules:
        word = pattern.sub(sound, word)
    word = re.sub(r"(.)\1+", r"\1", word)
    # Vowels inside a word are spelt freely across languages; the first letter is not.
    return word[:1] + re.sub(r"[aeiou]|h$", "", word[1:])
