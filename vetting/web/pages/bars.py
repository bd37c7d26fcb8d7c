"""Stop marks: the register, one of them, proposing, signing, and answering when one asks."""

import datetime as dt

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from vetting.domain.authority import Act
from vetting.domain.errors import Problem
from vetting.domain.swedish_time import swedish_day
from vetting.reading import bar_moves
from vetting.reading import bars as reading
from vetting.services import bars
from vetting.web.access import access
from vetting.web.errors import status_of
from vetting.web.forms.bars import AnswerForm, BarForm, LiftForm, RenewalForm
from vetting.web.forms.contracts import ReturnForm

pages = Blueprint("bars", __name__)
Answer = str | Response | tuple[str, int]


@pages.get("/sparrar")
@access(Act.SEE_REVOCATIONS)
def overview() -> str:
    """Every stop mark that is of the actor's boards or holds in one of them."""
    return render_template("bars/overview.html", found=reading.register(actor=g.actor, today=_today()))


@pages.route("/sparrar/ny/<case_id>", methods=["GET", "POST"])
@access(Act.DECIDE_EFFECT)
def propose(case_id: str) -> Answer:
    """A stop mark on the association of a decided revocation, proposed to another person."""
    case = bar_moves.case_for_bar(case_id, actor=g.actor)
    form = BarForm().with_choices()
    if not form.validate_on_submit():
        form.collect_words()
        return render_template("bars/propose.html", case=case, form=form), 422 if form.errors else 200
    try:
        made = bars.propose_bar(case_id, form.terms(), by=g.actor, now=_now())
    except Problem as problem:
        form.refuse_named(problem)
        return render_template("bars/propose.html", case=case, form=form), status_of(problem)
    return _proposed(made)


@pages.get("/sparrar/<bar_id>")
@access(Act.SEE_REVOCATIONS)
def show(bar_id: str) -> str:
    """One stop mark; other boards see what it stops and until when, and no more."""
    found = reading.bar_page(bar_id, actor=g.actor, today=_today())
    return render_template("bars/show.html", found=found, form=AnswerForm(formdata=None), today=_today())


@pages.post("/sparrar/<bar_id>/svar")
@access(Act.DECIDE_EFFECT)
def answer(bar_id: str) -> Answer:
    """A word to a stop mark that asks: with a next day of review it stands, without one its time is over."""
    form = AnswerForm()
    found = reading.bar_page(bar_id, actor=g.actor, today=_today())
    if not form.validate():
        return render_template("bars/show.html", found=found, form=form, today=_today()), 422
    try:
        if form.review_on.data is None:
            bars.say_ended(bar_id, form.text.data or "", by=g.actor, now=_now())
        else:
            bars.say_stands(bar_id, form.text.data or "", form.review_on.data, by=g.actor, now=_now())
    except Problem as problem:
        form.refuse_named(problem)
        return render_template("bars/show.html", found=found, form=form, today=_today()), status_of(problem)
    flash(_("The answer is recorded."), "success")
    return redirect(url_for(".show", bar_id=bar_id))


@pages.route("/sparrar/<bar_id>/fornya", methods=["GET", "POST"])
@access(Act.DECIDE_EFFECT)
def renew(bar_id: str) -> Answer:
    """A new time for a stop mark, by a new decision of two persons."""
    found = reading.bar_page(bar_id, actor=g.actor, today=_today())
    form = RenewalForm()
    if not form.validate_on_submit():
        form.collect_words()
        return render_template("bars/renew.html", found=found, form=form), 422 if form.errors else 200
    try:
        made = bars.propose_renewal(bar_id, form.terms(), by=g.actor, now=_now())
    except Problem as problem:
        form.refuse_named(problem)
        return render_template("bars/renew.html", found=found, form=form), status_of(problem)
    return _proposed(made)


@pages.route("/sparrar/<bar_id>/hav", methods=["GET", "POST"])
@access(Act.DECIDE_EFFECT)
def lift(bar_id: str) -> Answer:
    """The way back: lifted before its end, with a reason, by two persons."""
    found = reading.bar_page(bar_id, actor=g.actor, today=_today())
    form = LiftForm()
    if not form.validate_on_submit():
        return render_template("bars/lift.html", found=found, form=form), 422 if form.errors else 200
    try:
        made = bars.propose_lift(bar_id, form.reason.data or "", by=g.actor, now=_now())
    except Problem as problem:
        form.refuse_named(problem)
        return render_template("bars/lift.html", found=found, form=form), status_of(problem)
    return _proposed(made)


@pages.route("/sparrar/forslag/<move_id>", methods=["GET", "POST"])
@access(Act.SEE_REVOCATIONS)
def move(move_id: str) -> Answer:
    """A proposal: to be read, and sent back with a reason."""
    found = bar_moves.move_page(move_id, actor=g.actor)
    form = ReturnForm()
    if not form.validate_on_submit():
        return render_template("bars/move.html", found=found, form=form), 422 if form.errors else 200
    try:
        bars.return_move(move_id, form.reason.data or "", by=g.actor, now=_now())
    except Problem as problem:
        form.refuse_named(problem)
        return render_template("bars/move.html", found=found, form=form), status_of(problem)
    flash(_("The proposal is returned."), "success")
    return redirect(url_for(".overview"))


@pages.post("/sparrar/forslag/<move_id>/skriv-under")
@access(Act.SET_BAR)
def sign(move_id: str) -> Response:
    """Another person carries it out."""
    bar_id = bars.sign_move(move_id, by=g.actor, now=_now())
    flash(_("It is signed and carried out."), "success")
    return redirect(url_for(".show", bar_id=bar_id))


def _proposed(move_id: str) -> Response:
    flash(_("It is proposed. Another person signs it."), "success")
    return redirect(url_for(".move", move_id=move_id))


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def _today() -> dt.date:
    return swedish_day(_now())
