"""Many parties at once, from a file into a file, with the same answers as one by one; nothing is kept."""

import datetime as dt
import gc
import os
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, field
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

from vetting.config import Settings
from vetting.domain import authority
from vetting.domain.authority import Act, Actor
from vetting.domain.comparing import Met
from vetting.domain.entries import Entry
from vetting.domain.errors import UnusableFile
from vetting.domain.matching import MATCHER_VERSION
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms import Band, CheckOutcome
from vetting.gateways.name_index import NameIndexes
from vetting.gateways.party_files import MatchesFile, Question, read_parties
from vetting.records import listings, looks, reading_process, snapshots
from vetting.records.db import let_go, settings, transaction
from vetting.records.journal import note
from vetting.records.looks import Checked

PIECE = 100  # parties looked for together
WORTHWHILE = 600  # parties from which further processes are started: each takes a second to begin
MOST_PROCESSES = 8
STRONG = frozenset({Band.CONFIRMED, Band.STRONG})

Progress = Callable[[int, int], None]
Pinned = tuple[tuple[str, str | None], ...]  # source and snapshot, the same for every party of the file


@dataclass
class FileChecked:
    """What a file came to. `states` per source asked; `incomplete`: parties of whom nothing was found in
    sources that could not all be relied on."""

    queries: int = 0
    hits: int = 0
    incomplete: int = 0
    states: dict[str, str] = field(default_factory=dict)
    snapshots: dict[str, str | None] = field(default_factory=dict)
    settings_version: str = ""


@dataclass
class _Found:
    """One piece of the file, looked for."""

    rows: list[tuple[object, ...]] = field(default_factory=list)
    told: FileChecked = field(default_factory=FileChecked)


def check_file(
    queries: Path,
    matches: Path,
    source_keys: Collection[str],
    *,
    by: Actor,
    now: dt.datetime,
    progress: Progress | None = None,
) -> FileChecked:
    """Looks every party of `queries` up and writes `matches`, whole or not at all.

    `source_keys` empty: every source that can list such parties. Raises NotFound `source_not_found`,
    Refused `no_sources`, UnusableFile and UnreadableRow as `party_files.read_parties`, before anything
    is looked for.
    """
    authority.require(by, Act.RUN_CHECK)
    if matches.exists() and queries.exists() and matches.samefile(queries):
        raise UnusableFile("file_not_written", filename=matches.name, field="MATCHES", reason="same file")
    total = sum(1 for _ in read_parties(queries))
    round_ = _round(source_keys, swedish_day(now))
    whole = FileChecked()
    with MatchesFile(matches) as file:
        for found in _looked_for(_pieces(read_parties(queries)), total, round_):
            file.write(found.rows)
            _add(whole, found.told)
            if progress:
                progress(whole.queries, total)
        _noted(whole, by=by, now=now)
        file.place()
    return whole


def _noted(whole: FileChecked, *, by: Actor, now: dt.datetime) -> None:
    with transaction():
        note(
            Entry.PARTIES_CHECKED,
            by=by,
            now=now,
            subject="check:file",
            matcher=MATCHER_VERSION,
            sources=whole.snapshots,
            queries=whole.queries,
            hits=whole.hits,
        )


@dataclass(frozen=True)
class _Round:
    """What every process is told alike."""

    pinned: Pinned
    is_named: bool
    today: dt.date


def _round(source_keys: Collection[str], today: dt.date) -> _Round:
    """The sources as they are now, for every process alike."""
    for key in source_keys:
        snapshots.source_named(key)
    asked = looks.sources_to_ask(source_keys or None, today=today, index=_index())
    let_go()
    return _Round(asked.pinned, bool(source_keys), today)


def _looked_for(pieces: Iterator[list[Question]], total: int, round_: _Round) -> Iterator[_Found]:
    """Each piece in file order, from this process or from several."""
    processes = min(os.cpu_count() or 1, MOST_PROCESSES, total // (WORTHWHILE // 2))
    if processes < 2:
        for piece in pieces:
            yield _look_for(piece, round_)
        return
    waiting: deque[Future[_Found]] = deque()
    with ProcessPoolExecutor(
        processes, get_context("spawn"), initializer=_begin, initargs=(settings(),)
    ) as pool:
        for piece in pieces:
            waiting.append(pool.submit(_look_for, piece, round_))
            if len(waiting) > 2 * processes:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _begin(told: Settings) -> None:
    """A further process: its own connection, and what it remembers is left out of every later tidying."""
    reading_process.open_for_reading(told)
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


def _look_for(piece: Sequence[Question], round_: _Round) -> _Found:
    asked = looks.asked_again(round_.pinned, today=round_.today, index=_index(), is_named=round_.is_named)
    checked = looks.look_for([party for _, party in piece], asked)
    found = _Found(told=FileChecked(queries=len(piece)))
    for (query_id, _), one in zip(piece, checked, strict=True):
        found.rows += _rows(query_id, one)
        found.told.incomplete += one.outcome is CheckOutcome.INCOMPLETE
        found.told.states = {look.source: look.state.value for look in one.looks}
        found.told.snapshots = {look.source: look.snapshot for look in one.looks}
        found.told.settings_version = one.settings_version
    found.told.hits = len(found.rows)
    let_go()
    return found


def _rows(query_id: str, checked: Checked) -> list[tuple[object, ...]]:
    """The hits of one party, the best first."""
    hits = [(look.source, met) for look in checked.looks for met in look.hits]
    hits.sort(
        key=lambda hit: (_band(hit[1]) != "strong", -hit[1].match.score, hit[0], hit[1].match.record_id)
    )
    return [
        (query_id, met.match.record_id, f"{met.match.score:.3f}", _band(met), source) for source, met in hits
    ]


def _band(met: Met) -> str:
    return "strong" if met.match.band in STRONG else "possible"


def _pieces(questions: Iterable[Question]) -> Iterator[list[Question]]:
    rest = iter(questions)
    while piece := list(islice(rest, PIECE)):
        yield piece


def _add(whole: FileChecked, part: FileChecked) -> None:
    whole.queries += part.queries
    whole.hits += part.hits
    whole.incomplete += part.incomplete
    whole.states, whole.snapshots = part.states, part.snapshots
    whole.settings_version = part.settings_version


def _index() -> NameIndexes:
    return NameIndexes(settings().index_dir, listings.rows_to_index)
