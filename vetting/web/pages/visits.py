"""Visits: planned and made, written in on the phone or from paper, and added to."""

import datetime as dt

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import force_locale
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from vetting.domain.authority import Act
from vetting.domain.errors import NotFound, Problem
from vetting.domain.plain_questions import faults_of
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms_association_reports import VisitWay
from vetting.reading import visits as reading
from vetting.reading.visits import VisitCase, VisitPage
from vetting.services import follow_ups, visits
from vetting.services.visits import Made
from vetting.web.access import access
from vetting.web.errors import status_of
from vetting.web.forms.association_reports import AddendumForm, VisitForm, answers_form
from vetting.web.languages import current
from vetting.web.wording import problem_text
from vetting.web.wording.association_reports import sections_of

pages = Blueprint("visits", __name__)
Page = str | Response | tuple[str, int]


@pages.get("/besok")
@access(Act.FOLLOW_UP)
def overview() -> str:
    """The visits that plans ask for, and those made."""
    return render_template("visits/overview.html", page=reading.visits_page(actor=g.actor), today=_today())


@pages.route("/arenden/<case_id>/besok", methods=["GET", "POST"])
@access(Act.FOLLOW_UP)
def record(case_id: str) -> Page:
    """Writing in a visit, on the phone or from the paper form."""
    case = reading.visit_case(case_id, actor=g.actor)
    form = _form(case)
    if request.method == "GET":
        form.visited_on.data, form.way.data = _today(), VisitWay.PHONE.value
        form.follow_up_id.data = request.args.get("punkt", "")
    if not form.validate_on_submit():
        return _written(case, form), 422 if form.errors else 200
    try:
        visit_id = visits.record_visit(case_id, _made(form), by=g.actor, now=_now())
    except NotFound:
        raise
    except Problem as problem:
        form.mark(faults_of(problem))
        named = f"q-{problem.facts.get('field', '')}"
        if named in form:
            form.refuse(problem, named)
        else:
            form.refuse_named(problem)
        return _written(case, form), status_of(problem)
    flash(_("The visit is recorded."), "success")
    _mark_item(case_id, form)
    return redirect(url_for(".show", case_id=case_id, visit_id=visit_id))


@pages.get("/arenden/<case_id>/besok/blankett")
@access(Act.FOLLOW_UP)
def paper(case_id: str) -> str:
    """The same questions to be printed and written on; no person stands on it."""
    case = reading.visit_case(case_id, actor=g.actor)
    questions = visits.visit_questions(_today())
    return render_template(
        "visits/paper.html", case=case, questions=questions, sections=sections_of(questions.questions)
    )


@pages.get("/arenden/<case_id>/besok/<visit_id>")
@access(Act.SEE_CASES)
def show(case_id: str, visit_id: str) -> str:
    """One visit."""
    return _drawn(reading.visit_page(case_id, visit_id, actor=g.actor), AddendumForm(formdata=None))


@pages.post("/arenden/<case_id>/besok/<visit_id>")
@access(Act.FOLLOW_UP)
def add(case_id: str, visit_id: str) -> Page:
    """Something left out, or wrong, told beside the record."""
    form = AddendumForm()
    if not form.validate():
        return _drawn(reading.visit_page(case_id, visit_id, actor=g.actor), form), 422
    try:
        visits.add_to_visit(case_id, visit_id, form.text.data or "", by=g.actor, now=_now())
    except NotFound:
        raise
    except Problem as problem:
        form.refuse_named(problem)
        return _drawn(reading.visit_page(case_id, visit_id, actor=g.actor), form), status_of(problem)
    flash(_("Added to the record."), "success")
    return redirect(url_for(".show", case_id=case_id, visit_id=visit_id))


def _form(case: VisitCase) -> VisitForm:
    form = answers_form(VisitForm, visits.visit_questions(_today()).questions, current())
    form.with_choices(case.items, case.companions)
    return form


def _made(form: VisitForm) -> Made:
    return Made(
        visited_on=dt.date.fromisoformat(str(form.visited_on.data)),
        is_announced=form.announced.data == "yes",
        way=VisitWay(form.way.data),
        participants=form.participants.data or 0,
        leaders=form.leaders.data,
        answers=form.answers(),
        companion_id=form.companion_id.data or "",
        follow_up_id=form.follow_up_id.data or "",
    )


def _mark_item(case_id: str, form: VisitForm) -> None:
    """The officer's own word, in the same press: the item of the plan is done."""
    if not (form.is_done.data and form.follow_up_id.data):
        return
    with force_locale("sv"):  # it is kept in the plan, whose words are Swedish
        outcome = _(
            "Visit made on %(day)s, %(count)s took part.",
            day=str(form.visited_on.data),
            count=form.participants.data,
        )
    try:
        follow_ups.mark_follow_up_done(
            form.follow_up_id.data, outcome, case_id=case_id, by=g.actor, now=_now()
        )
    except Problem as problem:
        flash(problem_text(problem), "warning")


def _written(case: VisitCase, form: VisitForm) -> str:
    return render_template("visits/record.html", case=case, form=form, sections=sections_of(form.asked))


def _drawn(page: VisitPage, form: AddendumForm) -> str:
    return render_template("visits/show.html", page=page, form=form, sections=sections_of(page.asked))


def _today() -> dt.date:
    return swedish_day(_now())


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
