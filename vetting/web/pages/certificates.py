"""The certificate of a check, to read, print and take along; and going on without a mandatory source."""

import datetime as dt
import io

from flask import Blueprint, flash, g, redirect, render_template, send_file, url_for
from flask_babel import gettext as _
from markupsafe import Markup
from werkzeug.wrappers import Response

from vetting.domain.authority import Act
from vetting.domain.errors import Problem
from vetting.reading.certificate import Certificate, certificate_of, may_override
from vetting.services import overrides, report_files
from vetting.services.report_files import ReportPage
from vetting.web.access import access
from vetting.web.errors import status_of
from vetting.web.forms.screening import OverrideForm
from vetting.web.languages import current
from vetting.web.wording import certificates as words
from vetting.web.wording.screening import BAND_KIND, checked_state

pages = Blueprint("certificates", __name__, url_prefix="/arenden/<case_id>/kontroller/<check_id>")
Answer = str | Response | tuple[str, int]


@pages.get("/intyg")
@access(Act.SEE_CASES)
def show(case_id: str, check_id: str) -> str:
    """The certificate on screen."""
    return _shown(certificate_of(case_id, check_id, actor=g.actor), OverrideForm())


@pages.get("/intyg.pdf")
@access(Act.SEE_CASES)
def pdf(case_id: str, check_id: str) -> Response:
    """The same certificate as a tagged PDF."""
    page = certificate_of(case_id, check_id, actor=g.actor)
    number = page.case.case_number
    paper = ReportPage(
        title=_("Certificate of a cross-check, case %(number)s", number=number),
        language=current(),
        sender=page.case.association,
        footer=(_("Cross-check %(id)s, case %(number)s", id=page.id, number=number), _("Page")),
        markup=Markup(  # noqa: S704 - made by our own template, which escapes
            render_template("certificates/paper.html", **_values(page))
        ),
    )
    return send_file(
        io.BytesIO(report_files.pdf(paper)),
        mimetype="application/pdf",
        as_attachment=True,
        download_name=f"{_('certificate')}-{number.replace('/', '-').replace(' ', '-')}-{page.id[:6]}.pdf",
    )


@pages.post("/kallor/<key>/undantag")
@access(Act.OVERRIDE_SOURCE)
def override(case_id: str, check_id: str, key: str) -> Answer:
    """A unit head's word that the case may go on although that source could not be relied on."""
    page = certificate_of(case_id, check_id, actor=g.actor)
    form = OverrideForm()
    if not form.validate_on_submit():
        return _shown(page, form, key), 422
    try:
        overrides.override_source(
            check_id, key, form.reason.data or "", by=g.actor, now=dt.datetime.now(dt.UTC)
        )
    except Problem as problem:
        form.refuse(problem, "reason" if problem.code in words.ABOUT_THE_REASON else None)
        return _shown(page, form, key), status_of(problem)
    flash(_("The case may go on without that source. Your reason stands in the certificate."), "success")
    return redirect(url_for(".show", case_id=case_id, check_id=check_id))


def _shown(page: Certificate, form: OverrideForm, open_key: str = "") -> str:
    return render_template(
        "certificates/show.html",
        form=form,
        open_key=open_key,
        may_override=page.is_latest and may_override(page.case, g.actor),
        has_pdf=report_files.has_pdf(),
        **_values(page),
    )


def _values(page: Certificate) -> dict[str, object]:
    return {"page": page, "words": words, "BAND_KIND": BAND_KIND, "checked_state": checked_state}
