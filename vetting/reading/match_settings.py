"""The versions of the matcher's thresholds, who proposed and confirmed them, and which one holds."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import aliased

from vetting.domain import authority
from vetting.domain.authority import Act, Actor
from vetting.domain.match_settings import MatchSettings
from vetting.records.db import db
from vetting.records.match_settings import MatchSettingsVersion, settings_in_force
from vetting.records.officers import Officer


@dataclass(frozen=True)
class SettingsLine:
    """One version. `tried`: the figures of its proposal; `can_confirm`: somebody else proposed it."""

    version: str
    reason: str
    tried: Mapping[str, object]
    in_force_on: dt.date
    proposed_by: str
    proposed_at: dt.datetime
    confirmed_by: str | None
    confirmed_at: dt.datetime | None
    is_withdrawn: bool
    is_in_force: bool
    can_confirm: bool

    @property
    def is_open(self) -> bool:
        return self.confirmed_at is None and not self.is_withdrawn


@dataclass(frozen=True)
class SettingsPage:
    """The thresholds that hold today, and every version, newest first."""

    in_force: MatchSettings
    lines: tuple[SettingsLine, ...]


def settings_page(*, actor: Actor, today: dt.date) -> SettingsPage:
    """What is set and what was. Raises NotAllowed."""
    authority.require(actor, Act.SEE_SOURCES)
    in_force = settings_in_force(today)
    other = aliased(Officer)
    rows = db.session.execute(
        select(MatchSettingsVersion, Officer.display_name, other.display_name)
        .outerjoin(Officer, Officer.id == MatchSettingsVersion.proposed_by)
        .outerjoin(other, other.id == MatchSettingsVersion.confirmed_by)
        .order_by(MatchSettingsVersion.proposed_at.desc(), MatchSettingsVersion.id)
    )
    may_set = authority.may(actor, Act.SET_MATCHING)
    return SettingsPage(
        in_force,
        tuple(
            SettingsLine(
                version=one.version,
                reason=one.reason,
                tried=one.tried,
                in_force_on=one.in_force_on,
                proposed_by=proposed or one.proposed_by,
                proposed_at=one.proposed_at,
                confirmed_by=confirmed or one.confirmed_by,
                confirmed_at=one.confirmed_at,
                is_withdrawn=one.withdrawn_at is not None,
                is_in_force=one.version == in_force.version,
                can_confirm=may_set and not actor.is_person(one.proposed_by),
            )
            for one, proposed, confirmed in rows
        ),
    )
