"""A wording that the rules stop, put to a lawyer: what is wrong with it, and the lawyer's word."""

import datetime as dt

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from vetting.domain.authority import Act
from vetting.domain.errors import Problem
from vetting.reading.wordings import WordingPage, wording_page
from vetting.services import wordings
from vetting.web.access import access
from vetting.web.errors import status_of
from vetting.web.forms.decisions import ConflictForm
from vetting.web.forms.wordings import WordingForm
from vetting.web.wording.wordings import PART_NAMES

pages = Blueprint("wordings", __name__)
Page = str | Response | tuple[str, int]


@pages.app_context_processor
def words() -> dict[str, object]:
    """What the texts of a proposal are called."""
    return {"part_names": PART_NAMES}


@pages.get("/arenden/<case_id>/ordalydelse/<wording_id>")
@access(Act.SEE_CASES)
def show(case_id: str, wording_id: str) -> str:
    """The text with what stops it, and what the lawyer said."""
    return _draw(wording_page(case_id, wording_id, actor=g.actor), WordingForm(formdata=None).fill_choices())


@pages.post("/arenden/<case_id>/ordalydelse/<wording_id>")
@access(Act.ALLOW_WORDING)
def answer(case_id: str, wording_id: str) -> Page:
    """The lawyer's word."""
    page, form = wording_page(case_id, wording_id, actor=g.actor), WordingForm().fill_choices()
    if not form.validate():
        return _draw(page, form), 422
    is_allowed = form.is_allowed.data == "yes"
    try:
        now = dt.datetime.now(dt.UTC)
        wordings.answer_wording(
            wording_id, is_allowed=is_allowed, answer=form.answer.data or "", by=g.actor, now=now
        )
    except Problem as problem:
        form.refuse(problem, "answer" if problem.facts.get("field") == "answer" else None)
        return _draw(wording_page(case_id, wording_id, actor=g.actor), form), status_of(problem)
    flash(_("Your word is recorded, and the case officer reads it in the case."), "success")
    return redirect(url_for(".show", case_id=case_id, wording_id=wording_id))


def _draw(page: WordingPage, form: WordingForm) -> str:
    return render_template(
        "decisions/wording.html", page=page, line=page.line, form=form, conflict=ConflictForm(formdata=None)
    )
