"""Announcing a decision on the notice board, and taking the announcement down (KL 8:10-12, 13:5)."""

import datetime as dt

from vetting.domain.announcing import appeal_until, require_announcement, require_received, require_stayed
from vetting.domain.appeals import last_day_of_party_appeal, review_of
from vetting.domain.authority import Act, Actor, require
from vetting.domain.entries import Entry
from vetting.domain.errors import Refused
from vetting.domain.swedish_time import swedish_day
from vetting.gateways.calendar import swedish_holidays
from vetting.records import announcements, decisions
from vetting.records.announcements import Announcement
from vetting.records.applications import Case
from vetting.records.db import transaction
from vetting.records.decisions import Decision
from vetting.records.journal import note
from vetting.records.sheets import case_in_hand


def announce_decision(
    decision_id: str, *, adjusted_on: dt.date, announced_on: dt.date, by: Actor, now: dt.datetime
) -> None:
    """Records that the decision was announced; again with other days corrects it or announces it anew.

    Raises NotFound, NotAllowed, Refused `not_reviewed_so` where it is tried in another way, and those
    of require_announcement.
    """
    with transaction():
        decision, case = _in_hand(decision_id, by)
        if not review_of(case.regime).is_announced:
            raise Refused("not_reviewed_so")
        require_announcement(decision.decided_on, adjusted_on, announced_on, today=swedish_day(now))
        holidays = swedish_holidays(announced_on.year, announced_on.year + 1)
        row = announcements.announcement_in_hand(decision_id)
        if row is None:
            row = Announcement(decision_id=decision_id)
        row.adjusted_on, row.announced_on, row.taken_down_on = adjusted_on, announced_on, None
        row.appeal_until_on = appeal_until(announced_on, holidays)
        row.recorded_by, row.recorded_at = by.id, now
        announcements.add_announcement(row)
        _note(Entry.DECISION_ANNOUNCED, decision, by, now, on=announced_on, due_on=row.appeal_until_on)


def record_receipt(decision_id: str, *, received_on: dt.date, by: Actor, now: dt.datetime) -> None:
    """Records the day the association received the decision, from which its time to appeal runs (FL 44 §);
    again with another day corrects it.

    Raises NotFound, NotAllowed, Refused `not_reviewed_so` where it is tried in another way, and those of
    require_received.
    """
    with transaction():
        decision, case = _in_hand(decision_id, by)
        if not review_of(case.regime).is_served:
            raise Refused("not_reviewed_so")
        require_received(decision.decided_on, received_on, today=swedish_day(now))
        row = announcements.announcement_in_hand(decision_id)
        if row is None:
            row = Announcement(decision_id=decision_id)
        row.adjusted_on = row.announced_on = received_on
        holidays = swedish_holidays(received_on.year, received_on.year + 1)
        row.appeal_until_on = last_day_of_party_appeal(received_on, holidays)
        row.taken_down_on, row.recorded_by, row.recorded_at = None, by.id, now
        announcements.add_announcement(row)
        _note(Entry.DECISION_RECEIVED, decision, by, now, on=received_on, due_on=row.appeal_until_on)


def take_announcement_down(decision_id: str, *, taken_down_on: dt.date, by: Actor, now: dt.datetime) -> None:
    """Records that the announcement was taken down once the time for review had run out.

    Raises NotFound, NotAllowed, Refused `not_announced`, `taken_down_ahead` or `taken_down_early`.
    """
    with transaction():
        decision, case = _in_hand(decision_id, by)
        row = announcements.announcement_in_hand(decision_id)
        if row is None or not review_of(case.regime).is_announced:
            raise Refused("not_announced")
        require_stayed(row.appeal_until_on, taken_down_on, today=swedish_day(now))
        row.taken_down_on = taken_down_on
        _note(Entry.ANNOUNCEMENT_TAKEN_DOWN, decision, by, now, on=taken_down_on)


def _in_hand(decision_id: str, by: Actor) -> tuple[Decision, Case]:
    decision, board_id = decisions.decision_and_board(decision_id)
    require(by, Act.RECORD_BOARD_DECISION, board_id)
    return decision, case_in_hand(decision.case_id)


def _note(entry: Entry, decision: Decision, by: Actor, now: dt.datetime, **days: dt.date) -> None:
    facts = {name: day.isoformat() for name, day in days.items()}
    note(entry, by=by, now=now, subject=f"decision:{decision.id}", case_id=decision.case_id, **facts)
