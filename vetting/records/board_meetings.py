"""The days on which boards meet, as planned."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, mapped_column

from vetting.records.columns import UtcTime
from vetting.records.db import Base, db, new_id


class BoardMeeting(Base):
    """One day on which a board meets."""

    __tablename__ = "board_meetings"
    __table_args__ = (UniqueConstraint("board_id", "held_on"),)

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    board_id: Mapped[str] = mapped_column(ForeignKey("boards.id"))
    held_on: Mapped[dt.date]
    planned_by: Mapped[str] = mapped_column(String(40))
    planned_at: Mapped[dt.datetime] = mapped_column(UtcTime)


def meetings_of(board_id: str) -> Sequence[BoardMeeting]:
    """The board's meetings, past and to come, in order."""
    query = select(BoardMeeting).where(BoardMeeting.board_id == board_id)
    return db.session.scalars(query.order_by(BoardMeeting.held_on)).all()


def meeting_on(board_id: str, held_on: dt.date) -> BoardMeeting | None:
    """The board's meeting of that day, if one is planned."""
    query = select(BoardMeeting).where(BoardMeeting.board_id == board_id, BoardMeeting.held_on == held_on)
    return db.session.scalar(query)


def add_meeting(board_id: str, held_on: dt.date, *, by: str, now: dt.datetime) -> None:
    """Plans a meeting."""
    db.session.add(BoardMeeting(board_id=board_id, held_on=held_on, planned_by=by, planned_at=now))
    db.session.flush()


def take_away(row: BoardMeeting) -> None:
    """The board does not meet that day."""
    db.session.delete(row)
    db.session.flush()


def next_meeting(board_id: Any, after: Any) -> Any:
    """In a query: the day of a board's first meeting after a day, or null. Both are columns."""
    first = select(func.min(BoardMeeting.held_on))
    return first.where(BoardMeeting.board_id == board_id, BoardMeeting.held_on > after).scalar_subquery()
