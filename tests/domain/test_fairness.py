"""What a fair draw gives of each kind, and what was drawn and found of it."""

import math
from fractions import Fraction

import pytest

from tests.domain.test_stream_figures import a_line
from vetting.domain.fairness import FrameCell, fair_range, kind_figures
from vetting.domain.terms_spot_checks import AssociationKind, FindingResult, SpotCheckState, Stream

SPORTS, CULTURE = AssociationKind.SPORTS, AssociationKind.CULTURE
NOR, SYD = "NOR/operating", "SYD/operating"


def exact_range(items, drawn, of_kind):
    """The same from the definition, by counting ways."""
    ways = [math.comb(of_kind, k) * math.comb(items - of_kind, drawn - k) for k in range(drawn + 1)]
    sums = [Fraction(sum(ways[: k + 1]), math.comb(items, drawn)) for k in range(drawn + 1)]
    low = next(k for k, below in enumerate(sums) if below > Fraction(25, 1000))
    return low, next(k for k, below in enumerate(sums) if below >= Fraction(975, 1000))


@pytest.mark.parametrize(
    ("items", "drawn", "of_kind"), [(100, 20, 30), (40, 10, 4), (60, 6, 50), (500, 75, 125)]
)
def test_one_stratum_is_hypergeometric(items, drawn, of_kind):
    assert fair_range([(items, drawn, of_kind)]) == exact_range(items, drawn, of_kind)


def test_strata_in_which_everything_is_settled_leave_no_room():
    assert fair_range([(10, 10, 3), (5, 0, 5), (7, 4, 7)]) == (7, 7)
    assert fair_range([]) == (0, 0)


def test_two_strata_leave_less_room_than_one_of_both():
    both = fair_range([(200, 40, 100)])
    apart = fair_range([(100, 20, 100), (100, 20, 0)])  # the whole kind in one stratum
    assert apart == (20, 20)
    assert both[0] < 20 < both[1]


def test_kinds_with_expected_drawn_and_found():
    cells = [
        FrameCell(NOR, "Nord", SPORTS, 30),
        FrameCell(NOR, "Nord", CULTURE, 30),
        FrameCell(SYD, "Syd", SPORTS, 20),
    ]
    lines = [
        *(a_line(stratum=NOR) for _ in range(5)),
        a_line(stratum=NOR, result=FindingResult.SERIOUS, association_kind=CULTURE),
        a_line(stratum=SYD, result=FindingResult.NO_REPLY),
        a_line(stratum=SYD, result=None, state=SpotCheckState.LEFT_POPULATION),
        a_line(stratum=SYD, is_reserve=True),
        a_line(Stream.WEIGHTED, FindingResult.SERIOUS, association_kind=CULTURE),
        a_line(Stream.TAKE_ALL, FindingResult.SERIOUS),
    ]
    sports, culture = kind_figures(cells, lines)
    assert (sports.kind, sports.items, sports.expected) == (SPORTS, 50, Fraction(3 + 2))
    assert (sports.drawn, sports.closed, sports.found) == (7, 7, 1)
    assert (sports.share_drawn, sports.share_found) == (Fraction(7, 50), Fraction(1, 7))
    assert sports.found_low == 1 <= sports.found_high <= 50
    assert (sports.weighted, sports.take_all) == (0, 1)
    assert (culture.items, culture.expected, culture.drawn, culture.closed) == (30, Fraction(3), 1, 1)
    assert (culture.found, culture.weighted, culture.take_all) == (1, 1, 0)
    assert sports.within
    assert culture.fair_low <= 3 <= culture.fair_high


def test_a_kind_without_a_closed_check_has_no_share_found():
    (only,) = kind_figures([FrameCell(NOR, "Nord", SPORTS, 10)], [a_line(stratum=NOR, result=None)])
    assert (only.closed, only.share_found, only.found_low, only.found_high) == (0, None, None, None)


def test_a_draw_far_off_is_outside_the_range():
    cells = [FrameCell(NOR, "Nord", SPORTS, 50), FrameCell(NOR, "Nord", CULTURE, 50)]
    sports, culture = kind_figures(cells, [a_line(stratum=NOR) for _ in range(20)])
    assert (sports.within, culture.within) == (False, False)


def test_kinds_are_a_closed_list_without_belief():
    assert not [
        kind
        for kind in AssociationKind
        if any(word in kind for word in ("relig", "belief", "polit", "origin"))
    ]
