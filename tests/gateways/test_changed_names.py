"""A party meets the changed listings that may mean it, by name, spelling, part or number."""

import random

import pytest

from vetting.domain.evidence import ListingFacts, PartyFacts
from vetting.domain.matching import match
from vetting.domain.terms import PartyKind
from vetting.domain.token_weights import weights_of
from vetting.gateways import changed_names
from vetting.gateways.changed_names import ChangedListings

LISTED = [
    ("Granlunda Kulturförening", None),
    ("Söderdals Skytteklubb", None),
    ("Vävstolen Hantverk och Slöjd", "8899999026"),
    ("Kungsängens Idrottsförening Bordtennis", None),
    ("Å", None),
    *[(f"Provbyns Hembygdsförening nummer {n}", None) for n in range(40)],
]


def listings(named):
    return {
        f"{n:016x}": ListingFacts(str(n), name, org_number=number) for n, (name, number) in enumerate(named)
    }


def nearest(party, index=None):
    (found,) = (index or ChangedListings(listings(LISTED))).near([party])
    return [int(one, 16) for one in found]


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
        (PartyFacts("Å"), 4),
    ],
)
def test_the_nearest_comes_first(party, first):
    assert nearest(party)[0] == first


def test_other_names_and_accounts_of_a_listing_count_too():
    one = ListingFacts("1", "Ettan", aliases=("Granlunda Kulturförening",), giro="12345678")
    index = ChangedListings({"0" * 15 + "7": one, **listings([("Provby Byalag", None)])})
    assert nearest(PartyFacts("Granlunda Kultur"), index) == [7]
    assert nearest(PartyFacts("Helt Annat", giro="12345678"), index) == [7]


@pytest.mark.parametrize(
    "party",
    [PartyFacts("Zzyxq"), PartyFacts("Granlunda Kulturförening", kind=PartyKind.PERSON), PartyFacts("")],
)
def test_nobody_near_gives_nothing(party):
    assert nearest(party) == []


def test_without_listings_or_parties_nobody_is_near():
    assert ChangedListings({}).near([PartyFacts("Granlunda"), PartyFacts("")]) == [[], []]
    assert ChangedListings(listings(LISTED)).near([]) == []
    assert ChangedListings(listings([("", None)])).near([PartyFacts("Granlunda")]) == [[]]


def test_few_are_handed_over_however_many_are_alike():
    assert len(nearest(PartyFacts("Provbyns Hembygdsförening"))) == 25


PLACES = [first + last for first in ("Gran", "Björk", "Söder", "Lång", "Ek", "Alm") for last in
          ("lunda", "dal", "torp", "hult", "by", "vik", "ås", "sätra")]  # fmt: skip
KINDS = ("Kulturförening", "IF", "Hembygdsförening", "Skytteklubb", "byalag", "Teatersällskap", "Båtklubb")


def _slipped(name, chance):
    """Two letters exchanged, one gone, a word dropped, or another order."""
    at = chance.randrange(1, len(name) - 2)
    words = name.split()
    return chance.choice(
        [
            name[:at] + name[at + 1] + name[at] + name[at + 2 :],
            name[:at] + name[at + 1 :],
            " ".join(reversed(words)),
            f"{name} i Provby",
            name,
        ]
    )


@pytest.fixture(scope="module")
def invented():
    """200 names, and 80 parties named after some of them, written otherwise."""
    chance = random.Random(5)
    names = chance.sample([f"{place} {kind}" for place in PLACES for kind in KINDS], 200)
    parties = [PartyFacts(_slipped(chance.choice(names), chance)) for _ in range(80)]
    return listings([(name, None) for name in names]), parties


def test_hardly_a_listing_that_the_matcher_would_tell_of_is_passed_over(invented):
    listed, parties = invented
    weights = weights_of([one.name for one in listed.values()])
    hits = [
        (party, listing_id)
        for party in parties
        for listing_id, facts in listed.items()
        if match(party, facts, weights)
    ]
    index = ChangedListings(listed)
    near = dict(zip(map(id, parties), index.near(parties), strict=True))
    assert len(hits) > 80
    met = sum(listing_id in near[id(party)] for party, listing_id in hits)
    assert met >= 0.97 * len(hits)
    assert sum(map(len, near.values())) < 0.1 * len(parties) * len(listed)


def test_the_same_is_near_however_many_are_asked_about_at_once(invented, monkeypatch):
    listed, parties = invented
    together = ChangedListings(listed).near(parties)
    assert [nearest for party in parties for nearest in ChangedListings(listed).near([party])] == together
    monkeypatch.setattr(changed_names, "CELLS", 1)
    assert ChangedListings(listed).near(parties) == together


def test_long_lists_are_not_read(monkeypatch):
    monkeypatch.setattr(changed_names, "WALKED", 39)
    assert nearest(PartyFacts("Provbyns Hembygdsförening")) == []
    assert nearest(PartyFacts("Provbyns Hembygdsförening nummer 7"))[0] == 12
