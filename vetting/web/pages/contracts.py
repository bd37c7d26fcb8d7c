"""Contracts for premises: a board's terms, and the contract of one booking request."""

import datetime as dt

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from vetting.domain.authority import Act
from vetting.domain.clause_texts import SUGGESTED
from vetting.domain.deadlines import TABLE
from vetting.domain.errors import Problem
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms_decisions import DeadlineKind
from vetting.reading import contracts as reading
from vetting.services import contract_terms
from vetting.web.access import access
from vetting.web.errors import status_of
from vetting.web.forms.contracts import AcceptanceForm, TermsForm
from vetting.web.wording.regimes import counted_words, source_words

pages = Blueprint("contracts", __name__)
Answer = str | Response | tuple[str, int]
EMPTY_ROWS = 3


@pages.get("/hyresvillkor")
@access(Act.SEE_PREMISES)
def terms() -> str:
    """The terms of every board whose premises one sees, with all versions."""
    return render_template(
        "contracts/terms.html", boards=reading.terms_of_boards(actor=g.actor, today=_today())
    )


@pages.route("/hyresvillkor/<board_id>/ny", methods=["GET", "POST"])
@access(Act.MANAGE_PREMISES)
def adopt(board_id: str) -> Answer:
    """Recording a version; the clauses begin as they are in force, or as suggested."""
    found = reading.terms_of_board(board_id, actor=g.actor, today=_today())
    form = TermsForm()
    if not form.is_submitted():
        held = found.in_force
        form.begin_with(held.clauses if held else SUGGESTED, empty=EMPTY_ROWS)
    if not form.validate_on_submit():
        return render_template("contracts/adopt.html", found=found, form=form), 422 if form.errors else 200
    try:
        contract_terms.adopt_terms(board_id, form.terms(), by=g.actor, now=_now())
    except Problem as problem:
        form.refuse(problem, _field(problem, form))
        return render_template("contracts/adopt.html", found=found, form=form), status_of(problem)
    flash(_("The terms are recorded. They hold from their day."), "success")
    return redirect(url_for(".terms"))


@pages.route("/bokningar/<request_id>/avtal", methods=["GET", "POST"])
@access(Act.SEE_PREMISES)
def show(request_id: str) -> Answer:
    """The contract: its terms, the days that count, what was broken; recording that terms were accepted."""
    form = AcceptanceForm().with_choices()
    if not form.validate_on_submit():
        return _drawn(request_id, form), 422 if form.errors else 200
    try:
        contract_terms.accept_terms(request_id, form.acceptance(), by=g.actor, now=_now())
    except Problem as problem:
        form.refuse(problem, _field(problem, form))
        return _drawn(request_id, form), status_of(problem)
    flash(_("It is recorded that the tenant accepted the terms."), "success")
    return redirect(url_for(".show", request_id=request_id))


def _drawn(request_id: str, form: AcceptanceForm) -> str:
    found = reading.contract_page(request_id, actor=g.actor, today=_today())
    return render_template("contracts/show.html", found=found, form=form, today=_today(), notice_word=_notice)


def _notice(kind: DeadlineKind) -> str:
    """How long notice is, and by which provision."""
    return f"{counted_words(TABLE[kind])}: {source_words(TABLE[kind])}"


def _field(problem: Problem, form: TermsForm | AcceptanceForm) -> str | None:
    named = str(problem.facts.get("field", ""))
    return named if named in form and named != "clauses" else None


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def _today() -> dt.date:
    return swedish_day(_now())
