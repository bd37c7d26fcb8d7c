"""Jobs for tests of the clock: what they do is written in the journal, one entry for each effect."""

import datetime as dt
import json
from collections import Counter
from collections.abc import Callable

from vetting.domain.authority import SYSTEM
from vetting.domain.entries import Entry
from vetting.domain.slots import Daily, Rule, Seasonal, Turn
from vetting.jobs.timetable import Job
from vetting.records import job_runs
from vetting.records.db import db, transaction
from vetting.records.job_runs import JobRun
from vetting.records.journal import JournalEntry, JournalPayload, note

SEASON_DAYS = {"1": (2, 2), "2": (9, 7)}


def season_day(name: str) -> dt.date:
    """2 February and 7 September."""
    return dt.date(int(name[:4]), *SEASON_DAYS[name[-1]])


SEASONAL = Seasonal(season_day)
DAILY = Daily(dt.time(4, 10))


def a_turn(slot: str = "2026-11-20", job: str = "test", *, by_hand: bool = False) -> Turn:
    """A turn that was due at ten past four on 20 November 2026."""
    return Turn(job, slot, dt.datetime(2026, 11, 20, 3, 10, tzinfo=dt.UTC), by_hand)


def do_once(
    turn: Turn, now: dt.datetime, moment: Callable[[], object] = lambda: None
) -> dict[str, object] | None:
    """A deed of the clock whose effect is an entry in the journal. `moment` is what happens in between."""
    with transaction():
        if not job_runs.claim(turn, now):
            return None
        moment()
        note(Entry.JOB_DONE, by=SYSTEM, now=now, subject=f"job:{turn.job}", slot=turn.slot)
        return job_runs.tell(turn, count=1)


def a_job(name: str = "test", rule: Rule = DAILY, run=do_once) -> Job:
    """A job that leaves one entry for each slot."""
    return Job(name, rule, run)


def effects() -> Counter[tuple[str, str]]:
    """How often each job and slot had its effect."""
    db.session.rollback()  # what was read before would hide what other processes have done since
    rows = db.session.query(JournalEntry.subject, JournalPayload.body).join(
        JournalPayload, JournalPayload.seq == JournalEntry.seq
    )
    found = Counter(
        (subject.removeprefix("job:"), json.loads(body)["slot"])
        for subject, body in rows.filter(JournalEntry.name == Entry.JOB_DONE.value)
    )
    db.session.rollback()
    return found


def runs() -> dict[tuple[str, str], JobRun]:
    """The rows of the clock by job and slot."""
    db.session.rollback()
    return {(run.job, run.slot): run for run in db.session.query(JobRun)}
