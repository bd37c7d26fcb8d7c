"""The signed-in officer of a request, by session cookie or bearer token."""

import datetime as dt

from flask import Flask, Request, g, redirect, request, url_for
from flask_login import LoginManager, UserMixin, current_user
from werkzeug.wrappers import Response

from vetting.domain.authority import Actor
from vetting.reading import officers

FREE_OF_PASSWORD_CHANGE = {"login.sign_out", "account.password", "static", "language.choose"}


class SessionUser(UserMixin):  # type: ignore[misc]
    """What Flask-Login keeps in the cookie: an opaque token, never an account id."""

    def __init__(self, token: str, signed_in: officers.SignedIn) -> None:
        self.token = token
        self.actor = signed_in.actor
        self.must_change_password = signed_in.must_change_password

    def get_id(self) -> str:
        return self.token


def init_app(app: Flask) -> None:
    """Sets `g.actor` for every request: the officer, another system's token, or None."""
    manager = LoginManager()
    manager.session_protection = None  # the token is random and revocable; addresses change on phones
    manager.init_app(app)

    @manager.user_loader  # type: ignore[untyped-decorator]
    def load(token: str) -> SessionUser | None:
        found = officers.signed_in(token, dt.datetime.now(dt.UTC))
        return None if found is None else SessionUser(token, found)

    @app.before_request
    def who_acts() -> Response | None:
        g.actor = _actor(request)
        if g.actor is None or g.actor.is_token:
            return None
        if current_user.must_change_password and request.endpoint not in FREE_OF_PASSWORD_CHANGE:
            return redirect(url_for("account.password"))
        return None


def _actor(req: Request) -> Actor | None:
    if req.endpoint == "static":
        return None
    if req.path.startswith("/api/"):
        kind, _, token = req.headers.get("Authorization", "").partition(" ")
        return officers.actor_of_token(token.strip()) if kind.lower() == "bearer" and token else None
    return current_user.actor if current_user.is_authenticated else None
