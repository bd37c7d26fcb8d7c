"""Sealing a round's list, the sheet for the notice board, and the sealed document."""

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from vetting.domain.authority import Act
from vetting.domain.errors import Problem
from vetting.domain.terms_spot_checks import RoundStage
from vetting.reading import round_documents, round_frame, round_rows
from vetting.reading.round_page import round_page
from vetting.services import rounds
from vetting.services.seasons import season_of
from vetting.web import round_pages
from vetting.web.access import access
from vetting.web.addresses import address_on_paper
from vetting.web.errors import status_of
from vetting.web.forms.base import Form
from vetting.web.round_pages import now, today

pages = Blueprint("seals", __name__, url_prefix="/stickprov/<round_id>")
pages.context_processor(round_pages.template_words)
Page = str | Response | tuple[str, int]


@pages.route("/forsegla", methods=["GET", "POST"])
@access(Act.RUN_SPOT_CHECKS)
def seal(round_id: str) -> Page:
    """What will be frozen, and freezing it."""
    round_rows.round_to_run(round_id, RoundStage.OPEN, actor=g.actor)
    form = Form()
    if form.validate_on_submit():
        try:
            rounds.seal_round(round_id, by=g.actor, now=now())
        except Problem as problem:
            form.refuse(problem)
            return _seal_page(round_id, form), status_of(problem)
        flash(
            _("The list is sealed. Print the seal and put it on the notice board before the dice."), "success"
        )
        return redirect(url_for(".sheet", round_id=round_id))
    return _seal_page(round_id, form)


def _seal_page(round_id: str, form: Form) -> str:
    page = round_page(round_id, actor=g.actor, today=today())
    return render_template("rounds/seal.html", form=form, page=page, the_round=page.head, today=today())


@pages.get("/forsegling")
@access(Act.SEE_SPOT_CHECKS)
def sheet(round_id: str) -> str:
    """The seal as a sheet of paper for the notice board."""
    head, sealed, digest = round_documents.sealed_round(round_id, actor=g.actor)
    return render_template(
        "rounds/seal_sheet.html",
        the_round=head,
        seal=sealed,
        digest_value=digest,
        frame=round_frame.shown_frame(sealed),
        season=season_of(head.half_year),
        public_url=address_on_paper("public_draws.show"),
    )


@pages.get("/forsegling.json")
@access(Act.SEE_SPOT_CHECKS)
def document(round_id: str) -> Response:
    """The sealed document, byte for byte."""
    return round_pages.download(round_documents.document_of(round_id, "seal", actor=g.actor))
