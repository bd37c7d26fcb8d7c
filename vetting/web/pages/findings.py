"""The end of a spot check: closed with a finding, taken up again, its measure done, or its object gone."""

from flask import Blueprint, flash, g, redirect, render_template
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from vetting.domain.authority import Act
from vetting.domain.errors import NotFound, Problem
from vetting.domain.findings import Lack, Wanted, lacks_of
from vetting.domain.terms_spot_checks import FindingResult, LeftReason, MeasureKind
from vetting.reading.spot_check import CheckPage
from vetting.services import findings, populations
from vetting.services.findings import NewFinding
from vetting.web import check_pages
from vetting.web.access import access
from vetting.web.check_pages import check_url, now, refuse_at, today
from vetting.web.errors import status_of
from vetting.web.forms.base import Form
from vetting.web.forms.spot_checks import CloseForm, OutcomeForm, ReasonForm, close_form, leave_form
from vetting.web.languages import current
from vetting.web.wording.spot_checks import MEND, lack_text, result_hints

pages = Blueprint("findings", __name__, url_prefix="/stickprov/kontroll/<check_id>")
Page = str | Response | tuple[str, int]


@pages.route("/avsluta", methods=["GET", "POST"])
@access(Act.MAKE_SPOT_CHECK)
def close(check_id: str) -> Page:
    """Closing the check with a finding; what stands in the way is told before anything is written."""
    page = check_pages.check(check_id)
    if not page.object.is_mine:
        raise NotFound("spot_check_not_found")
    form = close_form(check_pages.sheet_of(page).checklist, current(), _proposed(page))
    if not form.validate_on_submit():
        return _close_page(page, form, _in_any_case(page), 422 if form.errors else 200)
    wanted = form.wanted()
    new = NewFinding(
        result=wanted.result,
        summary=form.summary.data or "",
        measure=wanted.measure,
        minutes=form.minutes.data or 0,
        measure_note=form.measure_note.data or "",
        measure_due_on=wanted.due_on,
    )
    try:
        findings.close_check(check_id, new, by=g.actor, now=now())
    except Problem as problem:
        refuse_at(form, problem)
        lacks = problem.facts.get("lacks", ())
        return _close_page(page, form, lacks if isinstance(lacks, tuple) else (), status_of(problem))
    flash(_("The check is closed with its finding."), "success")
    return redirect(check_url(check_id))


@pages.route("/oppna-igen", methods=["GET", "POST"])
@access(Act.MAKE_SPOT_CHECK)
def reopen(check_id: str) -> Page:
    """Taking a closed check up again; its finding stays."""
    page = _mine_or_run(check_id)
    form = ReasonForm()
    if not form.validate_on_submit():
        return _page("spot_checks/reopen.html", page, form, 422 if form.errors else 200)
    try:
        findings.reopen_check(check_id, form.reason.data or "", by=g.actor, now=now())
    except Problem as problem:
        refuse_at(form, problem)
        return _page("spot_checks/reopen.html", page, form, status_of(problem))
    flash(_("The check is taken up again. The earlier finding can still be read."), "success")
    return redirect(check_url(check_id))


@pages.route("/atgard", methods=["GET", "POST"])
@access(Act.MAKE_SPOT_CHECK)
def measure_done(check_id: str) -> Page:
    """Telling that the measure of a finding is done."""
    page = _mine_or_run(check_id)
    form = OutcomeForm()
    if not form.validate_on_submit():
        return _page("spot_checks/measure.html", page, form, 422 if form.errors else 200)
    try:
        findings.record_measure_done(check_id, form.outcome.data or "", by=g.actor, now=now())
    except Problem as problem:
        refuse_at(form, problem)
        return _page("spot_checks/measure.html", page, form, status_of(problem))
    flash(_("The measure is marked as done."), "success")
    return redirect(check_url(check_id))


@pages.route("/lamnat-urvalet", methods=["GET", "POST"])
@access(Act.RUN_SPOT_CHECKS)
def leave(check_id: str) -> Page:
    """Telling that the object has left the population; the next reserve comes in by itself."""
    page, form = check_pages.check(check_id), leave_form()
    if not form.validate_on_submit():
        return _page("spot_checks/leave.html", page, form, 422 if form.errors else 200)
    try:
        reason, proof = LeftReason(form.reason.data), form.proof.data or ""
        joined = populations.leave_population(check_id, reason, proof, by=g.actor, now=now())
    except Problem as problem:
        if isinstance(problem, NotFound):
            raise
        refuse_at(form, problem)
        return _page("spot_checks/leave.html", page, form, status_of(problem))
    if joined:
        flash(
            _("The object has left the population. The next reserve has come in its place: this one."),
            "success",
        )
        return redirect(check_url(joined))
    flash(_("The object has left the population. No reserve comes in its place."), "info")
    return redirect(check_url(check_id))


def _mine_or_run(check_id: str) -> CheckPage:
    page = check_pages.check(check_id)
    if not page.object.is_mine and not page.object.may_run:
        raise NotFound("spot_check_not_found")
    return page


def _proposed(page: CheckPage) -> dict[str, object]:
    """What the form begins with: after silence, no reply and the measure that goes with it."""
    if page.ground.hearing.is_silent(today()):
        return {"result": FindingResult.NO_REPLY.value, "measure": MeasureKind.PAYMENT_HOLD.value}
    return {}


def _in_any_case(page: CheckPage) -> tuple[Lack, ...]:
    """What stands in the way whatever the result."""
    found = lacks_of(Wanted(FindingResult.SERIOUS, MeasureKind.NONE), page.ground, today=today())
    return tuple(lack for lack in found if lack.where not in ("result", "measure"))


def _close_page(page: CheckPage, form: CloseForm, lacks: tuple[Lack, ...], status: int) -> Page:
    markup = render_template(
        "spot_checks/close.html",
        object=page.object,
        form=form,
        lacks=lacks,
        lack_text=lack_text,
        mend=MEND,
        result_hints=result_hints(),
    )
    return markup, status


def _page(template: str, page: CheckPage, form: Form, status: int) -> Page:
    return render_template(template, page=page, object=page.object, form=form), status
