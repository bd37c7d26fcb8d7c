"""The declared signatories of a case: reached from the case alone; looking at them is journaled."""

import datetime as dt

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from vetting.domain.authority import Act
from vetting.domain.errors import NotFound, Problem
from vetting.reading.signatories import signatories_of_case
from vetting.services import signatories
from vetting.web.access import access
from vetting.web.errors import status_of
from vetting.web.forms.signatories import SignatoryForm

pages = Blueprint("signatories", __name__, url_prefix="/arenden/<case_id>/firmatecknare")

Answer = str | Response | tuple[str, int]


@pages.route("", methods=["GET", "POST"])
@access(Act.PREPARE_CASE)
def overview(case_id: str) -> Answer:
    """Those who sign for the association, and one more taken down."""
    if request.method == "GET":
        return _drawn(case_id, SignatoryForm())
    form, status = SignatoryForm().fill_choices(signatories_of_case(case_id, actor=g.actor)), 422
    if form.validate():
        try:
            signatories.declare_signatory(case_id, form.declared(), by=g.actor, now=_now())
        except NotFound:
            raise
        except Problem as problem:
            field = problem.facts.get("field")
            form.refuse(problem, field if isinstance(field, str) and field in form else None)
            status = status_of(problem)
        else:
            flash(_("The signatory is taken down. Run the check again."), "success")
            return _back(case_id)
    return _drawn(case_id, form), status


@pages.post("/<signatory_id>/avsluta")
@access(Act.PREPARE_CASE)
def end(case_id: str, signatory_id: str) -> Response:
    """They sign no longer, or were taken down by mistake."""
    signatories.end_signatory(case_id, signatory_id, by=g.actor, now=_now())
    flash(_("The signatory is ended. Run the check again."), "success")
    return _back(case_id)


def _drawn(case_id: str, form: SignatoryForm) -> str:
    """That they are looked at stands in the journal before they are read."""
    signatories.note_view(case_id, act=Act.PREPARE_CASE, by=g.actor, now=_now())
    page = signatories_of_case(case_id, actor=g.actor)
    return render_template("cases/signatories.html", page=page, form=form.fill_choices(page))


def _back(case_id: str) -> Response:
    return redirect(url_for(".overview", case_id=case_id))


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
