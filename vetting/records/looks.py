"""One party looked for in every source: what each contributed, how old it was, and what it held."""

import datetime as dt
import logging
from collections.abc import Collection
from dataclasses import dataclass, replace

from vetting.domain import screening
from vetting.domain.candidates import rank_candidates
from vetting.domain.comparing import Met, hits_among, keys_of, pieces_of, ranked_by_shared_keys
from vetting.domain.errors import Refused
from vetting.domain.evidence import ListingFacts, PartyFacts
from vetting.domain.screening import OWN_DIRECTORY, Ageing
from vetting.domain.terms import CheckOutcome, SourceState
from vetting.domain.token_weights import TokenWeights
from vetting.records import deliveries, listings, neighbours, snapshots
from vetting.records.snapshots import Snapshot, Source

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Look:
    """What one source contributed: its snapshot and age, `considered` near listings of which `compared`
    were compared, and the hits, nearest first."""

    source_id: str
    source: str
    snapshot: str | None
    as_of: dt.date | None
    age_days: int | None
    state: SourceState
    considered: int = 0
    compared: int = 0
    weights_version: str = ""
    hits: tuple[Met, ...] = ()
    listing_ids: tuple[tuple[str, str], ...] = ()  # record id with listing id


@dataclass(frozen=True)
class Checked:
    """One party against the sources asked."""

    outcome: CheckOutcome
    looks: tuple[Look, ...]


def look_everywhere(
    party: PartyFacts, keys: Collection[str] | None, *, today: dt.date, own_id: str | None
) -> Checked:
    """Asks every source in use, or those of `keys`. `own_id`: the association's own row is no hit.

    Raises Refused `no_sources` when there is none to ask.
    """
    looks = []
    for source, snapshot in snapshots.sources_in_use():
        if keys is not None and source.key not in keys:
            continue
        if screening.can_hold(source.adapter, source.kind, party.kind):
            looks.append(_look(party, source, snapshot, today=today, own_id=own_id))
        elif keys is not None:
            looks.append(Look(source.id, source.key, None, None, None, SourceState.NOT_CONSULTED))
    if keys is None and not looks:
        raise Refused("no_sources")
    states = [look.state for look in looks]
    return Checked(screening.outcome_of(states, sum(len(one.hits) for one in looks)), tuple(looks))


def _look(
    party: PartyFacts, source: Source, snapshot: Snapshot | None, *, today: dt.date, own_id: str | None
) -> Look:
    """One source; when it cannot be read the check goes on without it and is never better than incomplete."""
    as_of = snapshot.as_of if snapshot else None
    if source.adapter == OWN_DIRECTORY:
        as_of = neighbours.date_of_directory(today)
    state = screening.source_state(as_of, today, Ageing(source.warn_age_days, source.max_age_days))
    look = Look(
        source.id,
        source.key,
        snapshot.id if snapshot else None,
        as_of,
        screening.age_days(as_of, today) if as_of else None,
        state,
    )
    if as_of is None:
        return look
    try:
        if snapshot is None:
            return _in_directory(look, party, own_id)
        return _in_snapshot(look, party, snapshot)
    except (ValueError, LookupError, TypeError, ArithmeticError):
        logger.exception("source %s could not be consulted", source.key)
        return replace(look, state=SourceState.NOT_CONSULTED)


def _in_snapshot(look: Look, party: PartyFacts, snapshot: Snapshot) -> Look:
    weights = listings.weights_at(snapshot.id)
    keys = {key[: deliveries.KEY_LENGTH] for key in keys_of(party)}
    found, unread = listings.found_by_keys(look.source_id, snapshot.seq, keys, party.kind)
    total = snapshot.rows_in - snapshot.duplicate
    ranked = rank_candidates(found, total, limit=screening.CANDIDATES_COMPARED)
    rows = {row.id: row for row in listings.listings_of(ranked.record_ids)}
    facts = [listings.facts_of(rows[one]) for one in ranked.record_ids if one in rows]
    ids = tuple((row.record_id, row.id) for row in rows.values())
    looked = _compared(look, party, facts, considered=ranked.considered + unread, weights=weights)
    return replace(looked, listing_ids=ids)


def _in_directory(look: Look, party: PartyFacts, own_id: str | None) -> Look:
    rows, total = neighbours.neighbours(own_id, party.org_number, pieces_of(party))
    facts = ranked_by_shared_keys(party, rows)
    considered = len(facts) if total == len(rows) else total
    weights = neighbours.directory_weights()
    looked = _compared(look, party, facts, considered=considered, weights=weights)
    telling = screening.TELLING_IN_OWN_DIRECTORY
    return replace(looked, hits=tuple(met for met in looked.hits if met.match.band in telling))


def _compared(
    look: Look,
    party: PartyFacts,
    facts: list[ListingFacts],
    *,
    considered: int,
    weights: TokenWeights,
) -> Look:
    return replace(
        look,
        considered=considered,
        compared=min(len(facts), screening.CANDIDATES_COMPARED),
        weights_version=weights.version,
        hits=hits_among(party, facts, weights),
    )
