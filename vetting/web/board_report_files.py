"""Reports of boards as files: a workbook, a PDF, a page, JSON."""

import datetime as dt
from collections.abc import Callable

from flask import current_app
from flask_babel import gettext as _
from markupsafe import Markup

from vetting.domain.authority import Actor
from vetting.domain.board_report import document_of, term_named
from vetting.domain.checklist import Checklist
from vetting.domain.report_figures import Pin
from vetting.domain.terms_reports import BoardReportKind
from vetting.reading import board_reports as reading
from vetting.services import report_files
from vetting.services.assessments import pinned_checklist
from vetting.web import board_report_charts as charts
from vetting.web.languages import current
from vetting.web.report_sheets import lone_sheet
from vetting.web.reporting import period_file
from vetting.web.wording import board_reports as words
from vetting.web.wording.report_cells import shown

KINDS = {
    "tertial-1": BoardReportKind.T1,
    "tertial-2": BoardReportKind.T2,
    "yearly": BoardReportKind.VB,
    "executive-board": BoardReportKind.KS,
}


def report_file(
    kind: str, period: str, wanted: str, *, board: str = "", actor: Actor, now: dt.datetime
) -> bytes:
    """The report that the command names, as xlsx, pdf, json or html; `board` by name, blank for every one.

    Raises NotFound `report_period_odd`, `report_nothing_drawn`, `board_not_found`.
    """
    if kind not in KINDS:
        return period_file(period, wanted, actor=actor, now=now)
    term = term_named(f"{KINDS[kind].value}-{period}")
    if not board and term.kind is not BoardReportKind.KS:
        return as_file(reading.together(term, actor=actor, now=now, checklist_of=checklist_of), wanted)
    board_id = reading.board_named(board, actor=actor) if board else None
    found = reading.report_page(board_id, term, actor=actor, now=now, checklist_of=checklist_of)
    return as_file(found, wanted)


def as_file(found: reading.ReportPage, wanted: str) -> bytes:
    """The report in that format."""
    makers: dict[str, Callable[[reading.ReportPage], bytes]] = {
        "xlsx": _workbook,
        "pdf": lambda one: report_files.pdf(_paper(one)),
        "json": lambda one: document_of(one.report).encode(),
        "html": lambda one: report_files.document(_paper(one)),
    }
    return makers[wanted](found)


def checklist_of(pin: Pin) -> Checklist:
    """The checklist that cases were judged by, as it was then."""
    name, version, digest = pin
    return pinned_checklist(name, version, digest=digest)


def parts_of(found: reading.ReportPage) -> dict[str, object]:
    """What the templates of a report need beside their own macros."""
    report = found.report
    return {
        "report": report,
        "title": words.report_title(report),
        "activities": words.activities(report),
        "figures": words.figures_by_activity(report),
        "tables": words.tables_of(report),
        "charts": charts,
        "has_pdf": report_files.has_pdf(),
    }


def _workbook(found: reading.ReportPage) -> bytes:
    report = found.report
    notes = [one for one in (report.text("summary"), report.text("complaints")) if one]
    first = lone_sheet(
        _("Activities of the action plan"),
        words.activities(report),
        [words.days_covered(report), words.standing(found.shown, found.versions), *notes],
    )
    tables = (words.figures(report), *words.tables_of(report))
    sheets = [first, *(lone_sheet(table.title, table) for table in tables)]
    return report_files.workbook(sheets, title=words.report_title(report))


def _paper(found: reading.ReportPage) -> report_files.ReportPage:
    title = words.report_title(found.report)
    markup = current_app.jinja_env.get_template("board_reports/_paper.html").render(
        found=found, words=words, shown=shown, **parts_of(found)
    )
    return report_files.ReportPage(
        title=title,
        language=current(),
        sender=found.report.board or current_app.config["SETTINGS"].municipality,
        footer=(title, _("Page")),
        markup=Markup(markup),  # noqa: S704 - made by the house's own template from escaped content
    )
