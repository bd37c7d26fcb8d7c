"""The letters of a round, written in one go."""

import datetime as dt

from flask import Blueprint, flash, g, redirect, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from vetting.domain.authority import Act
from vetting.services import check_comments
from vetting.web.access import access

pages = Blueprint("round_letters", __name__)


@pages.post("/stickprov/<round_id>/brev")
@access(Act.RUN_SPOT_CHECKS)
def ask_everybody(round_id: str) -> Response:
    """Writes the letter to every drawn association that has not had it; each is printed from its check."""
    count = check_comments.ask_everybody(round_id, by=g.actor, now=dt.datetime.now(dt.UTC))
    if count:
        told = ngettext(
            "%(num)s letter is written. Print it from its check and send it.",
            "%(num)s letters are written. Print each from its check and send it.",
            count,
        )
        flash(told, "success")
    else:
        flash(_("Every drawn association has its letter already."), "info")
    return redirect(url_for("rounds.show", round_id=round_id))
