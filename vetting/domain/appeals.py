"""How a decision can be reviewed: the legal regime decides, and nothing else does."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from vetting.domain.deadlines import TABLE, day_due
from vetting.domain.terms import Regime
from vetting.domain.terms_decisions import DeadlineKind, ReviewPath


@dataclass(frozen=True)
class Review:
    """The way to have it tried. `path` is the text that letters and pages show of it; `deadline` runs from
    the announcement on the notice board, and is None where nothing of the municipality's is announced.

    `by`: who may ask. `court`: which one tries it, "" where another body's decision tells.
    """

    path: ReviewPath
    by: str
    court: str
    paragraphs: tuple[str, ...] = ()
    deadline: DeadlineKind | None = None

    @property
    def is_announced(self) -> bool:
        """Whether the decision is announced, and a time for review runs from that."""
        return self.deadline is not None

    @property
    def weeks(self) -> int:
        """How many weeks there are to ask for it; 0 where no time runs."""
        return 0 if self.deadline is None else (TABLE[self.deadline].days or 0) // 7


# Never the notice of FL 40-44 §§: those do not apply where legality review does (FL 2 §), and nothing of
# them is the municipality's to tell where somebody else decides.
_REVIEWS: dict[Regime, Review] = {
    Regime.LEGALITY_REVIEW: Review(
        ReviewPath.LEGALITY_REVIEW,
        by="member_of_municipality",
        court="administrative_court",
        paragraphs=("KL 13:1", "KL 13:5", "KL 13:8"),
        deadline=DeadlineKind.APPEAL,
    ),
    # The board's decision to let or not is tried as any other; what the parties then agree is not, and which
    # court tries that is not told: it was not read in a text of law.
    Regime.CIVIL_LAW: Review(
        ReviewPath.CONTRACT,
        by="member_of_municipality",
        court="administrative_court",
        paragraphs=("KL 13:1", "KL 13:5", "KL 13:8"),
        deadline=DeadlineKind.APPEAL,
    ),
    Regime.PUBLIC_PLACE: Review(
        ReviewPath.POLICE, by="party", court="", paragraphs=("ORDL 3:2", "ORDL 3:15")
    ),
    Regime.STATE_AIDED_HALL: Review(
        ReviewPath.HALL_OWNER, by="party", court="", paragraphs=("SFS 2016:1367 5 §", "SFS 2016:1367 9 §")
    ),
}
# Those whose decisions are announced on the notice board.
ANNOUNCED: tuple[Regime, ...] = tuple(regime for regime in Regime if _REVIEWS[regime].is_announced)


def review_of(regime: Regime) -> Review:
    """The review of decisions under `regime`: four regimes, four ways, and no two texts alike."""
    return _REVIEWS[regime]


def last_day_of_appeal(announced_on: dt.date, holidays: Collection[dt.date]) -> dt.date:
    """Last day to ask for legality review: three weeks from the announcement on the notice board."""
    return day_due(DeadlineKind.APPEAL, announced_on, holidays)
