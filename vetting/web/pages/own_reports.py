"""The association's own report: written, filled in elsewhere, handed over to be signed, and its receipt."""

import datetime as dt

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from vetting.domain.authority import Actor
from vetting.domain.errors import NotFound, Problem, Refused
from vetting.domain.plain_questions import faults_in, faults_of
from vetting.domain.report_roles import unsaid
from vetting.domain.swedish_time import swedish_day
from vetting.reading import own_reports as reading
from vetting.reading.own_reports import OwnReportPage
from vetting.services import own_reports, report_receipts, report_signing
from vetting.services.case_codes import association_actor
from vetting.services.own_reports import OwnQuestions, Written
from vetting.web.access import own_case
from vetting.web.addresses import address_in_post
from vetting.web.downloads import sent_safely
from vetting.web.errors import status_of
from vetting.web.forms.association_reports import HandOverForm, OwnReportForm, WorkbookForm, answers_form
from vetting.web.languages import current
from vetting.web.wording import problem_text
from vetting.web.wording.association_reports import sections_of

pages = Blueprint("own_reports", __name__, url_prefix="/foreningens-arende/redovisning")

Answer = str | Response | tuple[str, int]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pages.route("", methods=["GET", "POST"], strict_slashes=False)
@own_case
def show() -> Answer:
    """The report as it is written so far; each save keeps everything."""
    page, questions = _opened()
    form = _form(page, questions)
    if not form.is_submitted():
        return _drawn(page, questions, _filled(page, form))
    if not form.validate():
        return _drawn(page, questions, form), 422
    written = Written(
        form.answers(), form.written_role.data or "", form.reply_to.data or "", form.reason.data or ""
    )
    try:
        own_reports.save_report_draft(
            g.own_case, written, seen_version=form.seen_version, by=_by(), now=_now()
        )
    except Problem as problem:
        return _refused(page, questions, form, problem)
    flash(_("Saved. You can go on later from any computer."), "success")
    return redirect(url_for(".show"))


@pages.post("/fjolarets-svar")
@own_case
def copy() -> Response:
    """Puts last year's texts where nothing is written yet."""
    page, _questions = _opened()
    try:
        count = own_reports.copy_last_year(g.own_case, seen_version=page.draft.version, by=_by(), now=_now())
        flash(
            ngettext(
                "%(num)s text from last year is put in. Read it and change what is not so any more.",
                "%(num)s texts from last year are put in. Read them and change what is not so any more.",
                count,
            ),
            "info",
        )
    except Problem as problem:
        flash(problem_text(problem), "danger")
    return redirect(url_for(".show"))


@pages.get("/xlsx")
@own_case
def workbook() -> Response:
    """The questions with what is written so far, to be filled in elsewhere."""
    data = own_reports.report_workbook(g.own_case, language=current(), today=_today())
    name = "redovisning-" + g.own_case.case_number.replace("/", "-").replace(" ", "-") + ".xlsx"
    return sent_safely(data, XLSX, name)


@pages.post("/xlsx")
@own_case
def read_workbook() -> Answer:
    """Takes a filled workbook back by the same rule as the form."""
    page, questions = _opened()
    form, upload = _filled(page, _form(page, questions)), WorkbookForm()
    file = upload.file.data
    try:
        if not upload.validate() or not file:
            raise Refused("file_missing", filename="")
        filled = own_reports.read_report_workbook(
            g.own_case, (file.filename or "", file.read()), today=_today()
        )
        form.put(filled.answers)
        draft = page.draft
        written = Written(filled.answers, draft.written_role, draft.reply_to, draft.reason)
        own_reports.save_report_draft(g.own_case, written, seen_version=filled.version, by=_by(), now=_now())
    except Problem as problem:
        return _refused(page, questions, form, problem)
    flash(_("The workbook is read and saved. Look it through before you hand it over."), "success")
    return redirect(url_for(".show"))


@pages.post("/lamna")
@own_case
def hand_over() -> Answer:
    """Hands the report over to whoever signs it, who gets a code of their own by e-mail."""
    page, questions = _opened()
    form = HandOverForm()
    report = _filled(page, _form(page, questions))
    if not form.validate():
        return _drawn(page, questions, report, handing=form), 422
    try:
        report_signing.hand_over(
            g.own_case,
            form.role.data or "",
            form.address.data or "",
            seen_version=form.seen_version,
            link=address_in_post("report_signing.enter"),
            by=_by(),
            now=_now(),
        )
    except NotFound:
        raise
    except Problem as problem:
        for one in problem.every:
            _refuse_in(one, report, form)
        return _drawn(page, questions, report, handing=form), status_of(problem)
    flash(
        _("The report waits to be signed. Whoever signs is sent a code by e-mail within a minute or so."),
        "success",
    )
    return redirect(url_for(".show"))


