"""The clock opens, reminds, chases and reports; each once, and it decides nothing."""

import datetime as dt

import pytest

from tests.makers import NOW, a_board, an_officer
from tests.makers_rounds import (
    DICE,
    a_confirmed_round,
    a_coordinator,
    a_drawn_round,
    an_open_round,
    some_supports,
)
from vetting.domain.errors import Problem
from vetting.domain.round_terms import DrawTerms
from vetting.domain.slots import Turn
from vetting.domain.terms import Role
from vetting.domain.terms_spot_checks import CheckScope, RoundStage, SeedKind, SpotCheckState
from vetting.jobs.round_tasks import draw_with_public_seed
from vetting.records.db import db, transaction
from vetting.records.reminders import Reminder
from vetting.records.rounds import SpotCheckRound
from vetting.records.spot_checks import SpotCheck
from vetting.services import draws, reminders, round_clock, rounds

MORNING = dt.datetime(2026, 10, 1, 6, 0, tzinfo=dt.UTC)


def turn(job: str, slot: str) -> Turn:
    return Turn(job, slot, MORNING)


def kinds() -> list[str]:
    return sorted(row.kind for row in db.session.query(Reminder).filter(Reminder.handled_at.is_(None)))


def a_programme(coordinator, **changes) -> str:
    return rounds.set_programme(
        None, CheckScope.GRANTS, (), terms=DrawTerms(), is_active=True, by=coordinator, now=NOW, **changes
    )


def test_the_clock_opens_what_the_programme_says_once(app):
    a_board()
    a_programme(a_coordinator())
    assert rounds.open_due_rounds(turn("open-rounds", "2026-H2"), MORNING) == {"count": 1}
    assert rounds.open_due_rounds(turn("open-rounds", "2026-H2"), MORNING) is None
    (row,) = db.session.query(SpotCheckRound).all()
    assert (row.half_year, row.stage, row.opened_by) == ("2026-H2", RoundStage.OPEN, "system")
    assert kinds() == ["round_to_seal"]


def test_a_board_with_a_round_of_its_own_is_left_out_of_the_programmes(app):
    nor, sod = a_board("NOR"), a_board("SOD", "Söderdals stadsdelsnämnd")
    coordinator = a_coordinator()
    a_programme(coordinator)
    rounds.open_round(rounds.NewRound("2026-H2", CheckScope.GRANTS, (nor.id,)), by=coordinator, now=NOW)
    rounds.open_due_rounds(turn("open-rounds", "2026-H2"), MORNING)
    opened = db.session.query(SpotCheckRound).filter_by(opened_by="system").one()
    assert rounds.rounds.board_ids_of(opened.id) == (sod.id,)


def test_where_every_board_has_its_round_nobody_is_reminded(app):
    a_board()
    coordinator = a_coordinator()
    an_open_round(coordinator)
    assert rounds.open_due_rounds(turn("open-rounds", "2026-H2"), MORNING) == {"count": 0}
    assert kinds() == []


def test_without_a_programme_the_coordinator_is_reminded_and_opening_settles_it(app):
    a_board()
    coordinator = a_coordinator()
    rounds.open_due_rounds(turn("open-rounds", "2026-H2"), MORNING)
    assert kinds() == ["round_to_open"]
    an_open_round(coordinator)
    assert kinds() == []


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (dt.date(2026, 10, 9), []),
        (dt.date(2026, 10, 12), ["round_to_seal"]),
        (dt.date(2026, 12, 1), ["round_to_seal"]),
    ],
)
def test_a_round_not_sealed_in_time_is_reminded_of_once(app, day, expected):
    a_board()
    an_open_round(a_coordinator())
    now = dt.datetime.combine(day, dt.time(6, 30), dt.UTC)
    round_clock.remind_of_rounds(turn("remind-rounds", "a"), now)
    round_clock.remind_of_rounds(turn("remind-rounds", "b"), now + dt.timedelta(days=1))
    assert kinds() == expected


def test_the_draw_settles_the_reminder_to_draw(app):
    some_supports(4)
    coordinator, head = a_coordinator(), an_officer(Role.UNIT_HEAD)
    round_id = a_confirmed_round(coordinator, head)
    round_clock.remind_of_rounds(turn("remind-rounds", "a"), NOW)
    assert kinds() == ["round_to_draw"]
    draws.draw_round(round_id, by=coordinator, now=NOW)
    assert kinds() == []


def test_the_clock_draws_what_a_public_seed_is_confirmed_for_and_nothing_else(app):
    some_supports(4)
    coordinator, head = a_coordinator(), an_officer(Role.UNIT_HEAD)
    by_dice = a_confirmed_round(coordinator, head)
    terms = DrawTerms(seed_kind=SeedKind.PUBLIC, public_source="Lotto", public_on=dt.date(2026, 11, 21))
    public = an_open_round(coordinator, terms=terms, half_year="2027-H1")
    rounds.seal_round(public, by=coordinator, now=NOW)
    later = NOW + dt.timedelta(days=1)
    draws.record_seed(public, "7 12 19", by=coordinator, now=later)
    assert draw_with_public_seed(turn("draw-public", "2026-11-21"), later) == {"count": 0}
    draws.confirm_seed(public, "7 12 19", by=head, now=later)
    assert draw_with_public_seed(turn("draw-public", "2026-11-22"), later) == {"count": 1}
    assert draw_with_public_seed(turn("draw-public", "2026-11-22"), later) is None
    assert db.session.get_one(SpotCheckRound, by_dice).stage is RoundStage.SEED_CONFIRMED


