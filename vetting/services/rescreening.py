"""Everyone with live support against what changed: in a source, or in the associations themselves.

Where a source lists persons, those who are declared to sign in a case with live support are looked for too,
by name and birth date, each within that case alone.

What is found is worked out first, without holding anything; then one deed writes it, whole or not at all,
and only when nobody else has done so meanwhile. So it can be stopped at any point and run again.
"""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from vetting.domain import authority, clearances
from vetting.domain.authority import Act, Actor
from vetting.domain.clearances import Pair
from vetting.domain.entries import Entry
from vetting.domain.evidence import ListingFacts
from vetting.domain.matching import MATCHER_VERSION, match
from vetting.domain.rescreening import NOTHING_KNOWN, Tally, signal_for
from vetting.domain.signatories import may_be_asked
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms import PartyKind, SignalKind
from vetting.gateways.changed_names import ChangedListings
from vetting.gateways.name_index import NameIndexes
from vetting.records import (
    judgements,
    listings,
    looks,
    match_settings,
    pairs,
    raised_signals,
    rescreenings,
    signals,
    snapshots,
    watched,
)
from vetting.records.clearances import Rescreening
from vetting.records.db import new_id, settings, stand_back, transaction
from vetting.records.journal import note
from vetting.records.looks import Asked
from vetting.records.pairs import FoundPair
from vetting.records.raised_signals import key_of
from vetting.records.snapshots import Source
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
        _write_withdrawn(run, now)
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
    asked = looks.sources_to_ask([key], today=today, index=_index())
    _look_for(everyone, PartyKind.ORGANISATION, run, asked, progress)
    _look_for(_persons_for(source, today), PartyKind.PERSON, run, asked, progress)
    return run


def _persons_for(source: Source, today: dt.date) -> list[Watched]:
    """The declared signatories whom the source is asked about: none, unless it lists persons."""
    is_asked = may_be_asked(source.partner, source.adapter, source.kind)
    return watched.signatories_to_watch(today) if is_asked else []


def _look_for(
    everyone: Sequence[Watched], kind: PartyKind, run: _Run, asked: Asked, progress: Progress
) -> None:
    """Adds the pairs of those whom the change of the source concerns, all of one kind."""
    if not everyone:
        return
    changed = None
    if run.from_seq:
        span = run.from_seq, run.to_seq
        changed = listings.listings_that_came(run.source_id or "", *span, kind=kind, most=HELD)
    concerned = everyone if changed is None else _near(everyone, changed, kind, run, asked)
    for start in range(0, len(concerned), AT_ONCE):
        some = concerned[start : start + AT_ONCE]
        looked = looks.look_for([one.party for one in some], asked)
        if changed is None:
            run.tally.pairs_compared += sum(look.compared for checked in looked for look in checked.looks)
        met = pairs.pairs_of_each([(one.party, told.looks) for one, told in zip(some, looked, strict=True)])
        for one, found in zip(some, met, strict=True):
            new = [pair for pair in found if changed is None or pair.listing_id in changed]
            run.found.append((one, new))
        progress(start + len(some), len(concerned))


def _near(
    everyone: Sequence[Watched],
    changed: Mapping[str, ListingFacts],
    kind: PartyKind,
    run: _Run,
    asked: Asked,
) -> list[Watched]:
    """Those whom a changed listing may mean: they alone are looked for in the whole source, where a hit
    has its place among the others."""
    near = ChangedListings(changed, kind).near([one.party for one in everyone])
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
    keys = {key_of(one, pair) for one, pair in concerned}
    known, stands = signals.known_pairs(board_id, keys)
    work = [
        (kind, one, pair)
        for one, pair in concerned
        if (kind := signal_for(pair.fingerprint, known.get(key_of(one, pair), NOTHING_KNOWN)))
    ]
    raised = raised_signals.of_pairs(work, _row(run), board_id, now)
    for signal, (kind, one, pair) in zip(raised, work, strict=True):
        for clearance_id in known[key_of(one, pair)].lapsing(pair.fingerprint):
            standing = stands[clearance_id]
            ours = standing.was.ours if one.signatory_id else signal.asked  # a signatory's facts never change
            facts = clearances.changed_facts(standing.was, Pair(ours, pair.record))
            judgements.lapse(standing.clearance, facts, now)
            signal.clearance_id, signal.changed_facts = clearance_id, facts
            subject = f"clearance:{clearance_id}"
            note(Entry.CLEARANCE_LAPSED, by=by, now=now, subject=subject, fields=facts)
        run.tally.count(kind)
    signals.overtake({key_of(one, pair) for _, one, pair in work}, board_id, by=by.id, now=now)
    signals.keep(raised)


def _write_withdrawn(run: _Run, now: dt.datetime) -> None:
    """A signal for each decision that rested on a row which is no longer so."""
    cited = signals.evidence_no_longer_so(run.source_id or "", run.to_seq)
    signals.keep([raised_signals.of_withdrawn(one, _row(run), now) for one in cited])
    for _ in cited:
        run.tally.count(SignalKind.EVIDENCE_WITHDRAWN)


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
