"""A plan's journal tells the day that was given, and what somebody keeps for another stays theirs."""

import datetime as dt
import json
from dataclasses import replace

import pytest
from sqlalchemy import select

from tests.makers import NOW, an_officer
from tests.makers_decisions import a_decided_case, a_grant, two_officers
from tests.makers_plans import living_plan_rows
from vetting.domain.errors import Refused
from vetting.domain.slots import Turn
from vetting.domain.terms import FollowUpKind, Role
from vetting.records import follow_ups as records
from vetting.records.absences import Absence
from vetting.records.applications import Case
from vetting.records.db import db, transaction
from vetting.records.extensions import ExtensionRequest
from vetting.records.journal import JournalEntry, JournalPayload
from vetting.records.plan_versions import as_item
from vetting.records.reminders import Reminder, write_reminder
from vetting.services import accounts, extensions, follow_ups, plan_clock, plan_outcomes, proposals
from vetting.services.absences import end_absence, tell_absence
from vetting.services.extensions import Wanted

TODAY = NOW.date()


def a_plan():
    """A decided case whose items have a deputy; gives who proposed, who decided, the deputy and the case."""
    secretary, head = two_officers()
    deputy = an_officer(Role.CULTURE_SECRETARY, username="ersattaren")
    draft = a_grant(secretary)
    draft = replace(draft, plan=tuple(replace(item, deputy_id=deputy.id) for item in draft.plan))
    return secretary, head, deputy, a_decided_case(secretary, head, draft)[0]


def open_items(case_id):
    db.session.expire_all()
    return records.items_of(records.plan_in_force(case_id).id)


def test_the_entry_of_a_later_day_tells_the_day_that_was_given(app):
    secretary, _, _, case_id = a_plan()
    report = next(one for one in open_items(case_id) if one.kind is FollowUpKind.REPORT)
    wanted = Wanted(report.item_key, report.due_on + dt.timedelta(days=30), "Kassören är sjuk.")
    asked = extensions.register_extension(case_id, wanted, by=secretary, now=NOW)
    extensions.grant_extension(asked, wanted.day, "Skälet godtas.", by=secretary, now=NOW)
    payload = select(JournalPayload.body).join(JournalEntry, JournalEntry.seq == JournalPayload.seq)
    body = json.loads(db.session.scalars(payload.where(JournalEntry.name == "PlanRevised")).one())
    assert {item["due_on"] for item in body["items"]} == {
        one.due_on.isoformat() for one in open_items(case_id)
    }


def test_who_keeps_items_for_somebody_away_and_leaves_for_good_passes_them_on_as_the_others(app):
    secretary, head, deputy, case_id = a_plan()
    admin = an_officer(Role.ADMINISTRATOR, everywhere=True, username="admin")
    tell_absence(secretary.id, TODAY, TODAY + dt.timedelta(days=5), by=secretary, now=NOW)
    assert {one.owner_id for one in open_items(case_id)} == {deputy.id}
    accounts.deactivate_officer(deputy.id, successor_id=None, by=admin, now=NOW)
    assert {(one.owner_id, one.stands_in_for_id) for one in open_items(case_id)} == {(head.id, secretary.id)}


@pytest.mark.parametrize("is_own", [False, True])
def test_a_successor_keeps_for_somebody_away_what_the_other_kept_for_them(app, is_own):
    secretary, _, deputy, case_id = a_plan()
    admin = an_officer(Role.ADMINISTRATOR, everywhere=True, username="admin")
    heir = secretary if is_own else an_officer(Role.CULTURE_SECRETARY, username="arvingen")
    tell_absence(secretary.id, TODAY, TODAY + dt.timedelta(days=5), by=secretary, now=NOW)
    accounts.deactivate_officer(deputy.id, successor_id=heir.id, by=admin, now=NOW)
    kept_for = None if is_own else secretary.id
    assert {(one.owner_id, one.stands_in_for_id) for one in open_items(case_id)} == {(heir.id, kept_for)}
    absence = db.session.query(Absence).one()
    end_absence(absence.id, by=secretary, now=NOW + dt.timedelta(hours=1))
    assert {(one.owner_id, one.stands_in_for_id) for one in open_items(case_id)} == {(secretary.id, None)}


@pytest.mark.parametrize("has_successor", [True, False])
def test_whoever_takes_over_from_the_closed_account_is_not_their_own_deputy(app, has_successor):
    secretary, _, deputy, case_id = a_plan()
    admin = an_officer(Role.ADMINISTRATOR, everywhere=True, username="admin")
    for case in db.session.query(Case).filter_by(assigned_to=secretary.id):
        case.assigned_to = None if not has_successor else case.assigned_to
    db.session.commit()
    heir = deputy.id if has_successor else None
    accounts.deactivate_officer(secretary.id, successor_id=heir, by=admin, now=NOW)
    assert {(one.owner_id, one.deputy_id) for one in open_items(case_id)} == {(deputy.id, None)}


