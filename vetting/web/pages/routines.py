"""Routines and guidelines: what holds, one to read and sign for, and publishing a version."""

import datetime as dt

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from vetting.domain.authority import Act
from vetting.domain.errors import Problem, Refused
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms_action_plans import RoutineKind
from vetting.reading import routines as reading
from vetting.services import routines
from vetting.web.access import access, signed_in
from vetting.web.downloads import sent_safely
from vetting.web.errors import status_of
from vetting.web.forms.routines import InUseForm, RoutineForm
from vetting.web.wording import problem_text
from vetting.web.wording.action_plans import roles_word

pages = Blueprint("routines", __name__, url_prefix="/rutiner")
Page = str | Response | tuple[str, int]


@pages.get("")
@signed_in
def overview() -> str:
    """What holds today, the reader's own unread first."""
    lines = reading.routines_in_force(actor=g.actor, today=_today())
    return render_template("routines/overview.html", lines=lines)


@pages.get("/<version_id>")
@signed_in
def show(version_id: str) -> str:
    """One version, with who has read it as far as the reader may see."""
    found = reading.routine_page(version_id, actor=g.actor, today=_today())
    form = InUseForm(formdata=None)
    return render_template("routines/show.html", found=found, form=form, roles_word=roles_word)


@pages.get("/<version_id>/pdf")
@signed_in
def file(version_id: str) -> Response:
    """The version's PDF as a download that runs nothing."""
    name, media_type, data = routines.file_of(version_id)
    return sent_safely(data, media_type, name)


@pages.post("/<version_id>/last")
@signed_in
def acknowledge(version_id: str) -> Response:
    """Read and understood."""
    try:
        routines.acknowledge(version_id, by=g.actor, now=_now())
        flash(_("It is noted that you have read and understood it."), "success")
    except Refused as problem:
        flash(problem_text(problem), "warning")
    return redirect(url_for(".show", version_id=version_id))


@pages.post("/<version_id>/infort")
@access(Act.WRITE_ACTION_PLANS)
def state_in_use(version_id: str) -> Response:
    """Since when a board holds to it."""
    form = InUseForm()
    if not form.validate():
        flash(_("Give a date."), "warning")
        return redirect(url_for(".show", version_id=version_id))
    try:
        day = dt.date.fromisoformat(str(form.in_use_from.data))
        routines.state_in_use(version_id, str(form.board_id.data), day, by=g.actor, now=_now())
        flash(_("It is noted since when the board holds to it."), "success")
    except Refused as problem:
        flash(problem_text(problem), "warning")
    return redirect(url_for(".show", version_id=version_id))


@pages.route("/ny", methods=["GET", "POST"])
@access(Act.KEEP_ROUTINES)
def new() -> Page:
    """A routine or guideline that is new."""
    return _publish(None)


@pages.route("/serie/<routine_id>/ny-version", methods=["GET", "POST"])
@access(Act.KEEP_ROUTINES)
def new_version(routine_id: str) -> Page:
    """A further version, beginning from the words of the one before."""
    return _publish(routine_id)


def _publish(routine_id: str | None) -> Page:
    form = RoutineForm().fill_choices(reading.boards_to_choose())
    known = reading.text_of_newest(routine_id) if routine_id else None
    if known is not None:
        form.kind.data = known[0].value
    if request.method == "GET":
        if known is not None:
            text = known[1]
            form.title.data, form.text.data = text.title, text.text
            form.roles.data, form.boards.data = [one.value for one in text.roles], list(text.boards)
        return render_template("routines/publish.html", form=form, routine_id=routine_id)
    if not form.validate():
        return render_template("routines/publish.html", form=form, routine_id=routine_id), 422
    sent = form.file.data
    file = (sent.filename or "", sent.read()) if sent else None
    kind = RoutineKind(form.kind.data)
    try:
        made = routines.publish_routine(routine_id, kind, form.version(), file=file, by=g.actor, now=_now())
    except Problem as problem:
        form.refuse_named(problem)
        page = render_template("routines/publish.html", form=form, routine_id=routine_id)
        return page, status_of(problem)
    flash(_("It is published, and those who must read it are reminded."), "success")
    return redirect(url_for(".show", version_id=made))


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def _today() -> dt.date:
    return swedish_day(_now())
