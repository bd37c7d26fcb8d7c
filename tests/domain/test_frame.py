"""Which support is in the frame, what gives it more lots, and what has it taken in full."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vetting.domain.frame import Period, SupportFacts, frame_of, weight_grounds, why_excluded
from vetting.domain.round_terms import DrawTerms
from vetting.domain.terms import SupportKind
from vetting.domain.terms_spot_checks import ExclusionReason, TakeAllGround, WeightGround

PERIOD = Period(dt.date(2026, 4, 16), dt.date(2026, 10, 15))
PLAIN = SupportFacts(
    item="NOR-2026-0001",
    support_id="s1",
    association_id="a1",
    board_id="b1",
    board_prefix="NOR",
    kind=SupportKind.OPERATING,
    association_kind="sports",
    amount=40_000,
    decided_on=dt.date(2026, 6, 1),
    starts_on=dt.date(2026, 6, 1),
    ended_on=None,
    is_first=False,
    has_late_follow_up=False,
    had_breach=False,
    had_shortcoming=False,
    amount_before=40_000,
    boards=1,
    rounds_unchecked=0,
)


@pytest.mark.parametrize(
    ("decided", "starts", "ended", "reason"),
    [
        ("2026-04-16", "2026-05-01", None, None),
        ("2026-10-15", "2027-01-01", None, None),
        ("2026-10-16", "2026-10-16", None, ExclusionReason.DECIDED_AFTER_PERIOD),
        ("2026-04-15", "2026-01-01", None, None),
        ("2026-04-15", "2026-10-16", None, ExclusionReason.NOT_BEGUN),
        ("2026-04-15", "2026-01-01", "2026-04-15", ExclusionReason.ENDED_BEFORE_PERIOD),
        ("2026-04-15", "2026-01-01", "2026-04-16", None),
        ("2026-05-01", "2026-05-01", "2026-05-02", None),
    ],
)
def test_in_the_frame_is_what_was_decided_or_paid_in_the_period(decided, starts, ended, reason):
    day = dt.date.fromisoformat
    facts = replace(
        PLAIN, decided_on=day(decided), starts_on=day(starts), ended_on=day(ended) if ended else None
    )
    assert why_excluded(facts, PERIOD) is reason
    frame = frame_of([facts], DrawTerms(), PERIOD)
    assert bool(frame.lines) is (reason is None)
    assert dict(frame.exclusions) == ({} if reason is None else {facts.item: reason})


@pytest.mark.parametrize(
    ("change", "terms", "grounds"),
    [
        ({"amount": 99_999}, {"amount_threshold": 100_000}, ()),
        ({"amount": 100_000}, {"amount_threshold": 100_000}, (TakeAllGround.AMOUNT,)),
        ({"is_first": True}, {}, ()),
        ({"is_first": True}, {"first_time": True}, (TakeAllGround.FIRST_TIME,)),
        ({"had_breach": True}, {"earlier_breach": True}, (TakeAllGround.EARLIER_BREACH,)),
        ({"had_shortcoming": True}, {"earlier_breach": True}, ()),
        ({"rounds_unchecked": 3}, {"coverage_rounds": 4}, ()),
        ({"rounds_unchecked": 4}, {"coverage_rounds": 4}, (TakeAllGround.COVERAGE,)),
    ],
)
def test_each_take_all_rule_is_used_only_where_the_round_says_so(change, terms, grounds):
    frame = frame_of([replace(PLAIN, **change)], DrawTerms(**terms), PERIOD)
    assert frame.lines[0].take_all_grounds == grounds


def test_the_guarantee_takes_the_largest_support_of_an_association_and_no_other():
    facts = [
        replace(PLAIN, item=f"NOR-2026-000{n}", amount=amount, rounds_unchecked=5)
        for n, amount in enumerate((20_000, 50_000, 50_000), start=1)
    ]
    frame = frame_of(facts, DrawTerms(coverage_rounds=4), PERIOD)
    assert [bool(line.take_all_grounds) for line in frame.lines] == [False, True, False]


@pytest.mark.parametrize(
    ("change", "grounds"),
    [
        ({}, ()),
        ({"has_late_follow_up": True}, (WeightGround.LATE_FOLLOW_UP,)),
        ({"had_shortcoming": True}, (WeightGround.EARLIER_SHORTCOMING,)),
        ({"amount": 80_000}, (WeightGround.LARGE_INCREASE,)),
        ({"amount": 79_999}, ()),
        ({"amount": 80_000, "amount_before": 0}, ()),
        ({"boards": 2}, (WeightGround.SEVERAL_BOARDS,)),
    ],
)
def test_lots_follow_from_facts(change, grounds):
    assert weight_grounds(replace(PLAIN, **change)) == grounds


@given(st.permutations([replace(PLAIN, item=f"NOR-2026-{n:04}", rounds_unchecked=n % 6) for n in range(8)]))
def test_the_order_supports_come_in_changes_nothing(facts):
    terms = DrawTerms(coverage_rounds=4)
    assert frame_of(facts, terms, PERIOD) == frame_of(sorted(facts, key=lambda f: f.item), terms, PERIOD)
