"""A refusal that nobody signed is told the same day to those who may sign, every day until it is."""

import datetime as dt

from tests.makers import NOW, an_officer
from tests.makers_clock import a_turn
from tests.makers_premises import a_booking, a_booking_request, a_premises, a_premises_duty
from tests.services.test_letting_decisions import RISK, SAID
from vetting.domain.terms import Role
from vetting.reading.letting_list import ListFilter, letting_list
from vetting.records.db import db
from vetting.records.lettings import PoliceContactNote
from vetting.records.reminders import Reminder
from vetting.services import letting_decisions, lettings
from vetting.services.letting_clock import chase_refusals
from vetting.services.letting_decisions import replace

DAY = dt.timedelta(days=1)
EVENING = NOW.replace(hour=14, minute=45)


def waiting() -> list[tuple[str, str]]:
    db.session.rollback()
    rows = db.session.query(Reminder).filter(Reminder.handled_at.is_(None)).order_by(Reminder.officer_id)
    return [(one.kind, one.facts.get("due_on", "")) for one in rows if one.kind.startswith("letting")]


def test_it_is_told_the_same_day_and_late_from_the_next(app):
    manager, head = an_officer(Role.PREMISES_MANAGER), an_officer(Role.UNIT_HEAD)
    room = a_premises()
    a_premises_duty(room, manager.id)
    request_id = a_booking(a_booking_request(room), starts_at=NOW + 9 * DAY).request_id
    lettings.note_police_contact(request_id, SAID, by=manager, now=NOW)
    contact = db.session.query(PoliceContactNote).one()
    refusal = replace(RISK, contact_id=contact.id)
    decision_id = letting_decisions.refuse(request_id, (), refusal, by=manager, now=NOW)
    assert waiting() == [("letting_to_sign", "")]
    assert chase_refusals(a_turn(job="chase-refusals"), EVENING) is not None
    assert waiting() == [("letting_late", "2026-11-20")]
    assert chase_refusals(a_turn(job="chase-refusals"), EVENING) is None  # the same turn
    chase_refusals(a_turn("2026-11-21", job="chase-refusals"), EVENING + DAY)
    assert waiting() == [("letting_late", "2026-11-20")]  # one a day, never two at once

    def late_since(today):
        (line,) = letting_list(ListFilter(), actor=head, today=today).lines
        return line.awaits_second, line.late_since

    assert late_since(NOW.date()) == (True, None)
    assert late_since(NOW.date() + DAY) == (True, NOW.date())
    letting_decisions.sign_refusal(decision_id, by=head, now=NOW + DAY)
    assert waiting() == []
    chase_refusals(a_turn("2026-11-22", job="chase-refusals"), EVENING + 2 * DAY)
    assert waiting() == []
