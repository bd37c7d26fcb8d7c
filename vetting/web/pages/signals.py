"""What re-screening found since last time: judged, the decision reconsidered, settled with a word."""

import datetime as dt
from collections.abc import Callable

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from vetting.domain.authority import Act
from vetting.domain.errors import Problem
from vetting.domain.rescreening import SignalWord
from vetting.domain.terms import SignalKind
from vetting.reading import signals as reading
from vetting.reading.answer_signal import AnswerSignalPage, answer_signal
from vetting.reading.signal import SignalPage, signal_page
from vetting.services import judgements, signals, signatories
from vetting.web.access import access
from vetting.web.errors import status_of
from vetting.web.forms.base import Form
from vetting.web.forms.screening import JudgementForm, SecondForm
from vetting.web.forms.signals import ReconsiderForm, SettleForm
from vetting.web.wording import terms_signals as wording
from vetting.web.wording.screening import BAND_KIND, fact_rows

pages = Blueprint("signals", __name__, url_prefix="/signaler")

Answer = str | Response | tuple[str, int]
REASON_CODES = ("reason_missing", "personal_number_in_text", "outlook_in_text")


@pages.app_context_processor
def words() -> dict[str, object]:
    """What the desk, the case and the association need to speak of signals."""
    return {"signal_words": wording}


@pages.get("")
@access(Act.SEE_CASES)
def overview() -> str:
    """Signals of one's own boards, open or settled."""
    kind = request.args.get("slag", "")
    wanted = reading.SignalFilter(
        request.args.get("visa") == "avgjorda",
        request.args.get("namnd", ""),
        SignalKind(kind) if kind in set(SignalKind) else None,
    )
    found = reading.signal_list(wanted, actor=g.actor, page=request.args.get("page", 1, type=int))
    return render_template(
        "signals/overview.html", found=found, wanted=wanted, kinds=list(SignalKind), BAND_KIND=BAND_KIND
    )


@pages.route("/<signal_id>", methods=["GET", "POST"])
@access(Act.SEE_CASES)
def show(signal_id: str) -> Answer:
    """Both sides of a signal, and a person's word on it."""
    page = _page(signal_id)
    form = JudgementForm().fill_choices(page.rests_on, of_person=page.line.is_person)

    def judge() -> None:
        judgements.judge_signal(signal_id, form.said(), by=g.actor, now=_now())

    return _done(page, form, judge, {"facts_missing": "rests_on"}, "reason")


@pages.post("/<signal_id>/andra")
@access(Act.SEE_CASES)
def second(signal_id: str) -> Answer:
    """The second person's word on a signal that a colleague cleared."""
    page = _page(signal_id)
    form = SecondForm().fill_choices(of_person=page.line.is_person)

    def agree() -> None:
        agrees, reason = form.agrees.data == "yes", form.second_reason.data or ""
        judgements.second_signal(signal_id, agrees=agrees, reason=reason, by=g.actor, now=_now())

    return _done(page, form, agree, {}, "second_reason")


@pages.post("/<signal_id>/omprova")
@access(Act.SEE_CASES)
def reconsider(signal_id: str) -> Answer:
    """Notes that the decision is looked at anew; nothing else changes."""
    page = _page(signal_id)
    form = ReconsiderForm()

    def note() -> None:
        signals.reconsider(signal_id, form.reconsider_reason.data or "", by=g.actor, now=_now())

    return _done(page, form, note, {}, "reconsider_reason")


@pages.post("/<signal_id>/avgor")
@access(Act.SEE_CASES)
def settle(signal_id: str) -> Answer:
    """Says what became of it."""
    page = _page(signal_id)
    form = SettleForm().fill_choices(page.settlements)

    def say() -> None:
        word = SignalWord(form.word.data)
        signals.settle_signal(signal_id, word, form.settle_reason.data or "", by=g.actor, now=_now())

    return _done(page, form, say, {"signal_word": "word", "signal_not_judged": "word"}, "settle_reason")


def _page(signal_id: str) -> SignalPage | AnswerSignalPage:
    return answer_signal(signal_id, actor=g.actor) or signal_page(signal_id, actor=g.actor)


def _done(
    page: SignalPage | AnswerSignalPage,
    form: Form,
    deed: Callable[[], None],
    fields: dict[str, str],
    reason: str,
) -> Answer:
    """The deed of a form, or the page again with what is wrong at its field."""
    if not form.validate_on_submit():
        return _show(page, form)
    try:
        deed()
    except Problem as problem:
        form.refuse(problem, reason if problem.code in REASON_CODES else fields.get(problem.code))
        return _show(page, form), status_of(problem)
    flash(_("Saved."), "success")
    return redirect(url_for(".show", signal_id=page.line.id))


def _show(page: SignalPage | AnswerSignalPage, sent: Form) -> str:
    """The page; the form that was sent keeps what was written in it. One that shows a person is drawn only
    when the journal has that they are looked at."""
    of_person = page.line.is_person
    if of_person and isinstance(page, SignalPage) and page.function is not None:
        signatories.note_view(page.line.case_id or "", act=Act.SEE_CASES, by=g.actor, now=_now())
    forms: tuple[Form, ...] = (
        JudgementForm(formdata=None).fill_choices(page.rests_on, of_person=of_person),
        SecondForm(formdata=None).fill_choices(of_person=of_person),
        ReconsiderForm(formdata=None),
        SettleForm(formdata=None).fill_choices(page.settlements),
    )
    judging, seconding, reconsidering, settling = (
        sent if isinstance(sent, type(form)) else form for form in forms
    )
    if isinstance(page, AnswerSignalPage):
        return render_template(
            "signals/answer.html",
            page=page,
            line=page.line,
            sent=sent,
            reconsidering=reconsidering,
            settling=settling,
        )
    return render_template(
        "signals/show.html",
        page=page,
        line=page.line,
        sent=sent,
        judging=judging,
        seconding=seconding,
        reconsidering=reconsidering,
        settling=settling,
        rows=fact_rows(page.facts),
        fact_named=wording.fact_named,
        BAND_KIND=BAND_KIND,
    )


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
