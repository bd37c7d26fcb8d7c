"""The questionnaire of a spot check on paper and as a workbook, and a filled one taken back."""

import io

import pytest
from openpyxl import load_workbook

from tests.makers import csrf, sign_in
from tests.makers_spot_checks import (
    a_check,
    a_check_read_twice,
    a_closed_check,
    a_round_of_checks,
    answered,
    give,
)
from vetting.records.check_sheets import CheckAnswer
from vetting.records.db import db

ANSWER, REASON = 7, 8


def url(check_id, rest=""):
    return f"/stickprov/kontroll/{check_id}/blankett{rest}"


@pytest.fixture
def own(client):
    check_id, checker = a_check()
    return check_id, checker, sign_in(client, "kontrollant")


def downloaded(client, check_id):
    answer = client.get(url(check_id, "/xlsx"))
    assert (answer.status_code, answer.mimetype.rpartition(".")[2]) == (200, "sheet")
    return answer.data


def filled(data, change=None, **answers):
    """The workbook with answers written in by label; `change(sheet)` does anything else to it."""
    book = load_workbook(io.BytesIO(data))
    sheet = book.worksheets[0]
    for row in sheet.iter_rows(min_row=5):
        if row[4].value in answers:
            written = answers[row[4].value]
            value, why = written if isinstance(written, tuple) else (written, None)
            sheet.cell(row[0].row, ANSWER).value, sheet.cell(row[0].row, REASON).value = value, why
    if change:
        change(sheet)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def send(client, check_id, data, name="stickprov.xlsx"):
    token = csrf(client, f"/stickprov/kontroll/{check_id}")
    return client.post(url(check_id, "/xlsx"), data={"csrf_token": token, "file": (io.BytesIO(data), name)})


def current(check_id):
    rows = db.session.query(CheckAnswer).filter_by(check_id=check_id, is_current=True)
    return {row.question_id: (row.value, row.reason) for row in rows}


def test_the_paper_holds_questions_boxes_and_code_and_nobodys_name_or_answer(own):
    check_id, checker, client = own
    answered(check_id, checker, U01=("nej", "Hemlig anteckning"))
    text = client.get(url(check_id)).text.split('<article class="paper">')[1].split("</article>")[0]
    assert "-".join(check_id[at : at + 4] for at in (0, 4, 8, 12)).upper() in text
    assert "Är redovisningen inlämnad" in text
    assert "Kontrollant" not in text
    assert "Hemlig" not in text


def test_a_filled_workbook_is_saved_where_nobody_changed_anything(own):
    check_id, _, client = own
    data = filled(downloaded(client, check_id), U01="Ja", K01=("Nej", "Nya stadgar i mars"), K04="2026-11-18")
    assert send(client, check_id, data).status_code == 302
    assert current(check_id) == {
        "U01": ("ja", ""),
        "K01": ("nej", "Nya stadgar i mars"),
        "K04": ("2026-11-18", ""),
    }
    assert "3 svar sparade." in client.get("/min-dag").text
    send(client, check_id, data)  # once more changes nothing
    assert db.session.query(CheckAnswer).count() == 3


def test_what_was_changed_meanwhile_is_shown_side_by_side_and_the_rest_saved(own):
    check_id, checker, client = own
    answered(check_id, checker, U01="ja", K01="ja", S07="ja")
    data = downloaded(client, check_id)
    answered(check_id, checker, U01=("nej", "Kom i mars"), S07=("nej", "Ingen kallelse"))
    answer = send(client, check_id, filled(data, U01=("Delvis", "En del kom"), K01=("Nej", "Nya"), E18="Ja"))
    assert answer.status_code == 409
    for words in (
        "Kom i mars",
        "En del kom",
        'name="U01" value="delvis" checked',
        'name="sheet_version" value="3"',
    ):
        assert words in answer.text, words
    saved = {
        "U01": ("nej", "Kom i mars"),
        "K01": ("nej", "Nya"),
        "S07": ("nej", "Ingen kallelse"),
        "E18": ("ja", ""),
    }
    assert current(check_id) == saved


