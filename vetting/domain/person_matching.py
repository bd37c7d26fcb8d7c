"""Compares a person with a listed person: the name, and the birth date as the gate."""

from vetting.domain.birth_dates import BIRTH_FEATURE, BirthMatch, birth_match
from vetting.domain.evidence import Feature, ListingFacts, Match, PartyFacts, Reason
from vetting.domain.match_settings import MatchSettings
from vetting.domain.persons import person_name_score
from vetting.domain.terms import Band

NAME_ALONE = 0.65
LIFT = {BirthMatch.SAME: 1.0, BirthMatch.NEAR: 0.85, BirthMatch.YEAR: 0.75}


def match_person(party: PartyFacts, listing: ListingFacts, settings: MatchSettings) -> Match | None:
    """A name alone is never above possible; another full birth date ends it."""
    born = birth_match(party.birth_date, listing.birth_date)
    if born is BirthMatch.CONFLICT:
        return None
    pairs = [(q, r) for q in (party.name, *party.aliases) for r in (listing.name, *listing.aliases)]
    scored = [(person_name_score(query, record), query, record) for query, record in pairs]
    best, query, record = max(scored, key=lambda one: one[0].score)
    if best.score < settings.person_from:
        return None
    reasons = best.reasons
    if (query, record) != (party.name, listing.name):
        reasons = (Reason(Feature.NAME_ALIAS, query, record, 0.0), *reasons)
    lift = LIFT.get(born, NAME_ALONE)
    sure = best.score >= settings.person_strong_from and best.least >= settings.person_word_from
    strong = born is BirthMatch.SAME and sure
    told = Reason(
        BIRTH_FEATURE[born], party.birth_date or "", listing.birth_date or "", round(lift - NAME_ALONE, 2)
    )
    band = Band.STRONG if strong else Band.POSSIBLE
    return Match(listing.record_id, band, round(best.score * lift, 3), (told, *reasons))
