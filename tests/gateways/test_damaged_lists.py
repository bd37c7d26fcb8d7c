"""Whatever bytes come: each reader hands over rows or refuses the file, and keeps no personal number."""

import io
import json
from contextlib import suppress
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.gateways.walking import walk
from vetting.domain.errors import UnusableFile
from vetting.gateways.readers import READERS
from vetting.gateways.sheets import write_sheet
from vetting.gateways.source import SourceOptions, Tally

PERSONAL = "19811228-9874"
LIST = f"Id;Namn;Orgnr;Ort;Bankgiro;Datum\n1;Ljus {PERSONAL};889999-9018;Åby;900-0035;2026-01-02\n2;Äng;811228-9874;;;\n"
SCB = (
    "PeOrgNr\tNamn\tForetagsnamn\tPostOrt\tJurForm\tFtgStat\tJEStat\tRegDatKtid\n"
    f"168899999018\tLJUS {PERSONAL}\tKAFÉ\tÅBY\t61\t0\t1\t20190304\n198112289874\tTEST\t\t\t\t\t\t\n"
)
BV = (
    '"organisationsidentitet";"namnskyddslopnummer";"organisationsnamn";"organisationsform";'
    '"avregistreringsdatum";"pagandeAvvecklingsEllerOmstruktureringsforfarande"\n'
    f'"8899999018$ORGNR-IDORG";"1";"Ljus {PERSONAL}$NAMN-ORGNAM$2019-03-04|Å$X";"I-ORGFO";"";"|KK-AVOMFO$2024-06-01"\n'
    '"8112289874$PERSON-IDORG";"";"Test$NAMN-ORGNAM";"E-ORGFO";"";""\n'
)
TARGETS = f'id,schema,name,aliases,birth_date\nQ-1,Person,Ljus {PERSONAL},"a;""b;c"";å",1970;1971\nQ-2,Company,Å,,\n'
REGISTER = json.dumps(
    {
        "TotalNumberOfElements": 2,
        "Customers": [{"Id": 1, "Name": f"Ljus {PERSONAL}", "City": "Åby"}, {"Id": PERSONAL, "Name": "Å"}],
    },
    ensure_ascii=False,
)
SETTINGS = {"list": "fundraising", "state": "active"}
GOOD = {
    "spreadsheet_drop": LIST,
    "list_csv": LIST,
    "scb_bulk_tsv": SCB,
    "bv_bulk_txt": BV,
    "targets_simple_csv": TARGETS,
    "municipal_assoc_json": REGISTER,
}


def a_workbook() -> bytes:
    target = io.BytesIO()
    header, *rows = (line.split(";") for line in LIST.splitlines())
    write_sheet(target, header, rows)
    return target.getvalue()


CASES = [
    (adapter, text.encode(), "lista.json" if "json" in adapter else "lista") for adapter, text in GOOD.items()
]
CASES.append(("spreadsheet_drop", a_workbook(), "lista.xlsx"))


def assert_read_or_refused(adapter: str, data: bytes, filename: str) -> None:
    """No other error than a refusal; what is read can be compared and kept."""
    with suppress(UnusableFile):
        found = walk(adapter, data, filename, settings=SETTINGS)
        assert found.rows_in >= 1
        assert all(one.record_id and one.content_hash for one in found.listings)


@pytest.mark.parametrize(("adapter", "data", "filename"), CASES)
def test_whole_files_are_read_and_keep_no_personal_number(adapter: str, data: bytes, filename: str) -> None:
    found = walk(adapter, data, filename, settings=SETTINGS)
    assert found.rows_in == 2
    assert "Ljus" in repr(found.rows) or "LJUS" in repr(found.rows)
    assert "9874" not in repr(found.rows) + repr(found.tally)


@pytest.mark.parametrize(("adapter", "data", "filename"), CASES)
@settings(max_examples=40, deadline=None)
@given(
    cut=st.integers(0, 400),
    at=st.integers(0, 10_000),
    put=st.one_of(
        st.binary(max_size=4), st.sampled_from([b'"', b";", b"\n", b"\x00", b"\xc3\x83", b"\t", b"$|"])
    ),
)
def test_damaged_files_are_read_or_refused(
    adapter: str, data: bytes, filename: str, cut: int, at: int, put: bytes
) -> None:
    place = at % len(data)
    damaged = data[:place] + put + data[place + len(put) : len(data) - cut]
    assert_read_or_refused(adapter, damaged, filename)


@pytest.mark.parametrize("adapter", sorted(GOOD))
@settings(max_examples=30, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(adapter: str, data: bytes) -> None:
    assert_read_or_refused(adapter, data, "lista")


@pytest.mark.parametrize("adapter", ["spreadsheet_drop", "list_csv", "targets_simple_csv"])
def test_rows_are_handed_over_before_the_file_is_read_to_its_end(adapter: str, tmp_path: Path) -> None:
    file = tmp_path / "delivery"
    last = GOOD[adapter].splitlines()[-1]
    file.write_text(GOOD[adapter] + f"{last}\n" * 3_000 + '"open', "utf-8")
    rows = READERS[adapter](file, Tally(), filename="lista.csv", options=SourceOptions(settings=SETTINGS))
    assert len(list(islice(rows, 10))) == 10
    with pytest.raises(UnusableFile, match="broken_csv"):
        list(rows)
