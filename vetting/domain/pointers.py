"""What in a free text points at a person, an association or somebody's place, so that it can be rewritten.

A text that is to be without identity says what was done and in what kind of place. Whatever could lead to
somebody is found here by shape: numbers, addresses, names by their capitals, given names in any case, and
the names of associations that the caller looks up by `phrases_of`.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from vetting.domain.hidden_words import FAMILY, Span, foreign_in, hidden_in, is_given_name, readable
from vetting.domain.identity import MASK, mask
from vetting.domain.names import search_key
from vetting.domain.terms_concerns import PointerKind

LONGEST_PHRASE = 6  # words of an association's name that is looked up
EMERGENCY = frozenset({"112", "11414", "116117", "1177"})

_WORD = re.compile(r"[^\W\d_]+(?:[-'\u2019][^\W\d_]+)*")
_SENTENCE_END = re.compile(r"[.!?:\u2026\n\u2022]\s*[\"'\u201d\u2019)]*\s*[-\u2013*]?\s*$")
_OPENING = re.compile(r"[\"'\u201c\u201d\u2018\u2019(]\s*$")
_SHAPES: tuple[tuple[PointerKind, re.Pattern[str]], ...] = (
    (PointerKind.EMAIL, re.compile(r"[\w.+-]+(?:@|\s?[(\[](?:at|snabel-?a)[)\]]\s?)[\w.-]+", re.I)),
    (
        PointerKind.LINK,
        re.compile(
            r"(?:https?://|www\.)\S+|(?<![\w@])@\w{2,}|#\w*[A-Za-zÅÄÖåäö]\w*"
            r"|\b[\w-]+\.(?:se|com|org|net|nu|info|io|me|tv|gg|ly|ru)\b(?:/\S*)?",
            re.I,
        ),
    ),
    (
        PointerKind.DAY,
        re.compile(
            r"\b(?:18|19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}\b"
            r"|\b\d{1,2}[/.](?:0?[1-9]|1[0-2])(?:[-/ ](?:19|20)?\d\d)\b"
            r"|\bden\s+\d{1,2}(?::?[ae])?\s+(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)\w*",
            re.I,
        ),
    ),
    (PointerKind.NUMBER, re.compile(r"\b[A-HJ-PR-UW-Z]{3}\s?\d\d[A-HJ-PR-UW-Z0-9]\b")),  # a car
    (PointerKind.NUMBER, re.compile(r"(?<!\d)(?:\d{2})?\d{6}\s?[-+\u2010-\u2015\u2212]?\s?\d{4}(?!\d)")),
    # spelled digit by digit, or parted by full stops and underscores
    (PointerKind.NUMBER, re.compile(r"(?<!\d)\d(?:[\s._\u00b7*-]{1,3}\d){6,}(?!\d)")),
    (PointerKind.PHONE, re.compile(r"(?<!\d)0\d{1,3}(?:[._\u00b7*]\d{2,4}){2,4}(?!\d)")),
    (PointerKind.PHONE, re.compile(r"(?<![\d])\+?\d(?:[\s()/-]{0,2}\d){6,14}(?!\d)")),
    (
        PointerKind.ADDRESS,
        re.compile(
            r"\b[\w-]*(?:gatan?|vägen|väg|gränden?|stigen|allén|backen|torget|(?<=\w)plan|esplanaden)\s+\d{1,3}\s?[A-Ha-h]?\b"
            r"|\b[A-ZÅÄÖ][\w-]*(?:gatan|vägen|gränden?|stigen|allén|esplanaden)\b",
        ),
    ),
    (PointerKind.ADDRESS, re.compile(r"(?<!\d)\d{3}\s\d\d(?!\d)(?:\s+[A-ZÅÄÖ]\w+)?")),
    (PointerKind.NUMBER, re.compile(r"(?<!\d)\d{5,}(?!\d)")),
)
# Capitals that name nobody: authorities, countries, days, what everybody uses.
_FREE_WORDS = """
sverige sveriges polisen polisens socialtjänsten socialtjänstens kommunen stadens staden
migrationsverket skatteverket arbetsförmedlingen försäkringskassan säkerhetspolisen
räddningstjänsten facebook instagram snapchat tiktok discord telegram youtube whatsapp signal twitch
reddit internet google sfi bvc vbe sms tv it cv id europa norden svenska engelska arabiska jag vi du
ni i obs ok kl ca t ex fritids lss bris januari februari mars april maj juni juli augusti september
oktober november december måndag tisdag onsdag torsdag fredag lördag söndag jul påsk midsommar
ramadan eid lucia
"""
_FREE = frozenset(_FREE_WORDS.split())


@dataclass(frozen=True)
class Pointer:
    """Words of a text that point at somebody, as they stand there."""

    kind: PointerKind
    words: str


def pointers_in(
    text: str, *, places: Collection[str] = (), associations: Collection[str] = ()
) -> tuple[Pointer, ...]:
    """What points at somebody, in the order of the text, each words once.

    `places`: names of districts and towns, which may be written; `associations`: search keys, of those that
    phrases_of gave, which are names of associations.
    """
    plain = readable(text)
    shapes = (*hidden_in(plain), *_shapes(plain))
    names = (*_associations(plain, frozenset(associations)), *_names(plain, places), *foreign_in(plain))
    kept: list[tuple[int, int, PointerKind]] = []
    for begin, end, kind in (*shapes, *names):  # shapes first: what they cover is not told again as a name
        if not any(begin < last and first < end for first, last, _kind in kept):
            kept.append((begin, end, kind))
    told = {(kind, plain[begin:end].strip()): None for begin, end, kind in sorted(kept)}
    return tuple(Pointer(kind, words) for kind, words in told)


def phrases_of(text: str) -> frozenset[str]:
    """Search keys of every run of words in the text that could be the name of an association."""
    return frozenset(key for _begin, _end, key in _phrases(readable(text)))


def _shapes(text: str) -> Iterator[Span]:
    if mask(text) != text and MASK in mask(text):
        yield from (
            (one.start(), one.end(), PointerKind.NUMBER)
            for one in re.finditer(r"\d[\d\s.\-+/:]{7,16}\d", text)
            if mask(one.group()) != one.group()
        )
    for kind, pattern in _SHAPES:
        for one in pattern.finditer(text):
            digits = re.sub(r"\D", "", one.group())
            if digits in EMERGENCY:
                continue
            yield one.start(), one.end(), kind


def _phrases(text: str) -> Iterator[tuple[int, int, str]]:
    words = list(re.finditer(r"[\w&.'\u2019-]+", text))
    for at, first in enumerate(words):
        for last in words[at : at + LONGEST_PHRASE]:
            phrase = text[first.start() : last.end()]
            if "\n" in phrase:
                break
            key = search_key(phrase)
            if key and (last is not first or _may_be_name(text, first)):
                yield first.start(), last.end(), key


def _may_be_name(text: str, word: re.Match[str]) -> bool:
    """A lone word is looked up only when it is long enough and written with a capital."""
    return len(word.group()) >= 4 and word.group()[:1].isupper()


def _associations(text: str, keys: frozenset[str]) -> Iterator[Span]:
    """The longest first, so that a name is told whole."""
    if not keys:
        return
    hits = [(begin, end) for begin, end, key in _phrases(text) if key in keys]
    for begin, end in sorted(hits, key=lambda hit: hit[0] - hit[1]):
        yield begin, end, PointerKind.ASSOCIATION


def _names(text: str, places: Collection[str]) -> Iterator[Span]:
    """Words with a capital within a sentence, and given names wherever and however they stand.

    Words beside each other are told as one; where one of them is a given name, or they are two or three, as
    the name of a person.
    """
    free = _FREE | {word for place in places for word in _forms(place)}
    run: list[re.Match[str]] = []
    for word in _WORD.finditer(text):
        if run and text[run[-1].end() : word.start()].strip(" \t"):
            yield from _told(run)
            run = []
        if _is_name(text, word, free):
            run.append(word)
        else:
            yield from _told(run)
            run = []
    yield from _told(run)


def _is_name(text: str, word: re.Match[str], free: Collection[str]) -> bool:
    written = word.group()
    lowered = written.casefold()
    if lowered in free:
        return False
    if is_given_name(written) or FAMILY.fullmatch(lowered):
        return True
    before = text[: word.start()]
    begins = not before.strip() or bool(_SENTENCE_END.search(before)) or bool(_OPENING.search(before))
    if begins:  # a capital is usual there: a name when the next word has one as well
        following = _WORD.match(text, word.end() + 1) if text[word.end() : word.end() + 1] == " " else None
        return (
            written[0].isupper()
            and following is not None
            and following.group()[0].isupper()
            and following.group().casefold() not in free
        )
    return written[0].isupper()


def _forms(place: str) -> Iterator[str]:
    for word in _WORD.findall(place.casefold()):
        yield from (word, f"{word}s")


def _told(run: list[re.Match[str]]) -> Iterator[Span]:
    if run:
        is_given = any(is_given_name(word.group()) for word in run)
        kind = PointerKind.PERSON if is_given or len(run) in (2, 3) else PointerKind.NAME
        yield run[0].start(), run[-1].end(), kind
