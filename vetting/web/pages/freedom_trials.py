"""The freedoms gone through before premises are refused in a case."""

import datetime as dt

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from vetting.domain.authority import Act
from vetting.domain.errors import Problem
from vetting.domain.terms_lettings import FreedomRight
from vetting.reading import freedom_trials as reading
from vetting.services import freedom_trials
from vetting.web.access import access
from vetting.web.errors import status_of
from vetting.web.forms.freedom_trials import FreedomForm

pages = Blueprint("freedom_trials", __name__, url_prefix="/arenden/<case_id>/friheter")


@pages.get("")
@access(Act.SEE_CASES)
def show(case_id: str) -> str:
    """What was gone through, and the form to do it."""
    return _drawn(case_id, FreedomForm(formdata=None))


@pages.post("")
@access(Act.PREPARE_CASE)
def record(case_id: str) -> str | Response | tuple[str, int]:
    """Recording that every freedom was gone through."""
    form = FreedomForm().with_choices()
    if not form.validate():
        return _drawn(case_id, form), 422
    rights = [FreedomRight(one) for one in form.rights.data or ()]
    try:
        freedom_trials.try_freedoms(
            case_id, rights, form.finding.data or "", by=g.actor, now=dt.datetime.now(dt.UTC)
        )
    except Problem as problem:
        if status_of(problem) == 404:
            raise
        form.refuse_named(problem)
        return _drawn(case_id, form), status_of(problem)
    flash(_("It is recorded that the freedoms were gone through."), "success")
    return redirect(url_for(".show", case_id=case_id))


def _drawn(case_id: str, form: FreedomForm) -> str:
    page = reading.trials_page(case_id, actor=g.actor)
    return render_template("freedom_trials/show.html", page=page, form=form.with_choices())
