"""The days that figures are counted within, as days and as instants, and the board they are of."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, true
from sqlalchemy.orm import InstrumentedAttribute

from vetting.domain.swedish_time import first_moment


@dataclass(frozen=True)
class Days:
    """From `first` to `last`, both included; `board_id` None: every board."""

    board_id: str | None
    first: dt.date
    last: dt.date

    @property
    def moments(self) -> tuple[dt.datetime, dt.datetime]:
        """The first instant of them, and the first one after them."""
        return first_moment(self.first), first_moment(self.last + dt.timedelta(days=1))

    def day(self, column: InstrumentedAttribute[dt.date]) -> ColumnElement[bool]:
        """That a day is one of them."""
        return column.between(self.first, self.last)

    def moment(self, column: InstrumentedAttribute[dt.datetime]) -> ColumnElement[bool]:
        """That an instant falls on one of them, in Sweden."""
        begins, ends = self.moments
        return and_(column >= begins, column < ends)

    def board(self, column: InstrumentedAttribute[str]) -> ColumnElement[bool]:
        """That a row is the board's."""
        return true() if self.board_id is None else column == self.board_id
