"""Measures told, parts of a grant released, and later days asked for and answered: deeds of a plan's page."""

import datetime as dt
from collections.abc import Callable

from flask import Blueprint, flash, g, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from vetting.domain.authority import Act
from vetting.domain.errors import NotFound, Problem
from vetting.services import extensions, plan_outcomes
from vetting.services.extensions import Wanted
from vetting.web.access import access
from vetting.web.errors import status_of
from vetting.web.forms.follow_ups import ExtensionAnswerForm, ExtensionForm, OutcomeForm, ReleaseForm
from vetting.web.plan_pages import Refusal, plan_screen

pages = Blueprint("plan_parts", __name__)
Page = Response | tuple[str, int]


@pages.post("/arenden/<case_id>/plan/matt/<indicator_id>")
@access(Act.FOLLOW_UP)
def tell(case_id: str, indicator_id: str) -> Page:
    """How a measure came out."""
    form = OutcomeForm()

    def deed() -> str:
        outcome = int(form.outcome.data or 0)
        plan_outcomes.tell_outcome(indicator_id, outcome, case_id=case_id, by=g.actor, now=_now())
        return _("The outcome is noted.")

    return _done(case_id, Refusal(form, indicator_id), deed, "matt")


@pages.post("/arenden/<case_id>/plan/delbetalning/<instalment_id>")
@access(Act.FOLLOW_UP)
def release(case_id: str, instalment_id: str) -> Page:
    """A part of the grant may be paid."""
    form = ReleaseForm()

    def deed() -> str:
        reason = form.reason.data or ""
        plan_outcomes.release_instalment(instalment_id, reason, case_id=case_id, by=g.actor, now=_now())
        return _("The part is released and may be paid.")

    return _done(case_id, Refusal(form, instalment_id), deed, "delbetalningar")


@pages.post("/arenden/<case_id>/plan/anstand")
@access(Act.FOLLOW_UP)
def register(case_id: str) -> Page:
    """What the association asked for by letter or telephone."""
    form = ExtensionForm()
    form.item_key.validate_choice = False

    def deed() -> str:
        wanted = Wanted(form.item_key.data or "", form.day.data or dt.date.min, form.reason.data or "")
        extensions.register_extension(case_id, wanted, by=g.actor, now=_now())
        return _("The request is noted and waits for an answer.")

    return _done(case_id, Refusal(form, "asked"), deed, "anstand")


@pages.post("/arenden/<case_id>/plan/anstand/<extension_id>/bevilja")
@access(Act.FOLLOW_UP)
def grant(case_id: str, extension_id: str) -> Page:
    """A later day."""
    form = ExtensionAnswerForm()

    def deed() -> str:
        day, answer = form.day.data or dt.date.min, form.answer.data or ""
        _case, version = extensions.grant_extension(
            extension_id, day, answer, case_id=case_id, by=g.actor, now=_now()
        )
        return _("A later day is given: version %(version)s of the plan is in force.", version=version)

    return _done(case_id, Refusal(form, extension_id), deed, "anstand")


@pages.post("/arenden/<case_id>/plan/anstand/<extension_id>/avsla")
@access(Act.FOLLOW_UP)
def refuse(case_id: str, extension_id: str) -> Page:
    """The day stands."""
    form = ExtensionAnswerForm()

    def deed() -> str:
        extensions.refuse_extension(
            extension_id, form.answer.data or "", case_id=case_id, by=g.actor, now=_now()
        )
        return _("The request is refused, and the day stands.")

    return _done(case_id, Refusal(form, extension_id), deed, "anstand")


def _done(case_id: str, tried: Refusal, deed: Callable[[], str], part: str) -> Page:
    """Does it and goes back to that part of the plan; what was refused stands open with what was written."""
    if not tried.form.validate():
        return plan_screen(case_id, tried), 422
    try:
        said = deed()
    except NotFound:
        raise
    except Problem as problem:
        tried.form.refuse_named(problem)
        return plan_screen(case_id, tried), status_of(problem)
    flash(said, "success")
    return redirect(url_for("follow_ups.plan", case_id=case_id, _anchor=part))


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
