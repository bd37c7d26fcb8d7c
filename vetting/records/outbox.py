"""Post by e-mail: queued in the deed's own transaction, sent afterwards by the clock, never lost."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    and_,
    delete,
    func,
    select,
)
from sqlalchemy.orm import Mapped, mapped_column

from vetting.domain.errors import NotFound
from vetting.domain.swedish_time import first_moment
from vetting.records.columns import UtcTime
from vetting.records.db import Base, db, insert_unless_there, new_id


class Message(Base):
    """One message to one address. `key` names what it is about, so that it is queued once.

    `not_before_at` moves ahead with each attempt: who takes a message in hand has it until then.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        UniqueConstraint("key"),
        CheckConstraint("attempts >= 0", name="attempts_not_negative"),
        CheckConstraint("sent_at IS NULL OR given_up_at IS NULL", name="one_end"),
        Index("ix_outbox_waiting", "sent_at", "given_up_at", "not_before_at"),
        Index("ix_outbox_case_id", "case_id"),
    )

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    key: Mapped[str] = mapped_column(String(160))  # "plan_letter:<notice>"
    to_address: Mapped[str] = mapped_column(String(254))
    subject: Mapped[str] = mapped_column(String(200))
    body: Mapped[str] = mapped_column(Text)
    case_id: Mapped[str | None] = mapped_column(ForeignKey("cases.id"))
    queued_at: Mapped[dt.datetime] = mapped_column(UtcTime)
    not_before_at: Mapped[dt.datetime] = mapped_column(UtcTime)
    attempts: Mapped[int] = mapped_column(default=0)
    last_failure: Mapped[str] = mapped_column(String(80), default="")  # a code, never what a server said
    sent_at: Mapped[dt.datetime | None] = mapped_column(UtcTime)
    given_up_at: Mapped[dt.datetime | None] = mapped_column(UtcTime)


def queue_message(
    key: str,
    to_address: str,
    *,
    subject: str,
    body: str,
    now: dt.datetime,
    case_id: str | None = None,
) -> bool:
    """Puts a message in the post, as part of the running deed; False when one of its key is there already."""
    return insert_unless_there(
        Message,
        id=new_id(),
        key=key,
        to_address=to_address,
        subject=subject[:200],
        body=body,
        case_id=case_id,
        queued_at=now,
        not_before_at=now,
        attempts=0,
        last_failure="",
    )


def messages_due(now: dt.datetime, limit: int) -> Sequence[str]:
    """Ids of what is to be sent by now, the oldest first."""
    return db.session.scalars(
        select(Message.id)
        .where(Message.sent_at.is_(None), Message.given_up_at.is_(None), Message.not_before_at <= now)
        .order_by(Message.not_before_at, Message.id)
        .limit(limit)
    ).all()


def message_in_hand(message_id: str) -> Message:
    """The message, locked. Raises NotFound."""
    found = db.session.get(Message, message_id, with_for_update=True, populate_existing=True)
    if found is None:
        raise NotFound("message_not_found")
    return found


def count_officer_mail(last_day: dt.date) -> int:
    """How many reminders left for officers, or were given up, on that day or before."""
    return db.session.scalar(select(func.count()).select_from(Message).where(_left_by(last_day))) or 0


def forget_officer_mail(last_day: dt.date) -> int:
    """Removes them with the addresses they went to, and gives how many. The reminders on My day stay."""
    gone = db.session.execute(delete(Message).where(_left_by(last_day)).returning(Message.id)).all()
    return len(gone)


def _left_by(last_day: dt.date) -> ColumnElement[bool]:
    """What went to associations is of a case, and goes with it."""
    ended_at = func.coalesce(Message.sent_at, Message.given_up_at)
    return and_(Message.case_id.is_(None), ended_at < first_moment(last_day + dt.timedelta(days=1)))
