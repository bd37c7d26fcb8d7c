"""Parties looked for in every source: what each contributed, how old it was, and what it held."""

import datetime as dt
import logging
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from vetting.domain import screening
from vetting.domain.asking import BY_RULE, why_not_asked
from vetting.domain.candidates import CandidateIndex, Candidates
from vetting.domain.comparing import Met, hits_among, is_by_account, pieces_of, ranked_by_shared_keys
from vetting.domain.errors import Refused
from vetting.domain.evidence import ListingFacts, PartyFacts
from vetting.domain.inquiries import BY_NUMBER
from vetting.domain.match_settings import MatchSettings
from vetting.domain.screening import OWN_DIRECTORY, Ageing
from vetting.domain.terms import CheckOutcome, SourceState
from vetting.domain.token_weights import TokenWeights
from vetting.records import finalists, inquiries, listings, neighbours, snapshots
from vetting.records.inquiries import AnswerLook
from vetting.records.match_settings import settings_in_force
from vetting.records.snapshots import Snapshot, Source

RIVALS = 3  # the nearest listings that are kept beside hits though they are none
SEARCH_BOUNDED = "search_bounded"  # a name of nothing but common words: not every like listing was met

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Look:
    """What one source contributed: its snapshot and age, `considered` near listings of which `compared`
    were compared, and the hits, nearest first. `reason` is a code: why it answered in part or not at all;
    `facts` is what an answer to a question told."""

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
    reason: str = ""
    is_mandatory: bool = False
    rivals: tuple[ListingFacts, ...] = ()  # near, but no hits of their own
    inquiry_id: str | None = None
    facts: Mapping[str, object] = field(default_factory=dict)
    signatories: int = 0  # how many of a case it was asked about

    @property
    def is_reliable(self) -> bool:
        """Whether a check may rely on it when it says that nothing was found."""
        return screening.is_reliable(self.state, self.reason)


@dataclass(frozen=True)
class Checked:
    """One party against the sources asked, compared with the thresholds of `settings_version`."""

    outcome: CheckOutcome
    looks: tuple[Look, ...]
    settings_version: str


@dataclass(frozen=True)
class Asked:
    """The sources a round of looks asks, as they were when it began, and what it compares with."""

    sources: tuple[tuple[Source, Snapshot | None], ...]
    index: CandidateIndex
    settings: MatchSettings
    today: dt.date
    is_named: bool  # by people, who then are told also of those that cannot list such a party

    @property
    def pinned(self) -> tuple[tuple[str, str | None], ...]:
        """Source and snapshot, by which another process asks the very same, see `asked_again`."""
        return tuple((source.id, snapshot.id if snapshot else None) for source, snapshot in self.sources)


def sources_to_ask(keys: Collection[str] | None, *, today: dt.date, index: CandidateIndex) -> Asked:
    """Every source in use, or those of `keys`, each with the snapshot it points at now."""
    found = tuple(one for one in snapshots.sources_in_use() if keys is None or one[0].key in keys)
    return Asked(found, index, settings_in_force(today), today, keys is not None)


def asked_again(
    pinned: Sequence[tuple[str, str | None]], *, today: dt.date, index: CandidateIndex, is_named: bool
) -> Asked:
    """The sources with the snapshots they had, whatever has been delivered since."""
    return Asked(snapshots.pinned(pinned), index, settings_in_force(today), today, is_named)


def look_everywhere(
    party: PartyFacts,
    keys: Collection[str] | None,
    *,
    today: dt.date,
    own_id: str | None,
    index: CandidateIndex,
) -> Checked:
    """Asks every source in use, or those of `keys`. `own_id`: the association's own row is no hit.

    Raises Refused `no_sources` when there is none to ask.
    """
    return look_for([party], sources_to_ask(keys, today=today, index=index), own_id=own_id)[0]


def look_for(parties: Sequence[PartyFacts], asked: Asked, *, own_id: str | None = None) -> list[Checked]:
    """Parties of one kind against the same sources, in as few questions to the tables as one party takes.

    Raises Refused `no_sources` when there is none to ask.
    """
    looks: list[list[Look]] = [[] for _ in parties]
    for source, snapshot in asked.sources:
        if screening.can_hold(source.adapter, source.kind, parties[0].kind):
            told = _look_by_rule(parties, source, snapshot, asked=asked, own_id=own_id)
        elif asked.is_named:
            told = [Look(source.id, source.key, None, None, None, SourceState.NOT_CONSULTED)] * len(parties)
        else:
            continue
        for each, look in zip(looks, told, strict=True):
            each.append(replace(look, is_mandatory=source.is_mandatory))
    if not asked.is_named and not looks[0]:
        raise Refused("no_sources")
    return [_checked(each, asked.settings) for each in looks]


def outcome_without_hits(looks: Iterable[Look]) -> CheckOutcome:
    """What may be said where none of the hits is a question."""
    return screening.outcome_of(_reliances(looks), 0)


def _reliances(looks: Iterable[Look]) -> list[SourceState]:
    """How far each source could be relied on; those that by rule are not asked are no part of it."""
    asked = (look for look in looks if look.reason not in BY_RULE)
    return [look.state if look.is_reliable else SourceState.NOT_CONSULTED for look in asked]


def _checked(looks: list[Look], settings: MatchSettings) -> Checked:
    outcome = screening.outcome_of(_reliances(looks), sum(len(one.hits) for one in looks))
    return Checked(outcome, tuple(looks), settings.version)


