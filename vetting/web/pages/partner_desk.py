"""The partner's desk: what an agency outside the house sees, and the questions it answers."""

import datetime as dt

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from vetting.domain.authority import Act
from vetting.domain.errors import Problem
from vetting.domain.partner_answers import AnswerCode
from vetting.domain.swedish_time import swedish_day
from vetting.reading import partner_desk as reading
from vetting.services import partner_questions
from vetting.services.partner_questions import Reply
from vetting.web.access import access
from vetting.web.errors import status_of
from vetting.web.forms.partner_desk import AnswerForm
from vetting.web.wording import partner_desk as words

pages = Blueprint("partner_desk", __name__, url_prefix="/partner")

Answer = str | Response | tuple[str, int]
FIELD_OF = {
    "answer_code": "code",
    "valid_until": "valid_until_on",
    "function_missing": "function",
    "function_is_name": "function",
}


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
    )
    try:
        partner_questions.answer_as_partner(question_id, reply, by=g.actor, now=_now())
    except Problem as problem:
        field = FIELD_OF.get(problem.code) or problem.facts.get("field")
        form.refuse(problem, field if isinstance(field, str) and field in form else None)
        again = reading.question_at_desk(question_id, actor=g.actor, today=_today())
        return _question(again, form), status_of(problem)
    flash(
        _("The answer is sent and cannot be changed. Was it wrong? Ask the municipality for a new question."),
        "success",
    )
    return redirect(url_for(".overview"))


def _question(found: reading.DeskQuestion, form: AnswerForm) -> str:
    return render_template("partner_desk/question.html", question=found, form=form, words=words)


def _today() -> dt.date:
    return swedish_day(_now())


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
