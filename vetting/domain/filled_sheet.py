"""A spot check's questionnaire as a file to fill in elsewhere, and what a filled one says."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from vetting.domain.checklist import Checklist, Question
from vetting.domain.errors import UnusableFile

Written = tuple[str, str, str]
"""Question id, value, reason."""


@dataclass(frozen=True)
class SheetMark:
    """What ties a file to its check: the check's id, whose reading it is, and the checklist's edition."""

    check: str
    reading: int
    edition: str

    @property
    def code(self) -> str:
        """The check's id in groups of four, as printed on the paper."""
        return "-".join(self.check[at : at + 4] for at in range(0, len(self.check), 4)).upper()


@dataclass(frozen=True)
class SheetLine:
    """One question of the file: the labels offered, and the answer and reason that stand so far."""

    question_id: str
    text: str
    options: tuple[str, ...]
    is_written: bool
    answer: str
    reason: str


@dataclass(frozen=True)
class BlankSheet:
    """The file to be made. `areas` are titles with their questions; `version` is that of the answers."""

    mark: SheetMark
    version: int
    title: str
    lead: str
    areas: tuple[tuple[str, tuple[SheetLine, ...]], ...]


@dataclass(frozen=True)
class FilledLine:
    """One row as it came back. `row_no` as the spreadsheet shows it; cells as they stood in it."""

    row_no: int
    check: str
    reading: object
    edition: str
    version: object
    question_id: str
    answer: object
    reason: str


@dataclass(frozen=True)
class FilledSheet:
    """What somebody wrote: the version of the answers they had before them, and what is filled in."""

    version: int
    answers: tuple[Written, ...]


def filled_sheet(lines: Sequence[FilledLine], mark: SheetMark, checklist: Checklist) -> FilledSheet:
    """What a file says of this very check; rows without an answer and a reason say nothing.

    Raises UnusableFile `sheet_without_answers`, `sheet_of_other_check`, `sheet_of_other_reading`,
    `sheet_of_other_edition`, `sheet_version_odd`, `sheet_question_unknown` or `sheet_question_twice`,
    with the row.
    """
    asked = [line for line in lines if line.question_id]
    if not asked:
        raise UnusableFile("sheet_without_answers")
    versions = {_whole(line.version) for line in asked}
    found: dict[str, Written] = {}
    questions = {question.id: question for question in checklist.questions}
    for line in asked:
        _require_same(line, mark)
        question = questions.get(line.question_id)
        if question is None:
            raise UnusableFile("sheet_question_unknown", row=line.row_no, question=line.question_id[:10])
        if question.id in found:
            raise UnusableFile("sheet_question_twice", row=line.row_no, question=question.id)
        found[question.id] = (question.id, _value(line.answer, question, checklist), line.reason.strip())
    version = versions.pop()
    if version is None or versions:
        raise UnusableFile("sheet_version_odd")
    return FilledSheet(version, tuple(one for one in found.values() if one[1] or one[2]))


def _require_same(line: FilledLine, mark: SheetMark) -> None:
    if line.check.replace("-", "").strip().lower() != mark.check:
        raise UnusableFile("sheet_of_other_check", row=line.row_no, check=mark.code)
    if _whole(line.reading) != mark.reading:
        raise UnusableFile("sheet_of_other_reading", row=line.row_no)
    if line.edition.strip() != mark.edition:
        raise UnusableFile("sheet_of_other_edition", row=line.row_no, edition=mark.edition)


def _whole(cell: object) -> int | None:
    """The whole number of a cell, which a spreadsheet may have made a fraction or a text."""
    if isinstance(cell, bool):
        return None
    if isinstance(cell, int | float):
        return int(cell) if cell == int(cell) else None
    text = str(cell or "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def _value(cell: object, question: Question, checklist: Checklist) -> str:
    """The answer's code for its label in either language; a date as written; anything else as it stands."""
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat()
    if isinstance(cell, dt.date):
        return cell.isoformat()
    text = str(cell if cell is not None else "").strip()
    return _labels(question, checklist).get(text.casefold(), text)


def _labels(question: Question, checklist: Checklist) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for option in question.options:
        label = checklist.words.answers[option]
        found |= {text.casefold(): option for text in (label.sv, label.en, option)}
    return found
