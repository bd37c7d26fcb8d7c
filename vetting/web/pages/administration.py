"""What the administrator keeps: the overview, and each board with its schemes and delegation order."""

import datetime as dt

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from vetting.domain.authority import Act
from vetting.domain.errors import Problem
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms import BoardKind, PaperKind, Regime, SupportKind
from vetting.reading import administration as reading
from vetting.reading import boards as board_reading
from vetting.services import boards, parameters
from vetting.web.access import access
from vetting.web.errors import status_of
from vetting.web.forms.administration import BoardChangeForm, BoardForm, DelegationForm, SchemeForm
from vetting.web.languages import current
from vetting.web.wording.scopes import scope_word

pages = Blueprint("administration", __name__, url_prefix="/administration")

Answer = str | Response | tuple[str, int]


@pages.get("", strict_slashes=False)
@access(Act.ADMINISTER)
def overview() -> str:
    """Boards, officers and tokens."""
    return render_template(
        "administration/overview.html", page=reading.overview(g.actor), scope_word=scope_word
    )


@pages.route("/namnder/ny", methods=["GET", "POST"])
@access(Act.ADMINISTER)
def new_board() -> Answer:
    """Adding a board."""
    form = BoardForm().fill_choices()
    if not form.validate_on_submit():
        return render_template("administration/board_form.html", form=form, board=None)
    try:
        board_id = boards.found_board(
            form.prefix.data or "",
            form.name.data or "",
            kind=BoardKind(form.kind.data),
            district=form.district.data,
            by=g.actor,
            now=_now(),
        )
    except Problem as problem:
        form.refuse(problem, "prefix" if problem.code.startswith("prefix") else None)
        return render_template("administration/board_form.html", form=form, board=None), status_of(problem)
    flash(_("The board is added. Open its grant schemes and record its delegation order."), "success")
    return redirect(url_for(".board", board_id=board_id))


@pages.get("/namnder/<board_id>")
@access(Act.ADMINISTER)
def board(board_id: str) -> str:
    """One board: schemes, delegation order, local values."""
    page = board_reading.board_page(board_id, g.actor, _today())
    return render_template(
        "administration/board.html",
        page=page,
        board=page.board,
        titles=dict(_checklist_titles()),
        this_year=_today().year,
        set_now={name: count for year, name, count in page.parameters if year == _today().year},
    )


@pages.route("/namnder/<board_id>/andra", methods=["GET", "POST"])
@access(Act.ADMINISTER)
def change_board(board_id: str) -> Answer:
    """Renaming a board or taking it out of use."""
    found = board_reading.board_facts(board_id, g.actor)
    form = BoardChangeForm(
        data={"name": found.name, "district": found.district, "is_active": found.is_active}
    )
    if not form.validate_on_submit():
        return render_template("administration/board_form.html", form=form, board=found)
    try:
        boards.change_board(
            board_id,
            form.name.data or "",
            district=form.district.data,
            is_active=bool(form.is_active.data),
            by=g.actor,
            now=_now(),
        )
    except Problem as problem:
        form.refuse(problem)
        return render_template("administration/board_form.html", form=form, board=found), status_of(problem)
    flash(_("The board is changed."), "success")
    return redirect(url_for(".board", board_id=board_id))


@pages.route("/namnder/<board_id>/delegation", methods=["GET", "POST"])
@access(Act.ADMINISTER)
def delegation(board_id: str) -> Answer:
    """Recording a point of the delegation order."""
    page = board_reading.board_page(board_id, actor=g.actor, today=_today())
    found, form = page.board, DelegationForm().fill_choices((row.id, row.name) for row in page.schemes)
    if not form.validate_on_submit():
        return render_template("administration/delegation_form.html", form=form, board=found)
    try:
        boards.record_delegation(board_id, form.power(_today()), by=g.actor, now=_now())
    except Problem as problem:
        form.refuse(problem)
        answer = render_template("administration/delegation_form.html", form=form, board=found)
        return answer, status_of(problem)
    flash(_("The delegation is recorded."), "success")
    return redirect(url_for(".board", board_id=board_id))


@pages.route("/namnder/<board_id>/bidragsformer/ny", methods=["GET", "POST"])
@access(Act.ADMINISTER)
def new_scheme(board_id: str) -> Answer:
    """Opening a grant scheme."""
    found = board_reading.board_facts(board_id, g.actor)
    form = SchemeForm().fill_choices(_checklist_titles())
    if not form.validate_on_submit():
        return render_template("administration/scheme_form.html", form=form, board=found)
    try:
        boards.open_scheme(
            board_id,
            boards.SchemeTerms(
                name=form.name.data or "",
                kind=SupportKind(form.kind.data),
                regime=Regime(form.regime.data),
                checklist=form.checklist.data,
                papers=tuple(PaperKind(paper) for paper in form.papers.data or []),
            ),
            by=g.actor,
            now=_now(),
        )
    except Problem as problem:
        named = str(problem.facts.get("field", ""))
        form.refuse(problem, "name" if problem.code == "scheme_exists" else named if named in form else None)
        answer = render_template("administration/scheme_form.html", form=form, board=found)
        return answer, status_of(problem)
    flash(_("The grant scheme is open for applications."), "success")
    return redirect(url_for(".board", board_id=board_id))


@pages.post("/bidragsformer/<scheme_id>/stang")
@access(Act.ADMINISTER)
def close_scheme(scheme_id: str) -> Response:
    """No more applications."""
    board_id = boards.close_scheme(scheme_id, by=g.actor, now=_now())
    flash(_("The grant scheme is closed. Cases already opened go on."), "success")
    return redirect(url_for(".board", board_id=board_id))


@pages.post("/bidragsformer/<scheme_id>/oppna")
@access(Act.ADMINISTER)
def reopen_scheme(scheme_id: str) -> Response:
    """Applications again."""
    board_id = boards.reopen_scheme(scheme_id, by=g.actor, now=_now())
    flash(_("The grant scheme is open for applications."), "success")
    return redirect(url_for(".board", board_id=board_id))


def _checklist_titles() -> list[tuple[str, str]]:
    return [(c.name, c.title.in_language(current())) for c in parameters.checklists_in_force(_today())]


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def _today() -> dt.date:
    return swedish_day(dt.datetime.now(dt.UTC))
