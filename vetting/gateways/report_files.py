"""Reports as workbooks and as tagged PDF: the same content gives the same bytes."""

import datetime as dt
import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from vetting.gateways import letters

# A workbook and a zip carry times; these stand for no time, so that equal reports are equal files.
NO_TIME = dt.datetime(2000, 1, 1)
ZIP_TIME = (2000, 1, 1, 0, 0, 0)
DATED = {"day": "yyyy-mm-dd", "moment": "yyyy-mm-dd hh:mm"}
FORMATS = {
    **DATED,
    "share": "0.0%",
    "kronor": '#,##0" kr"',
    "count": "#,##0",
    "decimal": "0.0",
    "agreement": "0.00",
}
NARROWEST, WIDEST = 9, 60
LONGEST_NAME = 31
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")


@dataclass(frozen=True)
class BookSheet:
    """One sheet: `kinds` are those of FORMATS or `text`, one for each heading; notes follow the rows."""

    title: str
    headings: Sequence[str]
    kinds: Sequence[str]
    rows: Sequence[Sequence[object]]
    notes: Sequence[str] = ()


def book_of(sheets: Sequence[BookSheet], *, title: str) -> bytes:
    """The workbook. Text is written as text, never as a formula."""
    book = Workbook(write_only=True)
    book.properties.title, book.properties.creator = title, ""
    book.properties.created = NO_TIME
    for sheet in sheets:
        _write(book.create_sheet(_sheet_name(sheet.title)), sheet)
    file = io.BytesIO()
    book.save(file)
    return without_times(file.getvalue())


def _write(page: Any, sheet: BookSheet) -> None:
    page.freeze_panes = "B2"
    for at, heading in enumerate(sheet.headings):
        longest = max([len(str(row[at])) for row in sheet.rows if row[at] is not None], default=0)
        width = max(longest, min(len(heading), 18), NARROWEST) + 2
        page.column_dimensions[get_column_letter(at + 1)].width = min(width, WIDEST)
    page.append([_text(page, heading, is_heading=True) for heading in sheet.headings])
    for row in sheet.rows:
        cells = [_cell(page, value, kind) for value, kind in zip(row, sheet.kinds, strict=True)]
        if any(isinstance(value, str) and len(value) > WIDEST for value in row):
            for cell in cells:
                _read_from_the_top(cell)
        page.append(cells)
    if sheet.notes:
        page.append([])
    for note in sheet.notes:
        page.append([_text(page, note)])


def _cell(page: Any, value: object, kind: str) -> object:
    if value is None:
        return None
    if not isinstance(value, int | float) and not (isinstance(value, dt.date) and kind in DATED):
        return _text(page, value)
    cell = WriteOnlyCell(page, value=value)  # type: ignore[arg-type]  # the stubs know no date
    cell.number_format = FORMATS.get(kind, "General")
    return cell


def _read_from_the_top(cell: Any) -> None:
    if cell is not None:
        cell.alignment = Alignment(wrap_text=isinstance(cell.value, str), vertical="top")


def _sheet_name(title: str) -> str:
    """A sheet's name has no room for a long title: what stands before a comma or the last whole word does."""
    if len(title) <= LONGEST_NAME:
        return title
    whole = title[: LONGEST_NAME + 1].rpartition(" ")[0] or title[:LONGEST_NAME]
    return whole.partition(",")[0]


def _text(page: Any, value: object, *, is_heading: bool = False) -> object:
    cell = WriteOnlyCell(page, value=ILLEGAL_CHARACTERS_RE.sub("", str(value)))
    cell.data_type = "s"
    if is_heading:
        cell.font = Font(bold=True)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell


def without_times(data: bytes) -> bytes:
    """The workbook with no time of its own inside: equal workbooks are equal files."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(made, "w") as after:
        for name in before.namelist():
            part = before.read(name)
            if name == "docProps/core.xml":
                part = _MODIFIED.sub(rb"\g<1>" + f"{NO_TIME:%Y-%m-%dT%H:%M:%SZ}".encode() + rb"\g<2>", part)
            entry = zipfile.ZipInfo(name, ZIP_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            after.writestr(entry, part)
    return made.getvalue()


@dataclass(frozen=True)
class ReportPage:
    """A report as markup, which must be escaped already; `footer` stands on every page of paper."""

    title: str
    language: str
    sender: str
    footer: tuple[str, str]  # what it is, and the word before the number of the page
    markup: str


def document_of(page: ReportPage) -> str:
    """The report as a document of its own with styles and fonts inside: nothing is fetched."""
    template = letters.environment().get_template("round_report.html")
    return template.render(report=page, fonts=letters.fonts())


def pdf_of(page: ReportPage) -> bytes:
    """The report as a tagged PDF, in the dress of the letters."""
    return letters.pdf_of(document_of(page), name=page.footer[0])
