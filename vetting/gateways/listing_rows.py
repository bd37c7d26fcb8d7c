"""Rows of a list with columns by name, read into listings: numbers classed, personal numbers masked."""

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from operator import itemgetter

from vetting.domain.errors import UnusableFile
from vetting.domain.identity import (
    MASK,
    OrgNumberReading,
    is_personal,
    mask,
    plain_org_number,
    read_org_number,
)
from vetting.domain.names import display, search_key
from vetting.domain.sources import state_of_row
from vetting.domain.terms import NumberClass, RowState
from vetting.gateways.source import Listing, SourceOptions, Tally
from vetting.gateways.table_stream import OpenTable

CANONICAL = ("id", "name", "org_number", "seat", "birth_date", "alias", "giro", "status", "listed_on")
REPAIRED = frozenset({NumberClass.OK_ODD_FORMAT, NumberClass.REPAIRED_PREFIX})
GOOD = frozenset({NumberClass.OK, NumberClass.MISSING})

LONG_DIGITS = re.compile(r"\d\d[-./\s\d]\d\d[-./\s\d]")  # what every personal number begins with
_WORD = re.compile(r"[^\W\d_]{3}")
_LETTER = re.compile(r"[^\W_]")
_TOTALS = re.compile(r"\W*(?:del)?(?:summa|sum|totalt?|totalsumma|antal|antal rader)\b[\W\d]*", re.IGNORECASE)
_GIRO = re.compile(r"(?<!\d)\d[\d\s]{0,8}-?\s?\d{1,4}(?!\d)")
_TEXTS_KEPT = 20_000


class ListingRows:
    """Makes a listing of each row of a table and tells what is odd about it in the tally.

    `further` are columns beside the canonical ones whose texts go into the payload under their names.
    """

    def __init__(
        self, table: OpenTable, tally: Tally, *, options: SourceOptions, further: Sequence[str] = ()
    ) -> None:
        self.table, self.tally, self.kind = table, tally, options.kind
        self.further = [name for name in further if name in table.header.positions]
        at = table.header.positions
        self._width = 1 + max(at.values())
        self._pick = itemgetter(*(at.get(name, -1) for name in CANONICAL))
        self._has_name = "name" in at
        self.codes: list[str] = []
        self._towns: dict[object, str] = {None: "", "": ""}  # the same few stand in every row
        self._first: dict[str, int] = {}  # what the first row of each number told, where rows have no id
        self._row_no = 0

    def walk(self, *, filename: str, least: int) -> Iterator[Listing]:
        """Every row that is one. Raises UnusableFile too_few_rows at the end."""
        count = 0
        for row_no, cells in self.table.rows:
            if (listing := self.listing(row_no, cells)) is not None:
                count += 1
                yield listing
        if count < max(least, 1):
            raise UnusableFile("too_few_rows", filename=filename, found=count, expected=least)

    def listing(self, row_no: int, cells: Sequence[object]) -> Listing | None:
        """The listing a row is, None for a sum under the list."""
        self._row_no = row_no
        self.codes.clear()
        if len(cells) < self._width:
            cells = [*cells, *[None] * (self._width - len(cells))]
        own_id, raw_name, raw_number, seat, born, alias, giro, status, listed_on = self._pick(
            [*cells, None]  # columns that are not there are the empty cell at the end
        )
        plain = plain_org_number(raw_number) if raw_number.__class__ is str else None
        if plain is None and _is_total(cells, raw_number):
            self.tally.noted("totals_row")
            return None
        number, written = (plain, "") if plain else self._number(raw_number)
        is_plain = isinstance(raw_name, str) and in_order(raw_name)
        name = str(raw_name) if is_plain else self.text("name", raw_name)
        if not (name[:1].isalpha() or _LETTER.search(name)) and (self._has_name or not number):
            self.odd("name", "missing_name", name)
        if len(cells) > self.table.width and any(cells[self.table.width :]):
            self.odd("name", "too_many_cells")
        if (town := self._towns.get(seat)) is None:
            town = self._town(seat)
        birth_date = self._birth_date(born) if born else ""
        written = "" if number else written
        payload = self._payload(cells, giro, written) if giro or written or self.further else {}
        day = self._day(listed_on, payload) if listed_on else None
        return Listing(
            self._record_id(own_id, number, (name, town, birth_date, text_of(status), text_of(listed_on))),
            self.kind,
            name,
            self._aliases(alias) if alias else (),
            number,
            town or None,
            birth_date or None,
            (self.text("status", status) or None) if status else None,
            day,
            payload,
            state_of_row(self.codes) if self.codes else RowState.OK,
            row_no,
        )

    def odd(self, column: str, code: str, shown: str = "") -> None:
        """Tells what is odd about the row in hand."""
        self.codes.append(code)
        self.tally.problem(self._row_no, column, code, shown)

    def text(self, column: str, value: object) -> str:
        """A cell's text in one line, masked. Most cells are in order as they stand."""
        text = value if isinstance(value, str) else text_of(value)
        if in_order(text):
            return text
        masked = mask(text)
        if masked != text:
            self.odd(column, "personal_number_in_text", masked)
        return display(masked)

    def _number(self, raw: object) -> tuple[str | None, str]:
        """The usable number, and the cell as it may be shown."""
        if raw is None or raw == "":
            return None, ""
        found = read_org_number(raw)
        if found.cls not in GOOD:
            self.odd("org_number", found.cls.value, found.shown)
        return found.canonical, found.shown

    def _payload(self, cells: Sequence[object], giro: object, written: str) -> dict[str, object]:
        payload: dict[str, object] = {}
        if giro and (digits := giro_digits(self.text("giro", giro))):
            payload["giro"] = digits[0]
            if digits[1:]:
                payload["more_giros"] = digits[1:]
        if written:
            payload["org_number_as_written"] = written
        for name in self.further:
            at = self.table.header.positions[name]
            if at < len(cells) and (text := self.text(name, cells[at])):
                payload[name] = text
        return payload

    def _day(self, value: object, payload: dict[str, object]) -> date | None:
        """The date; one that cannot be read stays in the payload as it was written."""
        day = day_of(value)
        if day is None and (written := self.text("listed_on", value)):
            payload["listed_on_as_written"] = written
        return day

    def _town(self, value: object) -> str:
        text = self.text("seat", value)
        if text == value and len(self._towns) < _TEXTS_KEPT:
            self._towns[value] = text
        return text

    def _aliases(self, value: object) -> tuple[str, ...]:
        pieces = re.split(r"[;|\n]", mask(text_of(value)))
        if any(MASK in piece for piece in pieces):
            self.odd("alias", "personal_number_in_text", MASK)
        return tuple(found for piece in pieces if (found := display(piece)))

    def _birth_date(self, value: object) -> str:
        """A date or year as text; of a personal number only the birth date is kept."""
        text = text_of(value)
        if personal := re.fullmatch(r"((?:18|19|20)\d\d)-?(\d\d)-?(\d\d)[-+ ]?\d{4}", text):
            self.odd("birth_date", "personal_number_in_text", MASK)
            year, month, day = personal.groups()
            return f"{year}-{month}-{int(day) - 60 if int(day) > 60 else int(day):02}"
        if compact := re.fullmatch(r"((?:18|19|20)\d\d)(\d\d)(\d\d)", text):
            return "-".join(compact.groups())
        kept = self.text("birth_date", text)
        return "" if MASK in kept else kept

    def _record_id(self, own_id: object, number: str | None, told: tuple[str, ...]) -> str:
        """The list's own id, else the number, else a digest of name, seat and birth date: the same in the
        next delivery, and never made of a personal number. One number may stand for several branches or
        debts: further rows that tell something else get a digest of it after the number."""
        own = own_id.strip() if isinstance(own_id, str) else text_of(own_id)
        if isinstance(own_id, date):  # what was 5-12 before a spreadsheet took it for a day
            self.odd("id", NumberClass.EXCEL_DAMAGE.value, own)
        elif own and is_safe_id(own):
            return own
        if number is None:
            return digest_id(*told[:3], fallback=f"row|{self._row_no}")
        if self._first.setdefault(number, hash(told)) == hash(told):
            return number
        return f"{number}-{digest_id(*told, fallback=number)[-8:]}"


