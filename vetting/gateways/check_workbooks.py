"""A spot check's questionnaire as a workbook: made with lists to choose from, and read back."""

import io
from collections.abc import Iterator
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from vetting.domain.filled_sheet import BlankSheet, FilledLine, SheetLine
from vetting.gateways.headers import Columns
from vetting.gateways.sheets import MAX_CELL, read_table
from vetting.gateways.uploads import MAX_BYTES, FileKind, inspect_upload

# What ties each row to its check stands first, in columns that need not be seen.
HEADINGS = {
    "sv": ("Kontroll", "Läsning", "Formulär", "Version", "Fråga", "Frågan lyder", "Svar", "Skäl"),
    "en": ("Check", "Reading", "Form", "Version", "Question", "Wording", "Answer", "Reason"),
}
COLUMNS = ("check", "reading", "edition", "version", "question", "wording", "answer", "reason")
TIES = 4
WIDTHS = (20, 9, 18, 9, 9, 62, 24, 62)
HEADER_ROW = 4
_LISTS = "Val"
_LINE = Border(bottom=Side(style="thin", color="BBBBBB"))
_COLUMNS = Columns(
    {name: (HEADINGS["sv"][at], HEADINGS["en"][at]) for at, name in enumerate(COLUMNS)},
    frozenset(COLUMNS) - {"wording"},
)


def write_check_sheet(blank: BlankSheet, language: str) -> bytes:
    """The workbook: question, wording, answer from a list, reason. Text is text and never a formula."""
    book = Workbook()
    sheet, lists = book.worksheets[0], book.create_sheet(_LISTS)
    lists.sheet_state = "hidden"
    sheet.title = "Stickprov" if language == "sv" else "Spot check"
    _head(sheet, blank, language)
    row = HEADER_ROW
    for title, lines in blank.areas:
        row += 1
        _write(sheet.cell(row, TIES + 1), title).font = Font(bold=True)
        for line in lines:
            row += 1
            _row(sheet, lists, row, blank, line)
    for at, width in enumerate(WIDTHS, start=1):
        sheet.column_dimensions[chr(64 + at)].width = width
        sheet.column_dimensions[chr(64 + at)].hidden = at <= TIES
    sheet.freeze_panes = f"A{HEADER_ROW + 1}"
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _head(sheet: Worksheet, blank: BlankSheet, language: str) -> None:
    _write(sheet.cell(1, TIES + 1), blank.title).font = Font(bold=True, size=14)
    _write(sheet.cell(2, TIES + 1), blank.lead)
    for at, heading in enumerate(HEADINGS[language], start=1):
        cell = _write(sheet.cell(HEADER_ROW, at), heading)
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="E6EBF0")


def _row(sheet: Worksheet, lists: Worksheet, row: int, blank: BlankSheet, line: SheetLine) -> None:
    mark = blank.mark
    ties = (mark.code, mark.reading, mark.edition, blank.version)
    cells: tuple[str | int, ...] = (*ties, line.question_id, line.text, line.answer, line.reason)
    for at, value in enumerate(cells, start=1):
        cell = sheet.cell(row, at, value) if isinstance(value, int) else _write(sheet.cell(row, at), value)
        cell.alignment, cell.border = Alignment(wrap_text=True, vertical="top"), _LINE
    column = row  # one list for each row, side by side on the sheet that is not seen
    for at, option in enumerate(line.options, start=1):
        _write(lists.cell(at, column), option)
    letter = get_column_letter(column)
    rule = DataValidation(
        type="list", formula1=f"{_LISTS}!${letter}$1:${letter}${len(line.options)}", allow_blank=True
    )
    rule.showErrorMessage = not line.is_written  # a date or a text is written besides the choices
    rule.add(sheet.cell(row, TIES + 3))
    sheet.add_data_validation(rule)


def _write(cell: Any, text: str) -> Any:
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)[:MAX_CELL]
    if cell.value:
        cell.data_type = "s"
    return cell


def read_check_sheet(data: bytes, filename: str, *, max_bytes: int = MAX_BYTES) -> list[FilledLine]:
    """The rows of a filled workbook. Raises UnusableFile for what the guards refuse, `broken_xlsx`,
    `no_header` or `missing_column`."""
    inspect_upload(data, filename, allowed=frozenset({FileKind.XLSX}), max_bytes=max_bytes)
    return list(_lines(data, filename))


def _lines(data: bytes, filename: str) -> Iterator[FilledLine]:
    for row in read_table(data, filename, _COLUMNS).rows:
        cells = row.values
        yield FilledLine(
            row_no=row.row_no,
            check=_text(cells["check"]),
            reading=cells["reading"],
            edition=_text(cells["edition"]),
            version=cells["version"],
            # The title of a focus area stands in the column of questions, without a check beside it.
            question_id=_text(cells["question"]) if _text(cells["check"]) else "",
            answer=cells["answer"],
            reason=_text(cells["reason"]),
        )


def _text(cell: object) -> str:
    return "" if cell is None else str(cell).strip()
