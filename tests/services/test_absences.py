"""Absence: told by oneself or one's coordinator, never why; what it does to planned checks is told at once."""

import datetime as dt

import pytest

from tests.makers import NOW, a_board, an_officer
from tests.makers_rosters import MONDAY, WEEKS, actor_named, checks_of, drawn, people, reminded, shared
from tests.makers_spot_checks import answered, check_row
from vetting.domain.errors import NotFound, Refused
from vetting.domain.terms import Role
from vetting.records.absences import Absence
from vetting.records.db import db
from vetting.records.journal import JournalEntry, JournalPayload
from vetting.services import rosters
from vetting.services.absences import end_absence, tell_absence

TODAY = NOW.date()
FRIDAY = MONDAY + dt.timedelta(days=4)


def only():
    return db.session.query(Absence).populate_existing().one()


def test_absence_covers_a_planned_week_and_the_coordinators_are_told(app):
    round_id, by, _ = drawn(4)
    anna, bo = people(2)
    shared(round_id, by, [anna, bo], weeks=WEEKS[:2])
    hers = {row.item for row in checks_of(round_id) if (row.officer_id, row.week_on) == (anna.id, MONDAY)}
    assert len(hers) == 1
    assert tell_absence(anna.id, MONDAY, FRIDAY, by=anna, now=NOW) == 1
    assert set(reminded("checker_away")) == hers
    found = rosters.fill_roster(round_id, by=by, now=NOW)
    assert (found.given, found.unplaced) == (1, ())
    assert not [r for r in checks_of(round_id) if (r.officer_id, r.week_on) == (anna.id, MONDAY)]
    assert reminded("checker_away") == []


def test_a_begun_check_is_its_checkers_own_affair(app):
    round_id, by, ids = drawn(1)
    anna = people(1)[0]
    shared(round_id, by, [anna], weeks=WEEKS[:1])
    answered(ids[0], anna, U06="ja")
    assert tell_absence(anna.id, MONDAY, FRIDAY, by=anna, now=NOW) == 0
    assert rosters.fill_roster(round_id, by=by, now=NOW).given == 0
    assert check_row(ids[0]).officer_id == anna.id


def test_two_days_away_leave_the_week_and_two_absences_take_it(app):
    round_id, by, _ = drawn(1)
    anna = people(1)[0]
    shared(round_id, by, [anna], weeks=WEEKS[:1])
    day = dt.timedelta(days=1)
    assert tell_absence(anna.id, MONDAY, MONDAY + day, by=anna, now=NOW) == 0
    assert tell_absence(anna.id, FRIDAY, FRIDAY, by=anna, now=NOW) == 1


def test_an_absence_that_ends_early_takes_its_reminder_along(app):
    round_id, by, _ = drawn(1)
    anna = people(1)[0]
    shared(round_id, by, [anna], weeks=WEEKS[:1])
    tell_absence(anna.id, TODAY, FRIDAY, by=anna, now=NOW)
    assert len(reminded("checker_away")) == 1
    assert end_absence(only().id, by=anna, now=NOW + dt.timedelta(days=3)) == anna.id
    assert only().until_on == TODAY + dt.timedelta(days=2)
    assert reminded("checker_away") == []


def test_one_that_lies_ahead_is_forgotten_and_a_past_one_stays(app):
    anna = people(1)[0]
    tell_absence(anna.id, MONDAY, FRIDAY, by=anna, now=NOW)
    absence_id = only().id
    with pytest.raises(Refused, match="absence_over"):
        end_absence(absence_id, by=anna, now=NOW + dt.timedelta(days=30))
    end_absence(absence_id, by=anna, now=NOW)
    assert db.session.query(Absence).count() == 0
    with pytest.raises(NotFound, match="absence_not_found"):
        end_absence(absence_id, by=anna, now=NOW)
    told = [row.name for row in db.session.query(JournalEntry).filter_by(subject=f"officer:{anna.id}")]
    assert told[-2:] == ["AbsenceTold", "AbsenceEnded"]
    assert not [row for row in db.session.query(JournalPayload) if MONDAY.isoformat() in row.body]


@pytest.mark.parametrize(
    ("from_on", "until_on", "code"),
    [
        (MONDAY, MONDAY - dt.timedelta(days=1), "absence_days_odd"),
        (TODAY - dt.timedelta(days=9), TODAY - dt.timedelta(days=1), "absence_past"),
        (MONDAY, MONDAY + dt.timedelta(days=800), "absence_too_long"),
        (FRIDAY, FRIDAY + dt.timedelta(days=9), "absence_overlaps"),
    ],
)
def test_odd_days_are_refused(app, from_on, until_on, code):
    anna = people(1)[0]
    tell_absence(anna.id, MONDAY, FRIDAY, by=anna, now=NOW)
    with pytest.raises(Refused, match=code):
        tell_absence(anna.id, from_on, until_on, by=anna, now=NOW)


def test_who_may_tell_of_somebody_else(app):
    north, south = a_board(), a_board("SYD", "Sörlunda stadsdelsnämnd")
    anna = an_officer(username="anna", board=north)
    others = {
        "samordnare": an_officer(Role.COORDINATOR, username="samordnare", everywhere=True),
        "admin": an_officer(Role.ADMINISTRATOR, username="admin", everywhere=True),
        "chef": an_officer(Role.UNIT_HEAD, username="chef", board=north),
    }
    for n, by in enumerate(others.values()):
        tell_absence(anna.id, WEEKS[n], WEEKS[n], by=by, now=NOW)
    absence_id = db.session.query(Absence.id).first()[0]
    colleague = an_officer(username="bo", board=north)
    stranger = an_officer(Role.UNIT_HEAD, username="chef.syd", board=south)
    for by in (colleague, stranger):
        with pytest.raises(NotFound):
            tell_absence(anna.id, WEEKS[9], WEEKS[9], by=by, now=NOW)
        with pytest.raises(NotFound):
            end_absence(absence_id, by=by, now=NOW)
    with pytest.raises(NotFound):
        tell_absence("0" * 16, WEEKS[9], WEEKS[9], by=others["admin"], now=NOW)
    assert actor_named("anna").id == anna.id
