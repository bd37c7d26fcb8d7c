"""The seed in two persons' words, the draw, what was drawn, and the protocol."""

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from vetting.domain.authority import Act
from vetting.domain.errors import Problem
from vetting.domain.round_stages import MIN_DIGITS
from vetting.domain.terms_spot_checks import RoundStage, RoundStep, SeedKind
from vetting.reading import drawn_list, round_documents, round_rows
from vetting.reading.round_choices import PossibleWitness, possible_witnesses
from vetting.services import draws
from vetting.web import round_pages
from vetting.web.access import access
from vetting.web.errors import status_of
from vetting.web.forms.rounds import ConfirmForm, SeedForm, SetAsideForm
from vetting.web.round_pages import now
from vetting.web.wording import problem_text, word

pages = Blueprint("draws", __name__, url_prefix="/stickprov/<round_id>")
pages.context_processor(round_pages.template_words)
Page = str | Response | tuple[str, int]
WITNESS_CODES = ("two_witnesses_needed", "witnesses_alike")


@pages.route("/fro", methods=["GET", "POST"])
@access(Act.RUN_SPOT_CHECKS)
def seed(round_id: str) -> Page:
    """Recording the seed: the dice and who saw them, or the published value."""
    head = round_rows.round_to_run(round_id, RoundStage.SEALED, actor=g.actor)
    form = SeedForm().fill_choices([(one.id, _witness(one)) for one in possible_witnesses(g.actor)])
    if form.validate_on_submit():
        try:
            draws.record_seed(
                round_id, form.value.data or "", witness_ids=form.witness_ids, by=g.actor, now=now()
            )
        except Problem as problem:
            form.refuse(problem, "second" if problem.code in WITNESS_CODES else "value")
            return _seed_page(head, form), status_of(problem)
        flash(
            _("The seed is recorded. A colleague now writes what they read, without seeing yours."), "success"
        )
        return redirect(url_for("rounds.show", round_id=round_id))
    return (_seed_page(head, form), 422) if form.errors else _seed_page(head, form)


def _seed_page(head: round_rows.RoundHead, form: SeedForm) -> str:
    is_dice = head.terms.seed_kind is SeedKind.DICE
    return render_template("rounds/seed.html", the_round=head, form=form, is_dice=is_dice, least=MIN_DIGITS)


def _witness(one: PossibleWitness) -> str:
    """Name and function, as "Elsa Ek, unit head (Almviks stadsdelsnämnd)"."""
    functions = ", ".join(word(role) for role in one.roles)
    boards = f" ({', '.join(one.boards)})" if one.boards else ""
    return f"{one.name}, {functions}{boards}"


@pages.route("/fro/bekrafta", methods=["GET", "POST"])
@access(Act.MAKE_SPOT_CHECK)
def confirm(round_id: str) -> Page:
    """The second person writes what they read; what was recorded is not shown."""
    head = round_rows.round_to_confirm(round_id, actor=g.actor)
    form, aside = ConfirmForm(), SetAsideForm(formdata=None)
    if form.validate_on_submit():
        try:
            draws.confirm_seed(round_id, form.value.data or "", by=g.actor, now=now())
        except Problem as problem:
            form.refuse(problem, "value")
            page = render_template("rounds/confirm.html", the_round=head, form=form, aside=aside)
            return page, status_of(problem)
        flash(_("The seed is confirmed. The round can be drawn."), "success")
        return redirect(url_for("rounds.show", round_id=round_id))
    page = render_template("rounds/confirm.html", the_round=head, form=form, aside=aside)
    return (page, 422) if form.errors else page


@pages.post("/fro/lagg-undan")
@access(Act.MAKE_SPOT_CHECK)
def set_aside(round_id: str) -> Page:
    """The second person says that the recorded seed is wrong; it stays visible with the reason."""
    head = round_rows.round_to_confirm(round_id, actor=g.actor)
    aside = SetAsideForm()
    status = 422
    if aside.validate_on_submit():
        try:
            draws.set_seed_aside(round_id, aside.reason.data or "", by=g.actor, now=now())
        except Problem as problem:
            aside.refuse(problem, "reason")
            status = status_of(problem)
        else:
            flash(
                _("The seed is set aside and stays visible with your reason. Record the right one."),
                "success",
            )
            return redirect(url_for("rounds.show", round_id=round_id))
    form = ConfirmForm(formdata=None)
    return render_template("rounds/confirm.html", the_round=head, form=form, aside=aside), status


@pages.post("/dra")
@access(Act.RUN_SPOT_CHECKS)
def draw(round_id: str) -> Response:
    """The draw: one press, once."""
    count = draws.draw_round(round_id, by=g.actor, now=now())
    text = ngettext(
        "The round is drawn: %(num)s spot check.", "The round is drawn: %(num)s spot checks.", count
    )
    flash(text, "success")
    return redirect(round_pages.step_url(RoundStep.SHARE_OUT, round_id))


@pages.get("/dragna")
@access(Act.SEE_SPOT_CHECKS)
def drawn(round_id: str) -> str:
    """What was drawn, the streams apart."""
    page = drawn_list.drawn_page(round_id, actor=g.actor)
    return render_template("rounds/drawn.html", page=page, the_round=page.head)


@pages.get("/protokoll")
@access(Act.SEE_SPOT_CHECKS)
def protocol(round_id: str) -> str:
    """The protocol as a page to read and print."""
    head, found, digest = round_documents.protocol_of(round_id, actor=g.actor)
    return render_template("rounds/protocol.html", the_round=head, protocol=found, digest_value=digest)


@pages.get("/protokoll.json")
@access(Act.SEE_SPOT_CHECKS)
def protocol_file(round_id: str) -> Response:
    """The protocol, byte for byte."""
    return round_pages.download(round_documents.document_of(round_id, "protocol", actor=g.actor))


@pages.post("/publicera")
@access(Act.RUN_SPOT_CHECKS)
def publish(round_id: str) -> Response:
    """Puts the protocol on the public page."""
    try:
        draws.publish_round(round_id, by=g.actor, now=now())
    except Problem as problem:
        if problem.code != "letters_not_sent":
            raise
        flash(problem_text(problem), "warning")
    else:
        flash(_("The protocol is published on the public page."), "success")
    return redirect(url_for("rounds.show", round_id=round_id))
