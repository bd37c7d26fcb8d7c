"""What people send: damaged numbers and letters, moved columns, sums, second tables, unsaved formulas."""

import io
from collections.abc import Sequence
from datetime import date

import pytest
from openpyxl import Workbook

from tests.gateways.walking import Walked, walk
from vetting.domain.errors import UnusableFile
from vetting.domain.terms import RowState
from vetting.gateways import sheets

HEADER = "Namn;Orgnr;Ort\n"
ROW = "Ljus;889999-9018;Nordby\n"
OTHER = "Ängen;889999-9026;Åby\n"


def read(data: str | bytes, filename: str = "lista.csv", **options: object) -> Walked:
    return walk("spreadsheet_drop", data, filename, **options)


def a_workbook(*rows: Sequence[object], hidden: Sequence[Sequence[object]] = ()) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    if hidden:
        behind = book.create_sheet("Gömt", 0)
        behind.sheet_state = "hidden"
        for row in hidden:
            behind.append(list(row))
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def refusal(data: str | bytes, filename: str = "lista.csv", **options: object) -> UnusableFile:
    with pytest.raises(UnusableFile) as refused:
        read(data, filename, **options)
    return refused.value


@pytest.mark.parametrize(
    ("written", "number", "code", "state"),
    [
        ("889999-9018", "8899999018", None, RowState.OK),
        ("8899999018", "8899999018", None, RowState.OK),
        ("'889999-9018", "8899999018", "ok_odd_format", RowState.REPAIRED),
        ("8899999018.0", "8899999018", "ok_odd_format", RowState.REPAIRED),
        ("８８９９９９－９０１８", "8899999018", "ok_odd_format", RowState.REPAIRED),
        ("889999\u200b-9018", "8899999018", "ok_odd_format", RowState.REPAIRED),
        ("889999\u00a09018", "8899999018", "ok_odd_format", RowState.REPAIRED),
        ("168899999018", "8899999018", "ok_odd_format", RowState.REPAIRED),
        ("06889999-9018", "8899999018", "repaired_prefix", RowState.REPAIRED),
        ("009999-9013", "0099999013", None, RowState.OK),
        ("99999013", None, "lost_zeros", RowState.QUARANTINED),
        ("8.02E+09", None, "excel_damage", RowState.QUARANTINED),
        ("2005-12-05", None, "excel_damage", RowState.QUARANTINED),
        ("889999-9019", None, "bad_checksum", RowState.QUARANTINED),
        ("5555555555", None, "placeholder", RowState.QUARANTINED),
        ("889999-xxxx", None, "placeholder", RowState.QUARANTINED),
        ("811228-9874", None, "personal", RowState.MASKED),
        ("811288-9871", None, "personal", RowState.MASKED),
        ("8112289874", None, "personal", RowState.MASKED),
        ("", None, None, RowState.OK),
    ],
)
def test_numbers_as_text(written: str, number: str | None, code: str | None, state: RowState) -> None:
    found = read(f"{HEADER}Ljus;{written};Nordby\n")
    one = found.listings[0]
    assert (one.org_number, one.state, one.name) == (number, state, "Ljus")
    assert [told for _, _, told in found.told] == ([code] if code else [])
    assert "987" not in repr(found.rows) + repr(found.tally)


@pytest.mark.parametrize(
    ("cell", "number", "code"),
    [
        (8899999018, "8899999018", "ok_odd_format"),
        (8899999018.0, "8899999018", "ok_odd_format"),
        (8020000000.0, None, "excel_damage"),
        (date(2005, 12, 5), None, "excel_damage"),
        (99999013, None, "lost_zeros"),
        (8112289874, None, "personal"),
        ("889999-9018", "8899999018", None),
    ],
)
def test_numbers_in_cells_keep_the_type_they_have(cell: object, number: str | None, code: str | None) -> None:
    found = read(a_workbook(["Namn", "Orgnr"], ["Ljus", cell]), "lista.xlsx")
    assert found.listings[0].org_number == number
    assert [told for _, _, told in found.told] == ([code] if code else [])


