"""Reminders taken off the desk by the person they are for."""

import datetime as dt

from vetting.domain.authority import Actor
from vetting.domain.entries import Entry
from vetting.domain.errors import NotFound
from vetting.records import reminders
from vetting.records.db import transaction
from vetting.records.journal import note


def handle_reminder(reminder_id: str, *, by: Actor, now: dt.datetime) -> None:
    """Takes a reminder off the desk. Raises NotFound for another's, or one that is handled already."""
    with transaction():
        row = reminders.reminder_in_hand(reminder_id)
        is_mine = row.officer_id == by.id or row.role in by.roles
        if not is_mine or row.handled_at is not None:
            raise NotFound("reminder_not_found")
        row.handled_by, row.handled_at = by.id, now
        note(Entry.REMINDER_HANDLED, by=by, now=now, subject=row.subject, kind=row.kind)
