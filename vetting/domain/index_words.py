"""Names cut into the short ascii pieces an index is built of: two million names in a few seconds.

Each blank-parted word is brought to its pieces once and remembered; a name is then a handful of
look-ups. The pieces find candidates only; what is told to people is compared in `matching`.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from anyascii import anyascii
from rapidfuzz.distance import OSA

from vetting.domain.name_words import FILLERS, HEADS, SPELT_OUT

REMEMBERED = 400_000  # words; then the memory starts over

DOTTED = re.compile(r"(?:[a-z]\.){2,}[a-z]?|[a-z]\.[a-z]")  # I.F.K. is IFK
_BETWEEN = "\0"  # no name that is kept has it
_PIECES = re.compile(r"[a-z]+|[0-9]+")
_CYRILLIC_LETTERS = "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґ"
_LATIN_LETTERS = "a b v g d e e zh z i i k l m n o p r s t u f kh ts ch sh shch  y  e yu ya i yi ye g"
_ARABIC_LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهويةىأإآؤئءپچژگکی"
_ARABIC_SOUNDS = "a b t th j h kh d dh r z s sh s d t z a gh f q k l m n h w y a a a i a w y  p ch zh g k y"
LETTERS = str.maketrans(
    {"ø": "o", "æ": "a", "ı": "i", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "œ": "o", "ə": "e", "ħ": "h"}
    | dict(zip(_CYRILLIC_LETTERS, _LATIN_LETTERS.split(" "), strict=True))
    | dict(zip(_ARABIC_LETTERS, _ARABIC_SOUNDS.split(" "), strict=True))
)
SWEDISH = str.maketrans("åäöéü", "aaoeu")
_ENDINGS = dict(HEADS) | {"for": "forening"}
_LENGTHS = {  # of the endings, by their last two letters
    last: sorted({len(one) for one in _ENDINGS if one.endswith(last)}, reverse=True)
    for last in {ending[-2:] for ending in _ENDINGS}
}
_WHOLE = {
    "f:a": ("forening",), "för.": ("forening",), "fg": ("forening",), "fg.": ("forening",),
    "f.": (), "o.": (), "&": (), "+": (),
}  # fmt: skip
_SOMALI_AYN = re.compile(r"c[aeiou]")
_SLIPS = (
    ("f", ("forening", "foreningen"), 2),
    ("kl", ("klubb", "klubben"), 1),
    ("sam", ("samfallighet", "samfalligheten", "samfallighetsforening"), 2),
    ("sa", ("sallskap", "sallskapet"), 2),
    ("fors", ("forsamling", "forsamlingen"), 2),
)
_SAME_SOUND = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"sch|sjt|stj|sh|sj|tj|ch|kj|zh|z", "s"),
        (r"dh", "d"),
        (r"kh|gh|x", "h"),
        (r"ph", "f"),
        (r"th", "t"),
        (r"ck|q|c(?=[lr]|$)", "k"),
        (r"c(?=[eiy])", "s"),
        (r"^c(?=[aou])", "k"),
        (r"w", "v"),
        (r"[aeiouyj]+", "a"),
        (r"(?<=.)h$", ""),
        (r"(.)\1+", r"\1"),
    )
)


def index_words(name: str) -> tuple[str, ...]:
    """The canonical pieces of an organisation's name, in order: folded and in Latin letters, fillers
    and legal forms gone, head words split off in one form, known short forms spelt out."""
    pieces: list[str] = []
    for word in name.split():
        pieces += _ORGANISATIONS[word]
    return tuple(pieces)


def index_person_words(name: str) -> tuple[str, ...]:
    """The pieces of a person's name by sound, every run of vowels as one: Maxamed, Mohammed, Muhamad."""
    pieces: list[str] = []
    for word in name.split():
        pieces += _PERSONS[word]
    return tuple(pieces)


def index_texts(names: Sequence[str]) -> list[str]:
    """The pieces of each name parted by blanks, as `index_words` gives them; "" where there are none."""
    return _texts(names, _ORGANISATION_TEXTS)


def index_person_texts(names: Sequence[str]) -> list[str]:
    """The same of persons, as `index_person_words`."""
    return _texts(names, _PERSON_TEXTS)


def _texts(names: Sequence[str], memory: "_Texts") -> list[str]:
    """All names in one go: each word, and the mark between two names, is one look-up."""
    told = "".join([memory[word] for word in f" {_BETWEEN} ".join(names).split()])
    return f"{told}\n".replace(" \n", "\n").split("\n")[: len(names)]


