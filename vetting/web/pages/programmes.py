"""What the clock opens by itself each half-year."""

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from vetting.domain.authority import Act, boards_for
from vetting.domain.errors import Problem
from vetting.domain.round_terms import DrawTerms
from vetting.domain.terms_spot_checks import CheckScope
from vetting.reading import round_choices as reading
from vetting.services import rounds
from vetting.web import round_pages
from vetting.web.access import access
from vetting.web.errors import status_of
from vetting.web.forms.rounds import ProgrammeForm
from vetting.web.round_pages import now

pages = Blueprint("programmes", __name__, url_prefix="/stickprov/program")
pages.context_processor(round_pages.template_words)
Page = str | Response | tuple[str, int]


@pages.get("", strict_slashes=False)
@access(Act.SEE_SPOT_CHECKS)
def overview() -> str:
    """Every programme."""
    lines = [(line, reading.may_set(line, g.actor)) for line in reading.programmes(g.actor)]
    return render_template("rounds/programmes.html", lines=lines)


@pages.route("/nytt", methods=["GET", "POST"])
@access(Act.RUN_SPOT_CHECKS)
def new() -> Page:
    """A new programme."""
    data = {"scope": CheckScope.GRANTS.value, "is_active": True, **DrawTerms().kept()}
    form = ProgrammeForm(data=data).fill_choices(reading.boards_to_run(g.actor))
    return _set(None, form)


@pages.route("/<programme_id>", methods=["GET", "POST"])
@access(Act.RUN_SPOT_CHECKS)
def change(programme_id: str) -> Page:
    """Changing a programme, or taking it out of use."""
    found = reading.programme(programme_id, g.actor)
    data = {
        **found.terms.kept(),
        "public_on": found.terms.public_on,
        "scope": found.scope.value,
        "boards": list(found.board_ids),
        "is_active": found.is_active,
    }
    form = ProgrammeForm(data=data).fill_choices(reading.boards_to_run(g.actor))
    return _set(programme_id, form)


def _own_boards() -> tuple[str, ...]:
    """No board ticked means every board: for whoever runs rounds in some of them, all of those."""
    if boards_for(g.actor, Act.RUN_SPOT_CHECKS) is None:
        return ()
    return tuple(board_id for board_id, _name in reading.boards_to_run(g.actor))


def _set(programme_id: str | None, form: ProgrammeForm) -> Page:
    if not form.validate_on_submit():
        page = render_template("rounds/programme.html", form=form, programme_id=programme_id)
        return (page, 422) if form.errors else page
    try:
        rounds.set_programme(
            programme_id,
            CheckScope(form.scope.data),
            tuple(form.boards.data or _own_boards()),
            terms=form.terms(),
            is_active=bool(form.is_active.data),
            by=g.actor,
            now=now(),
        )
    except Problem as problem:
        form.refuse_terms(problem)
        page = render_template("rounds/programme.html", form=form, programme_id=programme_id)
        return page, status_of(problem)
    flash(_("The programme is set."), "success")
    return redirect(url_for(".overview"))
