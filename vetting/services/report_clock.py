"""What the clock does about reports of boards: says that they can be handed in, and that they are late."""

import datetime as dt

from vetting.domain.authority import SYSTEM
from vetting.domain.board_report import WHOLE, ReportTerm
from vetting.domain.entries import Entry
from vetting.domain.report_dues import ReportMoment, about, due_on, moment_of, terms_ended
from vetting.domain.slots import Turn
from vetting.domain.terms import Role
from vetting.domain.terms_reports import BoardReportKind
from vetting.domain.working_days import Days
from vetting.gateways.calendar import days_of
from vetting.records import board_reports, job_runs, standing_in
from vetting.records.db import transaction
from vetting.records.journal import note
from vetting.records.reminders import Reminder, remind


def remind_of_reports(turn: Turn, now: dt.datetime) -> dict[str, object] | None:
    """Tells those who hand in a board's report that it can be, and them and the coordinators that it is late;
    of the report to the executive board the coordinators. Each once. A deed of the clock: None when it is
    done."""
    with transaction():
        if not job_runs.claim(turn, now):
            return None
        days = days_of(now)
        count = sum(_remind(term, days, now=now) for term in terms_ended(days.today))
        note(Entry.JOB_DONE, by=SYSTEM, now=now, subject=f"job:{turn.job}", slot=turn.slot, count=count)
        return job_runs.tell(turn, count=count)


def _remind(term: ReportTerm, days: Days, *, now: dt.datetime) -> int:
    if term.kind is BoardReportKind.KS:
        is_there = bool(board_reports.handed_in(None, term))
        return 0 if is_there else _tell(WHOLE, "", (), term, days, now=now)
    return sum(
        _tell(board.id, board.name, tuple(standing_in.heads_of(board.id)), term, days, now=now)
        for board in board_reports.boards_without_report(term)
    )


def _tell(
    scope: str, board: str, heads: tuple[str, ...], term: ReportTerm, days: Days, *, now: dt.datetime
) -> int:
    """Without a unit head it is the coordinators' from the first day. Gives on how many desks it is new."""
    moment, subject = moment_of(term, days.today, days.holidays), about(scope, term)
    kind = f"city_{moment.value}" if scope == WHOLE else moment.value
    facts = {
        "board": board,
        "until_on": term.until_on.isoformat(),
        "due_on": due_on(term, days.holidays).isoformat(),
    }

    def reminder(whom: str, **desk: object) -> bool:
        key = f"{kind}:{subject}:{whom}"
        return remind(Reminder(key=key, kind=kind, subject=subject, facts=facts, written_at=now, **desk))

    count = sum(reminder(head, officer_id=head) for head in heads)
    if moment is ReportMoment.LATE or not heads:
        count += reminder("coordinators", role=Role.COORDINATOR)
    return count
