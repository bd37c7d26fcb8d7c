"""FollowTheMoney collections: parties in, the rest counted, nothing half."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tests.makers_walks import Walk, walk_bytes
from vetting.domain.errors import UnusableFile
from vetting.domain.terms import PartyKind, RowState
from vetting.gateways.registries.ftm_json import ADAPTER
from vetting.gateways.source import SourceOptions

FIRST = "20260101120000-aaa"
FULL = f"{FIRST}_entities.ftm.json"
Reading = Callable[..., Walk]


def an_entity(number: str = "X-1", schema: str = "Organization", **properties: object) -> dict[str, object]:
    told = {"name": ["Exempel Hjälpfond"], "topics": ["sanction"]} | properties
    return {
        "id": number,
        "caption": "Exempel Hjälpfond",
        "schema": schema,
        "properties": told,
        "referents": ["x-b", "x-a"],
        "datasets": ["prov"],
        "first_seen": "2024-01-01T00:00:00",
        "last_seen": "2026-01-01T00:00:00",
        "last_change": "2025-01-01T00:00:00",
        "target": True,
    }


def lines(*values: object, end: str = "\n") -> bytes:
    return ("\n".join(json.dumps(one, ensure_ascii=False) for one in values) + end).encode()


def a_change(op: str, number: str = "X-1", **more: object) -> dict[str, object]:
    return {"op": op, "entity": {"id": number} if op == "DEL" else an_entity(number, **more)}  # type: ignore[arg-type]


@pytest.fixture
def read(tmp_path: Path) -> Reading:
    def reading(data: bytes, filename: str = FULL, *, min_rows: int = 1, **settings: object) -> Walk:
        options = SourceOptions(min_rows=min_rows, settings=settings)
        return walk_bytes(ADAPTER, tmp_path, data, filename=filename, options=options)

    return reading


def refusal(read: Reading, data: bytes, filename: str = FULL, **settings: object) -> UnusableFile:
    with pytest.raises(UnusableFile) as refused:
        read(data, filename, **settings)
    return refused.value


def test_an_organisation(read: Reading) -> None:
    entity = an_entity(
        alias=["EHF International"],
        weakAlias=["Fonden"],
        previousName=["Gamla Fonden", "Exempel Hjälpfond"],
        country=["se"],
        registrationNumber=["889999-9018", "HRB 12"],
        address=["Provgatan 1, Provstad"],
        email=["prov@example.invalid"],
        modifiedAt=["2026-01-01"],
    )
    found = read(lines(entity))
    (one,) = found.listings
    assert (found.tally.version, found.tally.as_of, found.tally.is_delta) == (FIRST, date(2026, 1, 1), False)
    assert (one.record_id, one.kind, one.name) == ("X-1", PartyKind.ORGANISATION, "Exempel Hjälpfond")
    assert one.aliases == ("EHF International", "Gamla Fonden", "Fonden")
    assert (one.org_number, one.status, one.state, one.row_no) == ("8899999018", "sanction", RowState.OK, 1)
    assert one.payload == {
        "schema": "Organization",
        "topics": ["sanction"],
        "country": ["se"],
        "address": ["Provgatan 1, Provstad"],
        "registrationNumber": ["889999-9018", "HRB 12"],
        "referents": ["x-b", "x-a"],
        "datasets": ["prov"],
        "weak_aliases": ["Fonden"],
        "target": True,
    }


def test_a_person(read: Reading) -> None:
    entity = an_entity(
        schema="Person",
        name=["Testfrida Provsson", "Frida Prov"],
        birthDate=["1970-05-04", "1971", "1972-03", "1970-05-04", "okänt", "1970-13-41"],
        idNumber=["811228-9874", "AB 12"],
        registrationNumber=["889999-9018"],
        country=["se"],
    )
    (one,) = read(lines(entity | {"caption": "Frida Prov"})).listings
    assert (one.kind, one.name, one.aliases) == (PartyKind.PERSON, "Frida Prov", ("Testfrida Provsson",))
    assert (one.birth_date, one.org_number) == ("1970; 1970-05-04; 1971; 1972", None)
    assert one.payload["idNumber"] == ["******-****", "AB 12"]
    assert "9874" not in repr(one)


@pytest.mark.parametrize(
    ("properties", "number"),
    [
        ({"country": ["se"], "registrationNumber": ["8899999018"]}, "8899999018"),
        ({"jurisdiction": ["SE"], "taxNumber": ["SE889999901801"]}, "8899999018"),
        ({"country": ["no"], "registrationNumber": ["8899999018"]}, None),
        ({"registrationNumber": ["8899999018"]}, None),
        ({"country": ["se"], "registrationNumber": ["8899999019"]}, None),
        ({"country": ["se"], "idNumber": ["811228-9874"]}, None),
    ],
)
def test_swedish_numbers(read: Reading, properties: dict[str, object], number: str | None) -> None:
    (one,) = read(lines(an_entity(**properties))).listings
    assert one.org_number == number
    assert "9874" not in repr(one)


def test_what_is_no_party_is_counted_and_told_once(read: Reading) -> None:
    others = [an_entity(f"X-{one}", one) for one in ("Address", "Sanction", "Ownership", "Vessel", "Address")]
    parties = [
        an_entity(one, one) for one in ("Person", "Organization", "Company", "LegalEntity", "PublicBody")
    ]
    found = read(lines(*others, *parties))
    assert [one.record_id for one in found.listings] == [str(one["schema"]) for one in parties]
    assert (found.rows_in, found.tally.left_out[RowState.OK]) == (10, 5)
    assert found.tally.notes == ["not_parties_left_out"]


@pytest.mark.parametrize(
    ("entity", "name", "codes", "state"),
    [
        (an_entity(name=[]), "Exempel Hjälpfond", [], RowState.OK),
        (an_entity(name=[]) | {"caption": ""}, "", ["missing_name"], RowState.QUARANTINED),
        (an_entity(name=[], weakAlias=["EHF"]) | {"caption": None}, "EHF", [], RowState.OK),
        (an_entity(name=["Ö", "Å"]) | {"caption": "Annat"}, "Å", [], RowState.OK),
        (an_entity("") | {"caption": "X"}, "Exempel Hjälpfond", ["missing_record_id"], RowState.QUARANTINED),
        (an_entity("se-811228-9874"), "Exempel Hjälpfond", ["missing_record_id"], RowState.QUARANTINED),
        (an_entity(name=["Fonden 811228-9874"]), "Fonden ******-****", ["personal_number_in_text"], RowState.MASKED),
        (an_entity(name="Ett namn", topics={"a": [1]}, country=[None, 7, ["se"]]), "Ett namn", [], RowState.OK),
        (an_entity(name=["Fon\u200bden\u0000\ud800 \n Prov"]), "Fonden Prov", [], RowState.OK),
    ],
)  # fmt: skip
def test_odd_entities(
    read: Reading, entity: dict[str, object], name: str, codes: list[str], state: RowState
) -> None:
    found = read((json.dumps(entity) + "\n").encode())
    (one,) = found.listings
    assert (one.name, found.codes, one.state) == (name, codes, state)
    assert one.content_hash
    assert "9874" not in repr(found.rows) + repr(found.tally.problems)


def test_only_content_changes_the_hash(read: Reading) -> None:
    one = read(lines(an_entity(alias=["A", "B"]))).listings[0].content_hash
    seen = an_entity(alias=["B", "A"], modifiedAt=["2026-05-05"]) | {"last_seen": "2026-11-01T00:00:00"}
    assert read(lines(seen)).listings[0].content_hash == one
    assert read(lines(an_entity(alias=["A", "C"]))).listings[0].content_hash != one


@pytest.mark.parametrize("end", ["\n", "", "\r\n", "\n\n \n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_ends_and_a_byte_order_mark_are_tolerated(read: Reading, end: str, mark: bytes) -> None:
    found = read(mark + lines(an_entity("A"), an_entity("B"), end=end))
    assert [one.record_id for one in found.listings] == ["A", "B"]
    assert found.tally.encoding == ("utf-8-sig" if mark else "utf-8")


WHOLE = lines(an_entity("A"), an_entity("B"))
BAD = {
    "empty": (b"", "empty_file"),
    "blank": (b" \n\n", "too_few_rows"),
    "only others": (lines(an_entity("A", "Address")), "too_few_rows"),
    "half a line at the end": (WHOLE[:-20], "truncated_json"),
    "a letter cut in two": ('{"id": "Å'.encode()[:-1], "truncated_json"),
    "zeros at the end": (WHOLE + bytes(512), "truncated_json"),
    "a broken line in the middle": (WHOLE.replace(b'"caption": ', b'"caption" ', 1), "broken_json"),
    "two objects in a line": (WHOLE.replace(b"\n", b" ", 1), "broken_json"),
    "latin 1": (WHOLE.replace("ä".encode(), b"\xe4"), "broken_json"),
    "utf-16": (WHOLE.decode().encode("utf-16"), "broken_json"),
    "not a number": (WHOLE.replace(b"true", b"NaN", 1), "broken_json"),
    "infinity": (WHOLE.replace(b"true", b"-Infinity", 1), "broken_json"),
    "a huge number": (WHOLE.replace(b"true", b"9" * 5000, 1), "broken_json"),
    "too deep": (WHOLE.replace(b"true", b"[" * 100_000 + b"]" * 100_000, 1), "json_too_deep"),
    "a list": (b"[1]\n", "not_ftm_line"),
    "an indented list": (b"[\n{}\n]\n", "broken_json"),
    "a word": (b'"namn"\n', "not_ftm_line"),
    "another kind of object": (b'{"versions": {}}\n', "not_ftm_line"),
    "properties that are none": (lines(an_entity() | {"properties": [1]}), "not_ftm_line"),
    "no id": (lines({"schema": "Person", "properties": {}}), "not_ftm_line"),
    "a delta under the name of a collection": (lines(a_change("ADD")), "not_ftm_line"),
    "gzip": (b"\x1f\x8b\x08\x00\x00", "truncated_json"),
    "a line that never ends": (b'{"id": "' + b"x" * 9_000_000, "entry_too_large"),
}  # fmt: skip


@pytest.mark.parametrize("what", BAD)
def test_unusable_collections(read: Reading, what: str) -> None:
    data, code = BAD[what]
    assert refusal(read, data).code == code


def test_a_collection_cut_off_within_a_line_is_refused_wherever_it_ends(read: Reading) -> None:
    border = WHOLE.index(b"\n") + 1
    for cut in range(1, len(WHOLE) - 1, 7):
        if cut not in (border - 1, border):
            assert refusal(read, WHOLE[:cut]).code == "truncated_json", cut


def test_the_line_is_told(read: Reading) -> None:
    assert refusal(read, WHOLE + b"{}}\n").facts["line"] == 3
