"""What numbers say of two bodies: the organisation number, former ones, and the giro account."""

from rapidfuzz.distance import OSA
from stdnum import luhn

from vetting.domain.evidence import Feature, ListingFacts, PartyFacts, Reason

DECIDES = frozenset((Feature.ORG_NUMBER_SAME, Feature.ORG_NUMBER_FORMER))


def number_reason(party: PartyFacts, listing: ListingFacts) -> Reason | None:
    """How the two organisation numbers stand to each other; None when one side has none."""
    ours, theirs = party.org_number, listing.org_number
    if ours and ours == theirs:
        return Reason(Feature.ORG_NUMBER_SAME, ours, theirs, 1.0)
    if party.other_numbers or listing.other_numbers:
        mine, yours = _all(party), _all(listing)
        if met := next((number for number in mine if number in yours), None):
            return Reason(Feature.ORG_NUMBER_FORMER, ours or met, theirs or met, 0.95)
    if not ours or not theirs:
        return None
    if OSA.distance(ours, theirs, score_cutoff=1) <= 1:
        return Reason(Feature.ORG_NUMBER_NEAR, ours, theirs, 0.1)
    return Reason(Feature.ORG_NUMBER_DIFFERS, ours, theirs, -0.3)


def giro_reason(party: PartyFacts, listing: ListingFacts) -> Reason | None:
    """An equal account speaks for one body, however it is written; another account says nothing."""
    if not party.giro or not listing.giro:
        return None
    ours, theirs = _digits(party.giro), _digits(listing.giro)
    return Reason(Feature.GIRO_SAME, party.giro, listing.giro, 0.5) if ours and ours == theirs else None


def is_another_body(reason: Reason | None) -> bool:
    """Two different numbers that both are whole; one that cannot be a number may be a slip of the pen."""
    if reason is None or reason.feature is not Feature.ORG_NUMBER_DIFFERS:
        return False
    return luhn.is_valid(reason.query) and luhn.is_valid(reason.record)


def _all(facts: PartyFacts | ListingFacts) -> tuple[str, ...]:
    return ((facts.org_number,) if facts.org_number else ()) + facts.other_numbers


def _digits(text: str) -> str:
    return "".join(c for c in text if c in "0123456789")
