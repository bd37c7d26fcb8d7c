"""What the chair decided for the board is reported to the board's next meeting (KL 6:40)."""

import datetime as dt

from vetting.domain.authority import Act, Actor, require
from vetting.domain.entries import Entry
from vetting.domain.errors import Refused
from vetting.domain.free_text import require_written
from vetting.domain.swedish_time import swedish_day
from vetting.records import decisions, urgent_decisions
from vetting.records.db import transaction
from vetting.records.journal import note


def report_urgent_decision(
    decision_id: str, *, minutes: str, reported_on: dt.date, by: Actor, now: dt.datetime
) -> None:
    """Records at which meeting the board was told. `minutes` names the minutes and their paragraph.

    Raises NotFound, NotAllowed, Refused `already_reported`, `report_day_impossible` or `text_missing`.
    """
    with transaction():
        row = urgent_decisions.in_hand(decision_id)
        decision, board_id = decisions.decision_and_board(decision_id)
        require(by, Act.RECORD_BOARD_DECISION, board_id)
        if row.reported_on is not None:
            raise Refused("already_reported")
        if not decision.decided_on <= reported_on <= swedish_day(now):
            raise Refused("report_day_impossible", field="reported_on")
        row.minutes = require_written(minutes, field="minutes", longest=120)
        row.reported_on, row.reported_by, row.reported_at = reported_on, by.id, now
        note(
            Entry.URGENT_DECISION_REPORTED,
            by=by,
            now=now,
            subject=f"decision:{decision_id}",
            case_id=decision.case_id,
            minutes=row.minutes,
            on=reported_on.isoformat(),
        )
