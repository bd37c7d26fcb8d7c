"""The Companies Registration Office's bulk file: tolerant of quotes, strict on columns, blind to persons."""

from datetime import date

import pytest

from tests.gateways.walking import Walked, walk
from vetting.domain.errors import UnusableFile
from vetting.domain.terms import RowState

HEADER = [
    "organisationsidentitet",
    "namnskyddslopnummer",
    "registreringsland",
    "organisationsnamn",
    "organisationsform",
    "avregistreringsdatum",
    "avregistreringsorsak",
    "pagandeAvvecklingsEllerOmstruktureringsforfarande",
    "registreringsdatum",
    "verksamhetsbeskrivning",
    "postadress",
]
LJUS = {
    "organisationsidentitet": "8899999018$ORGNR-IDORG",
    "registreringsland": "SE-LAND",
    "organisationsnamn": "Kulturföreningen Ljus$NAMN-ORGNAM$2019-03-04",
    "organisationsform": "I-ORGFO",
    "registreringsdatum": "2019-03-04",
    "verksamhetsbeskrivning": 'Caféverksamhet, 12" bord och scen',
    "postadress": "Exempelgatan 1$c/o Testperson Ett$EXEMPELSTAD$99999$SE-LAND",
}
PROCEEDINGS = "pagandeAvvecklingsEllerOmstruktureringsforfarande"


def line(**changed: str) -> str:
    values = LJUS | changed
    return ";".join(f'"{values.get(name, "")}"' for name in HEADER)


def a_file(*lines: str, header: str = ";".join(f'"{name}"' for name in HEADER)) -> str:
    return "".join(f"{one}\n" for one in (header, *lines))


def read(data: str | bytes, **options: object) -> Walked:
    return walk("bv_bulk_txt", data, "bolagsverket_bulkfil.txt", **options)


def test_a_row_becomes_a_listing_without_address_and_description() -> None:
    one = read(a_file(line())).listings[0]
    assert (one.record_id, one.org_number, one.name) == ("8899999018", "8899999018", "Kulturföreningen Ljus")
    assert (one.seat, one.listed_on, one.status) == ("EXEMPELSTAD", date(2019, 3, 4), None)
    assert one.payload == {"legal_form": "I"}
    assert not [word for word in ("Testperson", "Exempelgatan", "bord") if word in repr(one)]


@pytest.mark.parametrize(
    "identity",
    [
        "8112289874$PERSON-IDORG",
        "198112289874$PERSON-IDORG",
        "8112289874$ORGNR-IDORG",
        "8112289874",
        "8899999018$DODSBO-IDORG",
        "3029999999$GDNUMMER-IDORG",
    ],
)
def test_whoever_stands_under_a_personal_number_is_counted_at_the_door(identity: str) -> None:
    found = read(a_file(line(organisationsidentitet=identity, organisationsnamn="Testperson Två"), line()))
    assert found.counts == {"masked": 1, "ok": 1}
    assert found.rows_in == 2
    assert found.told == []
    assert "Testperson" not in repr(found.rows) + repr(found.tally)
    assert "9874" not in repr(found.rows) + repr(found.tally)


def test_each_registration_of_one_identity_is_a_record() -> None:
    found = read(a_file(line(), line(namnskyddslopnummer="1"), line(namnskyddslopnummer="2")))
    assert sorted(found.by_id) == ["8899999018", "8899999018/1", "8899999018/2"]
    assert {one.org_number for one in found.listings} == {"8899999018"}


def test_the_newest_own_name_comes_first_and_all_others_are_aliases() -> None:
    names = "|".join(
        (
            "Ljus Coop$FORNAMN_FRSPRAK-ORGNAM$2020-02-02",
            "Gamla Ljus ekonomisk förening$FORETAGSNAMN-ORGNAM$2010-01-01",
            "Ljus ekonomisk förening$FORETAGSNAMN-ORGNAM$2014-02-02",
            "Kafé Ljus$SARS_FORNAMN-ORGNAM$2015-01-01$Servering",
        )
    )
    one = read(a_file(line(organisationsnamn=names))).listings[0]
    assert one.name == "Ljus ekonomisk förening"
    assert set(one.aliases) == {"Ljus Coop", "Gamla Ljus ekonomisk förening", "Kafé Ljus"}


