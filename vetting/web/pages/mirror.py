"""A case beside the closest earlier ones, and why it is treated otherwise than one of them."""

import datetime as dt

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from vetting.domain.authority import Act
from vetting.domain.checklist import Checklist
from vetting.domain.errors import NotFound, Problem
from vetting.domain.swedish_time import swedish_day
from vetting.reading.mirror import Compared, MirrorPage, mirror_page
from vetting.reading.sheet import pinned_checklist
from vetting.services import assessments, mirror
from vetting.web.access import access
from vetting.web.errors import status_of
from vetting.web.forms.mirror import DifferenceForm
from vetting.web.wording import word

pages = Blueprint("mirror", __name__)
Page = str | Response | tuple[str, int]


@pages.get("/arenden/<case_id>/likabehandling")
@access(Act.SEE_CASES)
def show(case_id: str) -> str:
    """The closest earlier cases by the criteria that stand out, and what came of them."""
    page, checklist = _read(case_id)
    return _draw(page, checklist, _form(page, DifferenceForm(formdata=None)))


@pages.post("/arenden/<case_id>/likabehandling")
@access(Act.SEE_CASES)
def explain(case_id: str) -> Page:
    """One sentence about a difference. Whether one may say it is asked by the deed."""
    page, checklist = _read(case_id)
    form = _form(page, DifferenceForm())
    if not form.validate():
        return _draw(page, checklist, form), 422
    now, explanation = dt.datetime.now(dt.UTC), form.explanation.data or ""
    try:
        if form.named is None:
            mirror.state_none_comparable(case_id, explanation, by=g.actor, now=now)
        else:
            mirror.explain_difference(case_id, form.named, explanation, by=g.actor, now=now)
    except NotFound:
        raise
    except Problem as problem:
        form.refuse(problem, "explanation" if problem.facts.get("field") == "explanation" else None)
        return _draw(page, checklist, form), status_of(problem)
    flash(_("It is recorded. The proposal can go on."), "success")
    return redirect(url_for(".show", case_id=case_id))


def _read(case_id: str) -> tuple[MirrorPage, Checklist]:
    pinned = pinned_checklist(case_id, actor=g.actor)
    checklist = assessments.pinned_checklist(pinned.name, pinned.version, digest=pinned.digest)
    today = swedish_day(dt.datetime.now(dt.UTC))
    return mirror_page(case_id, checklist, actor=g.actor, today=today), checklist


def _form(page: MirrorPage, form: DifferenceForm) -> DifferenceForm:
    return form.fill_choices([(one.decision_id, _called(one)) for one in page.to_choose])


def _called(one: Compared) -> str:
    about = _("a case of another board") if one.named is None else one.named.case_number
    return f"{about}: {word(one.outcome)}"


def _draw(page: MirrorPage, checklist: Checklist, form: DifferenceForm) -> str:
    texts = {question.id: question.text for question in checklist.questions}
    return render_template("mirror/show.html", page=page, form=form, texts=texts)
