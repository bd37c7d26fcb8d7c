"""Measures, instalments and later days: what each must be, as tables of cases."""

import datetime as dt
from dataclasses import replace

import pytest

from vetting.domain.decisions import Draft
from vetting.domain.errors import Refused
from vetting.domain.extending import require_later
from vetting.domain.follow_up import Grant, PlanItem, TierReason, reasons_for_tier, tier_for
from vetting.domain.indicators import PlannedIndicator, require_indicators, require_outcome, share_of_target
from vetting.domain.instalments import Awaiting, PlannedInstalment, require_instalments, require_releasable
from vetting.domain.plan_changes import PlanChange, changes_between
from vetting.domain.plan_parts import faults_of_parts, with_keys
from vetting.domain.terms import FollowUpKind, Outcome, PlanTier
from vetting.reading.plan_lines import PlanLine

TODAY = dt.date(2026, 11, 20)
ONE = PlannedIndicator("Deltagare", "personer", 60)
ITEM = PlanItem(FollowUpKind.VISIT, "Besök", "Anteckning", "o1", dt.date(2027, 3, 1), key="k1")
FIRST = PlannedInstalment(30_000, dt.date(2027, 1, 4))
REST = PlannedInstalment(10_000, dt.date(2027, 4, 1), "Efter besöket", "k1")


def code_of(call, *args, **named):
    try:
        call(*args, **named)
    except Refused as refusal:
        return refusal.code
    return None


@pytest.mark.parametrize(
    ("planned", "code"),
    [
        ([ONE], None),
        ([replace(ONE, target=0)], None),
        ([replace(ONE, name=f"Mått {n}") for n in range(5)], None),
        ([], "indicators_missing"),
        ([replace(ONE, name=f"Mått {n}") for n in range(6)], "indicators_too_many"),
        ([replace(ONE, target=-1)], "indicator_target_odd"),
        ([ONE, replace(ONE, name="DELTAGARE", target=70)], "indicator_twice"),
        ([ONE, replace(ONE, unit="kvällar")], None),
    ],
)
def test_one_to_five_measures_each_with_a_target(planned, code):
    assert code_of(require_indicators, planned) == code


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ([], None),
        ([FIRST, REST], None),
        ([FIRST, replace(REST, amount=9_999)], "instalments_odd"),
        ([REST, FIRST], "instalments_odd"),  # not in the order of their days
        ([replace(FIRST, due_on=TODAY - dt.timedelta(days=1)), REST], "instalments_odd"),
        ([FIRST, replace(REST, item_key="k2")], "instalment_item_unknown"),
        ([FIRST, REST, replace(REST, amount=0)], "instalments_odd"),
    ],
)
def test_the_parts_sum_to_the_grant_and_wait_for_what_is_in_the_plan(parts, code):
    found = code_of(require_instalments, parts, amount=40_000, not_before=TODAY, item_keys={"k1"})
    assert found == code


@pytest.mark.parametrize(
    ("found", "reason", "may_early", "code"),
    [
        (Awaiting("", True, False), "", False, None),
        (Awaiting("Efter besöket", True, False), "", False, None),
        (Awaiting("", False, False), "", False, "instalment_condition_open"),
        (Awaiting("", False, False), "Skäl", False, "instalment_condition_open"),
        (Awaiting("", False, False), "", True, "release_reason_missing"),
        (Awaiting("", False, False), "Skäl", True, None),
        (Awaiting("Bokslut in", None, False), "", True, "release_reason_missing"),
        (Awaiting("Bokslut in", None, False), "Bokslutet kom", False, None),
        (Awaiting("", None, False), "Skäl", True, "instalment_unconditional"),
        (Awaiting("", True, True), "", True, "instalment_released"),
    ],
)
def test_a_part_is_released_when_its_item_is_done_or_by_a_word_with_power(found, reason, may_early, code):
    assert code_of(require_releasable, found, reason, may_early=may_early) == code


@pytest.mark.parametrize(
    ("day", "code"),
    [
        ("2026-12-11", None),
        ("2026-12-10", "extension_day_odd"),  # the day it had
        ("2026-11-20", "extension_day_odd"),
        ("2027-12-11", None),
        ("2027-12-12", "extension_day_odd"),  # more than a year after its day
    ],
)
def test_a_later_day_is_later_ahead_and_within_a_year(day, code):
    due_on = dt.date(2026, 12, 10)
    assert code_of(require_later, dt.date.fromisoformat(day), due_on=due_on, today=TODAY) == code


@pytest.mark.parametrize(
    ("outcome", "target", "share"), [(45, 60, 75), (60, 60, 100), (0, 60, 0), (None, 60, None), (5, 0, None)]
)
def test_the_share_of_a_target(outcome, target, share):
    assert share_of_target(outcome, target) == share


def test_an_outcome_is_no_less_than_nothing():
    assert code_of(require_outcome, -1) == "indicator_outcome_odd"
    assert require_outcome(0) == 0


def test_a_grant_lacks_measures_and_a_refusal_does_not():
    grant = Draft(Outcome.GRANTED, 40_000, "Skäl", plan=(ITEM,), instalments=(FIRST, REST))
    assert [fault.code for fault in faults_of_parts(grant, today=TODAY)] == ["indicators_missing"]
    whole = replace(grant, indicators=(ONE,), amount=39_000)
    assert [fault.code for fault in faults_of_parts(whole, today=TODAY)] == ["instalments_odd"]
    assert faults_of_parts(replace(grant, outcome=Outcome.REFUSED), today=TODAY) == ()


def test_each_item_has_a_key_of_its_own():
    keys = iter(("n1", "n2"))
    plan = with_keys([ITEM, replace(ITEM, title="Igen"), replace(ITEM, key="")], lambda: next(keys))
    assert [item.key for item in plan] == ["k1", "n1", "n2"]


@pytest.mark.parametrize(
    ("grant", "tier", "reasons"),
    [
        (Grant(20_000, TODAY, TODAY), PlanTier.MINI, (TierReason.SMALL,)),
        (Grant(20_001, TODAY, TODAY), PlanTier.STANDARD, (TierReason.MIDDLE,)),
        (Grant(100_000, TODAY, TODAY), PlanTier.EXTENDED, (TierReason.LARGE,)),
        (Grant(5_000, TODAY, TODAY + dt.timedelta(days=366)), PlanTier.EXTENDED, (TierReason.LONG,)),
        (Grant(5_000, TODAY, TODAY, is_escalated=True), PlanTier.EXTENDED, (TierReason.ESCALATED,)),
    ],
)
def test_a_tier_tells_why(grant, tier, reasons):
    assert (tier_for(grant), reasons_for_tier(grant)) == (tier, reasons)


def test_what_changed_between_two_versions_is_told():
    old = PlanLine("1", FollowUpKind.VISIT, "Besök", "Anteckning", "o1", "Eva", dt.date(2027, 3, 1), key="a")
    gone = replace(old, title="Möte", key="b")
    moved = replace(old, due_on=dt.date(2027, 4, 1), owner="Bo", deputy="Eva")
    new = replace(old, title="Bokslut", key="c")
    found = [(one.kind, one.title) for one in changes_between([old, gone], [moved, new])]
    assert found == [
        (PlanChange.DAY, "Besök"),
        (PlanChange.OWNER, "Besök"),
        (PlanChange.ADDED, "Bokslut"),
        (PlanChange.REMOVED, "Möte"),
    ]
    assert changes_between([old], [old]) == ()
