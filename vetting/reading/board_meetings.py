"""The days on which a board meets, for whoever plans them."""

import datetime as dt
from dataclasses import dataclass

from vetting.domain.authority import Act, Actor, require
from vetting.records.board_meetings import meetings_of
from vetting.records.officers import board


@dataclass(frozen=True)
class MeetingDays:
    """`coming`: from today on, the next first; `held`: the latest first."""

    board_id: str
    board: str
    coming: tuple[dt.date, ...]
    held: tuple[dt.date, ...]


def meeting_days(board_id: str, *, actor: Actor, today: dt.date) -> MeetingDays:
    """A board's meetings. Raises NotAllowed and NotFound."""
    require(actor, Act.ADMINISTER)
    name = board(board_id).name
    days = [row.held_on for row in meetings_of(board_id)]
    coming = tuple(day for day in days if day >= today)
    return MeetingDays(board_id, name, coming, tuple(day for day in reversed(days) if day < today))
