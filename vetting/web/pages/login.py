"""Signing in and out."""

import datetime as dt

from flask import Blueprint, g, redirect, render_template, request, session, url_for
from flask_login import current_user, login_user, logout_user
from werkzeug.wrappers import Response

from vetting.domain.errors import Refused
from vetting.reading import officers as reading
from vetting.reading import outside_identities
from vetting.services import officers
from vetting.web.access import public, with_account
from vetting.web.addresses import own_path
from vetting.web.forms.login import SignInForm
from vetting.web.navigation import home_of
from vetting.web.signing_in import SessionUser

pages = Blueprint("login", __name__)


@pages.route("/inloggning", methods=["GET", "POST"])
@public
def sign_in() -> str | Response | tuple[str, int]:
    """The sign-in page."""
    if g.actor is not None:
        return redirect(home_of(g.actor))
    form = SignInForm()
    if not form.validate_on_submit():
        return _page(form)
    now = dt.datetime.now(dt.UTC)
    try:
        token = officers.sign_in(
            form.username.data or "", form.password.data or "", address=request.remote_addr or "", now=now
        )
    except Refused as refusal:
        form.refuse(refusal)
        status = 429 if refusal.code == "too_many_tries" else 401
        return _page(form), status
    session.clear()
    session.permanent = True
    if (found := reading.signed_in(token, now)) is None:
        return redirect(url_for("login.sign_in"))
    login_user(SessionUser(token, found))
    return redirect(own_path(request.args.get("next")) or home_of(found.actor))


@pages.post("/utloggning")
@with_account
def sign_out() -> Response:
    """Ends the session on the server, too."""
    officers.sign_out(current_user.token, by=g.actor, now=dt.datetime.now(dt.UTC))
    logout_user()
    session.clear()
    return redirect(url_for("login.sign_in"))


def _page(form: SignInForm) -> str:
    """With the way through the municipality, where there is one."""
    onward = own_path(request.args.get("next"))
    url = url_for("outside_sign_in.begin", next=onward) if outside_identities.is_offered() else ""
    return render_template("login/sign_in.html", form=form, outside_url=url)
