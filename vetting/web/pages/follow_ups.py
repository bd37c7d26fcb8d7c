"""Follow-ups that fall due, marking one as done, and the plan of a case."""

import datetime as dt

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from vetting.domain.authority import Act
from vetting.domain.errors import NotFound, Problem
from vetting.domain.indicators import PlannedIndicator
from vetting.domain.instalments import PlanParts
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms import FollowUpKind
from vetting.reading import follow_ups as reading
from vetting.reading.follow_ups import PlanPage
from vetting.services import follow_ups
from vetting.web.access import access
from vetting.web.errors import status_of
from vetting.web.forms.follow_ups import DoneForm, RevisionForm
from vetting.web.list_tables.casework import follow_ups_wanted
from vetting.web.plan_pages import Refusal, plan_screen

pages = Blueprint("follow_ups", __name__)
REFUSED_AT = ("reason", "indicators", "instalments")
Page = str | Response | tuple[str, int]


@pages.get("/uppfoljning")
@access(Act.FOLLOW_UP)
def overview() -> str:
    """What is late or due within a week, or another choice."""
    wanted = follow_ups_wanted(request.args)
    today = swedish_day(dt.datetime.now(dt.UTC))
    found = reading.due_list(wanted, actor=g.actor, today=today)
    return render_template(
        "follow_ups/overview.html", found=found, wanted=wanted, today=today, kinds=FollowUpKind
    )


@pages.get("/arenden/<case_id>/plan")
@access(Act.SEE_CASES)
def plan(case_id: str) -> str:
    """The plan in force with its items, and the versions before it."""
    return plan_screen(case_id)


@pages.post("/arenden/<case_id>/plan/<follow_up_id>/klar")
@access(Act.FOLLOW_UP)
def done(case_id: str, follow_up_id: str) -> Page:
    """Marks one item as done with what came of it."""
    form = DoneForm()
    if not form.validate():
        return plan_screen(case_id, Refusal(form, follow_up_id)), 422
    try:
        follow_ups.mark_follow_up_done(
            follow_up_id,
            form.outcome.data or "",
            case_id=case_id,
            by=g.actor,
            now=dt.datetime.now(dt.UTC),
        )
    except NotFound:
        raise
    except Problem as problem:
        form.refuse(problem, "outcome" if problem.facts.get("field") == "outcome" else None)
        return plan_screen(case_id, Refusal(form, follow_up_id)), status_of(problem)
    flash(_("Marked as done."), "success")
    return redirect(url_for("follow_ups.plan", case_id=case_id))


@pages.route("/arenden/<case_id>/plan/andra", methods=["GET", "POST"])
@access(Act.FOLLOW_UP)
def revise(case_id: str) -> Page:
    """A new version of the plan; what is done goes along."""
    page = reading.plan_page(case_id, actor=g.actor)
    form = RevisionForm()
    if request.method == "GET":
        form.version.data = str(page.in_force.version)
        form.put_items([line.as_item() for line in page.in_force.items if line.done_at is None])
        measures = [PlannedIndicator(one.name, one.unit, one.target) for one in page.parts.measures]
        form.put_parts(measures, [one.as_planned() for one in page.parts.instalments if not one.stands])
    form.fill_owners(page.owners)
    if request.method == "GET" or _changed_rows(page, form):
        return _revision_page(page, form)
    if not form.validate():
        return _revision_page(page, form), 422
    try:
        version = follow_ups.revise_plan(
            case_id,
            form.items(),
            version=form.seen_version,
            reason=form.reason.data or "",
            parts=PlanParts(form.measures() or None, form.parts() if _left(page) else None),
            by=g.actor,
            now=dt.datetime.now(dt.UTC),
        )
    except Problem as problem:
        named = str(problem.facts.get("field", ""))
        form.refuse(problem, named if named in REFUSED_AT else None)
        return _revision_page(page, form), status_of(problem)
    flash(_("The plan is revised: version %(version)s is in force.", version=version), "success")
    return redirect(url_for("follow_ups.plan", case_id=case_id))


def _left(page: PlanPage) -> int:
    """Kronor that are not yet released or paid, of a grant that is shared into parts."""
    return sum(one.amount for one in page.parts.instalments if not one.stands)


def _changed_rows(page: PlanPage, form: RevisionForm) -> bool:
    if "add_row" in request.form:
        form.add_row(g.actor.id)
    elif request.form.get("remove_row", "")[:5].isdecimal():
        form.remove_row(int(request.form["remove_row"][:5]))
    else:
        return False
    form.fill_owners(page.owners)
    return True


def _revision_page(page: PlanPage, form: RevisionForm) -> str:
    return render_template("follow_ups/revise.html", page=page, form=form, left=_left(page))
