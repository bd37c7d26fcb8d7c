"""Lists of premises from a file: sent in, previewed, imported whole or discarded."""

import datetime as dt

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from vetting.domain.authority import Act
from vetting.domain.errors import Problem, Refused
from vetting.domain.terms_imports import ImportState, ListKind
from vetting.domain.terms_premises import PremisesKind
from vetting.reading import premises as premises_reading
from vetting.reading import room_lists as reading
from vetting.services import premises_lists
from vetting.web.access import access
from vetting.web.errors import status_of
from vetting.web.forms.premises import ListForm
from vetting.web.wording import problem_words, word
from vetting.web.wording.directory import row_problem_text, warning_text
from vetting.web.wording.premises import column_word

pages = Blueprint("premises_lists", __name__, url_prefix="/lokaler/import")
Page = str | Response | tuple[str, int]


@pages.route("", methods=["GET", "POST"])
@access(Act.MANAGE_PREMISES)
def overview() -> Page:
    """Sending in a list, and the latest ones."""
    form = ListForm().fill_choices(premises_reading.boards_seen(Act.MANAGE_PREMISES, actor=g.actor))
    if not form.validate_on_submit():
        return _overview(form), 422 if form.errors else 200
    file = form.file.data
    try:
        import_id = premises_lists.receive_premises_list(
            file.read(), file.filename or "", board_id=form.board.data or None, by=g.actor, now=_now()
        )
    except Problem as problem:
        if problem.code == "same_file_again":
            on = problem.facts["on"]
            flash(_("The same file came on %(on)s. Nothing was repeated; here it is.", on=on), "info")
            return redirect(url_for(".show", import_id=problem.facts["import_id"]))
        form.refuse(problem, "file")
        return _overview(form), status_of(problem)
    return redirect(url_for(".show", import_id=import_id))


@pages.get("/<import_id>")
@access(Act.MANAGE_PREMISES)
def show(import_id: str) -> str:
    """The preview, and later what became of it."""
    page = reading.list_page(
        import_id, ListKind.PREMISES, page=request.args.get("page", 1, type=int), actor=g.actor
    )
    head = page.head
    return render_template(
        "premises/preview.html",
        page=page,
        head=head,
        per_page=reading.PER_PAGE,
        told=lambda problem: row_problem_text(str(problem["code"])),
        field_word=column_word,
        notes=[text for code in head.warnings if (text := warning_text(code))],
        refusal=problem_words(head.reason, head.reason_facts) if head.reason else None,
        kind_of=lambda text: word(PremisesKind(text)),
        ImportState=ImportState,
    )


@pages.post("/<import_id>/infor")
@access(Act.MANAGE_PREMISES)
def apply(import_id: str) -> Response:
    """Brings every usable row into the register, all or none."""
    try:
        counts = premises_lists.apply_premises(import_id, by=g.actor, now=_now())
    except Refused as refusal:
        flash(problem_words(refusal.code, refusal.facts), "warning")
    else:
        told = {"added": counts["added"], "changed": counts["changed"]}
        flash(_("The register is brought up to date: %(added)s new, %(changed)s changed.", **told), "success")
    return redirect(url_for(".show", import_id=import_id))


@pages.post("/<import_id>/kasta")
@access(Act.MANAGE_PREMISES)
def discard(import_id: str) -> Response:
    """Changes nothing; the same file can be sent in anew."""
    try:
        premises_lists.discard_premises(import_id, by=g.actor, now=_now())
    except Refused as refusal:
        flash(problem_words(refusal.code, refusal.facts), "warning")
    else:
        flash(_("The list is discarded. Nothing was changed."), "info")
    return redirect(url_for(".overview"))


def _overview(form: ListForm) -> str:
    lists = reading.recent_lists(ListKind.PREMISES, actor=g.actor)
    return render_template("premises/lists.html", form=form, lists=lists)


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
