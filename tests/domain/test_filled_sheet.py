"""What a filled workbook says of its check, and what it is refused for."""

import datetime as dt

import pytest

from tests.makers_spot_checks import the_questionnaire
from vetting.domain.errors import UnusableFile
from vetting.domain.filled_sheet import FilledLine, SheetMark, filled_sheet

MARK = SheetMark("0123456789abcdef", 1, "spot-check 2026-01")


def line(question="U01", answer="Ja", reason="", **cells):
    return FilledLine(
        **{
            "row_no": 6,
            "check": MARK.code,
            "reading": 1,
            "edition": "spot-check 2026-01",
            "version": 3,
            "question_id": question,
            "answer": answer,
            "reason": reason,
            **cells,
        }
    )


def read(*lines):
    return filled_sheet(lines, MARK, the_questionnaire())


@pytest.mark.parametrize(
    ("question", "cell", "value"),
    [
        ("U01", "Ja", "ja"),
        ("U01", " yes ", "ja"),
        ("U01", "ej_tillampligt", "ej_tillampligt"),
        ("U01", "Kanske", "Kanske"),  # left for the rules to refuse
        ("K04", dt.datetime(2026, 11, 18), "2026-11-18"),
        ("K04", dt.date(2026, 11, 18), "2026-11-18"),
        ("K05", "Allt stämmer.", "Allt stämmer."),
        ("K05", "Oklart", "oklart"),
    ],
)
def test_an_answer_is_read_by_its_label_in_either_language(question, cell, value):
    assert read(line(question, cell)).answers == ((question, value, ""),)


def test_rows_without_answer_and_reason_say_nothing():
    found = read(line("U01", None), line("K01", "Nej", " Nya stadgar "), line("", None, check=""))
    assert (found.version, found.answers) == (3, (("K01", "nej", "Nya stadgar"),))


@pytest.mark.parametrize("version", [3, 3.0, "3"])
def test_a_spreadsheet_may_have_made_the_version_something_else(version):
    assert read(line(version=version)).version == 3


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ((), "sheet_without_answers"),
        ((line(check="AAAA-AAAA-AAAA-AAAA"),), "sheet_of_other_check"),
        ((line(check=""),), "sheet_of_other_check"),
        ((line(reading=2),), "sheet_of_other_reading"),
        ((line(edition="spot-check 2027-01"),), "sheet_of_other_edition"),
        ((line(version=None),), "sheet_version_odd"),
        ((line(version=3.5),), "sheet_version_odd"),
        ((line(), line("K01", version=4)), "sheet_version_odd"),
        ((line("Z99"),), "sheet_question_unknown"),
        ((line(), line()), "sheet_question_twice"),
    ],
)
def test_a_file_that_is_not_this_checks_is_refused(lines, code):
    with pytest.raises(UnusableFile, match=code):
        read(*lines)
