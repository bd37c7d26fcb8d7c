"""Declaring sources, and trying a file against a declaration before anything is kept."""

import datetime as dt
from dataclasses import dataclass

from vetting.domain import authority, sources
from vetting.domain.authority import Act, Actor
from vetting.domain.entries import Entry
from vetting.domain.errors import Refused
from vetting.domain.screening import FILE_ADAPTERS
from vetting.domain.sources import Declaration
from vetting.gateways.readers import READERS
from vetting.gateways.source import Listing, SourceFile, SourceOptions
from vetting.records import snapshots
from vetting.records.db import transaction
from vetting.records.journal import note

SHOWN = 10


@dataclass(frozen=True)
class Tried:
    """A sample as it would be read: counts per state, the first rows, the first problems."""

    rows_in: int
    counts: dict[str, int]
    rows: tuple[Listing, ...]
    problems: tuple[tuple[int, str, str, str], ...]  # row, field, code, masked value


def declare_source(declared: Declaration, *, by: Actor, now: dt.datetime) -> str:
    """Makes a source known and gives its key.

    Raises Refused `source_key_taken` and those of `domain.sources.require_sound`.
    """
    authority.require(by, Act.MANAGE_SOURCES)
    sources.require_sound(declared)
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
            column_map=dict(declared.column_map),
            warn_days=source.warn_age_days,
            max_days=source.max_age_days,
        )
        return source.key


def try_sample(declared: Declaration, data: bytes, file_name: str, *, by: Actor) -> Tried:
    """Reads a sample by the declaration and keeps nothing. Raises Refused and UnusableFile."""
    authority.require(by, Act.MANAGE_SOURCES)
    sources.require_sound(declared)
    if declared.adapter not in FILE_ADAPTERS:
        raise Refused("source_takes_no_files", source=declared.key)
    options = SourceOptions(declared.kind, 1, dict(declared.column_map))
    return _tried(READERS[declared.adapter](data, filename=file_name, options=options))


def _tried(read: SourceFile) -> Tried:
    return Tried(
        rows_in=read.rows_in,
        counts={state.value: number for state, number in read.counts.items()},
        rows=read.listings[:SHOWN],
        problems=tuple((p.row, p.field, p.code, p.value_masked) for p in read.problems[:SHOWN]),
    )
