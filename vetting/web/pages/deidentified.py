"""A case without anything that tells which it is: to be read, as JSON and as PDF."""

import io

from flask import Blueprint, current_app, g, jsonify, render_template, send_file
from flask_babel import get_locale
from flask_babel import gettext as _
from markupsafe import Markup
from werkzeug.wrappers import Response

from vetting.domain.authority import Act
from vetting.domain.deidentified import Deidentified
from vetting.reading.checks import case_heading
from vetting.reading.deidentified import deidentified_case
from vetting.reading.sheet import pinned_checklist
from vetting.services import assessments, report_files
from vetting.services.report_files import ReportPage
from vetting.web.access import access
from vetting.web.wording.deidentified import lines_of

pages = Blueprint("deidentified", __name__, url_prefix="/arenden/<case_id>/avidentifierad")
NAME = "avidentifierat-arende"  # the file's name tells nothing either


@pages.get("")
@access(Act.SEE_CASES)
def show(case_id: str) -> str:
    """What the picture of the half-year gets to know of the case."""
    return render_template(
        "public_copies/deidentified.html",
        head=case_heading(case_id, actor=g.actor),
        lines=lines_of(_case(case_id)),
        has_pdf=report_files.has_pdf(),
    )


@pages.get("/json")
@access(Act.SEE_CASES)
def as_json(case_id: str) -> Response:
    """The same as data."""
    answer = jsonify(_case(case_id).document())
    answer.headers["Content-Disposition"] = f"attachment; filename={NAME}.json"
    return answer


@pages.get("/pdf")
@access(Act.SEE_CASES)
def as_pdf(case_id: str) -> Response:
    """The same on paper."""
    lines = lines_of(_case(case_id))
    template = current_app.jinja_env.get_template("public_copies/_deidentified.html")
    # Made by the house's own template from escaped content.
    markup = Markup(template.render(lines=lines))  # noqa: S704
    title = _("A case without identity")
    page = ReportPage(
        title=title,
        language=str(get_locale() or "sv"),
        sender=current_app.config["SETTINGS"].municipality,
        footer=(title, _("Page")),
        markup=markup,
    )
    data = report_files.pdf(page)
    return send_file(
        io.BytesIO(data), mimetype="application/pdf", as_attachment=True, download_name=f"{NAME}.pdf"
    )


def _case(case_id: str) -> Deidentified:
    pinned = pinned_checklist(case_id, actor=g.actor)
    checklist = assessments.pinned_checklist(pinned.name, pinned.version, digest=pinned.digest)
    return deidentified_case(case_id, checklist, actor=g.actor)
