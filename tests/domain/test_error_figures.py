"""The error rate comes from the random stream, with its bounds: figures of feature 10 and domain 8.2."""

from fractions import Fraction

import pytest

from tests.domain.test_stream_figures import a_line
from vetting.domain.error_figures import (
    StratumFigures,
    UnequalFractions,
    error_rate,
    strata_figures,
    unequal_fractions,
)
from vetting.domain.terms_spot_checks import FindingResult, SpotCheckState, Stream


def random(found: int, closed: int, missing: int = 0, **facts):
    return [
        *(a_line(result=FindingResult.SERIOUS, **facts) for _ in range(found)),
        *(a_line(**facts) for _ in range(closed - found)),
        *(a_line(result=None, **facts) for _ in range(missing)),
    ]


@pytest.mark.parametrize(
    ("found", "closed", "share", "low", "high"),
    [(3, 40, "7.5", "2.6", "19.9"), (0, 30, "0.0", "0.0", "11.4")],
)
def test_the_interval_for_comparing(found, closed, share, low, high):
    targeted = [a_line(Stream.WEIGHTED, FindingResult.SERIOUS) for _ in range(6)]
    rate = error_rate(400, [*random(found, closed), *targeted])
    assert (
        f"{float(100 * rate.share):.1f}",
        f"{100 * rate.wilson[0]:.1f}",
        f"{100 * rate.wilson[1]:.1f}",
    ) == (
        share,
        low,
        high,
    )
    assert (rate.found, rate.closed, rate.items) == (found, closed, 400)


@pytest.mark.parametrize(("found", "most"), [(0, 12), (1, 19), (2, 26)])
def test_20_of_100_and_what_they_still_allow(found, most):
    rate = error_rate(100, random(found, 20))
    assert rate.most == most
    assert rate.low <= found <= rate.high


def test_silence_is_a_deviation():
    assert error_rate(10, [a_line(result=FindingResult.NO_REPLY), a_line()]).share == Fraction(1, 2)


def test_open_checks_make_it_preliminary_and_say_where_it_can_go():
    rate = error_rate(100, random(2, 15, missing=5))
    assert rate.is_preliminary
    assert (rate.open, rate.share, rate.lowest, rate.highest) == (
        5, Fraction(2, 15), Fraction(2, 20), Fraction(7, 20),
    )  # fmt: skip
    assert not error_rate(100, random(2, 15)).is_preliminary


def test_who_left_is_no_part_of_it():
    gone = a_line(result=None, state=SpotCheckState.LEFT_POPULATION)
    assert error_rate(100, [*random(1, 10), gone]) == error_rate(100, random(1, 10))


def test_no_rate_without_a_closed_random_check():
    assert error_rate(100, []) is None
    assert error_rate(100, random(0, 0, missing=4)) is None
    assert error_rate(100, [a_line(Stream.TAKE_ALL, FindingResult.SERIOUS)]) is None


def test_all_of_them_is_no_estimate():
    rate = error_rate(5, random(2, 5))
    assert rate.is_whole
    assert (rate.low, rate.high, rate.most) == (2, 2, 2)


def test_strata_by_name_with_reserves_apart():
    found = strata_figures(
        {"SYD/*": 10, "NOR/operating": 60},
        [
            *random(1, 6),
            *random(0, 2, 1, stratum="SYD/*"),
            a_line(stratum="SYD/*", is_reserve=True),
            a_line(stratum="SYD/*", result=None, state=SpotCheckState.LEFT_POPULATION),
            a_line(Stream.WEIGHTED, FindingResult.SERIOUS),
        ],
    )
    assert found == (StratumFigures("NOR/operating", 60, 6, 6, 0, 1), StratumFigures("SYD/*", 10, 4, 3, 1, 0))


def test_unequal_parts_give_each_stratum_its_own_weight():
    big, small = StratumFigures("A/x", 90, 9, 9, 0, 0), StratumFigures("B/x", 10, 5, 5, 0, 5)
    assert unequal_fractions([big, small]) == UnequalFractions(
        Fraction(1, 10), Fraction(1, 2), Fraction(1, 10)
    )
    unseen = StratumFigures("B/x", 10, 5, 0, 5, 0)
    assert unequal_fractions([big, unseen]) == UnequalFractions(Fraction(1, 10), Fraction(1, 2), None)
    assert (
        unequal_fractions([StratumFigures("A/x", 20, 2, 2, 0, 1), StratumFigures("B/x", 10, 1, 1, 0, 1)])
        is None
    )
    assert unequal_fractions([]) is None
