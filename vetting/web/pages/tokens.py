"""Keys for other systems."""

import datetime as dt

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from vetting.domain.authority import Act
from vetting.domain.errors import Problem
from vetting.domain.terms import Partner
from vetting.reading import administration as reading
from vetting.services import tokens
from vetting.web.access import access
from vetting.web.errors import status_of
from vetting.web.forms.administration import PartnerTokenForm, TokenForm

pages = Blueprint("tokens", __name__, url_prefix="/administration")


@pages.route("/nycklar/ny", methods=["GET", "POST"])
@access(Act.ADMINISTER)
def new() -> str | tuple[str, int]:
    """Issuing a key; the secret is shown once."""
    form = TokenForm().fill_choices(reading.boards_in_use(g.actor))
    if not form.validate_on_submit():
        return render_template("administration/token_form.html", form=form)
    try:
        _token_id, secret = tokens.issue_token(
            form.board.data, form.name.data or "", scopes=form.scopes.data or [], by=g.actor, now=_now()
        )
    except Problem as problem:
        form.refuse(problem)
        return render_template("administration/token_form.html", form=form), status_of(problem)
    return render_template("administration/token_secret.html", name=form.name.data, secret=secret)


@pages.route("/nycklar/partner/ny", methods=["GET", "POST"])
@access(Act.ADMINISTER)
def new_of_partner() -> str | tuple[str, int]:
    """Issuing a key to a partner's own system; the secret is shown once."""
    form = PartnerTokenForm().fill_choices()
    if not form.validate_on_submit():
        return render_template("administration/token_form.html", form=form)
    try:
        _token_id, secret = tokens.issue_partner_token(
            Partner(form.partner.data),
            form.name.data or "",
            scopes=form.scopes.data or [],
            by=g.actor,
            now=_now(),
        )
    except Problem as problem:
        form.refuse(problem)
        return render_template("administration/token_form.html", form=form), status_of(problem)
    return render_template("administration/token_secret.html", name=form.name.data, secret=secret)


@pages.post("/nycklar/<token_id>/aterkalla")
@access(Act.ADMINISTER)
def revoke(token_id: str) -> Response:
    """The key stops working at once."""
    tokens.revoke_token(token_id, by=g.actor, now=_now())
    flash(_("The key no longer works."), "success")
    return redirect(url_for("administration.overview"))


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
