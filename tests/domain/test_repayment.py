"""A claim for repayment: the ledger adds up on every day, days to pay, and the ten years of limitation."""

import datetime as dt
import random
from dataclasses import dataclass

import pytest

from vetting.domain.errors import Refused
from vetting.domain.repayment import (
    Balance,
    LedgerLine,
    PlanPart,
    balance,
    evidenced,
    is_late,
    limitation_on,
    monthly_parts,
    next_due,
    require_fits,
    state_of,
)
from vetting.domain.terms_revocations import ClaimEventKind as K
from vetting.domain.terms_revocations import ClaimState

DAY = dt.date(2026, 3, 2)


def on(days: int) -> dt.date:
    return DAY + dt.timedelta(days=days)


def line(kind: K, days: int, amount: int = 0, **more) -> LedgerLine:
    return LedgerLine(kind, on(days), amount, **more)


OPENED = line(K.OPENED, 0, 40_000)
DEMAND = line(K.DEMANDED, 1, 40_000, until_on=on(31), tells_interest=True)
PLAN = tuple(PlanPart(on(60 + 30 * part), 10_000) for part in range(4))
LEDGERS = [
    # lines, day, collected, waived, written off, due, state
    ([OPENED], 0, 0, 0, 0, 40_000, ClaimState.DECIDED),
    ([OPENED, DEMAND], 0, 0, 0, 0, 40_000, ClaimState.DECIDED),
    ([OPENED, DEMAND], 1, 0, 0, 0, 40_000, ClaimState.DEMANDED),
    ([OPENED, DEMAND, line(K.PAID, 5, 15_000)], 5, 15_000, 0, 0, 25_000, ClaimState.DEMANDED),
    ([OPENED, DEMAND, line(K.PAID, 5, 15_000)], 4, 0, 0, 0, 40_000, ClaimState.DEMANDED),
    ([OPENED, line(K.WAIVED, 2, 40_000)], 2, 0, 40_000, 0, 0, ClaimState.SETTLED),
    ([OPENED, DEMAND, line(K.RESPITE, 3, until_on=on(90))], 90, 0, 0, 0, 40_000, ClaimState.RESPITE),
    ([OPENED, DEMAND, line(K.RESPITE, 3, until_on=on(90))], 91, 0, 0, 0, 40_000, ClaimState.DEMANDED),
    ([OPENED, line(K.RESPITE, 3, until_on=on(90))], 91, 0, 0, 0, 40_000, ClaimState.DECIDED),
    (
        [OPENED, DEMAND, line(K.INSTALMENTS_AGREED, 3, plan=PLAN)],
        3, 0, 0, 0, 40_000, ClaimState.INSTALMENTS,
    ),
    ([OPENED, DEMAND, line(K.HANDED_OVER, 70)], 70, 0, 0, 0, 40_000, ClaimState.HANDED_OVER),
    (
        [OPENED, line(K.HANDED_OVER, 1), line(K.PAID, 2, 30_000), line(K.WRITTEN_OFF, 3, 10_000)],
        3, 30_000, 0, 10_000, 0, ClaimState.SETTLED,
    ),
    (
        [OPENED, line(K.PAID, 2, 40_000, key="a"), line(K.PAYMENT_UNDONE, 4, 40_000, undoes="a")],
        4, 0, 0, 0, 40_000, ClaimState.DECIDED,
    ),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "day", "collected", "waived", "written_off", "due", "state"), LEDGERS)
def test_what_the_ledger_says(lines, day, collected, waived, written_off, due, state):
    found = balance(lines, on(day))
    assert found == Balance(40_000, collected, waived, written_off)
    assert found.due == due
    assert state_of(lines, on(day)) is state


