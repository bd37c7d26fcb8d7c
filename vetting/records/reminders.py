"""Reminders on people's desks, each written once whatever the clock does."""

import datetime as dt

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint, select, update
from sqlalchemy.orm import Mapped, mapped_column

from vetting.domain.authority import SYSTEM
from vetting.domain.entries import Entry
from vetting.domain.errors import NotFound
from vetting.domain.terms import Role
from vetting.records.columns import UtcTime, Word
from vetting.records.db import Base, db, new_id
from vetting.records.journal import note
from vetting.records.officer_post import mail_reminder


class Reminder(Base):
    """Something that waits for one officer, or for everybody with a role. `key` names what it is about."""

    __tablename__ = "reminders"
    __table_args__ = (
        UniqueConstraint("key"),
        Index("ix_reminders_officer_handled", "officer_id", "handled_at"),
        Index("ix_reminders_role_handled", "role", "handled_at"),
        Index("ix_reminders_subject_handled", "subject", "handled_at"),
    )

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    key: Mapped[str] = mapped_column(String(120))  # "round_to_seal:2026-H1:<round>"
    kind: Mapped[str] = mapped_column(String(40))  # has words in web/wording
    subject: Mapped[str] = mapped_column(String(60))  # "round:<id>" or "spot_check:<id>"
    facts: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    officer_id: Mapped[str | None] = mapped_column(ForeignKey("officers.id"))
    role: Mapped[Role | None] = mapped_column(Word(Role))
    written_at: Mapped[dt.datetime] = mapped_column(UtcTime)
    handled_by: Mapped[str | None] = mapped_column(String(40))
    handled_at: Mapped[dt.datetime | None] = mapped_column(UtcTime)


def write_reminder(reminder: Reminder) -> bool:
    """Keeps the reminder unless one of its key is there already, and queues it by e-mail to whoever has an
    address; gives whether it is new."""
    if is_told(reminder.key):
        return False
    db.session.add(reminder)
    db.session.flush()
    mail_reminder(reminder)
    return True


def is_told(key: str) -> bool:
    """Whether a reminder of that key was ever written."""
    return db.session.scalar(select(Reminder.id).where(Reminder.key == key)) is not None


def remind(reminder: Reminder) -> bool:
    """As write_reminder, with its entry in the journal: reminding is what the clock's deed does."""
    is_new = write_reminder(reminder)
    if is_new:
        at, subject = reminder.written_at, reminder.subject
        note(Entry.REMINDER_WRITTEN, by=SYSTEM, now=at, subject=subject, kind=reminder.kind)
    return is_new


def remind_coordinators(kind: str, subject: str, facts: dict[str, str], *, now: dt.datetime) -> bool:
    """The clock reminds every coordinator, once of each subject; gives whether it is new."""
    return remind(
        Reminder(
            key=f"{kind}:{subject}",
            kind=kind,
            subject=subject,
            facts=facts,
            role=Role.COORDINATOR,
            written_at=now,
        )
    )


def is_waiting(subject: str, kind: str) -> bool:
    """Whether a reminder of that kind about it lies on somebody's desk."""
    found = db.session.scalar(
        select(Reminder.id)
        .where(Reminder.subject == subject, Reminder.kind == kind, Reminder.handled_at.is_(None))
        .limit(1)
    )
    return found is not None


def reminder_in_hand(reminder_id: str) -> Reminder:
    """The reminder, locked. Raises NotFound."""
    found = db.session.get(Reminder, reminder_id, with_for_update=True)
    if found is None:
        raise NotFound("reminder_not_found")
    return found


def settle_reminders(subject: str, *kinds: str, by: str, now: dt.datetime) -> None:
    """What the deed just did no longer waits for anybody."""
    db.session.execute(
        update(Reminder)
        .where(Reminder.subject == subject, Reminder.kind.in_(kinds), Reminder.handled_at.is_(None))
        .values(handled_by=by, handled_at=now)
    )


def settle_all(subject: str, *, by: str, now: dt.datetime) -> None:
    """Nothing waits for anybody any more in this."""
    db.session.execute(
        update(Reminder)
        .where(Reminder.subject == subject, Reminder.handled_at.is_(None))
        .values(handled_by=by, handled_at=now)
    )
