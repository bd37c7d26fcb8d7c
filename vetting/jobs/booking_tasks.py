"""The work of lists of bookings outside the requests: bringing them in, and those of the watched folder."""

import datetime as dt
from collections.abc import Callable, Mapping

from vetting.domain.authority import SYSTEM, Actor
from vetting.domain.errors import Problem
from vetting.services import booking_lists, inboxes

FOLDER = "bokningar"  # of the inbox, beside those of the sources
MOST_TOLD = 200  # rows in the text beside the file; the page has them all
PASSING = frozenset({"storage_full", "database_busy"})


def take_in_bookings(
    arguments: Mapping[str, str], by: Actor, now: dt.datetime, progress: Callable[[int, int], None]
) -> dict[str, object]:
    """Brings a received list in; `arguments` has import_id."""
    return booking_lists.take_in_bookings(arguments["import_id"], progress=progress, by=by, now=now)


def take_in_file(one: inboxes.Arrived, now: dt.datetime) -> int:
    """Brings a list from the watched folder in and puts it away with word of what happened."""
    try:
        with inboxes.opened(one) as content:
            import_id = booking_lists.receive_booking_list(content.read(), one.path.name, by=SYSTEM, now=now)
        counts = booking_lists.take_in_bookings(import_id, by=SYSTEM, now=now)
    except Problem as problem:
        if problem.code in PASSING:
            return 0
        facts = {"state": "refused", "reason": problem.code, **problem.facts}
        inboxes.put_away(one, is_refused=True, told=facts, now=now)
        return 1
    odd = booking_lists.problems_told(import_id, by=SYSTEM)
    told = {"state": "imported", "import": import_id, **counts, "told": "; ".join(odd[:MOST_TOLD])}
    inboxes.put_away(one, is_refused=False, told=told, now=now)
    return 1
