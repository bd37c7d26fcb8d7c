"""Reminders by e-mail: queued with the reminder, for whoever sees it on My day and has an address."""

import datetime as dt
from typing import TYPE_CHECKING

from sqlalchemy import exists, or_, select

from vetting.domain.officer_letter import PLAN_KINDS, is_mailed, mail_about
from vetting.domain.swedish_time import swedish_day
from vetting.records.absences import Absence
from vetting.records.db import db
from vetting.records.officers import Appointment, Officer
from vetting.records.outbox import queue_message
from vetting.records.secrecy_marks import withheld_in_letters

if TYPE_CHECKING:
    from vetting.records.reminders import Reminder


def mail_reminder(reminder: "Reminder") -> None:
    """Queues the reminder once for each of its readers who is here that day and has an address.

    A question for who they are, of a plan's item one more for what is withheld, and one for each message.
    """
    now = reminder.written_at
    readers = _readers(reminder, swedish_day(now)) if is_mailed(reminder.kind) else ()
    if not readers:
        return
    mail = mail_about(reminder.kind, _told_outside(reminder))
    for officer_id, address in readers:
        key = f"reminder:{reminder.key}:{officer_id}"
        queue_message(key, address, subject=mail.subject, body=mail.body, now=now)


def _readers(reminder: "Reminder", today: dt.date) -> tuple[tuple[str, str], ...]:
    """Id and address of those who find it on My day and are here: the one it is for, or all of its role."""
    has_role = exists().where(Appointment.officer_id == Officer.id, Appointment.role == reminder.role)
    is_away = exists().where(
        Absence.officer_id == Officer.id, Absence.from_on <= today, Absence.until_on >= today
    )
    rows = db.session.execute(
        select(Officer.id, Officer.email)
        .where(Officer.is_active, Officer.email.is_not(None), ~is_away)
        .where(or_(Officer.id == reminder.officer_id, has_role))
        .order_by(Officer.id)
    )
    return tuple((officer_id, address) for officer_id, address in rows if address)


def _told_outside(reminder: "Reminder") -> dict[str, str]:
    """The facts of an item without what is withheld of its case in letters."""
    if reminder.kind not in PLAN_KINDS:
        return {}
    case_id = reminder.subject.removeprefix("plan_item:").partition(".")[0]
    title = withheld_in_letters(case_id).text(reminder.facts["title"])
    return {**reminder.facts, "title": title}