def test_answers_that_cannot_stand_are_marked_and_nothing_is_saved(own):
    check_id, _, client = own
    answer = send(client, check_id, filled(downloaded(client, check_id), U01="Nej", K01="Ja"))
    assert answer.status_code == 409
    assert "U01: Skriv ett skäl" in answer.text
    assert 'name="K01" value="ja" checked' in answer.text
    assert current(check_id) == {}


def code_of_another(sheet):
    for row in range(5, sheet.max_row + 1):
        if sheet.cell(row, 1).value:
            sheet.cell(row, 1).value = "AAAA-BBBB-CCCC-DDDD"


def other_edition(sheet):
    sheet.cell(6, 3).value = "spot-check 2027-01"


def other_reader(sheet):
    sheet.cell(6, 2).value = 2


def later_version(sheet):
    for row in range(5, sheet.max_row + 1):
        if sheet.cell(row, 4).value is not None:
            sheet.cell(row, 4).value = 99


def without_version(sheet):
    sheet.cell(6, 4).value = None


def without_column(sheet):
    sheet.cell(4, ANSWER).value = "Något annat"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (code_of_another, "hör till en annan kontroll"),
        (other_edition, "en annan version av frågorna"),
        (other_reader, "den andra granskarens kalkylblad"),
        (later_version, "efter den senaste sparningen"),
        (without_version, "svarens version"),
        (without_column, "saknar kolumnen"),
    ],
)
def test_a_sheet_that_is_not_this_checks_is_refused_and_changes_nothing(own, change, said):
    check_id, _, client = own
    answer = send(client, check_id, filled(downloaded(client, check_id), change, U01="Ja"))
    assert answer.status_code in (409, 422)
    assert said in answer.text
    assert current(check_id) == {}


@pytest.mark.parametrize(
    ("data", "name"), [(b"", "stickprov.xlsx"), (b"PK\x03\x04xxxx", "stickprov.xlsx"), (b"a;b\n", "blad.csv")]
)
def test_a_broken_file_is_told_at_its_field_and_changes_nothing(own, data, name):
    check_id, _, client = own
    answer = send(client, check_id, data, name)
    assert answer.status_code == 422
    assert 'href="#file"' in answer.text
    assert current(check_id) == {}


def test_no_file_is_told(own):
    check_id, _, client = own
    token = csrf(client, f"/stickprov/kontroll/{check_id}")
    answer = client.post(url(check_id, "/xlsx"), data={"csrf_token": token})
    assert answer.status_code == 409
    assert "Välj det ifyllda kalkylbladet" in answer.text


def test_another_checks_workbook_is_refused(client):
    from tests.makers_spot_checks import a_checker

    first, second = a_round_of_checks(2)
    checker = a_checker("kontrollant")
    give(first, checker)
    give(second, checker)
    sign_in(client, "kontrollant")
    answer = send(client, second, filled(downloaded(client, first), U01="Ja"))
    assert answer.status_code == 422
    assert current(second) == {}


def test_the_second_readers_workbook_is_their_own(client):
    check_id, first, _ = a_check_read_twice()
    answered(check_id, first, U01=("nej", "Den förstas ord"))
    sign_in(client, "andra.lasaren")
    data = downloaded(client, check_id)
    cells = [cell.value for row in load_workbook(io.BytesIO(data)).worksheets[0] for cell in row]
    assert "Den förstas ord" not in cells
    assert send(client, check_id, filled(data, U01="Ja")).status_code == 302
    rows = db.session.query(CheckAnswer.reading, CheckAnswer.value).filter_by(question_id="U01")
    assert sorted(rows) == [(1, "nej"), (2, "ja")]


def test_a_closed_check_takes_no_workbook(client):
    check_id, _ = a_closed_check()
    sign_in(client, "kontrollant")
    data = filled(downloaded(client, check_id), U01=("Nej", "Sent"))
    assert send(client, check_id, data).status_code == 409
    assert current(check_id)["U01"] == ("ja", "")
