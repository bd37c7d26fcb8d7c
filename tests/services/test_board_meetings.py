"""Meeting days of boards, and that an urgent decision is due for report at the next of them."""

import datetime as dt

import pytest

from tests.makers import NOW, a_board, an_officer
from tests.makers_decisions import a_decided_case, two_officers
from vetting.domain.errors import NotAllowed, NotFound, Refused
from vetting.domain.terms import Role
from vetting.domain.terms_decisions import DeadlineKind as K
from vetting.gateways.calendar import days_of
from vetting.reading.board_meetings import meeting_days
from vetting.reading.my_deadlines import my_deadlines
from vetting.records.board_meetings import BoardMeeting
from vetting.records.db import db, transaction
from vetting.records.journal import JournalEntry
from vetting.records.urgent_decisions import UrgentDecision
from vetting.services.board_meetings import cancel_meeting, plan_meeting

TODAY = NOW.date()
DAY = dt.timedelta(days=1)


@pytest.fixture
def administrator(app):
    return an_officer(Role.ADMINISTRATOR, everywhere=True)


def plan(administrator, *days, board=None):
    for day in days:
        plan_meeting((board or a_board()).id, day, by=administrator, now=NOW)


def test_days_are_listed_in_order_and_journaled(administrator):
    plan(administrator, TODAY + 30 * DAY, TODAY, TODAY + 9 * DAY)
    later = meeting_days(a_board().id, actor=administrator, today=TODAY + DAY)
    assert (later.coming, later.held) == ((TODAY + 9 * DAY, TODAY + 30 * DAY), (TODAY,))
    cancel_meeting(a_board().id, TODAY + 9 * DAY, by=administrator, now=NOW)
    assert db.session.query(BoardMeeting).count() == 2
    names = [name for (name,) in db.session.query(JournalEntry.name).filter_by(actor=administrator.id)]
    assert (names.count("MeetingPlanned"), names.count("MeetingCancelled")) == (3, 1)


@pytest.mark.parametrize(
    ("day", "code"),
    [(TODAY - DAY, "meeting_past"), (TODAY + 1200 * DAY, "meeting_far"), (TODAY + DAY, "meeting_known")],
)
def test_what_is_not_planned(administrator, day, code):
    plan(administrator, TODAY + DAY)
    with pytest.raises(Refused, match=code):
        plan(administrator, day)
    assert db.session.query(BoardMeeting).count() == 1


def test_what_is_not_cancelled_and_who_plans_nothing(administrator):
    plan(administrator, TODAY)
    board_id = a_board().id
    with pytest.raises(Refused, match="meeting_unknown"):
        cancel_meeting(board_id, TODAY + DAY, by=administrator, now=NOW)
    with pytest.raises(Refused, match="meeting_held"):
        cancel_meeting(board_id, TODAY, by=administrator, now=NOW + DAY)
    with pytest.raises(NotAllowed):
        plan_meeting(board_id, TODAY + DAY, by=an_officer(), now=NOW)
    with pytest.raises(NotFound):
        plan_meeting("nothing", TODAY + DAY, by=administrator, now=NOW)
    assert db.session.query(BoardMeeting).count() == 1


@pytest.mark.parametrize(
    ("days", "expected"),
    [((), None), ((0, 9, 30), 9), ((0,), None), ((2,), 2)],
    ids=["none planned", "the next, not the same day", "only the same day", "passed by now"],
)
def test_an_urgent_decision_is_due_at_the_next_meeting_of_its_own_board(administrator, days, expected):
    secretary, head = two_officers()
    registrar = an_officer(Role.REGISTRAR)
    _, decision_id = a_decided_case(secretary, head)
    with transaction(is_piece=True):
        db.session.add(UrgentDecision(decision_id=decision_id, why="Evenemanget är i morgon.", minutes=""))
    plan(administrator, TODAY + DAY, board=a_board("SOD", "Södra nämnden"))
    plan(administrator, *(TODAY + day * DAY for day in days))
    at = NOW + 5 * DAY
    (due,) = (one for one in my_deadlines(registrar, days_of(at)) if one.kind is K.URGENT_REPORT)
    assert due.due_on == (None if expected is None else TODAY + expected * DAY)
    assert due.is_late(at.date()) is (expected == 2)
