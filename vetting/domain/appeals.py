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
    the announcement on the notice board, or from the day the party received the decision, and is None where
    nothing of the municipality's is tried.

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
        return self.deadline is DeadlineKind.APPEAL

    @property
    def is_served(self) -> bool:
        """Whether the time to appeal runs from the day the party received the decision (FL 44 §)."""
        return self.deadline is DeadlineKind.PARTY_APPEAL

    @property
    def weeks(self) -> int:
        """How many weeks there are to ask for it; 0 where no time runs."""
        return 0 if self.deadline is None else (TABLE[self.deadline].days or 0) // 7


# The notice of FL 40-44 §§ stands under administrative appeal alone: those sections do not apply
# where legality review does (FL 2 §), and nothing of them is the municipality's to tell where somebody else
# decides.
_REVIEWS: dict[Regime, Review] = {
    Regime.LEGALITY_REVIEW: Review(
        ReviewPath.LEGALITY_REVIEW,
        by="member_of_municipality",
        court="administrative_court",
        paragraphs=("KL 13:1", "KL 13:5", "KL 13:8"),
        deadline=DeadlineKind.APPEAL,
    ),
    # Where an ordinance on a state grant that the municipality passes on gives that way, as most do (LR-01).
    Regime.ADMINISTRATIVE_APPEAL: Review(
        ReviewPath.ADMINISTRATIVE_APPEAL,
        by="party",
        court="administrative_court",
        paragraphs=("FL 40", "FL 41", "FL 42", "FL 43", "FL 44"),
        deadline=DeadlineKind.PARTY_APPEAL,
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
# Those whose time to appeal runs from the day the party received the decision.
SERVED: tuple[Regime, ...] = tuple(regime for regime in Regime if _REVIEWS[regime].is_served)


def review_of(regime: Regime) -> Review:
    """The review of decisions under `regime`: five regimes, five ways, and no two texts alike."""
    return _REVIEWS[regime]


def last_day_of_party_appeal(served_on: dt.date, holidays: Collection[dt.date]) -> dt.date:
    """Last day for the party to appeal: three weeks from the day it received the decision (FL 44 §)."""
    return day_due(DeadlineKind.PARTY_APPEAL, served_on, holidays)


def last_day_of_appeal(announced_on: dt.date, holidays: Collection[dt.date]) -> dt.date:
    """Last day to ask for legality review: three weeks from the announcement on the notice board."""
    return day_due(DeadlineKind.APPEAL, announced_on, holidays)
