"""Post by e-mail: sent after the deed that queued it, tried again after a failure, given up at last."""

import datetime as dt
from dataclasses import dataclass

from vetting.domain.authority import SYSTEM, Act, Actor, require
from vetting.domain.entries import Entry
from vetting.domain.errors import NotFound, Refused
from vetting.domain.free_text import tidy
from vetting.domain.outbox import AT_ONCE, IN_HAND, is_address, next_try_at
from vetting.gateways.mail import MailDoor, NotSent, Outgoing, send
from vetting.records import associations, outbox, reminders
from vetting.records.db import let_go, settings, transaction
from vetting.records.journal import note


@dataclass(frozen=True)
class Tried:
    """What became of one attempt; `is_server`: nothing else would be taken now either."""

    is_sent: bool
    is_server: bool = False


def waiting_messages(now: dt.datetime) -> tuple[str, ...]:
    """Ids of what is to be sent by now, the oldest first; some at once."""
    found = tuple(outbox.messages_due(now, AT_ONCE))
    let_go()
    return found


def send_message(message_id: str, *, now: dt.datetime) -> Tried | None:
    """One attempt: taken in hand, sent, told. None when somebody else has it in hand, or it is sent.

    Whoever dies between sending and telling leaves it to be sent again, with the same Message-ID.
    """
    outgoing = _take(message_id, now)
    if outgoing is None:
        return None
    kept = settings()
    door = MailDoor(kept.smtp_url, kept.mail_from, kept.outbox_dir, kept.municipality)
    try:
        send(door, outgoing)
    except NotSent as fault:
        _tell_failure(message_id, fault, now)
        return Tried(False, fault.is_server)
    _tell_sent(message_id, now)
    return Tried(True)


def try_again(message_id: str, *, by: Actor, now: dt.datetime) -> None:
    """Puts a message that waits or was given up first in line. Raises NotFound, Refused `message_sent`,
    or `message_in_hand` while somebody is sending it."""
    with transaction():
        require(by, Act.KEEP_POST)
        row = outbox.message_in_hand(message_id)
        if row.sent_at is not None:
            raise Refused("message_sent")
        if row.attempts and not row.last_failure and row.not_before_at > now:
            raise Refused("message_in_hand")
        row.given_up_at, row.attempts, row.not_before_at = None, 0, now
        reminders.settle_reminders(f"message:{row.id}", "post_given_up", by=by.id, now=now)
        about = {"subject": f"message:{row.id}", "case_id": row.case_id or ""}
        note(Entry.MESSAGE_RETRIED, by=by, now=now, **about)


def set_post_address(association_id: str, address: str, *, by: Actor, now: dt.datetime) -> None:
    """Where an association takes its post by e-mail; "" for nowhere. Raises NotFound, Refused `address_odd`,
    `association_is_merged` or `association_unchanged`."""
    require(by, Act.EDIT_DIRECTORY)
    with transaction():
        row = associations.in_use(association_id)
        told = tidy(address)
        if told and not is_address(told):
            raise Refused("address_odd", field="email")
        if (row.email or "") == told:
            raise Refused("association_unchanged")
        row.email, row.updated_at = told or None, now
        subject = f"association:{association_id}"
        note(Entry.POST_ADDRESS_SET, by=by, now=now, subject=subject, is_there=bool(told))


def _take(message_id: str, now: dt.datetime) -> Outgoing | None:
    """The message with its attempt counted; nobody else tries it before `IN_HAND` has passed."""
    with transaction(is_piece=True):
        try:
            row = outbox.message_in_hand(message_id)
        except NotFound:
            return None
        if row.sent_at is not None or row.given_up_at is not None or row.not_before_at > now:
            return None
        row.attempts, row.not_before_at, row.last_failure = row.attempts + 1, now + IN_HAND, ""
        return Outgoing(row.id, row.to_address, row.subject, row.body, row.queued_at)


def _tell_sent(message_id: str, now: dt.datetime) -> None:
    with transaction():
        row = outbox.message_in_hand(message_id)
        row.sent_at, row.given_up_at, row.last_failure = now, None, ""
        row.body = ""  # a code may stand in it; letters are kept with their case
        about = {"subject": f"message:{row.id}", "case_id": row.case_id or ""}
        note(Entry.MESSAGE_MAILED, by=SYSTEM, now=now, **about, attempts=row.attempts)


def _tell_failure(message_id: str, fault: NotSent, now: dt.datetime) -> None:
    with transaction(is_piece=True):
        row = outbox.message_in_hand(message_id)
        row.last_failure = fault.code
        again_at = None if fault.is_final else next_try_at(row.attempts, now)
        if again_at is not None:
            row.not_before_at = again_at
            return
        row.given_up_at = now
        about = {"subject": f"message:{row.id}", "case_id": row.case_id or ""}
        note(Entry.MESSAGE_FAILED, by=SYSTEM, now=now, **about, attempts=row.attempts, reason=fault.code)
        told = {"subject": row.subject}
        reminders.remind_coordinators("post_given_up", f"message:{row.id}", told, now=now)
