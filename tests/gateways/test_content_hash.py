"""The only proof of change: what counts as content of a listing, and what does not."""

import unicodedata

import pytest

from vetting.domain.terms import PartyKind, RowState
from vetting.gateways.source import Listing

NAME = "Åby Provförening"


def hashed(name: str = NAME, **more: object) -> str:
    return Listing("1", PartyKind.ORGANISATION, name, **more).content_hash  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "same",
    [
        hashed("  Åby\u00a0  Provförening\n"),
        hashed(unicodedata.normalize("NFD", NAME)),
        hashed(status=" ", seat=""),
        hashed(payload={"a": "", "b": [], "c": None}),
        hashed(row_no=7, state=RowState.QUARANTINED),
    ],
)
def test_blanks_forms_and_places_are_no_content(same):
    assert same == hashed()


def test_order_of_names_is_no_content():
    assert hashed(aliases=("a", "b"), payload={"x": [1, 2]}) == hashed(
        aliases=("b", "a"), payload={"x": [2, 1]}
    )
    assert hashed(status="x ") == hashed(status="x")
    assert hashed("a|b") == hashed(" a|b")


def test_everything_else_is():
    texts = [
        hashed(),
        hashed("Åby|Provförening"),
        hashed("Åby", org_number="Provförening"),
        hashed("Åby|", org_number="Provförening"),
        hashed("Åby", org_number="|Provförening"),
        hashed(seat="Åby"),
        hashed(status="Åby"),
        hashed(birth_date="1970"),
        hashed(aliases=("a",)),
        hashed(payload={"aliases": ["a"]}),
        hashed("\ud800"),
        hashed("å" * 401),
        hashed("å" * 402),
    ]
    assert len(set(texts)) == len(texts)
    assert {len(one) for one in texts} == {32}
