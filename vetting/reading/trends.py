"""The page of trends: the same months for everything that is followed, of one board or all within reach."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select

from vetting.domain.authority import Act, Actor, boards_for, require
from vetting.domain.errors import NotFound
from vetting.domain.trends import USUAL, Month, Series, months_until
from vetting.records.db import db
from vetting.records.officers import Board
from vetting.records.trend_facts import trend_series


@dataclass(frozen=True)
class TrendsPage:
    """`boards` are those to choose among, by id, and `is_whole` whether there are no others; `board_id` None:
    all of them."""

    months: tuple[Month, ...]
    series: tuple[Series, ...]
    boards: tuple[tuple[str, str], ...]
    board_id: str | None
    is_whole: bool

    @property
    def board(self) -> str:
        """The name of the chosen board, empty for all."""
        return dict(self.boards).get(self.board_id or "", "")


def trends_page(
    *, actor: Actor, today: dt.date, board_id: str | None = None, span: int = USUAL
) -> TrendsPage:
    """So many months until that of `today`. Raises NotAllowed; NotFound for a board out of reach."""
    require(actor, Act.SEE_BOARD_REPORTS)
    mine = boards_for(actor, Act.SEE_BOARD_REPORTS)
    query = select(Board.id, Board.name).order_by(Board.name)
    rows = db.session.execute(query if mine is None else query.where(Board.id.in_(mine)))
    boards = tuple((found_id, name) for found_id, name in rows)
    if board_id is not None and board_id not in dict(boards):
        raise NotFound("not_found")
    months = months_until(today, span)
    wanted = mine if board_id is None else [board_id]
    return TrendsPage(months, trend_series(wanted, months, today=today), boards, board_id, mine is None)
