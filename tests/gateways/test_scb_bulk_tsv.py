"""Statistics Sweden's bulk file: persons stay outside, activity is a fact and never a fault."""

from collections.abc import Mapping
from datetime import date

import pytest

from tests.gateways.walking import Walked, walk
from vetting.domain.errors import UnusableFile
from vetting.domain.terms import RowState

OWN = [
    "COAdress",
    "Foretagsnamn",
    "FtgStat",
    "Gatuadress",
    "JEStat",
    "JurForm",
    "Namn",
    "Ng1",
    "Ng2",
    "Ng3",
    "Ng4",
    "Ng5",
    "PeOrgNr",
    "PostNr",
    "PostOrt",
    "RegDatKtid",
    "Reklamsparrtyp",
]
HEADER = ["ForAndrTyp", *OWN, *(f"m{name}" for name in OWN)]
LJUS = {
    "COAdress": "C/O TESTPERSON ETT",
    "Gatuadress": "EXEMPELGATAN 1",
    "Foretagsnamn": "KULTURFÖRENINGEN LJUS",
    "Namn": "KULTURFÖRENINGEN LJUS",
    "FtgStat": "0",
    "JEStat": "1",
    "JurForm": "61",
    "Ng1": "94991",
    "Ng2": "00000",
    "PeOrgNr": "168899999018",
    "PostNr": "99999",
    "PostOrt": "EXEMPELSTAD",
    "RegDatKtid": "20190304",
}


def row(**changed: str) -> Mapping[str, str]:
    return LJUS | changed


def a_file(*rows: Mapping[str, str], header: list[str] = HEADER) -> str:
    lines = ["\t".join(header), *("\t".join(one.get(name, "") for name in header) for one in rows)]
    return "\n".join(lines) + "\n"


def read(data: str | bytes, **options: object) -> Walked:
    data = data.encode("iso-8859-1") if isinstance(data, str) else data
    return walk("scb_bulk_tsv", data, "scb_bulkfil_JE_20261116T055245_80.txt", **options)


def test_a_row_becomes_a_listing_without_address() -> None:
    assert len(HEADER) == 35
    found = read(a_file(row()))
    one = found.listings[0]
    assert (one.record_id, one.org_number, one.name) == ("8899999018", "8899999018", "KULTURFÖRENINGEN LJUS")
    assert (one.seat, one.listed_on, one.aliases) == ("EXEMPELSTAD", date(2019, 3, 4), ())
    assert one.payload == {
        "legal_form": "61",
        "enterprise_status": "0",
        "registration_status": "1",
        "activities": ["94991"],
    }
    assert found.tally.encoding == "iso-8859-1"
    assert "TESTPERSON" not in repr(found.rows)
    assert "EXEMPELGATAN" not in repr(found.rows)


@pytest.mark.parametrize("status", ["0", "1", "9"])
@pytest.mark.parametrize("registration", ["1", "2", "9"])
def test_activity_is_never_a_status(status: str, registration: str) -> None:
    one = read(a_file(row(FtgStat=status, JEStat=registration))).listings[0]
    assert (one.status, one.state) == (None, RowState.OK)
    assert one.payload["enterprise_status"] == status
    assert one.payload["registration_status"] == registration


def test_natural_persons_are_counted_at_the_door() -> None:
    persons = [
        row(PeOrgNr=number, Namn="TESTPERSON TVÅ")
        for number in ("198112289874", "200001019999", "8112289874")
    ]
    found = read(a_file(*persons, row()))
    assert found.counts == {"masked": 3, "ok": 1}
    assert found.rows_in == 4
    assert found.told == []
    assert "TESTPERSON" not in repr(found.rows) + repr(found.tally)
    assert "9874" not in repr(found.rows) + repr(found.tally)


def test_asterisks_are_what_this_account_may_not_see() -> None:
    one = read(a_file(row(Namn="*", FtgStat="*", Ng1="*****", PostOrt="*", RegDatKtid="*"))).listings[0]
    assert (one.name, one.seat, one.listed_on) == ("KULTURFÖRENINGEN LJUS", None, None)
    assert one.payload == {"legal_form": "61", "registration_status": "1"}


def test_another_trading_name_is_an_alias_and_duplicates_are_handed_over() -> None:
    found = read(a_file(row(Foretagsnamn="LJUSKAFÉET"), row()))
    assert found.listings[0].aliases == ("LJUSKAFÉET",)
    assert [one.record_id for one in found.listings] == ["8899999018"] * 2


def test_moved_columns_are_harmless_and_added_ones_are_noted() -> None:
    found = read(a_file(row(), header=[*reversed(HEADER), "Nytt"]))
    assert found.listings[0] == read(a_file(row())).listings[0]
    assert found.tally.notes == ["unknown_columns"]


def test_odd_rows_are_set_aside_and_told() -> None:
    text = a_file(row(PeOrgNr="168899999019"), row(Namn="", Foretagsnamn="")) + "för\tfå\n"
    found = read(text)
    assert found.counts == {"quarantined": 3}
    assert found.rows_in == 3
    assert found.told == [
        (2, "org_number", "bad_checksum"),
        (3, "name", "missing_name"),
        (4, "name", "wrong_columns"),
    ]


def test_text_that_is_utf8_is_read_as_such_whatever_the_format_declares() -> None:
    found = read(a_file(row()).encode())
    assert (found.listings[0].name, found.tally.encoding) == ("KULTURFÖRENINGEN LJUS", "utf-8")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (a_file(row())[:-1], "truncated_text"),
        (a_file(), "too_few_rows"),
        (a_file(row(), header=[name for name in HEADER if name != "PeOrgNr"]), "missing_column"),
        (a_file(row()) + "out of step\n" * 21, "too_many_broken_rows"),
        (a_file(row()).encode("cp850"), "unknown_encoding"),
        (b"", "empty_file"),
    ],
)
def test_unusable(data: str | bytes, code: str) -> None:
    with pytest.raises(UnusableFile) as refused:
        read(data)
    assert refused.value.code == code
