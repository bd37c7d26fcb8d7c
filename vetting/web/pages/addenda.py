"""Adding a text to the reasons of a decided case: shown beside them, never in their place."""

import datetime as dt

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from vetting.domain.authority import Act
from vetting.domain.errors import NotFound, Problem
from vetting.reading.decisions import decision_of_case
from vetting.reading.sealed_reasons import SealOfReasons, seal_of
from vetting.services import addenda
from vetting.web.access import access
from vetting.web.errors import status_of
from vetting.web.forms.addenda import AddendumForm

pages = Blueprint("addenda", __name__)
Page = str | Response | tuple[str, int]


@pages.get("/arenden/<case_id>/beslut/tillagg")
@access(Act.PREPARE_CASE)
def add(case_id: str) -> str:
    """The form, with the sealed reasons below it."""
    return _draw(case_id, AddendumForm(formdata=None), _seal(case_id))


@pages.post("/arenden/<case_id>/beslut/tillagg")
@access(Act.PREPARE_CASE)
def write(case_id: str) -> Page:
    """The text is kept with its own time."""
    seal, form = _seal(case_id), AddendumForm()
    if not form.validate():
        return _draw(case_id, form, seal), 422
    try:
        addenda.write_addendum(case_id, text=form.text.data or "", by=g.actor, now=dt.datetime.now(dt.UTC))
    except Problem as problem:
        form.refuse(problem, "text" if problem.facts.get("field") == "text" else None)
        return _draw(case_id, form, seal), status_of(problem)
    flash(_("The text is added, with its own time beside the sealed reasons."), "success")
    return redirect(url_for("decisions.show", case_id=case_id, _anchor="seal"))


def _seal(case_id: str) -> SealOfReasons:
    """Raises NotFound `not_decided` where there are no reasons to add to."""
    seal = seal_of(decision_of_case(case_id, actor=g.actor))
    if seal is None:
        raise NotFound("not_decided")
    return seal


def _draw(case_id: str, form: AddendumForm, seal: SealOfReasons) -> str:
    return render_template("decisions/addendum.html", case_id=case_id, form=form, seal=seal)
