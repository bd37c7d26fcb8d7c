"""Re-screening against a source, asked for by hand; the clock does it by itself after each delivery."""

import datetime as dt

from flask import Blueprint, g, redirect, url_for
from werkzeug.wrappers import Response

from vetting.domain.authority import Act
from vetting.services import works
from vetting.web.access import access

pages = Blueprint("rescreenings", __name__, url_prefix="/leveranser")


@pages.post("/<key>/omkontroll")
@access(Act.MANAGE_SOURCES)
def start(key: str) -> Response:
    """Long work: its page shows how far it has come, then the source again."""
    now = dt.datetime.now(dt.UTC)
    work_id = works.queue_work("rescreen_source", {"key": key}, by=g.actor, now=now)
    back = url_for("deliveries.source", key=key) + "#rescreened"
    return redirect(url_for("works.progress", work_id=work_id, next=back))
