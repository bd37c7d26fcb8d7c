"""What a proposal must hold per outcome, and what stands in its way."""

import datetime as dt
from dataclasses import replace

import pytest

from vetting.domain.decisions import (
    Draft,
    Preparation,
    Reason,
    blockers_of_case,
    faults_of_draft,
    require_fresh,
    require_none,
)
from vetting.domain.errors import Refused
from vetting.domain.follow_up import PlanItem
from vetting.domain.terms import FollowUpKind, Outcome

TODAY = dt.date(2026, 11, 20)
ITEM = PlanItem(FollowUpKind.REPORT, "Redovisning", "Blankett", "o1", dt.date(2027, 3, 1))
GRANT = Draft(
    outcome=Outcome.GRANTED,
    amount=60_000,
    summary="Skäl",
    conditions=("Villkor",),
    reservation="Förbehåll",
    plan=(ITEM,),
)
REFUSAL = Draft(
    outcome=Outcome.REFUSED,
    amount=0,
    summary="Skäl",
    reasons=(Reason("S01", "nej", "Stadgar saknas."),),
    proportionality="Lägre bidrag har övervägts men avhjälper inte bristen.",
)
PARTLY = replace(GRANT, outcome=Outcome.PARTLY_GRANTED, amount=59_999)


def codes(draft: Draft) -> list[str]:
    faults = faults_of_draft(draft, applied=60_000, answers={"S01": "nej"}, today=TODAY)
    return [fault.code for fault in faults]


@pytest.mark.parametrize(
    ("draft", "expected"),
    [
        (GRANT, []),
        (replace(GRANT, amount=1), []),
        (replace(GRANT, amount=0), ["grant_amount_missing"]),
        (replace(GRANT, amount=-5), ["grant_amount_missing"]),
        (replace(GRANT, amount=60_001), ["amount_above_applied"]),
        (PARTLY, []),
        (replace(PARTLY, amount=60_000), ["amount_not_below_applied"]),
        (replace(GRANT, conditions=(" ",)), ["conditions_missing"]),
        (replace(GRANT, reservation=" \n"), ["reservation_missing"]),
        (replace(GRANT, plan=()), ["plan_missing"]),
        (replace(GRANT, plan=(replace(ITEM, title=" "),)), ["plan_item_incomplete"]),
        (replace(GRANT, plan=(replace(ITEM, owner_id=""),)), ["plan_item_incomplete"]),
        (replace(GRANT, plan=(ITEM, replace(ITEM, due_on=TODAY - dt.timedelta(days=1)))), ["plan_item_past"]),
        (replace(GRANT, plan=(replace(ITEM, due_on=TODAY),)), []),
        (replace(GRANT, summary=""), ["summary_missing"]),
        (REFUSAL, []),
        (replace(REFUSAL, outcome=Outcome.DISMISSED), []),
        (replace(REFUSAL, amount=1), ["amount_without_grant"]),
        (replace(REFUSAL, reasons=()), ["reasons_missing"]),
        (replace(REFUSAL, proportionality="För kort."), ["proportionality_missing"]),
        (replace(REFUSAL, reasons=(Reason("S01", "ja", "Fel svar."),)), ["reason_not_answered"]),
        (replace(REFUSAL, reasons=(Reason("S99", "nej", "Okänd."),)), ["reason_not_answered"]),
        (replace(REFUSAL, reasons=(Reason("S01", "nej", " "),)), ["reason_empty"]),
        (Draft(Outcome.CLOSED, 0, "Föreningen har upphört."), []),
    ],
)
def test_what_each_outcome_needs(draft, expected):
    assert codes(draft) == expected


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"unanswered": ("S01",)}, "unanswered_questions"),
        ({"lacking": ("S01",)}, "answers_lacking"),
        ({"forbidden": ("A99",)}, "forbidden_ground"),
        ({"has_check": False}, "check_missing"),
        ({"unjudged_hits": 2}, "unjudged_hits"),
        ({"is_incomplete": True, "incomplete_sources": ("Polisen",)}, "check_incomplete"),
    ],
)
def test_the_matter_is_examined_before_it_is_granted_or_refused(changes, code):
    preparation = Preparation(**changes)
    for outcome in (Outcome.GRANTED, Outcome.PARTLY_GRANTED, Outcome.REFUSED, None):
        assert [b.code for b in blockers_of_case(preparation, outcome)] == [code]
    for outcome in (Outcome.DISMISSED, Outcome.CLOSED):
        assert blockers_of_case(preparation, outcome) == ()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"declared": None}, "conflict_not_declared"),
        ({"declared": True}, "conflict_of_interest"),
        ({"supplement_due_on": TODAY}, "supplement_open"),
    ],
)
@pytest.mark.parametrize("outcome", list(Outcome))
def test_conflict_and_awaited_completion_stop_every_outcome(outcome, changes, code):
    assert [b.code for b in blockers_of_case(Preparation(**changes), outcome)] == [code]


def test_an_incomplete_check_may_do_with_a_reason():
    preparation = Preparation(is_incomplete=True)
    assert blockers_of_case(preparation, Outcome.GRANTED, "Källan rör personer.") == ()
    assert blockers_of_case(preparation, Outcome.GRANTED, "  ") != ()


def test_all_blockers_are_told_with_the_first():
    with pytest.raises(Refused) as refusal:
        require_none(blockers_of_case(Preparation(declared=None, has_check=False, unjudged_hits=1)))
    assert refusal.value.code == "conflict_not_declared"
    assert refusal.value.facts["all"] == ["conflict_not_declared", "check_missing", "unjudged_hits"]


@pytest.mark.parametrize(
    ("sheet_now", "check_now", "is_outdated", "code"),
    [
        (3, "c1", False, None),
        (4, "c1", False, "proposal_stale"),
        (3, "c2", False, "proposal_stale"),
        (3, None, False, "proposal_stale"),
        (3, "c1", True, "proposal_check_outdated"),
    ],
)
def test_a_proposal_stands_on_what_it_was_written_on(sheet_now, check_now, is_outdated, code):
    facts = {
        "sheet_proposed_on": 3,
        "sheet_now": sheet_now,
        "check_proposed_on": "c1",
        "check_now": check_now,
        "is_outdated": is_outdated,
    }
    if code is None:
        require_fresh(**facts)
    else:
        with pytest.raises(Refused, match=code):
            require_fresh(**facts)
