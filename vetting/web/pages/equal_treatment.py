"""The half-yearly list of cases treated otherwise than earlier ones that were alike."""

import datetime as dt
import io

from flask import Blueprint, g, render_template, request, send_file
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from vetting.domain.authority import Act
from vetting.domain.errors import NotFound, Refused
from vetting.domain.seasons import HalfYear, half_year_of
from vetting.domain.swedish_time import swedish_day
from vetting.reading.equal_treatment import HalfYearList, KnownCase, half_year_list
from vetting.services import report_files
from vetting.services.report_files import BookSheet
from vetting.web.access import access
from vetting.web.wording import word
from vetting.web.wording.mirror import pattern_words

pages = Blueprint("equal_treatment", __name__)
SHOWN = 100
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pages.get("/likabehandling")
@access(Act.SEE_EQUAL_TREATMENT)
def half_year() -> str:
    """One half-year, the present one when none is asked for."""
    found = half_year_list(_wanted(), actor=g.actor)
    now = half_year_of(swedish_day(dt.datetime.now(dt.UTC)))
    return render_template("equal_treatment/half_year.html", found=found, shown=found.lines[:SHOWN], now=now)


@pages.get("/likabehandling.xlsx")
@access(Act.SEE_EQUAL_TREATMENT)
def workbook() -> Response:
    """The same list as a workbook, every line of it."""
    found = half_year_list(_wanted(), actor=g.actor)
    title = _("Equal treatment %(half_year)s", half_year=found.half_year.name)
    data = report_files.workbook([_boards(found), _lines(found)], title=title)
    name = f"likabehandling-{found.half_year.name}.xlsx"
    return send_file(io.BytesIO(data), mimetype=XLSX, as_attachment=True, download_name=name)


def _wanted() -> HalfYear:
    asked = request.args.get("halvar", "")
    if not asked:
        return half_year_of(swedish_day(dt.datetime.now(dt.UTC)))
    try:
        return HalfYear(asked)
    except Refused as refusal:
        raise NotFound(refusal.code, **refusal.facts) from refusal


def _boards(found: HalfYearList) -> BookSheet:
    return BookSheet(
        _("Boards"),
        [_("Board"), _("Decided in the matter"), _("Explained differences"), _("Unexplained differences")],
        ["text", "count", "count", "count"],
        [[line.board, line.decided, line.explained, line.unexplained] for line in found.boards],
    )


def _lines(found: HalfYearList) -> BookSheet:
    headings = [
        _("Explained"), _("Board"), _("Kind of support"), _("Decided on"), _("Case"), _("Association"),
        _("Outcome"), _("Differs from"), _("Its outcome"), _("Criteria that stand out in both"),
        _("What was said of the difference"),
    ]  # fmt: skip
    rows = []
    for line in found.lines:
        known = line.known or KnownCase("", "", "", "")
        rows.append([
            _("yes") if line.is_explained else _("no"), line.board, word(line.kind),
            line.decided_on.isoformat(), known.case_number, known.association, word(line.outcome),
            line.against_known.case_number if line.against_known else "", word(line.against_outcome),
            pattern_words(line.pattern), known.explanation,
        ])  # fmt: skip
    note = _("Of cases outside your boards the list tells the pattern and the outcome only.")
    return BookSheet(_("Differences"), headings, ["text"] * len(headings), rows, [note])
