"""Workbooks and delimited text in and out: cell types kept, row numbers kept, limits on everything."""

import csv
import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import partial
from itertools import accumulate, chain, islice
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
MAX_TEXT_ROWS = 10_000_000  # of delimited text that is walked and not held
MAX_COLUMNS = 200
MAX_WIDE_ROWS = 1_000  # that reach beyond them: each is filled with blanks as far as it reaches
MAX_CELL = 32_000
STRETCH = 1_000  # rows looked at together
_LINE_END = re.compile(r"\r\n|\r|\n")

Row = tuple[int, Sequence[object]]

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
class Headed:
    """A header found, its own cells, and the rows below it, walked once."""

    header: HeaderMap
    cells: Sequence[object]
    rows: Iterator[Row]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a header. `notes` are codes: decoding, unknown columns, further sheets."""

    header: HeaderMap
    rows: tuple[TableRow, ...]
    notes: tuple[str, ...] = ()


def read_table(data: bytes, filename: str, columns: Columns) -> Table:
    """Read XLSX or delimited text. Raises UnusableFile: renamed_file, broken_xlsx, too_many_rows,
    too_many_columns, no_header, missing_column and those of decoding and zip guard."""
    if not data.strip():
        raise UnusableFile("empty_file", filename=filename)
    if is_workbook(data, filename):
        return _read_workbook(data, filename, columns)
    decoded = decode(data, filename=filename)
    rows = delimited_rows(io.StringIO(decoded.text, newline=""), filename, limit=MAX_ROWS)
    return _table_of(headed(rows, filename, columns, notes=(f"encoding_{decoded.encoding}", *decoded.notes)))


def is_workbook(data: bytes, filename: str) -> bool:
    """By the first bytes; a name that claims the other kind is refused, and the kind found is named."""
    ending = filename.lower().rpartition(".")[2]
    if data.startswith(OLD_OFFICE):
        raise UnusableFile("old_office_format", filename=filename)
    is_zip = data.startswith(b"PK")
    if ending in ("xlsx", "xlsm", "xls") and not is_zip:
        raise UnusableFile("renamed_file", filename=filename, expected="xlsx", found="csv")
    if ending in ("csv", "tsv", "txt", "tab", "skv") and is_zip:
        raise UnusableFile("renamed_file", filename=filename, expected="csv", found="xlsx")
    return is_zip


def values_of(book: Workbook, title: str) -> Iterator[Sequence[object]]:
    """The cells of each row of a sheet, by their values."""
    sheet = next(sheet for sheet in book.worksheets if sheet.title == title)
    sheet.reset_dimensions()  # the declared size may lie
    return iter(sheet.iter_rows(values_only=True))


def open_workbook(file: BinaryIO, *, is_computed: bool = True) -> Workbook:
    """A workbook that is read row by row: formulas by the result saved with them, or as they are written."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of styles and validations it leaves out
        return load_workbook(file, read_only=True, data_only=is_computed)


@contextmanager
def refused_if_damaged(filename: str) -> Iterator[None]:
    """Whatever openpyxl stumbles over is a broken workbook."""
    try:
        yield
    except _WORKBOOK_DAMAGE as error:
        raise UnusableFile("broken_xlsx", filename=filename) from error


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


def headed(rows: Iterator[Row], filename: str, columns: Columns, *, notes: tuple[str, ...] = ()) -> Headed:
    """The header among the first rows, and what follows it. Raises UnusableFile no_header, missing_column."""
    head = list(islice(rows, HEADER_WITHIN))
    header = find_header(head, columns, filename=filename)
    if header.unknown:
        notes = (*notes, "unknown_columns")
    below = [row for row in head if row[0] > header.row_no]
    return Headed(header, dict(head)[header.row_no], chain(below, rows), notes)


