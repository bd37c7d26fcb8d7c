"""Officers' accounts and appointments."""

import datetime as dt

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from vetting.domain.account_names import NewAccount
from vetting.domain.authority import Act
from vetting.domain.errors import Problem
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms import Role
from vetting.reading import administration as reading
from vetting.reading.absences import absences_of
from vetting.services import absences, accounts, outside_identities
from vetting.web.access import access
from vetting.web.errors import status_of
from vetting.web.forms.administration import AppointmentForm, DeactivationForm, OfficerForm
from vetting.web.forms.rosters import AbsenceForm

pages = Blueprint("accounts", __name__, url_prefix="/administration")

Answer = str | Response | tuple[str, int]


@pages.route("/handlaggare/ny", methods=["GET", "POST"])
@access(Act.ADMINISTER)
def new() -> Answer:
    """Adding an officer; the one-time password is shown once."""
    form = OfficerForm().fill_choices(reading.boards_in_use(g.actor))
    if not form.validate_on_submit():
        return render_template("administration/officer_form.html", form=form)
    try:
        officer_id, password = accounts.add_officer(
            NewAccount(form.username.data or "", form.display_name.data or "", form.email.data or ""),
            role=Role(form.role.data),
            board_id=form.board_id,
            partner=form.partner_chosen,
            by=g.actor,
            now=_now(),
        )
    except Problem as problem:
        form.refuse(problem, _field_of(problem))
        return render_template("administration/officer_form.html", form=form), status_of(problem)
    return _one_time_password(officer_id, password)


@pages.get("/handlaggare/<officer_id>")
@access(Act.ADMINISTER)
def officer(officer_id: str) -> str:
    """One officer: appointments, sessions, what is in hand."""
    return _officer_page(officer_id)


@pages.post("/handlaggare/<officer_id>/franvaro")
@access(Act.ADMINISTER)
def tell_absence(officer_id: str) -> Answer:
    """That the officer is away."""
    form = AbsenceForm()
    if not form.validate_on_submit() or form.from_on.data is None or form.until_on.data is None:
        return _officer_page(officer_id, absence=form), 422
    try:
        absences.tell_absence(officer_id, form.from_on.data, form.until_on.data, by=g.actor, now=_now())
    except Problem as problem:
        name = str(problem.facts.get("field", ""))
        form.refuse(problem, name if name in form else None)
        return _officer_page(officer_id, absence=form), status_of(problem)
    flash(_("The absence is recorded."), "success")
    return redirect(url_for(".officer", officer_id=officer_id))


@pages.post("/handlaggare/<officer_id>/franvaro/<absence_id>/slut")
@access(Act.ADMINISTER)
def end_absence(officer_id: str, absence_id: str) -> Response:
    """That the officer is back, or not going away."""
    absences.end_absence(absence_id, officer_id=officer_id, by=g.actor, now=_now())
    flash(_("The absence is ended."), "success")
    return redirect(url_for(".officer", officer_id=officer_id))


@pages.post("/handlaggare/<officer_id>/uppdrag")
@access(Act.ADMINISTER)
def appoint(officer_id: str) -> Answer:
    """A further role."""
    page = reading.officer_page(officer_id, g.actor, _now())
    form = AppointmentForm().fill_choices(page.boards)
    try:
        if form.validate_on_submit():
            accounts.appoint(
                officer_id,
                Role(form.role.data),
                board_id=form.board_id,
                partner=form.partner_chosen,
                by=g.actor,
                now=_now(),
            )
            flash(_("The appointment is added."), "success")
            return redirect(url_for(".officer", officer_id=officer_id))
    except Problem as problem:
        form.refuse(problem, _field_of(problem))
    return _officer_page(officer_id, form=form), 409


