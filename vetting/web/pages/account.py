"""The officer's own account."""

import datetime as dt

from flask import Blueprint, flash, g, redirect, render_template, session, url_for
from flask_babel import gettext as _
from flask_login import current_user, logout_user
from werkzeug.wrappers import Response

from vetting.domain.errors import Problem, Refused
from vetting.domain.swedish_time import swedish_day
from vetting.reading.absences import absences_of
from vetting.reading.calendar_feeds import has_feed
from vetting.reading.officers import address_of
from vetting.reading.outside_identities import is_offered, linked_at
from vetting.services import absences, officers
from vetting.web.access import signed_in, with_account
from vetting.web.errors import status_of
from vetting.web.forms.login import PasswordForm
from vetting.web.forms.rosters import AbsenceForm

pages = Blueprint("account", __name__, url_prefix="/konto")
Page = str | Response | tuple[str, int]


@pages.get("/")
@with_account
def overview() -> Page:
    """Who I am here, what I may do, and when I am away."""
    return _overview(AbsenceForm(formdata=None))


@pages.post("/franvaro")
@signed_in
def tell_absence() -> Page:
    """That I am away."""
    form = AbsenceForm()
    if not form.validate_on_submit() or form.from_on.data is None or form.until_on.data is None:
        return _overview(form, 422)
    try:
        absences.tell_absence(g.actor.id, form.from_on.data, form.until_on.data, by=g.actor, now=_now())
    except Problem as problem:
        name = str(problem.facts.get("field", ""))
        form.refuse(problem, name if name in form else None)
        return _overview(form, status_of(problem))
    flash(_("Your absence is recorded. Whoever runs the spot checks sees what it touches."), "success")
    return redirect(url_for(".overview"))


@pages.post("/franvaro/<absence_id>/slut")
@signed_in
def end_absence(absence_id: str) -> Response:
    """That I am back, or not going away."""
    absences.end_absence(absence_id, by=g.actor, now=_now())
    flash(_("The absence is ended."), "success")
    return redirect(url_for(".overview"))


@pages.route("/losenord", methods=["GET", "POST"])
@with_account
def password() -> Page:
    """Choosing a new password; everybody signs in anew afterwards."""
    form = PasswordForm()
    forced = current_user.must_change_password
    if not form.validate_on_submit():
        return render_template("account/password.html", form=form, forced=forced)
    try:
        officers.change_password(form.old.data or "", form.new.data or "", by=g.actor, now=_now())
    except Refused as refusal:
        form.refuse(refusal, "old" if refusal.code == "wrong_password" else "new")
        return render_template("account/password.html", form=form, forced=forced), 409
    logout_user()
    session.clear()
    flash(_("The password is changed. Sign in with the new one."), "success")
    return redirect(url_for("login.sign_in"))


def _overview(form: AbsenceForm, status: int = 200) -> tuple[str, int]:
    away = absences_of(g.actor.id, actor=g.actor, today=swedish_day(_now()))
    return render_template(
        "account/overview.html",
        actor=g.actor,
        address=address_of(g.actor),
        absences=away,
        form=form,
        offers_link=is_offered(),
        linked_at=linked_at(g.actor.id),
        has_feed=not g.actor.is_agent and has_feed(g.actor.id),
    ), status


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
