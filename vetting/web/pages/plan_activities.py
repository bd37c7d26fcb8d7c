"""The activities of an action plan, written while it is a draft and told of after; and its decisions."""

import datetime as dt
from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from vetting.domain.authority import Act
from vetting.domain.errors import Refused
from vetting.domain.terms_action_plans import RowProgress
from vetting.reading import action_plans as reading
from vetting.services import action_plans, plan_steps
from vetting.web.access import access
from vetting.web.errors import status_of
from vetting.web.forms.action_plans import (
    ActivityForm,
    IntroductionForm,
    MeetingForm,
    ProgressForm,
    SeenForm,
    SentBackForm,
)
from vetting.web.wording import problem_text

pages = Blueprint("plan_activities", __name__, url_prefix="/handlingsplaner/<plan_id>")
Page = str | Response | tuple[str, int]


@pages.route("/inledning", methods=["GET", "POST"])
@access(Act.WRITE_ACTION_PLANS)
def introduction(plan_id: str) -> Page:
    """What stands above the table."""
    head, form = reading.plan_head(plan_id, actor=g.actor), IntroductionForm()
    if request.method == "GET":
        form.introduction.data, form.seen.data = head.introduction, str(head.edition)
    elif form.validate():
        text = form.introduction.data or ""
        try:
            action_plans.write_introduction(plan_id, text, seen=form.seen_edition, by=g.actor, now=_now())
        except Refused as problem:
            return _refused("action_plans/introduction.html", form, problem, head=head)
        return _saved(plan_id)
    status = 422 if form.errors else 200
    return render_template("action_plans/introduction.html", form=form, head=head), status


@pages.route("/aktiviteter/ny", methods=["GET", "POST"])
@access(Act.WRITE_ACTION_PLANS)
def add(plan_id: str) -> Page:
    """One more activity."""
    head, form = reading.plan_head(plan_id, actor=g.actor), ActivityForm().fill_choices()
    if request.method == "GET":
        form.seen.data, form.goal.data = str(head.edition), request.args.get("mal", "")[:160]
    elif form.validate():
        try:
            action_plans.add_activity(plan_id, form.row(), seen=form.seen_edition, by=g.actor, now=_now())
        except Refused as problem:
            return _refused("action_plans/activity.html", form, problem, head=head, row=None)
        return _saved(plan_id)
    status = 422 if form.errors else 200
    return render_template("action_plans/activity.html", form=form, head=head, row=None), status


@pages.route("/aktiviteter/<row_id>", methods=["GET", "POST"])
@access(Act.WRITE_ACTION_PLANS)
def write(plan_id: str, row_id: str) -> Page:
    """An activity written over."""
    head, row = reading.activity(plan_id, row_id, actor=g.actor)
    form = ActivityForm(obj=row).fill_choices() if request.method == "GET" else ActivityForm().fill_choices()
    if request.method == "GET":
        form.seen.data = str(head.edition)
        form.tie.data = row.tie.value if row.tie else ""
    elif form.validate():
        seen = form.seen_edition
        try:
            action_plans.write_activity(plan_id, row_id, form.row(), seen=seen, by=g.actor, now=_now())
        except Refused as problem:
            return _refused("action_plans/activity.html", form, problem, head=head, row=row)
        return _saved(plan_id)
    status = 422 if form.errors else 200
    return render_template("action_plans/activity.html", form=form, head=head, row=row), status


@pages.post("/aktiviteter/<row_id>/ta-bort")
@access(Act.WRITE_ACTION_PLANS)
def remove(plan_id: str, row_id: str) -> Response:
    """An activity is taken out of the draft."""
    reading.activity(plan_id, row_id, actor=g.actor)
    try:
        action_plans.remove_activity(plan_id, row_id, seen=SeenForm().seen_edition, by=g.actor, now=_now())
        flash(_("The activity is taken out of the draft."), "success")
    except Refused as problem:
        flash(problem_text(problem), "warning")
    return redirect(url_for("action_plans.show", plan_id=plan_id))


@pages.route("/aktiviteter/<row_id>/lage", methods=["GET", "POST"])
@access(Act.WRITE_ACTION_PLANS)
def tell(plan_id: str, row_id: str) -> Page:
    """How an activity goes."""
    head, row = reading.activity(plan_id, row_id, actor=g.actor)
    form = ProgressForm().fill_choices()
    if form.validate_on_submit():
        progress, said = RowProgress(form.progress.data), form.words.data or ""
        try:
            plan_steps.tell_activity(plan_id, row_id, progress, words=said, by=g.actor, now=_now())
        except Refused as problem:
            return _refused("action_plans/progress.html", form, problem, head=head, row=row)
        flash(_("It is told how the activity goes."), "success")
        return redirect(url_for("action_plans.show", plan_id=plan_id) + f"#rad-{row_id}")
    status = 422 if form.errors else 200
    return render_template("action_plans/progress.html", form=form, head=head, row=row), status


@pages.route("/antagande", methods=["GET", "POST"])
@access(Act.ADOPT_ACTION_PLANS)
def adopt(plan_id: str) -> Page:
    """What the board adopted, from its minutes."""
    head, form = reading.plan_head(plan_id, actor=g.actor), MeetingForm()
    if request.method == "GET":
        form.seen.data = str(head.edition)
    elif form.validate():
        place, seen = form.meeting.data or "", form.seen_edition
        try:
            plan_steps.adopt_plan(plan_id, form.day, place, seen=seen, by=g.actor, now=_now())
        except Refused as problem:
            return _refused("action_plans/adopt.html", form, problem, head=head)
        flash(_("It is entered that the board adopted the plan."), "success")
        return redirect(url_for("action_plans.show", plan_id=plan_id))
    return render_template("action_plans/adopt.html", form=form, head=head), 422 if form.errors else 200


@pages.route("/svar", methods=["GET", "POST"])
@access(Act.APPROVE_ACTION_PLANS)
def answer(plan_id: str) -> Page:
    """What the executive board answered: approved, or sent back with a reason."""
    head = reading.plan_head(plan_id, actor=g.actor)
    is_back = request.form.get("svar") == "ater"
    approval = MeetingForm(prefix="ja", formdata=None if is_back else request.form or None)
    back = SentBackForm(prefix="ater", formdata=request.form if is_back else None)
    form = back if is_back else approval
    parts = {"head": head, "approval": approval, "back_form": back}
    if request.method == "POST" and form.validate():
        place = form.meeting.data or ""
        try:
            if is_back:
                why = back.reason.data or ""
                plan_steps.send_back_plan(plan_id, form.day, place, reason=why, by=g.actor, now=_now())
            else:
                plan_steps.approve_plan(plan_id, form.day, place, by=g.actor, now=_now())
        except Refused as problem:
            return _refused("action_plans/answer.html", form, problem, **parts)
        flash(_("The executive board's answer is entered."), "success")
        return redirect(url_for("action_plans.show", plan_id=plan_id))
    return render_template("action_plans/answer.html", form=form, **parts), 422 if form.errors else 200


def _saved(plan_id: str) -> Response:
    flash(_("The draft is saved."), "success")
    return redirect(url_for("action_plans.show", plan_id=plan_id))


def _refused(template: str, form: Any, problem: Refused, **parts: Any) -> tuple[str, int]:
    form.refuse_named(problem)
    return render_template(template, form=form, **parts), status_of(problem)


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
