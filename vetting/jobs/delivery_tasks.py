"""The work of deliveries outside the requests: reading them, and emptying the watched folders."""

import datetime as dt
import logging
from collections.abc import Callable, Mapping

from vetting.domain.authority import SYSTEM, Actor
from vetting.domain.errors import Problem
from vetting.domain.slots import Turn
from vetting.jobs import booking_tasks
from vetting.services import inboxes, inquiries, snapshots

logger = logging.getLogger(__name__)

# What says nothing against the file: it stays where it is, and the next turn tries again.
PASSING = frozenset(
    {"storage_full", "database_busy", "delivery_overtaken", "source_closed", "reading_stopped"}
)


def read_delivery(
    arguments: Mapping[str, str], by: Actor, now: dt.datetime, progress: Callable[[int, int], None]
) -> dict[str, object]:
    """Reads a stored delivery to its end; `arguments` has snapshot_id."""
    told = snapshots.read_delivery(arguments["snapshot_id"], by=by, now=now, progress=progress)
    return {"state": told.state, "reason": told.reason, "rows": told.rows, "changes": told.changes}


def watch_folders(turn: Turn, now: dt.datetime) -> dict[str, object]:
    """Delivers every whole file of the watched folders, one after the other."""
    count = 0
    with inboxes.arrived_files(by=SYSTEM, now=now) as files:
        for one in files:
            try:
                count += _take_in(one, now)
            except Exception:  # it stays where it is, and holds up none of the others
                logger.exception("a file for source %s could not be taken in", one.source_key)
    return {"count": count}


def _take_in(one: inboxes.Arrived, now: dt.datetime) -> int:
    if one.source_key == booking_tasks.FOLDER:
        return booking_tasks.take_in_file(one, now)
    try:
        if inquiries.takes_files(one.source_key):
            return _take_in_reply(one, now)
        with inboxes.opened(one) as content:
            told = snapshots.receive_delivery(
                one.source_key, content, file_name=one.path.name, as_of=None, by=SYSTEM, now=now
            )
    except Problem as problem:
        if problem.code in PASSING:
            return 0
        facts = {"state": "refused", "reason": problem.code, **problem.facts}
        inboxes.put_away(one, is_refused=True, told=facts, now=now)
        return 1
    facts = {"state": told.state, "reason": told.reason, "snapshot": told.snapshot, "sha256": told.sha256}
    counts = {f"rows {name}": number for name, number in told.rows.items()}
    changes = {name: number for name, number in told.changes.items()}
    everything = {**facts, **told.facts, **counts, **changes}
    inboxes.put_away(one, is_refused=told.state == "rejected", told=everything, now=now)
    return 1


def _take_in_reply(one: inboxes.Arrived, now: dt.datetime) -> int:
    """A receipt or an answer to a question file."""
    with inboxes.opened(one) as content:
        told = inquiries.receive_file(
            one.source_key, content.read(), file_name=one.path.name, by=SYSTEM, now=now
        )
    counts = {"answered": told.answered, "receipted": told.receipted, "refused": told.refused}
    facts = {"state": told.state, "reason": told.reason, "sha256": told.sha256, "kind": told.kind}
    everything = {**facts, **told.facts, **counts, "unanswered": ", ".join(told.unanswered)}
    inboxes.put_away(one, is_refused=told.state == "rejected", told=everything, now=now)
    return 1
