"""Everyone with live support against what changed: in a source, or in the associations themselves.

What is found is worked out first, without holding anything; then one deed writes it, whole or not at all,
and only when nobody else has done so meanwhile. So it can be stopped at any point and run again.
"""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from vetting.domain import authority, clearances
from vetting.domain.authority import Act, Actor
from vetting.domain.clearances import Pair
from vetting.domain.entries import Entry
from vetting.domain.evidence import ListingFacts
from vetting.domain.matching import MATCHER_VERSION, match
from vetting.domain.rescreening import NOTHING_KNOWN, Tally, signal_for
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms import SignalKind
from vetting.gateways.changed_names import ChangedListings
from vetting.gateways.name_index import NameIndexes
from vetting.records import (
    judgements,
    listings,
    looks,
    match_settings,
    pairs,
    rescreenings,
    signals,
    snapshots,
    watched,
)
from vetting.records.clearances import Rescreening, Signal
from vetting.records.db import new_id, settings, stand_back, transaction
from vetting.records.journal import note
from vetting.records.looks import Asked
from vetting.records.pairs import FoundPair
from vetting.records.signals import Cited, PairKey
from vetting.records.watched import Watched

HELD = 100_000  # changed listings held in memory; of more, everyone is looked for in the whole source
AT_ONCE = 100  # parties looked for between two words of progress
Progress = Callable[[int, int], None]


@dataclass
class _Run:
    """What a re-screening has worked out: per watched association, the pairs that its change concerns."""

    source_id: str | None
    snapshot_id: str | None = None
    association_id: str | None = None
    from_seq: int = 0
    to_seq: int = 0
    tally: Tally = field(default_factory=Tally)
    found: list[tuple[Watched, list[FoundPair]]] = field(default_factory=list)
    row: Rescreening | None = None


def sources_due() -> tuple[str, ...]:
    """Keys of the sources that have another snapshot than the one everyone was re-screened against."""
    return tuple(
        source.key
        for source, snapshot in snapshots.sources_in_use()
        if snapshot is not None and rescreenings.rescreened_up_to(source.id) != snapshot.seq
    )


def watched_today(now: dt.datetime) -> int:
    """How many associations are watched over."""
    return len(watched.parties_to_watch(swedish_day(now)))


def associations_due(now: dt.datetime) -> tuple[str, ...]:
    """Associations with live support that changed after anybody last checked them."""
    everyone = [one.association_id for one in watched.parties_to_watch(swedish_day(now))]
    return tuple(watched.changed_since_looked_at(everyone))


def rescreen_source(key: str, *, by: Actor, now: dt.datetime, progress: Progress | None = None) -> Tally:
    """Compares what changed in a source since its last re-screening with everyone who has live support.

    Nothing changed, or somebody else was first: all counts but `parties` are 0. Raises NotFound.
    """
    authority.require(by, Act.MANAGE_SOURCES)
    run = _worked_out(key, now, progress or (lambda done, total: None))
    if run is None:
        return Tally(parties=watched_today(now))
    with transaction():
        source = snapshots.source_named(key, lock=True)
        if rescreenings.rescreened_up_to(source.id) != run.from_seq:
            return _stand_aside(run)
        _write(run, by=by, now=now)
        cited = signals.evidence_no_longer_so(source.id, run.to_seq)
        signals.keep([_withdrawn(run, one, now) for one in cited])
        _finish(run, by=by, now=now)
        return run.tally


def rescreen_association(association_id: str, *, by: Actor, now: dt.datetime) -> Tally:
    """Looks a changed association up in every source. Raises NotFound."""
    authority.require(by, Act.MANAGE_SOURCES)
    today = swedish_day(now)
    run = _Run(None, association_id=association_id, tally=Tally(parties=1))
    for one in watched.parties_to_watch(today, [association_id]):
        checked = looks.look_everywhere(one.party, None, today=today, own_id=association_id, index=_index())
        listed = [look for look in checked.looks if look.inquiry_id is None]  # answers tell of their own
        run.found.append((one, pairs.pairs_of(one.party, listed)))
        run.tally.pairs_compared += sum(look.compared for look in checked.looks)
    with transaction():
        rescreenings.lock_sources({pair.source_id for _, found in run.found for pair in found})
        if association_id not in watched.changed_since_looked_at([association_id]):
            return _stand_aside(run)
        _write(run, by=by, now=now)
        _finish(run, by=by, now=now)
        return run.tally


def _stand_aside(run: _Run) -> Tally:
    """Another process has done it: nothing is written."""
    stand_back()
    return Tally(parties=run.tally.parties)


def _worked_out(key: str, now: dt.datetime, progress: Progress) -> _Run | None:
    """The pairs that the change of a source concerns; None when it has not changed."""
    source, snapshot = rescreenings.source_with_snapshot(key)
    from_seq = rescreenings.rescreened_up_to(source.id)
    if snapshot is None or snapshot.seq == from_seq:
        return None
    today = swedish_day(now)
    everyone = watched.parties_to_watch(today)
    run = _Run(source.id, snapshot.id, None, from_seq, snapshot.seq, Tally(parties=len(everyone)))
    changed = None
    if from_seq:
        changed = listings.organisations_that_came(source.id, from_seq, snapshot.seq, most=HELD)
    asked = looks.sources_to_ask([key], today=today, index=_index())
    concerned = everyone if changed is None else _near(everyone, changed, run, asked)
    for start in range(0, len(concerned), AT_ONCE):
        some = concerned[start : start + AT_ONCE]
        for one, checked in zip(some, looks.look_for([one.party for one in some], asked), strict=True):
            if changed is None:
                run.tally.pairs_compared += sum(look.compared for look in checked.looks)
            found = pairs.pairs_of(one.party, checked.looks)
            run.found.append((one, [pair for pair in found if changed is None or pair.listing_id in changed]))
        progress(start + len(some), len(concerned))
    return run


