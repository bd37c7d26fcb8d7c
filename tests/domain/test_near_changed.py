"""A party meets the changed listings that may mean it, by name, spelling, part or number."""

import pytest

from vetting.domain.evidence import ListingFacts, PartyFacts
from vetting.domain.near_changed import ChangedListings
from vetting.domain.terms import PartyKind

LISTED = [
    ("Granlunda Kulturförening", None),
    ("Söderdals Skytteklubb", None),
    ("Vävstolen Hantverk och Slöjd", "8899999026"),
    ("Kungsängens Idrottsförening Bordtennis", None),
    *[(f"Provbyns Hembygdsförening nummer {n}", None) for n in range(40)],
]
INDEX = ChangedListings(
    (f"{n:016x}", ListingFacts(str(n), name, org_number=number)) for n, (name, number) in enumerate(LISTED)
)


@pytest.mark.parametrize(
    ("party", "first"),
    [
        (PartyFacts("Granlunda Kulturforening"), 0),
        (PartyFacts("Granlunda Kultur"), 0),
        (PartyFacts("Söderdahls Skyttklubb"), 1),
        (PartyFacts("Helt Annat", org_number="8899999026"), 2),
        (PartyFacts("Helt Annat", other_numbers=("8899999026",)), 2),
        (PartyFacts("Någonting", aliases=("Hantverk & Slöjd Vävstolen",)), 2),
        (PartyFacts("Kungsängens IF"), 3),
    ],
)
def test_the_nearest_comes_first(party, first):
    assert next(iter(INDEX.near(party))) == f"{first:016x}"


@pytest.mark.parametrize(
    "party",
    [PartyFacts("Zzyxq"), PartyFacts("Granlunda Kulturförening", kind=PartyKind.PERSON), PartyFacts("")],
)
def test_nobody_near_gives_nothing(party):
    assert list(INDEX.near(party)) == []


def test_few_are_handed_over_however_many_are_alike():
    assert len(INDEX.near(PartyFacts("Provbyns Hembygdsförening"))) == 25
