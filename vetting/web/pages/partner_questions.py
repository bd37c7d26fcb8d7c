"""A question to a partner on paper, what came with its answer, and the answer corrected."""

import datetime as dt
import io
from typing import cast

from flask import Blueprint, flash, g, redirect, render_template, send_file, url_for
from flask_babel import gettext as _
from markupsafe import Markup
from werkzeug.wrappers import Response

from vetting.domain.authority import Act
from vetting.domain.errors import NotFound, Problem, Refused
from vetting.domain.partner_answers import AnswerCode
from vetting.domain.swedish_time import swedish_day
from vetting.reading import checks as cases
from vetting.reading import partner_questions as reading
from vetting.services import answer_attachments, partner_questions, question_letters
from vetting.services.partner_questions import Reply
from vetting.web.access import access
from vetting.web.downloads import sent_safely
from vetting.web.errors import status_of
from vetting.web.forms.attachments import field_of, sent_file
from vetting.web.forms.screening import CorrectReplyForm

pages = Blueprint("partner_questions", __name__, url_prefix="/arenden/<case_id>/fragor/<question_id>")

Answer = str | Response | tuple[str, int]


@pages.post("/brev")
@access(Act.PREPARE_CASE)
def write(case_id: str, question_id: str) -> Response:
    """Writes the letter with the question, and shows it to be printed."""
    _question(case_id, question_id, Act.PREPARE_CASE)
    letter_id = question_letters.write_question_letter(question_id, by=g.actor, now=_now())
    flash(_("The letter is written. Print it or save it as PDF, and send it to the partner."), "success")
    return redirect(_letter_url(case_id, question_id, letter_id))


@pages.post("/paminnelse")
@access(Act.PREPARE_CASE)
def remind(case_id: str, question_id: str) -> Response:
    """Writes the reminder, and shows it to be printed."""
    _question(case_id, question_id, Act.PREPARE_CASE)
    letter_id = question_letters.write_reminder(question_id, by=g.actor, now=_now())
    flash(_("The reminder is written. Print it or save it as PDF, and send it to the partner."), "success")
    return redirect(_letter_url(case_id, question_id, letter_id))


@pages.get("/brev/<question_letter_id>")
@access(Act.SEE_CASES)
def letter(case_id: str, question_id: str, question_letter_id: str) -> str:
    """A letter with the question, to be read and printed."""
    heading, found = _question(case_id, question_id)
    shown = question_letters.shown_question_letter(question_id, question_letter_id, by=g.actor)
    # Made by the house's own template from escaped content.
    return render_template(
        "screening/letter.html",
        case=heading,
        question=found,
        letter=shown,
        letter_id=question_letter_id,
        markup=Markup(shown.markup),  # noqa: S704
    )


@pages.get("/brev/<question_letter_id>/pdf")
@access(Act.SEE_CASES)
def letter_pdf(case_id: str, question_id: str, question_letter_id: str) -> Response:
    """The letter as a tagged PDF."""
    _question(case_id, question_id)
    file = question_letters.question_letter_pdf(question_id, question_letter_id, by=g.actor)
    return send_file(
        io.BytesIO(file.data), mimetype="application/pdf", as_attachment=True, download_name=file.name
    )


@pages.get("/bilaga/<attachment_digest>")
@access(Act.SEE_CASES)
def attachment(case_id: str, question_id: str, attachment_digest: str) -> Response:
    """What came with the answer, or with an earlier one, as a download."""
    _question(case_id, question_id)
    opened = answer_attachments.open_attachment(question_id, attachment_digest, by=g.actor, now=_now())
    return sent_safely(opened.data, opened.media_type, opened.file_name)


@pages.route("/ratta", methods=["GET", "POST"])
@access(Act.PREPARE_CASE)
def correct(case_id: str, question_id: str) -> Answer:
    """A corrected answer in the place of the one that was recorded, which is kept beside it."""
    heading, found = _question(case_id, question_id, Act.PREPARE_CASE)
    if found.answer is None:
        raise NotFound("not_found")
    if found.is_from_partner:
        raise Refused("answer_is_partners")
    form = CorrectReplyForm().fill_from(found)
    if not form.validate_on_submit():
        return render_template("screening/correct.html", case=heading, question=found, form=form)
    reply = Reply(
        code=AnswerCode(form.code.data),
        answered_on=cast(dt.date, form.answered_on.data),
        function=form.function.data or "",
        text=form.text.data or "",
        diary_number=form.diary_number.data or "",
        valid_until_on=form.valid_until_on.data,
        attachment=sent_file(form.attachment),
    )
    try:
        reopened = partner_questions.correct_answer(
            question_id, reply, why=form.why.data or "", by=g.actor, now=_now()
        )
    except Problem as problem:
        form.refuse(problem, field_of(problem, form))
        page = render_template("screening/correct.html", case=heading, question=found, form=form)
        return page, status_of(problem)
    text = _("The corrected answer is recorded; the earlier one is kept beside it.")
    if reopened:
        text += " " + _("The decision that rests on it is to be looked at anew.")
    flash(text, "success")
    return redirect(url_for("screening.question", case_id=case_id, question_id=question_id))


def _question(
    case_id: str, question_id: str, act: Act = Act.SEE_CASES
) -> tuple[cases.CaseHeading, reading.QuestionLine]:
    """The question of a case the actor may reach. Raises NotFound."""
    heading = cases.case_heading(case_id, actor=g.actor, act=act)
    return heading, reading.question_of(case_id, question_id, today=swedish_day(_now()))


def _letter_url(case_id: str, question_id: str, letter_id: str) -> str:
    return url_for(".letter", case_id=case_id, question_id=question_id, question_letter_id=letter_id)


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
