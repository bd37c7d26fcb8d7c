"""A list on disk walked row by row under its header, however long it is."""

import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path

from openpyxl import Workbook

from vetting.domain.errors import UnusableFile
from vetting.gateways import sheets
from vetting.gateways.decoding import BLOCK, open_text, prove_encoding
from vetting.gateways.headers import Columns, HeaderMap, heading, map_header
from vetting.gateways.sheets import Headed, Row
from vetting.gateways.source import Tally
from vetting.gateways.uploads import MAX_BYTES, guard_zip

_BLANK = frozenset({None, "", " ", "  ", "\u00a0"})  # what the first cell of a blank row is
UNSAVED = object()  # stands in a cell whose formula was saved without its result


@dataclass(frozen=True, slots=True)
class OpenTable:
    """The header of a list, how many cells a row may have, and the rows: blank ones, repeated headers and
    those above the header left out. In delimited text a longer row has slipped out of its columns."""

    header: HeaderMap
    width: int
    rows: Iterator[Row]


@contextmanager
def open_table(file: Path, tally: Tally, columns: Columns, *, filename: str) -> Iterator[OpenTable]:
    """Open a workbook or delimited text. The tally gets the encoding and notes.

    Raises UnusableFile, at once or at the row concerned: those of decoding, sheets and the zip guard,
    second_table, formulas_without_value.
    """
    with file.open("rb") as stream:
        head = stream.read(8)
    if sheets.is_workbook(head, filename):
        with _opened_workbook(file, filename, columns) as found:
            yield _told(found, tally, columns, filename=filename)
        return
    proof = prove_encoding(file, filename=filename)
    tally.encoding = proof.encoding
    if proof.encoding == "cp1252":
        tally.noted("encoding_cp1252")
    with open_text(file, proof, tally.noted) as lines:
        rows = sheets.delimited_rows(lines, filename, limit=sheets.MAX_TEXT_ROWS)
        found = sheets.headed(rows, filename, columns)
        yield _told(found, tally, columns, filename=filename, width=len(found.cells))


def _told(
    found: Headed, tally: Tally, columns: Columns, *, filename: str, width: int = sheets.MAX_COLUMNS
) -> OpenTable:
    for code in found.notes:
        tally.noted(code)
    headings = Counter(heading(cell) for cell in found.cells)
    twice = [at for at in found.header.positions.values() if headings[heading(found.cells[at])] > 1]
    if len(twice) > 1:  # two tables side by side
        raise UnusableFile("second_table", filename=filename, row=found.header.row_no)
    return OpenTable(found.header, width, _body(found, columns, tally, filename))


def _body(found: Headed, columns: Columns, tally: Tally, filename: str) -> Iterator[Row]:
    """Rows that hold something. One that begins with a heading, or a new block after a blank row, is looked
    at: the same header repeated is left out, another one below is refused."""
    return chain.from_iterable(_stretches(found, columns, tally, filename))


def _stretches(found: Headed, columns: Columns, tally: Tally, filename: str) -> Iterator[Iterable[Row]]:
    """The same, many rows at a time: how they begin tells that none of them is blank or a header."""
    spellings = {one for name, others in columns.aliases.items() for one in (name, *others)}
    spellings |= {one.capitalize() for one in spellings} | {
        str(cell) for cell in found.cells if heading(cell)
    }
    looked_at = spellings | _BLANK | {0}  # a row of zeros holds nothing
    is_after_blank = False
    while rows := list(islice(found.rows, sheets.STRETCH)):
        firsts = {cells[0] if cells else None for _, cells in rows}
        if not is_after_blank and firsts.isdisjoint(looked_at):
            yield rows
            continue
        kept: list[Row] = []
        for row_no, cells in rows:
            if not any(cells) or (cells[0] in _BLANK and _is_blank(cells)):
                is_after_blank = True
                continue
            if (is_after_blank or cells[0] in spellings) and _is_header(
                cells, found.header, columns, row_no=row_no, filename=filename
            ):
                tally.noted("repeated_header")
                continue
            is_after_blank = False
            kept.append((row_no, cells))
        yield kept


def _is_blank(cells: Sequence[object]) -> bool:
    return not any(cell is not None and str(cell).strip() for cell in cells)


def _is_header(
    cells: Sequence[object], header: HeaderMap, columns: Columns, *, row_no: int, filename: str
) -> bool:
    again = map_header(cells, columns, row_no).positions
    if again == header.positions:
        return True
    if len(again) > 1:
        raise UnusableFile("second_table", filename=filename, row=row_no)
    return False


@contextmanager
def _opened_workbook(file: Path, filename: str, columns: Columns) -> Iterator[Headed]:
    if file.stat().st_size > MAX_BYTES:
        raise UnusableFile("too_large", filename=filename, size=file.stat().st_size, limit=MAX_BYTES)
    with guard_zip(file.read_bytes(), filename) as archive:
        has_formulas = _has_formulas(archive, filename)
    with ExitStack() as opened:
        books = [
            _book(opened, file, filename, is_computed=is_computed)
            for is_computed in ((True, False) if has_formulas else (True,))
        ]

        def rows_of(title: str) -> Iterator[Sequence[object]]:
            with sheets.refused_if_damaged(filename):
                if len(books) == 1:
                    yield from sheets.values_of(books[0], title)
                else:
                    yield from _with_unsaved(*(sheets.values_of(book, title) for book in books))

        found = sheets.first_sheet(books[0], filename, columns, rows_of=rows_of)
        asked = tuple(found.header.positions.values())
        yield Headed(found.header, found.cells, _computed(found.rows, asked, filename), found.notes)


def _book(opened: ExitStack, file: Path, filename: str, *, is_computed: bool) -> Workbook:
    """The workbook of a file whose name on disk says nothing, closed with `opened`."""
    stream = opened.enter_context(file.open("rb"))
    with sheets.refused_if_damaged(filename):
        book = sheets.open_workbook(stream, is_computed=is_computed)
    opened.callback(book.close)
    return book


def _has_formulas(archive: zipfile.ZipFile, filename: str) -> bool:
    with sheets.refused_if_damaged(filename):
        for name in archive.namelist():
            if name.startswith("xl/worksheets/") and _holds_formula(archive, name):
                return True
    return False


def _holds_formula(archive: zipfile.ZipFile, name: str) -> bool:
    seam = b""
    with archive.open(name) as stream:
        while block := stream.read(BLOCK):
            window = seam + block
            if b"<f>" in window or b"<f " in window:
                return True
            seam = block[-2:]
    return False


def _with_unsaved(
    values: Iterable[Sequence[object]], formulas: Iterable[Sequence[object]]
) -> Iterator[Sequence[object]]:
    """What is written but has no value is a formula whose result nobody saved: not an empty cell."""
    for cells, written in zip(values, formulas, strict=True):
        yield [
            UNSAVED if value is None and text is not None else value
            for value, text in zip(cells, written, strict=True)
        ]


def _computed(rows: Iterator[Row], asked: Sequence[int], filename: str) -> Iterator[Row]:
    for row_no, cells in rows:
        if UNSAVED in cells:
            if any(at < len(cells) and cells[at] is UNSAVED for at in asked):
                raise UnusableFile("formulas_without_value", filename=filename, row=row_no)
            cells = [None if cell is UNSAVED else cell for cell in cells]
        yield row_no, cells
