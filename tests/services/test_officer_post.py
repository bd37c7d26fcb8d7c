"""Reminders by e-mail to officers: queued once, with the reminder, for whoever sees it and is here to read it."""

import datetime as dt

import pytest

from tests.makers import NOW, a_board, an_officer
from tests.makers_decisions import a_decided_case, two_officers
from tests.makers_plans import a_message_row
from tests.queries import count_queries
from vetting.domain.errors import Refused
from vetting.domain.outbox import MOST_ATTEMPTS
from vetting.domain.secrecy import NEUTRAL_GROUNDS
from vetting.domain.slots import Turn
from vetting.domain.terms import FollowUpKind, Role
from vetting.gateways.mail import NotSent
from vetting.jobs.post_tasks import send_post
from vetting.reading.reminders import reminders_of
from vetting.records import follow_ups
from vetting.records.absences import Absence
from vetting.records.db import db, transaction
from vetting.records.officers import Officer, actor_of
from vetting.records.outbox import Message
from vetting.records.reminders import Reminder, remind, settle_reminders, write_reminder
from vetting.services import accounts, plan_clock, post, secrecy_marks
from vetting.services.absences import end_absence, tell_absence

TODAY = NOW.date()
DAY = dt.timedelta(days=1)


def with_address(*actors):
    for actor in actors:
        db.session.get_one(Officer, actor.id).email = address_of(actor)
    db.session.commit()


def address_of(actor):
    return f"{actor.name.replace(' ', '.').lower()}@kommun.example"


def a_reminder(key="one", kind="export_ready", **whom):
    facts = {"rows": "3", "ending": "csv"}
    return Reminder(key=key, kind=kind, subject="export:1", facts=facts, written_at=NOW, **whom)


def reminded(key="one", **whom):
    with transaction(is_piece=True):
        return remind(a_reminder(key, **whom))


def mails():
    """Key and address of what waits, by address."""
    rows = db.session.query(Message.key, Message.to_address).order_by(Message.to_address)
    return [(key, address) for key, address in rows]


@pytest.mark.parametrize(
    ("changes", "away", "is_told"),
    [
        ({}, None, True),
        ({"email": None}, None, False),
        ({"is_active": False}, None, False),
        ({}, (0, 0), False),
        ({}, (-3, 4), False),
        ({}, (-3, -1), True),
        ({}, (1, 4), True),
    ],
)
@pytest.mark.parametrize("is_for_role", [True, False])
def test_who_is_here_and_has_an_address_is_told(app, changes, away, is_told, is_for_role):
    officer = an_officer(Role.COORDINATOR, username="ida.alm")
    with_address(officer)
    for name, value in changes.items():
        setattr(db.session.get_one(Officer, officer.id), name, value)
    if away:
        days = {"from_on": TODAY + away[0] * DAY, "until_on": TODAY + away[1] * DAY}
        db.session.add(Absence(officer_id=officer.id, told_by="x", told_at=NOW, **days))
    db.session.commit()
    whom = {"role": Role.COORDINATOR} if is_for_role else {"officer_id": officer.id}
    assert reminded(**whom)
    expected = [(f"reminder:one:{officer.id}", "ida.alm@kommun.example")] if is_told else []
    assert mails() == expected


def test_a_role_s_reminder_goes_to_everybody_on_whose_day_it_lies(app):
    other = a_board("SYD", "Sörlunda stadsdelsnämnd")
    everybody = [
        an_officer(Role.COORDINATOR, username="samordnare.ett"),
        an_officer(Role.COORDINATOR, username="samordnare.tva", board=other),
        an_officer(Role.COORDINATOR, username="samordnare.tre", everywhere=True),
        an_officer(Role.UNIT_HEAD, username="chef.ett"),
        an_officer(Role.AUDITOR, username="revisor", everywhere=True),
    ]
    with_address(*everybody)
    accounts.appoint(everybody[3].id, Role.COORDINATOR, board_id=None, by=the_admin(), now=NOW)
    reminded(role=Role.COORDINATOR)
    reminded("two", officer_id=everybody[4].id)
    seen = {}
    for actor in everybody:
        lines = reminders_of(actor_of(db.session.get_one(Officer, actor.id)))
        seen[address_of(actor)] = len(lines)
    told = [address for _key, address in mails()]
    assert {address: told.count(address) for address in seen} == seen
    assert sorted(seen.values()) == [1, 1, 1, 1, 1]


def the_admin():
    return an_officer(Role.ADMINISTRATOR, username="admin", everywhere=True)


def test_the_same_reminder_is_posted_once(app):
    officer = an_officer()
    with_address(officer)
    assert reminded(officer_id=officer.id) is True
    assert reminded(officer_id=officer.id) is False
    db.session.query(Message).update({"sent_at": NOW})
    db.session.commit()
    assert reminded(officer_id=officer.id) is False
    assert len(mails()) == 1


