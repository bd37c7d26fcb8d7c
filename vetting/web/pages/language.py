"""The language switch of the footer."""

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from vetting.web.access import public
from vetting.web.addresses import own_path
from vetting.web.languages import COOKIE, LANGUAGES

pages = Blueprint("language", __name__)


@pages.post("/sprak")
@public
def choose() -> Response:
    """Keeps the choice for a year and goes back to the page."""
    answer = redirect(own_path(request.form.get("next", "").rstrip("?")) or url_for("desk.my_day"))
    lang = request.form.get("lang", "")
    if lang in LANGUAGES:
        answer.set_cookie(COOKIE, lang, max_age=365 * 24 * 3600, httponly=True, samesite="Lax")
    return answer