def _look_by_rule(
    parties: Sequence[PartyFacts],
    source: Source,
    snapshot: Snapshot | None,
    *,
    asked: Asked,
    own_id: str | None,
) -> list[Look]:
    """One source for those parties that it is asked about; of the others it says why it is not."""
    whys = [why_not_asked(source.partner, party) for party in parties]
    concerned = [party for party, why in zip(parties, whys, strict=True) if why is None]
    told = iter(_look(concerned, source, snapshot, asked=asked, own_id=own_id) if concerned else ())
    silent = Look(source.id, source.key, None, None, None, SourceState.NOT_CONSULTED)
    return [next(told) if why is None else replace(silent, reason=why.value) for why in whys]


def _look(
    parties: Sequence[PartyFacts],
    source: Source,
    snapshot: Snapshot | None,
    *,
    asked: Asked,
    own_id: str | None,
) -> list[Look]:
    """One source; when it cannot be read the check goes on without it and is never better than incomplete."""
    if source.adapter in BY_NUMBER:
        return [_answered(source, told) for told in inquiries.look_at_all(source, parties, asked.today)]
    look = _opened(source, snapshot, asked.today)
    if look.as_of is None:
        return [look] * len(parties)
    try:
        if snapshot is None:
            return [_in_directory(look, party, own_id, asked.settings) for party in parties]
        return _in_snapshot(look, parties, snapshot, asked)
    except (ValueError, LookupError, TypeError, ArithmeticError, OSError):
        logger.exception("source %s could not be consulted", source.key)
        return [replace(look, state=SourceState.NOT_CONSULTED, reason="source_unreadable")] * len(parties)


def _opened(source: Source, snapshot: Snapshot | None, today: dt.date) -> Look:
    as_of = snapshot.as_of if snapshot else None
    if source.adapter == OWN_DIRECTORY:
        as_of = neighbours.date_of_directory(today)
    return Look(
        source.id,
        source.key,
        snapshot.id if snapshot else None,
        as_of,
        screening.age_days(as_of, today) if as_of else None,
        screening.source_state(as_of, today, Ageing(source.warn_age_days, source.max_age_days)),
    )


def _answered(source: Source, told: AnswerLook) -> Look:
    """A register that is asked number by number contributes its newest answer."""
    return Look(
        source.id,
        source.key,
        None,
        told.as_of,
        told.age_days,
        told.state,
        considered=len(told.hits),
        compared=len(told.hits),
        hits=told.hits,
        reason=told.reason,
        inquiry_id=told.inquiry_id,
        facts=told.document(),
    )


def _in_snapshot(look: Look, parties: Sequence[PartyFacts], snapshot: Snapshot, asked: Asked) -> list[Look]:
    source_id, seq = look.source_id, snapshot.seq
    same = finalists.of_same_numbers(source_id, seq, parties)
    near = asked.index.near(source_id, seq, parties)
    facts = finalists.facts_at(seq, _every(same, near))
    if any(one not in facts for found in near for one in found.listing_ids):
        # Files of a reading that was taken back, or a table restored from a copy: the table is right.
        asked.index.rebuild(source_id, seq)
        near = asked.index.near(source_id, seq, parties)
        facts = finalists.facts_at(seq, _every(same, near))
    weights = listings.weights_at(snapshot.id)
    looked = []
    for party, (ids, total), found in zip(parties, same, near, strict=True):
        compared = {one: facts[one] for one in (*ids, *found.listing_ids) if one in facts}
        considered = max(found.considered + total - len(ids), len(compared))
        mine = _compared(
            look, party, list(compared.values()), considered=considered, how=(weights, asked.settings)
        )
        reason = SEARCH_BOUNDED if found.is_bounded or total > len(ids) else ""
        hits = {met.listing.record_id for met in mine.hits}
        kept = tuple((told.record_id, one) for one, told in compared.items() if told.record_id in hits)
        looked.append(replace(mine, reason=reason, listing_ids=kept))
    return looked


def _every(same: Sequence[tuple[list[str], int]], near: Sequence[Candidates]) -> set[str]:
    return {one for ids, _ in same for one in ids} | {one for found in near for one in found.listing_ids}


def _in_directory(look: Look, party: PartyFacts, own_id: str | None, settings: MatchSettings) -> Look:
    rows, total = neighbours.neighbours(own_id, party, pieces_of(party))
    facts = ranked_by_shared_keys(party, rows)
    considered = len(facts) if total == len(rows) else total
    weights = neighbours.directory_weights()
    looked = _compared(look, party, facts, considered=considered, how=(weights, settings))
    bands = screening.TELLING_IN_OWN_DIRECTORY
    telling = [met for met in looked.hits if met.match.band in bands or is_by_account(met.match)]
    others = [met.listing for met in looked.hits if met not in telling]
    return replace(looked, hits=tuple(telling), rivals=tuple(others[:RIVALS]) if telling else ())


def _compared(
    look: Look,
    party: PartyFacts,
    facts: list[ListingFacts],
    *,
    considered: int,
    how: tuple[TokenWeights, MatchSettings],
) -> Look:
    weights, settings = how
    return replace(
        look,
        considered=considered,
        compared=min(len(facts), screening.CANDIDATES_COMPARED),
        weights_version=weights.version,
        hits=hits_among(party, facts, weights, settings),
    )
