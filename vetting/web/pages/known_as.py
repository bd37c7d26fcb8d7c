"""What an association is known as besides its name: recorded and taken away on pages of its own."""

import datetime as dt

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from vetting.domain.authority import Act
from vetting.domain.errors import Problem
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms_associations import GiroKind
from vetting.reading import known_as as reading
from vetting.reading.association import Identity, identity_of
from vetting.services import known_as
from vetting.web.access import access
from vetting.web.errors import status_of
from vetting.web.forms.associations import GiroForm, OtherNameForm, OtherNumberForm, TakeAwayForm

pages = Blueprint("known_as", __name__, url_prefix="/foreningar")

Answer = str | Response | tuple[str, int]
_OF_NAME = {"name_missing": "name", "name_known": "name", "period_backwards": "until_on"}
_OF_NUMBER = ("number_is_personal", "number_lost_zeros", "number_unusable", "number_is_own", "number_known")


@pages.route("/<association_id>/namn/nytt", methods=["GET", "POST"])
@access(Act.EDIT_DIRECTORY)
def new_name(association_id: str) -> Answer:
    """A former or other name, with when and where it is known from."""
    identity = _identity(association_id)
    form = OtherNameForm().fill_choices()
    if not form.validate_on_submit():
        return render_template("associations/name.html", form=form, identity=identity)
    try:
        known_as.record_name(association_id, form.written(), by=g.actor, now=_now())
    except Problem as problem:
        form.refuse(problem, _field_of(problem) or _OF_NAME.get(problem.code))
        return render_template("associations/name.html", form=form, identity=identity), status_of(problem)
    flash(_("The name is recorded."), "success")
    return _back(association_id)


@pages.route("/<association_id>/nummer/nytt", methods=["GET", "POST"])
@access(Act.EDIT_DIRECTORY)
def new_number(association_id: str) -> Answer:
    """The number of a predecessor or successor."""
    identity = _identity(association_id)
    form = OtherNumberForm().fill_choices()
    if not form.validate_on_submit():
        return render_template("associations/number.html", form=form, identity=identity)
    try:
        known_as.record_number(association_id, form.written(), by=g.actor, now=_now())
    except Problem as problem:
        form.refuse(problem, "org_number" if problem.code in _OF_NUMBER else _field_of(problem))
        return render_template("associations/number.html", form=form, identity=identity), status_of(problem)
    flash(_("The number is recorded."), "success")
    return _back(association_id)


@pages.route("/<association_id>/konto", methods=["GET", "POST"])
@access(Act.EDIT_DIRECTORY)
def giro(association_id: str) -> Answer:
    """The account that support is paid to."""
    identity = _identity(association_id)
    form = GiroForm().fill_choices()
    if request.method == "GET":
        form.fill(reading.account_of(association_id))
    if not form.validate_on_submit():
        return render_template("associations/giro.html", form=form, identity=identity)
    try:
        known_as.record_giro(
            association_id,
            GiroKind(form.kind.data),
            form.number.data or "",
            form.reason.data or "",
            by=g.actor,
            now=_now(),
        )
    except Problem as problem:
        form.refuse(problem, "number" if problem.code == "giro_unusable" else _field_of(problem))
        return render_template("associations/giro.html", form=form, identity=identity), status_of(problem)
    flash(_("The account is changed."), "success")
    return _back(association_id)


@pages.post("/<association_id>/namn/<name_id>/ta-bort")
@access(Act.EDIT_DIRECTORY)
def remove_name(association_id: str, name_id: str) -> Response:
    """A name that turned out not to be the association's."""
    form = TakeAwayForm()
    if form.validate_on_submit():
        known_as.remove_name(association_id, name_id, form.reason.data or "", by=g.actor, now=_now())
        flash(_("The name is taken away."), "success")
    else:
        flash(_("Write why it is taken away."), "danger")
    return _back(association_id)


@pages.post("/<association_id>/nummer/<number_id>/ta-bort")
@access(Act.EDIT_DIRECTORY)
def remove_number(association_id: str, number_id: str) -> Response:
    """A number that turned out not to be a predecessor's or successor's."""
    form = TakeAwayForm()
    if form.validate_on_submit():
        known_as.remove_number(association_id, number_id, form.reason.data or "", by=g.actor, now=_now())
        flash(_("The number is taken away."), "success")
    else:
        flash(_("Write why it is taken away."), "danger")
    return _back(association_id)


def _identity(association_id: str) -> Identity:
    return identity_of(association_id, actor=g.actor, today=swedish_day(_now()))


def _field_of(problem: Problem) -> str | None:
    """Where the refusal names the field itself: the text that may not be written."""
    field = problem.facts.get("field")
    return field if field in ("name", "source", "reason") else None


def _back(association_id: str) -> Response:
    return redirect(url_for("associations.show", association_id=association_id, _anchor="known-as"))


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
