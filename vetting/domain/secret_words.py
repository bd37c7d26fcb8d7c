"""How words that may not be read are found again: other blanks, breaks, word order, spelling without dots."""

import datetime as dt
import re
import unicodedata
from collections.abc import Collection, Iterable

WITHHELD = "[Maskat]"  # where letters leave no number
SHORTEST_WORD = 3  # of a name, looked for by itself
LONG_WORD = 6  # from here on a longer word that begins so is taken for it
LONGEST_BROKEN = 200  # of longer texts no word is looked for across a hyphen
SHORTEST_QUOTE = 12
SHORTEST_SENTENCE = 20

_DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2212"
_BREAK = rf"(?:[{_DASHES}][^\S\n]*\n\s*)?"  # a word parted at the end of a line
_BETWEEN = rf"(?:\s|[{_DASHES}])+"
_BEGIN = r"(?<![^\W_])"  # after no letter or digit; an underline parts words
_END = r"[sS]?(?![^\W_])"  # Vera, Veras
_REST = r"[^\W_]*"  # of a longer word
_LOOSELY = rf"[{_DASHES}\s_.,/]*"  # vera.pahittad, Påhittad, Vera, VeraPåhittad
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
# Cyrillic and Greek letters that look as Latin ones.
_ALIKE = str.maketrans(
    "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0425"
    "\u0406\u0391\u0392\u0395\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a7\u03bf\u03bd",
    "aeopcyxiABEKMHOPCTX" + "IABEHIKMNOPTXov",
)
_MONTHS = (
    *("januari", "februari", "mars", "april", "maj", "juni"),
    *("juli", "augusti", "september", "oktober", "november", "december"),
)


def bare_texts(text: str) -> tuple[str, str]:
    """The text without what cannot be seen, composed; and with odd forms of letters made plain too."""
    seen = "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cf", "Cc"))
    return unicodedata.normalize("NFC", seen), unicodedata.normalize("NFKC", seen).translate(_ALIKE)


def pattern_of(words: str, *, between: str = _BETWEEN) -> re.Pattern[str]:
    """Finds those words in any case, with any blanks or dashes between them. A longer word that
    begins so is found whole, but for very short ones."""
    parts = [part for part in re.split(_BETWEEN, bare_texts(words)[1]) if part]
    is_short = sum(map(len, parts)) < LONG_WORD
    joined = between.join(_broken(part, is_long=len(words) > LONGEST_BROKEN) for part in parts)
    begins = _BEGIN if parts[0][0].isalnum() else ""
    return re.compile(begins + joined + (_END if is_short else _REST), re.IGNORECASE)


def without_words(text: str, passages: Collection[str]) -> str:
    """The text with WITHHELD in the place of every passage, found as `pattern_of` finds it; else as it is."""
    patterns = [pattern_of(passage) for passage in passages]
    left, most = text, 0
    for form in bare_texts(text):  # words may hide in odd characters
        spans = sorted(found.span() for pattern in patterns for found in pattern.finditer(form))
        if len(spans) > most:
            left, most = _cut(form, spans), len(spans)
    return left


def _cut(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """Spans that overlap leave one marker; they are given in order."""
    pieces, at = [""], 0
    for begin, end in spans:
        if begin >= at:
            pieces += [text[at:begin], WITHHELD]
        at = max(at, end)
    return "".join((*pieces, text[at:]))


def name_patterns(name: str, *, spared: str = "") -> tuple[re.Pattern[str], ...]:
    """Finds a person's name: whole, turned round, word by word, in an e-mail address, without dots.

    `spared`: names that are public, such as the association's own; their words are not looked for one by one.
    """
    words = [word for word in re.split(r"[\s,]+", bare_texts(name)[1]) if word]
    kept = {word.casefold() for word in re.split(r"\W+", spared)}
    alone = [w for w in words if len(w) >= SHORTEST_WORD and w.casefold() not in kept]
    turned = f"{words[-1]} {' '.join(words[:-1])}" if len(words) > 1 else ""
    return (
        *(_mail(_folded(word)) for word in words if len(word) >= SHORTEST_WORD),
        *(pattern_of(one, between=_LOOSELY) for one in _spellings(" ".join(words), turned)),
        *(_word(one) for word in alone for one in _spellings(word)),
    )


def day_patterns(day: dt.date) -> tuple[re.Pattern[str], ...]:
    """Finds a birth date as it is usually written."""
    written = (
        day.isoformat(),
        f"{day:%Y%m%d}",
        f"{day:%y%m%d}",
        f"{day.day} {_MONTHS[day.month - 1]} {day.year}",
        f"{day.day}/{day.month} {day.year}",
    )
    return tuple(re.compile(rf"(?<!\d){re.escape(one)}(?!\d)", re.IGNORECASE) for one in written)


def quote_patterns(text: str) -> tuple[re.Pattern[str], ...]:
    """Finds a masked text where it is quoted: as a whole, and its longer sentences. Short texts are left."""
    whole = text.strip()
    sentences = [one for one in map(str.strip, _SENTENCE.split(whole)) if len(one) >= SHORTEST_SENTENCE]
    quotes = [whole, *sentences] if len(whole) >= SHORTEST_QUOTE else sentences
    return tuple(pattern_of(one) for one in dict.fromkeys(quotes))


def _broken(word: str, *, is_long: bool) -> str:
    return re.escape(word) if is_long else _BREAK.join(re.escape(c) for c in word)


def _word(word: str) -> re.Pattern[str]:
    """A word of a name, with its capital: "Berg" is a name, "berg" a hill."""
    ends = _REST if len(word) >= LONG_WORD else _END
    spellings = dict.fromkeys((word, word.upper(), word.title()))
    spelled = "|".join((*(_broken(one, is_long=False) for one in spellings), *map(_spaced, spellings)))
    return re.compile(rf"{_BEGIN}(?:{spelled}){ends}")


def _spaced(word: str) -> str:
    """V e r a, V.e.r.a"""
    return r"[\s.]".join(map(re.escape, word))


def _mail(word: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w.+-])[\w.+-]{{0,64}}?{re.escape(word)}[\w.+-]{{0,64}}@[\w.-]+", re.IGNORECASE)


def _spellings(*words: str) -> Iterable[str]:
    return dict.fromkeys(one for word in words if word for one in (word, _folded(word)))


def _folded(word: str) -> str:
    plain = unicodedata.normalize("NFKD", word)
    return "".join(c for c in plain if not unicodedata.combining(c))