def ascii_of(text: str) -> str:
    """Casefolded text in plain Latin letters: å as a, Cyrillic and Arabic by sound, the rest by shape."""
    text = text.casefold().translate(SWEDISH)
    if text.isascii():
        return text
    text = unicodedata.normalize("NFKC", text).casefold().translate(LETTERS)
    text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return text if text.isascii() else anyascii(text).lower()


class _Memory(dict[str, tuple[str, ...]]):
    """Pieces per word as written, made on first sight."""

    def __missing__(self, word: str) -> tuple[str, ...]:
        if len(self) >= REMEMBERED:
            self.clear()
        self[word] = found = tuple(self.cut(word))
        return found

    def cut(self, word: str) -> list[str]:
        lowered = word.lower()
        if lowered in _WHOLE:
            return list(_WHOLE[lowered])
        plain = ascii_of(lowered)
        pieces = _PIECES.findall(plain.replace(".", "") if DOTTED.fullmatch(plain) else plain)
        return [piece for part in pieces if part not in FILLERS for piece in _cut(part)]


class _PersonMemory(_Memory):
    def cut(self, word: str) -> list[str]:
        found = [piece for piece in _PIECES.findall(ascii_of(word)) if piece not in FILLERS]
        # Carl is Karl, and Cabdi is Abdi: both readings are pieces.
        unwritten = [by_sound(piece[1:]) for piece in found if _SOMALI_AYN.match(piece)]
        return [by_sound(piece) for piece in found] + unwritten


class _Texts(dict[str, str]):
    """The pieces of each word as one text with a blank behind each, and the end of a name."""

    def __init__(self, pieces: _Memory) -> None:
        super().__init__({_BETWEEN: "\n"})
        self._pieces = pieces

    def __missing__(self, word: str) -> str:
        if len(self) >= REMEMBERED:
            self.clear()
            self[_BETWEEN] = "\n"
        self[word] = found = "".join([f"{piece} " for piece in self._pieces[word]])
        return found


_ORGANISATIONS, _PERSONS = _Memory(), _PersonMemory()
_ORGANISATION_TEXTS, _PERSON_TEXTS = _Texts(_ORGANISATIONS), _Texts(_PERSONS)


def by_sound(word: str) -> str:
    """One spelling for the spellings of a sound; never empty for a word with letters."""
    for pattern, sound in _SAME_SOUND:
        word = pattern.sub(sound, word)
    return word or "a"


@lru_cache(maxsize=100_000)
def head_cut(word: str) -> tuple[str, str] | None:
    """Stem and head word of a folded word (kulturforen: kultur, forening), slips of the pen allowed."""
    for length in _LENGTHS.get(word[-2:], ()):
        head = _ENDINGS.get(word[-length:]) if length <= len(word) else None
        if head is not None:
            left = len(word) - length
            least = 2 if length >= 5 else 3 if word.endswith("kl") else 4
            return (word[:left], head) if not left or left >= least else None
    return _misspelt(word)


def _cut(word: str) -> tuple[str, ...]:
    if spelt_out := SPELT_OUT.get(word):
        return spelt_out
    if len(word) < 5 or word.isdigit():
        return (_one_spelling(word),)
    found = head_cut(word)
    if found is None:
        return (_one_spelling(word),)
    stem, head = found
    return (_one_spelling(stem), head) if stem else (head,)


def _one_spelling(word: str) -> str:
    if len(word) >= 5 and word[-1] == "s" and word[-2] != "s":
        word = word[:-1]
    if len(word) > 4:
        word = word.replace("aa", "a").replace("ae", "a").replace("oe", "o")
    return word


def _misspelt(word: str) -> tuple[str, str] | None:
    """A head word with a slip or two at the end: foreinngen, klubeb, samfallihet."""
    place = word[-15:-3]
    if "f" not in place and "kl" not in place and "sa" not in place:  # as every one of them begins
        return None
    for start, heads, most in _SLIPS:
        at = word.rfind(start, max(0, len(word) - 15), len(word) - 3)
        if at < 0 or 0 < at < 3 or len(word) - at < len(heads[0]) - 1:
            continue
        if any(OSA.distance(word[at:], head, score_cutoff=most) <= most for head in heads):
            return word[:at], heads[0]
    return None
