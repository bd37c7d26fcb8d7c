"""Who may open which page: every route carries a mark, or the service refuses to start."""

import datetime as dt
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from flask import Flask, abort, g, redirect, request, session, url_for
from werkzeug.wrappers import Response

from vetting.domain.authority import Act, may
from vetting.domain.errors import NotAllowed
from vetting.reading.own_case import case_of_session
from vetting.reading.own_reports import is_signing

PUBLIC = "public"
SIGNED_IN = "signed_in"
WITH_ACCOUNT = "with_account"
OWN_CASE = "own_case"
OWN_CASE_KEY = "own_case"  # where the browser's session keeps the token
REPORT_SIGNER = "report_signer"
SIGNER_KEY = "report_signer"  # as well
LIBRARY_ROUTES = {"static": PUBLIC, "api-docs.openapi_json": PUBLIC}

View = TypeVar("View", bound=Callable[..., Any])


def public(view: View) -> View:
    """Marks a page that anybody may open."""
    view.access = PUBLIC  # type: ignore[attr-defined]
    return view


def signed_in(view: View) -> View:
    """Marks a page that any signed-in officer may open; a partner's agent is none."""
    return _guarded(view, SIGNED_IN, None)


def with_account(view: View) -> View:
    """Marks a page of one's own that everybody with an account may open, a partner's agent among them."""
    return _guarded(view, WITH_ACCOUNT, None)


def own_case(view: View) -> View:
    """Marks a page of the one case that an association opened with its code; `g.own_case` is that case."""

    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        token = str(session.get(OWN_CASE_KEY, ""))
        g.own_case = case_of_session(token, dt.datetime.now(dt.UTC)) if token else None
        if g.own_case is None:
            return redirect(url_for("own_case.enter"))
        return view(*args, **kwargs)

    guarded.access = OWN_CASE  # type: ignore[attr-defined]
    return guarded  # type: ignore[return-value]


def report_signer(view: View) -> View:
    """Marks a page of the one report that somebody at an association opened with the code to sign it by."""

    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        token = str(session.get(SIGNER_KEY, ""))
        if not token or not is_signing(token, dt.datetime.now(dt.UTC)):
            return redirect(url_for("report_signing.enter"))
        return view(*args, **kwargs)

    guarded.access = REPORT_SIGNER  # type: ignore[attr-defined]
    return guarded  # type: ignore[return-value]


def access(act: Act) -> Callable[[View], View]:
    """Marks a page that needs authority for `act` somewhere; deeds and readings ask for the board."""
    return lambda view: _guarded(view, act.value, act)


def token_scope(scope: str) -> Callable[[View], View]:
    """Marks a call of another system: a bearer token with this scope."""

    def mark(view: View) -> View:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            if g.get("actor") is None or not g.actor.is_token:
                abort(401)
            if scope not in g.actor.token_scopes:
                raise NotAllowed("scope_missing", scope=scope)
            return view(*args, **kwargs)

        guarded.access = f"token:{scope}"  # type: ignore[attr-defined]
        return guarded  # type: ignore[return-value]

    return mark


def _guarded(view: View, mark: str, act: Act | None) -> View:
    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        if g.get("actor") is None or g.actor.is_token:
            return _to_sign_in()
        refused = g.actor.is_agent and mark == SIGNED_IN
        if refused or (act is not None and not may(g.actor, act)):
            raise NotAllowed("not_allowed", act=mark)
        return view(*args, **kwargs)

    guarded.access = mark  # type: ignore[attr-defined]
    return guarded  # type: ignore[return-value]


def _to_sign_in() -> Response:
    target = request.full_path.rstrip("?") if request.method == "GET" else None
    return redirect(url_for("login.sign_in", next=target))


def table_of_access(app: Flask) -> dict[str, str]:
    """Every route with its mark, as "METHODS rule": mark."""
    found = {}
    for rule in app.url_map.iter_rules():
        methods = "/".join(sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}))
        view = app.view_functions[rule.endpoint]
        mark = getattr(view, "access", LIBRARY_ROUTES.get(rule.endpoint))
        found[f"{methods} {rule.rule}"] = mark or ""
    return found


def refuse_unmarked(app: Flask) -> None:
    """Raises RuntimeError naming every route without a mark."""
    unmarked = [route for route, mark in table_of_access(app).items() if not mark]
    if unmarked:
        raise RuntimeError("routes without an access mark: " + ", ".join(sorted(unmarked)))
