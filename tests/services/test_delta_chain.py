"""A publisher's chain of changes, through the whole pipeline: empty ones, the same bytes twice, a gap, a ZIP."""

import datetime as dt
import io
import json
import zipfile

import pytest

from tests.makers import NOW
from tests.makers_deliveries import read_back
from tests.makers_sources import a_list, a_source
from vetting.domain.authority import SYSTEM
from vetting.domain.errors import UnusableFile
from vetting.domain.terms import Partner
from vetting.services import snapshots

VERSIONS = [f"2026010{day}120000-{letter * 3}" for day, letter in zip("12345", "abcde", strict=True)]
FULL = f"{VERSIONS[0]}_entities.ftm.json"


def entity(own_id: str, name: str) -> dict[str, object]:
    return {"id": own_id, "schema": "Company", "properties": {"name": [name]}, "datasets": ["prov"]}


def lines(*rows: object) -> bytes:
    return "".join(json.dumps(row) + "\n" for row in rows).encode()


def a_zip(name: str, data: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return packed.getvalue()


@pytest.fixture
def send(app):
    key = a_source("prov", "ftm_json", partner=Partner.SANCTIONS, settings={"versions": VERSIONS})

    def go(name: str, data: bytes, **more: str):
        return snapshots.receive_delivery(key, data, file_name=name, as_of=None, by=SYSTEM, now=NOW, **more)

    return go


def delta(number: int) -> str:
    return f"{VERSIONS[number]}_entities.delta.json"


def test_a_chain(send):
    assert send(FULL, lines(entity("A", "Ett AB"), entity("B", "Två AB"))).state == "active"
    first = send(delta(1), b"")
    assert (first.state, first.rows["in"], first.as_of) == ("active", 0, dt.date(2026, 1, 2))
    assert send(delta(1), b"").state == "unchanged"
    assert send(delta(2), b"").state == "active"  # the same bytes, and another delivery
    gap = send(delta(4), lines({"op": "DEL", "entity": {"id": "A"}}))
    assert (gap.state, gap.reason) == ("rejected", "delta_gap")
    changed = lines({"op": "MOD", "entity": entity("A", "Ettan AB")}, {"op": "DEL", "entity": {"id": "B"}})
    told = send("ändringar.zip", a_zip(delta(3), changed))
    assert (told.state, told.changes) == ("active", {"added": 0, "modified": 1, "removed": 1})
    assert send(delta(4), b"").state == "active"
    assert read_back("prov") == {"A": "Ettan AB"}


def test_what_a_delta_builds_on_may_be_told(send):
    send(FULL, lines(entity("A", "Ett AB")))
    late = "20260301120000-zzz_entities.delta.json"
    assert send(late, b"").reason == "delta_order_unknown"
    assert send(late, b"", follows=VERSIONS[0]).state == "active"


def test_a_whole_list_may_not_be_empty(send):
    with pytest.raises(UnusableFile, match="empty_file"):
        send(FULL, b"")


@pytest.mark.parametrize("share", [0.3, 0.7, 0.99])
def test_a_packed_list_cut_short(app, share):
    key = a_source("lista", "spreadsheet_drop", partner=Partner.ASSOCIATIONS)
    data = a_zip("lista.csv", a_list([(f"Provförening {n}", "", "Provby", "") for n in range(50)]))

    def send(data):
        return snapshots.receive_delivery(key, data, file_name="l.zip", as_of=None, by=SYSTEM, now=NOW)

    assert send(data).rows["in"] == 50
    told = send(data[: int(len(data) * share)])
    assert (told.state, told.reason) == ("rejected", "broken_zip")
    assert len(read_back(key)) == 50
