"""Numbers beside names: former numbers, giro accounts, and numbers that cannot be numbers."""

import pytest

from vetting.domain.evidence import Feature, ListingFacts, PartyFacts
from vetting.domain.matching import match
from vetting.domain.terms import Band
from vetting.domain.token_weights import weights_of

NUMBER, OTHER = "8899999018", "8899999026"
WEIGHTS = weights_of(["Norrlyckan IF", "Ljusgårdens Byalag", "Södergläntans Kulturförening"])


def test_a_former_number_reaches_what_the_number_reaches() -> None:
    party = PartyFacts("Norrlyckan IF", org_number=OTHER)
    same = match(party, ListingFacts("r1", "Norrlyckans Idrottsförening", other_numbers=(OTHER,)), WEIGHTS)
    unlike = match(party, ListingFacts("r1", "Ljusgårdens Byalag", other_numbers=(OTHER,)), WEIGHTS)
    assert same
    assert unlike
    assert same.band is Band.CONFIRMED
    assert unlike.band is Band.ID_MATCH_NAME_CONFLICT
    assert Feature.ORG_NUMBER_FORMER in {reason.feature for reason in same.reasons}


@pytest.mark.parametrize(
    ("name", "number", "expected"),
    [
        ("Norrlyckan IF Rodd", None, Band.STRONG),
        ("Ljusgårdens Byalag", None, Band.POSSIBLE),
        ("Norrlyckan IF Rodd", "2529999019", Band.POSSIBLE),
    ],
)
def test_an_equal_giro_stands_between_number_and_name(name: str, number: str | None, expected: Band) -> None:
    party = PartyFacts("Norrlyckan IF", org_number=NUMBER, giro="9012-3456")
    found = match(party, ListingFacts("r1", name, org_number=number, giro="90 123456"), WEIGHTS)
    assert found
    assert found.band is expected
    assert Feature.GIRO_SAME in {reason.feature for reason in found.reasons}


def test_another_giro_says_nothing() -> None:
    party = PartyFacts("Norrlyckan IF", giro="90123456")
    with_giro = match(party, ListingFacts("r1", "Norrlyckan IF", giro="90123457"), WEIGHTS)
    assert with_giro == match(party, ListingFacts("r1", "Norrlyckan IF"), WEIGHTS)


def test_a_number_that_cannot_be_one_does_not_doubt_an_equal_name() -> None:
    party = PartyFacts("Norrlyckan IF", org_number=NUMBER)
    broken = match(party, ListingFacts("r1", "Norrlyckan IF", org_number="2529999010"), WEIGHTS)
    assert broken
    assert broken.band is Band.STRONG
