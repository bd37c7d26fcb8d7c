"""Re-screening by the clock, and as long work that somebody asked for."""

import datetime as dt
import logging
from collections.abc import Callable, Mapping

from vetting.domain.authority import SYSTEM, Actor
from vetting.domain.errors import Problem
from vetting.domain.rescreening import Tally
from vetting.domain.slots import Turn
from vetting.services import rescreening

logger = logging.getLogger(__name__)


def rescreen_what_changed(turn: Turn, now: dt.datetime) -> dict[str, object]:
    """Re-screens against every source with a new snapshot, then every association that was changed.

    Each is a deed of its own which nobody does twice; one that cannot be done stops no other.
    """
    count = 0
    for key in rescreening.sources_due():
        count += _done(f"source {key}", lambda key=key: rescreening.rescreen_source(key, by=SYSTEM, now=now))  # type: ignore[misc]
    for one in rescreening.associations_due(now):
        count += _done(
            f"association {one}",
            lambda one=one: rescreening.rescreen_association(one, by=SYSTEM, now=now),  # type: ignore[misc]
        )
    return {"count": count}


def rescreen_source(
    arguments: Mapping[str, str], by: Actor, now: dt.datetime, progress: Callable[[int, int], None]
) -> dict[str, object]:
    """Re-screens against one source; `arguments` has its key."""
    return dict(rescreening.rescreen_source(arguments["key"], by=by, now=now, progress=progress).facts())


def _done(about: str, deed: Callable[[], Tally]) -> int:
    try:
        deed()
    except Problem as problem:
        logger.warning("%s was not re-screened: %s", about, problem.code)
        return 0
    return 1
