"""Reports of boards: which there are, one to read, to write, to hand in and to take along."""

import datetime as dt
import io

from flask import (
    Blueprint,
    abort,
    flash,
    g,
    redirect,
    render_template,
    request,
    send_file,
    url_for,
)
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from vetting.domain.application import YEARS
from vetting.domain.authority import Act
from vetting.domain.board_report import WHOLE, ReportTerm, term_named
from vetting.domain.errors import NotFound, Problem, Refused
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms_reports import BoardReportKind, ReportArea
from vetting.reading import board_reports as reading
from vetting.services import board_reports
from vetting.web.access import access
from vetting.web.board_report_files import as_file, checklist_of, parts_of
from vetting.web.errors import status_of
from vetting.web.forms.board_reports import HandInForm, ReportTextsForm
from vetting.web.wording import board_reports as words
from vetting.web.wording.report_cells import shown

pages = Blueprint("board_reports", __name__, url_prefix="/rapporter")
Page = str | Response | tuple[str, int]
TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
    "json": "application/json",
}


@pages.get("")
@access(Act.SEE_BOARD_REPORTS)
def overview() -> str:
    """The reports of a year, board by board."""
    year = request.args.get("ar", _today().year, type=int)
    wanted = year if year in YEARS else _today().year
    rows = reading.reports_of_year(wanted, actor=g.actor)
    terms = {kind: ReportTerm(kind, wanted) for kind in BoardReportKind}
    return render_template(
        "board_reports/overview.html", rows=rows, year=wanted, terms=terms, today=_today(), whole=WHOLE
    )


@pages.get("/<scope>/<term>")
@access(Act.SEE_BOARD_REPORTS)
def show(scope: str, term: str) -> str:
    """One report as it stands, or a version as handed in."""
    return _shown(_found(scope, term), scope, HandInForm(formdata=None))


@pages.get("/<scope>/<term>.<ending>")
@access(Act.SEE_BOARD_REPORTS)
def file(scope: str, term: str, ending: str) -> Response:
    """The same report as a workbook, a PDF or JSON."""
    found = _found(scope, term)
    if ending not in TYPES:
        abort(404)
    made = as_file(found, ending)
    name = f"rapport-{found.report.term.name}-{scope[:8]}.{ending}"
    return send_file(io.BytesIO(made), mimetype=TYPES[ending], as_attachment=True, download_name=name)


@pages.route("/<scope>/<term>/texter", methods=["GET", "POST"])
@access(Act.WRITE_BOARD_REPORTS)
def write(scope: str, term: str) -> Page:
    """What people write of the figures."""
    found, form = _found(scope, term), ReportTextsForm()
    if not form.is_submitted():
        form.begin(dict(found.report.texts), found.version)
    if not form.validate_on_submit():
        return _form(found, scope, form), 422 if form.errors else 200
    try:
        board_reports.write_report_texts(
            found.board_id,
            found.report.term,
            form.texts(),
            seen_version=form.version.data or 0,
            by=g.actor,
            now=_now(),
        )
    except Problem as problem:
        form.refuse_named(problem)
        return _form(found, scope, form), status_of(problem)
    flash(_("The texts are saved."), "success")
    return redirect(url_for(".show", scope=scope, term=term))


@pages.post("/<scope>/<term>/lamna-in")
@access(Act.HAND_IN_REPORTS)
def hand_in(scope: str, term: str) -> Page:
    """Freezes the report as it stands, once it is said to be read; then shows what was handed in."""
    form = HandInForm()
    if not form.validate_on_submit():
        return _shown(_found(scope, term), scope, form), 422
    try:
        board_reports.hand_in_report(_board_id(scope), term_named(term), by=g.actor, now=_now())
    except Refused as refusal:
        form.refuse(refusal)
        return _shown(_found(scope, term), scope, form), status_of(refusal)
    flash(_("The report is handed in; this version never changes."), "success")
    newest = _found(scope, term).versions[0].version
    return redirect(url_for(".show", scope=scope, term=term, version=newest))


def _found(scope: str, term: str) -> reading.ReportPage:
    asked = request.args.get("version", "")
    if asked and not (asked.isascii() and asked.isdigit() and len(asked) < 5):
        raise NotFound("not_found")
    return reading.report_page(
        _board_id(scope),
        term_named(term),
        actor=g.actor,
        now=_now(),
        checklist_of=checklist_of,
        version=int(asked) if asked else None,
    )


def _board_id(scope: str) -> str | None:
    return None if scope == WHOLE else scope


def _shown(found: reading.ReportPage, scope: str, form: HandInForm) -> str:
    return render_template(
        "board_reports/show.html",
        found=found,
        scope=scope,
        hand_in=form,
        words=words,
        shown=shown,
        **parts_of(found),
    )


def _form(found: reading.ReportPage, scope: str, form: ReportTextsForm) -> str:
    return render_template(
        "board_reports/write.html", found=found, scope=scope, form=form, words=words, areas=tuple(ReportArea)
    )


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def _today() -> dt.date:
    return swedish_day(_now())
