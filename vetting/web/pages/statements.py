"""What the association says in a case: taken down, considered, its files opened."""

import datetime as dt

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from vetting.domain.authority import Act
from vetting.domain.errors import Problem
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms_decisions import StatementChannel, StatementTiming
from vetting.reading.checks import CaseHeading, case_heading
from vetting.services import statements
from vetting.services.statements import Spoken
from vetting.web import hearing_pages
from vetting.web.access import access
from vetting.web.downloads import sent_safely
from vetting.web.errors import status_of
from vetting.web.forms.attachments import field_of, sent_file
from vetting.web.forms.hearings import ConsideredForm, StatementForm

pages = Blueprint("statements", __name__, url_prefix="/arenden/<case_id>/yttranden")

Answer = str | Response | tuple[str, int]


@pages.route("", methods=["GET", "POST"])
@access(Act.PREPARE_CASE)
def record(case_id: str) -> Answer:
    """What came by letter, e-mail, telephone or in person."""
    case = case_heading(case_id, actor=g.actor, act=Act.PREPARE_CASE)
    form = StatementForm().with_choices()
    if request.method == "GET":
        form.received_on.data = swedish_day(_now())
    if not form.validate_on_submit():
        return _drawn(case, form), 422 if form.errors else 200
    spoken = Spoken(form.text.data or "", sent_file(form.attachment))
    try:
        timing = statements.record_statement(
            case_id,
            spoken,
            channel=StatementChannel(form.channel.data),
            received_on=form.day,
            by=g.actor,
            now=_now(),
        )
    except Problem as problem:
        form.refuse(problem, field_of(problem, form))
        return _drawn(case, form), status_of(problem)
    flash(*said(timing))
    return redirect(url_for("hearings.show", case_id=case_id))


@pages.post("/<statement_id>/beaktat")
@access(Act.PREPARE_CASE)
def consider(case_id: str, statement_id: str) -> Answer:
    """An officer has read it and says what it means for the case."""
    form = ConsideredForm()
    if not form.validate():
        return hearing_pages.drawn(case_id, form, statement_id), 422
    try:
        statements.consider_statement(
            case_id,
            statement_id,
            form.considered.data or "",
            is_final=form.is_final.data,
            by=g.actor,
            now=_now(),
        )
    except Problem as problem:
        if status_of(problem) == 404:
            raise
        form.refuse(problem, "considered")
        return hearing_pages.drawn(case_id, form, statement_id), status_of(problem)
    flash(_("Your word on the statement is recorded."), "success")
    return redirect(url_for("hearings.show", case_id=case_id))


@pages.get("/<statement_id>/fil")
@access(Act.SEE_CASES)
def file(case_id: str, statement_id: str) -> Response:
    """The file that came with a statement, as a download."""
    opened = statements.open_statement_file(case_id, statement_id, by=g.actor, now=_now())
    return sent_safely(opened.data, opened.media_type, opened.file_name)


def said(timing: StatementTiming) -> tuple[str, str]:
    """What is told of a statement once it is kept, and how grave that is."""
    if timing is StatementTiming.AFTER_DECISION:
        return _(
            "The case is already decided, so the statement changes nothing. It is kept as incoming."
        ), "warning"
    if timing is StatementTiming.UNREAD:
        return _(
            "The statement came before the decision but was not considered in it. Whoever decided is told."
        ), "warning"
    if timing is StatementTiming.LATE:
        return _(
            "The statement came after the last day, but before the decision. It must be read and considered."
        ), "warning"
    return _("The statement is recorded. Read it, and say what it means for the case."), "success"


def _drawn(case: CaseHeading, form: StatementForm) -> str:
    return render_template("hearings/statement.html", case=case, form=form)


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
