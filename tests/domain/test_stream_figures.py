"""Each stream is counted by itself: results, time, cost of a find, measures."""

import datetime as dt
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vetting.domain.error_figures import error_rate, strata_figures
from vetting.domain.stream_figures import (
    DEVIATIONS,
    CheckLine,
    LeadTime,
    measure_figures,
    stream_figures,
    whole,
)
from vetting.domain.terms_spot_checks import (
    AssociationKind,
    FindingResult,
    MeasureKind,
    SpotCheckState,
    Stream,
)

TODAY = dt.date(2026, 12, 1)
CLOSED = SpotCheckState.CLOSED


def a_line(stream=Stream.RANDOM, result=FindingResult.NO_REMARK, **facts) -> CheckLine:
    given = {
        "stratum": "NOR/operating",
        "board": "Norrdals stadsdelsnämnd",
        "association_kind": AssociationKind.SPORTS,
        "state": CLOSED if result else SpotCheckState.UNDER_WAY,
        "days": 30 if result else None,
        "minutes": 60 if result else 0,
        **facts,
    }
    return CheckLine(stream=stream, result=result, **given)


@st.composite
def lines(draw, streams=tuple(Stream)):
    state = draw(st.sampled_from(SpotCheckState))
    return a_line(
        draw(st.sampled_from(streams)),
        draw(st.sampled_from(FindingResult)) if state is CLOSED else None,
        state=state,
        stratum=draw(st.sampled_from(["NOR/operating", "SYD/*"])),
        minutes=draw(st.integers(0, 500)),
        days=draw(st.integers(0, 200)),
        is_reserve=draw(st.booleans()),
    )


def test_everything_but_no_remarks_is_a_deviation():
    assert {result.value for result in DEVIATIONS} == {
        "mindre_brist_rattad", "brist_atgardsplan", "allvarlig_avvikelse", "ej_svar",
    }  # fmt: skip


def test_one_stream_in_figures():
    own = [
        a_line(minutes=60, days=10),
        a_line(result=FindingResult.NO_REPLY, minutes=30, days=40),
        a_line(result=FindingResult.SERIOUS, minutes=200, days=80),
        a_line(result=FindingResult.NO_REMARK, minutes=10, days=20, is_reserve=True),
        a_line(result=None),
        a_line(result=None, state=SpotCheckState.LEFT_POPULATION),
    ]
    found = stream_figures(Stream.RANDOM, [*own, a_line(Stream.WEIGHTED, minutes=999)], hourly_cost=600)
    assert (found.drawn, found.left, found.reserves, found.closed, found.open) == (5, 1, 1, 4, 1)
    assert (found.found, found.sample) == (2, 5)
    assert dict(found.results) == {
        FindingResult.NO_REMARK: 2,
        FindingResult.MINOR_CORRECTED: 0,
        FindingResult.ACTION_PLAN: 0,
        FindingResult.SERIOUS: 1,
        FindingResult.NO_REPLY: 1,
    }
    assert found.lead == LeadTime(10, Fraction(30), 80)
    assert (found.minutes, found.minutes_per_find, found.cost, found.cost_per_find) == (300, 150, 3000, 1500)


def test_without_finds_nothing_costs_per_find_and_without_a_price_there_are_only_minutes():
    found = stream_figures(Stream.RANDOM, [a_line(minutes=45)], hourly_cost=600)
    assert (found.minutes, found.minutes_per_find, found.cost, found.cost_per_find) == (45, None, 450, None)
    bare = stream_figures(Stream.RANDOM, [a_line(result=FindingResult.SERIOUS, minutes=45)])
    assert (bare.minutes_per_find, bare.cost, bare.cost_per_find) == (45, None, None)
    none = stream_figures(Stream.TAKE_ALL, [])
    assert (none.drawn, none.lead, none.minutes) == (0, None, 0)


@pytest.mark.parametrize(("amount", "rounded"), [(Fraction(5, 2), 3), (Fraction(7, 3), 2), (Fraction(4), 4)])
def test_halves_go_up(amount, rounded):
    assert whole(amount) == rounded


def test_a_closed_check_whose_finding_does_not_stand_is_open():
    assert stream_figures(Stream.RANDOM, [a_line(result=None, state=CLOSED)]).open == 1


@pytest.mark.parametrize(
    ("measure", "due_on", "done", "awaits"),
    [
        (MeasureKind.NONE, None, False, False),
        (MeasureKind.CORRECTED, None, False, False),
        (MeasureKind.CORRECTED, TODAY, False, True),
        (MeasureKind.ACTION_PLAN, TODAY, False, True),
        (MeasureKind.ACTION_PLAN, TODAY, True, False),
        (MeasureKind.PAYMENT_HOLD, None, False, True),
    ],
)
def test_what_awaits_a_measure(measure, due_on, done, awaits):
    line = a_line(result=FindingResult.SERIOUS, measure=measure, measure_due_on=due_on, measure_done=done)
    assert line.awaits_measure is awaits


def test_measures_by_kind_with_what_is_late():
    plan = {"result": FindingResult.ACTION_PLAN, "measure": MeasureKind.ACTION_PLAN}
    (found,) = measure_figures(
        [
            a_line(measure=MeasureKind.NONE),
            a_line(**plan, measure_due_on=dt.date(2026, 11, 30)),
            a_line(**plan, measure_due_on=TODAY),
            a_line(Stream.WEIGHTED, **plan, measure_due_on=dt.date(2026, 1, 1), measure_done=True),
            a_line(result=None, measure=MeasureKind.ACTION_PLAN),
        ],
        TODAY,
    )
    assert (found.kind, found.waiting, found.overdue) == (MeasureKind.ACTION_PLAN, 2, 1)
    assert dict(found.taken) == {Stream.RANDOM: 2, Stream.WEIGHTED: 1, Stream.TAKE_ALL: 0}


@given(st.lists(lines()))
def test_every_check_is_closed_open_or_gone(found):
    for stream in Stream:
        one = stream_figures(stream, found)
        assert one.drawn + one.reserves == one.closed + one.open + one.left
        assert sum(count for _, count in one.results) == one.closed
        assert one.found + dict(one.results)[FindingResult.NO_REMARK] == one.closed


@given(
    st.lists(lines(streams=(Stream.RANDOM,)), max_size=30),
    st.lists(lines(streams=(Stream.WEIGHTED, Stream.TAKE_ALL)), max_size=30),
)
def test_streams_never_mix(random, others):
    """Whatever the other streams find, the random one's figures stay what they are."""
    assert error_rate(100, [*others, *random]) == error_rate(100, random)
    assert stream_figures(Stream.RANDOM, [*random, *others]) == stream_figures(Stream.RANDOM, random)
    strata = {"NOR/operating": 60, "SYD/*": 40}
    assert strata_figures(strata, [*random, *others]) == strata_figures(strata, random)
