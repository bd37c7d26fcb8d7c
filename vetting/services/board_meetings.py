"""Planning the days on which a board meets: what cannot await the board is told at the next of them."""

import datetime as dt

from vetting.domain.authority import Act, Actor, require
from vetting.domain.entries import Entry
from vetting.domain.errors import Refused
from vetting.domain.swedish_time import swedish_day
from vetting.records import board_meetings, boards
from vetting.records.db import transaction
from vetting.records.journal import note

FURTHEST = dt.timedelta(days=3 * 366)


def plan_meeting(board_id: str, held_on: dt.date, *, by: Actor, now: dt.datetime) -> None:
    """Plans a meeting of the board.

    Raises NotFound, NotAllowed, Refused `meeting_known`, `meeting_past` or `meeting_far`.
    """
    with transaction():
        _board_in_hand(board_id, by)
        today = swedish_day(now)
        if held_on < today:
            raise Refused("meeting_past", field="held_on")
        if held_on > today + FURTHEST:
            raise Refused("meeting_far", field="held_on")
        if board_meetings.meeting_on(board_id, held_on) is not None:
            raise Refused("meeting_known", field="held_on")
        board_meetings.add_meeting(board_id, held_on, by=by.id, now=now)
        about = f"board:{board_id}"
        note(Entry.MEETING_PLANNED, by=by, now=now, subject=about, on=held_on.isoformat())


def cancel_meeting(board_id: str, held_on: dt.date, *, by: Actor, now: dt.datetime) -> None:
    """The board does not meet that day. What was held stays.

    Raises NotFound, NotAllowed, Refused `meeting_unknown` or `meeting_held`.
    """
    with transaction():
        _board_in_hand(board_id, by)
        row = board_meetings.meeting_on(board_id, held_on)
        if row is None:
            raise Refused("meeting_unknown")
        if held_on < swedish_day(now):
            raise Refused("meeting_held")
        board_meetings.take_away(row)
        about = f"board:{board_id}"
        note(Entry.MEETING_CANCELLED, by=by, now=now, subject=about, on=held_on.isoformat())


def _board_in_hand(board_id: str, by: Actor) -> None:
    require(by, Act.ADMINISTER)
    boards.locked_board(board_id)
