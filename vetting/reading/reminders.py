"""The reminders on an officer's desk."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import or_, select

from vetting.domain.authority import Actor
from vetting.records.db import db
from vetting.records.reminders import Reminder

MOST = 50


@dataclass(frozen=True)
class ReminderLine:
    """One reminder. `kind` and `facts` have words; `subject` is "round:<id>", "spot_check:<id>" or so."""

    id: str
    kind: str
    subject: str
    facts: Mapping[str, str]
    due_on: dt.date | None
    written_at: dt.datetime


def reminders_of(actor: Actor) -> tuple[ReminderLine, ...]:
    """What waits for the actor or for one of the actor's roles, the oldest first."""
    rows = db.session.scalars(
        select(Reminder)
        .where(
            Reminder.handled_at.is_(None),
            or_(Reminder.officer_id == actor.id, Reminder.role.in_(actor.roles)),
        )
        .order_by(Reminder.written_at, Reminder.id)
        .limit(MOST)
    )
    return tuple(
        ReminderLine(row.id, row.kind, row.subject, row.facts, _day(row.facts), row.written_at)
        for row in rows
    )


def _day(facts: Mapping[str, str]) -> dt.date | None:
    return dt.date.fromisoformat(facts["due_on"]) if facts.get("due_on") else None
