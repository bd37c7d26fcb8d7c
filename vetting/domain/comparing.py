"""One party against the candidates of one source: which are hits, nearest first."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from vetting.domain.candidates import candidate_keys
from vetting.domain.evidence import Feature, ListingFacts, Match, PartyFacts, Reason
from vetting.domain.match_settings import DEFAULT, MatchSettings
from vetting.domain.matching import match
from vetting.domain.names import search_key
from vetting.domain.screening import CANDIDATES_COMPARED
from vetting.domain.terms import Band
from vetting.domain.token_weights import TokenWeights

# What tells two namesakes apart: then a rival does not hold a strong likeness back.
_SETTLES = frozenset(
    (
        Feature.ORG_NUMBER_SAME,
        Feature.ORG_NUMBER_FORMER,
        Feature.ORG_NUMBER_NEAR,
        Feature.GIRO_SAME,
        Feature.BIRTH_DATE_SAME,
    )
)
_ORDER = {band: at for at, band in enumerate(Band)}


@dataclass(frozen=True, slots=True)
class Met:
    """A listing that speaks for a closer look, with the match that says why."""

    listing: ListingFacts
    match: Match


def keys_of(facts: PartyFacts | ListingFacts) -> frozenset[str]:
    """Keys that a party and a row of the own directory share: every name, number and account they have."""
    names = {
        key
        for name in (facts.name, *facts.aliases)
        for key in candidate_keys(name, facts.org_number, kind=facts.kind)
    }
    accounts = {f"g:{facts.giro}"} if facts.giro else set()
    return frozenset(names | accounts | {f"o:{number}" for number in facts.other_numbers})


def is_by_account(found: Match) -> bool:
    """Whether the two have the same account: worth telling however little the names have in common."""
    return any(reason.feature is Feature.GIRO_SAME for reason in found.reasons)


def hits_among(
    party: PartyFacts,
    candidates: Iterable[ListingFacts],
    weights: TokenWeights,
    settings: MatchSettings = DEFAULT,
) -> tuple[Met, ...]:
    """Compares the party with at most CANDIDATES_COMPARED listings; confirmed first, then by score."""
    met = []
    for listing in list(candidates)[:CANDIDATES_COMPARED]:
        found = match(party, listing, weights, settings)
        if found is not None:
            met.append(Met(listing, found))
    clear = [_unless_rivalled(one, met, settings) for one in met]
    return tuple(
        sorted(clear, key=lambda one: (_ORDER[one.match.band], -one.match.score, one.match.record_id))
    )


def _unless_rivalled(one: Met, met: list[Met], settings: MatchSettings) -> Met:
    """A strong likeness by name alone, where another body is almost as like, is only possible."""
    if one.match.band is not Band.STRONG or any(reason.feature in _SETTLES for reason in one.match.reasons):
        return one
    least = one.match.score - settings.runner_up_margin
    rival = next((other for other in met if other.match.score >= least and _is_another(one, other)), None)
    if rival is None:
        return one
    told = Reason(Feature.RUNNER_UP_NEAR, one.listing.name, rival.listing.name, -settings.runner_up_margin)
    return Met(one.listing, replace(one.match, band=Band.POSSIBLE, reasons=(*one.match.reasons, told)))


def _is_another(one: Met, other: Met) -> bool:
    """Two rows of one number, or of one name without numbers, are one body told twice."""
    ours, theirs = one.listing, other.listing
    if ours.record_id == theirs.record_id:
        return False
    if ours.org_number and theirs.org_number:
        return ours.org_number != theirs.org_number
    return search_key(ours.name) != search_key(theirs.name)


def ranked_by_shared_keys(party: PartyFacts, rows: Iterable[ListingFacts]) -> list[ListingFacts]:
    """Rows of a register without an index of keys, those sharing most with the party first."""
    keys = keys_of(party)
    scored = []
    for row in rows:
        shared = keys & keys_of(row)
        if shared:
            whole = sum(key[:2] in ("o:", "g:", "n:") for key in shared)
            scored.append((-whole, -len(shared), row.record_id, row))
    return [row for *_, row in sorted(scored, key=lambda one: one[:3])]


def pieces_of(party: PartyFacts) -> list[str]:
    """Folded pieces by which a register can be searched for like names, the longest first."""
    keys = keys_of(party)
    halves = {key[2:] for key in keys if key[:2] in ("b:", "e:")}
    short = {key[2:] for key in keys if key[:2] == "w:" and len(key) < 6}
    return sorted(halves | short, key=lambda piece: (-len(piece), piece))
