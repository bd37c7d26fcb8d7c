"""The association directory: the list, one association with its history, adding, correcting, seats."""

import datetime as dt

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from vetting.domain.authority import Act
from vetting.domain.errors import Problem
from vetting.domain.giro import format_giro
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms import OfficeRole, PaperKind
from vetting.reading import association as reading
from vetting.reading import directory as list_reading
from vetting.services import associations
from vetting.web.access import access
from vetting.web.errors import status_of
from vetting.web.forms.associations import (
    CorrectionForm,
    EndSeatForm,
    NewAssociationForm,
    SearchForm,
    SeatForm,
    TakeAwayForm,
)
from vetting.web.list_tables.register import directory_asked
from vetting.web.wording import word
from vetting.web.wording.directory import FOLLOWING, row_problem_text

pages = Blueprint("associations", __name__, url_prefix="/foreningar")

Answer = str | Response | tuple[str, int]
NUMBER_CODES = {"number_is_personal", "number_lost_zeros", "number_unusable"}


@pages.get("/")
@access(Act.SEE_DIRECTORY)
def directory() -> str:
    """The list with search and filters."""
    asked = directory_asked(request.args)
    found = list_reading.directory(asked, actor=g.actor)
    form = SearchForm(request.args).fill_choices(found.districts)
    if found.refused_personal:
        form.sok.data = ""
    return render_template(
        "associations/directory.html",
        form=form,
        found=found,
        sort=asked.sort,
        order="desc" if asked.descending else "asc",
        per_page=list_reading.PER_PAGE,
        is_filtered=bool(asked.text or asked.state or asked.district or asked.number_class),
    )


@pages.get("/<association_id>")
@access(Act.SEE_DIRECTORY)
def show(association_id: str) -> str:
    """One association with its whole history."""
    page = reading.association_page(association_id, actor=g.actor, today=_today())
    return render_template(
        "associations/show.html",
        page=page,
        today=_today(),
        row_problem_text=row_problem_text,
        following=FOLLOWING,
        paper_columns=[{"label": word(kind), "kind": kind} for kind in PaperKind],
        end_form=EndSeatForm(formdata=None, ended_on=_today()),
        take_away=TakeAwayForm(formdata=None),
        account_text=format_giro,
    )


@pages.route("/ny", methods=["GET", "POST"])
@access(Act.EDIT_DIRECTORY)
def new() -> Answer:
    """Adding an association by hand, with a warning when there may be one already."""
    form = NewAssociationForm()
    if not form.validate_on_submit():
        return render_template("associations/form.html", form=form, alike=(), identity=None)
    try:
        association_id = associations.add_association(
            form.written(), although_alike=form.although_alike.data, by=g.actor, now=_now()
        )
    except Problem as problem:
        form.refuse(problem, _field_of(problem))
        ids = problem.facts.get("ids")
        alike = reading.briefly(ids, actor=g.actor) if isinstance(ids, list) else ()
        page = render_template("associations/form.html", form=form, alike=alike, identity=None)
        return page, status_of(problem)
    flash(_("The association is added."), "success")
    return redirect(url_for(".show", association_id=association_id))


@pages.route("/<association_id>/ratta", methods=["GET", "POST"])
@access(Act.EDIT_DIRECTORY)
def correct(association_id: str) -> Answer:
    """Correcting what the directory says."""
    identity = reading.identity_of(association_id, actor=g.actor, today=_today())
    form = CorrectionForm()
    if request.method == "GET":
        form.fill(identity)
    if not form.validate_on_submit():
        return render_template("associations/form.html", form=form, alike=(), identity=identity)
    try:
        associations.correct_association(
            association_id,
            form.written(),
            version=form.version.data or 0,
            reason=form.reason.data or "",
            by=g.actor,
            now=_now(),
        )
    except Problem as problem:
        form.refuse(problem, _field_of(problem))
        if problem.code == "association_changed_meanwhile":
            form.version.data = identity.version
            form.version.raw_data = None
        page = render_template("associations/form.html", form=form, alike=(), identity=identity)
        return page, status_of(problem)
    flash(_("The association is corrected."), "success")
    return redirect(url_for(".show", association_id=association_id))


@pages.route("/<association_id>/uppdrag/nytt", methods=["GET", "POST"])
@access(Act.EDIT_DIRECTORY)
def new_seat(association_id: str) -> Answer:
    """A seat in the governing body: role and term, never a name."""
    identity = reading.identity_of(association_id, actor=g.actor, today=_today())
    form = SeatForm().fill_choices()
    if not form.validate_on_submit() or form.term_from_on.data is None:
        return render_template("associations/seat.html", form=form, identity=identity)
    try:
        associations.record_office_holder(
            association_id,
            OfficeRole(form.role.data),
            term_from_on=form.term_from_on.data,
            term_until_on=form.term_until_on.data,
            proof=form.proof.data or "",
            by=g.actor,
            now=_now(),
        )
    except Problem as problem:
        fields = {"term_backwards": "term_until_on", "personal_number_in_text": "proof"}
        form.refuse(problem, fields.get(problem.code))
        return render_template("associations/seat.html", form=form, identity=identity), status_of(problem)
    flash(_("The seat is recorded."), "success")
    return redirect(url_for(".show", association_id=association_id, _anchor="seats"))


@pages.post("/<association_id>/uppdrag/<holder_id>/avsluta")
@access(Act.EDIT_DIRECTORY)
def end_seat(association_id: str, holder_id: str) -> Response:
    """The last day of a term."""
    form = EndSeatForm()
    if form.validate_on_submit() and form.ended_on.data is not None:
        associations.end_office_holder(
            holder_id, form.ended_on.data, association_id=association_id, by=g.actor, now=_now()
        )
        flash(_("The term is ended."), "success")
    else:
        flash(_("Write the last day as year-month-day."), "danger")
    return redirect(url_for(".show", association_id=association_id, _anchor="seats"))


def _field_of(problem: Problem) -> str | None:
    if problem.code in NUMBER_CODES:
        return "org_number"
    if problem.code == "name_missing":
        return "name"
    return "reason" if problem.facts.get("field") == "reason" else None


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def _today() -> dt.date:
    return swedish_day(_now())
