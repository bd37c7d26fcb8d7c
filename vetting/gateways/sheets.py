"""Workbooks and delimited text in and out: cell types kept, row numbers kept, limits on everything."""

import csv
import io
import warnings
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import chain, islice
from pathlib import Path
from typing import BinaryIO
from xml.etree.ElementTree import ParseError

from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from vetting.domain.errors import UnusableFile
from vetting.gateways.decoding import decode
from vetting.gateways.headers import HEADER_WITHIN, Columns, HeaderMap, find_header
from vetting.gateways.uploads import OLD_OFFICE, guard_zip

MAX_ROWS = 200_000
MAX_COLUMNS = 200
MAX_CELL = 32_000

Row = tuple[int, tuple[object, ...]]

# What openpyxl lets through when a part of the zip is damaged: it has no error of its own.
_WORKBOOK_DAMAGE = (
    zipfile.BadZipFile, zlib.error, ParseError, LookupError, ValueError, TypeError, AttributeError,
    RuntimeError, EOFError, OSError,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class TableRow:
    """`row_no` as the spreadsheet shows it; `values` by canonical column, types as in the cell."""

    row_no: int
    values: dict[str, object]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a header. `notes` are codes: decoding, unknown columns, further sheets."""

    header: HeaderMap
    rows: tuple[TableRow, ...]
    notes: tuple[str, ...] = ()


def read_table(data: bytes, filename: str, columns: Columns) -> Table:
    """Read XLSX or delimited text. Raises UnusableFile: renamed_file, broken_xlsx, too_many_rows,
    no_header, missing_column and those of decoding and zip guard."""
    if not data.strip():
        raise UnusableFile("empty_file", filename=filename)
    if _is_workbook(data, filename):
        return _read_workbook(data, filename, columns)
    decoded = decode(data, filename=filename)
    notes = (f"encoding_{decoded.encoding}", *decoded.notes)
    return _table_of(_delimited_rows(decoded.text, filename), filename, columns, notes)


def _is_workbook(data: bytes, filename: str) -> bool:
    """By content; a name that claims the other kind is refused, and the kind found is named."""
    ending = filename.lower().rpartition(".")[2]
    if data.startswith(OLD_OFFICE):
        raise UnusableFile("old_office_format", filename=filename)
    is_zip = data.startswith(b"PK")
    if ending in ("xlsx", "xlsm", "xls") and not is_zip:
        raise UnusableFile("renamed_file", filename=filename, expected="xlsx", found="csv")
    if ending in ("csv", "tsv", "txt", "tab", "skv") and is_zip:
        raise UnusableFile("renamed_file", filename=filename, expected="csv", found="xlsx")
    return is_zip


def write_sheet(
    target: str | Path | BinaryIO,
    header: Sequence[str],
    rows: Iterable[Sequence[object]],
    *,
    title: str = "Blad1",
) -> None:
    """Write one sheet, streaming. Text is written as text (never a formula), control characters go,
    times lose their zone (spreadsheets have none)."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title[:31])
    sheet.freeze_panes = "A2"
    for row in chain([header], rows):
        sheet.append([_cell(sheet, value) for value in row])
    book.save(target)


def _cell(sheet: object, value: object) -> object:
    if isinstance(value, datetime):
        return value.replace(tzinfo=None)
    if value is None or isinstance(value, bool | int | float | date | time):
        return value
    cell = WriteOnlyCell(sheet, value=ILLEGAL_CHARACTERS_RE.sub("", str(value))[:MAX_CELL])  # type: ignore[arg-type]
    cell.data_type = "s"
    return cell


def _read_workbook(data: bytes, filename: str, columns: Columns) -> Table:
    """The first visible sheet with the header; the file is closed whatever happens."""
    guard_zip(data, filename).close()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of styles and validations it leaves out
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            try:
                return _first_table(book, filename, columns)
            finally:
                book.close()
    except _WORKBOOK_DAMAGE as error:
        raise UnusableFile("broken_xlsx", filename=filename) from error


def _first_table(book: Workbook, filename: str, columns: Columns) -> Table:
    refusal: UnusableFile | None = None
    sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    for sheet in sheets:
        sheet.reset_dimensions()  # the declared size may lie
        rows = ((at, tuple(cells)) for at, cells in enumerate(sheet.iter_rows(values_only=True), start=1))
        try:
            notes = ("more_sheets",) if len(sheets) > 1 else ()
            return _table_of(_capped(rows, filename), filename, columns, notes)
        except UnusableFile as error:
            if error.code not in ("no_header", "missing_column"):
                raise
            refusal = refusal if refusal and refusal.code == "missing_column" else error
    raise refusal or UnusableFile("no_header", filename=filename, missing=sorted(columns.required), found=[])


def _table_of(rows: Iterator[Row], filename: str, columns: Columns, notes: tuple[str, ...]) -> Table:
    head = list(islice(rows, HEADER_WITHIN))
    header = find_header(head, columns, filename=filename)
    if header.unknown:
        notes = (*notes, "unknown_columns")
    body = (row for row in chain(head, rows) if row[0] > header.row_no and any(_filled(c) for c in row[1]))
    return Table(header, tuple(TableRow(row_no, header.pick(cells)) for row_no, cells in body), notes)


def _filled(cell: object) -> bool:
    return cell is not None and str(cell).strip() != ""


def _delimited_rows(text: str, filename: str) -> Iterator[Row]:
    """Rows of `;`, `,` or tab text; `sep=` in the first line decides, else what the first lines hold most."""
    delimiter, skipped = _delimiter(text)
    stream = io.StringIO(text, newline="")
    if skipped:
        stream.readline()
    reader = csv.reader(stream, delimiter=delimiter, strict=True)  # an open quote must not swallow rows

    def numbered() -> Iterator[Row]:
        before = reader.line_num
        for cells in reader:
            yield before + 1 + skipped, tuple(cells)
            before = reader.line_num

    try:
        yield from _capped(numbered(), filename)
    except csv.Error as error:
        raise UnusableFile("broken_csv", filename=filename, row=reader.line_num + skipped) from error


def _delimiter(text: str) -> tuple[str, int]:
    first = text[:20].splitlines()[0].strip().lower()
    if first.startswith("sep=") and len(first) == 5:
        return first[4], 1
    if first == "sep=":
        return "\t", 1
    lines = [line for line in text[:20_000].splitlines() if line.strip()][:HEADER_WITHIN]
    return max(
        ";\t,", key=lambda mark: sum(mark in line for line in lines) * 100 + text[:5000].count(mark)
    ), 0


def _capped(rows: Iterator[Row], filename: str) -> Iterator[Row]:
    for count, (row_no, cells) in enumerate(rows, start=1):
        if count > MAX_ROWS:
            raise UnusableFile("too_many_rows", filename=filename, limit=MAX_ROWS)
        yield row_no, cells[:MAX_COLUMNS]
