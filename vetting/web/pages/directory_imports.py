"""The register from a file: sent in, previewed, imported or discarded; its rows settled and handed out."""

import datetime as dt
import io

from flask import Blueprint, flash, g, redirect, render_template, request, send_file, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from vetting.domain.authority import Act
from vetting.domain.errors import Problem, Refused
from vetting.domain.terms import RowState
from vetting.domain.terms_imports import ImportState, Settlement
from vetting.reading import directory_imports as reading
from vetting.services import directory_imports, row_sheets, works
from vetting.services.directory_settling import Settled, settle_row
from vetting.web.access import access
from vetting.web.errors import status_of
from vetting.web.forms.directory_imports import RegisterForm, RowFilter, SettlingForm
from vetting.web.wording import problem_words, word
from vetting.web.wording.directory import field_word, row_problem_text, warning_text

pages = Blueprint("directory_imports", __name__, url_prefix="/foreningar/import")

Answer = str | Response | tuple[str, int]
FIELD_OF = {
    "name_missing": "name",
    "number_is_personal": "number",
    "number_lost_zeros": "number",
    "number_unusable": "number",
    "number_missing": "number",
}
KINDS = {
    RowState.OK: "success",
    RowState.REPAIRED: "info",
    RowState.QUARANTINED: "warning",
    RowState.MASKED: "danger",
    RowState.DUPLICATE: "neutral",
}
SHEETS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


@pages.route("/", methods=["GET", "POST"])
@access(Act.EDIT_DIRECTORY)
def overview() -> Answer:
    """Sending in a register, and the latest ones."""
    form = RegisterForm()
    if not form.validate_on_submit():
        return _overview(form)
    try:
        import_id = directory_imports.receive_directory_file(
            form.file.data.read(),
            form.file.data.filename or "",
            source_system=form.source_system.data or "",
            by=g.actor,
            now=_now(),
        )
    except Problem as problem:
        if problem.code == "same_file_again":
            flash(
                _("The same file came on %(on)s. Nothing was repeated; here it is.", on=problem.facts["on"]),
                "info",
            )
            return redirect(url_for(".show", import_id=problem.facts["import_id"]))
        form.refuse(problem, "file")
        return _overview(form), status_of(problem)
    work_id = works.queue_work("stage_directory", {"import_id": import_id}, by=g.actor, now=_now())
    return redirect(url_for("works.progress", work_id=work_id, next=url_for(".show", import_id=import_id)))


@pages.get("/<import_id>")
@access(Act.EDIT_DIRECTORY)
def show(import_id: str) -> str:
    """The preview, and later what became of it."""
    filter_form = RowFilter(request.args).fill_choices()
    wanted = request.args.get("visa", "problems")
    filter_form.visa.data = wanted
    page = reading.import_page(
        import_id, show=wanted, page=request.args.get("page", 1, type=int), actor=g.actor
    )
    return render_template(
        "directory_imports/show.html",
        page=page,
        head=page.head,
        filter_form=filter_form,
        per_page=reading.PER_PAGE,
        row_problem_text=row_problem_text,
        field_word=field_word,
        notes=[text for code in page.head.warnings if (text := warning_text(code))],
        refusal=problem_words(page.head.reason, page.head.reason_facts) if page.head.reason else None,
        ImportState=ImportState,
        parts=[(KINDS[state], word(state).capitalize(), n) for state, n in page.head.per_state.items()],
    )


@pages.post("/<import_id>/importera")
@access(Act.EDIT_DIRECTORY)
def apply(import_id: str) -> Response:
    """Brings the rows into the directory, whole or not at all."""
    try:
        counts = directory_imports.apply_import(import_id, by=g.actor, now=_now())
    except Refused as refusal:
        flash(problem_words(refusal.code, refusal.facts), "warning")
    else:
        told = _("Imported: %(added)s added, %(changed)s changed, %(unchanged)s left as they were.", **counts)
        flash(told, "success")
    return redirect(url_for(".show", import_id=import_id))


@pages.post("/<import_id>/kasta")
@access(Act.EDIT_DIRECTORY)
def discard(import_id: str) -> Response:
    """Leaves the directory as it is."""
    try:
        directory_imports.discard_import(import_id, by=g.actor, now=_now())
    except Refused as refusal:
        flash(problem_words(refusal.code, refusal.facts), "warning")
    else:
        flash(_("The import is discarded. The directory is as it was."), "info")
    return redirect(url_for(".overview"))


@pages.route("/<import_id>/rad/<int:row_no>", methods=["GET", "POST"])
@access(Act.EDIT_DIRECTORY)
def settle(import_id: str, row_no: int) -> Answer:
    """A person puts a row in order that was set aside."""
    form = SettlingForm().fill_choices()
    row = reading.import_row(import_id, row_no, actor=g.actor)
    if request.method == "GET":
        form.number.data = row.proposal or row.org_number or ""
    if not form.validate_on_submit():
        return _row_page(import_id, row, form)
    settled = Settled(
        Settlement(form.settlement.data), form.reason.data or "", form.number.data or "", form.name.data or ""
    )
    try:
        settle_row(import_id, row_no, settled=settled, by=g.actor, now=_now())
    except Problem as problem:
        form.refuse(
            problem, "reason" if problem.facts.get("field") == "reason" else FIELD_OF.get(problem.code)
        )
        return _row_page(import_id, row, form), status_of(problem)
    flash(_("Row %(row)s is settled.", row=row_no), "success")
    return redirect(url_for(".show", import_id=import_id, visa="waiting"))


@pages.get("/<import_id>/rader.<ending>")
@access(Act.EDIT_DIRECTORY)
def sheet(import_id: str, ending: str) -> Response:
    """The rows with something to tell, to send back to whoever keeps the register."""
    kind = ending if ending in SHEETS else "xlsx"
    header = [_("Row"), _("Name"), _("State"), _("Field"), _("Value"), _("Code"), _("What to do")]
    rows = [
        [
            found.row,
            found.name,
            word(found.state),
            field_word(found.problem.field),
            found.problem.value_masked,
            found.problem.code,
            row_problem_text(found.problem.code),
        ]
        for found in reading.troubled_rows(import_id, actor=g.actor)
    ]
    if kind == "csv":
        data = row_sheets.delimited(header, rows)
    else:
        data = row_sheets.workbook(header, rows, title=_("Rows"))
    return send_file(
        io.BytesIO(data), SHEETS[kind], as_attachment=True, download_name=f"{_('rows')}-{import_id}.{kind}"
    )


def _overview(form: RegisterForm) -> str:
    return render_template(
        "directory_imports/overview.html", form=form, imports=reading.recent_imports(actor=g.actor)
    )


def _row_page(import_id: str, row: reading.RowLine, form: SettlingForm) -> str:
    return render_template(
        "directory_imports/row.html",
        form=form,
        row=row,
        head=reading.import_head(import_id, actor=g.actor),
        row_problem_text=row_problem_text,
        field_word=field_word,
    )


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
