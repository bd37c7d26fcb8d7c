"""The roster as it is read: sums, what is open and why, who is away, and a fixed number of questions."""

import datetime as dt

import pytest

from tests.makers import NOW, a_board, an_officer
from tests.makers_rosters import MONDAY, WEEKS, checks_of, drawn, people, shared
from tests.makers_rounds import DICE, a_coordinator, some_supports
from tests.makers_spot_checks import ALL_DRAWN, READ_TWICE, answered, check_row
from tests.queries import count_queries
from vetting.domain.errors import NotAllowed, NotFound
from vetting.domain.terms import Role
from vetting.domain.terms_spot_checks import BarredWhy, UnplacedWhy
from vetting.gateways.calendar import days_of
from vetting.reading.checker_choice import checker_choice, own_check
from vetting.reading.roster import roster_page
from vetting.records.applications import Case
from vetting.records.db import db, transaction
from vetting.records.officers import Officer
from vetting.services import checkers, draws, rounds
from vetting.services.absences import tell_absence

DAYS = days_of(NOW)


def page_of(round_id, actor):
    return roster_page(round_id, actor=actor, days=DAYS)


def assign(row, officer):
    with transaction(is_piece=True):
        db.session.get_one(Case, row.case_id).assigned_to = officer.id


def test_sums_at_the_edges_and_their_differences(app):
    round_id, by, _ = drawn(10)
    three = people(3)
    shared(round_id, by, three, weeks=WEEKS[:3])
    page = page_of(round_id, by)
    assert sorted(seat.total for seat in page.seats) == [3, 3, 4]
    assert sorted(week.total for week in page.weeks) == [3, 3, 4]
    assert page.spread == (1, 1)
    assert [week.week_on for week in page.weeks] == WEEKS[:3]
    shown = sorted(line.item for week in page.weeks for cell in week.cells for line in cell)
    assert shown == [row.item for row in checks_of(round_id)]
    assert (page.open, page.away, page.unread) == ((), (), ())


def test_before_anything_is_shared_out_everything_is_suggested(app):
    round_id, by, _ = drawn(6)
    anna, bo = people(2)
    assign(checks_of(round_id)[0], anna)
    page = page_of(round_id, by)
    assert not page.is_shared
    lines = {line.officer_id: line for line in page.people.lines}
    assert lines[anna.id].is_suggested
    assert lines[bo.id].is_suggested
    assert not lines[by.id].is_suggested  # whose daily work it is not
    assert (lines[anna.id].barred, lines[bo.id].barred) == (1, 0)
    assert lines[bo.id].capacity >= 1
    assert page.suggested == (MONDAY, WEEKS[2] + dt.timedelta(days=4))
    assert {left.why for left in page.open} == {UnplacedWhy.NOBODY}


def test_what_is_open_says_who_may_not_and_who_cannot(app):
    round_id, by, _ = drawn(3)
    anna, bo = people(2)
    first, second, _third = checks_of(round_id)
    assign(first, anna)
    assign(second, bo)
    shared(round_id, by, [anna], capacity=1, weeks=WEEKS[:1])
    page = page_of(round_id, by)
    names = {line.officer_id: line.name for line in page.people.lines}
    found = {left.item: left for left in page.open}
    assert found[first.item].why is UnplacedWhy.ALL_BARRED
    assert found[first.item].barred == ((names[anna.id], BarredWhy.ASSIGNED),)
    (other,) = (left for item, left in found.items() if item != first.item)
    assert (other.why, other.without_room) == (UnplacedWhy.NO_CAPACITY, (names[anna.id],))


def test_who_is_away_in_a_planned_week_is_seen(app):
    round_id, by, _ = drawn(2)
    anna = people(1)[0]
    shared(round_id, by, [anna], capacity=1, weeks=WEEKS[:2])
    tell_absence(anna.id, MONDAY, MONDAY + dt.timedelta(days=4), by=anna, now=NOW)
    ((line, name, week),) = page_of(round_id, by).away
    assert (name, week) == (anna.name, MONDAY)
    answered(line.check_id, anna, U06="ja")
    assert page_of(round_id, by).away == ()


