"""The long work of lists of applications."""

import datetime as dt
from collections.abc import Callable, Mapping

from vetting.domain.authority import Actor
from vetting.services import application_lists


def stage_applications(
    arguments: Mapping[str, str], by: Actor, now: dt.datetime, progress: Callable[[int, int], None]
) -> dict[str, object]:
    """Reads the rows of a received list; `arguments` has import_id."""
    return application_lists.stage_applications(arguments["import_id"], progress=progress, by=by, now=now)
