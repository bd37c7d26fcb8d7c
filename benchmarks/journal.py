"""What the journal costs a write, and how fast its chain is verified."""

import itertools
from pathlib import Path

from benchmarks.databases import opened, place
from benchmarks.measuring import Figure, in_turns, timed
from benchmarks.town import NOW
from vetting.domain.authority import OPERATOR, SYSTEM
from vetting.domain.entries import Entry
from vetting.reading.journal_check import verify_journal
from vetting.records.db import db, transaction
from vetting.records.journal import note
from vetting.records.officers import SignInFailures

ENTRIES, PIECE = 100_000, 2_000
EACH = 150
_numbers = itertools.count(1)


def figures(kind: str, folder: Path, server: str | None) -> list[Figure]:
    """Writes in turns with and without an entry; then a chain of ENTRIES made in pieces and verified."""
    with opened(place(kind, folder / "journal", server)):
        times = in_turns({"plain": _plain_write, "journaled": _journaled_write}, each=EACH)
        appended = sum(timed(_append_piece) for _ in range(ENTRIES // PIECE))
        verified = min(timed(_verify) for _ in range(3))
    plain, journaled = times["plain"], times["journaled"]
    return [
        Figure("journal", "plain write: p50", plain.p50, "ms", kind),
        Figure("journal", "journaled write: p50", journaled.p50, "ms", kind),
        Figure("journal", "journaled write: p99", journaled.p99, "ms", kind),
        Figure("journal", "plain / journaled", plain.p50 / journaled.p50, "×", kind, "≥ 0.5"),
        Figure("journal", f"append {ENTRIES} in pieces", ENTRIES / appended * 1000, "rows/s", kind),
        Figure("journal", f"verify {ENTRIES}", ENTRIES / verified * 1000, "rows/s", kind, "≥ 50000"),
    ]


def _row() -> SignInFailures:
    return SignInFailures(key=f"bench:{next(_numbers)}", window_start_at=NOW, count=1)


def _plain_write() -> None:
    """One row and its commit, as any application would write it."""
    db.session.rollback()
    db.session.add(_row())
    db.session.commit()


def _journaled_write() -> None:
    """The same row as a deed: under the write lock, with its entry chained to the one before."""
    with transaction():
        db.session.add(_row())
        note(Entry.SIGN_IN_FAILED, by=SYSTEM, now=NOW, subject="account:bench", attempts=1)


def _append_piece() -> None:
    with transaction():
        for number in range(PIECE):
            note(
                Entry.CASE_ASSIGNED,
                by=SYSTEM,
                now=NOW,
                subject=f"case:{number:016d}",
                case_id=f"{number:016d}",
                before=None,
                after=f"{number:016d}",
            )


def _verify() -> None:
    found = verify_journal(OPERATOR)
    if found.first_break is not None:
        raise RuntimeError(f"the chain is broken: {found.first_break}")
