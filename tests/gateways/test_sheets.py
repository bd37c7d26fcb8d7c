"""Workbooks and delimited text: found by heading, cut off by limits, refused with a code."""

import io
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from vetting.domain.errors import UnusableFile
from vetting.gateways import sheets
from vetting.gateways.headers import Columns
from vetting.gateways.sheets import read_table, write_sheet

COLUMNS = Columns(
    {"name": ("namn",), "org_number": ("orgnr", "org.nr"), "city": ("ort",)}, frozenset({"name"})
)


def a_workbook(*rows: Sequence[object], hidden_first: bool = False) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    if hidden_first:
        sheet.append(["Namn"])
        sheet.append(["Gömd"])
        sheet.sheet_state = "hidden"
        sheet = book.create_sheet("Synlig")
    for row in rows:
        sheet.append(list(row))
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def refusal(data: bytes, filename: str) -> UnusableFile:
    with pytest.raises(UnusableFile) as refused:
        read_table(data, filename, COLUMNS)
    return refused.value


def test_cell_types_and_row_numbers_are_kept_past_title_rows() -> None:
    data = a_workbook(
        ["Föreningar 2026"],
        [],
        ["ORT", "Namn", "Org. nr"],
        ["Nordby", "A", 8899999018],
        [],
        [date(2005, 12, 5), "B"],
    )
    table = read_table(data, "lista.xlsx", COLUMNS)
    assert table.header.row_no == 3
    assert [row.row_no for row in table.rows] == [4, 6]
    assert table.rows[0].values == {"city": "Nordby", "name": "A", "org_number": 8899999018}
    assert table.rows[1].values == {"city": datetime(2005, 12, 5), "name": "B", "org_number": None}


def test_hidden_sheets_are_left_alone() -> None:
    table = read_table(a_workbook(["Namn"], ["A"], hidden_first=True), "a.xlsx", COLUMNS)
    assert [row.values["name"] for row in table.rows] == ["A"]


@pytest.mark.parametrize("mark", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1", "utf-16"])
def test_delimited_text(mark: str, encoding: str) -> None:
    text = mark.join(["Namn", "Orgnr"]) + "\r\n" + mark.join(["Kulturföreningen Å", "889999-9018"]) + "\r\n"
    table = read_table(text.encode(encoding), "lista.csv", COLUMNS)
    assert table.rows[0].values == {"name": "Kulturföreningen Å", "org_number": "889999-9018"}


def test_sep_line_and_quoted_line_breaks_keep_row_numbers() -> None:
    text = 'sep=;\nNamn;Ort\n"A\nB";x\nC;y\n'
    table = read_table(text.encode(), "lista.csv", COLUMNS)
    assert [(row.row_no, row.values["name"]) for row in table.rows] == [(3, "A\nB"), (5, "C")]


def test_added_columns_are_a_note_and_order_is_free() -> None:
    table = read_table(b"Ny kolumn;Ort;Namn\n1;Nordby;A\n", "lista.csv", COLUMNS)
    assert table.header.unknown == ("Ny kolumn",)
    assert "unknown_columns" in table.notes
    assert table.rows[0].values["name"] == "A"


def test_a_missing_column_is_named_with_what_was_found() -> None:
    found = refusal(b"Ort;Orgnr\nNordby;1\n", "lista.csv")
    assert (found.code, found.facts["missing"], found.facts["found"]) == (
        "missing_column",
        ["name"],
        ["Ort", "Orgnr"],
    )


@pytest.mark.parametrize(
    ("data", "filename", "code"),
    [
        (b"", "lista.csv", "empty_file"),
        (b"Namn;Orgnr\n", "lista.xlsx", "renamed_file"),
        (a_workbook(["Namn"]), "lista.csv", "renamed_file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "lista.xls", "old_office_format"),
        (a_workbook(["Namn"], ["A"])[:-400], "lista.xlsx", "broken_zip"),
        (b"rubbish;here\n1;2\n", "lista.csv", "no_header"),
        (b'Namn;Ort\n"A;x\nB;y\n', "lista.csv", "broken_csv"),
        ("Namn;Ort\nÅäö;Ö\n".encode("cp850"), "lista.csv", "unknown_encoding"),
    ],
)
def test_unusable_files_are_refused(data: bytes, filename: str, code: str) -> None:
    assert refusal(data, filename).code == code


def test_damage_inside_a_workbook_is_refused() -> None:
    whole = a_workbook(["Namn"], *[[f"Förening {at} {at * 7919}"] for at in range(500)])
    at = whole.index(b"xl/worksheets/sheet1.xml") + 100
    assert refusal(whole[:at] + bytes(200) + whole[at + 200 :], "a.xlsx").code in (
        "broken_xlsx",
        "broken_zip",
    )


def test_rows_are_capped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "MAX_ROWS", 3)
    assert refusal(b"Namn\nA\nB\nC\nD\n", "lista.csv").facts["limit"] == 3


def test_written_text_is_text_and_never_a_formula(tmp_path: Path) -> None:
    path = tmp_path / "ut.xlsx"
    write_sheet(
        path,
        ["Namn", "Antal", "Tid"],
        [
            ["=HYPERLINK(1)", 3, datetime(2026, 1, 2, 3, 4, tzinfo=UTC)],
            ["+46\x00 8\x1f", None, date(2026, 1, 2)],
        ],
    )
    book = load_workbook(path)
    cells = list(book.active.iter_rows(min_row=2))  # type: ignore[union-attr]
    assert (cells[0][0].value, cells[0][0].data_type) == ("=HYPERLINK(1)", "s")
    assert (cells[0][1].value, cells[0][2].value) == (3, datetime(2026, 1, 2, 3, 4))
    assert (cells[1][0].value, cells[1][2].value) == ("+46 8", datetime(2026, 1, 2))


def test_what_is_written_is_read_back() -> None:
    target = io.BytesIO()
    write_sheet(target, ["Namn", "Orgnr"], [["Ängen & Co", "009999-9013"]])
    table = read_table(target.getvalue(), "ut.xlsx", COLUMNS)
    assert table.rows[0].values == {"name": "Ängen & Co", "org_number": "009999-9013"}
