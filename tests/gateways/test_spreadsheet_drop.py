"""Any list a partner sends: mapped by heading, personal numbers masked, every row counted."""

import csv
import io
from datetime import date, datetime
from pathlib import Path

import pytest

from tests.gateways.walking import Walked, walk
from vetting.domain.errors import UnusableFile
from vetting.domain.terms import PartyKind, RowState
from vetting.gateways.registries import spreadsheet_drop
from vetting.gateways.sheets import write_sheet

HEADER = "Namn;Orgnr;Säte;Alias;Bankgiro;Status;Beslutsdatum\n"


def read(text: str | bytes, filename: str = "lista.csv", **options: object) -> Walked:
    return walk(spreadsheet_drop.ADAPTER, text, filename, **options)


def test_usual_headings_need_no_map() -> None:
    found = read(
        HEADER
        + "Norrlyckan IF;889999-9018;Nordby;Norrlyckan; NIF;900-0035;Hävt;2026-05-14\n".replace("; N", "| N")
    )
    one = found.listings[0]
    assert (one.record_id, one.name, one.org_number, one.seat) == (
        "8899999018",
        "Norrlyckan IF",
        "8899999018",
        "Nordby",
    )
    assert (one.aliases, one.status, one.listed_on) == (("Norrlyckan", "NIF"), "Hävt", date(2026, 5, 14))
    assert one.payload == {"giro": "9000035"}


def test_a_map_names_the_columns_and_they_are_required() -> None:
    column_map = {"id": "Ref", "name": "Leverantörsnamn"}
    found = read("Ref;Leverantörsnamn;Annat\nA-1;Exempel Jobb;x\n", column_map=column_map)
    assert (found.listings[0].record_id, found.listings[0].name) == ("A-1", "Exempel Jobb")
    with pytest.raises(UnusableFile) as refused:
        read("Ref;Namn\nA-1;x\n", column_map=column_map)
    assert (refused.value.code, refused.value.facts["missing"]) == ("missing_column", ["name"])
    with pytest.raises(UnusableFile, match="unknown_column_map"):
        read("Ref\nx\n", column_map={"colour": "Ref"})


def test_a_map_of_some_columns_leaves_the_usual_headings_to_the_rest() -> None:
    found = read(
        "Ref;Namn;Org.nr\nA-1;Norrlyckan IF;889999-9018\n", column_map={"id": "Ref", "org_number": "Org.nr"}
    )
    one = found.listings[0]
    assert (one.record_id, one.name, one.org_number) == ("A-1", "Norrlyckan IF", "8899999018")
    assert found.counts == {"ok": 1}


def test_a_declared_heading_is_never_taken_for_another_column() -> None:
    found = read("Organisation;Orgnr\nA-1;889999-9018\n", column_map={"id": "Organisation"})
    assert (found.listings[0].record_id, found.listings[0].name) == ("A-1", "")


def test_a_list_of_numbers_alone_is_in_order() -> None:
    found = read("Organisationsnummer\n889999-9018\n8.02E+09\n")
    assert [one.state for one in found.listings] == [RowState.OK, RowState.QUARANTINED]
    assert found.listings[0].record_id == "8899999018"


@pytest.mark.parametrize("written", ["81 12 28 98 74", "(811228)9874", "1981-12-28 9874", "1981.12.28-9874"])
def test_a_personal_number_in_an_odd_writing_is_kept_nowhere(written) -> None:
    found = read(f"Namn;Orgnr;Anmärkning;Alias\nSkutan {written};{written};kassör {written};Båt {written}\n")
    told = f"{found.listings} {found.tally.problems}"
    assert written not in told
    assert "98 74" not in told
    assert "9874" not in told
    assert found.listings[0].state is RowState.MASKED


