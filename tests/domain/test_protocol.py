"""The protocol of a draw: its bytes, and that nothing but them is read back."""

import hashlib
import json

import pytest
from hypothesis import given

from tests.makers_draws import a_protocol, a_seal, frames, terms_of_draws
from vetting.domain.errors import UnusableFile
from vetting.domain.protocol import protocol_bytes, read_protocol
from vetting.domain.sealed_document import sealed_bytes


def test_it_holds_what_an_outsider_needs():
    document = json.loads(protocol_bytes(a_protocol(seed=" 4 1  6")))
    assert document["format"] == "vetting-protocol-1"
    assert document["seed"] == "4 1 6"
    assert document["seal"] == json.loads(sealed_bytes(a_seal()))
    assert document["seal_digest"] == hashlib.sha256(sealed_bytes(a_seal())).hexdigest()
    assert document["sealed_at"] == "2026-10-15T08:00:00+00:00"
    assert document["witnesses"] == ["Åsa Ek", "Bo Alm"]
    assert set(document["random"][0]) == {"stratum", "items", "draw", "drawn", "reserves"}
    assert set(document["weighted"]) == {"draw", "drawn", "reserves"}
    assert document["weighted"]["draw"] == len(document["weighted"]["drawn"]) == 4
    item, lot, weight = document["weighted"]["drawn"][0]
    lots = [hashlib.sha256(f"4 1 6|K{number}|{item}".encode()).hexdigest() for number in range(1, weight + 1)]
    assert lot == min(lots)


@given(frames(30), terms_of_draws())
def test_it_is_read_back_whole(lines, terms):
    protocol = a_protocol(a_seal(lines, terms))
    assert read_protocol(protocol_bytes(protocol)) == protocol


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"null",
        b"{}",
        protocol_bytes(a_protocol()) + b" ",
        protocol_bytes(a_protocol()).replace(b"vetting-protocol-1", b"vetting-protocol-2"),
        protocol_bytes(a_protocol()).replace(b'"seed_kind":"dice"', b'"seed_kind":"guess"'),
        protocol_bytes(a_protocol()).replace(b'"sealed_at":"2026', b'"sealed_at":"x'),
        protocol_bytes(a_protocol()).replace(b'"weighted":', b'"weighed":'),
    ],
    ids=range(8),
)
def test_other_bytes_are_not_a_protocol(data):
    with pytest.raises(UnusableFile, match="protocol_unreadable"):
        read_protocol(data)
