"""The right to reply in a case: where it stands, the letter that lists what is unshown, exceptions."""

import datetime as dt

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from vetting.domain.authority import Act
from vetting.domain.errors import NotFound, Problem
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms_decisions import HearingExemption
from vetting.reading import hearings as reading
from vetting.reading.checks import case_heading
from vetting.services import hearings
from vetting.services.hearings import Drafted
from vetting.web.access import access
from vetting.web.downloads import sent_safely
from vetting.web.errors import status_of
from vetting.web.forms.attachments import field_of
from vetting.web.forms.hearings import ExemptionForm, HearingForm, LongerForm
from vetting.web.hearing_pages import drawn
from vetting.web.wording import hearings as words
from vetting.web.wording import problem_text

pages = Blueprint("hearings", __name__, url_prefix="/arenden/<case_id>/kommunicering")

Answer = str | Response | tuple[str, int]


@pages.get("")
@access(Act.SEE_CASES)
def show(case_id: str) -> str:
    """What the association has seen and said, and what stands between the case and a refusal."""
    return drawn(case_id)


@pages.route("/nytt-brev", methods=["GET", "POST"])
@access(Act.PREPARE_CASE)
def write(case_id: str) -> Answer:
    """The letter: exactly what is unshown, with what the officer considers and the last day to answer."""
    page, form = _page(case_id), HearingForm()
    if not form.is_submitted():
        form.seen.data = " ".join(item.print for item in page.unshown)
    if not form.validate_on_submit():
        return _drawn("hearings/write.html", page, form), 422 if form.errors else 200
    drafted = Drafted(
        form.considering.data or "", form.assessment.data or "", form.due_on.data, tuple(form.prints)
    )
    try:
        hearings.communicate(case_id, drafted, by=g.actor, now=_now())
    except Problem as problem:
        if problem.code == "hearing_material_changed":  # what is drawn now is what there is now
            form.seen.data = " ".join(item.print for item in page.unshown)
        form.refuse(problem, "due_on" if problem.code.startswith("due_") else field_of(problem, form))
        return _drawn("hearings/write.html", page, form), status_of(problem)
    flash(_("The letter is written. Print it or save it as PDF, and send it to the association."), "success")
    newest = _page(case_id).hearings[0]
    return redirect(url_for(".letter", case_id=case_id, hearing_notice_id=newest.notice_id))


@pages.route("/undantag", methods=["GET", "POST"])
@access(Act.PREPARE_CASE)
def exempt(case_id: str) -> Answer:
    """Why what is unshown now is not put before the association."""
    page, form = _page(case_id), ExemptionForm().with_choices()
    if not form.validate_on_submit():
        return _drawn("hearings/exempt.html", page, form), 422 if form.errors else 200
    try:
        hearings.exempt(
            case_id, HearingExemption(form.ground.data), why=form.why.data or "", by=g.actor, now=_now()
        )
    except Problem as problem:
        form.refuse(problem, field_of(problem, form))
        return _drawn("hearings/exempt.html", page, form), status_of(problem)
    flash(_("The exception is recorded with its reason."), "success")
    return redirect(url_for(".show", case_id=case_id))


@pages.route("/<hearing_id>/langre-tid", methods=["GET", "POST"])
@access(Act.PREPARE_CASE)
def extend(case_id: str, hearing_id: str) -> Answer:
    """Longer time to answer a letter."""
    page, form = _page(case_id), LongerForm()
    line = next((one for one in page.hearings if one.id == hearing_id and one.notice_id), None)
    if line is None:
        raise NotFound("not_found")
    if not form.validate_on_submit():
        return _drawn("hearings/extend.html", page, form, line), 422 if form.errors else 200
    try:
        hearings.extend(case_id, hearing_id, form.day, by=g.actor, now=_now())
    except Problem as problem:
        form.refuse(problem, "due_on" if problem.code.startswith("due_") else field_of(problem, form))
        return _drawn("hearings/extend.html", page, form, line), status_of(problem)
    flash(_("The association has longer time. Tell it the new day."), "success")
    return redirect(url_for(".show", case_id=case_id))


@pages.get("/brev/<hearing_notice_id>")
@access(Act.SEE_CASES)
def letter(case_id: str, hearing_notice_id: str) -> str:
    """The letter as it was written."""
    shown = hearings.shown_hearing_letter(case_id, hearing_notice_id, by=g.actor)
    return render_template(
        "hearings/letter.html",
        case=case_heading(case_id, actor=g.actor),
        letter=shown,
        markup=words.made(shown.markup),
        letter_id=hearing_notice_id,
    )


@pages.get("/brev/<hearing_notice_id>/pdf")
@access(Act.SEE_CASES)
def letter_pdf(case_id: str, hearing_notice_id: str) -> Response:
    """The letter as a tagged PDF."""
    made = hearings.hearing_letter_pdf(case_id, hearing_notice_id, by=g.actor)
    return sent_safely(made.data, "application/pdf", made.name)


def _page(case_id: str) -> reading.HearingPage:
    now = _now()
    return reading.hearing_page(case_id, actor=g.actor, now=now, today=swedish_day(now))


def _drawn(
    template: str,
    page: reading.HearingPage,
    form: HearingForm | ExemptionForm | LongerForm,
    line: reading.HearingLine | None = None,
) -> str:
    return render_template(
        template,
        page=page,
        form=form,
        line=line,
        words=words,
        problem_text=problem_text,
        today=swedish_day(_now()),
    )


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
