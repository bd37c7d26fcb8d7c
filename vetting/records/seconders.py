"""Who can be told that something waits for them in a board, and telling them on their day."""

import datetime as dt
from collections.abc import Collection, Mapping

from sqlalchemy import or_, select

from vetting.domain.authority import TABLE, Act, Reach
from vetting.records.db import db
from vetting.records.officers import Appointment, Officer
from vetting.records.reminders import Reminder, write_reminder


def officers_who_may(act: Act, board_id: str, *, everywhere: bool = False) -> tuple[str, ...]:
    """The ids of active officers whose roles let them do `act` in the board; `everywhere`: in all boards."""
    return tuple(names_who_may(act, [board_id], everywhere=everywhere)[board_id])


def names_who_may(
    act: Act, board_ids: Collection[str], *, everywhere: bool = False
) -> dict[str, dict[str, str]]:
    """By board the names of those officers, by their ids and in the order of their names. In one query."""
    own = [role for role, acts in TABLE.items() if acts.get(act) is Reach.OWN_BOARDS]
    whole = [role for role, acts in TABLE.items() if acts.get(act) is Reach.WHOLE]
    named = [] if everywhere else list(board_ids)
    holds = or_(Appointment.board_id.is_(None), Appointment.board_id.in_(named))
    rows = db.session.execute(
        select(Officer.id, Officer.display_name, Appointment.role, Appointment.board_id)
        .join(Appointment, Appointment.officer_id == Officer.id)
        .where(Officer.is_active, or_(Appointment.role.in_(own) & holds, Appointment.role.in_(whole)))
        .order_by(Officer.display_name, Officer.id)
    )
    found: dict[str, dict[str, str]] = {board_id: {} for board_id in board_ids}
    for officer_id, name, role, held_in in rows:
        for board_id, names in found.items():
            if role in whole or held_in in (None, board_id):
                names[officer_id] = name
    return found


def accounts_of_same(officer_ids: Collection[str]) -> frozenset[str]:
    """Those accounts and every other account of the same persons, by the staff number. In one query."""
    numbers = select(Officer.staff_number).where(
        Officer.id.in_(officer_ids), Officer.staff_number.is_not(None)
    )
    rows = db.session.scalars(select(Officer.id).where(Officer.staff_number.in_(numbers.scalar_subquery())))
    return frozenset((*officer_ids, *rows))


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
