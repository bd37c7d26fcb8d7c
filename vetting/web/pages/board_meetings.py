"""The days on which a board meets: planned and cancelled by the administrator."""

import datetime as dt

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from vetting.domain.authority import Act
from vetting.domain.errors import Refused
from vetting.domain.swedish_time import swedish_day
from vetting.reading.board_meetings import meeting_days
from vetting.services import board_meetings
from vetting.web.access import access
from vetting.web.errors import status_of
from vetting.web.forms.board_meetings import MeetingForm
from vetting.web.wording import problem_text

pages = Blueprint("board_meetings", __name__)
Page = str | Response | tuple[str, int]


@pages.route("/administration/namnder/<board_id>/sammantraden", methods=["GET", "POST"])
@access(Act.ADMINISTER)
def plan(board_id: str) -> Page:
    """The list, and one more day for it."""
    form = MeetingForm()
    if not form.validate_on_submit():
        return _drawn(board_id, form), 422 if form.errors else 200
    try:
        board_meetings.plan_meeting(board_id, form.day, by=g.actor, now=_now())
    except Refused as problem:
        form.refuse(problem, "held_on")
        return _drawn(board_id, form), status_of(problem)
    flash(_("The meeting is planned."), "success")
    return redirect(url_for(".plan", board_id=board_id))


@pages.post("/administration/namnder/<board_id>/sammantraden/stryk")
@access(Act.ADMINISTER)
def cancel(board_id: str) -> Page:
    """The board does not meet that day."""
    form = MeetingForm()
    if not form.validate():
        return _drawn(board_id, form), 422
    try:
        board_meetings.cancel_meeting(board_id, form.day, by=g.actor, now=_now())
        flash(_("The meeting is taken off the list."), "success")
    except Refused as problem:
        flash(problem_text(problem), "danger")
    return redirect(url_for(".plan", board_id=board_id))


def _drawn(board_id: str, form: MeetingForm) -> str:
    found = meeting_days(board_id, actor=g.actor, today=swedish_day(_now()))
    return render_template("administration/meetings.html", found=found, form=form)


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
