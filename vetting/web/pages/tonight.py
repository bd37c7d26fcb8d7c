"""Tonight: every date in the officer's rooms, for the corridor and on paper."""

import datetime as dt

from flask import Blueprint, g, render_template, request

from vetting.domain.authority import Act
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms_premises import TenancyVerdict
from vetting.reading.tonight import tonight
from vetting.web.access import access
from vetting.web.list_tables.money_and_rooms import day_asked

pages = Blueprint("tonight", __name__)


@pages.get("/ikvall")
@access(Act.SEE_PREMISES)
def show() -> str:
    """The dates of a day, today unless another is asked for."""
    today = swedish_day(dt.datetime.now(dt.UTC))
    found = tonight(
        g.actor,
        day=day_asked(request.args, today),
        today=today,
        board_id=request.args.get("namnd", ""),
        is_all=request.args.get("alla") == "1",
    )
    counts = [(verdict, found.count(verdict)) for verdict in TenancyVerdict]
    return render_template("tonight/show.html", found=found, today=today, counts=counts)
