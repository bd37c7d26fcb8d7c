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


# How a letter or two are written elsewhere; vowels are kept, doubled letters become one.
_SPELT = tuple(
    (re.compile(pattern), letter)
    for pattern, letter in (
        (r"sch|sjt|stj|shch|sh|sj|tj|ch|kj|zh|c(?=[eiy])|z", "s"),
        (r"dh", "d"),
        (r"kh|gh", "h"),
        (r"ph", "f"),
        (r"th", "t"),
        (r"ck", "k"),
        (r"ou|oo", "u"),
        (r"ee|ie|ei|ij|[yj]", "i"),
        (r"w", "v"),
        (r"(?<=s)s?on$", "on"),
        (r"(.)\1+", r"\1"),
        (r"(?<=..)h$", ""),
    )
)
_ABD = re.compile(r"^abd[aeiu]l?(?=\w{4})")


@lru_cache(maxsize=200_000)
def spellings(word: str) -> frozenset[str]:
    """A folded word in one spelling per reading: Swedish and Latin letters, and Somali ones."""
    somali = _SOMALI_WORD.sub(lambda found: _SOMALI_LETTER[found.group()], word)
    elsewhere = word.replace("x", "ks").replace("q", "k")
    elsewhere = re.sub(r"c(?![eiyhk])", "k", elsewhere)
    return frozenset(_spelt(one) for one in (somali, elsewhere)) - {""} or frozenset((word,))


def given_after_father(words: tuple[str, ...]) -> bool:
    """Do these words look like given name, father and grandfather? Three or more, most of them names
    of that use."""
    if len(words) < 3:
        return False
    known = sum(not _vowelless(word).isdisjoint(_FATHER_KEYS) for word in words)
    return known * 2 > len(words)


@lru_cache(maxsize=200_000)
def _vowelless(word: str) -> frozenset[str]:
    return frozenset(_VOWELS_INSIDE.sub("", spelling) for spelling in spellings(word))


def _spelt(word: str) -> str:
    word = _ABD.sub("abd", word)
    for pattern, letter in _SPELT:
        word = pattern.sub(letter, word)
    return word


_SOMALI_LETTER = {"x": "h", "q": "k", "c": ""}
_SOMALI_WORD = re.compile(r"x|q|c(?=[aeiou])")
_VOWELS_INSIDE = re.compile(r"(?<=.)[aeiou]")
_FATHER_NAMES = (
    "mohamed ahmed ali hassan hussein omar ibrahim ismail osman nur farah warsame jama aden said salah"
    " khalid mahmoud mustafa fatima aisha abdi abdullah abdirahman yusuf khalif qamar dahir hersi muse"
    " elmi guled samatar bashir hamid hamza idris jamal karim musa nasir rashid salim suleiman tariq"
    " yahya zaid faduma halima hodan khadija maryam sahra amina asha"
)
_FATHER_KEYS = frozenset(key for name in _FATHER_NAMES.split() for key in _vowelless(name))