def _near(
    everyone: Sequence[Watched], changed: Mapping[str, ListingFacts], run: _Run, asked: Asked
) -> list[Watched]:
    """Those whom a changed listing may mean: they alone are looked for in the whole source, where a hit
    has its place among the others."""
    near = ChangedListings(changed).near([one.party for one in everyone])
    weights = listings.weights_at(run.snapshot_id or "")
    run.tally.pairs_compared += sum(map(len, near))
    return [
        one
        for one, nearest in zip(everyone, near, strict=True)
        if any(match(one.party, changed[listing_id], weights, asked.settings) for listing_id in nearest)
    ]


def _index() -> NameIndexes:
    return NameIndexes(settings().index_dir, listings.rows_to_index)


def _write(run: _Run, *, by: Actor, now: dt.datetime) -> None:
    """Makes the work: a signal for each pair that a board has not seen, or has judged on other facts."""
    run.row = Rescreening(
        id=new_id(),
        source_id=run.source_id,
        snapshot_id=run.snapshot_id,
        association_id=run.association_id,
        from_seq=run.from_seq,
        to_seq=run.to_seq,
        matcher_version=MATCHER_VERSION,
        settings_version=match_settings.settings_in_force(swedish_day(now)).version,
        run_by=by.id,
        started_at=now,
    )
    signals.keep([run.row])
    boards = sorted({board_id for one, found in run.found if found for board_id in one.cases})
    for board_id in boards:
        concerned = [
            (one, pair) for one, found in run.found if board_id in one.cases for pair in found
            if pair.needs_judgement
        ]  # fmt: skip
        _write_for_board(run, board_id, concerned, by=by, now=now)


def _write_for_board(
    run: _Run,
    board_id: str,
    concerned: Sequence[tuple[Watched, FoundPair]],
    *,
    by: Actor,
    now: dt.datetime,
) -> None:
    keys = {_key(one, pair) for one, pair in concerned}
    known, stands = signals.known_pairs(board_id, keys)
    for one, pair in concerned:
        key = _key(one, pair)
        kind = signal_for(pair.fingerprint, known.get(key, NOTHING_KNOWN))
        if kind is None:
            continue
        signal = _signal(run, one, pair, kind=kind, board_id=board_id, now=now)
        for clearance_id in known[key].lapsing(pair.fingerprint):
            standing = stands[clearance_id]
            facts = clearances.changed_facts(standing.was, Pair(signal.asked, pair.record))
            judgements.lapse(standing.clearance, facts, now)
            signal.clearance_id, signal.changed_facts = clearance_id, facts
            subject = f"clearance:{clearance_id}"
            note(Entry.CLEARANCE_LAPSED, by=by, now=now, subject=subject, fields=facts)
        signals.overtake(key, board_id, by=by.id, now=now)
        signals.keep([signal])
        run.tally.count(kind)


def _key(one: Watched, pair: FoundPair) -> PairKey:
    return one.association_id, pair.source_id, pair.record_id


def _signal(
    run: _Run, one: Watched, pair: FoundPair, *, kind: SignalKind, board_id: str, now: dt.datetime
) -> Signal:
    case_id = one.cases[board_id]
    return Signal(
        kind=kind,
        association_id=one.association_id,
        board_id=board_id,
        case_id=case_id,
        decision_id=signals.decision_of(case_id),
        source_id=pair.source_id,
        record_id=pair.record_id,
        listing_id=pair.listing_id,
        band=pair.band,
        score=pair.score,
        reasons=pair.reasons,
        asked=asdict(one.party),
        record=pair.record,
        fingerprint=pair.fingerprint,
        rescreening_id=_row(run).id,
        raised_at=now,
    )


def _withdrawn(run: _Run, cited: Cited, now: dt.datetime) -> Signal:
    """A row that a decision rested on is no longer so: its record as cited, and which facts differ."""
    now_so = asdict(listings.facts_of(cited.now)) if cited.now is not None else None
    before = Pair({}, cited.hit.record)
    facts = clearances.changed_facts(before, Pair({}, now_so)) if now_so is not None else []
    run.tally.count(SignalKind.EVIDENCE_WITHDRAWN)
    return Signal(
        kind=SignalKind.EVIDENCE_WITHDRAWN,
        association_id=cited.association_id,
        board_id=cited.board_id,
        case_id=cited.case_id,
        decision_id=cited.decision_id,
        source_id=cited.hit.source_id,
        record_id=cited.hit.record_id,
        listing_id=cited.now.id if cited.now is not None else cited.hit.listing_id,
        band=cited.hit.band,
        score=cited.hit.score,
        reasons=cited.reasons,
        asked=cited.asked,
        record=cited.record,
        changed_facts=facts,
        fingerprint=cited.fingerprint,
        rescreening_id=_row(run).id,
        raised_at=now,
    )


def _finish(run: _Run, *, by: Actor, now: dt.datetime) -> None:
    """Keeps the counts beside the run, and tells the journal of them: numbers, never whom it concerns."""
    row, counts = _row(run), run.tally.facts()
    for name, count in counts.items():
        setattr(row, name, count)
    row.finished_at = now
    about = f"source:{run.source_id}" if run.source_id else f"association:{run.association_id}"
    facts: dict[str, Any] = {"from_seq": run.from_seq, "to_seq": run.to_seq, **counts}
    note(Entry.RESCREENED, by=by, now=now, subject=about, **facts)


def _row(run: _Run) -> Rescreening:
    if run.row is None:
        raise RuntimeError("nothing of the run is written yet")
    return run.row
