"""One party against the candidates of one source: which are hits, nearest first."""

from collections.abc import Iterable
from dataclasses import dataclass

from vetting.domain.candidates import candidate_keys
from vetting.domain.evidence import ListingFacts, Match, PartyFacts
from vetting.domain.matching import match
from vetting.domain.screening import CANDIDATES_COMPARED
from vetting.domain.terms import Band
from vetting.domain.token_weights import TokenWeights

_ORDER = {band: at for at, band in enumerate(Band)}


@dataclass(frozen=True, slots=True)
class Met:
    """A listing that speaks for a closer look, with the match that says why."""

    listing: ListingFacts
    match: Match


def keys_of(party: PartyFacts) -> frozenset[str]:
    """Index keys a party is looked up by, under every name it has."""
    return frozenset(
        key
        for name in (party.name, *party.aliases)
        for key in candidate_keys(name, party.org_number, kind=party.kind)
    )


def hits_among(
    party: PartyFacts, candidates: Iterable[ListingFacts], weights: TokenWeights
) -> tuple[Met, ...]:
    """Compares the party with at most CANDIDATES_COMPARED listings; confirmed first, then by score."""
    met = []
    for listing in list(candidates)[:CANDIDATES_COMPARED]:
        found = match(party, listing, weights)
        if found is not None:
            met.append(Met(listing, found))
    return tuple(sorted(met, key=lambda one: (_ORDER[one.match.band], -one.match.score, one.match.record_id)))


def ranked_by_shared_keys(party: PartyFacts, rows: Iterable[ListingFacts]) -> list[ListingFacts]:
    """Rows of a register without an index of keys, those sharing most with the party first."""
    keys = keys_of(party)
    scored = []
    for row in rows:
        shared = keys & candidate_keys(row.name, row.org_number, kind=row.kind)
        if shared:
            whole = sum(key[:2] in ("o:", "n:") for key in shared)
            scored.append((-whole, -len(shared), row.record_id, row))
    return [row for *_, row in sorted(scored, key=lambda one: one[:3])]


def pieces_of(party: PartyFacts) -> list[str]:
    """Folded pieces by which a register can be searched for like names, the longest first."""
    keys = keys_of(party)
    halves = {key[2:] for key in keys if key[:2] in ("b:", "e:")}
    short = {key[2:] for key in keys if key[:2] == "w:" and len(key) < 6}
    return sorted(halves | short, key=lambda piece: (-len(piece), piece))
