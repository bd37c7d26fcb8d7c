"""One-time codes by which the association opens its own case: made, shown once, withdrawn."""

import datetime as dt

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from vetting.domain.authority import Act
from vetting.domain.case_codes import LASTS, SESSION_LASTS
from vetting.domain.errors import Problem
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms_decisions import CodeChannel
from vetting.reading.checks import case_heading
from vetting.services import case_codes
from vetting.web.access import access
from vetting.web.addresses import address_in_post, address_on_paper
from vetting.web.errors import status_of
from vetting.web.forms.hearings import CodeForm
from vetting.web.wording import problem_text

pages = Blueprint("case_codes", __name__, url_prefix="/arenden/<case_id>/kod")


@pages.post("")
@access(Act.PREPARE_CASE)
def make(case_id: str) -> str | Response:
    """A new code, shown once to be sent to the association."""
    case = case_heading(case_id, actor=g.actor, act=Act.PREPARE_CASE)
    form = CodeForm().with_choices()
    if not form.validate():
        flash(_("Choose how the code is sent."), "danger")
        return redirect(url_for("hearings.show", case_id=case_id))
    now = dt.datetime.now(dt.UTC)
    channel, address = CodeChannel(form.channel.data), address_in_post("own_case.enter")
    try:
        code = case_codes.make_code(case_id, channel, address=address, by=g.actor, now=now)
    except Problem as problem:
        flash(problem_text(problem), "danger")
        return redirect(url_for("hearings.show", case_id=case_id))
    if channel is CodeChannel.EMAIL:
        flash(
            _("The code is in the post to the association's own address. It is shown to nobody here."),
            "success",
        )
        return redirect(url_for("hearings.show", case_id=case_id))
    return render_template(
        "hearings/code.html",
        case=case,
        code=code,
        address=address_on_paper("own_case.enter"),
        until=swedish_day(now + LASTS),
        hours=int(SESSION_LASTS.total_seconds() // 3600),
    )


@pages.post("/<code_id>/aterkalla")
@access(Act.PREPARE_CASE)
def withdraw(case_id: str, code_id: str) -> Response:
    """The code opens nothing any more, and whoever has the case open is shown out."""
    try:
        case_codes.withdraw_code(case_id, code_id, by=g.actor, now=dt.datetime.now(dt.UTC))
        flash(_("The code is withdrawn, and nobody has the case open by a code."), "success")
    except Problem as problem:
        if status_of(problem) == 404:
            raise
        flash(problem_text(problem), "danger")
    return redirect(url_for("hearings.show", case_id=case_id))
