"""Reports of associations as officers read them: beside last year's, approved, or asked to be completed."""

import datetime as dt

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from vetting.domain.authority import Act
from vetting.domain.errors import NotFound, Problem
from vetting.domain.plain_questions import faults_of
from vetting.domain.report_post import question_in_letter
from vetting.domain.report_reading import Arriving
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms_association_reports import ReportChannel, ReportState
from vetting.reading import association_reports as reading
from vetting.reading.association_reports import CaseReports
from vetting.services import follow_ups, own_reports, report_readings, report_signing
from vetting.services.report_readings import ReadSo
from vetting.web.access import access
from vetting.web.addresses import address_on_paper
from vetting.web.errors import status_of
from vetting.web.forms.association_reports import (
    PaperReportForm,
    ReadingForm,
    SignerCodeForm,
    SignWordForm,
    answers_form,
    reading_form,
)
from vetting.web.languages import current
from vetting.web.list_tables.casework import reports_wanted
from vetting.web.wording import problem_text
from vetting.web.wording.association_reports import STATE_KIND, sections_of, sign_text
from vetting.web.wording.last_days import told_until, whole_day

pages = Blueprint("association_reports", __name__)
Page = str | Response | tuple[str, int]


@pages.get("/redovisningar")
@access(Act.FOLLOW_UP)
def overview() -> str:
    """The latest report of each case, those to read unless another choice."""
    wanted = reports_wanted(request.args)
    found = reading.report_list(wanted, actor=g.actor)
    return render_template(
        "association_reports/overview.html", found=found, wanted=wanted, states=ReportState, kinds=STATE_KIND
    )


@pages.get("/arenden/<case_id>/redovisning")
@access(Act.SEE_CASES)
def show(case_id: str) -> str:
    """The newest report beside last year's, and what is said of it; the questions chosen are put into the
    request for completion, where they can be changed before it is sent."""
    page = reading.case_reports(case_id, actor=g.actor)
    taken = set(request.args.getlist("fraga"))
    form = _reading_form(page) if taken and _waits(page) else None
    if form is not None:
        form.put_notes(question_in_letter(line.sign) for line in page.signs if line.sign.key in taken)
    return _drawn(page, form=form, takes=form is not None)


@pages.post("/arenden/<case_id>/redovisning/<report_id>/fraga")
@access(Act.FOLLOW_UP)
def close_sign(case_id: str, report_id: str) -> Page:
    """Closes a question that the comparison raised, with a word."""
    form = SignWordForm()
    if not form.validate():
        return _drawn(reading.case_reports(case_id, actor=g.actor), closing=form), 422
    try:
        report_readings.close_sign(
            case_id, report_id, form.sign.data or "", form.word.data or "", by=g.actor, now=_now()
        )
    except NotFound:
        raise
    except Problem as problem:
        form.refuse_named(problem)
        return _drawn(reading.case_reports(case_id, actor=g.actor), closing=form), status_of(problem)
    flash(_("The question is closed."), "success")
    return redirect(url_for(".show", case_id=case_id))


@pages.post("/arenden/<case_id>/redovisning/<report_id>/last")
@access(Act.FOLLOW_UP)
def read(case_id: str, report_id: str) -> Page:
    """Approves the report, or asks for completion on the points that have a note."""
    page = reading.case_reports(case_id, actor=g.actor)
    form = _reading_form(page)
    if form is None or report_id not in {one.report.id for one in page.reports}:
        raise NotFound("not_found")
    if not form.validate():
        return _drawn(page, form=form), 422
    said = ReadSo(form.word.data or "", form.read_answers())
    try:
        if request.form.get("do") == "complete":
            due = report_readings.ask_completion(
                case_id, report_id, said, form.points(), due_on=form.due_on.data, by=g.actor, now=_now()
            )
            asked = _("Completion is asked for, to come by %(day)s.", day=whole_day(due))
            flash(told_until(asked, due, wanted=form.due_on.data), "success")
        else:
            report_readings.approve_report(case_id, report_id, said, by=g.actor, now=_now())
            flash(_("The report is approved."), "success")
            _mark_item(case_id, form)
    except NotFound:
        raise
    except Problem as problem:
        form.refuse_named(problem)
        return _drawn(reading.case_reports(case_id, actor=g.actor), form=form), status_of(problem)
    return redirect(url_for(".show", case_id=case_id))


