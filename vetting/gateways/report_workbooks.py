"""An association's report as a workbook: made to be filled in, and read back."""

import io
from collections.abc import Iterator
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.worksheet import Worksheet

from vetting.domain.filled_report import BlankReport, ReportLine
from vetting.domain.plain_questions import PlainQuestion, number_in
from vetting.domain.terms_association_reports import AskedKind
from vetting.gateways.headers import Columns
from vetting.gateways.report_files import NO_TIME, without_times
from vetting.gateways.sheets import MAX_CELL, read_table
from vetting.gateways.uploads import MAX_BYTES, MEBIBYTE, FileKind, guard_zip, inspect_upload

# What ties each row to its case stands first, in columns that need not be seen.
HEADINGS = {
    "sv": ("Ärende", "Version", "Utkast", "Fråga", "Frågan lyder", "Svar", "Så svarar ni"),
    "en": ("Case", "Version", "Draft", "Question", "Wording", "Answer", "How to answer"),
}
COLUMNS = ("case", "edition", "version", "question", "wording", "answer", "hint")
TIES = 4
WIDTHS = (18, 10, 8, 12, 52, 62, 52)
HEADER_ROW = 4
MAX_UNPACKED = 8 * MEBIBYTE  # a filled form is some hundred kilobytes; anybody with a code may send one
TITLES = {"sv": "Redovisning", "en": "Report"}
LEADS = {
    "sv": "Skriv svaren i kolumnen Svar och skicka tillbaka filen på föreningens sida. Ändra inget annat. "
    "Skriv bara antal, aldrig namn eller personnummer.",
    "en": "Write the answers in the column Answer, and send the file back on the association's page. Change "
    "nothing else. Write totals only, never names or personal numbers.",
}
_LINE = Border(bottom=Side(style="thin", color="BBBBBB"))
_COLUMNS = Columns(
    {name: (HEADINGS["sv"][at], HEADINGS["en"][at]) for at, name in enumerate(COLUMNS)},
    frozenset(COLUMNS) - {"wording", "hint"},
)


def write_report_sheet(blank: BlankReport, language: str) -> bytes:
    """The workbook. Text is text and never a formula; the same report gives the same bytes."""
    book = Workbook()
    book.properties.creator, book.properties.created = "", NO_TIME
    sheet = book.worksheets[0]
    sheet.title = TITLES[language]
    _write(sheet.cell(1, TIES + 1), f"{blank.case_number} {blank.association}").font = Font(
        bold=True, size=14
    )
    _write(sheet.cell(2, TIES + 1), LEADS[language])
    for at, heading in enumerate(HEADINGS[language], start=1):
        cell = _write(sheet.cell(HEADER_ROW, at), heading)
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="E6EBF0")
    for row, question in enumerate(blank.asked, start=HEADER_ROW + 1):
        _row(sheet, row, blank, question, language)
    for at, width in enumerate(WIDTHS, start=1):
        sheet.column_dimensions[chr(64 + at)].width = width
        sheet.column_dimensions[chr(64 + at)].hidden = at <= TIES
    sheet.freeze_panes = f"A{HEADER_ROW + 1}"
    target = io.BytesIO()
    book.save(target)
    return without_times(target.getvalue())


def read_report_sheet(data: bytes, filename: str, *, max_bytes: int = MAX_BYTES) -> list[ReportLine]:
    """The rows of a filled workbook. Raises UnusableFile for what the guards refuse, `broken_xlsx`,
    `no_header` or `missing_column`."""
    inspect_upload(data, filename, allowed=frozenset({FileKind.XLSX}), max_bytes=max_bytes)
    guard_zip(data, filename, max_unpacked=MAX_UNPACKED).close()
    return list(_lines(data, filename))


def _row(sheet: Worksheet, row: int, blank: BlankReport, question: PlainQuestion, language: str) -> None:
    answer = blank.answers.get(question.id, "")
    number = None if question.kind is AskedKind.TEXT else number_in(answer)
    cells = (
        blank.case_number,
        blank.edition,
        blank.version,
        question.id,
        question.text.in_language(language),
        answer if number is None else number,
        question.hint.in_language(language),
    )
    for at, value in enumerate(cells, start=1):
        cell = sheet.cell(row, at, value) if isinstance(value, int) else _write(sheet.cell(row, at), value)
        cell.alignment, cell.border = Alignment(wrap_text=True, vertical="top"), _LINE


def _write(cell: Any, text: str) -> Any:
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)[:MAX_CELL]
    if cell.value:
        cell.data_type = "s"
    return cell


def _lines(data: bytes, filename: str) -> Iterator[ReportLine]:
    for row in read_table(data, filename, _COLUMNS).rows:
        cells = row.values
        yield ReportLine(
            row_no=row.row_no,
            case_number=_text(cells["case"]),
            edition=_text(cells["edition"]),
            version=cells["version"],
            question_id=_text(cells["question"]),
            answer=cells["answer"],
        )


def _text(cell: object) -> str:
    return "" if cell is None else str(cell).strip()
