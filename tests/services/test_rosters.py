"""Spot checks shared out through the deed: fair, never to whoever had a part, nothing silently left."""

import datetime as dt
from collections import Counter

import pytest

from tests.makers import NOW, a_board, an_officer
from tests.makers_rosters import MONDAY, WEEKS, checks_of, drawn, people, reminded, shared
from tests.makers_rounds import a_coordinator, an_open_round
from tests.makers_spot_checks import READ_TWICE, a_checker, answered, check_row
from vetting.domain.errors import NotAllowed, NotFound, Refused
from vetting.domain.terms import Role
from vetting.domain.terms_spot_checks import SpotCheckState, UnplacedWhy
from vetting.records.absences import Absence
from vetting.records.applications import Case
from vetting.records.db import db, transaction
from vetting.records.decisions import ConflictDeclaration, Decision, Proposal
from vetting.records.journal import JournalEntry
from vetting.records.officers import Appointment
from vetting.records.spot_checks import RoundChecker, SpotCheck
from vetting.services import rosters


def spread(counted, every):
    return max(counted[one] for one in every) - min(counted[one] for one in every)


def test_thirty_checks_three_officers_twenty_six_weeks(app):
    round_id, by, _ = drawn(30)
    three = people(3)
    found = shared(round_id, by, three)
    rows = checks_of(round_id)
    assert (found.given, found.unplaced, found.unread) == (30, (), ())
    assert Counter(row.officer_id for row in rows) == {one.id: 10 for one in three}
    assert spread(Counter(row.week_on for row in rows), WEEKS) <= 1
    assert {row.officer_id: row.capacity_per_week for row in db.session.query(RoundChecker)} == {
        one.id: 3 for one in three
    }
    assert reminded() == []
    names = Counter(row.name for row in db.session.query(JournalEntry))
    assert (names["RosterMade"], names["SpotCheckGiven"]) == (1, 30)


def part_in(case_id, officer_id, part):
    """Gives the officer that part in the case."""
    with transaction(is_piece=True):
        if part == "assigned":
            db.session.get_one(Case, case_id).assigned_to = officer_id
        elif part == "conflict":
            db.session.add(
                ConflictDeclaration(
                    case_id=case_id, officer_id=officer_id, has_conflict=True, declared_at=NOW
                )
            )
        elif part == "proposed":
            signed = db.session.query(Proposal).filter_by(case_id=case_id).one()
            kept = {c.key: getattr(signed, c.key) for c in Proposal.__table__.columns if c.key != "id"}
            db.session.add(Proposal(**{**kept, "proposed_by": officer_id}))  # an earlier one, sent back
        else:
            raise AssertionError(part)


@pytest.mark.parametrize("part", ["assigned", "conflict", "proposed"])
def test_nobody_checks_what_they_had_a_part_in(app, part):
    round_id, by, _ids = drawn(6)
    three = people(3)
    for n, row in enumerate(checks_of(round_id)):
        part_in(row.case_id, three[n % 3].id, part)
    found = shared(round_id, by, three)
    assert found.unplaced == ()
    for n, row in enumerate(checks_of(round_id)):
        assert row.officer_id not in (None, three[n % 3].id)
    assert set(Counter(row.officer_id for row in checks_of(round_id)).values()) == {2}


def test_a_conflict_taken_back_bars_nobody(app):
    round_id, by, _ = drawn(1)
    one = people(1)[0]
    case_id = checks_of(round_id)[0].case_id
    part_in(case_id, one.id, "conflict")
    with transaction(is_piece=True):
        later = NOW + dt.timedelta(minutes=1)
        db.session.add(
            ConflictDeclaration(case_id=case_id, officer_id=one.id, has_conflict=False, declared_at=later)
        )
    assert shared(round_id, by, [one]).given == 1


def test_who_decided_is_barred_as_they_stand_in_the_decision(app):
    round_id, by, _ = drawn(3)
    decider = db.session.query(Decision).first().decided_by
    actor = an_officer(Role.UNIT_HEAD, username="reserv")
    with transaction(is_piece=True):
        board_id = db.session.query(SpotCheck.board_id).first()[0]
        db.session.add(Appointment(officer_id=decider, role=Role.UNIT_HEAD, board_id=board_id))
    found = rosters.share_out(round_id, [(decider, 9), (actor.id, 1)], weeks=WEEKS[:2], by=by, now=NOW)
    assert found.given == 2
    assert {row.officer_id for row in checks_of(round_id)} == {actor.id, None}
    (left,) = found.unplaced
    assert left.why is UnplacedWhy.NO_CAPACITY
    assert [officer_id for officer_id, _ in left.barred] == [decider]


def test_what_cannot_be_placed_is_named_and_reminded_once(app):
    round_id, by, _ = drawn(3)
    one = people(1)[0]
    first = checks_of(round_id)[0]
    part_in(first.case_id, one.id, "assigned")
    item = first.item
    for _ in range(2):
        found = shared(round_id, by, [one])
        assert [left.why for left in found.unplaced] == [UnplacedWhy.ALL_BARRED]
        assert reminded() == [item]
    other = a_checker("ny")
    assert shared(round_id, by, [one, other]).unplaced == ()
    assert reminded() == []


def test_too_little_room_leaves_the_rest_open(app):
    round_id, by, _ = drawn(5)
    found = shared(round_id, by, people(1), capacity=1, weeks=WEEKS[:3])
    assert (found.given, len(found.unplaced), len(reminded())) == (3, 2, 2)


