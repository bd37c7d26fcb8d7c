"""Local pictures of half-years: which boards have one, one to read, to write and to adopt."""

import datetime as dt
from collections.abc import Callable

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from vetting.domain.authority import Act
from vetting.domain.errors import NotFound, Refused
from vetting.domain.pointers import Pointer
from vetting.domain.seasons import HalfYear
from vetting.reading import local_pictures as reading
from vetting.services import local_pictures, plan_steps
from vetting.web.access import access
from vetting.web.errors import status_of
from vetting.web.forms.action_plans import SeenForm
from vetting.web.forms.local_pictures import PictureForm
from vetting.web.wording import problem_text
from vetting.web.wording.local_pictures import concern_word, pointer_help
from vetting.web.wording.rounds import half_year_word

pages = Blueprint("local_pictures", __name__, url_prefix="/lagesbilder")
Page = str | Response | tuple[str, int]


@pages.context_processor
def _words() -> dict[str, Callable[[str], str]]:
    return {"half_year_word": half_year_word}


@pages.get("")
@access(Act.SEE_ACTION_PLANS)
def overview() -> str:
    """The boards and the pictures of the last two years."""
    days = plan_steps.days_around(_now())
    found = reading.pictures(actor=g.actor, days=days)
    return render_template("local_pictures/overview.html", found=found, today=days.today)


@pages.get("/<board_id>/<half_year>")
@access(Act.SEE_ACTION_PLANS)
def show(board_id: str, half_year: str) -> str:
    """The half-year's picture: as adopted, or as it is written on."""
    asked = request.args.get("version", "")
    if asked and not (asked.isascii() and asked.isdigit() and len(asked) < 5):
        raise NotFound("not_found")
    version = None if request.args.get("utkast") else int(asked or "0")
    found = _found(board_id, half_year, version)
    return render_template("local_pictures/show.html", found=found, concern_word=concern_word)


@pages.route("/<board_id>/<half_year>/skriv", methods=["GET", "POST"])
@access(Act.WRITE_ACTION_PLANS)
def write(board_id: str, half_year: str) -> Page:
    """Writing the picture; what points at somebody is told, and nothing of it is kept."""
    found, form = _found(board_id, half_year, None), PictureForm()
    if request.method == "GET":
        form.fill(found.picture)
        form.seen.data = str(found.edition)
        return _form(found, form)
    form.fill_choices()
    if not form.validate():
        return _form(found, form), 422
    points: tuple[Pointer, ...] = ()
    try:
        picture = form.picture()
        points = local_pictures.pointing(picture)
        half = HalfYear(half_year)
        local_pictures.write_picture(board_id, half, picture, seen=form.seen_edition, by=g.actor, now=_now())
    except Refused as problem:
        form.refuse_named(problem)
        return _form(found, form, points), status_of(problem)
    flash(_("The draft is saved."), "success")
    return redirect(url_for(".show", board_id=board_id, half_year=half_year, utkast="1"))


@pages.post("/<board_id>/<half_year>/anta")
@access(Act.WRITE_ACTION_PLANS)
def adopt(board_id: str, half_year: str) -> Response:
    """Freezes the draft as the half-year's picture."""
    seen = SeenForm().seen_edition
    try:
        local_pictures.adopt_picture(board_id, _half(half_year), seen=seen, by=g.actor, now=_now())
        flash(_("The picture is adopted; this version never changes."), "success")
    except Refused as problem:
        flash(problem_text(problem), "warning")
    return redirect(url_for(".show", board_id=board_id, half_year=half_year))


def _found(board_id: str, half_year: str, version: int | None) -> reading.PicturePage:
    days = plan_steps.days_around(_now())
    return reading.picture_page(board_id, _half(half_year), actor=g.actor, days=days, version=version)


def _half(name: str) -> HalfYear:
    try:
        return HalfYear(name)
    except Refused:
        raise NotFound("not_found") from None


def _form(found: reading.PicturePage, form: PictureForm, points: tuple[Pointer, ...] = ()) -> str:
    parts = {"found": found, "form": form, "points": points, "pointer_help": pointer_help}
    return render_template("local_pictures/write.html", **parts)


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
