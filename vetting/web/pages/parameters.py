"""What a board sets for its local criteria in a year."""

import datetime as dt

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from vetting.domain.authority import Act
from vetting.domain.errors import NotFound, Problem
from vetting.domain.swedish_time import swedish_day
from vetting.reading import boards as reading
from vetting.services import parameters
from vetting.services.parameters import Place
from vetting.web.access import access
from vetting.web.errors import status_of
from vetting.web.forms.parameters import field_name, parameter_form, places_of
from vetting.web.languages import current

pages = Blueprint("parameters", __name__, url_prefix="/administration")


@pages.route("/namnder/<board_id>/egna-varden/<checklist_name>/<int:year>", methods=["GET", "POST"])
@access(Act.ADMINISTER)
def of_board(board_id: str, checklist_name: str, year: int) -> str | Response | tuple[str, int]:
    """One field for each local value; an empty field leaves the question closed."""
    board = reading.board_facts(board_id, g.actor)
    if year not in parameters.YEARS:
        raise NotFound("not_found")
    checklist = parameters.checklist_of_year(checklist_name, year)
    values = reading.local_values(board_id, year, checklist_name, g.actor)
    form = parameter_form(checklist, values, current())
    places = places_of(checklist)

    def page() -> str:
        return render_template(
            "administration/parameters.html",
            board=board,
            checklist=checklist,
            year=year,
            years=parameters.years_with(checklist_name, range(_today().year - 1, _today().year + 3)),
            names=[
                (c.name, c.title.in_language(current())) for c in parameters.checklists_in_force(_today())
            ],
            rows=[(q, p, form[field_name(q.id, p.id)]) for q, p in places],
            form=form,
            language=current(),
        )

    if not form.validate_on_submit():
        return page()
    sent = {
        Place(checklist_name, q.id, p.id): form[field_name(q.id, p.id)].data or ""
        for q, p in places
        if field_name(q.id, p.id) in request.form
    }
    now = dt.datetime.now(dt.UTC)
    try:
        count = parameters.set_parameters(board_id, year, values=sent, by=g.actor, now=now)
    except Problem as problem:
        form.refuse(problem, _field_of(problem))
        return page(), status_of(problem)
    flash(_("%(count)s values are changed.", count=count), "success")
    return redirect(url_for(".of_board", board_id=board_id, checklist_name=checklist_name, year=year))


def _field_of(problem: Problem) -> str | None:
    """The field that the problem is about, where it names one."""
    facts = problem.facts
    named = "parameter" in facts and "question" in facts
    return field_name(str(facts["question"]), str(facts["parameter"])) if named else None


def _today() -> dt.date:
    return swedish_day(dt.datetime.now(dt.UTC))
