"""What the clock does about refusals of rooms that wait for a second person: it reminds, and no more."""

import datetime as dt

from vetting.domain.authority import SYSTEM, Act
from vetting.domain.deadlines import day_due
from vetting.domain.entries import Entry
from vetting.domain.slots import Turn
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms_decisions import DeadlineKind
from vetting.records import job_runs, lettings, reminders, seconders
from vetting.records.db import transaction
from vetting.records.journal import note
from vetting.records.lettings import Unsigned
from vetting.records.reminders import Reminder


def chase_refusals(turn: Turn, now: dt.datetime) -> dict[str, object] | None:
    """Tells each who may sign of what was proposed and is not signed or returned, once a day: the reasons are
    due the day it was proposed. A deed of the clock."""
    with transaction():
        if not job_runs.claim(turn, now):
            return None
        written = sum(_chase(one, now) for one in lettings.unsigned())
        note(Entry.JOB_DONE, by=SYSTEM, now=now, subject=f"job:{turn.job}", slot=turn.slot, count=written)
        return job_runs.tell(turn, count=written)


def _chase(one: Unsigned, now: dt.datetime) -> int:
    subject = f"letting:{one.request_id}.{one.decision_id}"
    due_on = day_due(DeadlineKind.LETTING_REASONS, swedish_day(one.proposed_at))
    reminders.settle_reminders(subject, "letting_to_sign", "letting_late", by=SYSTEM.id, now=now)
    who = set(seconders.officers_who_may(Act.SECOND_BOOKING, one.board_id)) - seconders.accounts_of_same(
        [one.proposed_by]
    )
    return sum(
        reminders.remind(
            Reminder(
                key=f"letting_late:{one.decision_id}:{officer_id}:{swedish_day(now).isoformat()}",
                kind="letting_late",
                subject=subject,
                facts={"premises": one.premises, "due_on": due_on.isoformat()},
                officer_id=officer_id,
                written_at=now,
            )
        )
        for officer_id in sorted(who)
    )
