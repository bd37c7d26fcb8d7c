"""The officer's own account."""

import datetime as dt

from flask import Blueprint, flash, g, redirect, render_template, session, url_for
from flask_babel import gettext as _
from flask_login import current_user, logout_user
from werkzeug.wrappers import Response

from vetting.domain.errors import Refused
from vetting.services import officers
from vetting.web.access import signed_in
from vetting.web.forms.login import PasswordForm

pages = Blueprint("account", __name__, url_prefix="/konto")


@pages.get("/")
@signed_in
def overview() -> str:
    """Who I am here and what I may do."""
    return render_template("account/overview.html", actor=g.actor)


@pages.route("/losenord", methods=["GET", "POST"])
@signed_in
def password() -> str | Response | tuple[str, int]:
    """Choosing a new password; everybody signs in anew afterwards."""
    form = PasswordForm()
    forced = current_user.must_change_password
    if not form.validate_on_submit():
        return render_template("account/password.html", form=form, forced=forced)
    try:
        officers.change_password(
            form.old.data or "", form.new.data or "", by=g.actor, now=dt.datetime.now(dt.UTC)
        )
    except Refused as refusal:
        form.refuse(refusal, "old" if refusal.code == "wrong_password" else "new")
        return render_template("account/password.html", form=form, forced=forced), 409
    logout_user()
    session.clear()
    flash(_("The password is changed. Sign in with the new one."), "success")
    return redirect(url_for("login.sign_in"))
