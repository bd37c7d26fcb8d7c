"""A list of faith communities identifies communities; it is asked about nobody else."""

import re
from pathlib import Path

import pytest

from vetting.domain import screening
from vetting.domain.asking import BY_RULE, NotAsked, why_not_asked
from vetting.domain.communities import is_community_name
from vetting.domain.errors import Refused
from vetting.domain.evidence import PartyFacts
from vetting.domain.sources import Declaration, require_sound
from vetting.domain.terms import CheckOutcome, Partner, PartyKind, SourcePurpose, SourceState

COMMUNITY, BELIEF = NotAsked.NOT_A_COMMUNITY, NotAsked.BELIEF_OF_A_PERSON


@pytest.mark.parametrize(
    ("party", "why"),
    [
        (PartyFacts("Norrdals IF", "8899999018"), COMMUNITY),
        (PartyFacts("Ljuset i Norrdal", "2529999019"), None),
        (PartyFacts("Ljuset i Norrdal", "8899999018", other_numbers=("2529999019",)), None),
        (PartyFacts("Ljuset i Norrdal", "8899999018", other_numbers=("8299999014",)), COMMUNITY),
        (PartyFacts("Norrdals Friförsamling"), None),
        (PartyFacts("Församlingen Ljuset"), None),
        (PartyFacts("Exempeltrossamfundet i Norrdal"), None),
        (PartyFacts("Ljuset", aliases=("Norrdals församling",)), None),
        (PartyFacts("Norrdals församlings vänner"), COMMUNITY),
        (PartyFacts("Föreningen Norrdals Församlingshem"), COMMUNITY),
        (PartyFacts("Församlingsgemenskapens ungdomar"), COMMUNITY),
        (PartyFacts("Historiska Samfundet i Norrdal"), COMMUNITY),
        (PartyFacts("Norrdals kyrkokör"), COMMUNITY),
        (PartyFacts("Norrdals församling", "2529999019", kind=PartyKind.PERSON), BELIEF),
    ],
)
def test_only_a_community_is_asked_about_among_communities(party: PartyFacts, why: NotAsked | None) -> None:
    assert why_not_asked(Partner.FAITH_COMMUNITIES, party) == why
    others = set(Partner) - {Partner.FAITH_COMMUNITIES}
    assert {why_not_asked(partner, party) for partner in others} == {None}


def test_a_source_that_is_not_asked_by_rule_leaves_nothing_open() -> None:
    for reason in BY_RULE:
        assert screening.is_reliable(SourceState.NOT_CONSULTED, reason)
    assert not screening.is_reliable(SourceState.NOT_CONSULTED, "source_unreadable")
    assert screening.outcome_of([], 0) is CheckOutcome.INCOMPLETE


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"purpose": SourcePurpose.WATCH}, "community_is_no_signal"),
        ({"kind": PartyKind.PERSON}, "community_lists_no_persons"),
    ],
)
def test_such_a_list_is_never_a_warning_nor_one_of_persons(more: dict[str, object], code: str) -> None:
    declared = Declaration("samfund", "spreadsheet_drop", Partner.FAITH_COMMUNITIES, **more)
    with pytest.raises(Refused) as refused:
        require_sound(declared)
    assert refused.value.code == code
    require_sound(Declaration("samfund", "spreadsheet_drop", Partner.FAITH_COMMUNITIES))


@pytest.mark.genuine
def test_names_of_genuine_bodies_say_whether_they_are_communities(genuine: Path) -> None:
    """Congregations are known by their names in hundreds; hardly one of their friends' bodies is."""
    register = genuine / "associations" / "national_numbers_and_names.csv"
    rows = [line.split(",", 1) for line in register.read_text(encoding="utf-8").splitlines()[1:]]
    named = [name for _, name in rows if is_community_name(name)]
    friends = [name for name in named if re.search(r"vänner|hem\b|fond\b|församlings\b", name, re.IGNORECASE)]
    registered = [name for number, name in rows if number.startswith("252") and is_community_name(name)]
    assert len(named) > 500
    assert len(friends) <= len(named) * 0.01
    assert len(registered) > 250
