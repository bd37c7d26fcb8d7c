"""The delegation order: dated, limited, and never for refusals."""

import datetime as dt

import pytest

from vetting.domain.delegation import Power, powers_in_force, require_power
from vetting.domain.errors import Refused
from vetting.domain.terms import Outcome, Role

OLD = Power(Role.UNIT_HEAD, 100_000, dt.date(2025, 1, 1), "4.1")
NEW = Power(Role.UNIT_HEAD, 50_000, dt.date(2026, 6, 1), "4.2")
OTHER = Power(Role.COORDINATOR, 900_000, dt.date(2025, 1, 1), "9")


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (dt.date(2024, 12, 31), ()),
        (dt.date(2025, 1, 1), (OLD,)),
        (dt.date(2026, 5, 31), (OLD,)),
        (dt.date(2026, 6, 1), (NEW,)),
    ],
)
def test_the_newest_order_in_force_counts_even_when_it_is_lower(on, expected):
    assert powers_in_force([NEW, OLD, OTHER], {Role.UNIT_HEAD}, on) == expected


@pytest.mark.parametrize(
    ("powers", "outcome", "amount", "code"),
    [
        ([NEW], Outcome.GRANTED, 50_000, None),
        ([NEW], Outcome.GRANTED, 50_001, "above_delegation"),
        ([], Outcome.GRANTED, 1, "nothing_delegated"),
        ([NEW], Outcome.REFUSED, 0, "board_only"),
        ([NEW], Outcome.DISMISSED, 0, None),
        ([NEW], Outcome.CLOSED, 0, None),
        ([NEW], Outcome.PARTLY_GRANTED, 10_000, None),
    ],
)
def test_what_one_may_decide(powers, outcome, amount, code):
    if code is None:
        assert require_power(powers, outcome, amount) == NEW
    else:
        with pytest.raises(Refused, match=code):
            require_power(powers, outcome, amount)
