"""Deciding a proposal, entering the board's decision, the list of both, and the letter."""

import datetime as dt
import io

from flask import Blueprint, flash, g, redirect, render_template, request, send_file, url_for
from flask_babel import gettext as _
from markupsafe import Markup
from werkzeug.wrappers import Response

from vetting.domain.authority import Act
from vetting.domain.errors import Problem
from vetting.domain.terms import Outcome
from vetting.reading.decision_list import decision_list
from vetting.services import decisions, letters
from vetting.web import decision_pages
from vetting.web.access import access
from vetting.web.forms.decisions import BoardDecisionForm, DecideForm
from vetting.web.list_tables.casework import decisions_wanted
from vetting.web.wording import problem_words

pages = Blueprint("decisions", __name__)
Page = str | Response | tuple[str, int]


@pages.app_context_processor
def words() -> dict[str, object]:
    """What the templates need to say what stands in the way."""
    return {"problem_words": problem_words}


@pages.get("/beslut")
@access(Act.SEE_CASES)
def overview() -> str:
    """To decide, oldest first; or decided, newest first."""
    wanted = decisions_wanted(request.args)
    found = decision_list(wanted, actor=g.actor)
    return render_template("decisions/overview.html", found=found, wanted=wanted, outcomes=list(Outcome))


@pages.get("/arenden/<case_id>/beslut")
@access(Act.SEE_CASES)
def show(case_id: str) -> str:
    """The one page to decide on; afterwards, what was decided."""
    return decision_pages.drawn(case_id)


@pages.post("/arenden/<case_id>/beslut")
@access(Act.DECIDE)
def decide(case_id: str) -> Page:
    """Signs the proposal as it stands."""
    form = DecideForm()
    try:
        decisions.decide(case_id, form.proposal_id.data or "", by=g.actor, now=dt.datetime.now(dt.UTC))
    except Problem as problem:
        return decision_pages.refused(case_id, form, problem)
    flash(_("Decided. Support, follow-up plan and letter were written at the same time."), "success")
    return redirect(url_for("decisions.letter", case_id=case_id))


@pages.post("/arenden/<case_id>/beslut/namnd")
@access(Act.RECORD_BOARD_DECISION)
def record_board(case_id: str) -> Page:
    """Enters that the board decided as proposed."""
    form = BoardDecisionForm()
    if not form.validate():
        return decision_pages.drawn(case_id, form), 422
    try:
        decisions.record_board_decision(
            case_id,
            form.proposal_id.data or "",
            minutes=form.minutes.data or "",
            decided_on=form.day,
            by=g.actor,
            now=dt.datetime.now(dt.UTC),
        )
    except Problem as problem:
        return decision_pages.refused(case_id, form, problem)
    flash(_("The board's decision is recorded, and the letter is written."), "success")
    return redirect(url_for("decisions.letter", case_id=case_id))


@pages.get("/arenden/<case_id>/brev")
@access(Act.SEE_CASES)
def letter(case_id: str) -> str:
    """The decision letter, to read and print."""
    shown = letters.shown_letter(case_id, by=g.actor)
    # Made by the house's own template from escaped content.
    return render_template(
        "decisions/letter.html",
        case_id=case_id,
        letter=shown,
        markup=Markup(shown.markup),  # noqa: S704
    )


@pages.get("/arenden/<case_id>/brev.pdf")
@access(Act.SEE_CASES)
def letter_pdf(case_id: str) -> Response:
    """The same letter as a tagged PDF, where one can be made."""
    file = letters.letter_pdf(case_id, by=g.actor)
    return send_file(
        io.BytesIO(file.data), mimetype="application/pdf", as_attachment=True, download_name=file.name
    )
