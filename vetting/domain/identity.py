"""Organisation numbers read into classes, and personal numbers masked wherever they turn up."""

import math
import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime

from stdnum import luhn
from stdnum.fi import ytunnus
from stdnum.no import orgnr as norwegian_number

from vetting.domain.terms import NumberClass

MASK = "******-****"
SHOWN_LIMIT = 80

_PLAIN = re.compile(r"\d{6}-?\d{4}", re.ASCII)
_TWO = [(tens * 2 - 9 * (tens > 4) + ones) for tens in range(10) for ones in range(10)]  # check sums of 00-99
# Check sums of five digits that begin with a doubled one, and of five that begin with a single one.
_HIGH = bytes(a + b + c * 2 - 9 * (c > 4) for a in _TWO for b in _TWO for c in range(10))
_LOW = bytes(a + b + c for a in range(10) for b in _TWO for c in _TWO)
# Every form that is masked begins like this.
_MAY_BE_PERSONAL = re.compile(r"\d\d[-./\s\d]\d\d[-./\s\d]")
_ALREADY_MASKED = re.compile(r"\[?\s*mask(ed|erad)|\*{4,}", re.IGNORECASE)
_EXPONENT = re.compile(r"\d+([.,]\d+)?\s*E\s*[+-]?\d+", re.IGNORECASE)
_FLOAT_TAIL = re.compile(r"(\d{8,12})[.,]0+")
_WRITTEN_DATE = re.compile(
    r"((?:18|19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](?:18|19|20)\d\d)"
    r"([ T]\d\d:\d\d(:\d\d)?)?"
)
_FOREIGN = re.compile(r"(?:NO|FI|DK|DE|EE|LV|LT|PL|GB|NL)[\s-]*[\d\s.-]{7,}|[\d\s]{9,}\s*MVA", re.IGNORECASE)
_THREES = re.compile(r"[89]\d\d \d{3} \d{3}")
_SEVEN_ONE = re.compile(r"\d{7}-\d")
_LABEL = re.compile(r"^(org(anisations)?\.?\s*(nr|nummer|number)?\.?\s*:?)\s*", re.IGNORECASE)
_SEPARATORS = re.compile(r"[()\s\-\u2010-\u2015\u2212+.,;:?/_'\"\u00b4`\u2019]")
_VAT = re.compile(r"SE(\d{10})01", re.IGNORECASE)
_HEX = frozenset("0123456789abcdefABCDEF")
_SHORTEST_DIGEST = 14
_PHONE = re.compile(r"(?:\btel|\btfn|fon|\bmobil|\bfax|\bmob)[\w.]*[:\s]*$", re.IGNORECASE)
_AMOUNT = re.compile(r"\s?(?:kr\b|kronor|SEK|:-|,\d\d\b)", re.IGNORECASE)
_IN_TEXT = re.compile(
    r"""
    (?<!\d)(?:06|16|18|19|20|0)?\d{6}(?:\s?[-+_/.:~\u2010-\u2015\u2212\ufe58\ufe63\uff0d]\s?|\s)
        \d{4}(?!\d)                                                            # 811228-9874
    | (?<!\d)(?:18|19|20)?\d\d-\d\d-\d\d[-+]\d{4}(?!\d)                       # 1981-12-28-9874
    | (?<!\d)(?<!\d\d[-./\s])(?:(?:18|19|20)\s?)?\d\d(?P<part>[-./\s])\d\d(?P=part)\d\d
        (?:\s?[-+./]\s?|\s{1,2})\d\d\s?\d\d(?![-./\s]?\d)                      # 81 12 28 98 74
    | \((?:18|19|20)?\d{6}\)\s?[-+]?\s?\d{4}(?!\d)                              # (811228)9874
    | (?<!\d)(?:06|16|18|19|20|0)?\d{10}(?!\d)
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class OrgNumberReading:
    """What a raw value in a number column is.

    `canonical` is ten digits and only set when the number may be used; `shown` is the original text,
    masked when personal; `proposal` is ten digits a person may choose to accept, never the machine.
    """

    cls: NumberClass
    canonical: str | None
    shown: str
    proposal: str | None = None


def read_org_number(raw: object) -> OrgNumberReading:
    """Give a raw value its class (registries: the zero series is genuine, padding is a proposal only)."""
    if raw is None or (isinstance(raw, float) and not math.isfinite(raw)):
        return OrgNumberReading(NumberClass.MISSING, None, "")
    if isinstance(raw, date | datetime):
        return OrgNumberReading(NumberClass.EXCEL_DAMAGE, None, raw.isoformat()[:10])
    if isinstance(raw, float | int) and not isinstance(raw, bool):
        return _read_numeric(raw)
    original = str(raw)
    if plain := plain_org_number(original):
        return OrgNumberReading(NumberClass.OK, plain, original)
    text = _clean(original)
    if not text:
        return OrgNumberReading(NumberClass.MISSING, None, "")
    cls, number, proposal = _classify(text)
    if cls is NumberClass.PERSONAL:
        return OrgNumberReading(cls, None, MASK)
    if cls is NumberClass.OK and not _PLAIN.fullmatch(original):
        cls = NumberClass.OK_ODD_FORMAT
    return OrgNumberReading(cls, number, mask(_visible(original))[:SHOWN_LIMIT], proposal)


def plain_org_number(written: str) -> str | None:
    """The ten digits of a valid number written 889999-9018 or 8899999018, at once: nearly all rows of a
    long list are. None means only that `read_org_number` has to look closer."""
    digits = written[:6] + written[7:] if len(written) == 11 and written[6] == "-" else written
    if len(digits) != 10 or digits[2] < "2" or not (digits.isascii() and digits.isdigit()):
        return None
    high, low = divmod(int(digits), 100_000)
    return None if (_HIGH[high] + _LOW[low]) % 10 or digits == digits[0] * 10 else digits


def format_org_number(canonical: str) -> str:
    """Ten digits as people write them: 889999-9018. Anything else is returned as it came."""
    return f"{canonical[:6]}-{canonical[6:]}" if re.fullmatch(r"\d{10}", canonical) else canonical


def mask(text: str) -> str:
    """Replace personal and coordination numbers inside free text.

    A number is replaced when its date exists and its check digit holds, so organisation numbers
    (third digit at least 2), case numbers and timestamps stay readable.
    """
    bare = text if text.isprintable() else _visible(text)  # what is invisible among digits hides nothing
    if not _MAY_BE_PERSONAL.search(bare):
        return text
    masked = _IN_TEXT.sub(_masked_if_personal, bare)
    return text if masked == bare else masked


def is_personal(digits: str) -> bool:
    """Ten or twelve digits that have the shape of a personal or coordination number (day + 60)."""
    if len(digits) == 12 and digits[:2] in ("06", "16", "18", "19", "20"):
        digits = digits[2:]
    if len(digits) != 10:
        return False
    month, day = int(digits[2:4]), int(digits[4:6])
    return 1 <= month <= 12 and 1 <= (day - 60 if day > 60 else day) <= _days_in(month)


def _read_numeric(raw: float | int) -> OrgNumberReading:
    """A numeric cell is suspicious even with ten digits: a spreadsheet has had its hands on it."""
    if raw != int(raw) or raw < 0 or (raw >= 10**9 and raw % 10**6 == 0):
        return OrgNumberReading(NumberClass.EXCEL_DAMAGE, None, str(raw)[:SHOWN_LIMIT])
    cls, number, proposal = _classify(str(int(raw)))
    if cls is NumberClass.PERSONAL:
        return OrgNumberReading(cls, None, MASK)
    cls = NumberClass.OK_ODD_FORMAT if cls is NumberClass.OK else cls
    return OrgNumberReading(cls, number, str(int(raw))[:SHOWN_LIMIT], proposal)


Classified = tuple[NumberClass, str | None, str | None]


def _classify(text: str) -> Classified:
    """Class, usable number and proposal of a cleaned text."""
    if _ALREADY_MASKED.search(text):
        return NumberClass.PERSONAL, None, None
    if _EXPONENT.fullmatch(text) or _WRITTEN_DATE.fullmatch(text):
        digits = re.sub(r"\D", "", text.upper().partition("E")[0])  # 8.112289874E+09 has lost nothing
        return (NumberClass.PERSONAL if is_personal(digits) else NumberClass.EXCEL_DAMAGE), None, None
    if _is_foreign(text):
        return NumberClass.FOREIGN, None, None
    if tail := _FLOAT_TAIL.fullmatch(text):
        text = tail.group(1)
    digits = _SEPARATORS.sub("", _LABEL.sub("", text))
    if vat := _VAT.fullmatch(digits):
        digits = vat.group(1)
    if not digits.isdigit() or len(set(digits)) == 1:
        return _placeholder(text)
    return _of_digits(digits)


def _of_digits(digits: str) -> Classified:
    if is_personal(digits):
        return NumberClass.PERSONAL, None, None
    if len(digits) == 12:
        return _of_twelve(digits)
    if len(digits) in (8, 9):
        return _of_short(digits)
    if len(digits) != 10:
        return NumberClass.BAD_LENGTH, None, None
    if digits[2] in "01":
        return NumberClass.BAD_GROUP, None, None
    if not luhn.is_valid(digits):
        return NumberClass.BAD_CHECKSUM, None, None
    return NumberClass.OK, digits, None


def _of_twelve(digits: str) -> Classified:
    """16 is the tax agency's prefix for legal persons; 06 one product's own, repaired with a note."""
    inner, number, _ = _of_digits(digits[2:])
    if digits[:2] == "16":
        return (NumberClass.OK_ODD_FORMAT if number else inner), number, None
    if digits[:2] == "06" and number:
        return NumberClass.REPAIRED_PREFIX, number, None
    vat = _of_digits(digits[:10])[1] if digits.endswith("01") else None
    return NumberClass.BAD_LENGTH, None, vat


def _of_short(digits: str) -> Classified:
    """Leading zeros do not change the check sum and giro numbers share it, so padding proves nothing."""
    padded = digits.zfill(10)
    if not luhn.is_valid(padded):
        return NumberClass.BAD_LENGTH, None, None
    if is_personal(padded):
        return NumberClass.PERSONAL, None, None
    if padded[2] in "01":
        return NumberClass.BAD_LENGTH, None, None
    return NumberClass.LOST_ZEROS, None, padded


def _placeholder(text: str) -> Classified:
    """Words in the number cell; a whole number among them is proposed."""
    found = [
        _of_digits(_SEPARATORS.sub("", m))
        for m in re.findall(r"(?<!\d)\d{6}\s?[-\u2013]?\s?\d{4}(?!\d)", text)
    ]
    if any(cls is NumberClass.PERSONAL for cls, _, _ in found):
        return NumberClass.PERSONAL, None, None
    usable = {number for _, number, _ in found if number}
    return NumberClass.PLACEHOLDER, None, usable.pop() if len(usable) == 1 else None


def _is_foreign(text: str) -> bool:
    if _FOREIGN.fullmatch(text):
        return True
    if _THREES.fullmatch(text):
        return bool(norwegian_number.is_valid(text))
    return bool(_SEVEN_ONE.fullmatch(text)) and bool(ytunnus.is_valid(text))


def _clean(text: str) -> str:
    """Full-width digits to ASCII, zero-width characters gone, blanks unified, Excel's apostrophe off."""
    kept = (
        c
        for c in unicodedata.normalize("NFKC", text)
        if c.isspace() or unicodedata.category(c) not in ("Cf", "Cc")
    )
    text = "".join(str(unicodedata.digit(c)) if c.isdigit() else c for c in kept)
    return re.sub(r"\s+", " ", text).strip().lstrip("'\u00b4\u2019").strip()


def _visible(text: str) -> str:
    """Without control and invisible characters and halves of characters."""
    return "".join(c for c in text if c.isprintable() or c.isspace())


def _masked_if_personal(found: re.Match[str]) -> str:
    if found.group().isdigit() and _is_in_digest(found):
        return found.group()
    digits = "".join(str(int(c)) for c in found.group() if c.isdigit())
    ten = digits[-10:]
    if not is_personal(ten) or not luhn.is_valid(ten):
        return found.group()
    is_loose = found.lastgroup == "part"
    return found.group() if is_loose and _is_another_number(found, digits) else MASK


def _is_another_number(found: re.Match[str], digits: str) -> bool:
    """A date parted from four digits by a blank alone may stand before a clock time or an amount, and a
    telephone number may be written in pairs."""
    start = found.start()
    if _PHONE.search(found.string[max(0, start - 20) : start]):
        return True
    if found.group("part").isspace() or not found.group()[-5].isspace():
        return False
    hour, minute = int(digits[-4:-2]), int(digits[-2:])
    is_recent = digits[:-10] == "20" or (len(digits) == 10 and digits < "30")
    return bool(_AMOUNT.match(found.string, found.end())) or (is_recent and hour < 24 and minute < 60)


def _is_in_digest(found: re.Match[str]) -> bool:
    """Ten digits within hexadecimal letters are part of a digest, unless the whole is too short for one."""
    text, start, end = found.string, found.start(), found.end()
    while start and text[start - 1] in _HEX:
        start -= 1
    while end < len(text) and text[end] in _HEX:
        end += 1
    return end - start >= _SHORTEST_DIGEST and end - start > len(found.group())


def _days_in(month: int) -> int:
    return 29 if month == 2 else 30 if month in (4, 6, 9, 11) else 31
