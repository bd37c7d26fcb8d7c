"""Names, numbers and addresses that a text hides from whoever looks for their usual shape.

Found by rule: letters set apart, odd letters, digits as words or in the place of letters, addresses spelled
out. No rule finds a name that is nowhere listed and stands in small letters, a listed one cut in two by a
blank ("an na") or turned round, or a hint ("the chair's brother"): that is left to whoever reads.
"""

import re
import unicodedata
from collections.abc import Iterator

from vetting.domain.given_names import GIVEN_NAMES
from vetting.domain.secret_words import bare_texts
from vetting.domain.terms_concerns import PointerKind

Span = tuple[int, int, PointerKind]

# Given names that are words as well, when they stand in small letters.
WORDS = frozenset({"klara", "nova", "saga"})
# Words that differ from a given name by the dots of their letters alone.
_DOTTED = frozenset({"säga", "såga", "såra", "sära", "kärl", "älva", "lår", "tömma"})
LONGEST_SPELLED = 6  # letters set apart that may be an abbreviation
FEWEST_DIGITS = 7  # of digits told in words
FAMILY = re.compile(r"\w{3,}ssons?")

_UNSEEN = frozenset("\u115f\u1160\u2800\u3164\uffa0")  # blanks that count as letters or signs
_SQUARES = {start + at: chr(97 + at) for start in (0x1F150, 0x1F170) for at in range(26)}
_PLAIN_LETTERS = str.maketrans("łøæœđðıßħŧŋ", "loaoddisstn")
_AS_LETTERS = tuple(str.maketrans("0134578@$€", letters) for letters in ("oieastbase", "oleastbase"))
_LAST_LATIN = "\u024f"

_LETTER = r"[^\W\d_]"
_APART = r"[\s.,_\u00b7*/|+~-]{1,3}"
_SPELLED = re.compile(rf"(?<![^\W_]){_LETTER}(?:{_APART}{_LETTER}(?![^\W_]))+")
_PARTED = re.compile(rf"{_LETTER}+(?:[._\u00b7*/|+~'\u2019-]{_LETTER}+)+")
_MIXED = re.compile(r"(?<!\w)(?=[\w$\u20ac]*[^\W\d_])(?=\w*[\d@$\u20ac])[\w@$\u20ac]{3,30}")
_ODD = re.compile(r"\w+")

_ONES = "noll|nolla|ett|två|tre|fyra|fem|sex|sju|åtta|nio|zero|one|two|three|four|five|six|seven|eight|nine"
_TENS = (
    "tio|elva|tolv|tretton|fjorton|femton|sexton|sjutton|arton|nitton|tjugo|trettio|fyrtio|femtio|sextio"
    "|sjuttio|åttio|nittio|ten|eleven|twelve|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
)
_TOLD = rf"(?:{_TENS}|{_ONES}|\d{{1,4}})"  # the longer first: "sextio" is no "sex"
_TOLD_NUMBER = re.compile(rf"(?<![^\W_]){_TOLD}(?:[\s,./-]{{0,3}}{_TOLD}){{3,}}(?![^\W_])", re.IGNORECASE)
_ONE_TOLD = re.compile(_TOLD, re.IGNORECASE)
_FEWEST_AFTER_NOUGHT = 5  # "noll sju noll noll" is a time of day

_AT = (
    r"(?:\s*[(\[{<]\s*(?:at|a|@|snabel-?\s?a)\s*[)\]}>]\s*|\s+@\s*|@\s+|\s+(?:snabel-?\s?a|kanelbulle|at)\s+)"
)
_DOT = r"(?:\.|\s+(?:punkt|dot|prick)\s+|\s*[(\[{]\s*(?:punkt|dot|prick|\.)\s*[)\]}]\s*)"
_END_NAME = r"(?:se|com|org|net|nu|info|io|me|eu|fi|no|dk|de|uk|app)"
_SPELLED_OUT = (
    (
        PointerKind.EMAIL,
        rf"[\w.+-]+{_AT}(?:[\w-]+{_DOT}{_END_NAME}\b|(?:gmail|hotmail|icloud|yahoo|protonmail)\b)",
    ),
    (PointerKind.EMAIL, r"[\w.+-]+\s*[(\[{<]\s*(?:at|@|snabel-?\s?a)\s*[)\]}>]\s*[\w.-]+"),
    (PointerKind.EMAIL, r"(?:[\w.+-]+\s+)?\bsnabel-?\s?a\b(?:\s+[\w.-]+)?"),
    (PointerKind.EMAIL, r"[\w.+-]+\s+@\s+[\w.-]+"),
    (PointerKind.LINK, r"\b[\w-]+\s+(?:punkt|dot)\s+(?:com|org|net|info|io|eu)\b"),
    (PointerKind.LINK, r"\b[\w-]+\s+(?:punkt|dot)\s+(?:se|nu|me|de|no)\b(?=\s*(?:$|[.,;!?)\n]))"),
    (PointerKind.LINK, r"\b[\w-]+\s*[(\[{]\s*(?:punkt|dot|\.)\s*[)\]}]\s*\w{2,}"),
    (
        PointerKind.NUMBER,
        r"\b(?-i:[A-HJ-PR-UW-Z]{3})[-.]\d\d[A-Z0-9]\b|\b[a-hj-pr-uw-z]{3}-?\d{3}\b",
    ),  # a car
    (PointerKind.ADDRESS, rf"\b[\w-]*(?:gatan?|vägen|gränden?|stigen|allén|torget)\s+(?:{_TENS}|{_ONES})\b"),
)
_SPELLED_SHAPES = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _SPELLED_OUT)


