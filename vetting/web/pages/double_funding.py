"""Double funding: what a case overlaps with in other boards, and open grant files to compare with."""

import datetime as dt

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from vetting.domain.authority import Act
from vetting.domain.errors import Problem
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms_imports import ListKind
from vetting.reading import payment_lists
from vetting.reading.double_funding import double_funding_of
from vetting.services import double_funding, open_grants
from vetting.web.access import access
from vetting.web.errors import status_of
from vetting.web.forms.payments import OpenGrantsForm, OverlapForm
from vetting.web.wording.directory import warning_text
from vetting.web.wording.payments import list_field_word, list_problem_text

pages = Blueprint("double_funding", __name__)
Page = str | Response | tuple[str, int]


@pages.get("/arenden/<case_id>/dubbelfinansiering")
@access(Act.SEE_CASES)
def show(case_id: str) -> str:
    """What the case overlaps with, with both amounts, and what has been said of it."""
    return _drawn(case_id, OverlapForm(formdata=None))


@pages.post("/arenden/<case_id>/dubbelfinansiering")
@access(Act.PREPARE_CASE)
def close(case_id: str) -> Page:
    """Saying why an overlap is in order: it is told no more until either amount changes."""
    form = OverlapForm()
    if not form.validate():
        return _drawn(case_id, form), 422
    try:
        double_funding.close_double_funding(
            case_id, form.other.data or "", form.reason.data or "", by=g.actor, now=_now()
        )
    except Problem as problem:
        form.refuse(problem, "reason" if problem.facts.get("field") == "reason" else None)
        return _drawn(case_id, form), status_of(problem)
    flash(_("Noted. The overlap is told again only if either amount changes."), "success")
    return redirect(url_for(".show", case_id=case_id))


@pages.route("/oppna-bidrag", methods=["GET", "POST"])
@access(Act.EDIT_DIRECTORY)
def files() -> Page:
    """Sending in an open grant file, and the latest ones."""
    form = OpenGrantsForm()
    if not form.validate_on_submit():
        return _files(form), 422 if form.errors else 200
    try:
        import_id = open_grants.receive_open_grants(
            form.file.data.read(), form.file.data.filename or "", by=g.actor, now=_now()
        )
    except Problem as problem:
        if problem.code == "same_file_again":
            flash(
                _("The same file came on %(on)s. Nothing was repeated; here it is.", **problem.facts), "info"
            )
            return redirect(url_for(".file", import_id=problem.facts["import_id"]))
        form.refuse(problem, "file")
        return _files(form), status_of(problem)
    return redirect(url_for(".file", import_id=import_id))


@pages.get("/oppna-bidrag/<import_id>")
@access(Act.EDIT_DIRECTORY)
def file(import_id: str) -> str:
    """One file with its rows."""
    show = request.args.get("visa", "problems")
    page = payment_lists.list_page(
        ListKind.OPEN_GRANTS, import_id, show=show, page=request.args.get("page", 1, type=int), actor=g.actor
    )
    return render_template(
        "double_funding/file.html",
        page=page,
        shown=show,
        per_page=payment_lists.PER_PAGE,
        field_word=list_field_word,
        told=list_problem_text,
        notes=[text for code in page.head.warnings if (text := warning_text(code))],
    )


def _files(form: OpenGrantsForm) -> str:
    lists = payment_lists.recent_lists(ListKind.OPEN_GRANTS, actor=g.actor)
    return render_template("double_funding/files.html", form=form, lists=lists)


def _drawn(case_id: str, form: OverlapForm) -> str:
    page = double_funding_of(case_id, actor=g.actor, today=swedish_day(_now()))
    return render_template("double_funding/show.html", page=page, form=form)


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
