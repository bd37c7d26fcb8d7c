"""Reports of spot checks put together: facts, questionnaire and figures, as a page or as a file."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from flask import current_app
from flask_babel import gettext as _
from markupsafe import Markup

from vetting.domain.authority import Actor
from vetting.domain.checklist import Checklist
from vetting.domain.errors import NotFound
from vetting.domain.report_document import report_bytes
from vetting.domain.report_period import ReportPeriod
from vetting.domain.round_report import PeriodReport, RoundFacts, RoundReport, report_of
from vetting.domain.swedish_time import swedish_day
from vetting.reading.round_report import round_facts
from vetting.reading.year_report import period_facts
from vetting.services import report_files
from vetting.services.assessments import pinned_checklist
from vetting.web import report_charts as charts
from vetting.web.languages import current
from vetting.web.report_sheets import lone_sheet, sheet_of
from vetting.web.wording import report_quality as quality
from vetting.web.wording import report_tables as tables
from vetting.web.wording import round_reports as words
from vetting.web.wording.report_cells import shown

TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
    "json": "application/json",
    "html": "text/html; charset=utf-8",
}


@dataclass(frozen=True)
class Report:
    """The figures, and the words of the questions that were asked in these rounds."""

    figures: PeriodReport
    texts: dict[str, str]

    @property
    def title(self) -> str:
        """What the report is called."""
        return _("Spot checks %(period)s", period=words.period_word(self.figures.period))


def report_of_round(round_id: str, *, actor: Actor, now: dt.datetime) -> Report:
    """The report of one round. Raises NotFound, Refused `round_not_drawn`, `report_of_voided`."""
    facts, today = round_facts(round_id, actor=actor), swedish_day(now)
    one, texts = _reckoned(facts, today)
    return Report(PeriodReport(facts.marks.half_year, today, (one,)), texts)


def report_of_period(name: str, *, actor: Actor, now: dt.datetime) -> Report:
    """The report of a half-year or year, which may be empty. Raises NotFound `report_period_odd`."""
    found, today = period_facts(ReportPeriod(name), actor=actor), swedish_day(now)
    rounds: list[RoundReport] = []
    texts: dict[str, str] = {}
    for facts in found.rounds:
        one, asked = _reckoned(facts, today)
        rounds.append(one)
        texts |= asked
    return Report(PeriodReport(name, today, tuple(rounds), found.trend, found.voided), texts)


def _reckoned(facts: RoundFacts, today: dt.date) -> tuple[RoundReport, dict[str, str]]:
    checklist = _checklist(facts)
    closed = {question.id: frozenset(question.bad) for question in checklist.questions if question.bad}
    texts = {question.id: question.text.in_language(current()) for question in checklist.questions}
    return report_of(facts, closed, today=today), texts


def _checklist(facts: RoundFacts) -> Checklist:
    name, version, digest = facts.marks.checklist
    return pinned_checklist(name, version, digest=digest)


def parts_of(report: Report) -> dict[str, Any]:
    """What the templates of a report need beside their own macros."""
    return {
        "report": report,
        "figures": report.figures,
        "names": words.round_names(report.figures),
        "words": words,
        "tables": tables,
        "quality": quality,
        "charts": charts,
        "shown": shown,
        "has_pdf": report_files.has_pdf(),
    }


def period_file(name: str, wanted: str, *, actor: Actor, now: dt.datetime) -> bytes:
    """The report of a half-year or year as a file, as `as_file`."""
    return as_file(report_of_period(name, actor=actor, now=now), wanted)


def as_file(report: Report, wanted: str) -> bytes:
    """The report as xlsx, pdf, json or html. Raises NotFound `report_nothing_drawn` when it is empty."""
    if not report.figures.rounds:
        raise NotFound("report_nothing_drawn", period=report.figures.period)
    makers: dict[str, Callable[[Report], bytes]] = {
        "xlsx": _workbook,
        "pdf": lambda one: report_files.pdf(_paper(one)),
        "json": lambda one: report_bytes(one.figures),
        "html": lambda one: report_files.document(_paper(one)),
    }
    return makers[wanted](report)


def _paper(report: Report) -> report_files.ReportPage:
    markup = current_app.jinja_env.get_template("round_reports/_paper.html").render(parts_of(report))
    settings = current_app.config["SETTINGS"]
    return report_files.ReportPage(
        title=report.title,
        language=current(),
        sender=settings.municipality,
        footer=(report.title, _("Page")),
        markup=Markup(markup),  # noqa: S704 - made by the house's own template from escaped content
    )


def _workbook(report: Report) -> bytes:
    figures, names = report.figures, words.round_names(report.figures)

    def each(table: Callable[[RoundReport], Any]) -> Sequence[tuple[str, Any]]:
        return [(names[one.marks.id], table(one)) for one in figures.rounds]

    leads = [f"{names[one.marks.id]}: {text}" for one in figures.rounds for text in words.lead_words(one)]
    sheets = [
        lone_sheet(
            _("Summary"),
            tables.summary(figures),
            [*leads, words.deviation_words(), words.as_of_words(figures)],
        ),
        sheet_of(_("Streams"), each(tables.streams), [words.why_no_percentage()]),
        sheet_of(_("Strata"), each(tables.strata)),
        sheet_of(_("Results"), each(tables.results), [words.deviation_words()]),
        sheet_of(_("Boards"), each(tables.boards)),
        sheet_of(_("Fairness"), each(quality.fairness)),
        sheet_of(_("Measures"), each(tables.measures)),
        sheet_of(_("Questions"), each(lambda one: quality.questions(one, report.texts))),
        sheet_of(_("Agreement"), each(lambda one: quality.agreement(one, report.texts))),
    ]
    if figures.trend:
        sheets.append(lone_sheet(_("Half-years"), tables.trend(figures)))
    return report_files.workbook(sheets, title=report.title)
