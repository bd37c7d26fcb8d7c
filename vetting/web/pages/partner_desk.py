"""The partner's desk: what an agency outside the house sees, and the questions it answers."""

import datetime as dt

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from vetting.domain.authority import Act
from vetting.domain.errors import NotFound, Problem
from vetting.domain.partner_answers import AnswerCode
from vetting.domain.swedish_time import swedish_day
from vetting.reading import partner_desk as reading
from vetting.services import answer_attachments, partner_questions
from vetting.services.partner_questions import Reply
from vetting.web.access import access
from vetting.web.downloads import sent_safely
from vetting.web.errors import status_of
from vetting.web.forms.attachments import field_of, sent_file
from vetting.web.forms.partner_desk import AnswerForm, CorrectAnswerForm
from vetting.web.wording import partner_desk as words

pages = Blueprint("partner_desk", __name__, url_prefix="/partner")

Answer = str | Response | tuple[str, int]


@pages.get("")
@access(Act.PARTNER_DESK)
def overview() -> str:
    """Own sources with their age, latest deliveries, and the questions that wait."""
    desk = reading.desk_of_partner(g.actor, today=_today())
    return render_template("partner_desk/overview.html", desk=desk, words=words)


@pages.route("/fragor/<question_id>", methods=["GET", "POST"])
@access(Act.PARTNER_DESK)
def question(question_id: str) -> Answer:
    """One question with its purpose and ground, and the form for the answer while it waits."""
    found = reading.question_at_desk(question_id, actor=g.actor, today=_today())
    form = AnswerForm().fill_choices(found.partner)
    if not form.validate_on_submit():
        return _question(found, form)
    reply = Reply(
        code=AnswerCode(form.code.data),
        answered_on=_today(),
        function=form.function.data or "",
        text=form.text.data or "",
        diary_number=form.diary_number.data or "",
        valid_until_on=form.valid_until_on.data,
        attachment=sent_file(form.attachment),
    )
    try:
        partner_questions.answer_as_partner(question_id, reply, by=g.actor, now=_now())
    except Problem as problem:
        form.refuse(problem, field_of(problem, form))
        again = reading.question_at_desk(question_id, actor=g.actor, today=_today())
        return _question(again, form), status_of(problem)
    flash(_("The answer is sent. Was it wrong? Open it below and correct it; both are kept."), "success")
    return redirect(url_for(".overview"))


@pages.route("/fragor/<question_id>/ratta", methods=["GET", "POST"])
@access(Act.PARTNER_DESK)
def correct(question_id: str) -> Answer:
    """A corrected answer in the place of one's own, which is kept beside it."""
    found = reading.question_at_desk(question_id, actor=g.actor, today=_today())
    if found.answer is None:
        raise NotFound("not_found")
    form = CorrectAnswerForm().fill_from(found)
    if not form.validate_on_submit():
        return render_template("partner_desk/correct.html", question=found, form=form)
    reply = Reply(
        code=AnswerCode(form.code.data),
        answered_on=_today(),
        function=form.function.data or "",
        text=form.text.data or "",
        diary_number=form.diary_number.data or "",
        valid_until_on=form.valid_until_on.data,
        attachment=sent_file(form.attachment),
    )
    try:
        partner_questions.correct_as_partner(
            question_id, reply, why=form.why.data or "", by=g.actor, now=_now()
        )
    except Problem as problem:
        form.refuse(problem, field_of(problem, form))
        return render_template("partner_desk/correct.html", question=found, form=form), status_of(problem)
    flash(_("The corrected answer is sent. The municipality is told that it says something else."), "success")
    return redirect(url_for(".question", question_id=question_id))


@pages.get("/fragor/<question_id>/bilaga/<attachment_digest>")
@access(Act.PARTNER_DESK)
def attachment(question_id: str, attachment_digest: str) -> Response:
    """What was sent with one's own answer, as a download."""
    opened = answer_attachments.open_own_attachment(question_id, attachment_digest, by=g.actor, now=_now())
    return sent_safely(opened.data, opened.media_type, opened.file_name)


def _question(found: reading.DeskQuestion, form: AnswerForm) -> str:
    return render_template("partner_desk/question.html", question=found, form=form, words=words)


def _today() -> dt.date:
    return swedish_day(_now())


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