def readable(text: str) -> str:
    """The text as a reader sees it: without what cannot be seen and marks upon letters that no language sets,
    each digit as 0–9, letters of other alphabets that look like Latin ones as those."""
    return "".join(_seen(c) for c in bare_texts(text)[1])


def is_given_name(word: str) -> bool:
    """Whether a word is a given name, with the s of the genitive or not, in whatever signs it is put.

    One in small letters that is a word as well (klara) is none.
    """
    return word not in WORDS and any(_is_listed(form) for form in _forms(word))


def given_name_in(words: str) -> bool:
    """Whether one of the words is a given name, or all of them are its letters set apart."""
    return any(map(is_given_name, words.split())) or is_given_name("".join(re.findall(_LETTER, words)))


def hidden_in(text: str) -> Iterator[Span]:
    """Where a readable text hides something, in no order."""
    for kind, pattern in _SPELLED_SHAPES:
        yield from ((one.start(), one.end(), kind) for one in pattern.finditer(text))
    for one in _TOLD_NUMBER.finditer(text):
        if _leads_to_somebody(one.group()):
            yield one.start(), one.end(), PointerKind.PHONE
    for one in _SPELLED.finditer(text):
        if kind_of := _spelled_kind("".join(re.findall(_LETTER, one.group()))):
            yield one.start(), one.end(), kind_of
    yield from _names_in_signs(text)


def foreign_in(text: str) -> Iterator[Span]:
    """Words in letters that no rule reads: other alphabets, and letters made to look like Latin ones."""
    for one in _ODD.finditer(text):
        if any(c > _LAST_LATIN and c.isalpha() for c in one.group()):
            yield one.start(), one.end(), PointerKind.NAME


def _names_in_signs(text: str) -> Iterator[Span]:
    """k4lle, an.na, sven-sson."""
    for pattern in (_MIXED, _PARTED):
        for one in pattern.finditer(text):
            joined = re.sub(r"[^\w@$\u20ac]|_", "", one.group())
            if len(joined) >= 4 - (pattern is _MIXED) and (is_given_name(joined) or _is_family(joined)):
                yield one.start(), one.end(), PointerKind.PERSON


def _is_family(joined: str) -> bool:
    return FAMILY.fullmatch(joined.casefold()) is not None


def _spelled_kind(letters: str) -> PointerKind | None:
    """What letters set apart say: a name that is known, or a word so long that it is no abbreviation."""
    lowered = letters.casefold()
    pieces = {lowered[at : at + size] for size in range(4, 8) for at in range(len(lowered) - size + 1)}
    if len(letters) >= 3 and (is_given_name(letters) or pieces & GIVEN_NAMES):
        return PointerKind.PERSON
    return PointerKind.NAME if len(letters) > LONGEST_SPELLED else None


def _leads_to_somebody(told: str) -> bool:
    """Whether digits, some of them told in words, are as many as in a telephone number."""
    parts = _ONE_TOLD.findall(told)
    words = [part for part in parts if not part.isdigit()]
    digits = sum(
        len(part) if part.isdigit() else 2 if re.fullmatch(_TENS, part, re.I) else 1 for part in parts
    )
    begins = parts[0].casefold().startswith(("noll", "zero", "0"))
    return bool(words) and digits >= (_FEWEST_AFTER_NOUGHT if begins else FEWEST_DIGITS)


def _seen(c: str) -> str:
    if c.isascii():
        return c
    if c in _UNSEEN or unicodedata.category(c) in ("Mn", "Me"):
        return ""
    digit = unicodedata.digit(c, None)
    return _SQUARES.get(ord(c), c) if digit is None else str(digit)


def _is_listed(word: str) -> bool:
    return word in GIVEN_NAMES or (word.endswith("s") and word[:-1] in GIVEN_NAMES)


def _forms(word: str) -> Iterator[str]:
    """The ways a name may be meant by what is written."""
    lowered = word.casefold()
    yield lowered
    folded = "".join(c if c in "åäö" else _without_marks(c) for c in lowered)
    yield from (folded, re.sub(r"(.)\1{2,}", r"\1", folded), re.sub(r"(.)\1{2,}", r"\1\1", folded))
    if len(lowered) >= 4 and lowered.removesuffix("s") not in _DOTTED:
        yield _without_marks(folded)
    if sum(map(str.isalpha, lowered)) >= 2 and not lowered.isalpha():
        yield from (folded.translate(as_letters) for as_letters in _AS_LETTERS)


def _without_marks(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.translate(_PLAIN_LETTERS))
    return "".join(c for c in plain if not unicodedata.combining(c))
