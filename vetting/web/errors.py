"""What people see when something is refused, missing or broken: always what is wrong and how to mend it."""

import secrets

from flask import Flask, jsonify, render_template, request, url_for
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from vetting.domain.errors import NotAllowed, NotFound, Problem, Refused, UnreadableRow, UnusableFile
from vetting.web.wording import problem_text, problem_words

STATUS = {NotFound: 404, NotAllowed: 403, Refused: 409, UnusableFile: 422, UnreadableRow: 422}


def init_app(app: Flask) -> None:
    """Registers the handlers."""
    app.register_error_handler(Problem, _problem)
    app.register_error_handler(CSRFError, _csrf)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _unexpected(app))


def status_of(problem: Problem) -> int:
    """HTTP status that goes with a problem."""
    if problem.code in ("database_busy", "storage_full", "reading_stopped"):
        return 503
    return next((status for kind, status in STATUS.items() if isinstance(problem, kind)), 409)


def _problem(problem: Problem) -> tuple[str, int] | Response:
    status = status_of(problem)
    if request.path.startswith("/api/"):
        return problem_details(status, problem.code, problem_text(problem))
    return _page(status, problem_text(problem), problem.code), status


def _csrf(error: CSRFError) -> tuple[str, int] | Response:
    text = _(
        "The form had lain open too long or was sent from another place. Go back, reload and send it again."
    )
    return _page(400, text, "csrf"), 400


def _http(error: HTTPException) -> tuple[str, int] | Response | HTTPException:
    status = error.code or 500
    if status < 400:
        return error
    texts = {
        400: _("The request could not be understood."),
        401: _("A valid token is needed."),
        403: _("Your role does not include this."),
        404: _("There is no page at this address, or it belongs to another board."),
        405: _("This address cannot be used in that way."),
        413: _("What you sent is too large (at most 60 MB). Send a smaller file, or several."),
        415: _("The content type is not one that is understood here."),
        429: _("Too many requests. Wait a moment."),
    }
    text = texts.get(status, _("The request could not be carried out."))
    if request.path.startswith("/api/"):
        return _http_details(error, status, text)
    return _page(status, text, ""), status


def _http_details(error: HTTPException, status: int, text: str) -> Response:
    """As problem details; wrong fields are told one by one."""
    faults = (getattr(error, "data", None) or {}).get("messages")
    if faults and status == 422:
        answer = problem_details(status, "fields_odd", problem_words("fields_odd", {}), errors=faults)
    else:
        answer = problem_details(status, f"http_{status}", text)
    if status == 401:
        answer.headers["WWW-Authenticate"] = "Bearer"
    return answer


def _unexpected(app: Flask):  # type: ignore[no-untyped-def]
    def handle(error: Exception) -> tuple[str, int] | Response:
        reference = secrets.token_hex(4)
        app.logger.exception("unexpected failure %s", reference)
        text = _("Something unexpected happened. Nothing was half saved. Tell support the reference below.")
        if request.path.startswith("/api/"):
            return problem_details(500, "unexpected", text)
        return _page(500, text, "", reference), 500

    return handle


def _page(status: int, text: str, code: str, reference: str = "") -> str:
    titles = {
        400: _("The form could not be received"),
        403: _("You may not do this"),
        404: _("Not found"),
        409: _("This is not possible now"),
        413: _("Too large"),
        422: _("The file cannot be used"),
        503: _("Busy just now"),
    }
    title = titles.get(status, _("Something went wrong"))
    facts = {"status": status, "title": title, "text": text, "code": code, "request_id": reference}
    return render_template("errors/error.html", **facts, back=_way_back() if status == 409 else None)


def _way_back() -> tuple[str, str] | None:
    """Words and address of the page one step up, where what was refused belongs to a round or a check."""
    given = request.view_args or {}
    if not request.path.startswith("/stickprov/"):
        return None
    if "check_id" in given:
        words, url = _("To the check"), url_for("spot_checks.show", check_id=given["check_id"])
    elif "round_id" in given:
        words, url = _("Back to the round"), url_for("rounds.show", round_id=given["round_id"])
    else:
        return None
    return None if url == request.path else (words, url)


def problem_details(status: int, code: str, detail: str, **more: object) -> Response:
    """An answer in the shape of RFC 9457."""
    answer = jsonify(
        {"type": f"urn:vetting:{code}", "title": code, "status": status, "detail": detail, **more}
    )
    answer.status_code = status
    answer.mimetype = "application/problem+json"
    return answer
