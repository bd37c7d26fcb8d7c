"""Declaring sources, and trying a file against a declaration before anything is kept."""

import datetime as dt
import io
import itertools
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import IO

from vetting.domain import authority, sources
from vetting.domain.authority import Act, Actor
from vetting.domain.entries import Entry
from vetting.domain.errors import Refused
from vetting.domain.screening import FILE_ADAPTERS
from vetting.domain.sources import Declaration
from vetting.domain.terms import RowState
from vetting.gateways import askers, file_store, packed
from vetting.gateways.readers import READERS
from vetting.gateways.source import Listing, Removal, SourceOptions, Tally
from vetting.records import declarations, snapshots
from vetting.records.db import settings, transaction
from vetting.records.journal import note

SHOWN = 10
TRIED = 5_000  # rows
MOST_UNPACKED = 1024**3


@dataclass(frozen=True)
class Tried:
    """A sample as it would be read: counts per state, the first rows, the first problems.

    Only the first TRIED rows are looked at; `is_whole` tells whether there are no more.
    """

    rows_in: int
    counts: dict[str, int]
    rows: tuple[Listing, ...]
    problems: tuple[tuple[int, str, str, str], ...]  # row, field, code, masked value
    is_whole: bool = True


def declare_source(declared: Declaration, *, by: Actor, now: dt.datetime) -> str:
    """Makes a source known and gives its key.

    Raises Refused `source_key_taken`, those of `domain.sources.require_sound` and of
    `gateways.askers.require_settings`.
    """
    authority.require(by, Act.MANAGE_SOURCES)
    sources.require_sound(declared)
    askers.require_settings(declared.adapter, declared.settings, [settings().layouts_dir])
    with transaction():
        if snapshots.is_known(declared.key):
            raise Refused("source_key_taken", source=declared.key)
        source = snapshots.add_source(declared, now)
        note(
            Entry.SOURCE_DECLARED,
            by=by,
            now=now,
            subject=f"source:{source.id}",
            source=declared.key,
            adapter=declared.adapter,
            partner=declared.partner.value,
            kind=source.kind.value,
            **declarations.facts_told(source),
        )
        return source.key


def secrets_of(source_key: str, adapter: str, told: Mapping[str, object]) -> tuple[str, ...]:
    """Names of the environment's variables that such a source is asked with; their values are never shown."""
    return askers.secrets_needed(source_key, adapter, told)


def try_sample(declared: Declaration, content: bytes | IO[bytes], file_name: str, *, by: Actor) -> Tried:
    """Reads the beginning of a sample as declared and keeps nothing. Raises Refused and UnusableFile."""
    authority.require(by, Act.MANAGE_SOURCES)
    sources.require_sound(declared)
    if declared.adapter not in FILE_ADAPTERS:
        raise Refused("source_takes_no_files", source=declared.key)
    folder, limit = settings().files_dir, settings().max_delivery_bytes
    stream = io.BytesIO(content) if isinstance(content, bytes) else content
    with (
        file_store.set_aside(folder, stream, limit=limit, filename=file_name) as file,
        packed.opened(file, file_name, folder=folder, max_bytes=MOST_UNPACKED) as (path, name),
    ):
        tally = Tally()
        options = SourceOptions(declared.kind, 1, dict(declared.column_map), dict(declared.settings))
        return _tried(READERS[declared.adapter](path, tally, filename=name, options=options), tally)


def _tried(rows: Iterator[Listing | Removal], tally: Tally) -> Tried:
    counts, shown, seen = Counter[RowState](), list[Listing](), set[str]()
    walked = list(itertools.islice(rows, TRIED))
    for one in walked:
        state = RowState.OK if isinstance(one, Removal) else one.state
        counts[RowState.DUPLICATE if one.record_id in seen else state] += 1
        if one.record_id in seen:
            tally.problem(one.row_no, "id", "duplicate_row", one.record_id)
        elif isinstance(one, Listing) and len(shown) < SHOWN:
            shown.append(one)
        seen.add(one.record_id)
    counts.update(tally.left_out)
    problems = sorted(tally.problems, key=lambda one: one.row)[:SHOWN]
    return Tried(
        rows_in=counts.total(),
        counts={state.value: counts[state] for state in RowState},
        rows=tuple(shown),
        problems=tuple((p.row, p.field, p.code, p.value_masked) for p in problems),
        is_whole=next(rows, None) is None if len(walked) == TRIED else True,
    )