@pytest.mark.parametrize(
    ("cell", "status", "current", "ended"),
    [
        ("", None, [], []),
        ("KK-AVOMFO$2024-06-01", "Konkurs (KK) 2024-06-01", ["KK"], []),
        (
            "|LI-AVOMFO$2024-05-21|KK-AVOMFO$2024-06-01",
            "Likvidation (LI) 2024-05-21; Konkurs (KK) 2024-06-01",
            ["LI", "KK"],
            [],
        ),
        ("FR-AVOMFO$2026-01-01", "Företagsrekonstruktion (FR) 2026-01-01", ["FR"], []),
        ("AC-AVOMFO", "Ackordsförhandling (AC)", ["AC"], []),
        ("FUSION-AVOMFO$2026-01-01", "FUSION 2026-01-01", ["FUSION"], []),
        ("KKAVOV-AVSLAVOMFO$2022-03-01", None, [], ["KKAVOV"]),
        ("KKUHAVD-AVSLAVOMFO$2022-03-01", None, [], ["KKUHAVD"]),
        (
            "|KKAVOV-AVSLAVOMFO$2022-03-01|LI-AVOMFO$2026-09-30",
            "Likvidation (LI) 2026-09-30",
            ["LI"],
            ["KKAVOV"],
        ),
    ],
)
def test_what_is_over_is_no_status(
    cell: str, status: str | None, current: list[str], ended: list[str]
) -> None:
    one = read(a_file(line(**{PROCEEDINGS: cell}))).listings[0]
    assert one.status == status
    assert [told["code"] for told in one.payload.get("proceedings", [])] == current  # type: ignore[attr-defined]
    assert [told["code"] for told in one.payload.get("ended_proceedings", [])] == ended  # type: ignore[attr-defined]


def test_a_deregistered_body_says_when_and_why() -> None:
    one = read(a_file(line(avregistreringsdatum="2025-12-01", avregistreringsorsak="KKAVOV-AVORG"))).listings[
        0
    ]
    assert one.status == "Avregistrerad (KKAVOV) 2025-12-01"
    assert one.payload["deregistered"] == {"on": "2025-12-01", "reason": "KKAVOV"}


def test_both_spellings_and_any_order_of_columns_are_read() -> None:
    other = [name.replace("pagande", "pagaende") for name in HEADER]
    found = read(a_file(line(), header=";".join(f'"{name}"' for name in other)))
    assert found.listings == read(a_file(line())).listings
    turned = ";".join(f'"{name}"' for name in reversed(HEADER))
    cells = ";".join(reversed(line()[1:-1].split('";"'))).join('""')
    assert (
        read(a_file(f'"{cells[1:-1].replace(";", chr(34) + ";" + chr(34))}"', header=turned))
        .listings[0]
        .org_number
    )


def test_a_line_out_of_step_stays_searchable_when_its_beginning_is_whole() -> None:
    broken = line(verksamhetsbeskrivning='Kiosk";"kafé')
    person = line(organisationsidentitet="8112289874$PERSON-IDORG", verksamhetsbeskrivning='A";"B')
    found = read(a_file(broken, person, '"rest av en beskrivning"', line()))
    first = found.listings[0]
    assert (first.name, first.org_number, first.state) == (
        "Kulturföreningen Ljus",
        "8899999018",
        RowState.QUARANTINED,
    )
    assert found.counts == {"quarantined": 2, "masked": 1, "ok": 1}
    assert found.rows_in == 4
    assert found.told == [(2, "name", "wrong_columns"), (4, "name", "wrong_columns")]


def test_bad_numbers_and_missing_names_are_told() -> None:
    found = read(a_file(line(organisationsidentitet="8899999019$ORGNR-IDORG"), line(organisationsnamn="")))
    assert found.counts == {"quarantined": 2}
    assert found.told == [(2, "org_number", "bad_checksum"), (3, "name", "missing_name")]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (a_file(line())[:-30], "truncated_text"),
        (a_file(), "too_few_rows"),
        (a_file(*['"out";"of step"'] * 21), "too_many_broken_rows"),
        (a_file(line(), header='"organisationsidentitet";"organisationsnamn"'), "missing_column"),
        (a_file(line(), header='"a";"b"'), "no_header"),
        (a_file(line()).encode()[:-1] + b"\xff\xfe\x81\n", "unknown_encoding"),
    ],
)
def test_unusable(data: str | bytes, code: str) -> None:
    with pytest.raises(UnusableFile) as refused:
        read(data)
    assert refused.value.code == code