REFUSED = [
    ([OPENED], line(K.PAID, 1, 40_001), "claim_amount_odd"),
    ([OPENED], line(K.PAID, 1, 0), "claim_amount_odd"),
    ([OPENED], line(K.PAID, -1, 10), "claim_day_impossible"),
    ([OPENED], line(K.PAID, 401, 10), "claim_day_impossible"),  # after today
    # Noted late: by the day of the waiver there would be more paid than was left.
    ([OPENED, line(K.WAIVED, 10, 39_000)], line(K.PAID, 5, 2_000), "claim_amount_odd"),
    # The day itself had room, a later one had not, before the mistake was found.
    (
        [OPENED, line(K.PAID, 8, 40_000, key="a"), line(K.PAYMENT_UNDONE, 20, 40_000, undoes="a")],
        line(K.PAID, 5, 40_000),
        "claim_amount_odd",
    ),
    ([OPENED, line(K.PAID, 1, 40_000)], line(K.ACKNOWLEDGED, 2), "claim_settled"),
    ([OPENED, line(K.PAID, 1, 40_000)], line(K.DEMANDED, 2, 1, until_on=on(32)), "claim_settled"),
    ([OPENED], line(K.RESPITE, 2, until_on=on(1)), "claim_until_odd"),
    ([OPENED], line(K.DEMANDED, 2, 40_000), "claim_until_odd"),
    ([OPENED], line(K.INSTALMENTS_AGREED, 2, plan=PLAN[:3]), "claim_plan_odd"),
    ([OPENED], line(K.INSTALMENTS_AGREED, 2, plan=(PlanPart(on(9), 40_000),)), "claim_plan_odd"),
    ([OPENED], line(K.INSTALMENTS_AGREED, 2, plan=tuple(reversed(PLAN))), "claim_plan_odd"),
    ([OPENED], line(K.INSTALMENTS_AGREED, 61, plan=PLAN), "claim_plan_odd"),  # the first day has been
    (
        [OPENED],
        line(K.INSTALMENTS_AGREED, 2, plan=(PlanPart(on(9), 50_000), PlanPart(on(10), -10_000))),
        "claim_plan_odd",
    ),
    ([OPENED, line(K.HANDED_OVER, 1)], line(K.HANDED_OVER, 2), "claim_handed_over"),
    ([OPENED], line(K.PAYMENT_UNDONE, 2, 5, undoes="a"), "claim_payment_gone"),
    (
        [OPENED, line(K.PAID, 1, 5, key="a"), line(K.PAYMENT_UNDONE, 2, 5, undoes="a")],
        line(K.PAYMENT_UNDONE, 3, 5, undoes="a"),
        "claim_payment_gone",
    ),
    ([OPENED, line(K.PAID, 1, 5, key="a")], line(K.PAYMENT_UNDONE, 3, 6, undoes="a"), "claim_payment_gone"),
]


@pytest.mark.parametrize(("lines", "new", "code"), REFUSED)
def test_a_line_that_cannot_follow_is_refused(lines, new, code):
    with pytest.raises(Refused) as refusal:
        require_fits(lines, new, today=on(400))
    assert refusal.value.code == code


