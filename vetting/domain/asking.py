"""Which sources are asked about whom. A list of faith communities only identifies a community.

Religious belief is sensitive (EU 2016/679, article 9): such a list is asked about a body that is a faith
community itself, to tell it from others, and never about anybody else. Standing in it, or not, is no sign of
anything.
"""

from enum import StrEnum

from vetting.domain.communities import is_community_name, is_community_number
from vetting.domain.evidence import PartyFacts
from vetting.domain.terms import Partner, PartyKind


class NotAsked(StrEnum):
    """Why a source is by rule not asked; such a source is no part of the outcome."""

    NOT_A_COMMUNITY = "not_a_community"
    BELIEF_OF_A_PERSON = "belief_of_a_person"


BY_RULE = frozenset(one.value for one in NotAsked)


def why_not_asked(partner: Partner, party: PartyFacts) -> NotAsked | None:
    """Why the partner's source is not asked about the party; None when it is."""
    if partner is not Partner.FAITH_COMMUNITIES:
        return None
    if party.kind is PartyKind.PERSON:
        return NotAsked.BELIEF_OF_A_PERSON
    return None if is_community(party) else NotAsked.NOT_A_COMMUNITY


def is_community(party: PartyFacts) -> bool:
    """By its own number, that of one before or after it, or any of its names."""
    return any(map(is_community_number, (party.org_number or "", *party.other_numbers))) or any(
        map(is_community_name, (party.name, *party.aliases))
    )
