"""How closely a grant is followed, and the items suggested."""

import datetime as dt

import pytest

from vetting.domain.errors import Refused
from vetting.domain.follow_up import Grant, PlanItem, days_late, suggested_plan, tidied_item, tier_for
from vetting.domain.terms import FollowUpKind, PlanTier
from vetting.domain.working_days import add_months, is_working_day, next_working_day
from vetting.gateways.calendar import swedish_holidays

TODAY = dt.date(2026, 11, 20)
START, END = dt.date(2027, 1, 1), dt.date(2027, 12, 31)
HOLIDAYS = swedish_holidays(2026, 2030)


@pytest.mark.parametrize(
    ("amount", "end", "escalated", "tier"),
    [
        (20_000, END, False, PlanTier.MINI),
        (20_001, END, False, PlanTier.STANDARD),
        (99_999, END, False, PlanTier.STANDARD),
        (100_000, END, False, PlanTier.EXTENDED),
        (5_000, dt.date(2028, 12, 31), False, PlanTier.EXTENDED),
        (5_000, END, True, PlanTier.EXTENDED),
    ],
)
def test_tier_by_amount_length_and_findings(amount, end, escalated, tier):
    assert tier_for(Grant(amount, START, end, is_escalated=escalated)) is tier


@pytest.mark.parametrize(
    ("grant", "kinds"),
    [
        (Grant(20_000, START, END, ("a", "b")), {FollowUpKind.REPORT: 1}),
        (
            Grant(60_000, START, END, ("a", "b")),
            {
                FollowUpKind.REPORT: 1,
                FollowUpKind.ACCOUNTS: 1,
                FollowUpKind.VISIT: 1,
                FollowUpKind.CONDITION_EVIDENCE: 2,
            },
        ),
        (
            Grant(150_000, START, END, ("a",)),
            {
                FollowUpKind.REPORT: 1,
                FollowUpKind.ACCOUNTS: 1,
                FollowUpKind.AUDIT_REPORT: 1,
                FollowUpKind.MEETING: 1,
                FollowUpKind.VISIT: 2,
                FollowUpKind.CONDITION_EVIDENCE: 1,
            },
        ),
    ],
)
def test_items_by_tier(grant, kinds):
    plan = suggested_plan(grant, today=TODAY, owner_id="o1", holidays=HOLIDAYS)
    assert {kind: [i.kind for i in plan].count(kind) for kind in {i.kind for i in plan}} == kinds
    assert list(plan) == sorted(plan, key=lambda item: item.due_on)
    assert all(is_working_day(item.due_on, HOLIDAYS) and item.due_on > TODAY for item in plan)
    assert all(item.title and item.evidence and item.owner_id == "o1" for item in plan)


def test_the_report_comes_within_two_months_after_the_period_on_a_working_day():
    plan = suggested_plan(Grant(60_000, START, END), today=TODAY, owner_id="o1", holidays=HOLIDAYS)
    report = next(item for item in plan if item.kind is FollowUpKind.REPORT)
    assert report.due_on == dt.date(2028, 2, 29)
    ends = dt.date(2027, 4, 24)  # two months on is Midsummer Day's eve of a weekend: 24 June is a Thursday
    moved = suggested_plan(Grant(20_000, START, ends), today=TODAY, owner_id="o1", holidays=HOLIDAYS)
    assert moved[0].due_on == dt.date(2027, 6, 24)
    eve = suggested_plan(
        Grant(20_000, START, dt.date(2027, 4, 25)), today=TODAY, owner_id="o1", holidays=HOLIDAYS
    )
    assert eve[0].due_on == dt.date(2027, 6, 28), "Midsummer Eve is a Friday without work"


def test_nothing_falls_due_in_the_past():
    grant = Grant(60_000, dt.date(2026, 1, 1), dt.date(2026, 6, 30))
    plan = suggested_plan(grant, today=TODAY, owner_id="o1", holidays=HOLIDAYS)
    assert {item.due_on for item in plan} == {dt.date(2026, 12, 4)}


def test_a_kept_item_is_read_back():
    item = PlanItem(FollowUpKind.VISIT, "Besök", "Anteckning", "o1", dt.date(2027, 3, 1))
    assert PlanItem.from_kept(item.as_kept()) == item


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (dt.date(2026, 11, 20), dt.date(2026, 11, 20)),
        (dt.date(2026, 11, 21), dt.date(2026, 11, 23)),
        (dt.date(2026, 12, 24), dt.date(2026, 12, 28)),
        (dt.date(2026, 12, 31), dt.date(2027, 1, 4)),
        (dt.date(2026, 4, 3), dt.date(2026, 4, 7)),
    ],
)
def test_the_next_working_day(day, expected):
    assert next_working_day(day, HOLIDAYS) == expected


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (dt.date(2027, 12, 31), 2, dt.date(2028, 2, 29)),
        (dt.date(2027, 1, 31), 1, dt.date(2027, 2, 28)),
        (dt.date(2026, 11, 15), 2, dt.date(2027, 1, 15)),
    ],
)
def test_months_on(day, months, expected):
    assert add_months(day, months) == expected


@pytest.mark.parametrize(
    ("came", "today", "late"),
    [
        (None, dt.date(2026, 11, 20), 0),
        (None, dt.date(2026, 11, 23), 3),
        (dt.date(2026, 11, 20), dt.date(2026, 12, 24), 0),
        (dt.date(2026, 11, 22), dt.date(2026, 12, 24), 2),
    ],
)
def test_what_has_come_is_late_by_its_own_day_and_not_by_its_readers(came, today, late):
    assert days_late(dt.date(2026, 11, 20), today, arrived_on=came) == late


@pytest.mark.parametrize("texts", [("x" * 301, "Rapport"), ("Rapport", "x" * 301)])
def test_nothing_that_is_written_of_an_item_is_cut(texts):
    with pytest.raises(Refused, match="text_too_long"):
        tidied_item(PlanItem(FollowUpKind.REPORT, *texts, "owner", TODAY))
