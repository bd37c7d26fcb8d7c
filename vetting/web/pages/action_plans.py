"""Action plans: the city board by board, one plan to read and take along, and beginning a new one."""

import datetime as dt
import io

from flask import (
    Blueprint,
    abort,
    current_app,
    flash,
    g,
    redirect,
    render_template,
    request,
    send_file,
    url_for,
)
from flask_babel import gettext as _
from markupsafe import Markup
from werkzeug.wrappers import Response

from vetting.domain.application import YEARS
from vetting.domain.authority import Act
from vetting.domain.errors import Problem, Refused
from vetting.domain.swedish_time import swedish_day
from vetting.reading import action_plans as reading
from vetting.services import action_plans, plan_steps, report_files
from vetting.web.access import access
from vetting.web.errors import status_of
from vetting.web.forms.action_plans import NewPlanForm
from vetting.web.languages import current
from vetting.web.report_sheets import lone_sheet
from vetting.web.wording import action_plans as words
from vetting.web.wording import problem_text

pages = Blueprint("action_plans", __name__, url_prefix="/handlingsplaner")
Page = str | Response | tuple[str, int]
TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
}


@pages.get("")
@access(Act.SEE_ACTION_PLANS)
def overview() -> str:
    """Every board within reach with its plan of a year."""
    asked = request.args.get("ar", _today().year, type=int)
    year = asked if asked in YEARS else _today().year
    rows = reading.city(year, actor=g.actor, today=_today())
    return render_template("action_plans/overview.html", rows=rows, year=year, today=_today(), words=words)


@pages.route("/ny", methods=["GET", "POST"])
@access(Act.WRITE_ACTION_PLANS)
def new() -> Page:
    """An empty plan of a board and year."""
    form = NewPlanForm().fill_choices(reading.plans_to_write_for(g.actor))
    if request.method == "GET":
        form.year.data = request.args.get("ar", _today().year, type=int)
        form.board_id.data = request.args.get("namnd") or None
    if form.validate_on_submit():
        try:
            plan_id = action_plans.draft_plan(form.board_id.data, form.year.data or 0, by=g.actor, now=_now())
        except Refused as problem:
            form.refuse_named(problem)
            return render_template("action_plans/new.html", form=form), status_of(problem)
        flash(_("The plan is begun. Write its activities."), "success")
        return redirect(url_for(".show", plan_id=plan_id))
    return render_template("action_plans/new.html", form=form), 422 if form.errors else 200


@pages.get("/<plan_id>")
@access(Act.SEE_ACTION_PLANS)
def show(plan_id: str) -> str:
    """One version as it stands today, or as a status report has it."""
    found = _found(plan_id)
    return render_template(
        "action_plans/show.html", found=found, words=words, has_pdf=report_files.has_pdf(), today=_today()
    )


@pages.get("/<plan_id>/<ending>")
@access(Act.SEE_ACTION_PLANS)
def file(plan_id: str, ending: str) -> Response:
    """The plan to take along: the same cells as on the page."""
    if ending not in TYPES:
        abort(404)
    found = _found(plan_id)
    data = _workbook(found) if ending == "xlsx" else _pdf(found)
    name = f"handlingsplan-{found.head.year}-{found.head.version}.{ending}"
    return send_file(io.BytesIO(data), mimetype=TYPES[ending], as_attachment=True, download_name=name)


@pages.post("/<plan_id>/ny-version")
@access(Act.WRITE_ACTION_PLANS)
def revise(plan_id: str) -> Response:
    """A new version of the same year or the next, with what is carried over."""
    head = reading.plan_head(plan_id, actor=g.actor)
    year = head.year + (request.form.get("nasta") == "1")
    try:
        made = action_plans.revise_plan(plan_id, year, by=g.actor, now=_now())
    except Refused as problem:
        flash(problem_text(problem), "warning")
        return redirect(url_for(".show", plan_id=plan_id))
    flash(_("A new version is begun, with the activities carried over."), "success")
    return redirect(url_for(".show", plan_id=made))


@pages.post("/<plan_id>/lagesrapport")
@access(Act.WRITE_ACTION_PLANS)
def take_status(plan_id: str) -> Response:
    """Freezes how every activity stands."""
    try:
        status_id = plan_steps.take_status(plan_id, by=g.actor, now=_now())
    except Problem as problem:
        if not isinstance(problem, Refused):
            raise
        flash(problem_text(problem), "warning")
        return redirect(url_for(".show", plan_id=plan_id))
    flash(_("The status report is taken; it never changes."), "success")
    return redirect(url_for(".show", plan_id=plan_id, lage=status_id))


def _found(plan_id: str) -> reading.PlanPage:
    head = reading.plan_head(plan_id, actor=g.actor)
    days = plan_steps.days_of_year(head.year, _now())
    asked = request.args.get("lage") or None
    return reading.plan_page(plan_id, actor=g.actor, days=days, status_id=asked)


def _workbook(found: reading.PlanPage) -> bytes:
    notes = [*words.course_words(found), *([found.head.introduction] if found.head.introduction else [])]
    if found.shown:
        shown = {"number": found.shown.number, "digest": found.shown.digest}
        notes.append(_("Status report %(number)s, digest %(digest)s", **shown))
    sheet = lone_sheet(_("Action plan"), words.plan_table(found), notes)
    return report_files.workbook([sheet], title=f"{words.plan_title(found)}, {found.head.board}")


def _pdf(found: reading.PlanPage) -> bytes:
    title = words.plan_title(found)
    markup = current_app.jinja_env.get_template("action_plans/_paper.html").render(found=found, words=words)
    return report_files.pdf(
        report_files.ReportPage(
            title=title,
            language=current(),
            sender=found.head.board,
            footer=(title, _("Page")),
            markup=Markup(markup),  # noqa: S704 - made by the house's own template from escaped content
        )
    )


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def _today() -> dt.date:
    return swedish_day(_now())