def test_whose_account_is_closed_has_nothing(app):
    round_id, by, ids = drawn(1)
    anna = people(1)[0]
    shared(round_id, by, [anna])
    with transaction(is_piece=True):
        db.session.get_one(Officer, anna.id).is_active = False
    page = page_of(round_id, by)
    assert [left.check_id for left in page.open] == ids
    assert [seat.is_able for seat in page.seats] == [False]


def test_who_only_looks_sees_the_roster_and_nobodys_absence(app):
    round_id, by, _ = drawn(2, terms=READ_TWICE)
    anna, bo = people(2)
    shared(round_id, by, [anna, bo])
    tell_absence(anna.id, WEEKS[20], WEEKS[20], by=anna, now=NOW)
    page = page_of(round_id, anna)
    assert not page.may_run
    assert (page.people.lines, page.people.absences, page.conflicts) == ((), (), ())
    assert sum(week.total for week in page.weeks) == 2
    assert all(line.first and line.second for line in page.seconds)
    assert len(page_of(round_id, by).people.absences) == 1
    with pytest.raises(NotAllowed):
        page_of(round_id, an_officer(Role.ADMINISTRATOR, username="admin", everywhere=True))
    with pytest.raises(NotFound):
        page_of("0" * 16, by)


def test_as_many_questions_for_thirty_checks_as_for_two(app):
    counted = []
    for count in (2, 30):
        round_id, by, _ = drawn(count) if count == 2 else _another(count)
        db.session.remove()
        with count_queries() as sent:
            page_of(round_id, by)
        counted.append(len(sent))
    assert counted[0] == counted[1] <= 12, counted


def _another(count):
    """A second round, in a board of its own."""
    board = a_board("SYD", "Sörlunda stadsdelsnämnd")
    board_id = board.id
    some_supports(count, board=board)
    by = a_coordinator("andra.samordnaren")
    witness = an_officer(username="andra.vittnet", board=a_board("SYD"))
    new = rounds.NewRound("2026-H2", rounds.CheckScope.GRANTS, (board_id,), ALL_DRAWN)
    round_id = rounds.open_round(new, by=by, now=NOW)
    rounds.seal_round(round_id, by=by, now=NOW)
    draws.record_seed(round_id, DICE, witness_ids=(by.id, witness.id), by=by, now=NOW)
    draws.confirm_seed(round_id, DICE, by=witness, now=NOW)
    draws.draw_round(round_id, by=by, now=NOW)
    three = [an_officer(username=f"syd{n}") for n in range(3)]
    shared(round_id, by, three)
    return round_id, by, None


def test_who_could_have_one_check(app):
    round_id, by, ids = drawn(1, terms=READ_TWICE)
    three = people(3)
    shared(round_id, by, three)
    row = check_row(ids[0])
    choice = checker_choice(ids[0], actor=by, days=DAYS)
    lines = {line.officer_id: line for line in choice.lines}
    assert lines[row.second_officer_id].why is BarredWhy.OTHER_READING
    assert lines[row.officer_id].second_why is BarredWhy.OTHER_READING
    assert lines[row.officer_id].why is None
    assert row.week_on in choice.weeks
    for stranger, kind in (
        (three[0], NotAllowed),
        (an_officer(Role.UNIT_HEAD, username="chef.syd", board=a_board("SYD")), NotFound),
    ):
        with pytest.raises(kind):
            checker_choice(ids[0], actor=stranger, days=DAYS)


def test_a_conflict_is_for_who_has_the_check(app):
    round_id, by, ids = drawn(1)
    anna, bo = people(2)
    shared(round_id, by, [anna])
    assert own_check(ids[0], actor=anna).reading == 1
    checkers.declare_conflict(ids[0], "Jäv", by=anna, now=NOW)
    for one in (anna, bo, by):
        with pytest.raises(NotFound):
            own_check(ids[0], actor=one)