@pages.route("/arenden/<case_id>/redovisning/papper", methods=["GET", "POST"])
@access(Act.FOLLOW_UP)
def paper(case_id: str) -> Page:
    """Registers a report that came on paper, word for word."""
    page = reading.case_reports(case_id, actor=g.actor)
    asked = own_reports.questions_of(case_id, today=_today(), is_new=True).asked
    form = answers_form(PaperReportForm, asked, current())
    if request.method == "GET":
        form.received_on.data = _today()
    if not form.validate_on_submit():
        return _paper(page, form), 422 if form.errors else 200
    arriving = Arriving(
        answers=form.answers(),
        written_role=form.written_role.data or "",
        signed_role=form.signed_role.data or "",
        channel=ReportChannel.PAPER,
        received_on=form.day,
        reason=form.reason.data or "",
    )
    try:
        report_signing.register_paper_report(case_id, arriving, by=g.actor, now=_now())
    except NotFound:
        raise
    except Problem as problem:
        form.mark(faults_of(problem))
        form.refuse_named(problem)
        return _paper(page, form), status_of(problem)
    flash(_("The report is registered."), "success")
    return redirect(url_for(".show", case_id=case_id))


@pages.post("/arenden/<case_id>/redovisning/kod")
@access(Act.FOLLOW_UP)
def signer_code(case_id: str) -> Page:
    """A code for whoever signs at the association, shown once to be sent by letter."""
    page, form = reading.case_reports(case_id, actor=g.actor), SignerCodeForm()
    if not form.validate():
        return _drawn(page, signing=form), 422
    try:
        code = report_signing.make_signer_code(case_id, form.role.data or "", by=g.actor, now=_now())
    except NotFound:
        raise
    except Problem as problem:
        form.refuse_named(problem)
        return _drawn(page, signing=form), status_of(problem)
    address = address_on_paper("report_signing.enter")
    return render_template("association_reports/code.html", page=page, code=code, address=address)


def _mark_item(case_id: str, form: ReadingForm) -> None:
    """The officer's own word, in the same press: the item of the plan is done."""
    if not form.item.data:
        return
    try:
        follow_ups.mark_follow_up_done(
            form.item.data, form.word.data or "", case_id=case_id, by=g.actor, now=_now()
        )
        flash(_("The item of the plan is marked as done."), "success")
    except Problem as problem:
        flash(problem_text(problem), "warning")


def _reading_form(page: CaseReports) -> ReadingForm | None:
    newest = page.newest
    if newest is None:
        return None
    items = {one.id: one.title for one in page.items}
    checklist = report_readings.follow_up_checklist(_today())
    return reading_form(checklist, newest.report.asked, items, current())


def _waits(page: CaseReports) -> bool:
    """Whether the newest report is to be read by whoever looks."""
    return page.newest is not None and page.newest.said is None and page.may_follow_up


def _drawn(
    page: CaseReports,
    *,
    form: ReadingForm | None = None,
    closing: SignWordForm | None = None,
    signing: SignerCodeForm | None = None,
    takes: bool = False,
) -> str:
    newest = page.newest
    waits = _waits(page)
    checklist = report_readings.follow_up_checklist(_today())
    return render_template(
        "association_reports/show.html",
        page=page,
        newest=newest,
        waits=waits,
        sections=sections_of(newest.report.asked) if newest else [],
        form=form or (_reading_form(page) if waits else None),
        closing=closing or SignWordForm(formdata=None),
        signing=signing or SignerCodeForm(formdata=None),
        takes=takes,
        kinds=STATE_KIND,
        sign_text=sign_text,
        sections_of=sections_of,
        checklist=checklist,
    )


def _paper(page: CaseReports, form: PaperReportForm) -> str:
    return render_template(
        "association_reports/paper.html", page=page, form=form, sections=sections_of(form.asked)
    )


def _today() -> dt.date:
    return swedish_day(_now())


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
