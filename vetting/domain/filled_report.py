"""An association's report as a workbook to fill in elsewhere, and what a filled one says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from vetting.domain.errors import UnusableFile
from vetting.domain.plain_questions import PlainQuestion


@dataclass(frozen=True)
class BlankReport:
    """The workbook to be made. `version` is that of the draft whose answers stand in it."""

    case_number: str
    edition: str
    version: int
    association: str
    asked: tuple[PlainQuestion, ...]
    answers: Mapping[str, str]


@dataclass(frozen=True)
class ReportLine:
    """One row as it came back. `row_no` as the spreadsheet shows it; cells as they stood in it."""

    row_no: int
    case_number: str
    edition: str
    version: object
    question_id: str
    answer: object


@dataclass(frozen=True)
class FilledReport:
    """The version of the draft that the writer had, and the answers by question."""

    version: int
    answers: Mapping[str, str]


def filled_report(
    lines: Sequence[ReportLine], *, case_number: str, edition: str, asked: Sequence[PlainQuestion]
) -> FilledReport:
    """What a workbook says of this very report.

    Raises UnusableFile `report_sheet_empty`, `report_sheet_of_other_case`, `report_sheet_of_other_edition`,
    `report_sheet_question_unknown`, `report_sheet_question_twice`, `report_sheet_question_gone` or
    `report_sheet_version_odd`, with the row where there is one.
    """
    if not lines:
        raise UnusableFile("report_sheet_empty")
    known = {question.id for question in asked}
    answers: dict[str, str] = {}
    for line in lines:
        if line.case_number.strip() != case_number:
            raise UnusableFile("report_sheet_of_other_case", row=line.row_no, case_number=case_number)
        if line.edition.strip() != edition:
            raise UnusableFile("report_sheet_of_other_edition", row=line.row_no, edition=edition)
        if line.question_id not in known:
            raise UnusableFile("report_sheet_question_unknown", row=line.row_no)
        if line.question_id in answers:
            raise UnusableFile("report_sheet_question_twice", row=line.row_no)
        answers[line.question_id] = _text(line.answer)
    if gone := [question for question in asked if question.id not in answers]:
        raise UnusableFile("report_sheet_question_gone", question=gone[0].text.sv, count=len(gone))
    return FilledReport(_version(lines), answers)


def _version(lines: Sequence[ReportLine]) -> int:
    found = {_text(line.version) for line in lines}
    text = found.pop()
    if found or not (text.isascii() and text.isdigit() and len(text) < 9):
        raise UnusableFile("report_sheet_version_odd")
    return int(text)


def _text(cell: object) -> str:
    """A cell as text; a whole number that the spreadsheet made a fraction is whole again."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell).strip()
