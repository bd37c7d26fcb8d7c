"""What stands in the way of changing a decision already made, and of holding its payment meanwhile."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from vetting.domain.deadlines import usual_days
from vetting.domain.decisions import Blocker, Draft
from vetting.domain.errors import Refused
from vetting.domain.free_text import require_written
from vetting.domain.revocation import OF_APPLICATION, OF_REVIEW, REVOKING, Period, Revocation, revocable
from vetting.domain.terms import Outcome
from vetting.domain.terms_decisions import DeadlineKind
from vetting.domain.terms_revocations import HoldScope, ReviewStep, RevocationGround

MIN_WHY = 40  # a ground is told, not ticked
MIN_UNDOING = 25
LONGEST_HOLD = usual_days(DeadlineKind.PAYMENT_HOLD)  # days in all for one review


@dataclass(frozen=True)
class Reviewed:
    """The support that is reviewed: its days, what was granted in whole kronor, the reservation of the
    decision it rests on, and whether it has ended since."""

    starts_on: dt.date
    ends_on: dt.date
    amount: int
    reservation: str
    is_ended: bool = False


@dataclass(frozen=True)
class Hold:
    """Payment that waits. `amount`: kronor held of what is not paid, None for all of it; `undoing`: how it is
    put right if the hold was wrong (KL 13:14)."""

    reason: str
    undoing: str
    ends_on: dt.date
    amount: int | None = None

    @property
    def scope(self) -> HoldScope:
        return HoldScope.WHOLE if self.amount is None else HoldScope.PART


def faults_of_kind(outcome: Outcome, *, is_review: bool) -> tuple[Blocker, ...]:
    """That an application is answered with what only a review can come to, or the other way round."""
    if outcome in (OF_REVIEW if is_review else OF_APPLICATION):
        return ()
    code = "outcome_of_application" if is_review else "outcome_of_review"
    return (Blocker(code, {"outcome": outcome.value}, "outcome"),)


def faults_of_review(draft: Draft, reviewed: Reviewed) -> tuple[Blocker, ...]:
    """What a proposal in a special review lacks, its grounds and words apart."""
    found = [*faults_of_kind(draft.outcome, is_review=True)]
    if reviewed.is_ended and draft.outcome is not Outcome.CLOSED:
        found.append(Blocker("support_ended_already"))
    if draft.outcome not in REVOKING:
        return tuple(found)
    if draft.revocation is None:
        return (*found, Blocker("revocation_ground_missing", field="ground"))
    found += _faults_of_ground(draft.revocation, reviewed)
    found += _faults_of_periods(draft.revocation.periods, reviewed)
    found += _faults_of_amount(draft.outcome, draft.revocation, reviewed)
    return tuple(found)


def _faults_of_ground(revocation: Revocation, reviewed: Reviewed) -> Iterator[Blocker]:
    if not revocable(revocation.ground, reviewed.reservation):
        yield Blocker("revocation_without_reservation", field="ground")
    if len(revocation.why) < MIN_WHY:
        code = {
            RevocationGround.RESERVATION: "reservation_words_missing",
            RevocationGround.WRONG_INFORMATION: "wrong_information_untold",
            RevocationGround.COMPELLING_SAFETY: "danger_untold",
        }[revocation.ground]
        yield Blocker(code, {"needed": MIN_WHY}, "ground_why")
    if revocation.can_be_undone is None or len(revocation.undoing) < MIN_UNDOING:
        yield Blocker("undoing_untold", {"needed": MIN_UNDOING}, "undoing")


def _faults_of_periods(periods: Iterable[Period], reviewed: Reviewed) -> Iterator[Blocker]:
    last: dt.date | None = None
    for row, one in enumerate(sorted(periods, key=lambda period: period.starts_on), start=1):
        facts = {"row": row}
        if one.ends_on < one.starts_on:
            yield Blocker("period_reversed", facts, "periods")
        elif not reviewed.starts_on <= one.starts_on <= one.ends_on <= reviewed.ends_on:
            yield Blocker("period_outside_support", facts, "periods")
        elif last is not None and one.starts_on <= last:
            yield Blocker("periods_overlap", facts, "periods")
        if one.amount < 1:
            yield Blocker("period_without_amount", facts, "periods")
        last = one.ends_on


def _faults_of_amount(outcome: Outcome, revocation: Revocation, reviewed: Reviewed) -> Iterator[Blocker]:
    facts = {"amount": revocation.amount, "granted": reviewed.amount}
    if revocation.amount > reviewed.amount:
        yield Blocker("claim_above_grant", facts, "periods")
    if outcome is Outcome.PARTLY_REVOKED and not revocation.claimed:
        yield Blocker("part_without_evidence", field="periods")
    elif outcome is Outcome.PARTLY_REVOKED and revocation.amount == reviewed.amount:
        yield Blocker("part_is_whole", facts, "periods")


def step_of(*, is_closed: bool, has_plan: bool, is_held: bool, is_asked: bool) -> ReviewStep:
    """How far a review has come: the highest step of the ladder that was taken."""
    if is_closed:
        return ReviewStep.CLOSED
    if has_plan:
        return ReviewStep.PLANNED
    if is_held:
        return ReviewStep.HELD
    return ReviewStep.ASKED if is_asked else ReviewStep.OPENED


def require_hold(hold: Hold, *, granted: int, held_days: int, today: dt.date) -> Hold:
    """The hold with its texts tidied. `held_days`: of earlier holds in the same review.

    Raises Refused `hold_day_impossible`, `hold_too_long` with the `days` that are left, `hold_amount`,
    `hold_reason_short`, `undoing_untold`, or as require_written.
    """
    reason = require_written(hold.reason, field="reason")
    undoing = require_written(hold.undoing, field="undoing")
    if len(reason) < MIN_WHY:
        raise Refused("hold_reason_short", field="reason", needed=MIN_WHY)
    if len(undoing) < MIN_UNDOING:
        raise Refused("undoing_untold", field="undoing", needed=MIN_UNDOING)
    if hold.ends_on <= today:
        raise Refused("hold_day_impossible", field="ends_on")
    left = LONGEST_HOLD - held_days
    if (hold.ends_on - today).days > left:
        raise Refused("hold_too_long", field="ends_on", days=max(left, 0))
    if hold.amount is not None and not 0 < hold.amount < granted:
        raise Refused("hold_amount", field="amount", granted=granted)
    return Hold(reason, undoing, hold.ends_on, hold.amount)


def days_of(holds: Iterable[tuple[dt.date, dt.date]]) -> int:
    """How many days the holds took, each from its first day to its last."""
    return sum((ended_on - starts_on).days for starts_on, ended_on in holds)
