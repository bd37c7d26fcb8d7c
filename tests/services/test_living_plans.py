"""Plans that live: reminders at their days, items never without an owner, later days, parts released."""

import datetime as dt
from dataclasses import replace

import pytest

from tests.makers import NOW, an_officer
from tests.makers_decisions import a_decided_case, a_grant, two_officers
from vetting.domain.errors import NotAllowed, Refused
from vetting.domain.indicators import PlannedIndicator
from vetting.domain.instalments import PlannedInstalment, PlanParts
from vetting.domain.payments_match import Paid, match
from vetting.domain.slots import Turn
from vetting.domain.terms import FollowUpKind, Role
from vetting.domain.terms_revocations import PaymentAlarm
from vetting.records import follow_ups as records
from vetting.records import payments, standing_in
from vetting.records.absences import Absence
from vetting.records.applications import Case
from vetting.records.associations import Association
from vetting.records.db import db, transaction
from vetting.records.decisions import Support
from vetting.records.extensions import ExtensionRequest
from vetting.records.indicators import indicators_of
from vetting.records.notices import Notice, NoticeKind
from vetting.records.outbox import Message
from vetting.records.payment_matching import granted_of
from vetting.records.plan_versions import as_item
from vetting.records.reminders import Reminder
from vetting.services import accounts, extensions, follow_ups, plan_clock, plan_outcomes
from vetting.services.absences import end_absence, tell_absence
from vetting.services.extensions import Wanted

TODAY = NOW.date()


def a_plan(**changes):
    """A decided case whose items have a deputy; gives who proposed, who decided and the case."""
    secretary, head = two_officers()
    deputy = an_officer(Role.CULTURE_SECRETARY, username="ersattaren")
    draft = a_grant(secretary, **changes)
    draft = replace(draft, plan=tuple(replace(item, deputy_id=deputy.id) for item in draft.plan))
    case_id, _ = a_decided_case(secretary, head, draft)
    return secretary, head, deputy, case_id


def open_items(case_id):
    db.session.expire_all()
    return records.items_of(records.plan_in_force(case_id).id)


def the_report(case_id):
    return next(one for one in open_items(case_id) if one.kind is FollowUpKind.REPORT)


def at(day, hour=5):
    return dt.datetime.combine(day, dt.time(hour, 30), dt.UTC)


def tick(day):
    """The morning's two deeds of that day."""
    plan_clock.stand_in_for_absent(Turn("stand-in", day.isoformat(), at(day)), at(day))
    return plan_clock.remind_of_plans(Turn("remind-plans", day.isoformat(), at(day)), at(day))


def with_address(case_id, email="styrelsen@granlunda.example"):
    with transaction(is_piece=True):
        case = db.session.get_one(Case, case_id)
        db.session.get_one(Association, case.association_id).email = email


def kinds(officer_id):
    rows = db.session.query(Reminder).filter_by(officer_id=officer_id)
    return sorted(row.kind for row in rows)


def test_a_year_of_mornings_reminds_each_once_on_working_days(app):
    secretary, head, _, case_id = a_plan()
    with_address(case_id)
    report = the_report(case_id)
    days = [
        report.due_on + dt.timedelta(days=n)
        for n in (*range(-17, -11), *range(4), *range(12, 17), *range(20, 25), 40)
    ]
    for day in [*days, *days]:  # a clock that was set back does everything again
        tick(day)
    key = f":{report.item_key}:"
    mails = db.session.query(Message).filter(Message.body.contains(report.evidence))
    mails = mails.order_by(Message.queued_at).all()
    subjects = [one.subject.split(" i ärende ")[0] for one in mails]
    assert subjects == ["Påminnelse", "Försenat", "Andra påminnelsen"]
    assert all(one.queued_at.weekday() < 5 for one in mails)
    mine = db.session.query(Reminder).filter(Reminder.key.contains(key), Reminder.officer_id == secretary.id)
    assert sorted(one.kind for one in mine) == ["plan_again", "plan_ahead", "plan_passed"]
    heads = db.session.query(Reminder).filter(Reminder.key.contains(key), Reminder.officer_id == head.id)
    assert [one.kind for one in heads] == ["plan_escalated"]
    assert "Besök" not in {one.subject for one in mails}
    letters = db.session.query(Notice).filter_by(case_id=case_id, kind=NoticeKind.PLAN_LETTER)
    assert letters.count() >= len(mails)


def test_without_an_address_the_letter_lies_on_the_desk_to_be_printed(app):
    secretary, _, _, case_id = a_plan()
    report = the_report(case_id)
    tick(report.due_on)
    assert db.session.query(Message).count() == 0
    told = db.session.query(Reminder).filter_by(kind="plan_letter", officer_id=secretary.id).all()
    notice_ids = {one.subject.partition(".")[2] for one in told}
    assert notice_ids == {row.id for row in db.session.query(Notice).filter_by(kind=NoticeKind.PLAN_LETTER)}


