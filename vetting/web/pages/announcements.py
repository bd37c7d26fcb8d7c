"""A decision's announcement on the notice board: recording it, and that it was taken down."""

import datetime as dt

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from vetting.domain.authority import Act
from vetting.domain.errors import NotFound, Problem
from vetting.reading.decisions import ShownDecision, decision_of_case
from vetting.services import announcements
from vetting.web.access import access
from vetting.web.errors import status_of
from vetting.web.forms.announcements import AnnouncementForm, ReceivedForm, TakenDownForm

pages = Blueprint("announcements", __name__)
Page = str | Response | tuple[str, int]


@pages.route("/arenden/<case_id>/tillkannagivande", methods=["GET", "POST"])
@access(Act.RECORD_BOARD_DECISION)
def announce(case_id: str) -> Page:
    """When the minutes were adjusted and the announcement posted; the last day to ask for review follows."""
    decision, form = _decided(case_id), AnnouncementForm()
    if not form.validate_on_submit():
        return _draw(case_id, decision, form), 422 if form.errors else 200
    adjusted_on, announced_on = form.days
    try:
        announcements.announce_decision(
            decision.id, adjusted_on=adjusted_on, announced_on=announced_on, by=g.actor, now=_now()
        )
    except Problem as problem:
        form.refuse(problem, _field(form, problem))
        return _draw(case_id, decision, form), status_of(problem)
    flash(_("The announcement is recorded, and the time for review runs."), "success")
    return redirect(url_for("decisions.show", case_id=case_id))


@pages.post("/arenden/<case_id>/tillkannagivande/nedtaget")
@access(Act.RECORD_BOARD_DECISION)
def take_down(case_id: str) -> Page:
    """When the announcement was taken down."""
    decision, form = _decided(case_id), TakenDownForm()
    if not form.validate():
        return _draw(case_id, decision, down=form), 422
    try:
        announcements.take_announcement_down(decision.id, taken_down_on=form.day, by=g.actor, now=_now())
    except Problem as problem:
        form.refuse(problem, _field(form, problem))
        return _draw(case_id, decision, down=form), status_of(problem)
    flash(_("It is recorded that the announcement was taken down."), "success")
    return redirect(url_for("decisions.show", case_id=case_id))


@pages.route("/arenden/<case_id>/mottaget", methods=["GET", "POST"])
@access(Act.RECORD_BOARD_DECISION)
def receive(case_id: str) -> Page:
    """When the association received a decision that it may appeal; the last day to appeal follows."""
    decision, form = _decided(case_id), ReceivedForm()
    if not form.validate_on_submit():
        page = render_template("decisions/received.html", case_id=case_id, decision=decision, form=form)
        return page, 422 if form.errors else 200
    try:
        announcements.record_receipt(decision.id, received_on=form.day, by=g.actor, now=_now())
    except Problem as problem:
        form.refuse(problem, "received_on")
        page = render_template("decisions/received.html", case_id=case_id, decision=decision, form=form)
        return page, status_of(problem)
    flash(_("The day is recorded, and the time to appeal runs."), "success")
    return redirect(url_for("decisions.show", case_id=case_id))


def _decided(case_id: str) -> ShownDecision:
    decision = decision_of_case(case_id, actor=g.actor).decision
    if decision is None:
        raise NotFound("not_found")
    return decision


def _draw(
    case_id: str,
    decision: ShownDecision,
    form: AnnouncementForm | None = None,
    down: TakenDownForm | None = None,
) -> str:
    return render_template(
        "decisions/announcement.html",
        case_id=case_id,
        decision=decision,
        form=form or AnnouncementForm(formdata=None),
        down=down or TakenDownForm(formdata=None),
    )


def _field(form: AnnouncementForm | TakenDownForm, problem: Problem) -> str | None:
    named = str(problem.facts.get("field", ""))
    return named if named in form else None


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
