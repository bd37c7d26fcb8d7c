"""Interest on a claim: from the thirtieth day after a demand that tells of it, by recorded rates alone."""

import datetime as dt
from fractions import Fraction

import pytest

from vetting.domain.errors import Refused
from vetting.domain.late_interest import (
    Interest,
    Stretch,
    half_year,
    interest_from,
    interest_until,
    require_rate,
)
from vetting.domain.repayment import LedgerLine
from vetting.domain.terms_revocations import ClaimEventKind as K

OPENED = LedgerLine(K.OPENED, dt.date(2026, 3, 2), 36_500)
DEMAND = LedgerLine(
    K.DEMANDED, dt.date(2026, 3, 2), 36_500, until_on=dt.date(2026, 4, 1), tells_interest=True
)
RATES = {dt.date(2026, 1, 1): 200, dt.date(2026, 7, 1): 250}


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def test_no_interest_without_a_demand_that_tells_of_it():
    """Räntelagen (1975:635) 4 § 3 st."""
    silent = LedgerLine(K.DEMANDED, OPENED.on, 36_500, until_on=day("2026-04-01"))
    for lines in ([OPENED], [OPENED, silent]):
        assert interest_from(lines) is None
        assert interest_until(lines, RATES, day("2027-01-01")) is None
    assert interest_from([OPENED, silent, DEMAND]) == day("2026-04-01")
    assert interest_until([OPENED, DEMAND], RATES, day("2026-04-01")) is None


def test_the_reference_rate_and_eight_points():
    """10 per cent a year of 36 500 kronor is ten kronor a day."""
    found = interest_until([OPENED, DEMAND], RATES, day("2026-05-01"))
    assert found == Interest(
        day("2026-04-01"),
        day("2026-05-01"),
        300,
        (Stretch(day("2026-04-01"), day("2026-05-01"), 36_500, 1000),),
        (),
    )


def test_what_is_paid_and_each_half_year_change_what_runs():
    paid = LedgerLine(K.PAID, day("2026-06-01"), 18_250, key="a")
    found = interest_until([OPENED, DEMAND, paid], RATES, day("2026-07-31"))
    assert [(str(one.from_on), one.due, one.rate) for one in found.stretches] == [
        ("2026-04-01", 36_500, 1000),
        ("2026-06-01", 18_250, 1000),
        ("2026-07-01", 18_250, 1050),
    ]
    assert found.kronor == int(Fraction(61 * 10) + Fraction(30 * 5) + Fraction(30 * 5 * 105, 100))


def test_a_half_year_without_a_rate_is_told_and_never_guessed():
    found = interest_until([OPENED, DEMAND], {day("2026-01-01"): 200}, day("2027-02-01"))
    assert found.lacks == (day("2026-07-01"), day("2027-01-01"))
    assert found.kronor == 91 * 10
    assert interest_until([OPENED, DEMAND], {}, day("2026-05-01")).kronor == 0


def test_nothing_runs_on_what_is_paid():
    paid = LedgerLine(K.PAID, day("2026-04-11"), 36_500, key="a")
    assert interest_until([OPENED, DEMAND, paid], RATES, day("2027-01-01")).kronor == 100


@pytest.mark.parametrize(
    ("from_on", "hundredths", "code"),
    [
        ("2026-01-02", 200, "rate_day_odd"),
        ("2026-06-01", 200, "rate_day_odd"),
        ("2026-07-01", 3001, "rate_odd"),
        ("2026-07-01", -501, "rate_odd"),
        ("2026-07-01", -50, None),
    ],
)
def test_a_rate_is_of_a_half_year(from_on, hundredths, code):
    if code is None:
        require_rate(day(from_on), hundredths)
        return
    with pytest.raises(Refused) as refusal:
        require_rate(day(from_on), hundredths)
    assert refusal.value.code == code


def test_half_years():
    assert half_year(day("2026-06-30")) == day("2026-01-01")
    assert half_year(day("2026-07-01")) == day("2026-07-01")
