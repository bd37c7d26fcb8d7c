"""Cross-checks of a case, its hits judged one after the other, and questions to partners."""

import datetime as dt
from typing import cast

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from vetting.domain.authority import Act
from vetting.domain.errors import NotFound, Problem
from vetting.domain.partner_answers import AnswerCode
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms import Partner
from vetting.reading import askable_sources
from vetting.reading import checks as reading
from vetting.reading import partner_questions as questions
from vetting.reading.hit import HitPage, hit_page
from vetting.services import judgements, partner_questions, screening, signatories, works
from vetting.services.partner_questions import Asking, Reply
from vetting.web.access import access
from vetting.web.errors import status_of
from vetting.web.forms.attachments import field_of, sent_file
from vetting.web.forms.screening import AskingForm, JudgementForm, ReplyForm, SecondForm
from vetting.web.wording import problem_text
from vetting.web.wording import screening as wording
from vetting.web.wording.screening import BAND_KIND, JUDGEMENT_KIND, checked_state, fact_rows
from vetting.web.wording.terms_screening import channel_word
from vetting.web.wording.terms_signals import fact_named

pages = Blueprint("screening", __name__, url_prefix="/arenden/<case_id>")

Answer = str | Response | tuple[str, int]
REASON_CODES = ("reason_missing", "personal_number_in_text", "outlook_in_text")
FIELD_OF_JUDGEMENT = {**dict.fromkeys(REASON_CODES, "reason"), "facts_missing": "rests_on"}
FIELD_OF_ASKING = {
    "reply_due_passed": "reply_due_on",
    "partner_not_here": "channel",
    "partner_by_referral": "partner",
}


@pages.app_context_processor
def words() -> dict[str, object]:
    """What the checks' part of a case page needs beside its facts."""
    return {"check_words": wording}


@pages.post("/kontroll")
@access(Act.RUN_CHECK)
def check(case_id: str) -> Response:
    """Runs the cross-check of the case against every source; registers that say so are asked first."""
    if keys := askable_sources.to_ask_before_check(case_id, actor=g.actor, today=_today()):
        asked = {"sources": " ".join(keys), "case_id": case_id, "then_check": "yes"}
        work_id = works.queue_work("ask_registers", asked, by=g.actor, now=_now())
        onward = url_for("cases.show", case_id=case_id) + "#kontroller"
        return redirect(url_for("works.progress", work_id=work_id, next=onward))
    try:
        screening.cross_check(case_id=case_id, by=g.actor, now=_now())
    except NotFound:
        raise
    except Problem as problem:
        flash(problem_text(problem), "warning")
        return _to_case(case_id)
    found = reading.checks_of_case(case_id, today=_today()).check
    waiting = len(found.unjudged) if found else 0
    if waiting:
        text = ngettext(
            "The check is made. %(num)d hit waits for you.",
            "The check is made. %(num)d hits wait for you.",
            waiting,
        )
        flash(text, "info")
    else:
        flash(_("The check is made. See each source below for what it rests on."), "info")
    return _to_case(case_id)


@pages.route("/traffar/<hit_id>", methods=["GET", "POST"])
@access(Act.SEE_CASES)
def hit(case_id: str, hit_id: str) -> Answer:
    """Both sides of a hit, and a person's word on it; then the next one that waits."""
    page = hit_page(case_id, hit_id, actor=g.actor)
    form = JudgementForm().fill_choices(page.rests_on, of_person=page.is_person)
    if not form.validate_on_submit():
        return _hit(page, form)
    try:
        judgements.judge_hit(hit_id, form.said(), by=g.actor, now=_now())
    except Problem as problem:
        form.refuse(problem, FIELD_OF_JUDGEMENT.get(problem.code))
        return _hit(page, form), status_of(problem)
    if page.next_id is not None:
        flash(_("Saved. Here is the next hit."), "success")
        return redirect(url_for(".hit", case_id=case_id, hit_id=page.next_id))
    left = reading.checks_of_case(case_id, today=_today()).check
    if left is not None and left.unjudged:
        flash(_("Saved. A second person must agree before a decision can be proposed."), "info")
    else:
        flash(_("Saved. Every hit of the check is judged."), "success")
    return _to_case(case_id)


