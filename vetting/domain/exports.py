"""Files taken out of lists: the authority each needs, which are made beside requests, how long they lie."""

import datetime as dt
from collections.abc import Collection, Mapping
from types import MappingProxyType

from vetting.domain.authority_table import Act
from vetting.domain.terms_exports import ExportKind

HEAVY = 1_500  # rows; more would keep a page waiting for over two seconds
MOST_ROWS = 200_000  # of one file; the journal of a city's ten years
KEPT = dt.timedelta(days=7)

ACT_OF: Mapping[ExportKind, Act] = MappingProxyType(
    {
        ExportKind.CASES: Act.SEE_CASES,
        ExportKind.DECISIONS: Act.SEE_CASES,
        ExportKind.FOLLOW_UPS: Act.FOLLOW_UP,
        ExportKind.REPORTS: Act.FOLLOW_UP,
        ExportKind.DIRECTORY: Act.SEE_DIRECTORY,
        ExportKind.REVOCATIONS: Act.SEE_REVOCATIONS,
        ExportKind.CLAIMS: Act.SEE_LEDGER,
        ExportKind.SOURCES: Act.SEE_SOURCES,
        ExportKind.JOURNAL: Act.SEE_JOURNAL,
        ExportKind.LETTINGS: Act.SEE_PREMISES,
        ExportKind.TONIGHT: Act.SEE_PREMISES,
    }
)


def is_heavy(rows: int) -> bool:
    """Whether so many rows are made into a file beside the requests."""
    return rows > HEAVY


def reach_holds(made_for: Collection[str] | None, now_held: Collection[str] | None) -> bool:
    """Whether somebody may still see what a file holds: the boards it was made for are all within reach now.

    None means every board.
    """
    if now_held is None:
        return True
    return made_for is not None and set(made_for) <= set(now_held)


def last_day(finished_at: dt.datetime) -> dt.datetime:
    """When the file is removed."""
    return finished_at + KEPT
