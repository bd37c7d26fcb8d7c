"""Registers that answer number by number: questions out, receipts and answers in, one asking in a case."""

import datetime as dt
import io

from flask import Blueprint, flash, g, redirect, render_template, request, send_file, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from vetting.domain.authority import Act, may
from vetting.domain.errors import NotFound, Problem
from vetting.domain.swedish_time import swedish_day
from vetting.reading import askable_sources as asking
from vetting.reading import inquiries as reading
from vetting.services import inquiries, question_files, works
from vetting.services.inquiries import Received
from vetting.web.access import access
from vetting.web.errors import status_of
from vetting.web.forms.inquiries import QuestionsForm, ReplyFileForm
from vetting.web.wording import inquiries as wording
from vetting.web.wording import problem_text, problem_words

pages = Blueprint("inquiries", __name__)
Answer = str | Response | tuple[str, int]
FIELD_OF = {
    "bad_org_number": "numbers",
    "nothing_to_ask": "numbers",
    "too_many_to_ask": "numbers",
    "ground_missing": "ground",
    "personal_number_in_text": "ground",
    "outlook_in_text": "ground",
}


@pages.app_context_processor
def parts() -> dict[str, object]:
    """What a source's page and a case's checks show of its questions."""
    return {
        "inquiry_words": wording,
        "inquiry_panel": lambda key: reading.inquiry_panel(key, actor=g.actor),
        "askable_sources": lambda case_id: asking.askable_sources(case_id, actor=g.actor, today=_today()),
    }


@pages.get("/registerfragor/<key>")
@access(Act.SEE_SOURCES)
def overview(key: str) -> Answer:
    """What the source was asked, what waits, and forms for the next question file and for what came back."""
    return _overview(key, QuestionsForm(), ReplyFileForm())


@pages.post("/registerfragor/<key>")
@access(Act.MANAGE_SOURCES)
def make(key: str) -> Answer:
    """Makes a question file about the numbers given, or everybody with live support."""
    form = QuestionsForm()
    if not form.validate():
        return _overview(key, form, ReplyFileForm(formdata=None)), 422
    try:
        made = question_files.make_question_file(
            key,
            form.given(),
            ground=form.ground.data or "",
            only_queued=bool(form.only_queued.data),
            by=g.actor,
            now=_now(),
        )
    except NotFound:
        raise
    except Problem as problem:
        form.refuse(problem, FIELD_OF.get(problem.code))
        return _overview(key, form, ReplyFileForm(formdata=None)), status_of(problem)
    text = ngettext(
        "The question file asks about %(num)d number. Fetch it below and send it.",
        "The question file asks about %(num)d numbers. Fetch it below and send it.",
        made.asked,
    )
    flash(text, "success")
    return redirect(url_for(".overview", key=key))


@pages.get("/registerfragor/<key>/<file_id>")
@access(Act.MANAGE_SOURCES)
def question_file(key: str, file_id: str) -> Response:
    """A question file, to be sent by hand."""
    name, data = question_files.question_file(key, file_id, by=g.actor)
    return send_file(io.BytesIO(data), "application/octet-stream", as_attachment=True, download_name=name)


@pages.post("/registerfragor/<key>/svar")
@access(Act.MANAGE_SOURCES)
def reply(key: str) -> Answer:
    """Takes in a receipt or an answer, and tells what became of it number by number."""
    form = ReplyFileForm()
    if not form.validate():
        return _overview(key, QuestionsForm(formdata=None), form), 422
    try:
        received = inquiries.receive_file(
            key, form.file.data.read(), file_name=form.file.data.filename or "", by=g.actor, now=_now()
        )
    except NotFound:
        raise
    except Problem as problem:
        form.refuse(problem, "file")
        return _overview(key, QuestionsForm(formdata=None), form), status_of(problem)
    status = 409 if received.state == "rejected" else 200
    return _received(key, received), status


@pages.post("/arenden/<case_id>/fraga-register/<key>")
@access(Act.RUN_CHECK)
def ask(case_id: str, key: str) -> Response:
    """Asks a register about the case's association: by the next question file, or at once, as long work."""
    askable = asking.askable_sources(case_id, actor=g.actor, today=_today())
    found = {one.key: one for one in askable}
    if key not in found:
        raise NotFound("not_found")
    onward = url_for("cases.show", case_id=case_id) + "#kontroller"
    if found[key].is_by_file:
        return _queue(case_id, key, onward)
    work_id = works.queue_work("ask_registers", {"sources": key, "case_id": case_id}, by=g.actor, now=_now())
    return redirect(url_for("works.progress", work_id=work_id, next=onward))


def _queue(case_id: str, key: str, onward: str) -> Response:
    try:
        question_files.queue_question(key, case_id, by=g.actor, now=_now())
    except NotFound:
        raise
    except Problem as problem:
        flash(problem_text(problem), "warning")
    else:
        flash(_("The question goes with the next question file to the register."), "success")
    return redirect(onward)


def _overview(key: str, questions: QuestionsForm, reply_form: ReplyFileForm) -> str:
    panel = reading.inquiry_panel(
        key,
        actor=g.actor,
        is_answered=request.args.get("visa") == "besvarade",
        page=request.args.get("page", 1, type=int),
    )
    if panel is None:
        raise NotFound("source_not_found")
    return render_template(
        "inquiries/overview.html",
        panel=panel,
        questions=questions,
        reply_form=reply_form,
        per_page=reading.LINES_SHOWN,
        may_manage=may(g.actor, Act.MANAGE_SOURCES),
    )


def _received(key: str, received: Received) -> str:
    refusal = problem_words(received.reason, received.facts) if received.reason else ""
    panel = reading.inquiry_panel(key, actor=g.actor)
    return render_template("inquiries/received.html", received=received, refusal=refusal, panel=panel)


def _today() -> dt.date:
    return swedish_day(_now())


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