def test_every_row_is_counted_and_every_oddity_told() -> None:
    rows = [
        "Norrlyckan IF;889999-9018;Nordby",
        "Norrlyckan IF;889999-9018;Nordby",
        "Södergläntan;889999-9019;Nordby",
        "Ljusgården;06889999-9026;Nordby",
        "Testfrida Provsson;811228-9874;Nordby",
        ";889999-9034;Nordby",
        "Skadad;8.02E+09;Nordby",
        "Utan nummer;;Nordby",
    ]
    found = read("Namn;Orgnr;Säte\n" + "\n".join(rows) + "\n")
    assert found.rows_in == 8
    assert found.counts == {"ok": 3, "repaired": 1, "quarantined": 3, "masked": 1}
    assert set(found.told) == {
        (4, "org_number", "bad_checksum"),
        (5, "org_number", "repaired_prefix"),
        (6, "org_number", "personal"),
        (7, "name", "missing_name"),
        (8, "org_number", "excel_damage"),
    }
    assert [one.row_no for one in found.listings] == list(range(2, 10))
    damaged = next(one for one in found.listings if one.name == "Skadad")
    assert damaged.payload["org_number_as_written"] == "8.02E+09"
    assert "9874" not in repr(found)


def test_ids_without_numbers_stay_the_same_in_the_next_delivery() -> None:
    first = read("Namn;Ort\nLjus;Nordby\nAnnan;Nordby\n")
    second = read("Ort;Namn\nNordby;Annan\nNordby;LJUS\n")
    assert {one.record_id for one in first.listings} == {one.record_id for one in second.listings}


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("1970-05-04", "1970-05-04"),
        ("19700504", "1970-05-04"),
        ("1970", "1970"),
        ("811228-9874", None),
        ("19811228-9874", "1981-12-28"),
        ("19811288-9871", "1981-12-28"),
    ],
)
def test_of_a_personal_number_only_the_birth_date_is_kept(written: str, kept: str | None) -> None:
    found = read(f"Namn;Födelsedatum\nTestfrida Provsson;{written}\n", kind=PartyKind.PERSON)
    assert found.listings[0].birth_date == kept
    assert (found.listings[0].state is RowState.MASKED) is ("-98" in written)
    assert "987" not in repr((found.listings, found.told))


def test_a_personal_number_is_never_an_id() -> None:
    found = read("Id;Namn\n811228-9874;Testfrida\n")
    assert found.listings[0].record_id.startswith("name-")


def test_workbook_cells_keep_their_types() -> None:
    target = io.BytesIO()
    write_sheet(target, ["Namn", "Orgnr", "Beslutsdatum"], [["Ljus", 8899999018, datetime(2026, 5, 14)]])
    found = read(target.getvalue(), "lista.xlsx")
    one = found.listings[0]
    assert (one.org_number, one.state, one.listed_on) == ("8899999018", RowState.REPAIRED, date(2026, 5, 14))


@pytest.mark.parametrize(
    ("text", "filename", "code"),
    [
        ("", "lista.csv", "empty_file"),
        ("Namn;Orgnr\n", "lista.csv", "too_few_rows"),
        ("Namn;Orgnr\nA;1\n", "lista.xlsx", "renamed_file"),
        ("Ort;Status\nNordby;x\n", "lista.csv", "missing_column"),
    ],
)
def test_unusable_files(text: str, filename: str, code: str) -> None:
    with pytest.raises(UnusableFile) as refused:
        read(text, filename)
    assert refused.value.code == code


@pytest.mark.genuine
def test_genuine_lists_are_read(genuine: Path) -> None:
    folder = genuine / "associations"
    for name in ("svensk_insamlingskontroll.csv", "skatteverket_godkanda_gavomottagare.csv"):
        data = (folder / name).read_bytes()
        found = read(data, name)
        rows = list(csv.reader(io.StringIO(data.decode())))
        assert found.rows_in == len(rows) - 1
        assert found.counts["ok"] > 0.95 * found.rows_in


def test_rows_of_one_number_that_tell_something_else_are_rows_of_their_own() -> None:
    text = (
        "Namn;Orgnr;Status\n"
        "Provkretsen Nordby;889999-9018;\n"
        "Provkretsen Sörlunda;889999-9018;\n"
        "Provkretsen Nordby;889999-9018;allmänna mål\n"
        "Provkretsen Nordby;889999-9018;\n"
    )
    ids = [one.record_id for one in read(text).listings]
    assert ids[0] == ids[3] == "8899999018", "the very same row again is for the pipeline to see"
    assert len(set(ids)) == 3
    assert all(one.startswith("8899999018") for one in ids)
    assert ids == [one.record_id for one in read(text).listings]