def state_told(tally: Tally, row_no: int, odd: Sequence[tuple[str, str, str]]) -> RowState:
    """Tells each oddity of a row (column, code, value as it may be shown); the state they make."""
    for column, code, shown in odd:
        tally.problem(row_no, column, code, shown)
    return state_of_row([code for _, code, _ in odd])


def odd_names(names: Sequence[str]) -> list[tuple[str, str, str]]:
    """What is odd about the names of a row: none at all, or a personal number that was masked in one."""
    if not names:
        return [("name", "missing_name", "")]
    return [("name", "personal_number_in_text", name) for name in names if MASK in name][:1]


def odd_number(number: OrgNumberReading) -> list[tuple[str, str, str]]:
    """What is odd about a number that a row must have, being its id."""
    if number.cls is NumberClass.MISSING:
        return [("id", "missing_record_id", "")]
    return [] if number.cls is NumberClass.OK else [("org_number", number.cls.value, number.shown)]


def in_order(text: str) -> bool:
    """Whether a text needs neither tidying nor masking: most do not, and this is quickly seen."""
    return (
        text.isprintable()
        and "  " not in text
        and text.strip() == text
        and unicodedata.is_normalized("NFC", text)
        and not LONG_DIGITS.search(text)
    )


def digest_id(*told: str, fallback: str) -> str:
    """An id for a row that has none: its name and what tells namesakes apart, without signs and case."""
    key = "|".join(map(search_key, told)) if told and search_key(told[0]) else fallback
    return "name-" + hashlib.sha256(key.encode()).hexdigest()[:16]


def is_safe_id(own: str) -> bool:
    """Whether an id may be kept: neither a personal number nor masked already."""
    if len(own) < 10:
        return "*" not in own
    digits = own.translate({ord(mark): None for mark in "-+ ."})
    if len(digits) in (10, 12) and digits.isdecimal() and is_personal(digits):
        return False
    return mask(own) == own and "****" not in own and "mask" not in own.casefold()


def giro_digits(text: str) -> list[str]:
    """The bank and plus giros in a cell as digits: 2 to 8 of them, each once."""
    found = (re.sub(r"\D", "", one) for one in _GIRO.findall(text))
    return list(dict.fromkeys(digits for digits in found if 2 <= len(digits) <= 8))


def text_of(value: object) -> str:
    """A cell as text: a date as 2026-01-31, a whole number without its .0."""
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else str(value).strip()


def day_of(value: object) -> date | None:
    """The date a cell begins with, else None."""
    try:
        return datetime.fromisoformat(text_of(value)[:10]).date()
    except ValueError:
        return None


def _is_total(cells: Sequence[object], raw_number: object) -> bool:
    """A sum under the list is no row of it: it begins with such a word, and the rest is figures. A body
    of that name is one when it has a number or a town."""
    texts = (text for cell in cells if (text := text_of(cell)))
    if not _TOTALS.fullmatch(next(texts, "")):
        return False
    return not any(_WORD.search(text) for text in texts) and not read_org_number(raw_number).canonical
