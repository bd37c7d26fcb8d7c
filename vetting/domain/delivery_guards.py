"""When a delivery looks so unlike the register it replaces that a person must let it in."""

import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from vetting.domain.errors import Refused
from vetting.domain.terms import RowState

# What holds where nobody declared a limit, in per cent of the rows before; small lists may vary freely.
USUAL_SHRINK = 10
USUAL_GROWTH = 50
LEAST_TO_GUARD = 100
# Shares of rows per state are told as odd beyond this many deviations and this many parts of the whole.
SIGMAS = 3.0
LEAST_DRIFT = 0.03
LEAST_HISTORY = 3


@dataclass(frozen=True, slots=True)
class Limits:
    """Per cent of its rows a register may lose or gain from one delivery to the next. None: as usual,
    which is 10 and 50 for registers of at least 100 rows."""

    max_shrink: int | None = None
    max_growth: int | None = None


def unusual_size(before: int, after: int, limits: Limits) -> Refused | None:
    """Why a delivery is held for its size: `shrunk_too_much`, `grown_too_much`, or None.

    A file cut short, or one made to try something, must not replace a register.
    """
    if not before:
        return None
    usual = before >= LEAST_TO_GUARD
    shrink = USUAL_SHRINK if limits.max_shrink is None and usual else limits.max_shrink
    growth = USUAL_GROWTH if limits.max_growth is None and usual else limits.max_growth
    change = 100 * (after - before) / before
    if shrink is not None and -change > shrink:
        return Refused("shrunk_too_much", before=before, after=after, most=shrink)
    if growth is not None and change > growth:
        return Refused("grown_too_much", before=before, after=after, most=growth)
    return None


def unusual_shares(
    counts: Mapping[RowState, int], earlier: Sequence[Mapping[RowState, int]]
) -> Refused | None:
    """Why a delivery is held for what became of its rows: `rows_unlike_before`, or None.

    `earlier` are the counts of whole deliveries taken into use before. A state's share must leave its
    mean by more than three deviations and by more than three per cent of the rows.
    """
    rows = sum(counts.values())
    whole = [one for one in earlier if sum(one.values())]
    if rows < LEAST_TO_GUARD or len(whole) < LEAST_HISTORY:
        return None
    for state in (RowState.QUARANTINED, RowState.MASKED, RowState.DUPLICATE, RowState.REPAIRED, RowState.OK):
        share = counts.get(state, 0) / rows
        past = [one.get(state, 0) / sum(one.values()) for one in whole]
        drift = abs(share - statistics.fmean(past))
        if drift > max(LEAST_DRIFT, SIGMAS * statistics.pstdev(past)):
            usual = round(100 * statistics.fmean(past), 1)
            return Refused("rows_unlike_before", state=state.value, share=round(100 * share, 1), usual=usual)
    return None


def require_next(expected: str, found: str) -> None:
    """Raises Refused `delta_gap`: changes are only told against what the source delivered before them."""
    if not expected or found != expected:
        raise Refused("delta_gap", expected=expected or "-", found=found or "-")
