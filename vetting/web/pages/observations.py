"""What was seen on site: noted at a booking, read and settled by the case officer."""

import datetime as dt

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from vetting.domain.authority import Act
from vetting.domain.errors import Problem
from vetting.domain.swedish_time import SWEDEN
from vetting.domain.terms_lettings import ObservationWord
from vetting.reading import observations as reading
from vetting.services import observations
from vetting.web.access import access
from vetting.web.errors import status_of
from vetting.web.forms.lettings import ObservationForm, SettleForm

pages = Blueprint("observations", __name__)
Page = str | Response | tuple[str, int]


@pages.route("/ikvall/<booking_id>/iakttagelse", methods=["GET", "POST"])
@access(Act.RECEIVE_BOOKING)
def note(booking_id: str) -> Page:
    """Writing what is seen: facts, when and how many; never who."""
    booked, form = reading.booked(booking_id, actor=g.actor), ObservationForm().fill_choices()
    if not form.is_submitted():
        local = _now().astimezone(SWEDEN)
        form.day.data, form.at.data = local.date(), local.time().replace(second=0, microsecond=0)
    if not form.validate_on_submit():
        return render_template(
            "observations/note.html", booked=booked, form=form
        ), 422 if form.errors else 200
    try:
        made = observations.note_observation(booking_id, form.seen, by=g.actor, now=_now())
    except Problem as problem:
        named = str(problem.facts.get("field", ""))
        named = {"seen_at": "at"}.get(named, named)
        form.refuse(problem, named if named in form else None)
        return render_template("observations/note.html", booked=booked, form=form), status_of(problem)
    flash(_("What was seen is noted. The case officer is told where the association has support."), "success")
    return redirect(url_for(".show", observation_id=made))


@pages.get("/iakttagelser")
@access(Act.SEE_PREMISES)
def overview() -> str:
    """Those that wait for a word, or everything seen at one request's dates."""
    asked = request.args.get("forfragan", "")
    lines = reading.observations_listed(g.actor, request_id=asked)
    return render_template("observations/overview.html", lines=lines, asked=asked)


@pages.route("/iakttagelser/<observation_id>", methods=["GET", "POST"])
@access(Act.SEE_PREMISES)
def show(observation_id: str) -> Page:
    """One observation, and what becomes of it."""
    form = SettleForm().fill_choices()
    if not form.validate_on_submit():
        return _shown(observation_id, form), 422 if form.errors else 200
    try:
        word = ObservationWord(form.observation_word.data)
        observations.settle_observation(observation_id, word, form.why.data or "", by=g.actor, now=_now())
    except Problem as problem:
        form.refuse(problem, "why" if problem.facts.get("field") == "why" else None)
        return _shown(observation_id, form), status_of(problem)
    flash(_("The observation is settled."), "success")
    return redirect(url_for(".show", observation_id=observation_id))


def _shown(observation_id: str, form: SettleForm) -> str:
    line = reading.observation_page(observation_id, actor=g.actor)
    return render_template("observations/show.html", line=line, form=form)


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