def test_a_closed_account_is_nobodys_deputy(app):
    secretary, _, deputy, case_id = a_plan()
    admin = an_officer(Role.ADMINISTRATOR, everywhere=True, username="admin")
    accounts.deactivate_officer(deputy.id, successor_id=None, by=admin, now=NOW)
    assert {(one.owner_id, one.deputy_id) for one in open_items(case_id)} == {(secretary.id, None)}


def told_of_items_alone():
    db.session.expire_all()
    rows = db.session.query(Reminder).filter_by(kind="plan_alone").order_by(Reminder.written_at, Reminder.key)
    return [(row.subject, row.handled_at is not None) for row in rows]


def test_the_coordinators_are_told_once_each_time_that_nobody_can_take_an_item(app):
    secretary, head, deputy, case_id = a_plan()
    items = {f"plan_item:{case_id}.{one.item_key}" for one in open_items(case_id)}

    def all_away(first, last, now):
        for one in (head, deputy, secretary):
            tell_absence(one.id, first, last, by=one, now=now)

    def morning(day):
        now = dt.datetime.combine(day, dt.time(5, 30), dt.UTC)
        plan_clock.stand_in_for_absent(Turn("stand-in", day.isoformat(), now), now)

    all_away(TODAY, TODAY + dt.timedelta(days=2), NOW)
    for days in range(3):  # the same absence each morning
        morning(TODAY + dt.timedelta(days=days))
    assert sorted(told_of_items_alone()) == sorted((one, False) for one in items)
    later = NOW + dt.timedelta(days=3)
    morning(later.date())  # they are here again
    all_away(later.date(), later.date() + dt.timedelta(days=1), later)
    assert sorted(told_of_items_alone()) == sorted((one, told) for one in items for told in (True, False))
    absence = (
        db.session.query(Absence).filter_by(officer_id=deputy.id).order_by(Absence.from_on.desc()).first()
    )
    end_absence(absence.id, by=deputy, now=later + dt.timedelta(hours=1))
    morning(later.date() + dt.timedelta(days=1))  # the deputy has them now
    assert {one.owner_id for one in open_items(case_id)} == {deputy.id}
    assert {is_settled for _, is_settled in told_of_items_alone()} == {True}


def test_what_was_said_of_a_day_that_is_moved_leaves_the_desk(app):
    secretary, _, _, case_id = a_plan()
    first, second, *_rest = (one for one in open_items(case_id) if one.done_at is None)
    for one in (first, second):
        subject = f"plan_item:{case_id}.{one.item_key}"
        with transaction(is_piece=True):
            write_reminder(
                Reminder(
                    key=f"plan_late:{one.item_key}",
                    kind="plan_late",
                    subject=subject,
                    facts={},
                    officer_id=secretary.id,
                    written_at=NOW,
                )
            )
    moved = [as_item(one) for one in open_items(case_id)]
    later = dt.timedelta(days=28)
    moved = [replace(one, due_on=one.due_on + later) if one.key == first.item_key else one for one in moved]
    follow_ups.revise_plan(case_id, moved, version=1, reason="Mötet flyttas.", by=secretary, now=NOW)
    waiting = db.session.query(Reminder.key).filter_by(kind="plan_late", handled_at=None)
    assert [key for (key,) in waiting] == [f"plan_late:{second.item_key}"]


def test_nobody_with_a_conflict_of_interest_releases_money_or_tells_outcomes(app):
    secretary, _, _, case_id = a_plan()
    ids = living_plan_rows(case_id)
    db.session.commit()
    proposals.declare_conflict(case_id, "Min bror är kassör.", by=secretary, now=NOW)
    for deed in (
        lambda: plan_outcomes.release_instalment(ids["instalment_id"], "Klart.", by=secretary, now=NOW),
        lambda: plan_outcomes.tell_outcome(ids["indicator_id"], 12, by=secretary, now=NOW),
    ):
        with pytest.raises(Refused, match="conflict_of_interest"):
            deed()


def test_what_was_asked_of_an_item_taken_out_can_still_be_answered_with_no(app):
    secretary, _, _, case_id = a_plan()
    report = next(one for one in open_items(case_id) if one.kind is FollowUpKind.REPORT)
    wanted = Wanted(report.item_key, report.due_on + dt.timedelta(days=30), "Kassören är sjuk.")
    asked = extensions.register_extension(case_id, wanted, by=secretary, now=NOW)
    left = [as_item(one) for one in open_items(case_id) if one.item_key != report.item_key]
    follow_ups.revise_plan(case_id, left, version=1, reason="Behövs inte.", by=secretary, now=NOW)
    with pytest.raises(Refused, match="plan_revised_since"):
        extensions.grant_extension(asked, wanted.day, "Ja.", by=secretary, now=NOW)
    extensions.refuse_extension(asked, "Redovisningen behövs inte mer.", by=secretary, now=NOW)
    assert db.session.get(ExtensionRequest, asked, populate_existing=True).open_key is None
