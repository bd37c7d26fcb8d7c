"""Judged hits of one's boards: whether each word holds, has lapsed or was lifted; and lifting one."""

import datetime as dt

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from vetting.domain.authority import Act
from vetting.domain.clearances import ClearanceState
from vetting.domain.errors import Problem
from vetting.reading import clearances as reading
from vetting.reading.clearances import ClearanceFilter
from vetting.services import clearances
from vetting.web.access import access
from vetting.web.errors import status_of
from vetting.web.forms.signals import LiftForm
from vetting.web.wording.screening import BAND_KIND, JUDGEMENT_KIND
from vetting.web.wording.terms_signals import CLEARANCE_KIND, fact_named, facts_changed

pages = Blueprint("clearances", __name__, url_prefix="/registertraffar/avskrivna")


@pages.get("")
@access(Act.SEE_CASES)
def overview() -> str:
    """The pairs of one's own boards; never found by anybody's name."""
    state = request.args.get("lage", "")
    wanted = ClearanceFilter(
        ClearanceState(state) if state in set(ClearanceState) else None,
        request.args.get("namnd", ""),
        request.args.get("kalla", ""),
    )
    found = reading.clearance_list(wanted, actor=g.actor, page=request.args.get("page", 1, type=int))
    return _page("clearances/overview.html", found=found, wanted=wanted, states=list(ClearanceState))


@pages.route("/<clearance_id>", methods=["GET", "POST"])
@access(Act.SEE_CASES)
def lift(clearance_id: str) -> str | Response | tuple[str, int]:
    """One word on a pair, and taking it back with a reason."""
    found = reading.clearance_to_lift(clearance_id, actor=g.actor)
    form = LiftForm()
    if not form.validate_on_submit():
        return _page("clearances/lift.html", line=found, form=form)
    try:
        now = dt.datetime.now(dt.UTC)
        clearances.lift_clearance(clearance_id, form.reason.data or "", by=g.actor, now=now)
    except Problem as problem:
        form.refuse(problem, None if problem.code == "clearance_ended" else "reason")
        return _page("clearances/lift.html", line=found, form=form), status_of(problem)
    flash(_("The judgement is lifted. The hit must be judged again."), "success")
    return redirect(url_for(".overview"))


def _page(template: str, **values: object) -> str:
    return render_template(
        template,
        BAND_KIND=BAND_KIND,
        JUDGEMENT_KIND=JUDGEMENT_KIND,
        CLEARANCE_KIND=CLEARANCE_KIND,
        fact_named=fact_named,
        facts_changed=facts_changed,
        **values,
    )
