"""What the clock does about rounds and checks: it reminds, chases and reports; it decides nothing."""

import datetime as dt

from vetting.domain.authority import SYSTEM
from vetting.domain.entries import Entry
from vetting.domain.slots import Turn
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms import Role
from vetting.domain.terms_spot_checks import RoundStage
from vetting.gateways.calendar import season_of
from vetting.records import job_runs, round_watch
from vetting.records.db import transaction
from vetting.records.journal import note
from vetting.records.reminders import Reminder, remind, remind_coordinators
from vetting.records.rounds import SpotCheckRound
from vetting.records.spot_checks import SpotCheck

WEEK = dt.timedelta(days=7)


def opening_day(half_year: str) -> dt.date:
    """The day the clock opens the half-year's rounds."""
    return season_of(half_year).opens_on


def missed_day(half_year: str) -> dt.date:
    """The day after which a draw that was not made is reported."""
    return season_of(half_year).missed_after_on + dt.timedelta(days=1)


def rounds_to_draw() -> tuple[str, ...]:
    """Rounds the clock may draw: their public seed is recorded and confirmed by two persons."""
    return round_watch.rounds_ready_for_the_clock()


def remind_of_rounds(turn: Turn, now: dt.datetime) -> dict[str, object] | None:
    """Reminds the coordinators of every round that should be sealed or drawn by now. A deed of the clock."""
    with transaction():
        if not job_runs.claim(turn, now):
            return None
        today = swedish_day(now)
        written = sum(_remind_of(row, today, now) for row in round_watch.rounds_not_drawn())
        _note_run(turn, written, now)
        return job_runs.tell(turn, count=written)


def chase_checks(turn: Turn, now: dt.datetime) -> dict[str, object] | None:
    """Reminds checkers of checks not begun, comments not come and measures not done. A deed of the clock."""
    with transaction():
        if not job_runs.claim(turn, now):
            return None
        today = swedish_day(now)
        written = 0
        for check in round_watch.checks_not_begun(today - WEEK):
            due = {"due_on": check.week_on.isoformat() if check.week_on else ""}
            written += remind(_to_checker(check, f"check_late:{check.id}", "check_late", due, now))
        for check in round_watch.comments_not_come(today):
            due = {"due_on": check.comment_due_on.isoformat() if check.comment_due_on else ""}
            # Once when the first day has passed, and once more when the reminder's day has.
            key = f"comment_late:{check.id}:{due['due_on']}"
            written += remind(_to_checker(check, key, "comment_late", due, now))
        for check, finding in round_watch.late_measures(today):
            due = {"due_on": finding.measure_due_on.isoformat() if finding.measure_due_on else ""}
            written += remind(_to_checker(check, f"measure_late:{finding.id}", "measure_late", due, now))
        _note_run(turn, written, now)
        return job_runs.tell(turn, count=written)


def report_missed_draw(turn: Turn, now: dt.datetime) -> dict[str, object] | None:
    """Reports the boards whose half-year went by without a draw (D-10). A deed of the clock."""
    with transaction():
        if not job_runs.claim(turn, now):
            return None
        boards = round_watch.boards_without_draw(turn.slot)
        if boards:
            subject = f"half_year:{turn.slot}"
            facts = {"half_year": turn.slot, "boards": ", ".join(boards)}
            for role in (Role.COORDINATOR, Role.UNIT_HEAD, Role.AUDITOR):
                key = f"draw_missed:{turn.slot}:{role.value}"
                remind(
                    Reminder(
                        key=key, kind="draw_missed", subject=subject, facts=facts, role=role, written_at=now
                    )
                )
            note(Entry.DRAW_MISSED, by=SYSTEM, now=now, subject=subject, boards=list(boards))
        else:
            _note_run(turn, 0, now)
        return job_runs.tell(turn, count=len(boards))


def _remind_of(row: SpotCheckRound, today: dt.date, now: dt.datetime) -> bool:
    planned = season_of(row.half_year)
    to_seal = row.stage is RoundStage.OPEN
    due_on = planned.seal_by_on if to_seal else planned.draws_on
    if today < due_on:
        return False
    kind = "round_to_seal" if to_seal else "round_to_draw"
    facts = {"half_year": row.half_year, "due_on": due_on.isoformat()}
    return remind_coordinators(kind, f"round:{row.id}", facts, now=now)


def _to_checker(check: SpotCheck, key: str, kind: str, due: dict[str, str], now: dt.datetime) -> Reminder:
    """On the checker's desk, or on the coordinators' when the check has nobody."""
    return Reminder(
        key=key,
        kind=kind,
        subject=f"spot_check:{check.id}",
        facts={"item": check.item, **due},
        officer_id=check.officer_id,
        role=None if check.officer_id else Role.COORDINATOR,
        written_at=now,
    )


def _note_run(turn: Turn, written: int, now: dt.datetime) -> None:
    """A run that found nothing is told too: that the clock looked is part of the evidence."""
    if written == 0:
        note(Entry.JOB_DONE, by=SYSTEM, now=now, subject=f"job:{turn.job}", slot=turn.slot)
