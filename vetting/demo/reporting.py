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
    "complaints": "Ett klagomål gällde handläggningstiden. Det är besvarat.",
    "complaints_count": "1",
    "ombudsman_count": "0",
}
WEEKS = dt.timedelta(days=21)


def plan_reports(calendar: Calendar, town: Town, now: dt.datetime) -> None:
    """The tour's board hands in each report three weeks after its last day; the latest of them is written and
    waits for somebody to hand it in."""
    terms = [ReportTerm(BoardReportKind.VB, now.year - 2), ReportTerm(BoardReportKind.T1, now.year - 1)]
    terms += [ReportTerm(kind, now.year - 1) for kind in (BoardReportKind.T2, BoardReportKind.VB)]
    terms += [ReportTerm(kind, now.year) for kind in (BoardReportKind.T1, BoardReportKind.T2)]
    over = [(_after(term), term) for term in terms if _after(term) < now]
    for at, term in over[:-1]:
        calendar.add(at, _written(town.boards[0], term, at, handed_in=True))
    for at, term in over[-1:]:
        calendar.add(at, _written(town.boards[0], term, at, handed_in=False))


def _after(term: ReportTerm) -> dt.datetime:
    return dt.datetime.combine(term.until_on + WEEKS, dt.time(13), dt.UTC)


def _written(desk: Desk, term: ReportTerm, at: dt.datetime, *, handed_in: bool) -> Steps:
    board_id = desk.id
    board_reports.write_report_texts(board_id, term, TEXTS, seen_version=0, by=desk.secretary, now=at)
    if handed_in:
        board_reports.hand_in_report(board_id, term, by=desk.head, now=at)
    yield from ()