def test_what_is_done_reminds_nobody_and_takes_its_reminders_away(app):
    secretary, _, _, case_id = a_plan()
    report = the_report(case_id)
    tick(report.due_on)
    follow_ups.mark_follow_up_done(report.id, "Inkommet.", by=secretary, now=at(report.due_on, 9))
    key = report.item_key
    rows = db.session.query(Reminder).filter(Reminder.key.contains(key)).populate_existing()
    assert all(row.handled_at is not None for row in rows if row.kind.startswith("plan_a"))
    before = rows.count()
    tick(report.due_on + dt.timedelta(days=30))
    assert db.session.query(Reminder).filter(Reminder.key.contains(key)).count() == before


def test_an_absence_moves_every_item_the_same_day_and_brings_it_back(app):
    secretary, _, deputy, case_id = a_plan()
    tell_absence(secretary.id, TODAY, TODAY + dt.timedelta(days=10), by=secretary, now=NOW)
    assert {one.owner_id for one in open_items(case_id)} == {deputy.id}
    assert {one.stands_in_for_id for one in open_items(case_id)} == {secretary.id}
    for officer_id, kind in ((deputy.id, "plan_taken_over_many"), (secretary.id, "plan_left_many")):
        told = db.session.query(Reminder).filter_by(officer_id=officer_id, kind=kind).one()
        assert told.facts["count"] == str(len(open_items(case_id)))
    absence = db.session.query(Absence).one()
    end_absence(absence.id, by=secretary, now=NOW + dt.timedelta(hours=1))
    assert {one.owner_id for one in open_items(case_id)} == {secretary.id}
    assert {one.stands_in_for_id for one in open_items(case_id)} == {None}


def test_an_absence_that_begins_later_is_seen_by_the_clock_on_its_day_and_when_it_is_over(app):
    secretary, _, deputy, case_id = a_plan()
    first, last = TODAY + dt.timedelta(days=3), TODAY + dt.timedelta(days=6)
    tell_absence(secretary.id, first, last, by=secretary, now=NOW)
    assert {one.owner_id for one in open_items(case_id)} == {secretary.id}
    tick(first)
    assert {one.owner_id for one in open_items(case_id)} == {deputy.id}
    tick(last)
    assert {one.owner_id for one in open_items(case_id)} == {deputy.id}
    tick(last + dt.timedelta(days=1))
    assert {one.owner_id for one in open_items(case_id)} == {secretary.id}


def test_where_the_deputy_is_away_too_it_is_the_unit_head(app):
    secretary, head, deputy, case_id = a_plan()
    tell_absence(deputy.id, TODAY, TODAY + dt.timedelta(days=10), by=deputy, now=NOW)
    tell_absence(secretary.id, TODAY, TODAY + dt.timedelta(days=5), by=secretary, now=NOW)
    assert {one.owner_id for one in open_items(case_id)} == {head.id}


def test_nobody_left_is_told_to_the_coordinators(app):
    secretary, head, deputy, case_id = a_plan()
    for one in (head, deputy, secretary):
        tell_absence(one.id, TODAY, TODAY + dt.timedelta(days=5), by=one, now=NOW)
    told = db.session.query(Reminder).filter_by(kind="plan_alone")
    assert {one.role for one in told} == {Role.COORDINATOR}
    assert {one.owner_id for one in open_items(case_id)} == {secretary.id}


def test_a_closed_account_leaves_no_item_behind(app):
    secretary, _, deputy, case_id = a_plan()
    admin = an_officer(Role.ADMINISTRATOR, everywhere=True, username="admin")
    accounts.deactivate_officer(secretary.id, successor_id=None, by=admin, now=NOW)
    assert {one.owner_id for one in open_items(case_id)} == {deputy.id}
    assert {one.stands_in_for_id for one in open_items(case_id)} == {None}
    assert standing_in.open_items(standing_in.FollowUp.owner_id == secretary.id) == []


def test_a_later_day_is_asked_for_answered_and_told(app):
    secretary, _, _, case_id = a_plan()
    with_address(case_id)
    report = the_report(case_id)
    wanted = Wanted(report.item_key, report.due_on + dt.timedelta(days=30), "Kassören är sjuk.")
    asked = extensions.register_extension(case_id, wanted, by=secretary, now=NOW)
    with pytest.raises(Refused, match="extension_waits"):
        extensions.register_extension(case_id, wanted, by=secretary, now=NOW)
    given, version = extensions.grant_extension(asked, wanted.day, "Skälet godtas.", by=secretary, now=NOW)
    assert (given, version) == (case_id, 2)
    later = the_report(case_id)
    assert later.item_key == report.item_key
    assert later.due_on >= wanted.day
    assert later.due_on.weekday() < 5
    row = db.session.get(ExtensionRequest, asked, populate_existing=True)
    assert (row.is_granted, row.granted_on, row.open_key) == (True, later.due_on, None)
    message = db.session.query(Message).one()
    assert "Ni har fått anstånd" in message.body
    with pytest.raises(Refused, match="extension_answered"):
        extensions.refuse_extension(asked, "Nej.", by=secretary, now=NOW)


