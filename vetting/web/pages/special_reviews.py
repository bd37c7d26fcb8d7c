"""A special review: opened for what happened, and its ladder of question, hold, plan and decision."""

import datetime as dt

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from vetting.domain.authority import Act
from vetting.domain.errors import Problem
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms import ActorRole
from vetting.reading import special_reviews as reading
from vetting.reading.checks import case_heading
from vetting.services import hold_letters, special_reviews
from vetting.services.special_reviews import Circumstance
from vetting.web.access import access
from vetting.web.downloads import sent_safely
from vetting.web.errors import status_of
from vetting.web.forms.attachments import field_of
from vetting.web.forms.base import Form
from vetting.web.forms.follow_ups import PlanForm
from vetting.web.forms.special_reviews import HoldForm, OpenReviewForm, ResumeForm
from vetting.web.wording.hearings import made

pages = Blueprint("special_reviews", __name__, url_prefix="/arenden/<case_id>")

Answer = str | Response | tuple[str, int]


@pages.route("/sarskild-provning", methods=["GET", "POST"])
@access(Act.SEE_CASES)
def open_review(case_id: str) -> Answer:
    """The support granted in the case, its reviews, and the form that opens one."""
    page = reading.opening_page(case_id, actor=g.actor)
    form = OpenReviewForm().with_choices()
    if not form.validate_on_submit():
        return _opening(page, form), 422 if form.errors else 200
    told = Circumstance(
        form.what.data or "",
        form.act_on.data or dt.date.max,
        form.place.data or "",
        ActorRole(form.actor_role.data),
        form.source.data or "",
    )
    try:
        opened = special_reviews.open_special_review(
            page.reviewed.support_id,
            told,
            has_no_conflict=bool(form.no_conflict.data),
            by=g.actor,
            now=_now(),
        )
    except Problem as problem:
        form.refuse(problem, _field(problem, form))
        return _opening(page, form), status_of(problem)
    flash(_("The special review is open, with a case number of its own."), "success")
    return redirect(url_for(".show", case_id=opened))


@pages.get("/provning")
@access(Act.SEE_CASES)
def show(case_id: str) -> str:
    """The review on its ladder."""
    return _drawn(case_id)


@pages.post("/provning/vila")
@access(Act.DECIDE)
def hold(case_id: str) -> Answer:
    """Payment waits from today."""
    form = HoldForm()
    if not form.validate():
        return _drawn(case_id, form), 422
    try:
        special_reviews.hold_payment(
            case_id, form.hold(), has_no_conflict=bool(form.no_conflict.data), by=g.actor, now=_now()
        )
    except Problem as problem:
        form.refuse(problem, _field(problem, form))
        return _drawn(case_id, form), status_of(problem)
    flash(_("Payment waits. Print the letter and send it to the association."), "success")
    return redirect(url_for(".show", case_id=case_id))


@pages.post("/provning/ateruppta")
@access(Act.DECIDE)
def resume(case_id: str) -> Answer:
    """Payment goes on before the review is decided."""
    form = ResumeForm()
    if not form.validate():
        return _drawn(case_id, form), 422
    try:
        special_reviews.resume_payment(case_id, form.end_reason.data or "", by=g.actor, now=_now())
    except Problem as problem:
        form.refuse(problem, _field(problem, form))
        return _drawn(case_id, form), status_of(problem)
    flash(_("Payment goes on."), "success")
    return redirect(url_for(".show", case_id=case_id))


@pages.post("/provning/plan")
@access(Act.PREPARE_CASE)
def plan(case_id: str) -> Answer:
    """The action plan agreed with the association; its rows are added and taken away on the way."""
    page, form = _page(case_id), PlanForm()
    form.fill_owners(page.owners)
    if _changed_rows(form):
        form.fill_owners(page.owners)
        return _drawn(case_id, form)
    if not form.validate():
        return _drawn(case_id, form), 422
    try:
        special_reviews.agree_plan(case_id, form.items(), by=g.actor, now=_now())
    except Problem as problem:
        form.refuse(problem)
        return _drawn(case_id, form), status_of(problem)
    flash(_("The plan is kept. Its days are on My day of whoever is responsible."), "success")
    return redirect(url_for(".show", case_id=case_id))


@pages.get("/provning/brev/<hold_notice_id>")
@access(Act.SEE_CASES)
def letter(case_id: str, hold_notice_id: str) -> str:
    """The letter about a payment that waits, as it was written."""
    shown = hold_letters.shown_letter(case_id, hold_notice_id, by=g.actor)
    return render_template(
        "special_reviews/letter.html",
        case=case_heading(case_id, actor=g.actor),
        letter=shown,
        markup=made(shown.markup),
        letter_id=hold_notice_id,
    )


@pages.get("/provning/brev/<hold_notice_id>/pdf")
@access(Act.SEE_CASES)
def letter_pdf(case_id: str, hold_notice_id: str) -> Response:
    """The letter as a tagged PDF."""
    file = hold_letters.letter_pdf(case_id, hold_notice_id, by=g.actor)
    return sent_safely(file.data, "application/pdf", file.name)


def _page(case_id: str) -> reading.ReviewPage:
    return reading.review_page(case_id, actor=g.actor, today=swedish_day(_now()))


def _drawn(case_id: str, sent: Form | None = None) -> str:
    """The page; `sent`: the form that was sent and not taken."""
    page = _page(case_id)
    return render_template(
        "special_reviews/show.html",
        page=page,
        sent=sent,
        holding=sent if isinstance(sent, HoldForm) else HoldForm(formdata=None),
        resuming=sent if isinstance(sent, ResumeForm) else ResumeForm(formdata=None),
        planning=sent if isinstance(sent, PlanForm) else _suggested(page),
        today=swedish_day(_now()),
    )


def _suggested(page: reading.ReviewPage) -> PlanForm:
    form = PlanForm(formdata=None)
    form.put_items(special_reviews.suggest_items(owner_id=g.actor.id, now=_now()))
    form.fill_owners(page.owners)
    return form


def _changed_rows(form: PlanForm) -> bool:
    """Whether one of the plan's own buttons was pressed; then nothing else is done."""
    pressed = request.form
    if "add_row" in pressed:
        form.add_row(g.actor.id)
    elif pressed.get("remove_row", "")[:5].isdecimal():
        form.remove_row(int(pressed["remove_row"][:5]))
    else:
        return False
    return True


def _opening(page: reading.OpeningPage, form: OpenReviewForm) -> str:
    return render_template("special_reviews/open.html", page=page, form=form, today=swedish_day(_now()))


def _field(problem: Problem, form: Form) -> str | None:
    return "no_conflict" if problem.code == "conflict_not_declared" else field_of(problem, form)


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
