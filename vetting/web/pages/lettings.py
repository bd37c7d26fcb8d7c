"""Requests for rooms: those that wait, one of them with its verdict, the questions, the police, approving."""

import datetime as dt

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from vetting.domain.authority import Act
from vetting.domain.errors import Problem
from vetting.domain.swedish_time import SWEDEN, swedish_day
from vetting.reading import letting_list
from vetting.reading import lettings as reading
from vetting.services import letting_decisions, lettings
from vetting.web.access import access
from vetting.web.errors import status_of
from vetting.web.forms.lettings import AnswersForm, ApproveForm, PoliceForm
from vetting.web.list_tables.money_and_rooms import lettings_wanted
from vetting.web.wording import lettings as wording

pages = Blueprint("lettings", __name__, url_prefix="/bokningar")
Page = str | Response | tuple[str, int]


@pages.app_context_processor
def words() -> dict[str, object]:
    """How requests for rooms are told wherever they are shown."""
    return {"letting_words": wording}


@pages.get("/")
@access(Act.SEE_PREMISES)
def overview() -> str:
    """The requests for the officer's rooms in one state; those that wait, with what else falls."""
    found = letting_list.letting_list(
        lettings_wanted(request.args),
        actor=g.actor,
        today=_today(),
        page=request.args.get("page", 1, type=int),
    )
    return render_template("lettings/overview.html", found=found, kinds=tuple(letting_list.Wanted))


@pages.get("/<request_id>")
@access(Act.SEE_PREMISES)
def show(request_id: str) -> str:
    """One request: the verdict with its reasons, what to ask, what else falls, what was decided."""
    return _shown(request_id)


@pages.post("/<request_id>/fragor")
@access(Act.DECIDE_BOOKING)
def put_questions(request_id: str) -> Page:
    """Putting the questions the facts call for."""
    try:
        lettings.put_questions(request_id, by=g.actor, now=_now())
    except Problem as problem:
        return _refused(request_id, problem)
    flash(_("The questions are noted as put. Write the answers when they come."), "success")
    return redirect(url_for(".show", request_id=request_id, _anchor="questions"))


@pages.post("/<request_id>/svar")
@access(Act.DECIDE_BOOKING)
def keep_answers(request_id: str) -> Page:
    """Keeping what the party answered."""
    form = AnswersForm().fill_choices()
    if not form.validate():
        return _shown(request_id, answers=form), 422
    try:
        lettings.keep_answers(request_id, form.answers, by=g.actor, now=_now())
    except Problem as problem:
        form.refuse_named(problem)
        return _shown(request_id, answers=form), status_of(problem)
    flash(_("The answers are kept with the booking."), "success")
    return redirect(url_for(".show", request_id=request_id))


@pages.post("/<request_id>/godkann")
@access(Act.DECIDE_BOOKING)
def approve(request_id: str) -> Page:
    """Approving all waiting dates, or those ticked."""
    form = ApproveForm()
    if not form.validate():
        return _shown(request_id, approving=form), 422
    try:
        dates, in_spite = form.dates.data or (), form.in_spite.data or ""
        decision_id = letting_decisions.approve(request_id, dates, in_spite=in_spite, by=g.actor, now=_now())
    except Problem as problem:
        form.refuse(problem, "in_spite" if problem.facts.get("field") == "in_spite" else None)
        return _shown(request_id, approving=form), status_of(problem)
    flash(_("The booking is approved. The letter is ready."), "success")
    return redirect(url_for("letting_decisions.letter", request_id=request_id, decision_id=decision_id))


@pages.route("/<request_id>/polis", methods=["GET", "POST"])
@access(Act.DECIDE_BOOKING)
def police(request_id: str) -> Page:
    """Noting what the police said of the event."""
    page, form = _page(request_id), PoliceForm().fill_choices()
    if not form.is_submitted():
        local = _now().astimezone(SWEDEN)
        form.day.data, form.at.data = local.date(), local.time().replace(second=0, microsecond=0)
    if not form.validate_on_submit():
        return render_template("lettings/police.html", page=page, form=form), 422 if form.errors else 200
    try:
        lettings.note_police_contact(request_id, form.saying, by=g.actor, now=_now())
    except Problem as problem:
        named = {"contacted_at": "at"}.get(str(problem.facts.get("field", "")), problem.facts.get("field"))
        form.refuse(problem, str(named) if named in form else None)
        return render_template("lettings/police.html", page=page, form=form), status_of(problem)
    flash(_("What the police said is noted."), "success")
    return redirect(url_for(".show", request_id=request_id))


def _page(request_id: str) -> reading.LettingPage:
    return reading.letting_page(request_id, actor=g.actor, today=_today())


def _refused(request_id: str, problem: Problem) -> tuple[str, int]:
    form = ApproveForm(formdata=None)
    form.refuse(problem)
    return _shown(request_id, approving=form), status_of(problem)


def _shown(
    request_id: str, *, answers: AnswersForm | None = None, approving: ApproveForm | None = None
) -> str:
    return render_template(
        "lettings/show.html",
        page=_page(request_id),
        answers=answers or AnswersForm(formdata=None).fill_choices(),
        approving=approving or ApproveForm(formdata=None),
    )


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def _today() -> dt.date:
    return swedish_day(_now())