@pytest.mark.parametrize(
    ("data", "name", "encoding", "notes"),
    [
        ((HEADER + OTHER).encode(), "Ängen", "utf-8", []),
        ((HEADER + OTHER).encode("utf-8-sig"), "Ängen", "utf-8-sig", []),
        ((HEADER + OTHER).encode("utf-16"), "Ängen", "utf-16", []),
        ((HEADER + OTHER).encode("cp1252"), "Ängen", "cp1252", ["encoding_cp1252"]),
        ((HEADER + OTHER).encode().decode("cp1252").encode(), "Ängen", "utf-8", ["double_encoding_mended"]),
        ((HEADER + "K\ufffdpan;889999-9018;x\n").encode(), "K\ufffdpan", "utf-8", ["replacement_characters"]),
    ],
)
def test_letters(data: bytes, name: str, encoding: str, notes: list[str]) -> None:
    found = read(data)
    assert (found.listings[0].name, found.tally.encoding, found.tally.notes) == (name, encoding, notes)


def test_letters_late_in_a_long_file_decide_for_all_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vetting.gateways.decoding.BLOCK", 64)
    rows = "".join(f"Ljus {at};;Nordby\n" for at in range(200))
    assert read((HEADER + rows + OTHER).encode("cp1252")).listings[-1].name == "Ängen"
    for at in range(1, 70):  # a letter cut in two by the end of a block
        found = read(
            HEADER.encode() + b"x" * at + ";;Å\n".encode() + OTHER.encode().decode("cp1252").encode()
        )
        assert [one.seat for one in found.listings] == ["Å", "Åby"]


@pytest.mark.parametrize(
    ("text", "names", "notes"),
    [
        ("Ort;Orgnr;Namn\nNordby;889999-9018;Ljus\n", ["Ljus"], []),
        ("Namn;Orgnr;Nytt\nLjus;889999-9018;1\n", ["Ljus"], ["unknown_columns"]),
        ("Förteckning\n\nper 2026-10-31;;\n" + HEADER + ROW, ["Ljus"], []),
        ("sep=;\n" + HEADER + ROW, ["Ljus"], []),
        ('sep=,\nNamn,Orgnr\n"Ljus; Ängen",889999-9018\n', ["Ljus; Ängen"], []),
        (HEADER + ROW + "Summa;;\n", ["Ljus"], ["totals_row"]),
        (HEADER + ROW + "Totalt: 1;;\n", ["Ljus"], ["totals_row"]),
        (HEADER + ROW + ";;Summa\n", ["Ljus"], ["totals_row"]),
        (HEADER + "Summa;889999-9018;Nordby\n", ["Summa"], []),
        (HEADER + "Totalteatern;;\n", ["Totalteatern"], []),
        (HEADER + "Totalt;;Nordby\n", ["Totalt"], []),
        (HEADER + ROW + "\n" + HEADER + OTHER, ["Ljus", "Ängen"], ["repeated_header"]),
        (HEADER + ROW + HEADER + OTHER, ["Ljus", "Ängen"], ["repeated_header"]),
        (HEADER + "\n  ;  ; \n" + ROW, ["Ljus"], []),
        (HEADER + "Ljus\n", ["Ljus"], []),
    ],
)
def test_shapes_that_are_read(text: str, names: list[str], notes: list[str]) -> None:
    found = read(text)
    assert [one.name for one in found.listings] == names
    assert found.tally.notes == notes
    assert found.rows_in == len(names)
    assert found.told == []


def test_a_cell_too_many_means_that_columns_slipped() -> None:
    found = read(HEADER + "Ljus; norra;889999-9018;Nordby\n" + "Ängen;889999-9026;Åby;;\n")
    assert [one.state for one in found.listings] == [RowState.QUARANTINED, RowState.OK]
    assert (2, "name", "too_many_cells") in found.told


