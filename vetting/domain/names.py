"""Names in the forms they are compared, sorted and searched by; Swedish type words as classes."""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from anyascii import anyascii

from vetting.domain.index_words import DOTTED, LETTERS, SWEDISH, ascii_of, head_cut
from vetting.domain.index_words import index_person_words as index_person_words
from vetting.domain.index_words import index_words as index_words
from vetting.domain.name_words import ABBREVIATIONS, FILLERS, PHRASES, PLACES, REPLACEMENTS

_DASHES = re.compile(r"[\u2010-\u2015\u2212\u2043\uff0d]")
_QUOTES = re.compile("[\"'`\u00b4\u2018\u2019\u201a\u201c\u201d\u201e\u00ab\u00bb]")
_AND = re.compile(r"\s*&\s*|\s\+\s|\so\s")
_SWEDISH_LAST = str.maketrans({"å": "{", "ä": "|", "æ": "|", "ö": "}", "ø": "}"})
_WORD = re.compile(r"[^\W_]+")
_SYLLABLE = re.compile(r"(?<=[a-z])(?=[A-Z])")  # Chinese and Korean signs come as LiMing
_BRACKET = re.compile(r"[(\[]([^)\]]*)[)\]]")
_SPLIT = re.compile(r"\s*[,/;|]\s*|\s+[-\u2010-\u2015]\s+")
_TRAILING_ACRONYM = re.compile(r"(.+\s.+?)\s+([A-ZÅÄÖ]{3,6})")
_PHRASES = tuple(
    (re.compile(rf"(?<!\w)(?:{phrase})(?!\w)"), short)
    for phrase, short in (
        ("(?:f|foren):a", "forening"),
        *((phrase, " ") for phrase in PHRASES),
        *REPLACEMENTS,
    )
)
_SEVERAL_WORDS = re.compile(
    r"ideell|\bek\b|\beko|\bid |kamraterna|riksorg|pensionarsforb|fiskev|fvof|goif|gois|synsk"
    r"|pensionargem|joint"
)
_MAY_SPAN = re.compile(rf"{_SEVERAL_WORDS.pattern}|\bid\b")
_SHORT_HEADS = frozenset(("f:a", "F:a", "fören:a", "för.", "För.", "fg."))


class TokenKind(StrEnum):
    WORD = "word"
    NUMBER = "number"
    ABBREVIATION = "abbreviation"  # IF, BK: a class of type words, never rewritten
    HEAD = "head"  # forening, klubb: the type itself


@dataclass(frozen=True, slots=True)
class Token:
    """One piece of a folded name. `source` is the word it was cut from, for the explanation."""

    text: str
    kind: TokenKind
    source: str

    @property
    def is_type(self) -> bool:
        return self.kind is TokenKind.ABBREVIATION or self.kind is TokenKind.HEAD

    @property
    def is_bare(self) -> bool:
        """A `föreningen` on its own says nothing that its absence would gainsay."""
        return self.text == "forening" and self.source.startswith("foren")


class WordForm(NamedTuple):
    """A blank-parted word of a name, read by itself. `letters`: as in `joined_key`, None where the words
    beside it matter. `spans`: it may be part of a phrase that is read as one."""

    pieces: tuple[Token, ...]
    letters: str | None
    spans: bool


class PartKind(StrEnum):
    WHOLE = "whole"
    MAIN = "main"  # what is left when only an acronym was taken off: the same body
    FIRST = "first"  # before a comma or dash: may be the body, may be the umbrella of a section
    OTHER = "other"
    ACRONYM = "acronym"  # many bodies share one: never evidence alone


@dataclass(frozen=True, slots=True)
class NamePart:
    text: str
    kind: PartKind


def display(name: str) -> str:
    """As given, without invisible characters and outer or doubled blanks."""
    text = unicodedata.normalize("NFC", name)
    if not text.isprintable():  # only then is there anything to look for, letter by letter
        text = "".join(c for c in text if c.isspace() or unicodedata.category(c) != "Cf")
    return " ".join(text.split())


@lru_cache(maxsize=100_000)
def strict(name: str) -> str:
    """One spelling for case, dashes, quotes, blanks and `&`; å ä ö are kept."""
    text = unicodedata.normalize("NFKC", display(name)).casefold()
    if text.replace(" ", "").isalnum() and " o " not in text:
        return text  # words alone, as most names are
    text = _AND.sub(" och ", _QUOTES.sub("", _DASHES.sub("-", text)))
    return " ".join(re.sub(r"[.,;:]+(?=\s|$)", " ", text).split())


@lru_cache(maxsize=100_000)
def folded(name: str) -> str:
    """The strict form without diacritics; other scripts in Latin letters."""
    text = strict(name).translate(SWEDISH)
    if text.isascii():
        return text
    text = unicodedata.normalize("NFKD", text.translate(LETTERS))
    text = "".join(c for c in text if not unicodedata.combining(c))
    return text if text.isascii() else _SYLLABLE.sub(" ", anyascii(text)).lower()


def search_key(name: str) -> str:
    """What a search box is compared with: folded, letters and digits only, one blank between."""
    return " ".join(_WORD.findall(folded(name)))


def joined_key(name: str) -> str:
    """The search key without its blanks: HA74 and HA 74 are one."""
    return search_key(name).replace(" ", "")


def sort_key(name: str) -> str:
    """Swedish order, case-insensitive: å ä ö come after z, other accents count as their letter."""
    text = strict(name).translate(_SWEDISH_LAST)
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