@pages.post("/traffar/<hit_id>/andra")
@access(Act.SEE_CASES)
def second(case_id: str, hit_id: str) -> Answer:
    """The second person's word on a hit that a colleague cleared."""
    page = hit_page(case_id, hit_id, actor=g.actor)
    form = SecondForm().fill_choices(of_person=page.is_person)
    if not form.validate_on_submit():
        return _hit(page, None, form)
    agrees, reason = form.agrees.data == "yes", form.second_reason.data or ""
    try:
        judgements.second_hit(hit_id, agrees=agrees, reason=reason, by=g.actor, now=_now())
    except Problem as problem:
        form.refuse(problem, "second_reason" if problem.code in REASON_CODES else None)
        return _hit(page, None, form), status_of(problem)
    if agrees:
        means_another = _("You agree: the hit means another person.") if page.is_person else ""
        flash(means_another or _("You agree: the hit means another body."), "success")
        return _to_case(case_id)
    flash(_("You disagree: the hit is open again, with both words visible."), "info")
    return redirect(url_for(".hit", case_id=case_id, hit_id=hit_id))


@pages.route("/fragor/ny", methods=["GET", "POST"])
@access(Act.PREPARE_CASE)
def ask(case_id: str) -> Answer:
    """Asks a partner one question about the case."""
    heading = reading.case_heading(case_id, actor=g.actor, act=Act.PREPARE_CASE)
    form = AskingForm().fill_choices()
    if not form.validate_on_submit():
        return render_template("screening/ask.html", form=form, case=heading)
    asked = Asking(
        partner=Partner(form.partner.data),
        question=form.question.data or "",
        ground=form.ground.data or "",
        channel=form.channel.data or "",
        reply_due_on=form.reply_due_on.data,
    )
    try:
        partner_questions.ask_partner(case_id, asked, by=g.actor, now=_now())
    except Problem as problem:
        field = FIELD_OF_ASKING.get(problem.code) or problem.facts.get("field")
        form.refuse(problem, field if isinstance(field, str) and field in form else None)
        return render_template("screening/ask.html", form=form, case=heading), status_of(problem)
    flash(_("The question is recorded. Record the answer when it has come."), "success")
    return _to_case(case_id)


@pages.route("/fragor/<question_id>", methods=["GET", "POST"])
@access(Act.SEE_CASES)
def question(case_id: str, question_id: str) -> Answer:
    """One question, with its answer or a form for it."""
    heading = reading.case_heading(case_id, actor=g.actor)
    found = questions.question_of(case_id, question_id, today=_today())
    form = ReplyForm().fill_choices(found.partner)
    if not form.is_submitted():
        form.answered_on.data = _today()
    if not form.validate_on_submit():
        return _question(heading, found, form)
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
        partner_questions.record_answer(question_id, reply, by=g.actor, now=_now())
    except Problem as problem:
        form.refuse(problem, field_of(problem, form))
        return _question(heading, found, form), status_of(problem)
    flash(_("The answer is recorded."), "success")
    return _to_case(case_id)


def _hit(page: HitPage, form: JudgementForm | None, second_form: SecondForm | None = None) -> str:
    """A hit about a person is drawn only when the journal has that they are looked at."""
    of_person = page.is_person
    if of_person:
        signatories.note_view(page.case.id, act=Act.SEE_CASES, by=g.actor, now=_now())
    return render_template(
        "screening/hit.html",
        page=page,
        form=form or JudgementForm(formdata=None).fill_choices(page.rests_on, of_person=of_person),
        second_form=second_form or SecondForm(formdata=None).fill_choices(of_person=of_person),
        fact_named=fact_named,
        rows=fact_rows(page.facts),
        BAND_KIND=BAND_KIND,
        JUDGEMENT_KIND=JUDGEMENT_KIND,
        state=checked_state(page.source_state),
    )


def _question(heading: reading.CaseHeading, found: questions.QuestionLine, form: ReplyForm) -> str:
    return render_template(
        "screening/question.html",
        case=heading,
        question=found,
        papers=questions.papers_of(found, today=_today()),
        form=form,
        channel_word=channel_word,
    )


def _to_case(case_id: str) -> Response:
    return redirect(url_for("cases.show", case_id=case_id) + "#kontroller")


def _today() -> dt.date:
    return swedish_day(_now())


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
