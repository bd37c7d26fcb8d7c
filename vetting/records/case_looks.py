"""The looks of a case's check: about the association, and in sources of persons about its signatories."""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from vetting.domain.candidates import CandidateIndex
from vetting.domain.evidence import PartyFacts
from vetting.domain.signatories import may_be_asked
from vetting.domain.terms import CheckOutcome, SourceState
from vetting.records import looks, pairs
from vetting.records.cross_checks import Hit
from vetting.records.looks import Asked, Checked, Look
from vetting.records.pairs import FoundPair

NO_SIGNATORIES = "no_signatories"  # a mandatory source of persons, and nobody to ask it about


@dataclass(frozen=True)
class CaseLooks:
    """One look per source with everyone it was asked about, and the pairs: of the association under None, of
    each signatory under their id."""

    checked: Checked
    found: tuple[tuple[str | None, FoundPair], ...]

    def as_hits(self, check_id: str) -> list[Hit]:
        """The pairs as hits of a check, each of the one it was asked about."""
        hits = []
        for signatory_id, pair in self.found:
            hit = pair.as_hit(check_id)
            hit.signatory_id = signatory_id
            hits.append(hit)
        return hits


def look_for_case(
    party: PartyFacts,
    signatories: Mapping[str, PartyFacts],
    *,
    today: dt.date,
    own_id: str,
    index: CandidateIndex,
) -> CaseLooks:
    """Asks every source about the association, and those of persons about each signatory by id.

    Raises Refused `no_sources` when there is none to ask about the association.
    """
    asked = looks.sources_to_ask(None, today=today, index=index)
    own = looks.look_for([party], asked, own_id=own_id)[0]
    told = _look_for_persons(signatories, _of_persons(asked))
    found: list[tuple[str | None, FoundPair]] = [(None, pair) for pair in pairs.pairs_of(party, own.looks)]
    for one, of_one in told.items():
        found += [(one, pair) for pair in pairs.pairs_of(signatories[one], of_one)]
    by_source = {look.source_id: look for look in own.looks}
    for of_one in told.values():
        for look in of_one:
            by_source[look.source_id] = _together(by_source.get(look.source_id), look)
    if not signatories:
        by_source |= {look.source_id: look for look in _nobody_to_ask(_of_persons(asked), by_source)}
    together = tuple(sorted(by_source.values(), key=lambda look: look.source))
    waits = any(pair.needs_judgement for _, pair in found)
    outcome = CheckOutcome.HITS if waits else looks.outcome_without_hits(together)
    return CaseLooks(replace(own, outcome=outcome, looks=together), tuple(found))


def _look_for_persons(signatories: Mapping[str, PartyFacts], asked: Asked) -> dict[str, tuple[Look, ...]]:
    if not signatories or not asked.sources:
        return {}
    told = looks.look_for(list(signatories.values()), asked)
    return {
        one: tuple(replace(look, signatories=1) for look in checked.looks)
        for one, checked in zip(signatories, told, strict=True)
    }


def _of_persons(asked: Asked) -> Asked:
    return replace(
        asked,
        sources=tuple(
            (source, snapshot)
            for source, snapshot in asked.sources
            if may_be_asked(source.partner, source.adapter, source.kind)
        ),
    )


def _together(one: Look | None, other: Look) -> Look:
    """One source asked about several: what it held in all, no more reliable than the worst of its looks."""
    if one is None:
        return other
    worst = one if not one.is_reliable else other
    return replace(
        one,
        state=worst.state,
        reason=worst.reason,
        considered=one.considered + other.considered,
        compared=one.compared + other.compared,
        hits=one.hits + other.hits,
        signatories=one.signatories + other.signatories,
    )


def _nobody_to_ask(asked: Asked, present: Collection[str]) -> list[Look]:
    """Mandatory sources of persons when nobody is declared: nothing counts as looked through without them."""
    return [
        Look(
            source.id, source.key, None, None, None, SourceState.NOT_CONSULTED,
            reason=NO_SIGNATORIES, is_mandatory=True,
        )
        for source, _ in asked.sources
        if source.is_mandatory and source.id not in present
    ]  # fmt: skip
