"""A round's report from plain facts, and the same as one document for other systems."""

import datetime as dt
import json
from fractions import Fraction

from tests.domain.test_stream_figures import TODAY, a_line
from vetting.domain.fairness import FrameCell
from vetting.domain.report_document import document_of, report_bytes
from vetting.domain.round_report import (
    PeriodReport,
    RoundFacts,
    RoundMarks,
    TrendPoint,
    VoidedRound,
    report_of,
)
from vetting.domain.terms_spot_checks import AssociationKind, CheckScope, FindingResult, Stream

NOR, SYD = "Norrdals stadsdelsnämnd", "Sörlunda stadsdelsnämnd"
MARKS = RoundMarks(
    id="r1",
    half_year="2026-H2",
    scope=CheckScope.GRANTS,
    boards=(NOR, SYD),
    from_on=dt.date(2026, 4, 16),
    until_on=dt.date(2026, 10, 15),
    drawn_on=dt.date(2026, 10, 15),
    random_percent=40,
    second_reading_percent=10,
    hourly_cost=600,
    checklist=("spot-check", "2026-01", "0" * 64),
)
FRAME = (
    FrameCell("NOR/operating", NOR, AssociationKind.SPORTS, 60),
    FrameCell("SYD/operating", SYD, AssociationKind.CULTURE, 40),
)
BAD = {"K01": frozenset({"nej"}), "U06": frozenset({"nej"}), "S07": frozenset({"nej"})}


def facts(**changes) -> RoundFacts:
    """40 random checks with 3 deviations, 10 risk-weighted ones with 6."""
    random = [FindingResult.SERIOUS] * 3 + [FindingResult.NO_REMARK] * 37
    weighted = [FindingResult.SERIOUS] * 6 + [FindingResult.NO_REMARK] * 4
    lines = [
        *(a_line(Stream.RANDOM, one) for one in random[:24]),
        *(a_line(Stream.RANDOM, one, stratum="SYD/operating", board=SYD, association_kind=AssociationKind.CULTURE) for one in random[24:]),
        *(a_line(Stream.WEIGHTED, one) for one in weighted),
    ]  # fmt: skip
    return RoundFacts(MARKS, FRAME, tuple(changes.pop("lines", lines)), **changes)


def test_feature_10_the_targeted_ones_never_in_the_rate():
    report = report_of(facts(), BAD, today=TODAY)
    assert report.items == 100
    assert (report.rate.share, report.rate.closed) == (Fraction(3, 40), 40)
    weighted = report.stream(Stream.WEIGHTED)
    assert (weighted.closed, weighted.found) == (10, 6)
    assert report.unequal is None
    assert [one.drawn for one in report.strata] == [24, 16]


def test_boards_with_what_their_own_checks_still_allow():
    nor, syd = report_of(facts(), BAD, today=TODAY).boards
    assert (nor.board, nor.items, nor.drawn, nor.closed, nor.found, nor.weighted, nor.take_all) == (
        NOR, 60, 24, 24, 3, (10, 6), (0, 0),
    )  # fmt: skip
    assert 3 <= nor.most < 60
    assert (syd.board, syd.found, syd.weighted) == (SYD, 0, (0, 0))
    (bare,) = report_of(facts(lines=()), BAD, today=TODAY).boards[:1]
    assert bare.most is None


def test_questions_the_most_telling_first_and_streams_apart():
    answers = (
        (Stream.RANDOM, "K01", "ja", 38),
        (Stream.RANDOM, "K01", "nej", 2),
        (Stream.WEIGHTED, "U06", "nej", 5),
        (Stream.RANDOM, "U06", "ja", 40),
        (Stream.RANDOM, "TEXT", "nej", 9),
    )
    first, second = report_of(facts(answers=answers), BAD, today=TODAY).questions
    assert (first.question_id, first.bad) == ("U06", 5)
    assert first.counts == ((Stream.RANDOM, 40, 0), (Stream.WEIGHTED, 5, 5), (Stream.TAKE_ALL, 0, 0))
    assert second.counts[0] == (Stream.RANDOM, 40, 2)


def test_agreement_the_weakest_question_first():
    readings = (
        ({"K01": "ja", "U06": "ja"}, {"K01": "nej", "U06": "ja"}),
        ({"K01": "ja", "U06": "nej"}, {"K01": "ja", "U06": "nej"}),
        ({"K01": "nej"}, {"K01": "ja", "TEXT": "fritt"}),
    )
    report = report_of(facts(readings=readings), BAD, today=TODAY)
    assert [(one.question_id, one.equal, one.both) for one in report.agreement] == [
        ("K01", 1, 3),
        ("U06", 2, 2),
    ]
    assert report.pairs == 3


def test_a_round_without_a_random_draw_has_no_rate():
    report = report_of(facts(lines=[a_line(Stream.TAKE_ALL, FindingResult.SERIOUS)]), BAD, today=TODAY)
    assert (report.rate, report.unequal) == (None, None)


def a_period() -> PeriodReport:
    point = TrendPoint("2025-H2", CheckScope.GRANTS, 2, 80, closed=20, open=0, found=0)
    voided = VoidedRound("2026-H1", CheckScope.PREMISES, dt.date(2026, 5, 1))
    return PeriodReport("2026", TODAY, (report_of(facts(), BAD, today=TODAY),), (point,), (voided,))


def test_the_document_holds_every_figure_and_no_share_of_the_other_streams():
    document = document_of(a_period())
    (one,) = document["rounds"]
    assert one["error_rate"] == {
        "found": 3,
        "closed": 40,
        "items": 100,
        "share": 0.075,
        "exact_interval_95": [3, 17],
        "upper_bound_95": 15,
        "wilson_interval_95": [0.025836, 0.198642],
        "is_preliminary": False,
        "open": 0,
        "final_share_between": [0.075, 0.075],
    }
    assert set(one["streams"]) == {"random", "weighted", "take_all"}
    for stream in one["streams"].values():
        assert not [name for name in stream if "share" in name or "interval" in name or "bound" in name]
    assert document["trend"][0]["share"] == 0
    assert document["voided"] == [{"half_year": "2026-H1", "scope": "premises", "voided_on": "2026-05-01"}]
    assert (document["period"], document["as_of"]) == ("2026", "2026-12-01")


def test_no_figure_is_reckoned_over_several_rounds():
    document = document_of(a_period())
    assert set(document) == {"format", "period", "as_of", "counts_as_deviation", "rounds", "trend", "voided"}


def test_the_same_report_is_the_same_bytes():
    assert report_bytes(a_period()) == report_bytes(a_period())
    assert json.loads(report_bytes(a_period())) == document_of(a_period())


def test_a_trend_point_without_closed_checks_says_nothing():
    point = TrendPoint("2026-H2", CheckScope.GRANTS, 1, 10, closed=0, open=4, found=0)
    assert (point.share, point.interval) == (None, None)
