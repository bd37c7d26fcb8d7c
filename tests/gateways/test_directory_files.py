"""The municipality's register in its several forms."""

import io
import json
from datetime import date
from pathlib import Path

import pytest

from vetting.domain.directory import classify_rows, counts_of
from vetting.domain.errors import UnusableFile
from vetting.domain.terms import RowState
from vetting.gateways.directory_files import read_directory
from vetting.gateways.sheets import write_sheet

FLAT = [
    {
        "source_system": "Provregister",
        "municipality": "Nordby",
        "scraped_at": f"2026-10-{day:02}T05:23:33.853Z",
        "association": {
            "name": name,
            "org_number": number,
            "types": ["Kultur"],
            "activities": [],
            "categories": ["Centrum", "Norr"],
            "postal_code": "99999",
            "city": "Nordby",
            "contact": "Testperson Ett",
            "phone": "08-123",
        },
    }
    for day, name, number in [(26, "Norrlyckan IF", "889999-9018"), (27, "Södergläntan IK", None)]
]
IBGO = {
    "TotalNumberOfElements": 2,
    "Customers": [
        {
            "Id": 563,
            "Name": "Exempelbygdens Kulturfören.",
            "DistrictNames": ["Norr"],
            "AssociationCategoryName": "Kultur",
            "Address": "c/o Testperson Ett",
            "ZipCode": "99999",
            "City": "EXEMPELSTAD",
            "CustomerOccupations": [{"Id": 1, "Name": "Teater"}],
            "CustomerContactPeople": [{"Name": "Testperson"}],
        },
        {"Id": 564, "Name": "Nordby IF - TA BORT", "DistrictNames": [], "City": None},
    ],
}


def refusal(data: bytes, filename: str = "register.json") -> UnusableFile:
    with pytest.raises(UnusableFile) as refused:
        read_directory(data, filename)
    return refused.value


def test_flat_export() -> None:
    found = read_directory(json.dumps(FLAT).encode(), "register.json")
    assert (found.format, found.source_system, found.as_of) == (
        "flat_json",
        "Provregister",
        date(2026, 10, 27),
    )
    row = found.rows[0]
    assert (row.row_no, row.name, row.org_number) == (1, "Norrlyckan IF", "889999-9018")
    assert (row.types, row.district, row.municipality) == (("Kultur",), "Centrum; Norr", "Nordby")
    assert "Testperson" not in repr(found)
    assert "08-123" not in repr(found)


def test_ibgo_envelope() -> None:
    found = read_directory(json.dumps(IBGO).encode(), "register.json")
    row = found.rows[0]
    assert (found.format, row.municipal_id, row.activities) == ("ibgo_json", "563", ("Teater",))
    assert "Testperson" not in repr(found)
    assert [c.state for c in classify_rows(found.rows)] == [RowState.OK, RowState.QUARANTINED]


def test_ibgo_count_must_agree() -> None:
    found = refusal(json.dumps(IBGO | {"TotalNumberOfElements": 3}).encode())
    assert (found.code, found.facts["expected"], found.facts["found"]) == ("incomplete_file", 3, 2)


@pytest.mark.parametrize("share", [0.1, 0.3, 0.5, 0.7, 0.9, 0.99])
@pytest.mark.parametrize("whole", [FLAT, IBGO])
def test_truncated_json_is_told_as_such(share: float, whole: object) -> None:
    data = json.dumps(whole, indent=1).encode()
    assert refusal(data[: int(len(data) * share)]).code == "truncated_json"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty_file"),
        (b"[]", "no_rows"),
        (b'{"a": 1}', "unknown_json"),
        (b"[1, 2]", "unknown_json"),
        (b'[{"titel": "x"}]', "missing_column"),
        (b'[{"name": x}]', "broken_json"),
        (b"[" * 100_000, "truncated_json"),
    ],
)
def test_unusable_json(data: bytes, code: str) -> None:
    assert refusal(data).code in (code, "broken_json" if data.startswith(b"[[") else code)


def test_workbook_and_delimited_text_with_swedish_headings() -> None:
    header = ["Föreningsnr", "Föreningens namn", "Org.nr", "Typ", "Stadsdel", "Postort", "Kontaktperson"]
    rows = [[17.0, "Norrlyckan IF", 8899999018.0, "Idrott; Kultur", "Norr", "Nordby", "Testperson Ett"]]
    target = io.BytesIO()
    write_sheet(target, header, rows)
    text = ";".join(header) + "\n" + ";".join(map(str, rows[0])).replace("Idrott; Kultur", "Idrott| Kultur")
    for data, filename in ((target.getvalue(), "r.xlsx"), (text.encode("latin-1"), "r.csv")):
        row = read_directory(data, filename).rows[0]
        assert row.name == "Norrlyckan IF"
        assert (row.types, row.city, row.row_no) == (("Idrott", "Kultur"), "Nordby", 2)
        assert next(classify_rows([row])).row.org_number == "8899999018"
        assert "Testperson" not in repr(row)


def test_a_renamed_csv_is_named() -> None:
    assert refusal(b"Namn;Orgnr\nA;1\n", "register.xlsx").code == "renamed_file"


@pytest.mark.genuine
@pytest.mark.parametrize(
    ("name", "rows", "masked"),
    [
        ("falun_ActorSmartbook", 788, 18),
        ("huddinge_ActorSmartbook", 264, 0),
        ("orebro_IBGO", 519, 0),
        ("malmo_RBOK", 561, 0),
    ],
)
def test_genuine_registers_add_up(genuine: Path, name: str, rows: int, masked: int) -> None:
    path = genuine / "associations" / f"{name}.json"
    found = read_directory(path.read_bytes(), path.name)
    counts = counts_of(classify_rows(found.rows))
    assert len(found.rows) == sum(counts.values()) == rows
    assert counts[RowState.MASKED] == masked
    assert counts[RowState.OK] > 0.9 * rows
    assert found.as_of is not None
