"""The delegation order: dated, limited, and never for refusals."""

import datetime as dt

import pytest

from vetting.domain.delegation import (
    Matter,
    Power,
    Scope,
    powers_in_force,
    require_power,
    roles_that_may,
)
from vetting.domain.errors import Refused
from vetting.domain.terms import Outcome, Regime, Role
from vetting.domain.terms_decisions import DelegatedAct

OLD = Power(Role.UNIT_HEAD, 100_000, dt.date(2025, 1, 1), "4.1")
NEW = Power(Role.UNIT_HEAD, 50_000, dt.date(2026, 6, 1), "4.2")
MATTER = Matter("verksamhet", Regime.LEGALITY_REVIEW)
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
    assert powers_in_force([NEW, OLD, OTHER], {Role.UNIT_HEAD}, on, MATTER) == expected


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


DAY = dt.date(2026, 1, 1)
FOR_ALL = Power(Role.UNIT_HEAD, 100_000, DAY, "4.1")
FOR_SCHEME = Power(Role.UNIT_HEAD, 20_000, DAY, "4.3", Scope("startbidrag"))
FOR_ROOMS = Power(Role.UNIT_HEAD, 5_000, DAY, "6.1", Scope(None, Regime.CIVIL_LAW))
FOR_BOTH = Power(Role.UNIT_HEAD, 1_000, DAY, "6.2", Scope("startbidrag", Regime.CIVIL_LAW))
LATER = Power(Role.UNIT_HEAD, 200_000, dt.date(2026, 9, 1), "4.9")


@pytest.mark.parametrize(
    ("matter", "expected"),
    [
        (Matter("verksamhet", Regime.LEGALITY_REVIEW), LATER),
        (Matter("startbidrag", Regime.LEGALITY_REVIEW), FOR_SCHEME),
        (Matter("hall", Regime.CIVIL_LAW), FOR_ROOMS),
        (Matter("startbidrag", Regime.CIVIL_LAW), FOR_BOTH),
    ],
)
def test_a_point_for_the_scheme_goes_before_a_newer_general_one(matter, expected):
    order = [FOR_ALL, FOR_SCHEME, FOR_ROOMS, FOR_BOTH, LATER]
    assert powers_in_force(order, {Role.UNIT_HEAD}, dt.date(2026, 12, 1), matter) == (expected,)


@pytest.mark.parametrize(
    ("outcome", "amount", "expected"),
    [
        (Outcome.GRANTED, 50_000, (Role.COORDINATOR, Role.UNIT_HEAD)),
        (Outcome.GRANTED, 50_001, (Role.COORDINATOR,)),
        (Outcome.GRANTED, 900_001, ()),
        (Outcome.REFUSED, 0, ()),
    ],
)
def test_whose_point_covers_it(outcome, amount, expected):
    assert roles_that_may([NEW, OTHER], outcome, amount) == expected


@pytest.mark.parametrize("act", list(DelegatedAct))
def test_a_point_for_one_act_is_none_for_another(act):
    place = Regime.PUBLIC_PLACE
    order = {one: Power(Role.UNIT_HEAD, 0, DAY, one.value, Scope(None, None, one)) for one in DelegatedAct}
    found = powers_in_force(order.values(), {Role.UNIT_HEAD}, DAY, Matter("torget", place, act))
    assert found == (order[act],)
