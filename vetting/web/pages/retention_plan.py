"""The retention plan with its exceptions, and the leads of a case."""

import datetime as dt

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from vetting.domain.authority import Act
from vetting.domain.errors import NotFound, Problem
from vetting.domain.retention_plan import Adoption, PlanRow
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms_disposal import RecordKind, Reliability
from vetting.reading import retention_plan as reading
from vetting.services import disposal, evidence
from vetting.web.access import access
from vetting.web.errors import status_of
from vetting.web.forms.retention_plan import AdoptionForm, ExceptionForm, PlanRowForm, VerifyForm
from vetting.web.wording import problem_text
from vetting.web.wording.checklists import level_text

pages = Blueprint("retention_plan", __name__)
Page = str | Response | tuple[str, int]


@pages.get("/gallring")
@access(Act.SEE_DESK)
def show() -> str:
    """What is kept how long, and what has gone."""
    return _drawn()


@pages.post("/gallring")
@access(Act.ADMINISTER)
def adopt() -> Page:
    """Recording what the municipality adopted for a kind."""
    form = PlanRowForm().with_choices()
    if not form.validate() or form.in_force_on.data is None:
        return _drawn(form), 422
    row = PlanRow(
        RecordKind(form.kind.data),
        form.days.data,
        form.in_force_on.data,
        form.adopted_by.data or "",
        adopted_on=form.adopted_on.data,
        diary_number=form.diary_number.data or "",
    )
    try:
        disposal.adopt_plan_row(row, by=g.actor, now=_now())
    except Problem as problem:
        form.refuse_named(problem)
        return _drawn(form), status_of(problem)
    flash(_("The row is recorded and holds from its day."), "success")
    return redirect(url_for(".show"))


@pages.post("/gallring/forslaget")
@access(Act.ADMINISTER)
def adopt_suggestion() -> Page:
    """Recording that the municipality adopted what is suggested."""
    form = AdoptionForm(prefix="forslag")
    if not form.validate() or form.adopted_on.data is None:
        return _drawn(adopting=form), 422
    told = Adoption(form.adopted_by.data or "", form.adopted_on.data, form.diary_number.data or "")
    try:
        disposal.adopt_suggestion(told, by=g.actor, now=_now())
    except Problem as problem:
        form.refuse_named(problem)
        return _drawn(adopting=form), status_of(problem)
    flash(_("The plan is recorded as adopted and holds from today."), "success")
    return redirect(url_for(".show"))


@pages.post("/gallring/undantag")
@access(Act.ADMINISTER)
def make_exception() -> Page:
    """A board keeps a kind for the archive from now on."""
    boards = reading.plan_page(g.actor, _today()).boards
    form = ExceptionForm().with_choices(boards)
    if not form.validate():
        return _drawn(excepting=form), 422
    kind = RecordKind(form.exception_kind.data)
    try:
        disposal.make_exception(form.board_id.data, kind, form.ground.data or "", by=g.actor, now=_now())
    except Problem as problem:
        named = {"kind": "exception_kind"}.get(str(problem.facts.get("field", "")), "ground")
        form.refuse(problem, named)
        return _drawn(excepting=form), status_of(problem)
    flash(_("The exception is made: the clock leaves that kind of the board's alone."), "success")
    return redirect(url_for(".show"))


@pages.post("/gallring/undantag/<exception_id>/upphav")
@access(Act.ADMINISTER)
def end_exception(exception_id: str) -> Response:
    """The plan holds for the board again."""
    try:
        disposal.end_exception(exception_id, by=g.actor, now=_now())
        flash(_("The exception is ended."), "success")
    except Problem as problem:
        if status_of(problem) == 404:
            raise
        flash(problem_text(problem), "danger")
    return redirect(url_for(".show"))


@pages.get("/arenden/<case_id>/uppslag")
@access(Act.SEE_CASES)
def leads(case_id: str) -> str:
    """The leads of a case and when each expires; what has gone from it."""
    return _leads_drawn(case_id)


@pages.post("/arenden/<case_id>/uppslag/<evidence_id>")
@access(Act.PREPARE_CASE)
def verify(case_id: str, evidence_id: str) -> Page:
    """Somebody has found that a lead holds."""
    form = VerifyForm(prefix=evidence_id).with_choices()
    if not form.validate():
        return _leads_drawn(case_id, evidence_id, form), 422
    trusted = Reliability(form.reliability.data)
    words = form.verified.data or ""
    try:
        evidence.verify_lead(case_id, evidence_id, words, trusted, by=g.actor, now=_now())
    except Problem as problem:
        if status_of(problem) == 404:
            raise
        form.refuse(problem, "verified")
        return _leads_drawn(case_id, evidence_id, form), status_of(problem)
    flash(_("The lead is verified and no longer expires."), "success")
    return redirect(url_for(".leads", case_id=case_id))


def _drawn(
    form: PlanRowForm | None = None,
    excepting: ExceptionForm | None = None,
    adopting: AdoptionForm | None = None,
) -> str:
    page = reading.plan_page(g.actor, _today())
    return render_template(
        "retention_plan/show.html",
        page=page,
        form=form or PlanRowForm(formdata=None).with_choices(),
        adopting=adopting or AdoptionForm(formdata=None, prefix="forslag"),
        excepting=excepting or ExceptionForm(formdata=None).with_choices(page.boards),
    )


def _leads_drawn(case_id: str, evidence_id: str = "", form: VerifyForm | None = None) -> str:
    page = reading.leads_page(case_id, actor=g.actor, today=_today())
    if form is not None and evidence_id not in {lead.id for lead in page.leads}:
        raise NotFound("not_found")
    forms = {
        lead.id: form
        if form is not None and lead.id == evidence_id
        else VerifyForm(formdata=None, prefix=lead.id).with_choices()
        for lead in page.leads
    }
    return render_template("retention_plan/leads.html", page=page, forms=forms, level_text=level_text)


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def _today() -> dt.date:
    return swedish_day(_now())
