"""When a report can be handed in, and when it is late: what the clock tells of."""

import datetime as dt
from collections.abc import Collection
from enum import StrEnum

from vetting.domain.board_report import ReportTerm
from vetting.domain.deadlines import day_due
from vetting.domain.terms_decisions import DeadlineKind
from vetting.domain.terms_reports import BoardReportKind

ASKED_FOR = dt.timedelta(days=60)  # older reports are history, as for whoever begins with the service


class ReportMoment(StrEnum):
    """What is to be said of a report that nobody has handed in."""

    READY = "report_to_hand_in"
    LATE = "report_late"


def terms_ended(today: dt.date) -> tuple[ReportTerm, ...]:
    """The reports whose time has ended, and that are asked for on the day."""
    return tuple(
        term
        for year in (today.year - 1, today.year)
        for kind in BoardReportKind
        if dt.timedelta() < today - (term := ReportTerm(kind, year)).until_on <= ASKED_FOR
    )


def due_on(term: ReportTerm, holidays: Collection[dt.date]) -> dt.date:
    """By when it is to be handed in."""
    return day_due(DeadlineKind.BOARD_REPORT, term.until_on, holidays)


def moment_of(term: ReportTerm, today: dt.date, holidays: Collection[dt.date]) -> ReportMoment:
    """What is to be said of it on a day after its last one."""
    return ReportMoment.LATE if today > due_on(term, holidays) else ReportMoment.READY


def about(scope: str, term: ReportTerm) -> str:
    """How a reminder names the report; `scope` is a board's id, or "all"."""
    return f"board_report:{scope}:{term.name}"
