"""Swedish or English: the footer's choice, else the browser's wish, else Swedish."""

from flask import Flask, has_request_context, request
from flask_babel import Babel, get_locale

from vetting.paths import translations_dir

LANGUAGES = ("sv", "en")
COOKIE = "lang"


def init_app(app: Flask) -> None:
    """Sets up gettext, dates and amounts for the language of the request, in Swedish local time."""
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(translations_dir())
    Babel(app, locale_selector=chosen, default_timezone="Europe/Stockholm", default_locale="sv")


def chosen() -> str:
    """The language of this request."""
    if not has_request_context():
        return "sv"
    wanted = request.cookies.get(COOKIE)
    if wanted in LANGUAGES:
        return wanted
    return request.accept_languages.best_match(LANGUAGES) or "sv"


def current() -> str:
    """Two letters: sv or en."""
    locale = get_locale()
    return locale.language if locale else "sv"
