"""Refusing dates with a criterion, cancelling confirmed ones, signing as the second person, the letter."""

import datetime as dt
import io

from flask import Blueprint, flash, g, redirect, render_template, send_file, url_for
from flask_babel import gettext as _
from markupsafe import Markup
from werkzeug.wrappers import Response

from vetting.domain.authority import Act
from vetting.domain.errors import Problem
from vetting.domain.lettings import require_sound
from vetting.domain.swedish_time import swedish_day
from vetting.reading import lettings as reading
from vetting.services import letting_decisions
from vetting.web.access import access
from vetting.web.errors import status_of
from vetting.web.forms.lettings import CancellationForm, RefusalForm, ReturnForm
from vetting.web.wording import lettings as wording
from vetting.web.wording import word

pages = Blueprint("letting_decisions", __name__, url_prefix="/bokningar")
Page = str | Response | tuple[str, int]


@pages.route("/<request_id>/avslag", methods=["GET", "POST"])
@access(Act.DECIDE_BOOKING)
def refuse(request_id: str) -> Page:
    """Refusing waiting dates: ground, fact, measures tried, freedoms gone through; the letter at once."""
    page = _page(request_id)
    form = RefusalForm().fill_choices(_contacts(page))
    if not form.validate_on_submit():
        _collect(form)
        return _drawn(page, form), 422 if form.errors else 200
    try:
        decision_id = letting_decisions.refuse(
            request_id, form.dates.data or (), form.refusal, by=g.actor, now=_now()
        )
    except Problem as problem:
        _refuse(form, problem)
        return _drawn(page, form), status_of(problem)
    return _onwards(request_id, decision_id)


@pages.route("/<request_id>/installning", methods=["GET", "POST"])
@access(Act.DECIDE_BOOKING)
def cancel(request_id: str) -> Page:
    """Cancelling confirmed dates on a new fact."""
    page = _page(request_id)
    form = CancellationForm().fill_choices(_contacts(page))
    if not form.validate_on_submit():
        _collect(form)
        return _drawn(page, form), 422 if form.errors else 200
    try:
        decision_id = letting_decisions.cancel(
            request_id, form.dates.data or (), form.cancellation, by=g.actor, now=_now()
        )
    except Problem as problem:
        _refuse(form, problem)
        return _drawn(page, form), status_of(problem)
    return _onwards(request_id, decision_id)


@pages.post("/<request_id>/beslut/<decision_id>/signera")
@access(Act.SECOND_BOOKING)
def sign(request_id: str, decision_id: str) -> Page:
    """Signing what another proposed."""
    reading.require_of_request(request_id, decision_id)
    try:
        letting_decisions.sign_refusal(decision_id, by=g.actor, now=_now())
    except Problem as problem:
        return _second(request_id, decision_id, problem=problem), status_of(problem)
    flash(_("The decision is signed. The letter is ready."), "success")
    return redirect(url_for(".letter", request_id=request_id, decision_id=decision_id))


@pages.route("/<request_id>/beslut/<decision_id>/prova", methods=["GET", "POST"])
@access(Act.SECOND_BOOKING)
def second(request_id: str, decision_id: str) -> Page:
    """The second person's page: sign, or return with a word."""
    reading.require_of_request(request_id, decision_id)
    form = ReturnForm()
    if not form.validate_on_submit():
        return _second(request_id, decision_id, form), 422 if form.errors else 200
    try:
        letting_decisions.return_refusal(decision_id, form.why.data or "", by=g.actor, now=_now())
    except Problem as problem:
        form.refuse(problem, "why" if problem.facts.get("field") == "why" else None)
        return _second(request_id, decision_id, form), status_of(problem)
    flash(_("It is returned to whoever proposed it."), "success")
    return redirect(url_for("lettings.show", request_id=request_id))


@pages.get("/<request_id>/beslut/<decision_id>")
@access(Act.SEE_PREMISES)
def letter(request_id: str, decision_id: str) -> str:
    """The letter as it was written."""
    reading.require_of_request(request_id, decision_id)
    found = letting_decisions.shown_letter(decision_id, by=g.actor)
    text = Markup(found.markup)  # noqa: S704 - made by an escaping template
    return render_template(
        "lettings/letter.html", request_id=request_id, decision_id=decision_id, letter=found, text=text
    )


@pages.get("/<request_id>/beslut/<decision_id>.pdf")
@access(Act.SEE_PREMISES)
def letter_pdf(request_id: str, decision_id: str) -> Response:
    """The letter as a tagged PDF."""
    reading.require_of_request(request_id, decision_id)
    file = letting_decisions.letter_pdf(decision_id, by=g.actor)
    return send_file(
        io.BytesIO(file.data), mimetype="application/pdf", as_attachment=True, download_name=file.name
    )


def _onwards(request_id: str, decision_id: str) -> Response:
    """To the letter where it is decided, else back to the request: another person signs."""
    page = _page(request_id)
    if page.proposal is not None:
        flash(_("Another person signs it before it is decided. It waits on their page."), "info")
        return redirect(url_for("lettings.show", request_id=request_id))
    flash(_("It is decided. The letter with the reasons is ready."), "success")
    return redirect(url_for(".letter", request_id=request_id, decision_id=decision_id))


def _contacts(page: reading.LettingPage) -> list[tuple[str, str]]:
    return [(one.id, f"{wording.at(one.contacted_at)}: {word(one.word)}") for one in page.contacts]


def _refuse(form: RefusalForm, problem: Problem) -> None:
    for one in problem.every:
        named = str(one.facts.get("field", ""))
        named = {"new_fact": "hindrance", "measures": "other_time"}.get(named, named)
        form.refuse(one, named if named in form else None)


def _collect(form: RefusalForm) -> None:
    """Beside what the form itself found: what no ground excuses."""
    if form.is_submitted():
        try:
            require_sound(form.faults(now=_now()))
        except Problem as problem:
            _refuse(form, problem)


def _drawn(page: reading.LettingPage, form: RefusalForm) -> str:
    return render_template("lettings/refuse.html", page=page, form=form)


def _second(
    request_id: str, decision_id: str, form: ReturnForm | None = None, problem: Problem | None = None
) -> str:
    form = form or ReturnForm(formdata=None)
    if problem is not None:
        form.refuse(problem)
    return render_template("lettings/second.html", page=_page(request_id), decision_id=decision_id, form=form)


def _page(request_id: str) -> reading.LettingPage:
    return reading.letting_page(request_id, actor=g.actor, today=swedish_day(_now()))


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
