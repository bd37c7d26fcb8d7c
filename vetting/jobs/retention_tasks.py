"""What is kept no longer: old deliveries source by source, leads and indications case by case."""

import datetime as dt
import logging

from vetting.domain.authority import SYSTEM
from vetting.domain.errors import Problem
from vetting.domain.slots import Turn
from vetting.services import clock, disposal, retention

logger = logging.getLogger(__name__)


def forget_old_deliveries(turn: Turn, now: dt.datetime) -> dict[str, object] | None:
    """Does every source with a limit; one that cannot be done stops no other, and the clock tries again."""
    count, fault = 0, None
    for key in retention.sources_with_a_limit():
        try:
            count += retention.forget_old_deliveries(key, by=SYSTEM, now=now)
        except Problem as problem:
            logger.warning("old deliveries of source %s were not forgotten: %s", key, problem.code)
            fault = problem
    if fault is not None:
        raise fault
    return clock.tell_done(turn, count, now)


def dispose(turn: Turn, now: dt.datetime) -> dict[str, object] | None:
    """Removes what the retention plan keeps no longer."""
    return clock.tell_done(turn, disposal.dispose_due(by=SYSTEM, now=now), now)
