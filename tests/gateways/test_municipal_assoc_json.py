"""Association registers as JSON: whole by their own count, without contact persons, dead rows set aside."""

import json
from datetime import date
from pathlib import Path

import pytest

from tests.gateways.walking import Walked, walk
from vetting.domain.errors import UnusableFile
from vetting.domain.terms import RowState


def customer(number: int, name: str, **more: object) -> dict[str, object]:
    return {
        "Id": number,
        "Name": name,
        "DistrictNames": ["Nordby"],
        "AssociationCategoryName": "Kultur",
        "Address": "c/o Testperson Ett, Exempelgatan 1",
        "ZipCode": "99999",
        "City": "EXEMPELSTAD",
        "Phone": "070-000 00 00",
        "Email": "testperson@exempel.example",
        "CustomerOccupations": [{"Id": 1, "Name": "Teater"}],
        "CustomerContactPeople": [{"Id": 1, "Name": "Testperson", "Surname": "Ett"}],
    } | more


def envelope(*customers: object, total: int | None = None) -> str:
    return json.dumps(
        {"TotalNumberOfElements": len(customers) if total is None else total, "Customers": customers}
    )


def flat(name: str, number: object = None, city: str | None = "Nordby", **more: object) -> dict[str, object]:
    inner = {"name": name, "org_number": number, "types": ["Kultur"], "activities": [], "city": city}
    return {
        "source_system": "RBOK",
        "municipality": "Exempelstad",
        "scraped_at": "2026-10-27T05:23:33.853Z",
        "association": inner | more,
    }


def read(data: object, **options: object) -> Walked:
    text = data if isinstance(data, str) else json.dumps(data)
    return walk("municipal_assoc_json", text, "register.json", **options)


def test_the_envelope_is_read_without_persons_addresses_and_phones() -> None:
    found = read(envelope(customer(563, "Exempelbygdens Kulturfören.")))
    one = found.listings[0]
    assert (one.record_id, one.name, one.seat) == ("563", "Exempelbygdens Kulturfören.", "EXEMPELSTAD")
    assert one.payload == {
        "types": ["Kultur"],
        "activities": ["Teater"],
        "district": "Nordby",
        "source_system": "IBGO",
    }
    assert not [word for word in ("Testperson", "Exempelgatan", "070", "@") if word in repr(found.rows)]


@pytest.mark.parametrize("name", ["Nordby IF - TA BORT", "EJ ANVÄNDAS Nordby", "Testförening Vägbidrag", ""])
def test_dead_test_and_nameless_rows_are_set_aside_and_kept(name: str) -> None:
    found = read(envelope(customer(1, name), customer(2, "Ljus")))
    assert [one.state for one in found.listings] == [RowState.QUARANTINED, RowState.OK]
    assert found.told == [(1, "name", "test_or_dead_row" if name else "missing_name")]
    assert found.rows_in == 2


def test_one_number_on_many_units_is_no_id() -> None:
    found = read(
        [flat("Ljus", "889999-9018"), flat("Ljus ungdom", "889999-9018"), flat("Ljus", "889999-9018")]
    )
    assert len(found.by_id) == 3
    again = read([flat("Ljus ungdom", "889999-9018"), flat("Ljus", "889999-9018")])
    assert set(again.by_id) < set(found.by_id)
    assert found.tally.as_of == date(2026, 10, 27)


def test_numbers_are_classed_and_personal_ones_masked() -> None:
    found = read([flat("Ljus", "811228-9874"), flat("Annan", "889999-9019"), flat("Tredje", "x", city=None)])
    assert found.counts == {"masked": 1, "quarantined": 2}
    assert "9874" not in repr(found.rows) + repr(found.tally)
    assert found.listings[2].seat == "Exempelstad"
    assert found.listings[2].payload["org_number_as_written"] == "x"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (envelope(customer(1, "Ljus"), total=2), "incomplete_file"),
        (envelope(customer(1, "Ljus"))[:-20], "truncated_json"),
        (envelope(), "no_rows"),
        ({"something": "else"}, "unknown_json"),
        ([{"other": 1}], "missing_column"),
        ("", "empty_file"),
    ],
)
def test_unusable(data: object, code: str) -> None:
    with pytest.raises(UnusableFile) as refused:
        read(data)
    assert refused.value.code == code


def test_fewer_rows_than_declared_for_the_source_are_refused() -> None:
    with pytest.raises(UnusableFile, match="too_few_rows"):
        read(envelope(customer(1, "Ljus")), min_rows=2)


@pytest.mark.genuine
@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("falun_ActorSmartbook.json", 788),
        ("huddinge_ActorSmartbook.json", 264),
        ("orebro_IBGO.json", 519),
        ("malmo_RBOK.json", 561),
    ],
)
def test_genuine_registers_go_through_whole(genuine: Path, name: str, rows: int) -> None:
    found = read((genuine / "associations" / name).read_text("utf-8"))
    assert found.rows_in == rows == sum(found.counts.values()) == len(found.by_id)
    assert found.counts["ok"] > 0.8 * rows
    assert {one.record_id for one in found.listings} == set(
        read((genuine / "associations" / name).read_text("utf-8")).by_id
    )
