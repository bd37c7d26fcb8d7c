"""My day: what waits for me."""

import datetime as dt

from flask import Blueprint, g, redirect, render_template
from werkzeug.wrappers import Response

from vetting.domain.authority import Act
from vetting.domain.swedish_time import swedish_day
from vetting.reading.desk import desk_of
from vetting.web.access import access, public
from vetting.web.navigation import home_of

pages = Blueprint("desk", __name__)


@pages.get("/")
@public
def home() -> Response:
    """The address without a path leads to my day, or to the partner's desk."""
    return redirect(home_of(g.actor))


@pages.get("/min-dag")
@access(Act.SEE_DESK)
def my_day() -> str:
    """What waits, by what the officer's roles let them do; oldest first."""
    today = swedish_day(dt.datetime.now(dt.UTC))
    return render_template("desk/my_day.html", desk=desk_of(g.actor, today=today), today=today)
