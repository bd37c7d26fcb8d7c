"""The journal's chain read from the tables, streaming: memory does not grow with the journal."""

from collections.abc import Iterator

from sqlalchemy import select

from vetting.domain.chain_check import Mark, Stored, Verification, verify
from vetting.domain.journal import Link
from vetting.records.db import db
from vetting.records.journal import JournalEntry, JournalHead, JournalPayload, journal_key


def verified(checkpoint: Mark | None = None) -> Verification:
    """Recomputes every link."""
    return verify(journal_key(), _stored(), head=head_mark(), checkpoint=checkpoint)


def head_mark() -> Mark | None:
    """The head as the database has it: what to write down outside the service."""
    row = db.session.execute(select(JournalHead.seq, JournalHead.hash)).one_or_none()
    return None if row is None else Mark(row[0], row[1])


def _stored() -> Iterator[Stored]:
    rows = db.session.execute(
        select(
            JournalEntry.seq,
            JournalEntry.at,
            JournalEntry.actor,
            JournalEntry.name,
            JournalEntry.subject,
            JournalEntry.case_id,
            JournalEntry.payload_digest,
            JournalEntry.prev,
            JournalEntry.hash,
            JournalPayload.salt,
            JournalPayload.body,
        )
        .outerjoin(JournalPayload, JournalPayload.seq == JournalEntry.seq)
        .order_by(JournalEntry.seq)
        .execution_options(yield_per=2000)
    )
    for *link, digest, salt, body in rows:
        yield Stored(Link(*link), digest, salt, body)
