"""The chair decides what cannot await the board, and the registrar records that the board was told."""

import datetime as dt

from flask import Blueprint, flash, g, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from vetting.domain.authority import Act
from vetting.domain.errors import NotFound, Problem
from vetting.reading.decisions import decision_of_case
from vetting.services import decisions, urgent_decisions
from vetting.web import decision_pages
from vetting.web.access import access
from vetting.web.forms.decisions import ReportedForm, UrgentForm

pages = Blueprint("urgent_decisions", __name__)
Page = Response | tuple[str, int]


@pages.app_context_processor
def forms() -> dict[str, object]:
    """The form by which the registrar records the meeting, on whatever page shows the decision."""
    return {"reported_form": lambda: ReportedForm(formdata=None)}


@pages.post("/arenden/<case_id>/beslut/ordforande")
@access(Act.DECIDE_URGENT)
def decide(case_id: str) -> Page:
    """Signs the proposal for the board; a refusal keeps the reason that was written."""
    form, now = UrgentForm(), dt.datetime.now(dt.UTC)
    if not form.validate():
        return decision_pages.drawn(case_id, form), 422
    try:
        decisions.decide_urgently(
            case_id, form.proposal_id.data or "", why=form.why.data or "", by=g.actor, now=now
        )
    except Problem as problem:
        return decision_pages.refused(case_id, form, problem)
    flash(_("Decided for the board. It is reported to the board's next meeting."), "success")
    return redirect(url_for("decisions.letter", case_id=case_id))


@pages.post("/arenden/<case_id>/beslut/anmald")
@access(Act.RECORD_BOARD_DECISION)
def report(case_id: str) -> Page:
    """Records at which meeting the board was told."""
    shown = decision_of_case(case_id, actor=g.actor)
    if shown.decision is None:
        raise NotFound("not_found")
    form = ReportedForm()
    if not form.validate():
        return decision_pages.drawn(case_id, form), 422
    try:
        urgent_decisions.report_urgent_decision(
            shown.decision.id,
            minutes=form.minutes.data or "",
            reported_on=form.day,
            by=g.actor,
            now=dt.datetime.now(dt.UTC),
        )
    except Problem as problem:
        return decision_pages.refused(case_id, form, problem)
    flash(_("It is recorded that the board was told."), "success")
    return redirect(url_for("decisions.show", case_id=case_id))
