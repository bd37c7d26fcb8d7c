"""The three-way match: decision, planned part, payment; each kind of disagreement, and none where all agree."""

import datetime as dt

import pytest

from vetting.domain.errors import Refused
from vetting.domain.payments_match import Granted, Paid, PlannedPart, Stop, match, require_parts
from vetting.domain.terms_revocations import PaymentAlarm as A
from vetting.domain.terms_revocations import StopCause

DECIDED = dt.date(2026, 2, 2)
GIRO = "9912346"


def on(days: int) -> dt.date:
    return DECIDED + dt.timedelta(days=days)


PARTS = (PlannedPart("p1", on(10), 30_000), PlannedPart("p2", on(100), 20_000))


def grant(*stops: Stop, giro: str = GIRO, parts: tuple[PlannedPart, ...] = PARTS) -> Granted:
    return Granted(50_000, DECIDED, giro, parts, stops)


def paid(key: str, days: int, amount: int, giro: str = GIRO) -> Paid:
    return Paid(key, on(days), amount, giro)


REVOKED = Stop(StopCause.REVOKED, on(50))
HELD = Stop(StopCause.HELD, on(20), on(80))
HELD_PART = Stop(StopCause.HELD, on(20), on(80), held=15_000)
BARRED = Stop(StopCause.BARRED, on(30), on(60))
CASES = [
    # what, grant, payments, alarms as (payment, kind)
    ("all agree", grant(), [paid("a", 10, 30_000), paid("b", 100, 20_000)], []),
    ("in the other order", grant(), [paid("b", 9, 20_000), paid("a", 100, 30_000)], []),
    ("the whole where no parts are planned", grant(parts=()), [paid("a", 10, 50_000)], []),
    ("half where no parts are planned", grant(parts=()), [paid("a", 10, 25_000)], [("a", A.OTHER_AMOUNT)]),
    ("another amount", grant(), [paid("a", 10, 30_001)], [("a", A.OTHER_AMOUNT)]),
    (
        "paid twice",
        grant(),
        [paid("a", 10, 30_000), paid("b", 11, 30_000)],
        [("b", A.OTHER_AMOUNT)],
    ),
    ("another account", grant(), [paid("a", 10, 30_000, "8812345")], [("a", A.OTHER_ACCOUNT)]),
    ("no account recorded", grant(giro=""), [paid("a", 10, 30_000, "8812345")], []),
    ("no account told", grant(), [paid("a", 10, 30_000, "")], []),
    ("no decision", None, [paid("a", 10, 30_000)], [("a", A.WITHOUT_DECISION)]),
    ("before the decision", grant(), [paid("a", -1, 30_000)], [("a", A.WITHOUT_DECISION)]),
    ("on the day decided", grant(), [paid("a", 0, 30_000)], []),
    ("before the revocation", grant(REVOKED), [paid("a", 49, 30_000)], []),
    ("the day of the revocation", grant(REVOKED), [paid("a", 50, 30_000)], [("a", A.PAID_AFTER_STOP)]),
    ("long after the revocation", grant(REVOKED), [paid("a", 900, 30_000)], [("a", A.PAID_AFTER_STOP)]),
    ("while held", grant(HELD), [paid("a", 80, 30_000)], [("a", A.PAID_AFTER_STOP)]),
    ("when the hold is over", grant(HELD), [paid("a", 81, 30_000)], []),
    ("a part is held, the rest paid", grant(HELD_PART), [paid("a", 30, 30_000)], []),
    (
        "a part is held, and paid",
        grant(HELD_PART),
        [paid("a", 30, 30_000), paid("b", 40, 20_000)],
        [("b", A.PAID_AFTER_STOP)],
    ),
    ("while barred", grant(BARRED), [paid("a", 45, 30_000)], [("a", A.PAID_AFTER_STOP)]),
    ("taken back", grant(REVOKED), [paid("a", 10, 30_000), paid("b", 60, -30_000)], []),
    (
        "everything at once",
        grant(REVOKED),
        [paid("a", 60, 1, "8812345")],
        [("a", A.OTHER_AMOUNT), ("a", A.OTHER_ACCOUNT), ("a", A.PAID_AFTER_STOP)],
    ),
]


@pytest.mark.parametrize(("what", "granted", "payments", "alarms"), CASES, ids=[case[0] for case in CASES])
def test_what_does_not_agree_is_told(what, granted, payments, alarms):
    assert [(one.payment_id, one.kind) for one in match(granted, payments).alarms] == alarms


def test_each_payment_finds_the_first_part_of_its_amount():
    same = (PlannedPart("x", on(1), 10_000), PlannedPart("y", on(2), 10_000), PlannedPart("z", on(3), 30_000))
    found = match(grant(parts=same), [paid("a", 1, 30_000), paid("b", 2, 10_000), paid("c", 3, 7)])
    assert found.parts == {"a": "z", "b": "x"}
    assert dict(found.alarms[0].facts) == {"expected": "10000"}
    assert match(grant(parts=()), [paid("a", 10, 50_000)]).parts == {}


def test_the_alarm_tells_by_what_and_since_when_payment_was_stopped():
    (alarm,) = match(grant(HELD, REVOKED), [paid("a", 60, 30_000)]).alarms
    assert dict(alarm.facts) == {"cause": "held", "since": on(20).isoformat()}


@pytest.mark.parametrize(
    "parts",
    [
        (),
        (PlannedPart("", on(1), 49_999),),
        (PlannedPart("", on(-1), 50_000),),
        (PlannedPart("", on(9), 25_000), PlannedPart("", on(8), 25_000)),
        (PlannedPart("", on(1), 60_000), PlannedPart("", on(2), -10_000)),
        tuple(PlannedPart("", on(n), 2_000) for n in range(25)),
    ],
)
def test_parts_that_are_no_plan_of_the_grant(parts):
    with pytest.raises(Refused) as refusal:
        require_parts(parts, amount=50_000, decided_on=DECIDED)
    assert refusal.value.code == "instalments_odd"
    require_parts(PARTS, amount=50_000, decided_on=DECIDED)
