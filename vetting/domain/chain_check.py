"""Whether the journal's chain is whole: recomputes every link and names the first that is broken."""

import hashlib
import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from vetting.domain.journal import GENESIS, Link, link_hash


class BreakKind(StrEnum):
    """What is wrong with the first broken link."""

    CHANGED = "changed"  # the entry is not what was hashed
    REMOVED = "removed"  # entries before it are missing
    REORDERED = "reordered"  # a genuine entry stands in another's place
    PAYLOAD_CHANGED = "payload_changed"  # the facts are not those that were noted
    TAIL_CUT = "tail_cut"  # the head tells of entries that are not there
    HEAD_DIFFERS = "head_differs"  # the head is not the last entry
    KEY_DIFFERS = "key_differs"  # no link fits: the key is not the one the chain was made with
    CHECKPOINT_DIFFERS = "checkpoint_differs"  # the chain is not the one written down earlier


@dataclass(frozen=True)
class Stored:
    """An entry as it is kept; salt and body are None where the payload was disposed of."""

    link: Link
    hash: str
    salt: str | None
    body: str | None


@dataclass(frozen=True)
class Mark:
    """A place in the chain: number and hash, as the head keeps it or as somebody wrote it down."""

    seq: int
    hash: str


@dataclass(frozen=True)
class Break:
    seq: int
    kind: BreakKind


@dataclass(frozen=True)
class Verification:
    """`entries` is how many were read, `disposed` how many of them no longer have their facts."""

    entries: int
    disposed: int
    first_break: Break | None

    @property
    def ok(self) -> bool:
        return self.first_break is None


def verify(
    key: bytes, entries: Iterable[Stored], *, head: Mark | None, checkpoint: Mark | None = None
) -> Verification:
    """Reads the whole chain once, in order. `head` None means that the head row is gone."""
    last = Mark(0, GENESIS)
    count = disposed = fitting = 0
    broken: Break | None = None
    for stored in entries:
        count += 1
        disposed += stored.body is None
        fits = hmac.compare_digest(link_hash(key, stored.link), stored.hash)
        fitting += fits
        if broken is None:
            broken = _break_at(stored, last, fits, _checkpoint_hash(checkpoint, stored.link.seq))
            if broken is not None and broken.kind is BreakKind.CHANGED and head is not None:
                broken = _perhaps_reordered(key, stored, head.seq)
        last = Mark(stored.link.seq, stored.hash)
    if count > 1 and fitting == 0:
        broken = Break(1, BreakKind.KEY_DIFFERS)
    if broken is None:
        broken = _break_at_end(last, head, checkpoint)
    return Verification(count, disposed, broken)


def _break_at(stored: Stored, last: Mark, fits: bool, expected: str | None) -> Break | None:
    link = stored.link
    if link.seq != last.seq + 1:
        return Break(last.seq + 1, BreakKind.REMOVED)
    if not fits:
        return Break(link.seq, BreakKind.CHANGED)
    if link.prev != last.hash:
        return Break(link.seq, BreakKind.REORDERED)
    if not _payload_fits(stored):
        return Break(link.seq, BreakKind.PAYLOAD_CHANGED)
    if expected is not None and expected != stored.hash:
        return Break(link.seq, BreakKind.CHECKPOINT_DIFFERS)
    return None


def _break_at_end(last: Mark, head: Mark | None, checkpoint: Mark | None) -> Break | None:
    if head is None:
        return Break(last.seq, BreakKind.HEAD_DIFFERS)
    if head.seq > last.seq:
        return Break(last.seq + 1, BreakKind.TAIL_CUT)
    if head != last:
        return Break(last.seq, BreakKind.HEAD_DIFFERS)
    if checkpoint is not None and checkpoint.seq > last.seq:
        return Break(last.seq + 1, BreakKind.TAIL_CUT)
    return None


def _perhaps_reordered(key: bytes, stored: Stored, length: int) -> Break:
    """A genuine entry under another number fits its hash once it is given its own number back."""
    link = stored.link
    for seq in range(1, length + 1):
        moved = Link(
            seq, link.at, link.actor, link.name, link.subject, link.case, link.payload_digest, link.prev
        )
        if hmac.compare_digest(link_hash(key, moved), stored.hash):
            return Break(link.seq, BreakKind.REORDERED)
    return Break(link.seq, BreakKind.CHANGED)


def _payload_fits(stored: Stored) -> bool:
    if stored.body is None or stored.salt is None:
        return True
    kept = b"payload\0" + stored.salt.encode() + stored.body.encode()
    return hashlib.sha256(kept).hexdigest() == stored.link.payload_digest


def _checkpoint_hash(checkpoint: Mark | None, seq: int) -> str | None:
    return checkpoint.hash if checkpoint is not None and checkpoint.seq == seq else None
