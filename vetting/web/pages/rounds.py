"""Rounds of spot checks: the overview, opening one, its page with the steps, its list, and redoing it."""

import io

from flask import Blueprint, flash, g, redirect, render_template, request, send_file, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from vetting.domain.authority import Act
from vetting.domain.errors import Problem
from vetting.domain.frame import Period, RoundPlan
from vetting.domain.round_terms import require_usable
from vetting.domain.seasons import half_year_of
from vetting.domain.terms_spot_checks import CheckScope, RoundStage
from vetting.reading import round_choices as choosing
from vetting.reading import round_documents, round_frame, round_rows
from vetting.reading import round_page as reading
from vetting.reading import rounds as overview_reading
from vetting.reading.round_frame import PER_PAGE
from vetting.services import rounds, row_sheets
from vetting.services.rounds import NewRound
from vetting.services.seasons import season_of
from vetting.web import round_pages
from vetting.web.access import access
from vetting.web.errors import status_of
from vetting.web.forms.rounds import ChangedTermsForm, RoundForm
from vetting.web.round_pages import now, today
from vetting.web.wording import word
from vetting.web.wording.rounds import half_year_word, stratum_word

pages = Blueprint("rounds", __name__, url_prefix="/stickprov")
pages.context_processor(round_pages.template_words)

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Page = str | Response | tuple[str, int]


@pages.get("", strict_slashes=False)
@access(Act.SEE_SPOT_CHECKS)
def overview() -> str:
    """Every round by half-year, with what waits."""
    half_year = str(half_year_of(today()))
    return render_template(
        "rounds/overview.html",
        page=overview_reading.rounds_page(g.actor),
        season=season_of(half_year),
        half_year_now=half_year,
        today=today(),
    )


@pages.route("/ny", methods=["GET", "POST"])
@access(Act.RUN_SPOT_CHECKS)
def new() -> Page:
    """Opening a round, everything suggested; the list can be counted first."""
    chosen = choosing.choices_for_round(g.actor, today=today())
    data = {"half_year": chosen.half_year, "scope": chosen.scope.value, "boards": list(chosen.free)}
    form = RoundForm(data={**data, **chosen.terms.kept(), "public_on": chosen.terms.public_on})
    half_years = [(name, half_year_word(name).capitalize()) for name in chosen.half_years]
    form.fill_choices(half_years, chosen.boards)
    if request.method == "GET":
        return _new_page(form)
    if not form.validate_on_submit():
        return _new_page(form, 422)
    try:
        if "count" in request.form:
            require_usable(form.terms())
            return _new_page(form)
        round_id = rounds.open_round(
            NewRound(
                form.half_year.data,
                CheckScope(form.scope.data),
                tuple(form.boards.data or ()),
                form.terms(),
            ),
            by=g.actor,
            now=now(),
        )
    except Problem as problem:
        form.refuse_terms(problem)
        return _new_page(form, status_of(problem))
    flash(_("The round is open. Look at its list before you seal it."), "success")
    return redirect(url_for(".frame", round_id=round_id))


def _new_page(form: RoundForm, status: int = 200) -> Page:
    frame, season = None, season_of(form.half_year.data)
    if status == 200:
        period = Period(season.period_from_on, season.period_until_on)
        boards = tuple(form.boards.data or ())
        plan = RoundPlan(form.half_year.data, CheckScope(form.scope.data), boards, period, form.terms())
        frame = round_frame.planned_frame(plan, actor=g.actor, today=today())
    page = render_template("rounds/new.html", form=form, frame=frame, season=season, is_counted=status == 200)
    return page if status == 200 else (page, status)


@pages.get("/<round_id>")
@access(Act.SEE_SPOT_CHECKS)
def show(round_id: str) -> str:
    """One round: the steps, and what has come of each."""
    page = reading.round_page(round_id, actor=g.actor, today=today())
    season = season_of(page.head.half_year)
    return render_template("rounds/show.html", page=page, the_round=page.head, season=season, today=today())


@pages.route("/<round_id>/villkor", methods=["GET", "POST"])
@access(Act.RUN_SPOT_CHECKS)
def terms(round_id: str) -> Page:
    """The terms of a round that is not sealed."""
    head = round_rows.round_to_run(round_id, RoundStage.OPEN, actor=g.actor)
    kept = {**head.terms.kept(), "public_on": head.terms.public_on}
    form = ChangedTermsForm(data=kept).fill_choices()
    if not form.validate_on_submit():
        page = render_template("rounds/terms.html", form=form, the_round=head)
        return (page, 422) if form.errors else page
    try:
        rounds.change_terms(round_id, form.terms(), by=g.actor, now=now())
    except Problem as problem:
        form.refuse_terms(problem)
        return render_template("rounds/terms.html", form=form, the_round=head), status_of(problem)
    flash(_("The terms are changed."), "success")
    return redirect(url_for(".show", round_id=round_id))


@pages.get("/<round_id>/lista")
@access(Act.SEE_SPOT_CHECKS)
def frame(round_id: str) -> str:
    """The list, page by page, or what was left out."""
    only_excluded = request.args.get("visa") == "utanfor"
    page = round_frame.frame_page(
        round_id,
        page=request.args.get("page", 1, type=int),
        only_excluded=only_excluded,
        actor=g.actor,
        today=today(),
    )
    return render_template(
        "rounds/frame.html",
        page=page,
        the_round=page.head,
        only_excluded=only_excluded,
        per_page=PER_PAGE,
        today=today(),
    )


@pages.get("/<round_id>/lista.xlsx")
@access(Act.SEE_SPOT_CHECKS)
def frame_sheet(round_id: str) -> Response:
    """The whole list as a workbook, with what was left out and why."""
    head, items, left_out = round_frame.whole_list(round_id, actor=g.actor, today=today())
    names = head.board_names
    header = [
        *(_("Case number"), _("Association"), _("Board"), _("Kind of support"), _("Amount"), _("Stratum")),
        *(_("Lots"), _("Why more lots"), _("Taken in full because"), _("Chance"), _("Left out because")),
    ]
    rows: list[list[object]] = [
        [
            line.item,
            line.association,
            line.board,
            word(line.kind),
            line.amount,
            stratum_word(line.stratum, names),
            line.lots,
            ", ".join(word(ground) for ground in line.weight_grounds),
            ", ".join(word(ground) for ground in line.take_all_grounds),
            line.chance.count / line.chance.of,
            "",
        ]
        for line in items
    ]
    rows += [[item, *[""] * 9, word(reason)] for item, reason in left_out]
    data = row_sheets.workbook(header, rows, title=_("List"))
    name = f"{_('list')}-{head.half_year}-{head.id}.xlsx"
    return send_file(io.BytesIO(data), XLSX, as_attachment=True, download_name=name)


@pages.get("/<round_id>/granska")
@access(Act.SEE_SPOT_CHECKS)
def audit(round_id: str) -> str:
    """The round redone from what is kept."""
    page = round_documents.audit_page(round_id, actor=g.actor)
    return render_template("rounds/audit.html", page=page, the_round=page.head)
