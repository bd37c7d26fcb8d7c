"""Versions of the rules: which holds on a day, and when a draft may become the next one."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

from vetting.domain.authority import Actor
from vetting.domain.errors import Refused
from vetting.domain.separation import require_other_person


class Dated(Protocol):
    """A version with its day."""

    @property
    def version(self) -> str: ...
    @property
    def in_force_on(self) -> dt.date: ...


D = TypeVar("D", bound=Dated)


@dataclass(frozen=True)
class KeptEdition:
    """A version published on the rule desk; `digest` is the SHA-256 of its TOML, in hexadecimal."""

    name: str
    version: str
    digest: str
    in_force_on: dt.date


@dataclass(frozen=True)
class Adoption:
    """Who made the rules law of the house, and when: as the published version tells it."""

    adopted_by: str
    adopted_on: dt.date


@dataclass(frozen=True)
class DraftHead:
    """What a draft is, apart from its contents."""

    name: str
    version: str
    in_force_on: dt.date
    digest: str
    drafted_by: str
    stops: int = 0  # findings that must be mended first
    earlier: Collection[Dated] = field(default=())  # the versions of that name that are published


def in_force_among(versions: Iterable[D], on: dt.date) -> D | None:
    """The version that holds for what is applied for that day; a later one never reaches back (KL 2:4)."""
    begun = [one for one in versions if one.in_force_on <= on]
    return max(begun, key=lambda one: (one.in_force_on, one.version), default=None)


def faults_of_dates(draft: Dated, earlier: Collection[Dated], *, today: dt.date) -> tuple[str, ...]:
    """Why the version cannot follow the published ones of its name: codes, empty when it can.

    Days in force may not overlap: each version holds from its day until the day of the next.
    """
    faults = []
    if draft.version in {one.version for one in earlier}:
        faults.append("rule_version_taken")
    elif any(one.version > draft.version for one in earlier):
        faults.append("rule_version_order")
    if any(one.in_force_on >= draft.in_force_on for one in earlier):
        faults.append("rule_days_overlap")
    if draft.in_force_on < today:
        faults.append("rule_in_force_past")
    return tuple(faults)


def require_publishable(
    draft: DraftHead, adoption: Adoption, *, seen_digest: str, by: Actor, today: dt.date
) -> None:
    """Raises Refused `rule_second_person`, `same_person`, `rule_draft_changed`, `adopted_later`,
    `adopted_by_missing`, `adopted_after_start`, `rule_draft_stopped` or one of faults_of_dates."""
    require_other_person(draft.drafted_by, by, code="rule_second_person")
    if draft.digest != seen_digest:
        raise Refused("rule_draft_changed")
    if not adoption.adopted_by:
        raise Refused("adopted_by_missing")
    if adoption.adopted_on > today:
        raise Refused("adopted_later")
    if adoption.adopted_on > draft.in_force_on:
        raise Refused("adopted_after_start")
    for code in faults_of_dates(draft, draft.earlier, today=today):
        raise Refused(code, version=draft.version, on=draft.in_force_on.isoformat())
    if draft.stops:
        raise Refused("rule_draft_stopped", count=draft.stops)
