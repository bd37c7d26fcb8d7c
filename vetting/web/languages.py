"""Swedish or English: the footer's choice, else the browser's wish, else Swedish."""

from typing import Any

from flask import Flask, g, has_request_context, request
from flask_babel import Babel, Domain, get_locale

from vetting.paths import translations_dir

LANGUAGES = ("sv", "en")
COOKIE = "lang"


def init_app(app: Flask) -> None:
    """Sets up gettext, dates and amounts for the language of the request, in Swedish local time."""
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(translations_dir())
    babel = Babel(app, locale_selector=chosen, default_timezone="Europe/Stockholm", default_locale="sv")
    babel.domain_instance = words = _Words(domain="messages")
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        gettext=lambda text: words.get_translations().ugettext(text),
        ngettext=lambda one, many, count: words.get_translations().ungettext(one, many, count),
        newstyle=True,
    )


class _Words(Domain):  # type: ignore[misc]
    """The catalogue of the request's language, looked up once: a page asks for hundreds of words."""

    def get_translations(self) -> Any:
        """The catalogue; Flask-Babel itself drops what is kept here when the language changes."""
        kept = g.get("_flask_babel")
        found = getattr(kept, "babel_translations", None)
        if found is None:
            found = super().get_translations()
            g._flask_babel.babel_translations = found
        return found


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
