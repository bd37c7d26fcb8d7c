"""A claim for repayment as a ledger: what is claimed, collected, waived, written off and due on any day.

A municipal reclaim is a claim and no enforcement title: demand, then order to pay or suit (NJA 1984 s. 648).
Amounts are whole kronor of the claim itself; interest is counted beside it and never added to it.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from vetting.domain.deadlines import day_due
from vetting.domain.errors import Refused, require_all
from vetting.domain.terms_decisions import DeadlineKind
from vetting.domain.terms_revocations import ClaimEventKind as K
from vetting.domain.terms_revocations import ClaimState
from vetting.domain.working_days import add_months

MAX_PARTS = 60
# What breaks the limitation of a claim: written demand, acknowledgement, payment (lag 1981:130 5 §). A claim
# handed over is not yet an action in court, so it is not counted: the earlier day is the careful one.
BREAKING = frozenset({K.DEMANDED, K.ACKNOWLEDGED, K.PAID})


@dataclass(frozen=True)
class PlanPart:
    """One part of an agreed plan: at least so much more is paid by that day."""

    due_on: dt.date
    amount: int


@dataclass(frozen=True)
class LedgerLine:
    """One thing that happened to a claim. `amount`: kronor it moves; of a demand, the kronor it states.

    `until_on`: the last day to pay of a demand, or of a respite. `undoes`: the key of a payment noted by
    mistake. `plan`: of an agreement on instalments.
    """

    kind: K
    on: dt.date
    amount: int = 0
    key: str = ""
    until_on: dt.date | None = None
    tells_interest: bool = False
    undoes: str = ""
    plan: tuple[PlanPart, ...] = ()


@dataclass(frozen=True)
class Balance:
    """Whole kronor on a day; claimed = collected + waived + written_off + due."""

    claimed: int = 0
    collected: int = 0
    waived: int = 0
    written_off: int = 0

    @property
    def due(self) -> int:
        return self.claimed - self.collected - self.waived - self.written_off


class Evidenced(Protocol):
    """A period with what is claimed for it and the evidence that stands for that very period."""

    @property
    def amount(self) -> int: ...
    @property
    def evidence_ids(self) -> tuple[str, ...]: ...


Period = TypeVar("Period", bound=Evidenced)


def evidenced(periods: Iterable[Period]) -> tuple[Period, ...]:
    """The periods that may be claimed: those with their own evidence (Växjö 2020; KR Stockholm 1383-19)."""
    return tuple(period for period in periods if period.amount > 0 and period.evidence_ids)


def balance(lines: Iterable[LedgerLine], on: dt.date | None = None) -> Balance:
    """What the lines say at the end of the day; of all lines when no day is given."""
    sums = dict.fromkeys(K, 0)
    for line in lines:
        if on is None or line.on <= on:
            sums[line.kind] += line.amount
    return Balance(
        claimed=sums[K.OPENED],
        collected=sums[K.PAID] - sums[K.PAYMENT_UNDONE],
        waived=sums[K.WAIVED],
        written_off=sums[K.WRITTEN_OFF],
    )


def require_fits(lines: Sequence[LedgerLine], line: LedgerLine, *, today: dt.date) -> None:
    """Raises Refused `claim_day_impossible`, `claim_settled`, `claim_amount_odd` (most), `claim_plan_odd`,
    `claim_until_odd`, `claim_handed_over` or `claim_payment_gone` when the line cannot follow the others.

    No day may then end with more paid or remitted than was claimed.
    """
    require_all(
        lambda: _require_day(lines[0].on, line, today),
        lambda: _CHECKS.get(line.kind, _require_open)(lines, line),
    )


def _require_day(opened_on: dt.date, line: LedgerLine, today: dt.date) -> None:
    if not opened_on <= line.on <= today:
        raise Refused("claim_day_impossible", first=opened_on.isoformat(), field="on")


def _require_open(lines: Sequence[LedgerLine], line: LedgerLine) -> None:
    if balance(lines).due == 0:
        raise Refused("claim_settled")


def _require_amount(lines: Sequence[LedgerLine], line: LedgerLine) -> None:
    _require_open(lines, line)
    days = sorted({line.on, *(other.on for other in lines if other.on >= line.on)})
    most = min(balance(lines, day).due for day in days)
    if not 0 < line.amount <= most:
        raise Refused("claim_amount_odd", most=most, field="amount")


def _require_until(lines: Sequence[LedgerLine], line: LedgerLine) -> None:
    _require_open(lines, line)
    if line.until_on is None or line.until_on < line.on:
        raise Refused("claim_until_odd", field="until_on")


def _require_plan(lines: Sequence[LedgerLine], line: LedgerLine) -> None:
    """Parts in the order of their days that sum to what is due."""
    _require_open(lines, line)
    days = [part.due_on for part in line.plan]
    due = balance(lines, line.on).due
    is_sound = (
        1 < len(days) <= MAX_PARTS
        and days == sorted(set(days))
        and days[0] >= line.on
        and all(part.amount > 0 for part in line.plan)
        and sum(part.amount for part in line.plan) == due
    )
    if not is_sound:
        raise Refused("claim_plan_odd", due=due, most=MAX_PARTS, field="plan")


def _require_kept(lines: Sequence[LedgerLine], line: LedgerLine) -> None:
    _require_open(lines, line)
    if any(other.kind is K.HANDED_OVER for other in lines):
        raise Refused("claim_handed_over")


def _require_undone(lines: Sequence[LedgerLine], line: LedgerLine) -> None:
    paid = next((other for other in lines if other.kind is K.PAID and other.key == line.undoes), None)
    is_undone = any(other.kind is K.PAYMENT_UNDONE and other.undoes == line.undoes for other in lines)
    if paid is None or is_undone or paid.amount != line.amount or line.on < paid.on:
        raise Refused("claim_payment_gone")


_CHECKS = {
    K.PAID: _require_amount,
    K.WAIVED: _require_amount,
    K.WRITTEN_OFF: _require_amount,
    K.DEMANDED: _require_until,
    K.RESPITE: _require_until,
    K.INSTALMENTS_AGREED: _require_plan,
    K.PAYMENT_UNDONE: _require_undone,
    K.HANDED_OVER: _require_kept,
}


def monthly_parts(due: int, count: int, first_on: dt.date) -> tuple[PlanPart, ...]:
    """What is due in so many parts, one a month and as equal as whole kronor let them be; the last takes what
    is left over. Raises Refused `claim_plan_odd`."""
    if not 1 < count <= min(MAX_PARTS, due):
        raise Refused("claim_plan_odd", due=due, most=MAX_PARTS, field="count")
    sizes = [due // count] * (count - 1)
    sizes.append(due - sum(sizes))
    return tuple(PlanPart(add_months(first_on, number), size) for number, size in enumerate(sizes))


def state_of(lines: Sequence[LedgerLine], on: dt.date) -> ClaimState:
    """Where the claim stands at the end of the day."""
    past = [line for line in lines if line.on <= on]
    if balance(past).due == 0:
        return ClaimState.SETTLED
    if any(line.kind is K.HANDED_OVER for line in past):
        return ClaimState.HANDED_OVER
    last = _last_agreed(past)
    if last is None:
        return ClaimState.DECIDED
    if last.kind is K.INSTALMENTS_AGREED:
        return ClaimState.INSTALMENTS
    if last.kind is K.RESPITE and last.until_on is not None and last.until_on >= on:
        return ClaimState.RESPITE
    demanded = any(line.kind is K.DEMANDED for line in past)
    return ClaimState.DEMANDED if demanded else ClaimState.DECIDED


def next_due(lines: Sequence[LedgerLine], on: dt.date) -> tuple[dt.date, int] | None:
    """The day that money is next awaited and how much by then; None when no day is set or nothing is due."""
    past = [line for line in lines if line.on <= on]
    due = balance(past).due
    last = _last_agreed(past)
    if due == 0 or last is None:
        return None
    if last.kind is not K.INSTALMENTS_AGREED:
        return (last.until_on or last.on, due)
    left = due
    for part in reversed(last.plan):  # what is due is the end of the plan: the parts paid come first
        if left <= part.amount:
            return (part.due_on, left)
        left -= part.amount
    return (last.plan[0].due_on, left + last.plan[0].amount)


def is_late(lines: Sequence[LedgerLine], today: dt.date) -> bool:
    """Whether money that was awaited before today has not come."""
    awaited = next_due(lines, today)
    return awaited is not None and awaited[0] < today


def limitation_on(lines: Sequence[LedgerLine], arose_on: dt.date) -> dt.date:
    """The day the claim is barred by limitation: ten years from when it arose, or from the last day it was
    broken in time (lag 1981:130 2, 5 and 6 §§). A payment noted by mistake breaks nothing."""
    undone = {line.undoes for line in lines if line.kind is K.PAYMENT_UNDONE}
    limit = day_due(DeadlineKind.CLAIM_LIMITATION, arose_on)
    breaks = [line for line in lines if line.kind in BREAKING]
    for on in sorted(line.on for line in breaks if line.kind is not K.PAID or line.key not in undone):
        if on <= limit:
            limit = max(limit, day_due(DeadlineKind.CLAIM_LIMITATION, on))
    return limit


def _last_agreed(past: Sequence[LedgerLine]) -> LedgerLine | None:
    """The last line that set days to pay by."""
    kinds = (K.DEMANDED, K.RESPITE, K.INSTALMENTS_AGREED)
    found = [line for line in past if line.kind in kinds]
    return max(enumerate(found), key=lambda pair: (pair[1].on, pair[0]))[1] if found else None
