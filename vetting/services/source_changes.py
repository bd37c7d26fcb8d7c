"""Declaring a source anew, closing it and opening it again: what is kept of it stays as it was."""

import datetime as dt
from dataclasses import replace

from vetting.domain import authority, sources
from vetting.domain.authority import Act, Actor
from vetting.domain.entries import Entry
from vetting.domain.errors import Refused
from vetting.domain.free_text import require_writable
from vetting.domain.screening import require_reason
from vetting.domain.sources import Declaration
from vetting.gateways import askers
from vetting.records import declarations, snapshots
from vetting.records.db import settings, transaction
from vetting.records.journal import note


def change_source(declared: Declaration, *, by: Actor, now: dt.datetime) -> None:
    """Says anew what may be said of a source: not its key, adapter, partner or kind.

    Raises NotFound `source_not_found`, Refused those of `domain.sources.require_sound` and
    `gateways.askers.require_settings`.
    """
    authority.require(by, Act.MANAGE_SOURCES)
    with transaction():
        source = snapshots.source_named(declared.key, lock=True)
        told = replace(declared, adapter=source.adapter, partner=source.partner, kind=source.kind)
        sources.require_sound(told)
        askers.require_settings(told.adapter, told.settings, [settings().layouts_dir])
        before = declarations.facts_told(source)
        snapshots.keep_declaration(source, told)
        after = declarations.facts_told(source)
        changed = sorted(name for name, value in after.items() if value != before[name])
        note(
            Entry.SOURCE_CHANGED,
            by=by,
            now=now,
            subject=f"source:{source.id}",
            source=source.key,
            changed=", ".join(changed),
            declared_before={name: before[name] for name in changed},
            declared_after={name: after[name] for name in changed},
        )


def close_source(source_key: str, reason: str, *, by: Actor, now: dt.datetime) -> None:
    """Takes a source out of use: no check asks it and nothing is delivered; earlier checks keep theirs.

    Raises NotFound, Refused `reason_missing`, `personal_number_in_text` or `source_closed`.
    """
    authority.require(by, Act.MANAGE_SOURCES)
    text = require_writable(require_reason(reason), field="reason")
    with transaction():
        source = snapshots.source_named(source_key, lock=True)
        if not source.is_active:
            raise Refused("source_closed")
        source.is_active = False
        note(
            Entry.SOURCE_CLOSED,
            by=by,
            now=now,
            subject=f"source:{source.id}",
            source=source.key,
            reason=text,
        )


def reopen_source(source_key: str, *, by: Actor, now: dt.datetime) -> None:
    """Takes a closed source into use again, with the snapshot it had. Raises Refused `source_not_closed`."""
    authority.require(by, Act.MANAGE_SOURCES)
    with transaction():
        source = snapshots.source_named(source_key, lock=True)
        if source.is_active:
            raise Refused("source_not_closed")
        source.is_active = True
        note(Entry.SOURCE_REOPENED, by=by, now=now, subject=f"source:{source.id}", source=source.key)
