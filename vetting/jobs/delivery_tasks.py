"""The long work of deliveries."""

import datetime as dt
from collections.abc import Callable, Mapping

from vetting.domain.authority import Actor
from vetting.services import snapshots


def read_delivery(
    arguments: Mapping[str, str], by: Actor, now: dt.datetime, progress: Callable[[int, int], None]
) -> dict[str, object]:
    """Reads a stored delivery to its end; `arguments` has snapshot_id."""
    told = snapshots.read_delivery(arguments["snapshot_id"], by=by, now=now, progress=progress)
    return {"state": told.state, "reason": told.reason, "rows": told.rows, "changes": told.changes}
