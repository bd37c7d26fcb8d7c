"""Any list a partner sends as a workbook or delimited text, read by a map of its columns."""

import hashlib
import re
from collections.abc import Mapping
from datetime import date, datetime

from vetting.domain.directory import RowProblem
from vetting.domain.errors import UnusableFile
from vetting.domain.identity import MASK, OrgNumberReading, mask, read_org_number
from vetting.domain.names import display, search_key
from vetting.domain.terms import NumberClass, PartyKind, RowState
from vetting.gateways.headers import Columns, heading
from vetting.gateways.sheets import TableRow, read_table
from vetting.gateways.source import Listing, SourceFile, SourceOptions

ADAPTER = "spreadsheet_drop"
CANONICAL = ("id", "name", "org_number", "seat", "birth_date", "alias", "giro", "status", "listed_on")
_ALIASES: dict[str, tuple[str, ...]] = {
    "id": ("id", "nr", "löpnummer", "diarienr"),
    "name": ("namn", "organisation", "förening", "leverantör", "företag", "orgName"),
    "org_number": ("orgnr", "org.nr", "organisationsnummer", "orgNumber"),
    "seat": ("säte", "ort", "kommun", "postort", "location", "city"),
    "birth_date": ("födelsedatum", "född", "födelseår"),
    "alias": ("alias", "andra namn", "tidigare namn", "kallas även"),
    "giro": ("bankgiro", "plusgiro", "giro", "kontonummer"),
    "status": ("status", "orsak", "reason"),
    "listed_on": ("datum", "beslutsdatum", "registrerad", "issued"),
}
_REPAIRED = frozenset({NumberClass.OK_ODD_FORMAT, NumberClass.REPAIRED_PREFIX})
_GOOD = frozenset({NumberClass.OK, NumberClass.MISSING})


def read(data: bytes, *, filename: str, options: SourceOptions | None = None) -> SourceFile:
    """Read every row into a listing or count it as a duplicate.

    Raises UnusableFile unknown_column_map, too_few_rows, and those of `sheets`.
    """
    options = options or SourceOptions()
    table = read_table(data, filename, _columns(options.column_map, filename))
    if not {"name", "org_number"} & set(table.header.positions):
        raise UnusableFile(
            "missing_column", filename=filename, missing=["name"], found=list(table.header.unknown)
        )
    if len(table.rows) < max(options.min_rows, 1):
        raise UnusableFile(
            "too_few_rows", filename=filename, found=len(table.rows), expected=options.min_rows
        )
    listings: dict[str, Listing] = {}
    problems: list[RowProblem] = []
    for row in table.rows:
        listing, found = _listing(row, options.kind)
        problems += found
        if listing.record_id in listings:
            problems.append(RowProblem(row.row_no, "id", "duplicate_row", listing.record_id))
        else:
            listings[listing.record_id] = listing
    kept = tuple(listings.values())
    rows_in = len(table.rows)
    return SourceFile(None, kept, tuple(problems), rows_in, duplicates=rows_in - len(kept), notes=table.notes)


def _columns(column_map: Mapping[str, str], filename: str) -> Columns:
    """The declared headings are required; for the columns nobody declared the usual Swedish ones serve."""
    if odd := sorted(set(column_map) - set(CANONICAL)):
        raise UnusableFile("unknown_column_map", filename=filename, found=odd, allowed=list(CANONICAL))
    declared = {name: (written,) for name, written in column_map.items()}
    taken = {heading(one) for one in column_map.values()}
    usual = {
        name: tuple(one for one in found if heading(one) not in taken)
        for name, found in _ALIASES.items()
        if name not in declared
    }
    return Columns(usual | declared, frozenset(column_map))


def _listing(row: TableRow, kind: PartyKind) -> tuple[Listing, list[RowProblem]]:
    problems: list[RowProblem] = []
    number = read_org_number(row.values.get("org_number"))
    if number.cls not in _GOOD:
        problems.append(RowProblem(row.row_no, "org_number", number.cls.value, number.shown))
    name = _masked(row, "name", problems)
    if not search_key(name) and ("name" in row.values or not number.canonical):
        problems.append(RowProblem(row.row_no, "name", "missing_name", name))
    seat, status = _masked(row, "seat", problems), _masked(row, "status", problems)
    born = _birth_date(row, problems)
    payload = {column: text for column in ("giro",) if (text := _masked(row, column, problems))} | (
        {"org_number_as_written": number.shown} if number.shown and not number.canonical else {}
    )
    listing = Listing(
        record_id=_record_id(row, number, name=name, seat=seat, born=born),
        kind=kind,
        name=name,
        aliases=tuple(
            a for piece in re.split(r"[;|\n]", _masked(row, "alias", problems)) if (a := display(piece))
        ),
        org_number=number.canonical,
        seat=seat or None,
        birth_date=born or None,
        status=status or None,
        listed_on=_day(row.values.get("listed_on")),
        payload=payload,
        state=_state(problems, bool(number.canonical)),
    )
    return listing, problems


def _state(problems: list[RowProblem], has_number: bool) -> RowState:
    """A nameless row with a good number can still be met by it; it is set aside all the same."""
    codes = {problem.code for problem in problems}
    if "missing_name" in codes:
        return RowState.QUARANTINED
    if NumberClass.PERSONAL.value in codes or "personal_number_in_text" in codes:
        return RowState.MASKED
    if codes - {cls.value for cls in _REPAIRED}:
        return RowState.QUARANTINED
    return RowState.REPAIRED if codes else RowState.OK


def _masked(row: TableRow, column: str, problems: list[RowProblem]) -> str:
    text = _text(row.values.get(column))
    masked = mask(text)
    if masked != text:
        problems.append(RowProblem(row.row_no, column, "personal_number_in_text", masked))
    return display(masked)


def _birth_date(row: TableRow, problems: list[RowProblem]) -> str:
    """A date or year as text; of a personal number only the birth date is kept."""
    text = _text(row.values.get("birth_date"))
    if personal := re.fullmatch(r"((?:18|19|20)\d\d)-?(\d\d)-?(\d\d)[-+ ]?\d{4}", text):
        problems.append(RowProblem(row.row_no, "birth_date", "personal_number_in_text", MASK))
        year, month, day = personal.groups()
        return f"{year}-{month}-{int(day) - 60 if int(day) > 60 else int(day):02}"
    if compact := re.fullmatch(r"((?:18|19|20)\d\d)(\d\d)(\d\d)", text):
        return "-".join(compact.groups())
    return _masked(row, "birth_date", problems)


def _record_id(row: TableRow, number: OrgNumberReading, *, name: str, seat: str, born: str) -> str:
    """The list's own id, else the number, else a digest of name, seat and birth date: the same in the
    next delivery, and never made of a personal number."""
    own = _text(row.values.get("id"))
    if own and read_org_number(own).cls is not NumberClass.PERSONAL and mask(own) == own:
        return own
    if number.canonical:
        return number.canonical
    key = "|".join((search_key(name), search_key(seat), born)) if search_key(name) else f"row|{row.row_no}"
    return "name-" + hashlib.sha256(key.encode()).hexdigest()[:16]


def _text(value: object) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else str(value).strip()


def _day(value: object) -> date | None:
    try:
        return datetime.fromisoformat(_text(value)[:10]).date()
    except ValueError:
        return None
