"""The matcher's thresholds and weights: what other numbers would have meant; proposed, then confirmed."""

import datetime as dt

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from vetting.domain.authority import Act, may
from vetting.domain.errors import Problem
from vetting.domain.swedish_time import swedish_day
from vetting.domain.what_if import Tried
from vetting.reading.match_settings import SettingsPage, settings_page
from vetting.services import match_settings
from vetting.web.access import access
from vetting.web.errors import status_of
from vetting.web.forms.thresholds import NAMES, ThresholdsForm
from vetting.web.wording import thresholds as words
from vetting.web.wording.screening import BAND_KIND

pages = Blueprint("thresholds", __name__, url_prefix="/trosklar")
Answer = str | Response | tuple[str, int]
MOVED_SHOWN = 50
KIND_SHARES = ("common_share", "distinctive_share")
FIELD_OF = {
    "match_settings_unnamed": "version",
    "match_settings_known": "version",
    "match_settings_past": "in_force_on",
    "reason_missing": "reason",
}


@pages.route("", methods=["GET", "POST"])
@access(Act.SEE_SOURCES)
def overview() -> Answer:
    """The thresholds in force, a form to try others, and every version there was."""
    page = settings_page(actor=g.actor, today=_today())
    form = ThresholdsForm().fill(page.in_force)
    if request.method == "GET":
        return _shown(page, form)
    if not form.validate_on_submit():
        return _shown(page, form), 422
    try:
        if request.form.get("action") != "propose":
            values = form.values(version="?")
            return _shown(page, form, match_settings.try_settings(values, by=g.actor, today=_today()))
        version = match_settings.propose_settings(
            form.values(version=""),
            form.reason.data or "",
            in_force_on=form.in_force_on.data or _today(),
            by=g.actor,
            now=_now(),
        )
    except Problem as problem:
        name = FIELD_OF.get(problem.code) or str(problem.facts.get("name", ""))
        form.refuse(problem, name if name in form else None)
        return _shown(page, form), status_of(problem)
    flash(
        _("The thresholds %(version)s are proposed. Another person confirms them.", version=version),
        "success",
    )
    return redirect(url_for(".overview"))


@pages.post("/<version>/bekrafta")
@access(Act.SET_MATCHING)
def confirm(version: str) -> Response:
    """Another person's yes to proposed thresholds."""
    match_settings.confirm_settings(version, by=g.actor, now=_now())
    flash(_("The thresholds %(version)s are confirmed.", version=version), "success")
    return redirect(url_for(".overview"))


@pages.post("/<version>/aterta")
@access(Act.SET_MATCHING)
def withdraw(version: str) -> Response:
    """A proposal taken back before anybody confirmed it."""
    match_settings.withdraw_settings(version, by=g.actor, now=_now())
    flash(_("The proposal is taken back."), "success")
    return redirect(url_for(".overview"))


def _shown(page: SettingsPage, form: ThresholdsForm, tried: Tried | None = None) -> str:
    groups = (
        (_("Thresholds"), [name for name in NAMES if name.endswith(("_from", "_margin"))]),
        (_("Cuts"), [name for name in NAMES if name.startswith("cut_")]),
        (
            _("Shares"),
            [
                name
                for name in NAMES
                if name.startswith("share_") or name in ("smaller_side", "subset_left_share")
            ],
        ),
        (
            _("Weights of kinds of words"),
            [name for name in NAMES if name.startswith("weight_") or name in KIND_SHARES],
        ),
        (_("Lifts"), [name for name in NAMES if name.startswith("lift_")]),
    )
    return render_template(
        "thresholds/overview.html",
        page=page,
        form=form,
        tried=tried,
        groups=groups,
        words=words,
        may_set=may(g.actor, Act.SET_MATCHING),
        moved_shown=MOVED_SHOWN,
        BAND_KIND=BAND_KIND,
    )


def _today() -> dt.date:
    return swedish_day(_now())


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
