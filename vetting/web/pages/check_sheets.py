"""The questionnaire of a spot check on paper and as a workbook, and the filled workbook taken back."""

import io

from flask import Blueprint, flash, g, redirect, render_template, send_file
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from vetting.domain.authority import Act
from vetting.domain.errors import NotFound, Problem, Refused
from vetting.domain.filled_sheet import BlankSheet, FilledSheet, SheetLine
from vetting.domain.sheet_merge import Meeting, Met, meet
from vetting.reading.sheet import ShownQuestion
from vetting.reading.spot_check import CheckPage, answers_as_of
from vetting.services import check_workbooks, spot_checks
from vetting.web import check_pages
from vetting.web.access import access
from vetting.web.check_pages import Refusal, check_url, now
from vetting.web.errors import status_of
from vetting.web.forms.checklist import WRITTEN_KINDS
from vetting.web.forms.spot_checks import FilledForm, check_form
from vetting.web.languages import current

pages = Blueprint("check_sheets", __name__, url_prefix="/stickprov/kontroll/<check_id>/blankett")
Page = str | Response | tuple[str, int]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pages.get("")
@access(Act.SEE_SPOT_CHECKS)
def paper(check_id: str) -> str:
    """The questions with boxes and room for notes, to be printed; no answer and no person stands on it."""
    page = check_pages.check(check_id)
    sheet = check_pages.sheet_of(page)
    return render_template(
        "spot_checks/paper.html",
        object=page.object,
        sheet=sheet,
        mark=check_pages.mark_of(page),
        written=WRITTEN_KINDS,
    )


@pages.get("/xlsx")
@access(Act.MAKE_SPOT_CHECK)
def workbook(check_id: str) -> Response:
    """The own reading as a workbook to fill in elsewhere."""
    page = _own(check_id)
    data = check_workbooks.sheet_workbook(_blank(page), language=current())
    name = "stickprov-" + page.object.item.replace("/", "-").replace(" ", "-") + ".xlsx"
    answer = send_file(io.BytesIO(data), mimetype=XLSX, as_attachment=True, download_name=name)
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


@pages.post("/xlsx")
@access(Act.MAKE_SPOT_CHECK)
def merge(check_id: str) -> Page:
    """Takes a filled workbook back: saves what nobody changed meanwhile, shows the rest side by side."""
    page, form = _own(check_id), FilledForm()
    file = form.file.data
    try:
        if not form.validate() or not file:
            raise Refused("file_missing", filename="")
        sheet = check_pages.sheet_of(page)
        upload = (file.filename or "", file.read())
        filled = check_workbooks.read_workbook(upload, check_pages.mark_of(page), sheet.checklist)
        if filled.version > sheet.version:
            raise Refused("sheet_version_unknown", filename=file.filename)
    except Problem as problem:
        form.refuse(problem, "file")
        return check_pages.drawn(page, filled=form, status=status_of(problem))
    return _merged(page, filled)


def _merged(page: CheckPage, filled: FilledSheet) -> Page:
    """Each answer of the workbook beside what its writer began with and what is saved now."""
    check_id, sheet = page.object.id, check_pages.sheet_of(page)
    base = answers_as_of(check_id, sheet.reading, filled.version)
    saved = {q.question.id: (q.answer.value, q.answer.reason) for q in sheet.asked if q.answer}
    met = meet({q: (value, why) for q, value, why in filled.answers}, base=base, saved=saved)
    mine = [(q, *m.written) for q, m in met.items() if m.meeting is Meeting.MINE]
    try:
        done = spot_checks.answer_check(check_id, mine, sheet_version=sheet.version, by=g.actor, now=now())
    except Refused as refusal:
        return _unsaved(page, met, refusal)
    both = {q: m for q, m in met.items() if m.meeting is Meeting.BOTH}
    check_pages.tell(done)
    if not both:
        return redirect(check_url(check_id))
    count = len(both)
    flash(
        ngettext(
            "%(num)s answer was changed here after the workbook was made. Both are shown: choose and save.",
            "%(num)s answers were changed here after the workbook was made. Both are shown: choose and save.",
            count,
        ),
        "warning",
    )
    again = check_pages.check(check_id)
    form = check_form(check_pages.sheet_of(again), current())
    for question_id, one in both.items():
        form.put(question_id, one.written)
    return check_pages.drawn(again, form, Refusal(both), status=409)


def _unsaved(page: CheckPage, met: dict[str, Met], refusal: Refused) -> Page:
    """Nothing was saved: everything the workbook says stands in the form, marked where it is wrong."""
    form = check_form(check_pages.sheet_of(page), current())
    for question_id, one in met.items():
        form.put(question_id, one.written)
    faults = refusal.facts.get("faults")
    if isinstance(faults, tuple):
        form.mark(faults)
    form.refuse(refusal)
    return check_pages.drawn(page, form, Refusal(met), status=status_of(refusal))


def _own(check_id: str) -> CheckPage:
    """The check for one of its readers. Raises NotFound for who only oversees it."""
    page = check_pages.check(check_id)
    if page.object.reading is None:
        raise NotFound("spot_check_not_found")
    return page


def _blank(page: CheckPage) -> BlankSheet:
    sheet, language = check_pages.sheet_of(page), current()
    mark = check_pages.mark_of(page)
    return BlankSheet(
        mark=mark,
        version=sheet.version,
        title=_("Spot check: %(association)s", association=page.object.association),
        lead=_("%(item)s. Code %(code)s. Choose an answer in the list, write the reason beside it, and send "
               "the workbook in on the page of the check.", item=page.object.item, code=mark.code),
        areas=tuple(
            (area.area.text.in_language(language), tuple(_line(q, page, language) for q in area.questions))
            for area in sheet.areas
        ),
    )  # fmt: skip


def _line(shown: ShownQuestion, page: CheckPage, language: str) -> SheetLine:
    words = check_pages.sheet_of(page).checklist.words.answers
    question, value = shown.question, shown.answer.value if shown.answer else ""
    return SheetLine(
        question_id=question.id,
        text=question.text.in_language(language),
        options=tuple(words[option].in_language(language) for option in question.options),
        is_written=question.answers in WRITTEN_KINDS,
        answer=words[value].in_language(language) if value in question.options else value,
        reason=shown.answer.reason if shown.answer else "",
    )