def first_sheet(
    book: Workbook, filename: str, columns: Columns, *, rows_of: Callable[[str], Iterator[Sequence[object]]]
) -> Headed:
    """The first visible sheet with the header; `rows_of` gives a sheet's rows by its title.

    Raises UnusableFile no_header, missing_column, too_many_rows, too_many_columns.
    """
    refusal: UnusableFile | None = None
    visible = [sheet.title for sheet in book.worksheets if sheet.sheet_state == "visible"]
    notes: tuple[str, ...] = ("more_sheets",) if len(visible) > 1 else ()
    if len(visible) < len(book.worksheets):
        notes = (*notes, "hidden_sheet")
    for title in visible:
        rows = _capped(enumerate(rows_of(title), start=1), filename, MAX_ROWS)
        try:
            return headed(rows, filename, columns, notes=notes)
        except UnusableFile as error:
            if error.code not in ("no_header", "missing_column"):
                raise
            refusal = refusal if refusal and refusal.code == "missing_column" else error
    raise refusal or UnusableFile("no_header", filename=filename, missing=sorted(columns.required), found=[])


def delimited_rows(lines: Iterable[str], filename: str, *, limit: int) -> Iterator[Row]:
    """Rows of `;`, `,` or tab text; `sep=` in the first line decides, else what the first lines hold most.

    Raises UnusableFile broken_csv (an open quote must not swallow rows) and too_many_rows.
    """
    return chain.from_iterable(_stretches(lines, filename, limit))


def _stretches(lines: Iterable[str], filename: str, limit: int) -> Iterator[Iterable[Row]]:
    """The rows some hundred at a time: what is done with each is then done without a step in between."""
    stream = iter(lines)
    first = list(islice(stream, 2 * HEADER_WITHIN))
    delimiter, skipped = _delimiter("".join(first))
    reader = csv.reader(chain(first[skipped:], stream), delimiter=delimiter, strict=True)
    before = count = 0
    try:
        while rows := list(islice(reader, STRETCH if count else HEADER_WITHIN)):
            count += len(rows)
            if count > limit:
                raise UnusableFile("too_many_rows", filename=filename, limit=limit)
            numbered = _numbered(rows, before + 1 + skipped, reader.line_num - before)
            if max(map(len, rows)) > MAX_COLUMNS:
                numbered = [(row_no, cells[:MAX_COLUMNS]) for row_no, cells in numbered]
            yield numbered
            before = reader.line_num
    except csv.Error as error:
        raise UnusableFile("broken_csv", filename=filename, row=reader.line_num + skipped) from error


def _numbered(rows: list[list[str]], first: int, lines: int) -> Iterable[Row]:
    """Each row with the line it begins on; a cell between quotes may run over several."""
    if lines == len(rows):
        return zip(range(first, first + lines), rows, strict=True)
    taken = [1 + sum(len(_LINE_END.findall(cell)) for cell in cells) for cells in rows]
    return zip(accumulate(taken, initial=first), rows, strict=False)


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


def _capped(rows: Iterable[Row], filename: str, limit: int) -> Iterator[Row]:
    wide = 0
    for count, row in enumerate(rows):
        if count >= limit:
            raise UnusableFile("too_many_rows", filename=filename, limit=limit)
        if len(row[1]) <= MAX_COLUMNS:
            yield row
            continue
        wide += 1
        if wide > MAX_WIDE_ROWS:
            raise UnusableFile("too_many_columns", filename=filename, limit=MAX_COLUMNS)
        yield row[0], row[1][:MAX_COLUMNS]


def _read_workbook(data: bytes, filename: str, columns: Columns) -> Table:
    """The first visible sheet with the header; the file is closed whatever happens."""
    guard_zip(data, filename).close()
    with refused_if_damaged(filename):
        book = open_workbook(io.BytesIO(data))
        try:
            return _table_of(first_sheet(book, filename, columns, rows_of=partial(values_of, book)))
        finally:
            book.close()


def _table_of(found: Headed) -> Table:
    body = (row for row in found.rows if any(_filled(cell) for cell in row[1]))
    rows = tuple(TableRow(row_no, found.header.pick(cells)) for row_no, cells in body)
    return Table(found.header, rows, found.notes)


def _filled(cell: object) -> bool:
    return cell is not None and str(cell).strip() != ""