@pages.post("/uppdrag/<appointment_id>/avsluta")
@access(Act.ADMINISTER)
def dismiss(appointment_id: str) -> Response:
    """An appointment ends."""
    officer_id = accounts.dismiss(appointment_id, by=g.actor, now=_now())
    flash(_("The appointment is ended."), "success")
    return redirect(url_for(".officer", officer_id=officer_id))


@pages.route("/handlaggare/<officer_id>/avaktivera", methods=["GET", "POST"])
@access(Act.ADMINISTER)
def deactivate(officer_id: str) -> Answer:
    """Closing an account; what is in hand goes to a successor."""
    page = reading.officer_page(officer_id, g.actor, _now())
    form = DeactivationForm().fill_choices(page.successors)
    if not form.validate_on_submit():
        return render_template("administration/deactivate.html", page=page, officer=page.officer, form=form)
    try:
        cases, follow_ups = accounts.deactivate_officer(
            officer_id, successor_id=form.successor.data or None, by=g.actor, now=_now()
        )
    except Problem as problem:
        needs_field = problem.code.startswith("successor") or problem.code == "officer_has_work"
        form.refuse(problem, "successor" if needs_field else None)
        answer = render_template("administration/deactivate.html", page=page, officer=page.officer, form=form)
        return answer, status_of(problem)
    text = _(
        "The account is deactivated. %(cases)s cases and %(follow_ups)s follow-ups were handed over.",
        cases=cases,
        follow_ups=follow_ups,
    )
    flash(text, "success")
    return redirect(url_for(".officer", officer_id=officer_id))


@pages.post("/handlaggare/<officer_id>/aktivera")
@access(Act.ADMINISTER)
def reactivate(officer_id: str) -> str:
    """Opening a closed account again."""
    return _one_time_password(officer_id, accounts.reactivate_officer(officer_id, by=g.actor, now=_now()))


@pages.post("/handlaggare/<officer_id>/engangslosenord")
@access(Act.ADMINISTER)
def reset_password(officer_id: str) -> str:
    """A one-time password for whoever has forgotten theirs."""
    return _one_time_password(officer_id, accounts.reset_password(officer_id, by=g.actor, now=_now()))


@pages.post("/handlaggare/<officer_id>/logga-ut")
@access(Act.ADMINISTER)
def end_sessions(officer_id: str) -> Response:
    """Signs the officer out of every browser."""
    accounts.end_sessions_of(officer_id, by=g.actor, now=_now())
    flash(_("The officer is signed out everywhere."), "success")
    return redirect(url_for(".officer", officer_id=officer_id))


@pages.post("/handlaggare/<officer_id>/koppla-fran")
@access(Act.ADMINISTER)
def unlink(officer_id: str) -> Response:
    """Ends the account's link with the municipality's sign-in."""
    outside_identities.unlink(officer_id, by=g.actor, now=_now())
    flash(_("The link is ended, and the officer is signed out everywhere."), "success")
    return redirect(url_for(".officer", officer_id=officer_id))


def _officer_page(
    officer_id: str, *, form: AppointmentForm | None = None, absence: AbsenceForm | None = None
) -> str:
    page = reading.officer_page(officer_id, g.actor, _now())
    shown = form or AppointmentForm(formdata=None)
    away = absences_of(officer_id, actor=g.actor, today=swedish_day(_now()))
    return render_template(
        "administration/officer.html",
        page=page,
        officer=page.officer,
        appointment=shown.fill_choices(page.boards),
        absence=absence or AbsenceForm(formdata=None),
        absences=away,
        form=absence or shown,
    )


def _field_of(problem: Problem) -> str | None:
    if problem.code.startswith("partner_"):
        return "partner"
    if problem.code.startswith("agent_"):
        return "role"
    if problem.code.startswith("username"):
        return "username"
    return "email" if problem.code == "address_odd" else None


def _one_time_password(officer_id: str, password: str) -> str:
    page = reading.officer_page(officer_id, g.actor, _now())
    return render_template("administration/one_time_password.html", officer=page.officer, password=password)


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
