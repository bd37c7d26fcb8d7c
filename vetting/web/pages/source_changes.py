"""A source declared anew, closed, opened; a held delivery let in, an earlier snapshot taken into use."""

import datetime as dt

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from vetting.domain.authority import Act
from vetting.domain.errors import NotFound, Problem
from vetting.domain.swedish_time import swedish_day
from vetting.reading import deliveries as reading
from vetting.services import releases, source_changes, works
from vetting.web.access import access
from vetting.web.errors import status_of
from vetting.web.forms.deliveries import FIELD_OF, ChangeForm, WhyForm
from vetting.web.wording.terms_screening import adapter_word

pages = Blueprint("source_changes", __name__, url_prefix="/leveranser")
Answer = str | Response | tuple[str, int]


@pages.route("/<key>/andra", methods=["GET", "POST"])
@access(Act.MANAGE_SOURCES)
def change(key: str) -> Answer:
    """What may be said anew of a source: all but its key, adapter, partner and kind."""
    page = reading.source_page(key, actor=g.actor, today=swedish_day(_now()))
    form = ChangeForm().fill(page)
    if not form.validate_on_submit():
        return _changed(page, form), 422 if form.errors else 200
    try:
        source_changes.change_source(form.declaration(page.line), by=g.actor, now=_now())
    except Problem as problem:
        form.refuse(problem, FIELD_OF.get(problem.code))
        return _changed(page, form), status_of(problem)
    flash(_("The source is declared anew."), "success")
    return redirect(url_for("deliveries.source", key=key))


@pages.post("/<key>/stang")
@access(Act.MANAGE_SOURCES)
def close(key: str) -> Answer:
    """Takes a source out of use."""
    form, source = WhyForm(), url_for("deliveries.source", key=key)
    try:
        source_changes.close_source(key, form.reason.data or "", by=g.actor, now=_now())
    except Problem as problem:
        return _refused(form, problem, title=_("Close the source"), back=source)
    flash(_("The source is closed. Earlier checks keep what they saw."), "success")
    return redirect(source)


@pages.post("/<key>/oppna")
@access(Act.MANAGE_SOURCES)
def reopen(key: str) -> Response:
    """Takes a closed source into use again."""
    source_changes.reopen_source(key, by=g.actor, now=_now())
    flash(_("The source is open again."), "success")
    return redirect(url_for("deliveries.source", key=key))


@pages.post("/<key>/<snapshot_id>/slapp-in")
@access(Act.MANAGE_SOURCES)
def release(key: str, snapshot_id: str) -> Answer:
    """Lets a held delivery in; its stored bytes are read again."""
    form, report = WhyForm(), url_for("deliveries.report", key=key, snapshot_id=snapshot_id)
    try:
        releases.release_delivery(key, snapshot_id, reason=form.reason.data or "", by=g.actor, now=_now())
    except Problem as problem:
        return _refused(form, problem, title=_("Let it in"), back=report)
    work_id = works.queue_work("read_delivery", {"snapshot_id": snapshot_id}, by=g.actor, now=_now())
    return redirect(url_for("works.progress", work_id=work_id, next=report))


@pages.post("/<key>/<snapshot_id>/ater-i-bruk")
@access(Act.MANAGE_SOURCES)
def roll_back(key: str, snapshot_id: str) -> Answer:
    """Takes an earlier snapshot into use again."""
    form, report = WhyForm(), url_for("deliveries.report", key=key, snapshot_id=snapshot_id)
    try:
        releases.roll_back(key, snapshot_id, reason=form.reason.data or "", by=g.actor, now=_now())
    except Problem as problem:
        return _refused(form, problem, title=_("Take this snapshot into use"), back=report)
    flash(_("The earlier snapshot is in use again."), "success")
    return redirect(report)


def _refused(form: WhyForm, problem: Problem, *, title: str, back: str) -> Answer:
    """The reason as it was written, on a page of its own, with what to mend."""
    if isinstance(problem, NotFound):
        raise problem
    is_of_reason = problem.code == "reason_missing" or problem.facts.get("field") == "reason"
    form.refuse(problem, "reason" if is_of_reason else None)
    page = render_template("deliveries/why.html", form=form, title=title, back=back, action=request.path)
    return page, status_of(problem)


def _changed(page: reading.SourcePage, form: ChangeForm) -> str:
    return render_template("deliveries/change.html", page=page, form=form, adapter_word=adapter_word)


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
