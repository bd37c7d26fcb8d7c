"""The boards' reports of the year before and of the tertials that are over: written, and handed in."""

import datetime as dt

from vetting.demo.calendar import Calendar, Steps
from vetting.demo.people import Desk, Town
from vetting.domain.board_report import ReportTerm
from vetting.domain.terms_reports import BoardReportKind
from vetting.services import board_reports

TEXTS = {
    "summary": (
        "Kontrollerna har gjorts i alla ärenden. Uppföljningen följer planerna, med några punkter som "
        "dröjt. Samarbetet med polisen och Kronofogden fungerar."
    ),
    "follow_up_deviation": "Några redovisningar kom in efter utsatt dag.",
    "follow_up_measure": "Påminnelsen går från i år ut två veckor tidigare.",
}


def plan_reports(calendar: Calendar, town: Town, now: dt.datetime) -> None:
    """The tour's board hands in each report three weeks after its last day, the latest one not yet."""
    terms = [ReportTerm(BoardReportKind.VB, now.year - 1)]
    terms += [ReportTerm(kind, now.year) for kind in (BoardReportKind.T1, BoardReportKind.T2)]
    for term in terms:
        at = dt.datetime.combine(term.until_on + dt.timedelta(days=21), dt.time(13), dt.UTC)
        if at < now - dt.timedelta(days=60):
            calendar.add(at, _handed_in(town.boards[0], term, at))


def _handed_in(desk: Desk, term: ReportTerm, at: dt.datetime) -> Steps:
    board_id = desk.id
    board_reports.write_report_texts(board_id, term, TEXTS, seen_version=0, by=desk.secretary, now=at)
    board_reports.hand_in_report(board_id, term, by=desk.head, now=at)
    yield from ()
