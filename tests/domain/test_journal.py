"""The journal's bytes: the same on every machine, and every part of a link is bound."""

import unicodedata
from dataclasses import replace

import pytest

from vetting.domain.journal import GENESIS, Link, canonical, link_hash, payload_digest

KEY = b"k" * 32
LINK = Link(1, "2026-11-20T09:00:00.000000+00:00", "a1", "CaseMoved", "case:c1", "c1", "d" * 64, GENESIS)


def test_canonical_bytes_do_not_depend_on_order_or_on_how_letters_are_composed():
    assert canonical({"b": 1, "a": [True, None]}) == b'{"a":[true,null],"b":1}'
    assert canonical({"ort": unicodedata.normalize("NFD", "Ängby")}) == canonical({"ort": "Ängby"})


def test_what_is_not_a_number_is_refused():
    with pytest.raises(ValueError, match="JSON"):
        canonical({"x": float("nan")})


@pytest.mark.parametrize(
    "changed",
    [
        {"seq": 2},
        {"at": "2026-11-20T09:00:00.000001+00:00"},
        {"actor": "a2"},
        {"name": "CaseAssigned"},
        {"subject": "case:c2"},
        {"case": ""},
        {"payload_digest": "e" * 64},
        {"prev": "1" * 64},
    ],
)
def test_every_part_of_a_link_is_bound(changed):
    assert link_hash(KEY, replace(LINK, **changed)) != link_hash(KEY, LINK)


def test_the_key_is_needed():
    assert link_hash(b"other", LINK) != link_hash(KEY, LINK)


def test_a_payload_is_bound_with_its_salt():
    assert payload_digest("aa", {"x": 1}) == payload_digest("aa", {"x": 1})
    assert payload_digest("aa", {"x": 1}) != payload_digest("ab", {"x": 1})
    assert payload_digest("aa", {"x": 1}) != payload_digest("aa", {"x": 2})
