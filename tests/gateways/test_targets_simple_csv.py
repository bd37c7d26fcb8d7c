"""Targets in simple CSV: persons and bodies in one file, several values in one cell."""

import csv
import io
from datetime import date

import pytest

from tests.gateways.walking import Walked, walk
from vetting.domain.errors import UnusableFile
from vetting.domain.terms import PartyKind, RowState
from vetting.gateways.registries.targets_simple_csv import values_of

HEADER = [
    "id",
    "schema",
    "name",
    "aliases",
    "birth_date",
    "countries",
    "addresses",
    "identifiers",
    "sanctions",
    "phones",
    "emails",
    "program_ids",
    "dataset",
    "first_seen",
    "last_seen",
    "last_change",
]
PERSON = {
    "id": "Q-1",
    "schema": "Person",
    "name": "Testfrida Provsson",
    "aliases": 'Frida P;"Provsson; Testfrida";Frida P',
    "birth_date": "1970-01-01;1971",
    "countries": "xx;yy",
    "addresses": "Exempelgatan 1",
    "phones": "070-000 00 00",
    "emails": "frida@exempel.example",
    "program_ids": "EX-1;EX-2",
    "first_seen": "2024-05-27T13:47:02",
    "last_seen": "2026-11-20T00:00:00",
}


def a_file(*rows: dict[str, str], header: list[str] = HEADER) -> str:
    stream = io.StringIO()
    writer = csv.DictWriter(stream, header, extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue()


def read(text: str, **options: object) -> Walked:
    return walk("targets_simple_csv", text, "targets.simple.csv", **options)


def test_a_person_has_every_name_and_date_and_no_address() -> None:
    one = read(a_file(PERSON)).listings[0]
    assert (one.record_id, one.kind, one.name) == ("Q-1", PartyKind.PERSON, "Testfrida Provsson")
    assert one.aliases == ("Frida P", "Provsson; Testfrida")
    assert (one.birth_date, one.listed_on, one.status) == (
        "1970-01-01; 1971",
        date(2024, 5, 27),
        "EX-1; EX-2",
    )
    assert one.payload == {"schema": "Person", "countries": ["xx", "yy"], "program_ids": ["EX-1", "EX-2"]}
    assert not [word for word in ("Exempelgatan", "070", "@", "2026-11-20") if word in repr(one)]


@pytest.mark.parametrize("schema", ["Organization", "Company", "LegalEntity", "PublicBody"])
def test_bodies_stand_beside_persons(schema: str) -> None:
    body = PERSON | {"id": "Q-2", "schema": schema, "name": "Ljus", "identifiers": "X-12;889999-9018"}
    found = read(a_file(PERSON, body))
    assert [one.kind for one in found.listings] == [PartyKind.PERSON, PartyKind.ORGANISATION]
    assert found.by_id["Q-2"].org_number == "8899999018"


@pytest.mark.parametrize(
    "identifiers", ["8899999018", "889999-9019", "889999-9018;889999-9026", "811228-9874"]
)
def test_a_number_is_taken_only_when_it_can_be_no_other(identifiers: str) -> None:
    one = read(a_file(PERSON | {"schema": "Company", "identifiers": identifiers})).listings[0]
    assert one.org_number is None
    assert "9874" not in repr(one)


def test_ships_and_wallets_are_counted_and_told_once() -> None:
    found = read(a_file(PERSON, PERSON | {"schema": "Vessel"}, PERSON | {"schema": "CryptoWallet"}))
    assert (len(found.listings), found.rows_in) == (1, 3)
    assert found.tally.notes.count("not_parties_left_out") == 1


def test_a_row_without_name_or_id_is_set_aside() -> None:
    found = read(a_file(PERSON | {"name": ""}, PERSON | {"id": ""}))
    assert [one.state for one in found.listings] == [RowState.QUARANTINED] * 2
    assert found.told == [(2, "name", "missing_name"), (3, "id", "missing_record_id")]


def test_the_day_it_was_last_seen_is_no_content() -> None:
    first, second = (
        read(a_file(PERSON | {"last_seen": day})).listings[0].content_hash
        for day in ("2026-11-19", "2026-11-20")
    )
    assert first == second


@pytest.mark.parametrize(
    ("cell", "values"),
    [
        ("", []),
        ("a;b;a", ["a", "b"]),
        ('"a;b";c', ["a;b", "c"]),
        ('"say ""hi""";c', ['say "hi"', "c"]),
        ("a\nb;c", ["a b", "c"]),
        ('"open;c', ['"open', "c"]),
        ("  a ;; b", ["a", "b"]),
    ],
)
def test_values_of_a_cell(cell: str, values: list[str]) -> None:
    assert values_of(cell) == values


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (a_file(PERSON, header=[name for name in HEADER if name != "schema"]), "missing_column"),
        (a_file(), "too_few_rows"),
        (a_file(PERSON) + 'Q-9,Person,"open', "broken_csv"),
    ],
)
def test_unusable(text: str, code: str) -> None:
    with pytest.raises(UnusableFile) as refused:
        read(text)
    assert refused.value.code == code
