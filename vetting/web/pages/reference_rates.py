"""Reference rates by half-year, from which interest on claims is counted; none is built in."""

import datetime as dt

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from vetting.domain.authority import Act
from vetting.domain.errors import Problem
from vetting.reading.claims import rates_recorded
from vetting.services import reference_rates
from vetting.web.access import access
from vetting.web.errors import status_of
from vetting.web.forms.claims import RateForm

pages = Blueprint("reference_rates", __name__)


@pages.route("/administration/referensranta", methods=["GET", "POST"])
@access(Act.ADMINISTER)
def overview() -> str | Response | tuple[str, int]:
    """The rates recorded, and recording one."""
    form = RateForm()
    if not form.validate_on_submit():
        return _drawn(form), 422 if form.errors else 200
    try:
        reference_rates.record_rate(*form.rate(), by=g.actor, now=dt.datetime.now(dt.UTC))
    except Problem as problem:
        form.refuse_named(problem)
        return _drawn(form), status_of(problem)
    flash(_("The rate is recorded."), "success")
    return redirect(url_for(".overview"))


def _drawn(form: RateForm) -> str:
    return render_template("claims/rates.html", form=form, rates=rates_recorded())
