"""The board's evaluation of a grant, and the experience that boards share."""

import datetime as dt

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from vetting.domain.authority import Act
from vetting.domain.errors import NotAllowed, NotFound, Problem
from vetting.domain.evaluations import Learnt
from vetting.domain.terms_association_reports import Activity, Again
from vetting.reading import evaluations as reading
from vetting.reading.evaluations import EvaluationPage, ExperienceFilter
from vetting.services import evaluations
from vetting.web.access import access
from vetting.web.errors import status_of
from vetting.web.forms.association_reports import EvaluationForm
from vetting.web.wording import problem_text
from vetting.web.wording.association_reports import AGAIN_KIND

pages = Blueprint("evaluations", __name__)
Page = str | Response | tuple[str, int]


@pages.route("/arenden/<case_id>/utvardering", methods=["GET", "POST"])
@access(Act.FOLLOW_UP)
def show(case_id: str) -> Page:
    """The evaluation while it is written, and as it was signed."""
    page = reading.evaluation_page(case_id, actor=g.actor)
    form = EvaluationForm().with_choices()
    if request.method == "GET":
        _fill(form, page)
    if not form.validate_on_submit():
        return _drawn(page, form), 422 if form.errors else 200
    try:
        evaluations.write_evaluation(
            case_id, _learnt(form), seen_version=form.seen_version, by=g.actor, now=_now()
        )
    except NotFound:
        raise
    except Problem as problem:
        form.refuse_named(problem)
        return _drawn(page, form), status_of(problem)
    flash(_("The evaluation is saved. It is shared once it is signed."), "success")
    return redirect(url_for(".show", case_id=case_id))


@pages.post("/arenden/<case_id>/utvardering/skriv-under")
@access(Act.FOLLOW_UP)
def sign(case_id: str) -> Response:
    """Signs the evaluation for the board."""
    text = request.form.get("version", "")
    seen = int(text) if text.isascii() and text.isdigit() and len(text) < 9 else -1
    try:
        evaluations.sign_evaluation(case_id, seen_version=seen, by=g.actor, now=_now())
        flash(_("Signed. Other boards can read what was learnt under Experience."), "success")
    except (NotFound, NotAllowed):
        raise
    except Problem as problem:
        flash(problem_text(problem), "danger")
    return redirect(url_for(".show", case_id=case_id))


@pages.get("/erfarenheter")
@access(Act.SEE_DIRECTORY)
def experience() -> str:
    """What boards learnt, by kind of activity and words."""
    kind = request.args.get("slag", "")
    wanted = ExperienceFilter(
        activity=Activity(kind) if kind in set(Activity) else None,
        is_targeted=request.args.get("riktade") == "1",
        text=request.args.get("sok", "")[:100],
        page=request.args.get("page", 1, type=int),
    )
    found = reading.experiences(wanted, actor=g.actor)
    return render_template(
        "evaluations/experience.html",
        found=found,
        wanted=wanted,
        activities=Activity,
        again_kind=AGAIN_KIND,
        per_page=reading.PER_PAGE,
    )


def _learnt(form: EvaluationForm) -> Learnt:
    return Learnt(
        activity=Activity(form.activity.data),
        is_targeted=bool(form.is_targeted.data),
        worked=form.worked.data or "",
        learnt=form.learnt.data or "",
        again=Again(form.again.data),
        again_why=form.again_why.data or "",
        contact=form.contact.data or "",
    )


def _fill(form: EvaluationForm, page: EvaluationPage) -> None:
    form.version.data = str(page.version)
    if page.draft is None:
        return
    for name, value in page.draft.as_kept().items():
        form[name].data = value


def _drawn(page: EvaluationPage, form: EvaluationForm) -> str:
    return render_template("evaluations/show.html", page=page, form=form, again_kind=AGAIN_KIND)


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
