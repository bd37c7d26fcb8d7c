"""Reports of spot checks: of one round and of a year, to read, print and take along."""

import datetime as dt
import io

from flask import Blueprint, abort, g, render_template, send_file
from werkzeug.wrappers import Response

from vetting.domain.authority import Act
from vetting.web import reporting
from vetting.web.access import access

pages = Blueprint("round_reports", __name__, url_prefix="/stickprov")
DOWNLOADS = ("xlsx", "pdf", "json")


@pages.get("/<round_id>/rapport")
@access(Act.SEE_SPOT_CHECKS)
def show(round_id: str) -> str:
    """The report of one round."""
    report = reporting.report_of_round(round_id, actor=g.actor, now=dt.datetime.now(dt.UTC))
    return render_template("round_reports/show.html", **reporting.parts_of(report))


@pages.get("/<round_id>/rapport.<ending>")
@access(Act.SEE_SPOT_CHECKS)
def file(round_id: str, ending: str) -> Response:
    """The same report as a workbook, a PDF or JSON."""
    report = reporting.report_of_round(round_id, actor=g.actor, now=dt.datetime.now(dt.UTC))
    return _sent(report, ending, f"stickprov-{report.figures.period}-{round_id[:4]}")


@pages.get("/ar/<int:year>")
@access(Act.SEE_SPOT_CHECKS)
def year(year: int) -> str:
    """The rounds of a year side by side, and the trend up to it."""
    report = reporting.report_of_period(str(year), actor=g.actor, now=dt.datetime.now(dt.UTC))
    return render_template("round_reports/year.html", year=year, **reporting.parts_of(report))


@pages.get("/ar/<int:year>.<ending>")
@access(Act.SEE_SPOT_CHECKS)
def year_file(year: int, ending: str) -> Response:
    """The year as a workbook, a PDF or JSON; each round follows in full."""
    report = reporting.report_of_period(str(year), actor=g.actor, now=dt.datetime.now(dt.UTC))
    return _sent(report, ending, f"stickprov-{year}")


def _sent(report: reporting.Report, ending: str, name: str) -> Response:
    if ending not in DOWNLOADS:
        abort(404)
    return send_file(
        io.BytesIO(reporting.as_file(report, ending)),
        mimetype=reporting.TYPES[ending],
        as_attachment=True,
        download_name=f"{name}.{ending}",
    )
