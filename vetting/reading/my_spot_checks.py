"""The spot checks an officer has to make: week, state, and replies that should have come."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import aliased

from vetting.domain.authority import Actor
from vetting.domain.check_readers import FIRST, SECOND
from vetting.domain.terms_spot_checks import OPEN_STATES, RoundStage, SpotCheckState
from vetting.records.associations import Association
from vetting.records.check_sheets import CheckReading
from vetting.records.db import db
from vetting.records.decisions import Support
from vetting.records.officers import Board
from vetting.records.rounds import SpotCheckRound
from vetting.records.spot_checks import CheckerConflict, SpotCheck

WEEK = dt.timedelta(days=7)


@dataclass(frozen=True)
class MyCheck:
    """One check on a desk. `reading`: 1 as checker, 2 as second reader. `awaits_other`: the own reading is
    signed and the other's is not."""

    id: str
    item: str
    association: str
    board: str
    half_year: str
    state: SpotCheckState
    reading: int
    week_on: dt.date | None
    due_on: dt.date | None
    is_asked: bool
    is_reminded: bool
    is_answered: bool
    awaits_other: bool

    def is_reply_due(self, today: dt.date) -> bool:
        """Whether the association's day to answer has passed without a word."""
        return self.due_on is not None and self.due_on < today and not self.is_answered

    def is_late(self, today: dt.date) -> bool:
        """Whether the week it was planned for has passed."""
        return self.week_on is not None and self.week_on + WEEK <= today and not self.awaits_other


def my_spot_checks(actor: Actor) -> tuple[MyCheck, ...]:
    """The open checks the officer makes or reads a second time, by planned week, in one query."""
    first, second = aliased(CheckReading), aliased(CheckReading)
    rows = db.session.execute(
        select(SpotCheck, Association.name, Board.name, SpotCheckRound.half_year)
        .add_columns(first.signed_at, second.signed_at)
        .join(SpotCheckRound, SpotCheckRound.id == SpotCheck.round_id)
        .join(Support, Support.id == SpotCheck.support_id)
        .join(Association, Association.id == Support.association_id)
        .join(Board, Board.id == SpotCheck.board_id)
        .outerjoin(first, and_(first.check_id == SpotCheck.id, first.reading == FIRST))
        .outerjoin(second, and_(second.check_id == SpotCheck.id, second.reading == SECOND))
        .where(
            SpotCheckRound.stage == RoundStage.DRAWN,
            SpotCheck.state.in_(OPEN_STATES),
            or_(
                SpotCheck.officer_id == actor.id,
                and_(SpotCheck.second_officer_id == actor.id, second.signed_at.is_(None)),
            ),
            SpotCheck.id.not_in(
                select(CheckerConflict.check_id).where(CheckerConflict.officer_id == actor.id)
            ),
        )
        .order_by(SpotCheck.week_on, SpotCheck.item)
    )
    found = [_line(actor, *row) for row in rows]
    return tuple(sorted(found, key=lambda line: (line.week_on or dt.date.max, line.item)))


def _line(
    actor: Actor,
    check: SpotCheck,
    association: str,
    board: str,
    half_year: str,
    *signed: dt.datetime | None,
) -> MyCheck:
    first, second = signed
    is_mine = check.officer_id == actor.id
    return MyCheck(
        id=check.id,
        item=check.item,
        association=association,
        board=board,
        half_year=half_year,
        state=check.state,
        reading=FIRST if is_mine else SECOND,
        week_on=check.week_on,
        due_on=check.comment_due_on if is_mine else None,
        is_asked=check.asked_at is not None,
        is_reminded=check.reminded_at is not None,
        is_answered=check.comment_recorded_at is not None,
        awaits_other=is_mine and check.has_second_reading and first is not None and second is None,
    )
