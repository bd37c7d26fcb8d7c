"""Taking a case out whole: what the capsule holds, how it is checked, and the file itself."""

import datetime as dt

from flask import Blueprint, g, render_template, send_file, url_for
from werkzeug.wrappers import Response

from vetting.domain.authority import Act
from vetting.domain.capsule import CHECKER
from vetting.reading.capsule import earlier_exports
from vetting.reading.checks import case_heading
from vetting.web.access import access
from vetting.web.capsule_papers import case_capsule

pages = Blueprint("capsules", __name__, url_prefix="/arenden/<case_id>/kapsel")


@pages.get("")
@access(Act.SEE_CASES)
def show(case_id: str) -> str:
    """What it is, and who took one out before."""
    return render_template(
        "capsules/show.html",
        head=case_heading(case_id, actor=g.actor),
        exports=earlier_exports(case_id),
        checker=CHECKER,
        checker_url=url_for("static", filename=CHECKER),
    )


@pages.post("")
@access(Act.SEE_CASES)
def export(case_id: str) -> Response:
    """The capsule; that it was taken out stands in the journal first."""
    made = case_capsule(case_id, actor=g.actor, now=dt.datetime.now(dt.UTC))
    answer = send_file(
        made.file, mimetype="application/zip", as_attachment=True, download_name=made.name, etag=False
    )
    answer.content_length = made.size
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