def test_absence_is_worked_around(app):
    round_id, by, _ = drawn(4)
    anna, bo = people(2)
    with transaction(is_piece=True):
        db.session.add(
            Absence(
                officer_id=anna.id,
                from_on=WEEKS[0],
                until_on=WEEKS[1] + dt.timedelta(days=2),
                told_by=anna.id,
                told_at=NOW,
            )
        )
    shared(round_id, by, [anna, bo], capacity=1, weeks=WEEKS[:4])
    weeks = {row.week_on for row in checks_of(round_id) if row.officer_id == anna.id}
    assert weeks == set(WEEKS[2:4])


def test_what_is_begun_stays_when_it_is_shared_out_anew(app):
    round_id, by, _ = drawn(4)
    anna, bo = people(2)
    shared(round_id, by, [anna])
    begun = checks_of(round_id)[2].id
    answered(begun, anna, U06="ja")
    found = shared(round_id, by, [bo, anna], weeks=WEEKS[4:])
    rows = {row.id: row for row in checks_of(round_id)}
    assert rows[begun].officer_id == anna.id
    assert rows[begun].week_on in WEEKS[:4]
    assert found.given == 3
    assert Counter(row.officer_id for row in rows.values()) == {anna.id: 2, bo.id: 2}
    assert all(row.week_on in WEEKS[4:] for row in rows.values() if row.id != begun)


def test_second_readers_are_others_and_as_even(app):
    round_id, by, _ = drawn(6, terms=READ_TWICE)
    found = shared(round_id, by, people(3))
    rows = checks_of(round_id)
    assert found.unread == ()
    assert all(row.second_officer_id not in (None, row.officer_id) for row in rows)
    assert set(Counter(row.second_officer_id for row in rows).values()) == {2}


def test_a_second_reading_nobody_can_make_is_named(app):
    round_id, by, _ = drawn(1, terms=READ_TWICE)
    found = shared(round_id, by, people(1))
    item = checks_of(round_id)[0].item
    assert (found.given, found.unread, reminded("second_reader_missing")) == (1, (item,), [item])


def test_filling_leaves_everybody_who_can_stay(app):
    round_id, by, _ = drawn(6)
    anna, bo = people(2)
    shared(round_id, by, [anna, bo], weeks=WEEKS[:3])
    before = {row.id: (row.officer_id, row.week_on) for row in checks_of(round_id)}
    with transaction(is_piece=True):
        lost = checks_of(round_id)[0]
        lost.officer_id = lost.week_on = None
        lost_id = lost.id
    found = rosters.fill_roster(round_id, by=by, now=NOW)
    after = {row.id: (row.officer_id, row.week_on) for row in checks_of(round_id)}
    assert found.given == 1
    assert after[lost_id][0] is not None
    assert {key: after[key] for key in before if key != lost_id} == {
        key: before[key] for key in before if key != lost_id
    }


def test_what_left_the_population_is_nobodys_work(app):
    round_id, by, ids = drawn(2)
    with transaction(is_piece=True):
        row = db.session.get_one(SpotCheck, ids[0])
        row.state, row.left_reason, row.left_proof = SpotCheckState.LEFT_POPULATION, "dissolved", "Beslut"
    assert shared(round_id, by, people(1)).given == 1
    assert check_row(ids[0]).officer_id is None


def _twice(one):
    return [(one.id, 1), (one.id, 2)]


@pytest.mark.parametrize(
    ("checkers", "weeks", "code"),
    [
        (lambda one: [], WEEKS, "no_checkers"),
        (_twice, WEEKS, "checker_twice"),
        (lambda one: [(one.id, 0)], WEEKS, "capacity_odd"),
        (lambda one: [(one.id, 41)], WEEKS, "capacity_odd"),
        (lambda one: [(one.id, 1)], [], "weeks_odd"),
        (lambda one: [(one.id, 1)], [dt.date(2026, 11, 24)], "weeks_odd"),
        (lambda one: [(one.id, 1)], [MONDAY, MONDAY], "weeks_odd"),
        (lambda one: [(one.id, 1)], [MONDAY - dt.timedelta(days=14)], "weeks_past"),
    ],
)
def test_odd_wishes_are_refused(app, checkers, weeks, code):
    round_id, by, _ = drawn(1)
    one = people(1)[0]
    with pytest.raises(Refused, match=code):
        rosters.share_out(round_id, checkers(one), weeks=weeks, by=by, now=NOW)
    assert db.session.query(RoundChecker).count() == 0


@pytest.mark.parametrize("role", [Role.REGISTRAR, Role.AUDITOR, Role.ADMINISTRATOR])
def test_an_officer_whose_role_makes_no_checks_is_refused(app, role):
    round_id, by, _ = drawn(1)
    other = an_officer(role, username="annan", everywhere=True)
    with pytest.raises(Refused, match="checker_not_possible"):
        shared(round_id, by, [other])


def test_a_round_that_is_not_drawn_has_nothing_to_share(app):
    by = a_coordinator()
    a_board()
    with pytest.raises(Refused, match="round_not_drawn"):
        shared(an_open_round(by), by, people(1))


def test_only_who_runs_the_rounds_boards_shares_out(app):
    round_id, _, _ = drawn(1)
    one = people(1)[0]
    with pytest.raises(NotAllowed):
        shared(round_id, one, [one])
    head = an_officer(Role.UNIT_HEAD, username="chef.syd", board=a_board("SYD", "Sörlunda stadsdelsnämnd"))
    with pytest.raises(NotFound, match="round_not_found"):
        shared(round_id, head, [one])