def test_a_refused_later_day_changes_no_plan(app):
    secretary, _, _, case_id = a_plan()
    report = the_report(case_id)
    wanted = Wanted(report.item_key, report.due_on + dt.timedelta(days=30), "Hinner inte.")
    asked = extensions.register_extension(case_id, wanted, by=secretary, now=NOW)
    extensions.refuse_extension(asked, "Skälet räcker inte.", by=secretary, now=NOW)
    assert records.plan_in_force(case_id).version == 1
    letter = db.session.query(Notice).filter_by(kind=NoticeKind.PLAN_LETTER).one()
    assert "får inte anstånd" in letter.content["paragraphs"][0]


def in_parts(secretary):
    """The draft's changes for a grant in two parts, of which the second waits for the first item."""
    plan = a_grant(secretary).plan
    named = (replace(plan[0], key="k1"), *plan[1:])
    parts = (
        PlannedInstalment(30_000, dt.date(2027, 1, 4)),
        PlannedInstalment(15_000, dt.date(2027, 6, 1), "Efter mötet", "k1"),
    )
    return {"plan": named, "instalments": parts}


def a_shared_grant():
    secretary, head = two_officers()
    case_id, _ = a_decided_case(secretary, head, a_grant(secretary, **in_parts(secretary)))
    support = db.session.query(Support).one()
    return secretary, head, case_id, support


def test_a_part_waits_for_its_item_and_a_power_releases_it_before(app):
    secretary, head, _, support = a_shared_grant()
    first, second = payments.instalments_of([support.id])
    assert (first.amount, second.amount, second.item_key) == (30_000, 15_000, "k1")
    with pytest.raises(Refused, match="instalment_unconditional"):
        plan_outcomes.release_instalment(first.id, "", by=secretary, now=NOW)
    with pytest.raises(Refused, match="instalment_condition_open"):
        plan_outcomes.release_instalment(second.id, "Brådskar", by=secretary, now=NOW)
    with pytest.raises(Refused, match="release_reason_missing"):
        plan_outcomes.release_instalment(second.id, " ", by=head, now=NOW)
    plan_outcomes.release_instalment(second.id, "Mötet flyttas av oss.", by=head, now=NOW)
    with pytest.raises(Refused, match="instalment_released"):
        plan_outcomes.release_instalment(second.id, "Igen", by=head, now=NOW)


def test_a_part_is_released_by_whoever_follows_up_once_its_item_is_done(app):
    secretary, _, case_id, support = a_shared_grant()
    item = next(one for one in open_items(case_id) if one.item_key == "k1")
    follow_ups.mark_follow_up_done(item.id, "Mötet hölls.", by=secretary, now=NOW)
    assert "instalment_to_release" in kinds(secretary.id)
    second = payments.instalments_of([support.id])[1]
    plan_outcomes.release_instalment(second.id, "", by=secretary, now=NOW)
    assert db.session.get(type(second), second.id, populate_existing=True).released_by == secretary.id
    lawyer = an_officer(Role.LAWYER, username="juristen")
    with pytest.raises(NotAllowed):
        plan_outcomes.release_instalment(second.id, "", by=lawyer, now=NOW)


def test_a_payment_before_the_release_is_an_alarm(app):
    _, _, _, support = a_shared_grant()
    second = payments.instalments_of([support.id])[1]
    paid = Paid("p", dt.date(2027, 6, 2), second.amount, "")
    found = match(granted_of([support.id])[support.id], [paid])
    assert [one.kind for one in found.alarms] == [PaymentAlarm.BEFORE_RELEASE]


def test_a_revision_carries_measures_with_their_outcomes_and_changes_open_parts(app):
    secretary, _, case_id, support = a_shared_grant()
    plan = records.plan_in_force(case_id)
    (measure,) = indicators_of(plan.id)
    plan_outcomes.tell_outcome(measure.id, 9, by=secretary, now=NOW)
    items = [as_item(one) for one in records.items_of(plan.id)]
    parts = PlanParts(
        (PlannedIndicator(measure.name, measure.unit, 10), PlannedIndicator("Deltagare", "personer", 50)),
        (PlannedInstalment(20_000, dt.date(2027, 1, 4)), PlannedInstalment(25_000, dt.date(2027, 9, 1))),
    )
    with pytest.raises(Refused, match="instalments_odd"):
        follow_ups.revise_plan(
            case_id,
            items,
            version=1,
            reason="Nytt.",
            parts=replace(parts, instalments=parts.instalments[:1]),
            by=secretary,
            now=NOW,
        )
    follow_ups.revise_plan(case_id, items, version=1, reason="Nytt.", parts=parts, by=secretary, now=NOW)
    told = [(one.name, one.target, one.outcome) for one in indicators_of(records.plan_in_force(case_id).id)]
    assert told == [(measure.name, 10, 9), ("Deltagare", 50, None)]
    assert [one.amount for one in payments.instalments_of([support.id])] == [20_000, 25_000]
    assert {one.item_key for one in open_items(case_id)} == {item.key for item in items}
    with pytest.raises(Refused, match="plan_revised_since"):
        plan_outcomes.tell_outcome(measure.id, 11, by=secretary, now=NOW)
