"""Rounds whose public seed is confirmed are drawn without waiting for anybody to press."""

import datetime as dt
import logging

from vetting.domain.authority import SYSTEM
from vetting.domain.errors import Problem
from vetting.domain.slots import Turn
from vetting.services import clock, draws, round_clock

logger = logging.getLogger(__name__)
ELSEWHERE = ("already_drawn", "round_voided")  # by somebody else in the same moment


def draw_with_public_seed(turn: Turn, now: dt.datetime) -> dict[str, object] | None:
    """Draws every such round, each in its own transaction; one that another process draws is passed over.

    One that cannot be drawn stops no other; then the turn is not done, and the clock tries again.
    """
    count, fault = 0, None
    for round_id in round_clock.rounds_to_draw():
        try:
            draws.draw_round(round_id, by=SYSTEM, now=now)
        except Problem as problem:
            logger.warning("round %s was not drawn by the clock: %s", round_id, problem.code)
            fault = fault if problem.code in ELSEWHERE else problem
        else:
            count += 1
    if fault is not None:
        raise fault
    return clock.tell_done(turn, count, now)
