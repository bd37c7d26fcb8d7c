"""Broken contracts: recording one, the steps of the ladder, signing a heavier one, and settling."""

import datetime as dt

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from markupsafe import Markup
from werkzeug.wrappers import Response

from vetting.domain.authority import Act
from vetting.domain.deadlines import day_due
from vetting.domain.errors import Problem
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms_contracts import StepState
from vetting.domain.terms_decisions import DeadlineKind
from vetting.reading import breaches as reading
from vetting.reading import contracts
from vetting.services import breach_letters, breaches
from vetting.web.access import access
from vetting.web.downloads import sent_safely
from vetting.web.errors import status_of
from vetting.web.forms.contracts import BreachEndForm, BreachForm, ReturnForm, StepForm

pages = Blueprint("breaches", __name__)
Answer = str | Response | tuple[str, int]


@pages.route("/bokningar/<request_id>/avvikelser-fran-avtal/nytt", methods=["GET", "POST"])
@access(Act.DECIDE_BOOKING)
def record(request_id: str) -> Answer:
    """Recording what happened; nothing follows from it by itself."""
    contract = contracts.contract_page(request_id, actor=g.actor, today=_today())
    form = BreachForm().with_choices(reading.clauses_accepted(request_id))
    if not form.validate_on_submit():
        drawn = render_template("breaches/record.html", contract=contract, form=form)
        return drawn, 422 if form.errors else 200
    try:
        made = breaches.record_breach(request_id, form.breach(), by=g.actor, now=_now())
    except Problem as problem:
        form.refuse_named(problem)
        return render_template("breaches/record.html", contract=contract, form=form), status_of(problem)
    flash(_("The breach is recorded. Choose the first step."), "success")
    return redirect(url_for(".show", breach_id=made))


@pages.get("/avvikelser-fran-avtal/<breach_id>")
@access(Act.SEE_PREMISES)
def show(breach_id: str) -> str:
    """What happened, and the ladder as far as it has come."""
    found = reading.breach_page(breach_id, actor=g.actor, today=_today())
    return render_template("breaches/show.html", found=found, today=_today())


@pages.route("/avvikelser-fran-avtal/<breach_id>/steg", methods=["GET", "POST"])
@access(Act.DECIDE_BOOKING)
def take(breach_id: str) -> Answer:
    """The next step. A suspension or a termination waits for another person."""
    found = reading.breach_page(breach_id, actor=g.actor, today=_today())
    form = StepForm().with_choices()
    if not form.is_submitted():
        form.reply_by.data = day_due(DeadlineKind.CORRECTION_REPLY, _today())
    if not form.validate_on_submit():
        return _step_form(found, form), 422 if form.errors else 200
    try:
        step_id = breaches.take_step(breach_id, form.step(), by=g.actor, now=_now())
    except Problem as problem:
        form.refuse_named(problem)
        return _step_form(found, form), status_of(problem)
    made = reading.step_page(step_id, actor=g.actor, today=_today()).step
    if made.state is StepState.PROPOSED:
        flash(_("The step is proposed. Another person signs it."), "success")
        return redirect(url_for(".show", breach_id=breach_id))
    flash(_("The step is taken. The letter is ready to be sent."), "success")
    return redirect(url_for(".letter", step_id=step_id))


@pages.route("/avvikelser-fran-avtal/<breach_id>/avsluta", methods=["GET", "POST"])
@access(Act.DECIDE_BOOKING)
def settle(breach_id: str) -> Answer:
    """Ending a breach with a word."""
    found = reading.breach_page(breach_id, actor=g.actor, today=_today())
    form = BreachEndForm().with_choices()
    if not form.validate_on_submit():
        return render_template("breaches/settle.html", found=found, form=form), 422 if form.errors else 200
    try:
        breaches.settle_breach(breach_id, form.end(), form.word.data or "", by=g.actor, now=_now())
    except Problem as problem:
        form.refuse_named(problem)
        return render_template("breaches/settle.html", found=found, form=form), status_of(problem)
    flash(_("The breach is settled."), "success")
    return redirect(url_for(".show", breach_id=breach_id))


@pages.route("/avvikelser-fran-avtal/steg/<step_id>", methods=["GET", "POST"])
@access(Act.SEE_PREMISES)
def step(step_id: str) -> Answer:
    """A proposed step: to be read, and sent back with a reason."""
    found = reading.step_page(step_id, actor=g.actor, today=_today())
    form = ReturnForm()
    if not form.validate_on_submit():
        return render_template("breaches/step.html", found=found, form=form), 422 if form.errors else 200
    try:
        breaches.return_step(step_id, form.reason.data or "", by=g.actor, now=_now())
    except Problem as problem:
        form.refuse_named(problem)
        return render_template("breaches/step.html", found=found, form=form), status_of(problem)
    flash(_("The step is returned."), "success")
    return redirect(url_for(".show", breach_id=found.breach.id))


@pages.post("/avvikelser-fran-avtal/steg/<step_id>/skriv-under")
@access(Act.SECOND_BOOKING)
def sign(step_id: str) -> Response:
    """Another person takes the step."""
    breaches.sign_step(step_id, by=g.actor, now=_now())
    flash(_("The step is taken. The letter is ready to be sent."), "success")
    return redirect(url_for(".letter", step_id=step_id))


@pages.get("/avvikelser-fran-avtal/steg/<step_id>/brev")
@access(Act.SEE_PREMISES)
def letter(step_id: str) -> str:
    """The letter, ready to print."""
    shown = breach_letters.shown_letter(step_id, by=g.actor)
    return render_template(
        "breaches/letter.html",
        head_of=reading.letter_head(step_id, actor=g.actor),
        step_id=step_id,
        letter=shown,
        markup=Markup(shown.markup),  # noqa: S704 - made by an escaping template
    )


@pages.get("/avvikelser-fran-avtal/steg/<step_id>/brev.pdf")
@access(Act.SEE_PREMISES)
def letter_pdf(step_id: str) -> Response:
    """The letter as a tagged PDF."""
    file = breach_letters.letter_pdf(step_id, by=g.actor)
    return sent_safely(file.data, "application/pdf", file.name)


def _step_form(found: reading.ShownBreach, form: StepForm) -> str:
    return render_template("breaches/take.html", found=found, form=form)


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def _today() -> dt.date:
    return swedish_day(_now())
