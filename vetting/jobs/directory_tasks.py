"""The long work of the association directory."""

import datetime as dt
from collections.abc import Callable, Mapping

from vetting.domain.authority import Actor
from vetting.services import directory_imports


def stage_directory(
    arguments: Mapping[str, str], by: Actor, now: dt.datetime, progress: Callable[[int, int], None]
) -> dict[str, object]:
    """Reads the rows of a received register; `arguments` has import_id."""
    return directory_imports.stage_directory(arguments["import_id"], progress=progress, by=by, now=now)
