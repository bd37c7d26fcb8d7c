"""How the draws are made, for everybody: the method, the checker, and each round's seal, seed, protocol."""

from flask import Blueprint, render_template, url_for
from werkzeug.wrappers import Response

from vetting.reading import public_draws as reading
from vetting.web import round_pages
from vetting.web.access import public

pages = Blueprint("public_draws", __name__, url_prefix="/sa-drar-vi")
pages.context_processor(round_pages.template_words)
CHECKER = "check_draw.py"


@pages.get("", strict_slashes=False)
@public
def show() -> str:
    """The method in plain words, and the rounds."""
    return render_template(
        "rounds/public.html",
        draws=reading.public_draws(),
        checker_url=url_for("static", filename=CHECKER),
        checker=CHECKER,
    )


@pages.get("/<round_id>/protokoll.json")
@public
def protocol(round_id: str) -> Response:
    """A published protocol, byte for byte."""
    return round_pages.download(reading.published_protocol(round_id))