@lru_cache(maxsize=50_000)
def tokens(name: str) -> tuple[Token, ...]:
    """The pieces of a name that are compared: stems and their heads apart, fillers and legal forms gone."""
    words = [word_form(word) for word in name.split()]
    if not (any([word.spans for word in words]) and _SEVERAL_WORDS.search(ascii_of(name))):
        return tuple([piece for word in words for piece in word.pieces])
    text = folded(name)
    for phrase, short in _PHRASES:
        text = phrase.sub(short, text)
    return tuple([piece for word in _WORD.findall(text) for piece in _pieces(word)])


@lru_cache(maxsize=200_000)
def word_form(word: str) -> WordForm:
    """A word read once; a name is then a handful of look-ups."""
    text = word.casefold().translate(SWEDISH)
    if text.isascii() and word.isalnum():  # as most words are
        letters = None if text == "o" else text
        return WordForm(tuple(_pieces(text)), letters, _MAY_SPAN.search(text) is not None)
    text = folded(word)
    whole = "forening" if word in _SHORT_HEADS else text.replace(".", "") if DOTTED.fullmatch(text) else text
    pieces = tuple([piece for part in _WORD.findall(whole) for piece in _pieces(part)])
    one = strict(word)
    by_itself = one != "o" and "+" not in one and " " not in one  # `o` and `+` are och between others
    letters = "".join(_WORD.findall(text)) if by_itself else None
    return WordForm(pieces, letters, _MAY_SPAN.search(ascii_of(word)) is not None)


@lru_cache(maxsize=100_000)
def parts(name: str) -> tuple[NamePart, ...]:
    """The whole name first, then what may stand for it alone: before and in brackets, between commas,
    slashes and spaced dashes, a trailing acronym."""
    whole = display(name)
    if whole.replace(" ", "").isalnum() and not whole[-1].isupper():
        return (NamePart(whole, PartKind.WHOLE),)  # nothing parts it
    brackets = [b.strip() for b in _BRACKET.findall(whole)]
    pieces = [p.strip() for p in _SPLIT.split(_BRACKET.sub(" ", whole)) if p.strip()]
    rest = [*pieces[1:], *brackets]
    if not rest and (tail := _TRAILING_ACRONYM.fullmatch(whole)) and not whole.isupper():
        taken = folded(tail.group(2)) in ABBREVIATIONS | PLACES
        pieces, rest = [tail.group(1)], [] if taken else [tail.group(2)]
    found = [NamePart(whole, PartKind.WHOLE)]
    if len(rest) == 1 and pieces and _is_acronym(pieces[0]) and not _is_acronym(rest[0]):
        pieces, rest = rest, [pieces[0]]  # MfL - Museiföreningen Ljus
    if rest and pieces:
        kind = PartKind.MAIN if all(_is_acronym(r) or not tokens(r) for r in rest) else PartKind.FIRST
        found.append(NamePart(display(pieces[0]), kind))
        found += [
            NamePart(r, PartKind.ACRONYM if _is_acronym(r) else PartKind.OTHER) for r in rest if tokens(r)
        ]
    return tuple(found)


def stem_of(word: str) -> str:
    """Without a genitive s: Helgums and Helgum are one. Short words keep theirs."""
    return word[:-1] if len(word) >= 5 and word.endswith("s") and not word.endswith("ss") else word


def compatible(abbreviation: str, sequence: tuple[Token, ...]) -> bool:
    """May `abbreviation` stand for these tokens? By initials: BMK for badminton + klubb, GIF, SK."""
    if not sequence or sequence[-1].kind is not TokenKind.HEAD or len(sequence) > len(abbreviation):
        return False
    rest = abbreviation
    for still_to_come, token in zip(range(len(sequence) - 1, 0, -1), sequence, strict=False):
        if not rest or token.text[0] != rest[0]:
            return False
        rest = _eat(rest[1:], token.text[1:], keep=still_to_come)
    return rest in _head_letters(sequence[-1].text)


def _is_acronym(text: str) -> bool:
    return 2 <= len(text) <= 7 and text.isalpha() and sum(c.isupper() for c in text) >= 2


def _pieces(word: str) -> list[Token]:
    if word in FILLERS:
        return []
    if not word.isalpha() and any(c.isdigit() for c in word):
        return [
            Token(part, TokenKind.NUMBER if part.isdigit() else _kind(part), word)
            for part in re.findall(r"\d+|[^\d]+", word)
        ]
    if word in ABBREVIATIONS:
        return [Token(word, TokenKind.ABBREVIATION, word)]
    cut = head_cut(word)
    if cut is None and (stem := stem_of(word)) != word:
        cut = head_cut(stem)  # kyrkans is kyrkan's
    return _compound(*cut, word) if cut else [_plain(word)]


def _compound(stem: str, head: str, word: str) -> list[Token]:
    pieces = [_plain(stem, word)] if stem else []
    return [*pieces, Token(head, TokenKind.HEAD, word)]


def _plain(word: str, source: str = "") -> Token:
    return Token(stem_of(word), TokenKind.WORD, source or word)


def _kind(part: str) -> TokenKind:
    return TokenKind.ABBREVIATION if part in ABBREVIATIONS else TokenKind.WORD


def _eat(letters: str, stem: str, keep: int) -> str:
    """Drop the letters that occur in order in the stem, always leaving `keep` for what follows."""
    while len(letters) > keep and (at := stem.find(letters[0])) >= 0:
        letters, stem = letters[1:], stem[at + 1 :]
    return letters


def _head_letters(head: str) -> tuple[str, ...]:
    return {"klubb": ("k", "c"), "club": ("c", "k"), "sallskap": ("s",)}.get(head, (head[0],))
