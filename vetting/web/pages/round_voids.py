"""Voiding a round: one person proposes with a reason, another agrees, and the round stays visible."""

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from vetting.domain.authority import Act
from vetting.domain.errors import Problem, Refused
from vetting.domain.terms_spot_checks import RoundStage
from vetting.reading import round_rows
from vetting.services import draws
from vetting.web import round_pages
from vetting.web.access import access
from vetting.web.errors import status_of
from vetting.web.forms.rounds import VoidForm
from vetting.web.round_pages import now

pages = Blueprint("round_voids", __name__, url_prefix="/stickprov/<round_id>/ogiltigforklara")
pages.context_processor(round_pages.template_words)
Page = str | Response | tuple[str, int]


@pages.route("", methods=["GET", "POST"])
@access(Act.RUN_SPOT_CHECKS)
def propose(round_id: str) -> Page:
    """Proposing that the round be voided."""
    head = round_rows.round_to_run(round_id, actor=g.actor)
    if head.stage is RoundStage.VOIDED:
        raise Refused("round_voided")
    form = VoidForm()
    if not form.validate_on_submit():
        page = render_template("rounds/void.html", form=form, the_round=head)
        return (page, 422) if form.errors else page
    try:
        draws.propose_void(round_id, form.reason.data or "", by=g.actor, now=now())
    except Problem as problem:
        form.refuse(problem, "reason" if problem.facts.get("field") == "reason" else None)
        return render_template("rounds/void.html", form=form, the_round=head), status_of(problem)
    flash(_("Voiding is proposed. A second person takes the decision."), "success")
    return redirect(url_for("rounds.show", round_id=round_id))


@pages.post("/godta")
@access(Act.RUN_SPOT_CHECKS)
def agree(round_id: str) -> Response:
    """The second person agrees."""
    round_rows.round_to_judge(round_id, actor=g.actor)
    draws.void_round(round_id, by=g.actor, now=now())
    flash(_("The round is voided and stays visible. Another one can be opened in its place."), "success")
    return redirect(url_for("rounds.show", round_id=round_id))


@pages.post("/avsla")
@access(Act.RUN_SPOT_CHECKS)
def decline(round_id: str) -> Response:
    """The round goes on."""
    round_rows.round_to_judge(round_id, actor=g.actor)
    draws.decline_void(round_id, by=g.actor, now=now())
    flash(_("The proposal is declined. The round goes on."), "success")
    return redirect(url_for("rounds.show", round_id=round_id))
