"""How a decision can be reviewed: the legal regime decides, and nothing else does."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from vetting.domain.terms import Regime
from vetting.domain.working_days import next_working_day

APPEAL_TIME = dt.timedelta(weeks=3)  # KL 13:5


@dataclass(frozen=True)
class Review:
    """Facts of the review. `by` is who may ask for it; the court can only annul, never grant."""

    weeks: int
    starts: str
    by: str
    court: str
    paragraphs: tuple[str, ...]


_REVIEWS: dict[Regime, Review] = {
    Regime.LEGALITY_REVIEW: Review(
        weeks=APPEAL_TIME.days // 7,
        starts="announcement",
        by="member_of_municipality",
        court="administrative_court",
        paragraphs=("KL 13:1", "KL 13:5", "KL 13:8"),
    ),
}


def review_of(regime: Regime) -> Review | None:
    """The review of decisions under `regime`; None where a contract is tried by a general court instead.

    Never the notice of FL 40-44 §§: those do not apply where legality review does (FL 2 §).
    """
    return _REVIEWS.get(regime)


def last_day_of_appeal(announced_on: dt.date, holidays: Collection[dt.date]) -> dt.date:
    """Last day to ask for legality review: three weeks from the announcement on the notice board."""
    return next_working_day(announced_on + APPEAL_TIME, holidays)
