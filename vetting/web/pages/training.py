"""Who has taken the basic course: counts by board, and registering it for one's own people."""

import datetime as dt

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from vetting.domain.authority import Act
from vetting.domain.errors import Refused
from vetting.domain.swedish_time import swedish_day
from vetting.reading.routines import training_page
from vetting.services.training import register_training
from vetting.web.access import access, signed_in
from vetting.web.forms.routines import TrainingForm
from vetting.web.wording import problem_text
from vetting.web.wording.action_plans import roles_word

pages = Blueprint("training", __name__, url_prefix="/utbildning")


@pages.get("")
@signed_in
def overview() -> str:
    """Counts by board, and one's own people by name."""
    found = training_page(actor=g.actor, today=swedish_day(_now()))
    return render_template("training/overview.html", found=found, roles_word=roles_word)


@pages.post("")
@access(Act.KEEP_TRAINING)
def register() -> Response:
    """Whether somebody has taken the course, and when."""
    form = TrainingForm().fill_choices()
    if not form.validate():
        flash(_("Choose yes or no, and give the day as a date."), "warning")
        return redirect(url_for(".overview"))
    has_taken = form.taken.data == "yes"
    try:
        register_training(str(form.officer_id.data), has_taken, form.taken_on.data, by=g.actor, now=_now())
        flash(_("The training is registered."), "success")
    except Refused as problem:
        flash(problem_text(problem), "warning")
    return redirect(url_for(".overview"))


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
