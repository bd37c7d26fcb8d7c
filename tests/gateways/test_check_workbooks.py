"""The questionnaire of a spot check as a workbook: lists to choose from, text that is text, read back whole."""

import io

import pytest
from openpyxl import Workbook, load_workbook

from vetting.domain.errors import UnusableFile
from vetting.domain.filled_sheet import BlankSheet, SheetLine, SheetMark
from vetting.gateways.check_workbooks import read_check_sheet, write_check_sheet

MARK = SheetMark("0123456789abcdef", 2, "spot-check 2026-01")
LINES = (
    SheetLine("U01", "Är redovisningen inlämnad?", ("Ja", "Nej, inte alls", "Oklart"), False, "Ja", ""),
    SheetLine("K05", "Vad säger föreningen?", ("Oklart",), True, "=HYPERLINK(0)", "-1+2"),
)


def made(language="sv"):
    return write_check_sheet(BlankSheet(MARK, 7, "Stickprov", "Fyll i", (("Redovisning", LINES),)), language)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_what_is_written_is_read_back(language):
    lines = [line for line in read_check_sheet(made(language), "blad.xlsx") if line.question_id]
    assert [(one.question_id, one.answer, one.reason) for one in lines] == [
        ("U01", "Ja", ""),
        ("K05", "=HYPERLINK(0)", "-1+2"),
    ]
    assert {(one.check, one.reading, one.edition, one.version) for one in lines} == {
        ("0123-4567-89AB-CDEF", 2, "spot-check 2026-01", 7)
    }


def test_the_workbook_offers_the_answers_and_holds_no_formula():
    book = load_workbook(io.BytesIO(made()))
    sheet, lists = book.worksheets
    rules = sheet.data_validations.dataValidation
    assert [(str(rule.sqref), rule.formula1, rule.showErrorMessage) for rule in rules] == [
        ("G6", "Val!$F$1:$F$3", True),
        ("G7", "Val!$G$1:$G$1", False),  # a text is written besides the choice
    ]
    assert [lists.cell(at, 6).value for at in (1, 2, 3)] == ["Ja", "Nej, inte alls", "Oklart"]
    assert lists.sheet_state == "hidden"
    assert "f" not in {cell.data_type for row in sheet for cell in row}
    assert all(sheet.column_dimensions[letter].hidden for letter in "ABCD")


def test_rows_may_be_sorted_and_columns_moved():
    book = load_workbook(io.BytesIO(made()))
    sheet = book.worksheets[0]
    other = Workbook()
    for row in reversed([[cell.value for cell in row] for row in sheet.iter_rows(min_row=5)]):
        other.active.append(list(reversed(row)))
    other.active.insert_rows(1)
    for at, heading in enumerate(reversed([cell.value for cell in sheet[4]]), start=1):
        other.active.cell(1, at).value = heading
    stream = io.BytesIO()
    other.save(stream)
    lines = [line for line in read_check_sheet(stream.getvalue(), "blad.xlsx") if line.question_id]
    assert [line.question_id for line in lines] == ["K05", "U01"]


def _another_book():
    book = Workbook()
    book.active.append(["Namn", "Summa"])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", "blad.xlsx", "empty_file"),
        (made()[:900], "blad.xlsx", "broken_zip"),
        (b"Fr\xe5ga;Svar\nU01;Ja\n", "blad.xlsx", "renamed_file"),
        (b"Fr\xc3\xa5ga;Svar\nU01;Ja\n", "blad.csv", "kind_not_allowed"),
        (b"%PDF-1.4 ...", "blad.pdf", "kind_not_allowed"),
        (_another_book(), "annat.xlsx", "no_header"),
    ],
)
def test_a_broken_or_foreign_file_is_refused_with_its_name(data, name, code):
    with pytest.raises(UnusableFile, match=code) as refusal:
        read_check_sheet(data, name)
    assert refusal.value.facts["filename"] == name
