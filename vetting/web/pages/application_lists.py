"""Lists of applications from a file: sent in, previewed, opened as cases or discarded."""

import datetime as dt

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from vetting.domain.authority import Act
from vetting.domain.errors import Problem, Refused
from vetting.domain.terms import RowState
from vetting.domain.terms_imports import ImportState
from vetting.reading import application_lists as reading
from vetting.reading.cases import choices
from vetting.services import application_lists, works
from vetting.web.access import access
from vetting.web.errors import status_of
from vetting.web.forms.applications import ApplicationListForm
from vetting.web.wording import problem_words, word
from vetting.web.wording.applications import column_word
from vetting.web.wording.directory import row_problem_text

pages = Blueprint("application_lists", __name__, url_prefix="/arenden/import")

Answer = str | Response | tuple[str, int]


@pages.route("", methods=["GET", "POST"])
@access(Act.RECEIVE_APPLICATION)
def overview() -> Answer:
    """Sending in a list, and the latest ones."""
    form = ApplicationListForm()
    boards = choices(g.actor, act=Act.RECEIVE_APPLICATION).boards
    form.board.choices = [*boards, *([("", _("The list names the board"))] if len(boards) > 1 else [])]
    if not form.validate_on_submit():
        return _overview(form, 422 if form.errors else 200)
    try:
        import_id = application_lists.receive_application_list(
            form.file.data.read(),
            form.file.data.filename or "",
            board_id=form.board.data or None,
            by=g.actor,
            now=_now(),
        )
    except Problem as problem:
        if problem.code == "same_file_again":
            on = problem.facts["on"]
            flash(_("The same file came on %(on)s. Nothing was repeated; here it is.", on=on), "info")
            return redirect(url_for(".show", import_id=problem.facts["import_id"]))
        form.refuse(problem, "file")
        return _overview(form, status_of(problem))
    work_id = works.queue_work("stage_applications", {"import_id": import_id}, by=g.actor, now=_now())
    return redirect(url_for("works.progress", work_id=work_id, next=url_for(".show", import_id=import_id)))


@pages.get("/<import_id>")
@access(Act.RECEIVE_APPLICATION)
def show(import_id: str) -> str:
    """The preview, and later what became of it."""
    wanted = request.args.get("visa", "problems")
    page = reading.list_page(
        import_id, show=wanted, page=request.args.get("page", 1, type=int), actor=g.actor
    )
    head = page.head
    return render_template(
        "applications/list.html",
        page=page,
        head=head,
        per_page=reading.PER_PAGE,
        shown=wanted,
        parts=[("problems", _("Rows with something to tell")), ("all", _("All rows"))]
        + [(state.value, word(state).capitalize()) for state in RowState],
        told=lambda problem: row_problem_text(str(problem["code"])),
        field_word=column_word,
        notes=[note.partition(":")[2] for note in head.warnings if note.startswith("unknown_column:")],
        refusal=problem_words(head.reason, head.reason_facts) if head.reason else None,
        ImportState=ImportState,
        RowState=RowState,
    )


@pages.post("/<import_id>/oppna")
@access(Act.RECEIVE_APPLICATION)
def apply(import_id: str) -> Response:
    """Opens a case for every usable row, all or none."""
    try:
        counts = application_lists.apply_applications(import_id, by=g.actor, now=_now())
    except Refused as refusal:
        flash(problem_words(refusal.code, refusal.facts), "warning")
    else:
        opened = ngettext("%(num)s case is opened.", "%(num)s cases are opened.", counts["added"])
        flash(opened, "success")
    return redirect(url_for(".show", import_id=import_id))


@pages.post("/<import_id>/kasta")
@access(Act.RECEIVE_APPLICATION)
def discard(import_id: str) -> Response:
    """Opens nothing; the same file can be sent in anew."""
    try:
        application_lists.discard_applications(import_id, by=g.actor, now=_now())
    except Refused as refusal:
        flash(problem_words(refusal.code, refusal.facts), "warning")
    else:
        flash(_("The list is discarded. No case was opened."), "info")
    return redirect(url_for(".overview"))


def _overview(form: ApplicationListForm, status: int) -> tuple[str, int]:
    lists = reading.recent_lists(actor=g.actor)
    return render_template("applications/lists.html", form=form, lists=lists), status


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
