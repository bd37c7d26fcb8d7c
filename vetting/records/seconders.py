"""Who can be told that something waits for them in a board, and telling them on their day."""

import datetime as dt
from collections.abc import Collection, Mapping

from sqlalchemy import or_, select

from vetting.domain.authority import TABLE, Act, Reach
from vetting.records.db import db
from vetting.records.officers import Appointment, Officer
from vetting.records.reminders import Reminder, write_reminder


def officers_who_may(act: Act, board_id: str) -> tuple[str, ...]:
    """The ids of active officers whose roles let them do `act` in the board."""
    own = [role for role, acts in TABLE.items() if acts.get(act) is Reach.OWN_BOARDS]
    whole = [role for role, acts in TABLE.items() if acts.get(act) is Reach.WHOLE]
    in_board = or_(Appointment.board_id == board_id, Appointment.board_id.is_(None))
    query = (
        select(Officer.id)
        .join(Appointment, Appointment.officer_id == Officer.id)
        .where(Officer.is_active, or_(Appointment.role.in_(own) & in_board, Appointment.role.in_(whole)))
        .distinct()
        .order_by(Officer.id)
    )
    return tuple(db.session.scalars(query))


def tell_officers(
    officer_ids: Collection[str], kind: str, subject: str, *, facts: Mapping[str, str], now: dt.datetime
) -> int:
    """Writes on each one's day that something waits; gives on how many it is new."""
    return sum(
        write_reminder(
            Reminder(
                key=f"{kind}:{subject}:{officer_id}",
                kind=kind,
                subject=subject,
                facts=dict(facts),
                officer_id=officer_id,
                written_at=now,
            )
        )
        for officer_id in officer_ids
    )
