"""Papers of a case: added after the guards, opened as downloads that run nothing."""

import datetime as dt

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from vetting.domain.application import SentPaper
from vetting.domain.authority import Act
from vetting.domain.errors import Problem
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms import PaperKind
from vetting.reading.case import case_file
from vetting.services import papers
from vetting.web.access import access
from vetting.web.downloads import sent_safely
from vetting.web.errors import status_of
from vetting.web.forms.applications import PaperForm

pages = Blueprint("case_papers", __name__, url_prefix="/arenden/<case_id>/handlingar")

Answer = str | Response | tuple[str, int]


@pages.route("/ny", methods=["GET", "POST"])
@access(Act.RECEIVE_APPLICATION)
def add(case_id: str) -> Answer:
    """One more paper; those that the grant needs and that are missing come first."""
    file = case_file(case_id, actor=g.actor, today=swedish_day(_now()))
    missing = [PaperKind(p.key) for p in file.completeness.open_points if p.kind.value == "paper"]
    form = PaperForm().fill_choices(missing)
    if request.method == "GET":
        asked = request.args.get("kind", "")
        form.kind.data = asked if asked in set(PaperKind) else None
        form.year.data = swedish_day(_now()).year - 1
    if form.validate_on_submit():
        sent = SentPaper(
            PaperKind(form.kind.data),
            form.year.data or 0,
            form.file.data.filename or "",
            form.file.data.read(),
        )
        try:
            papers.receive_paper(case_id, sent, by=g.actor, now=_now())
        except Problem as problem:
            form.refuse(problem, "year" if problem.code == "year_odd" else "file")
            page = render_template("cases/paper.html", form=form, file=file, head=file.head)
            return page, status_of(problem)
        flash(_("The paper is added."), "success")
        return redirect(url_for("cases.show", case_id=case_id))
    status = 422 if form.errors else 200
    return render_template("cases/paper.html", form=form, file=file, head=file.head), status


@pages.get("/<paper_id>")
@access(Act.SEE_CASES)
def open_paper(case_id: str, paper_id: str) -> Response:
    """The paper as a download; that it was opened stands in the journal first."""
    opened = papers.view_paper(case_id, paper_id, by=g.actor, now=_now())
    return sent_safely(opened.data, opened.media_type, opened.file_name)


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
