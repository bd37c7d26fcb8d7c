"""What is done about a claim: demanded, paid, waited for, shared, handed over, let go."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, g, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from vetting.domain.authority import Act
from vetting.domain.errors import NotFound, Problem
from vetting.domain.repayment import monthly_parts
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms_revocations import ReliefKind
from vetting.reading.claims import claim_of_relief, claim_page
from vetting.services import claim_reliefs, claims
from vetting.web.access import access
from vetting.web.claim_pages import claim_drawn, claim_form
from vetting.web.errors import status_of

pages = Blueprint("claim_deeds", __name__, url_prefix="/aterkrav")
Page = str | Response | tuple[str, int]
Deed = Callable[[Any, dt.datetime], object]


@pages.post("/<claim_id>/krav")
@access(Act.KEEP_LEDGER)
def demand(claim_id: str) -> Page:
    """Demands all that is due; the letter is there to be sent."""
    return _done(
        claim_id,
        "demand",
        lambda form, now: claims.demand(claim_id, form.demand, by=g.actor, now=now),
        _("The demand is written. Print it and send it: the days count from today."),
    )


@pages.post("/<claim_id>/inbetalning")
@access(Act.KEEP_LEDGER)
def repayment(claim_id: str) -> Page:
    """Notes kronor that came in."""

    def deed(form: Any, now: dt.datetime) -> object:
        amount, on, voucher = form.amount.data, form.on.data, form.voucher.data or ""
        return claims.note_repayment(claim_id, amount, on, voucher=voucher, by=g.actor, now=now)

    return _done(claim_id, "repayment", deed, _("The repayment is noted."))


@pages.post("/<claim_id>/inbetalning/<claim_event_id>/rattelse")
@access(Act.KEEP_LEDGER)
def undo(claim_id: str, claim_event_id: str) -> Page:
    """Takes back a repayment noted by mistake."""
    page = claim_page(claim_id, actor=g.actor, today=swedish_day(_now()))
    if claim_event_id not in {entry.id for entry in page.ledger}:
        raise NotFound("claim_not_found")
    return _done(
        claim_id,
        "undo",
        lambda form, now: claims.undo_repayment(
            claim_id, claim_event_id, form.reason.data, by=g.actor, now=now
        ),
        _("The repayment is taken back. Both lines stay in the ledger."),
    )


@pages.post("/<claim_id>/erkannande")
@access(Act.KEEP_LEDGER)
def acknowledgement(claim_id: str) -> Page:
    """Notes that the association acknowledged the claim."""
    return _done(
        claim_id,
        "acknowledgement",
        lambda form, now: claims.note_acknowledgement(
            claim_id, form.on.data, form.reason.data, by=g.actor, now=now
        ),
        _("The acknowledgement is noted. The time of limitation begins anew."),
    )


@pages.post("/<claim_id>/anstand")
@access(Act.KEEP_LEDGER)
def respite(claim_id: str) -> Page:
    """Lets the association wait."""
    return _done(
        claim_id,
        "respite",
        lambda form, now: claims.grant_respite(
            claim_id, form.until_on.data, form.reason.data, by=g.actor, now=now
        ),
        _("The respite is noted."),
    )


@pages.post("/<claim_id>/avbetalning")
@access(Act.KEEP_LEDGER)
def instalments(claim_id: str) -> Page:
    """Keeps an agreed plan of monthly parts."""

    def deed(form: Any, now: dt.datetime) -> None:
        page = claim_page(claim_id, actor=g.actor, today=swedish_day(now))
        parts = monthly_parts(page.line.balance.due, form.count.data, form.first_on.data)
        claims.agree_instalments(claim_id, parts, form.reason.data, by=g.actor, now=now)

    return _done(claim_id, "instalments", deed, _("The plan is noted."))


@pages.post("/<claim_id>/jurist")
@access(Act.KEEP_LEDGER)
def handover(claim_id: str) -> Page:
    """Hands the claim to a lawyer."""
    return _done(
        claim_id,
        "handover",
        lambda form, now: claims.hand_over(claim_id, form.reason.data, by=g.actor, now=now),
        _("The claim is handed over."),
    )


@pages.post("/<claim_id>/eftergift")
@access(Act.KEEP_LEDGER)
def relief(claim_id: str) -> Page:
    """Proposes to waive or write off."""

    def deed(form: Any, now: dt.datetime) -> object:
        kind, amount = ReliefKind(form.kind.data), form.amount.data
        return claim_reliefs.propose_relief(
            claim_id, kind, amount, reason=form.reason.data, by=g.actor, now=now
        )

    return _done(claim_id, "relief", deed, _("The proposal waits for another person."))


@pages.post("/eftergift/<relief_id>/bekrafta")
@access(Act.DECIDE)
def confirm(relief_id: str) -> Page:
    """Another person lets go of what was proposed."""
    claim_id = claim_of_relief(relief_id, actor=g.actor)
    try:
        claim_reliefs.confirm_relief(relief_id, by=g.actor, now=_now())
    except Problem as problem:
        form = claim_form("decline", is_sent=False)
        form.refuse(problem)
        return claim_drawn(claim_id, "decline", form), status_of(problem)
    flash(_("It is let go, and stands in the ledger."), "success")
    return redirect(url_for("claims.show", claim_id=claim_id))


@pages.post("/eftergift/<relief_id>/avsla")
@access(Act.KEEP_LEDGER)
def decline(relief_id: str) -> Page:
    """The proposal is not followed, or taken back: either way the claim stands."""
    return _done(
        claim_of_relief(relief_id, actor=g.actor),
        "decline",
        lambda form, now: claim_reliefs.decline_relief(
            relief_id, form.answer.data or "", by=g.actor, now=now
        ),
        _("The proposal is not followed. The claim stands."),
    )


def _done(claim_id: str, name: str, deed: Deed, told: str) -> Page:
    """Does it with what was sent, or shows the page again with what needs to be mended."""
    form = claim_form(name, is_sent=True)
    if not form.validate():
        return claim_drawn(claim_id, name, form), 422
    try:
        deed(form, _now())
    except Problem as problem:
        form.refuse_named(problem)
        return claim_drawn(claim_id, name, form), status_of(problem)
    flash(told, "success")
    return redirect(url_for("claims.show", claim_id=claim_id))


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
