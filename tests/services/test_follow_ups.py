"""Marking follow-ups as done and revising plans."""

import datetime as dt
from dataclasses import replace

import pytest

from tests.makers import NOW, a_board, an_officer
from tests.makers_decisions import a_decided_case, two_officers
from vetting.domain.errors import NotFound, Refused
from vetting.domain.follow_up import PlanItem
from vetting.domain.terms import FollowUpKind, Role
from vetting.records import follow_ups as records
from vetting.records.db import db
from vetting.records.follow_ups import FollowUp, FollowUpPlan
from vetting.records.journal import JournalEntry
from vetting.services import follow_ups


def a_plan():
    secretary, head = two_officers()
    case_id, _ = a_decided_case(secretary, head)
    plan = records.plan_in_force(case_id)
    return secretary, case_id, [item.id for item in records.items_of(plan.id)]


def an_item(owner: str, **changes: object) -> PlanItem:
    item = PlanItem(FollowUpKind.VISIT, "Nytt besök", "Anteckning", owner, dt.date(2027, 3, 1))
    return replace(item, **changes)


def test_an_item_is_done_once_with_what_came_of_it(app):
    secretary, case_id, items = a_plan()
    with pytest.raises(Refused, match="text_missing"):
        follow_ups.mark_follow_up_done(items[0], " ", by=secretary, now=NOW)
    assert follow_ups.mark_follow_up_done(items[0], "Besöket gick bra.", by=secretary, now=NOW) == case_id
    item = db.session.get_one(FollowUp, items[0])
    assert (item.outcome, item.done_by, item.done_at) == ("Besöket gick bra.", secretary.id, NOW)
    with pytest.raises(Refused, match="follow_up_done_already"):
        follow_ups.mark_follow_up_done(items[0], "Igen.", by=secretary, now=NOW)
    assert db.session.query(JournalEntry).filter_by(name="FollowUpDone").count() == 1


def test_another_boards_item_does_not_exist(app):
    _, _, items = a_plan()
    stranger = an_officer(Role.UNIT_HEAD, board=a_board("SOD", "Sörviks stadsdelsnämnd"))
    with pytest.raises(NotFound):
        follow_ups.mark_follow_up_done(items[0], "Klart.", by=stranger, now=NOW)


def test_a_revision_keeps_the_old_version_and_what_is_done(app):
    secretary, case_id, items = a_plan()
    follow_ups.mark_follow_up_done(items[0], "Klart.", by=secretary, now=NOW)
    version = follow_ups.revise_plan(
        case_id, [an_item(secretary.id)], version=1, reason="Nytt möte behövs.", by=secretary, now=NOW
    )
    assert version == 2
    assert [p.version for p in db.session.query(FollowUpPlan).order_by(FollowUpPlan.version)] == [1, 2]
    newest = records.items_of(records.plan_in_force(case_id).id)
    assert [(item.title, item.outcome) for item in newest] == [
        (db.session.get_one(FollowUp, items[0]).title, "Klart."),
        ("Nytt besök", None),
    ]
    with pytest.raises(Refused, match="plan_revised_since"):
        follow_ups.mark_follow_up_done(items[1], "På den gamla.", by=secretary, now=NOW)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"items": []}, "plan_missing"),
        ({"reason": " "}, "text_missing"),
        ({"version": 7}, "plan_revised_since"),
        ({"item": {"due_on": dt.date(2026, 1, 2)}}, "plan_item_past"),
        ({"item": {"owner_id": "nobody"}}, "owner_not_possible"),
        ({"item": {"title": ""}}, "plan_item_incomplete"),
    ],
)
def test_a_revision_must_be_whole(app, changes, code):
    secretary, case_id, _ = a_plan()
    items = changes.get("items", [an_item(secretary.id, **changes.get("item", {}))])
    with pytest.raises(Refused, match=code):
        follow_ups.revise_plan(
            case_id, items, version=changes.get("version", 1), reason=changes.get("reason", "Skäl"),
            by=secretary, now=NOW,
        )  # fmt: skip
    assert db.session.query(FollowUpPlan).count() == 1
