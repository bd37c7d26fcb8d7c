"""What the clock does about contracts and stop marks: it asks and reminds, and ends nothing."""

import datetime as dt

from vetting.domain.authority import SYSTEM
from vetting.domain.bars import standing
from vetting.domain.entries import Entry
from vetting.domain.slots import Turn
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms_contracts import BarStanding
from vetting.records import bar_watch, bars, contract_watch, job_runs, reminders
from vetting.records.bars import Bar
from vetting.records.db import transaction
from vetting.records.journal import note
from vetting.records.reminders import Reminder

SOON = dt.timedelta(days=14)  # before the last day the law leaves


def ask_about_bars(turn: Turn, now: dt.datetime) -> dict[str, object] | None:
    """Asks the owner of each stop mark whose review or end is near or past, until a person answers.
    A deed of the clock: a stop mark neither ends nor goes on by it."""
    with transaction():
        if not job_runs.claim(turn, now):
            return None
        today = swedish_day(now)
        written = sum(_ask(row, today, now) for row in bar_watch.bars_that_ask(today))
        return _told(turn, written, now)


def watch_contracts(turn: Turn, now: dt.datetime) -> dict[str, object] | None:
    """Reminds of contracts near nine months, of the landlord's months that run out, and of last days to put
    right that have passed. A deed of the clock."""
    with transaction():
        if not job_runs.claim(turn, now):
            return None
        today = swedish_day(now)
        written = 0
        for one in contract_watch.contracts_near_nine_months(today):
            facts = {"premises": one.premises, "due_on": one.nine_months_on.isoformat()}
            subject = f"contract:{one.request_id}"
            for officer_id in one.manager_ids:
                written += _remind("tenancy_alert", subject, facts, officer_id, str(one.nine_months_on), now)
        for breach in contract_watch.open_breaches(today, SOON):
            subject, facts = f"breach:{breach.breach_id}", {"premises": breach.premises}
            day = breach.day.isoformat()
            written += _remind(breach.kind, subject, facts | {"due_on": day}, breach.officer_id, day, now)
        return _told(turn, written, now)


def _ask(row: Bar, today: dt.date, now: dt.datetime) -> bool:
    where = standing(bars.days_of(row), today)
    kind = "bar_run_out" if where is BarStanding.RUN_OUT else "bar_to_review"
    subject = f"bar:{row.id}"
    if reminders.is_waiting(subject, kind):
        return False
    if kind == "bar_run_out":
        reminders.settle_reminders(subject, "bar_to_review", by=SYSTEM.id, now=now)
    facts = {"due_on": (row.ends_on if where is BarStanding.RUN_OUT else row.review_on).isoformat()}
    return _remind(kind, subject, facts, bar_watch.who_answers(row), today.isoformat(), now)


def _remind(
    kind: str, subject: str, facts: dict[str, str], officer_id: str, when: str, now: dt.datetime
) -> bool:
    """Once for each officer and day it is about."""
    return reminders.remind(
        Reminder(
            key=f"{kind}:{subject}:{officer_id}:{when}",
            kind=kind,
            subject=subject,
            facts=facts,
            officer_id=officer_id,
            written_at=now,
        )
    )


def _told(turn: Turn, written: int, now: dt.datetime) -> dict[str, object]:
    note(Entry.JOB_DONE, by=SYSTEM, now=now, subject=f"job:{turn.job}", slot=turn.slot, count=written)
    return job_runs.tell(turn, count=written)