@pytest.mark.parametrize("seed", range(60))
def test_claimed_is_collected_and_due_and_let_go_at_every_date(seed):
    """Whatever is noted, in whatever order, however late: on no day does a krona vanish or come from nowhere."""
    chance = random.Random(seed)
    total = chance.randint(1, 200_000)
    lines = [line(K.OPENED, 0, total)]
    kept = 0
    for number in range(40):
        paid = [one for one in lines if one.kind is K.PAID]
        kind = chance.choice([K.PAID, K.PAID, K.WAIVED, K.WRITTEN_OFF, K.PAYMENT_UNDONE, K.DEMANDED])
        amount, more = chance.randint(0, total // 2 + 1), {}
        if kind is K.PAYMENT_UNDONE and paid:
            wrong = chance.choice(paid)
            amount, more = wrong.amount, {"undoes": wrong.key}
        elif kind is K.DEMANDED:
            more = {"until_on": on(200)}
        new = line(kind, chance.randint(0, 120), amount, key=str(number), **more)
        try:
            require_fits(lines, new, today=on(120))
        except Refused:
            continue
        lines.append(new)
        kept += 1
    assert kept > 3
    for day in range(-1, 122):
        found = balance(lines, on(day))
        parts = (found.collected, found.due, found.waived, found.written_off)
        assert sum(parts) == found.claimed == (total if day >= 0 else 0)
        assert min(parts) >= 0


def test_money_is_awaited_by_the_days_agreed():
    agreed = line(K.INSTALMENTS_AGREED, 3, plan=PLAN)
    lines = [OPENED, DEMAND]
    assert next_due([OPENED], on(0)) is None
    assert next_due(lines, on(1)) == (on(31), 40_000)
    assert not is_late(lines, on(31))
    assert is_late(lines, on(32))
    lines.append(agreed)
    assert next_due(lines, on(32)) == (on(60), 10_000)
    lines.append(line(K.PAID, 50, 4_000))
    assert next_due(lines, on(50)) == (on(60), 6_000)
    lines.append(line(K.PAID, 55, 12_000))
    assert next_due(lines, on(55)) == (on(90), 4_000)
    assert not is_late(lines, on(90))
    assert is_late(lines, on(91))
    lines.append(line(K.WAIVED, 92, 24_000))
    assert next_due(lines, on(92)) is None
    assert not is_late(lines, on(400))


def test_a_mistake_found_after_the_plan_is_awaited_with_its_first_part():
    lines = [
        OPENED,
        line(K.PAID, 1, 10_000, key="a"),
        line(K.INSTALMENTS_AGREED, 3, plan=PLAN[:3]),
        line(K.PAYMENT_UNDONE, 4, 10_000, undoes="a"),
    ]
    assert next_due(lines, on(5)) == (on(60), 20_000)


def test_a_plan_of_equal_parts_a_month_apart_is_all_that_is_due():
    parts = monthly_parts(10_000, 3, dt.date(2026, 12, 31))
    assert [(str(part.due_on), part.amount) for part in parts] == [
        ("2026-12-31", 3_333),
        ("2027-01-31", 3_333),
        ("2027-02-28", 3_334),
    ]
    for due, count in ((10_000, 1), (10_000, 61), (2, 3)):
        with pytest.raises(Refused):
            monthly_parts(due, count, DAY)


LIMITS = [
    ([OPENED], "2036-03-02"),
    ([OPENED, LedgerLine(K.DEMANDED, dt.date(2027, 1, 15), 1)], "2037-01-15"),
    ([OPENED, LedgerLine(K.ACKNOWLEDGED, dt.date(2028, 2, 29))], "2038-02-28"),
    ([OPENED, LedgerLine(K.PAID, dt.date(2030, 5, 5), 10, key="a")], "2040-05-05"),
    (
        [
            OPENED,
            LedgerLine(K.PAID, dt.date(2030, 5, 5), 10, key="a"),
            LedgerLine(K.PAYMENT_UNDONE, dt.date(2030, 5, 6), 10, undoes="a"),
        ],
        "2036-03-02",
    ),
    ([OPENED, LedgerLine(K.HANDED_OVER, dt.date(2030, 5, 5))], "2036-03-02"),  # no court has been asked
    ([OPENED, LedgerLine(K.RESPITE, dt.date(2030, 5, 5), until_on=dt.date(2031, 5, 5))], "2036-03-02"),
    ([OPENED, LedgerLine(K.DEMANDED, dt.date(2036, 3, 3), 1)], "2036-03-02"),  # a day too late
    ([OPENED, LedgerLine(K.DEMANDED, dt.date(2036, 3, 2), 1)], "2046-03-02"),
]


@pytest.mark.parametrize(("lines", "expected"), LIMITS)
def test_ten_years_from_what_broke_the_limitation_last(lines, expected):
    """Preskriptionslagen (1981:130) 2, 5 and 6 §§."""
    assert limitation_on(lines, DAY) == dt.date.fromisoformat(expected)


@dataclass(frozen=True)
class Year:
    amount: int
    evidence_ids: tuple[str, ...]


def test_only_the_year_with_evidence_is_claimed():
    """Växjö 2020: the year that was audited with a result; KR Stockholm 1383-19: year by year."""
    with_evidence, without, nothing = Year(67_500, ("e1",)), Year(90_000, ()), Year(0, ("e2",))
    assert evidenced([without, with_evidence, nothing]) == (with_evidence,)
