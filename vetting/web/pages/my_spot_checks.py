"""The spot checks that the signed-in officer makes or reads a second time."""

from flask import Blueprint, g, render_template

from vetting.domain.authority import Act
from vetting.reading.my_spot_checks import my_spot_checks
from vetting.web.access import access
from vetting.web.check_pages import today

pages = Blueprint("my_spot_checks", __name__)


@pages.get("/stickprov/mina")
@access(Act.SEE_SPOT_CHECKS)
def overview() -> str:
    """My open checks by planned week."""
    return render_template("spot_checks/mine.html", checks=my_spot_checks(g.actor), today=today())
