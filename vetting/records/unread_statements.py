"""Statements that came before a decision and were not considered in it: whoever decided is told."""

import datetime as dt

from vetting.domain.hearings import BEFORE_DECISION, timing_of
from vetting.domain.terms_decisions import StatementTiming
from vetting.records.applications import Case
from vetting.records.db import db
from vetting.records.hearings import Statement, statements_of
from vetting.records.reminders import Reminder, write_reminder

UNREAD = "statement_unread"


def leave_out(case: Case, decided_on: dt.date, *, decided_by: str, now: dt.datetime) -> None:
    """Takes what nobody had considered by the board's day out of what the decision rests on, each statement
    as it came to be: after the decision, or before it and unread."""
    for row in statements_of(case.id):
        if row.timing in BEFORE_DECISION and not row.was_considered_by(decided_on):
            row.timing = timing_of(row.received_on, decided_on=decided_on, last_day=None)
            if row.timing is StatementTiming.UNREAD:
                warn(case, row, decided_by=decided_by, now=now)
    db.session.flush()


def warn(case: Case, row: Statement, *, decided_by: str, now: dt.datetime) -> None:
    """Puts it on the decider's day, once of each statement."""
    write_reminder(
        Reminder(
            key=f"{UNREAD}:{row.id}",
            kind=UNREAD,
            subject=f"case:{case.id}",
            facts={"case_number": case.case_number},
            officer_id=decided_by,
            written_at=now,
        )
    )
