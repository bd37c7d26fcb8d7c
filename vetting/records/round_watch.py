"""What the clock looks for in rounds and their checks: what should have been done by a day."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import Select, or_, select

from vetting.domain.terms_spot_checks import OPEN_STATES, CheckScope, RoundStage, SeedKind
from vetting.records.check_sheets import CheckReading
from vetting.records.db import db
from vetting.records.officers import Board
from vetting.records.reminders import settle_reminders
from vetting.records.rounds import Programme, RoundClaim, SpotCheckRound
from vetting.records.spot_checks import Finding, FindingReopening, MeasureOutcome, SpotCheck

NOT_DRAWN = (RoundStage.OPEN, RoundStage.SEALED, RoundStage.SEED_RECORDED, RoundStage.SEED_CONFIRMED)


def programmes_in_use() -> Sequence[Programme]:
    """What the clock opens each half-year, the oldest first."""
    return db.session.scalars(
        select(Programme).where(Programme.is_active).order_by(Programme.set_at, Programme.id)
    ).all()


def rounds_not_drawn() -> Sequence[SpotCheckRound]:
    """Rounds that wait for a step, by half-year."""
    return db.session.scalars(
        select(SpotCheckRound)
        .where(SpotCheckRound.stage.in_(NOT_DRAWN))
        .order_by(SpotCheckRound.half_year, SpotCheckRound.id)
    ).all()


def rounds_ready_for_the_clock() -> tuple[str, ...]:
    """Rounds with a confirmed public seed, which nobody has drawn yet."""
    rows = db.session.scalars(select(SpotCheckRound).where(SpotCheckRound.stage == RoundStage.SEED_CONFIRMED))
    return tuple(row.id for row in rows if row.seed_kind is SeedKind.PUBLIC)


def is_any_board_without_round(half_year: str) -> bool:
    """Whether some board in use has its grants in no round of the half-year."""
    claimed = select(RoundClaim.board_id).where(
        RoundClaim.half_year == half_year, RoundClaim.part == CheckScope.GRANTS
    )
    found = select(Board.id).where(Board.is_active, Board.id.not_in(claimed)).limit(1)
    return db.session.scalar(found) is not None


def boards_without_draw(half_year: str) -> tuple[str, ...]:
    """Names of the boards in use whose grants no drawn round of the half-year draws from.

    And of those that a round of any scope was opened for and never drawn: the premises' too.
    """
    claimed = (
        select(RoundClaim.board_id)
        .join(SpotCheckRound, SpotCheckRound.id == RoundClaim.round_id)
        .where(RoundClaim.half_year == half_year)
    )
    drawn = claimed.where(RoundClaim.part == CheckScope.GRANTS, SpotCheckRound.stage == RoundStage.DRAWN)
    waiting = claimed.where(SpotCheckRound.stage.in_(NOT_DRAWN))
    missing = or_(Board.id.not_in(drawn), Board.id.in_(waiting))
    return tuple(db.session.scalars(select(Board.name).where(Board.is_active, missing).order_by(Board.name)))


def settle_missed_draw(half_year: str, *, by: str, now: dt.datetime) -> None:
    """What was reported as missed waits for nobody once the last board has its draw."""
    db.session.flush()
    if not boards_without_draw(half_year):
        settle_reminders(f"half_year:{half_year}", "draw_missed", by=by, now=now)


def checks_not_begun(planned_before: dt.date) -> Sequence[SpotCheck]:
    """Checks whose week has passed without anything being answered, whether or not the letter is sent."""
    begun = select(CheckReading.check_id).where(CheckReading.sheet_version > 0)
    return db.session.scalars(
        _open_checks().where(SpotCheck.week_on < planned_before, SpotCheck.id.not_in(begun))
    ).all()


def comments_not_come(today: dt.date) -> Sequence[SpotCheck]:
    """Checks whose association should have commented by now."""
    return db.session.scalars(
        _open_checks().where(SpotCheck.comment_due_on < today, SpotCheck.comment_recorded_at.is_(None))
    ).all()


def _open_checks() -> Select[SpotCheck]:
    return (
        select(SpotCheck)
        .join(SpotCheckRound, SpotCheckRound.id == SpotCheck.round_id)
        .where(SpotCheckRound.stage == RoundStage.DRAWN, SpotCheck.state.in_(OPEN_STATES))
        .order_by(SpotCheck.item)
    )


def late_measures(today: dt.date) -> Sequence[tuple[SpotCheck, Finding]]:
    """Measures whose day has passed and that nobody has said are done."""
    rows = db.session.execute(
        select(SpotCheck, Finding)
        .join(Finding, Finding.check_id == SpotCheck.id)
        .outerjoin(MeasureOutcome, MeasureOutcome.finding_id == Finding.id)
        .outerjoin(FindingReopening, FindingReopening.finding_id == Finding.id)
        .where(
            Finding.measure_due_on < today,
            MeasureOutcome.finding_id.is_(None),
            FindingReopening.finding_id.is_(None),
        )
        .order_by(SpotCheck.item)
    ).all()
    return [(check, finding) for check, finding in rows]
