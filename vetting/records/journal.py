"""The journal: what happened, in the past tense, only ever added to and chained by hashes."""

import datetime as dt
import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from flask import current_app
from sqlalchemy import ForeignKey, String, Text, bindparam, insert, select, update
from sqlalchemy.orm import Mapped, mapped_column

from vetting.domain import journal as chain
from vetting.domain.authority import Actor
from vetting.domain.entries_rooms import AnyEntry
from vetting.records.db import Base, db


class JournalHead(Base):
    """The last link; locked while a deed appends, so that numbers never have gaps."""

    __tablename__ = "journal_head"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    seq: Mapped[int]
    hash: Mapped[str] = mapped_column(String(64))


class JournalEntry(Base):
    __tablename__ = "journal_entries"

    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[str] = mapped_column(String(32))  # the very text that was hashed
    actor: Mapped[str] = mapped_column(String(40), index=True)
    name: Mapped[str] = mapped_column(String(60), index=True)
    subject: Mapped[str] = mapped_column(String(60), index=True)
    case_id: Mapped[str] = mapped_column(String(16), index=True)  # blank when of no case
    payload_digest: Mapped[str] = mapped_column(String(64))
    prev: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))


class JournalPayload(Base):
    """The facts of an entry, apart so that they can be disposed of without breaking the chain."""

    __tablename__ = "journal_payloads"

    seq: Mapped[int] = mapped_column(ForeignKey("journal_entries.seq"), primary_key=True, autoincrement=False)
    salt: Mapped[str] = mapped_column(String(32))
    body: Mapped[str] = mapped_column(Text)


@dataclass(frozen=True)
class Pending:
    """An entry that the running deed will write when it commits."""

    entry: AnyEntry
    at: dt.datetime
    actor: str
    subject: str
    case_id: str
    facts: Mapping[str, object]


def note(
    entry: AnyEntry,
    *,
    by: Actor,
    now: dt.datetime,
    subject: str,
    case_id: str = "",
    **facts: object,
) -> None:
    """Adds an entry to the running deed. `subject` is "kind:id"; `facts` must be JSON values."""
    pending = db.session().info.get("entries")
    if pending is None or not db.session().info.get("in_deed"):
        raise RuntimeError("an entry was noted outside a deed")
    pending.append(Pending(entry, now, by.id, subject, case_id, facts))


def write_entries(entries: list[Pending]) -> None:
    """Appends to the chain under the head's lock. Called by transaction() as its last statement."""
    session = db.session()
    key = journal_key()
    seq, prev = session.execute(_LOCKED_HEAD).one()
    links, payloads = [], []
    for pending in entries:
        seq += 1
        salt = secrets.token_hex(16)
        link = chain.Link(
            seq=seq,
            at=pending.at.astimezone(dt.UTC).isoformat(timespec="microseconds"),
            actor=pending.actor,
            name=pending.entry.value,
            subject=pending.subject,
            case=pending.case_id,
            payload_digest=chain.payload_digest(salt, pending.facts),
            prev=prev,
        )
        prev = chain.link_hash(key, link)
        links.append(_row(link, prev))
        payloads.append({"seq": seq, "salt": salt, "body": chain.canonical(dict(pending.facts)).decode()})
    session.execute(_ADD_LINKS, links)
    session.execute(_ADD_PAYLOADS, payloads)
    session.execute(_MOVE_HEAD, {"last": seq, "last_hash": prev})


# Part of every deed: on the bare tables and built once.
_LOCKED_HEAD = select(JournalHead.seq, JournalHead.hash).with_for_update()
_ADD_LINKS = insert(JournalEntry.__table__)  # type: ignore[arg-type]
_ADD_PAYLOADS = insert(JournalPayload.__table__)  # type: ignore[arg-type]
_MOVE_HEAD = update(JournalHead.__table__).values(  # type: ignore[arg-type]
    seq=bindparam("last"), hash=bindparam("last_hash")
)


def _row(link: chain.Link, digest: str) -> dict[str, object]:
    return {
        "seq": link.seq,
        "at": link.at,
        "actor": link.actor,
        "name": link.name,
        "subject": link.subject,
        "case_id": link.case,
        "payload_digest": link.payload_digest,
        "prev": link.prev,
        "hash": digest,
    }


def journal_key() -> bytes:
    """The key of the chain, kept beside the database and never inside it."""
    key: bytes = current_app.config["JOURNAL_KEY"]
    return key


def head() -> JournalHead:
    """The last link as the database has it."""
    return db.session.scalars(select(JournalHead)).one()
