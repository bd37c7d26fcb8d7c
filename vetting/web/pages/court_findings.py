"""Judgments on earlier decisions about the association: read before signing, recorded in the decided case."""

import datetime as dt

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from vetting.domain.authority import Act
from vetting.domain.errors import Problem
from vetting.domain.terms_court import CourtOutcome
from vetting.reading import court_findings as reading
from vetting.services import court_findings
from vetting.services.court_findings import Judgment
from vetting.web.access import access
from vetting.web.errors import status_of
from vetting.web.forms.court_findings import FindingForm

pages = Blueprint("court_findings", __name__, url_prefix="/arenden/<case_id>/domar")


@pages.get("")
@access(Act.SEE_CASES)
def show(case_id: str) -> str:
    """What courts have found of decisions on the association."""
    return _drawn(case_id, FindingForm(formdata=None))


@pages.post("")
@access(Act.PREPARE_CASE)
def record(case_id: str) -> str | Response | tuple[str, int]:
    """Recording a judgment on the decision of the case."""
    form = FindingForm().with_choices()
    if not form.validate() or form.judged_on.data is None:
        return _drawn(case_id, form), 422
    judgment = Judgment(
        form.court.data or "",
        form.number.data or "",
        form.judged_on.data,
        CourtOutcome(form.outcome.data),
        form.finding.data or "",
    )
    try:
        court_findings.record_finding(case_id, judgment, by=g.actor, now=dt.datetime.now(dt.UTC))
    except Problem as problem:
        if status_of(problem) == 404:
            raise
        form.refuse_named(problem)
        return _drawn(case_id, form), status_of(problem)
    flash(_("The judgment is recorded, and shown to whoever decides about the association."), "success")
    return redirect(url_for(".show", case_id=case_id))


def _drawn(case_id: str, form: FindingForm) -> str:
    page = reading.findings_page(case_id, actor=g.actor)
    return render_template("court_findings/show.html", page=page, form=form.with_choices())
