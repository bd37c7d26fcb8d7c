"""The signpost of concerns: where each belongs; the form without identity, and what the coordinator reads."""

import datetime as dt

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from vetting.domain.authority import Act
from vetting.domain.errors import NotFound, Problem
from vetting.domain.pointers import Pointer
from vetting.domain.swedish_time import swedish_day
from vetting.reading import concerns as reading
from vetting.services import concerns
from vetting.services.concerns import ConcernRead
from vetting.web.access import access, signed_in, with_account
from vetting.web.errors import status_of
from vetting.web.forms.concerns import ConcernForm, HandledForm, SignpostForm
from vetting.web.wording import concerns as wording

pages = Blueprint("concerns", __name__, url_prefix="/oro")
Page = str | Response | tuple[str, int]


@pages.get("", strict_slashes=False)
@with_account
def signpost() -> str:
    """Where a concern belongs. Nothing is written here and nothing is kept."""
    return render_template("concerns/signpost.html", lines_of_house=reading.signpost())


@pages.route("/utan-namn", methods=["GET", "POST"])
@signed_in
def write() -> Page:
    """A concern without identity. Who writes it is not asked for."""
    found = reading.choices(_today())
    form = ConcernForm().fill_choices(found)
    if not form.validate_on_submit():
        if not form.is_submitted():
            form.month.data = found.months[0]
        return _form(form, (), 422 if form.errors else 200)
    try:
        concerns.receive_concern(form.said, now=_now())
    except Problem as problem:
        named = str(problem.facts.get("field", ""))
        form.refuse(problem, named if named in form else None)
        return _form(form, reading.to_rewrite(form.text.data or "", problem), status_of(problem))
    flash(_("It has come in to the coordinator. Who wrote it is kept nowhere."), "success")
    return redirect(url_for(".signpost"))


@pages.get("/inkommet")
@access(Act.HANDLE_CONCERNS)
def overview() -> str:
    """What came in, without the texts."""
    found = reading.concern_list(actor=g.actor, page=request.args.get("page", 1, type=int))
    return render_template(
        "concerns/overview.html", found=found, month_word=wording.month_word, per_page=reading.PER_PAGE
    )


@pages.get("/inkommet/<concern_id>")
@access(Act.HANDLE_CONCERNS)
def show(concern_id: str) -> str:
    """One concern; that it is read is journaled."""
    return _shown(concerns.read_concern(concern_id, by=g.actor, now=_now()), HandledForm(formdata=None))


@pages.post("/inkommet/<concern_id>")
@access(Act.HANDLE_CONCERNS)
def handle(concern_id: str) -> Page:
    """What was done with it."""
    form = HandledForm()
    if not form.validate():
        return _shown(concerns.read_concern(concern_id, by=g.actor, now=_now()), form), 422
    try:
        concerns.handle_concern(concern_id, form.words.data or "", by=g.actor, now=_now())
    except NotFound:
        raise
    except Problem as problem:
        form.refuse(problem, "words")
        found = reading.to_rewrite(form.words.data or "", problem)
        read = concerns.read_concern(concern_id, by=g.actor, now=_now())
        return _shown(read, form, found), status_of(problem)
    flash(_("The concern is handled."), "success")
    return redirect(url_for(".overview"))


@pages.route("/kontaktrader", methods=["GET", "POST"])
@access(Act.HANDLE_CONCERNS)
def contacts() -> Page:
    """The municipality's own lines of the signpost, in editions."""
    editions = reading.signpost_editions(actor=g.actor)
    form = SignpostForm(obj=editions[0] if editions else None)
    if not form.validate_on_submit():
        return render_template("concerns/contacts.html", form=form, editions=editions), (
            422 if form.errors else 200
        )
    try:
        concerns.write_signpost(form.lines, by=g.actor, now=_now())
    except Problem as problem:
        named = str(problem.facts.get("field", ""))
        form.refuse(problem, named if named in form else None)
        editions = reading.signpost_editions(actor=g.actor)  # another may have come in the same moment
        return render_template("concerns/contacts.html", form=form, editions=editions), status_of(problem)
    flash(_("The contact lines hold from now on."), "success")
    return redirect(url_for(".signpost"))


def _form(form: ConcernForm, found: tuple[Pointer, ...], status: int) -> tuple[str, int]:
    return render_template("concerns/write.html", form=form, found=found, rewrites=wording.REWRITES), status


def _shown(concern: ConcernRead, form: HandledForm, found: tuple[Pointer, ...] = ()) -> str:
    return render_template(
        "concerns/show.html",
        concern=concern,
        form=form,
        found=found,
        rewrites=wording.REWRITES,
        month_word=wording.month_word,
    )


def _today() -> dt.date:
    return swedish_day(_now())


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