@pytest.mark.parametrize("ends", [Refused("not_found"), SystemExit(9)], ids=["refused", "killed"])
def test_it_stands_or_falls_with_the_deed(app, ends):
    officer = an_officer()
    with_address(officer)
    seen = []

    def deed():
        with transaction():
            remind(a_reminder(officer_id=officer.id))
            seen.extend(mails())
            raise ends

    with pytest.raises(type(ends)):
        deed()
    assert len(seen) == 1
    assert (db.session.query(Reminder).count(), mails()) == (0, [])


def test_what_is_settled_before_the_minute_is_over_is_posted_all_the_same(app):
    officer = an_officer()
    with_address(officer)
    with transaction(is_piece=True):
        write_reminder(a_reminder(officer_id=officer.id))
        settle_reminders("export:1", "export_ready", by=officer.id, now=NOW)
    assert len(mails()) == 1


def test_post_that_fails_is_told_on_the_desk_and_not_by_post_again(app, monkeypatch):
    coordinator = an_officer(Role.COORDINATOR, username="samordnare")
    with_address(coordinator)
    with transaction(is_piece=True):
        db.session.add(a_message_row("one", attempts=MOST_ATTEMPTS - 1))

    def fails(_door, _outgoing):
        raise NotSent("server_refused")

    monkeypatch.setattr(post, "send", fails)
    assert send_post(Turn("send-post", "", NOW), NOW) == {"count": 0, "failed": 1}
    assert db.session.query(Reminder).filter_by(kind="post_given_up").count() == 1
    assert [key for key, _address in mails()] == ["one"]


def test_a_closed_account_gets_nothing_of_its_closing_but_whoever_takes_over_does(app):
    secretary, head = two_officers()
    a_decided_case(secretary, head)
    with_address(secretary, head)
    accounts.deactivate_officer(secretary.id, successor_id=None, by=the_admin(), now=NOW)
    assert {address for _key, address in mails()} == {address_of(head)}


def test_who_goes_away_today_gets_nothing_and_who_is_back_does(app):
    secretary, head = two_officers()
    a_decided_case(secretary, head)
    with_address(secretary, head)
    tell_absence(secretary.id, TODAY, TODAY + 9 * DAY, by=secretary, now=NOW)
    assert {address for _key, address in mails()} == {address_of(head)}
    db.session.query(Message).delete()
    db.session.commit()
    end_absence(db.session.query(Absence).one().id, by=secretary, now=NOW + dt.timedelta(hours=1))
    assert {address for _key, address in mails()} == {address_of(head), address_of(secretary)}


def a_plan():
    secretary, head = two_officers()
    case_id, _ = a_decided_case(secretary, head)
    with_address(secretary, head)
    items = follow_ups.items_of(follow_ups.plan_in_force(case_id).id)
    return secretary, head, case_id, next(one for one in items if one.kind is FollowUpKind.REPORT)


def tick(day):
    now = dt.datetime.combine(day, dt.time(5, 30), dt.UTC)
    return plan_clock.remind_of_plans(Turn("remind-plans", day.isoformat(), now), now)


def test_an_item_of_a_plan_reminds_by_e_mail_and_leaves_out_what_is_withheld(app):
    secretary, head, case_id, report = a_plan()
    words = report.title.split()[0]
    secrecy_marks.mark_passage(case_id, words, NEUTRAL_GROUNDS[0], by=secretary, now=NOW)
    for day in (*range(-16, -11), *range(4), *range(12, 17), *range(20, 25), 0, -14):  # set back at the end
        tick(report.due_on + day * DAY)
    of_item = Message.key.like(f"reminder:plan_%:{report.item_key}:%")
    sent = db.session.query(Message).filter(of_item).order_by(Message.queued_at).all()
    subjects = ["Påminnelse", "Försenat", "Fortfarande försenat", "Länge försenat"]
    assert [one.subject.split(" i ärende ")[0] for one in sent] == subjects
    assert [one.to_address for one in sent] == [*[address_of(secretary)] * 3, address_of(head)]
    assert {(words in one.body, "Vad: [Maskat] " in one.body) for one in sent} == {(False, True)}
    assert {one.case_id for one in sent} == {None}  # a reminder to staff is no paper of the case


def asked_by_the_clock(days_on):
    with count_queries() as sent:
        tick(TODAY + days_on * DAY)
    return len(sent)


def test_a_morning_asks_a_few_questions_more_for_each_reminder_and_none_for_those_written(app):
    _secretary, _head, case_id, _report = a_plan()
    for item in follow_ups.items_of(follow_ups.plan_in_force(case_id).id):
        item.due_on, item.kind = TODAY + 365 * DAY, FollowUpKind.VISIT
    db.session.commit()
    quiet = asked_by_the_clock(3)
    items = follow_ups.items_of(follow_ups.plan_in_force(case_id).id)
    for item in items:
        item.due_on = TODAY
    db.session.commit()
    busy = asked_by_the_clock(4)  # each: is it there, keep it, who reads it, what is withheld, the message
    assert len(items) > 2
    assert db.session.query(Message).count() == len(items)
    assert busy - quiet == 5 * len(items)
    assert asked_by_the_clock(5) - quiet == len(items)
