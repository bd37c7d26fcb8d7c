"""The matcher's thresholds: tried on stored pairs, proposed by one, confirmed by another, from a day."""

import datetime as dt
from collections.abc import Mapping

from vetting.domain import authority, what_if
from vetting.domain.authority import Act, Actor
from vetting.domain.entries import Entry
from vetting.domain.errors import Refused
from vetting.domain.free_text import require_writable
from vetting.domain.match_settings import MatchSettings
from vetting.domain.screening import require_reason
from vetting.domain.separation import require_other_person
from vetting.domain.swedish_time import swedish_day
from vetting.domain.what_if import Tried
from vetting.records import listings, match_settings, neighbours
from vetting.records.db import transaction
from vetting.records.journal import note
from vetting.records.match_settings import MatchSettingsVersion


def try_settings(values: Mapping[str, object], *, by: Actor, today: dt.date) -> Tried:
    """What other thresholds would have made of the stored pairs; nothing is changed.

    `values` as `MatchSettings.to_dict` gives them. Raises Refused those of `MatchSettings.from_dict`.
    """
    authority.require(by, Act.SET_MATCHING)
    return _tried(MatchSettings.from_dict(values), today)


def propose_settings(
    values: Mapping[str, object], reason: str, *, in_force_on: dt.date, by: Actor, now: dt.datetime
) -> str:
    """Proposes thresholds for another person to confirm; gives their version.

    Raises Refused `match_settings_known`, `match_settings_past`, `match_settings_same`, `reason_missing`
    and those of `MatchSettings.from_dict`.
    """
    authority.require(by, Act.SET_MATCHING)
    settings = MatchSettings.from_dict(values)
    text = require_writable(require_reason(reason), field="reason")
    require_writable(settings.version, field="version")
    today = swedish_day(now)
    if in_force_on < today:
        raise Refused("match_settings_past", in_force_on=in_force_on.isoformat())
    with transaction():
        changed = _require_new(settings, today)
        tried = _tried(settings, today).as_facts()
        match_settings.keep_version(
            MatchSettingsVersion(
                version=settings.version,
                settings=settings.to_dict(),
                reason=text,
                tried=tried,
                in_force_on=in_force_on,
                proposed_by=by.id,
                proposed_at=now,
            )
        )
        note(
            Entry.THRESHOLDS_PROPOSED,
            by=by,
            now=now,
            subject=f"thresholds:{settings.version}",
            changed=changed,
            in_force_on=in_force_on.isoformat(),
            reason=text,
            tried=tried,
        )
        return settings.version


def confirm_settings(version: str, *, by: Actor, now: dt.datetime) -> None:
    """Confirms thresholds somebody else proposed; they hold from their day, or from today when it has come.

    Raises NotFound, Refused `match_settings_settled` or `second_person_needed`.
    """
    authority.require(by, Act.SET_MATCHING)
    with transaction():
        row = _open(version)
        require_other_person(row.proposed_by, by, code="second_person_needed")
        row.confirmed_by, row.confirmed_at = by.id, now
        row.in_force_on = max(row.in_force_on, swedish_day(now))
        note(
            Entry.THRESHOLDS_CONFIRMED,
            by=by,
            now=now,
            subject=f"thresholds:{version}",
            in_force_on=row.in_force_on.isoformat(),
        )


def withdraw_settings(version: str, *, by: Actor, now: dt.datetime) -> None:
    """Takes back a proposal nobody has confirmed. Raises NotFound, Refused `match_settings_settled`."""
    authority.require(by, Act.SET_MATCHING)
    with transaction():
        _open(version).withdrawn_at = now
        note(Entry.THRESHOLDS_WITHDRAWN, by=by, now=now, subject=f"thresholds:{version}")


def _require_new(settings: MatchSettings, today: dt.date) -> dict[str, object]:
    """What differs from the thresholds in force, as [before, after] by name."""
    if match_settings.is_version_known(settings.version):
        raise Refused("match_settings_known", version=settings.version)
    changed = _changed(match_settings.settings_in_force(today), settings)
    if not changed:
        raise Refused("match_settings_same")
    return changed


def _open(version: str) -> MatchSettingsVersion:
    row = match_settings.version_named(version)
    if row.confirmed_at is not None or row.withdrawn_at is not None:
        raise Refused("match_settings_settled", version=version)
    return row


def _tried(settings: MatchSettings, today: dt.date) -> Tried:
    pairs = match_settings.stored_pairs()
    needed = sorted({pair.look.weights for pair in pairs})
    weights = {one: listings.weights_at(one) if one else neighbours.directory_weights() for one in needed}
    before = match_settings.settings_in_force(today)
    return what_if.try_settings(pairs, weights, before=before, after=settings)


def _changed(before: MatchSettings, after: MatchSettings) -> dict[str, object]:
    old, new = before.to_dict(), after.to_dict()
    return {name: [old[name], new[name]] for name in new if name != "version" and new[name] != old[name]}
