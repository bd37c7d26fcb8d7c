"""Signing in through the municipality, and linking it with one's account."""

import datetime as dt

from flask import Blueprint, flash, g, redirect, request, session, url_for
from flask_babel import gettext as _
from flask_login import login_user
from flask_wtf.csrf import validate_csrf
from werkzeug.wrappers import Response

from vetting.domain.errors import NotFound, Refused
from vetting.reading import officers as reading
from vetting.reading.outside_identities import is_offered
from vetting.services import outside_identities
from vetting.web.access import public, with_account
from vetting.web.addresses import own_path
from vetting.web.navigation import home_of
from vetting.web.signing_in import SessionUser
from vetting.web.wording import problem_text

pages = Blueprint("outside_sign_in", __name__, url_prefix="/inloggning/kommunen")
KEPT = "outside_sign_in"  # in the browser's signed cookie while it is away


@pages.get("")
@public
def begin() -> Response:
    """Sends the browser to the municipality's sign-in; who is signed in already comes back to be linked, if
    the press was on one's own page: an address in a letter cannot link a stranger with one's account."""
    back = url_for(".come_back", _external=True)
    try:
        _require_own_press()
        journey = outside_identities.begin(back)
    except Refused as refusal:
        flash(problem_text(refusal), "danger")
        return redirect(_home())
    session[KEPT] = {**journey.as_kept(), "for": _own_id(), "next": own_path(request.args.get("next")) or ""}
    return redirect(journey.url)


@pages.get("/svar")
@public
def come_back() -> Response:
    """Where the provider sends the browser back to: once for each journey that began here."""
    kept, query = session.pop(KEPT, {}), request.query_string.decode("ascii", "replace")
    if not is_offered():
        raise NotFound("not_found")
    try:
        if kept and kept["for"] != _own_id():
            raise Refused("sign_in_interrupted")
        return _link(query, kept) if g.actor is not None else _sign_in(query, kept)
    except Refused as refusal:
        flash(problem_text(refusal), "danger")
        return redirect(_home())


@pages.post("/koppla-fran")
@with_account
def unlink() -> Response:
    """Ends the link of one's own account."""
    outside_identities.unlink(g.actor.id, by=g.actor, now=_now())
    flash(_("The link is ended. You sign in with your user name and password again."), "success")
    return redirect(url_for("account.overview"))


def _sign_in(query: str, kept: dict[str, str]) -> Response:
    token = outside_identities.sign_in(query, kept, address=request.remote_addr or "", now=_now())
    session.clear()
    session.permanent = True
    if (found := reading.signed_in(token, _now())) is None:
        return redirect(url_for("login.sign_in"))
    login_user(SessionUser(token, found))
    return redirect(kept["next"] or home_of(found.actor))


def _link(query: str, kept: dict[str, str]) -> Response:
    outside_identities.link(query, kept, by=g.actor, now=_now())
    flash(_("Linked. From now on you can sign in through the municipality."), "success")
    return redirect(url_for("account.overview"))


def _require_own_press() -> None:
    """The provider sends browsers back by GET and the pages' policy lets no form lead there: the token of a
    form stands in the link instead."""
    if g.actor is None:
        return
    try:
        validate_csrf(request.args.get("bevis"))
    except ValueError as error:
        raise Refused("sign_in_interrupted") from error


def _own_id() -> str:
    return "" if g.actor is None else str(g.actor.id)


def _home() -> str:
    return url_for("login.sign_in" if g.actor is None else "account.overview")


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