def a_confirmed_public_round(coordinator, head, half_year: str) -> str:
    terms = DrawTerms(seed_kind=SeedKind.PUBLIC, public_source="Lotto", public_on=dt.date(2026, 11, 21))
    round_id = an_open_round(coordinator, terms=terms, half_year=half_year)
    rounds.seal_round(round_id, by=coordinator, now=NOW)
    later = NOW + dt.timedelta(days=1)
    draws.record_seed(round_id, "7 12 19", by=coordinator, now=later)
    draws.confirm_seed(round_id, "7 12 19", by=head, now=later)
    return round_id


def test_a_round_that_cannot_be_drawn_stops_no_other_and_its_turn_is_not_done(app, monkeypatch):
    some_supports(4)
    coordinator, head = a_coordinator(), an_officer(Role.UNIT_HEAD)
    hindered = a_confirmed_public_round(coordinator, head, "2026-H2")
    other = a_confirmed_public_round(coordinator, head, "2027-H1")
    later, draw_round = NOW + dt.timedelta(days=1), draws.draw_round

    def draw_unless_busy(round_id: str, **more):
        if round_id == hindered:
            raise Problem("database_busy")
        return draw_round(round_id, **more)

    monkeypatch.setattr(draws, "draw_round", draw_unless_busy)
    with pytest.raises(Problem, match="database_busy"):
        draw_with_public_seed(turn("draw-public", "2026-11-22"), later)
    assert db.session.get_one(SpotCheckRound, other).stage is RoundStage.DRAWN
    monkeypatch.undo()
    assert draw_with_public_seed(turn("draw-public", "2026-11-22"), later) == {"count": 1}
    assert db.session.get_one(SpotCheckRound, hindered).stage is RoundStage.DRAWN


def test_checks_that_are_late_are_on_the_checkers_desk_once(app):
    some_supports(4)
    coordinator, head = a_coordinator(), an_officer(Role.UNIT_HEAD)
    a_drawn_round(coordinator, head)
    first, second = db.session.query(SpotCheck).order_by(SpotCheck.item).all()
    with transaction(is_piece=True):
        first.officer_id, first.week_on = head.id, dt.date(2026, 10, 19)
        second.state, second.asked_at = SpotCheckState.AWAITING_COMMENT, NOW
        second.officer_id, second.comment_due_on = head.id, dt.date(2026, 11, 19)
    round_clock.chase_checks(turn("chase-checks", "a"), NOW)
    assert round_clock.chase_checks(turn("chase-checks", "b"), NOW) == {"count": 0}
    assert kinds() == ["check_late", "comment_late"]
    mine = db.session.query(Reminder).filter_by(kind="check_late").one()
    assert mine.officer_id == head.id
    reminders.handle_reminder(mine.id, by=head, now=NOW)
    assert kinds() == ["comment_late"]


def test_a_half_year_without_a_draw_is_reported_with_its_boards(app):
    some_supports(4)
    a_board("SOD", "Söderdals stadsdelsnämnd")
    coordinator, head = a_coordinator(), an_officer(Role.UNIT_HEAD)
    assert round_clock.report_missed_draw(turn("report-missed-draw", "2026-H1"), NOW) == {"count": 2}
    assert kinds() == ["draw_missed"] * 3
    a_drawn_round(coordinator, head)
    assert round_clock.report_missed_draw(turn("report-missed-draw", "2026-H2"), NOW) == {"count": 0}


def test_premises_that_were_sealed_and_never_drawn_are_missed_too(app):
    some_supports(4)
    coordinator, head = a_coordinator(), an_officer(Role.UNIT_HEAD)
    a_drawn_round(coordinator, head)
    an_open_round(coordinator, scope=CheckScope.PREMISES)
    assert round_clock.report_missed_draw(turn("report-missed-draw", "2026-H2"), NOW) == {"count": 1}


def test_a_late_draw_settles_that_it_was_missed_when_it_was_the_last_one(app):
    nor = a_board("NOR")
    some_supports(4, board=nor)
    sod = a_board("SOD", "Söderdals stadsdelsnämnd")
    some_supports(4, board=sod)
    coordinator, head = a_coordinator(), an_officer(Role.UNIT_HEAD)
    round_clock.report_missed_draw(turn("report-missed-draw", "2026-H2"), NOW)
    for board, left in ((nor, 3), (sod, 0)):
        new = rounds.NewRound("2026-H2", CheckScope.GRANTS, (board.id,), DrawTerms(random_percent=50))
        round_id = rounds.open_round(new, by=coordinator, now=NOW)
        rounds.seal_round(round_id, by=coordinator, now=NOW)
        draws.record_seed(round_id, DICE, witness_ids=(coordinator.id, head.id), by=coordinator, now=NOW)
        draws.confirm_seed(round_id, DICE, by=head, now=NOW)
        draws.draw_round(round_id, by=coordinator, now=NOW)
        assert kinds().count("draw_missed") == left


def test_the_days_of_the_clock(app):
    assert round_clock.opening_day("2026-H2") == dt.date(2026, 10, 1)
    assert round_clock.missed_day("2026-H1") == dt.date(2026, 5, 1)