@pages.post("/ta-tillbaka")
@own_case
def take_back() -> Response:
    """What waits to be signed can be changed again."""
    try:
        own_reports.take_back(g.own_case, by=_by(), now=_now())
        flash(_("You can change the report again. The code to sign by does not work any more."), "info")
    except Problem as problem:
        flash(problem_text(problem), "danger")
    return redirect(url_for(".show"))


@pages.get("/<report_id>")
@own_case
def receipt(report_id: str) -> str:
    """A report as it was handed in, with its receipt."""
    found = reading.own_received_report(g.own_case, report_id)
    return render_template(
        "own_reports/receipt.html",
        own=g.own_case,
        report=found,
        sections=sections_of(found.asked),
        has_pdf=report_receipts.receipt_available(),
    )


@pages.get("/<report_id>/pdf")
@own_case
def receipt_pdf(report_id: str) -> Response:
    """The receipt as a tagged PDF."""
    made = report_receipts.receipt_pdf(g.own_case.case_id, report_id)
    return sent_safely(made.data, "application/pdf", made.name)


def _opened() -> tuple[OwnReportPage, OwnQuestions]:
    return reading.own_report_page(g.own_case), own_reports.questions_of(g.own_case.case_id, today=_today())


def _form(page: OwnReportPage, questions: OwnQuestions) -> OwnReportForm:
    return answers_form(OwnReportForm, questions.asked, current())


def _filled(page: OwnReportPage, form: OwnReportForm) -> OwnReportForm:
    """The form with what is saved; a correction begins from what was handed in."""
    begun = page.draft if page.draft.version or not page.reports else page.reports[0]
    form.put(begun.answers)
    form.version.data = str(page.draft.version)
    form.written_role.data, form.reply_to.data = begun.written_role, page.draft.reply_to
    form.reason.data = page.draft.reason
    return form


def _refuse_in(problem: Problem, report: OwnReportForm, handing: HandOverForm) -> None:
    """What is wrong, where it is mended: in the report itself, or in what is said of whoever signs."""
    named = str(problem.facts.get("field", ""))
    if faults := faults_of(problem):
        report.mark(faults)
        report.refuse(problem)
    elif named in report:
        report.refuse(problem, named)
    else:
        handing.refuse(problem, named if named in handing else None)


def _refused(page: OwnReportPage, questions: OwnQuestions, form: OwnReportForm, problem: Problem) -> Answer:
    """Nothing was saved and nothing is lost: what was written stands in the form, and what others saved
    meanwhile is shown beside it."""
    if isinstance(problem, NotFound):  # the code was withdrawn meanwhile: nothing of the case is shown
        raise problem
    form.mark(faults_of(problem))
    form.refuse_named(problem)
    stale = problem.code == "draft_changed"
    if stale or form.seen_version < 0:
        form.version.data = str(page.draft.version)
    return _drawn(page, questions, form, is_stale=stale), status_of(problem)


def _drawn(
    page: OwnReportPage,
    questions: OwnQuestions,
    form: OwnReportForm,
    *,
    handing: HandOverForm | None = None,
    is_stale: bool = False,
) -> str:
    draft = page.draft
    lacking = (
        *((f"q-{one}", code) for one, code in faults_in(questions.asked, draft.answers)),
        *unsaid(draft.written_role, draft.reason, is_correction=page.is_correction),
    )
    if handing is None:
        handing = HandOverForm(formdata=None)
        handing.version.data = str(page.draft.version)
    return render_template(
        "own_reports/show.html",
        own=g.own_case,
        page=page,
        questions=questions,
        sections=sections_of(questions.asked),
        form=form,
        handing=handing,
        upload=WorkbookForm(formdata=None),
        missing=[form[name] for name, _code in lacking],
        is_stale=is_stale,
        lang=current(),
    )


def _by() -> Actor:
    return association_actor(g.own_case)


def _today() -> dt.date:
    return swedish_day(_now())


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