@pytest.mark.parametrize(
    ("data", "filename", "code"),
    [
        (HEADER + ROW + "\nOrgnr;Namn\n889999-9026;Ängen\n", "lista.csv", "second_table"),
        (HEADER + ROW + "Förening;x;Orgnr\nÄngen;x;889999-9026\n", "lista.csv", "second_table"),
        ("Namn;Orgnr;;Namn;Orgnr\nLjus;889999-9018;;Ängen;889999-9026\n", "lista.csv", "second_table"),
        (HEADER + 'Ljus;"889999-9018;Nordby\nÄngen;889999-9026;Åby\n', "lista.csv", "broken_csv"),
        (HEADER, "lista.csv", "too_few_rows"),
        (HEADER + "Summa;;\n", "lista.csv", "too_few_rows"),
        ("", "lista.csv", "empty_file"),
        ("   \n \n", "lista.csv", "empty_file"),
        (b"\xef\xbb\xbf\n", "lista.csv", "empty_file"),
        ("Uppgift;Annat\nx;y\n", "lista.csv", "no_header"),
        ("Ort;Status\nNordby;x\n", "lista.csv", "missing_column"),
        (HEADER + ROW, "lista.xlsx", "renamed_file"),
        (a_workbook(["Namn"], ["Ljus"]), "lista.csv", "renamed_file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "lista.xls", "old_office_format"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "lista.xlsx", "old_office_format"),
        (a_workbook(["Namn"], ["Ljus"])[:-300], "lista.xlsx", "broken_zip"),
        ((HEADER + OTHER).encode("cp850"), "lista.csv", "unknown_encoding"),
        (HEADER.encode() + b"K\x81p;;\n", "lista.csv", "unknown_encoding"),
        ((HEADER + OTHER).encode()[:-7] + b"\xc3", "lista.csv", "unknown_encoding"),
        (b"\xef\xbb\xbfNamn\n\xe5\n", "lista.csv", "broken_encoding"),
        (b"Namn\x00\nLjus\n", "lista.csv", "binary_not_text"),
        (a_workbook(["Namn", "Orgnr"], ["Ljus", "=B9"]), "lista.xlsx", "formulas_without_value"),
    ],
)
def test_shapes_that_are_refused(data: str | bytes, filename: str, code: str) -> None:
    assert refusal(data, filename).code == code


def test_a_renamed_column_is_named_as_missing() -> None:
    found = refusal(
        "Benämning;Nummer\nLjus;889999-9018\n", column_map={"name": "Namn", "org_number": "Nummer"}
    )
    assert (found.code, found.facts["missing"]) == ("missing_column", ["name"])
    assert found.facts["found"] == ["Benämning", "Nummer"]


def test_a_formula_in_a_column_nobody_asks_for_is_harmless() -> None:
    found = read(a_workbook(["Namn", "Orgnr", "Belopp"], ["Ljus", "889999-9018", "=SUM(1,2)"]), "lista.xlsx")
    assert found.listings[0].org_number == "8899999018"


def test_a_hidden_sheet_is_told_and_not_read() -> None:
    data = a_workbook(["Namn", "Orgnr"], ["Ljus", "889999-9018"], hidden=[["Namn"], ["Gömd"]])
    found = read(data, "lista.xlsx")
    assert [one.name for one in found.listings] == ["Ljus"]
    assert found.tally.notes == ["hidden_sheet"]


def test_merged_titles_sums_and_blank_rows_of_a_workbook() -> None:
    rows = (["Register", None], [], ["Orgnr", "Namn"], ["889999-9018", "Ljus"], [], ["Antal:", 1])
    found = read(a_workbook(*rows), "lista.xlsx")
    assert [(one.row_no, one.name) for one in found.listings] == [(4, "Ljus")]
    assert found.tally.notes == ["totals_row"]


def test_rows_are_walked_one_by_one_and_capped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "MAX_TEXT_ROWS", 3)
    assert refusal(HEADER + ROW * 3).facts["limit"] == 3


@pytest.mark.parametrize(
    "own", ["811228-9874", "198112289874", "8112289874", "[MASKED: person]", "x 811228-9874"]
)
def test_no_id_is_made_of_a_personal_number(own: str) -> None:
    found = read(f"Id;Namn\n{own};Ljus\n")
    assert found.listings[0].record_id.startswith("name-")


@pytest.mark.parametrize(
    "own", ["A-1", "12345678", "1239000035", "20261231-7", "5f0c1b2a-9d1e-4c6b-8f2a-0123456789ab"]
)
def test_other_ids_are_kept(own: str) -> None:
    assert read(f"Id;Namn\n{own};Ljus\n").listings[0].record_id == own


def test_an_id_that_became_a_date_is_no_id() -> None:
    found = read(a_workbook(["Id", "Namn"], [date(2026, 12, 5), "Ljus"], ["5-13", "Ängen"]), "lista.xlsx")
    assert [one.record_id[:5] for one in found.listings] == ["name-", "5-13"]
    assert found.told == [(2, "id", "excel_damage")]
    assert [one.state for one in found.listings] == [RowState.QUARANTINED, RowState.OK]


def test_a_date_that_cannot_be_read_is_kept_as_written() -> None:
    one = read("Namn;Datum\nLjus;14/5 2026\n").listings[0]
    assert (one.listed_on, one.payload) == (None, {"listed_on_as_written": "14/5 2026"})
