"""The progress of long work, until it leads on to its result."""

from flask import Blueprint, Response, g, make_response, redirect, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from vetting.reading import works as reading
from vetting.web.access import with_account
from vetting.web.addresses import own_path
from vetting.web.wording import problem_words

pages = Blueprint("works", __name__)


@pages.get("/arbete/<work_id>")
@with_account
def progress(work_id: str) -> Response | AnyResponse:
    """How far it has come; when it is done, the page named by `next` follows."""
    found = reading.progress_of(work_id, g.actor)
    onward = own_path(request.args.get("next"))
    if found.state == "done" and onward:
        return _lead_on(onward)
    failure = problem_words(found.error_code, found.error_facts) if found.error_code else ""
    return make_response(
        render_template(
            "works/progress.html", work=found, onward=onward, title=_title(found.state), failure=failure
        )
    )


def _title(state: str) -> str:
    return {
        "waiting": _("Waiting for its turn"),
        "running": _("Working"),
        "done": _("Done"),
        "failed": _("It could not be done"),
    }[state]


def _lead_on(onward: str) -> Response | AnyResponse:
    """A script that polls is told to move the whole page; a browser without script is redirected."""
    if request.headers.get("HX-Request") == "true":
        answer = make_response("", 204)
        answer.headers["HX-Redirect"] = onward
        return answer
    return redirect(onward)
