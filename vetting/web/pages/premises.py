"""The register of premises: the list, one of them, and what a manager changes about it."""

import datetime as dt

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from vetting.domain.authority import Act
from vetting.domain.errors import NotFound, Problem
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms_premises import PremisesKind
from vetting.reading import premises as reading
from vetting.services import premises
from vetting.web.access import access
from vetting.web.errors import status_of
from vetting.web.forms.base import Form
from vetting.web.forms.premises import EndDutyForm, HoursForm, ManagerForm, PremisesForm, RuleForm, TariffForm
from vetting.web.wording.premises import weekday_words

pages = Blueprint("premises", __name__, url_prefix="/lokaler")
Page = str | Response | tuple[str, int]


@pages.get("", strict_slashes=False)
@access(Act.SEE_PREMISES)
def overview() -> str:
    """Every room of one's boards, narrowed by board, kind and words."""
    asked = {name: request.args.get(name, "").strip()[:80] for name in ("namnd", "slag", "q")}
    found = reading.premises_list(
        board_id=asked["namnd"], kind=asked["slag"], words=asked["q"], actor=g.actor, today=_today()
    )
    return render_template("premises/list.html", found=found, asked=asked, kinds=tuple(PremisesKind))


@pages.get("/<premises_id>")
@access(Act.SEE_PREMISES)
def show(premises_id: str) -> str:
    """One of them with its rules, tariffs, hours, managers and coming dates."""
    return _shown(premises_id)


@pages.route("/ny", methods=["GET", "POST"])
@access(Act.MANAGE_PREMISES)
def new() -> Page:
    """Adding premises."""
    boards = reading.boards_seen(Act.MANAGE_PREMISES, actor=g.actor)
    form = PremisesForm().fill_choices(boards)
    if not form.validate_on_submit():
        return render_template("premises/form.html", form=form, row=None), 422 if form.errors else 200
    try:
        made = premises.add_premises(form.board.data, form.facts, by=g.actor, now=_now())
    except Problem as problem:
        _refuse(form, problem)
        return render_template("premises/form.html", form=form, row=None), status_of(problem)
    flash(_("The premises are added. Record their house rule, tariff and hours."), "success")
    return redirect(url_for(".show", premises_id=made))


@pages.route("/<premises_id>/andra", methods=["GET", "POST"])
@access(Act.MANAGE_PREMISES)
def change(premises_id: str) -> Page:
    """Changing the facts of premises."""
    row = reading.premises_to_change(premises_id, actor=g.actor)
    form = PremisesForm(obj=row).fill_choices([(row.board_id, "")])
    form.board.data = row.board_id
    if request.method == "GET":
        form.kind.data = row.kind.value
    if not form.validate_on_submit():
        return render_template("premises/form.html", form=form, row=row), 422 if form.errors else 200
    seen = request.form.get("seen_version", 0, type=int)
    try:
        premises.change_premises(premises_id, form.facts, seen_version=seen, by=g.actor, now=_now())
    except Problem as problem:
        _refuse(form, problem)
        return render_template("premises/form.html", form=form, row=row), status_of(problem)
    flash(_("The premises are changed."), "success")
    return redirect(url_for(".show", premises_id=premises_id))


@pages.route("/<premises_id>/regel", methods=["GET", "POST"])
@access(Act.MANAGE_PREMISES)
def rule(premises_id: str) -> Page:
    """Recording a house rule as it was adopted."""
    row, form = reading.premises_to_change(premises_id, actor=g.actor), RuleForm()
    if not form.validate_on_submit():
        return render_template("premises/rule.html", form=form, row=row), 422 if form.errors else 200
    try:
        premises.adopt_premises_rule(premises_id, form.rule, by=g.actor, now=_now())
    except Problem as problem:
        _refuse(form, problem, "in_force_from_on")
        return render_template("premises/rule.html", form=form, row=row), status_of(problem)
    flash(_("The house rule is recorded."), "success")
    return redirect(url_for(".show", premises_id=premises_id, _anchor="rules"))


@pages.route("/<premises_id>/taxa", methods=["GET", "POST"])
@access(Act.MANAGE_PREMISES)
def tariff(premises_id: str) -> Page:
    """Setting what an hour costs."""
    row, form = reading.premises_to_change(premises_id, actor=g.actor), TariffForm()
    if not form.validate_on_submit():
        return render_template("premises/tariff.html", form=form, row=row), 422 if form.errors else 200
    try:
        premises.set_tariff(premises_id, form.tariff, by=g.actor, now=_now())
    except Problem as problem:
        _refuse(form, problem, "in_force_from_on")
        return render_template("premises/tariff.html", form=form, row=row), status_of(problem)
    flash(_("The tariff is set."), "success")
    return redirect(url_for(".show", premises_id=premises_id, _anchor="tariffs"))


@pages.route("/<premises_id>/tider", methods=["GET", "POST"])
@access(Act.MANAGE_PREMISES)
def hours(premises_id: str) -> Page:
    """Setting the opening hours of the week."""
    found = reading.premises_page(premises_id, actor=g.actor, now=_now(), today=_today())
    row = reading.premises_to_change(premises_id, actor=g.actor)
    form = HoursForm().begin_with(found.hours, weekday_words())
    if not form.validate_on_submit():
        return render_template("premises/hours.html", form=form, row=row), 422 if form.errors else 200
    try:
        premises.set_hours(premises_id, form.hours, by=g.actor, now=_now())
    except Problem as problem:
        weekday = problem.facts.get("weekday")
        form.refuse(problem, None if weekday is None else f"opens_{weekday}")
        return render_template("premises/hours.html", form=form, row=row), status_of(problem)
    flash(_("The opening hours are set."), "success")
    return redirect(url_for(".show", premises_id=premises_id, _anchor="hours"))


@pages.post("/<premises_id>/ansvariga")
@access(Act.MANAGE_PREMISES)
def name_manager(premises_id: str) -> Page:
    """Saying from when an officer manages the premises."""
    row = reading.premises_to_change(premises_id, actor=g.actor)
    form = _manager_form(row.board_id)
    if not form.validate():
        return _shown(premises_id, naming=form), 422
    try:
        premises.name_manager(
            premises_id, form.officer.data, from_on=_day(form.from_on.data), by=g.actor, now=_now()
        )
    except Problem as problem:
        form.refuse(problem, "officer")
        return _shown(premises_id, naming=form), status_of(problem)
    flash(_("The manager is named."), "success")
    return redirect(url_for(".show", premises_id=premises_id, _anchor="managers"))


@pages.post("/<premises_id>/ansvariga/<duty_id>/avsluta")
@access(Act.MANAGE_PREMISES)
def end_duty(premises_id: str, duty_id: str) -> Page:
    """Saying which day is a manager's last."""
    form = EndDutyForm(prefix=duty_id)
    if not form.validate():
        return _shown(premises_id, ending=(duty_id, form)), 422
    try:
        premises.end_duty(premises_id, duty_id, until_on=_day(form.until_on.data), by=g.actor, now=_now())
    except Problem as problem:
        form.refuse(problem, "until_on")
        return _shown(premises_id, ending=(duty_id, form)), status_of(problem)
    flash(_("The last day is recorded."), "success")
    return redirect(url_for(".show", premises_id=premises_id, _anchor="managers"))


def _shown(
    premises_id: str, *, naming: ManagerForm | None = None, ending: tuple[str, EndDutyForm] | None = None
) -> str:
    page = reading.premises_page(premises_id, actor=g.actor, now=_now(), today=_today())
    if page.may_manage and naming is None:
        naming = _manager_form(page.board_id, is_empty=True)
    ends = {duty.id: EndDutyForm(prefix=duty.id, formdata=None) for duty in page.duties}
    if ending is not None:
        if ending[0] not in ends:
            raise NotFound("not_found")
        ends[ending[0]] = ending[1]
    return render_template(
        "premises/show.html",
        page=page,
        line=page.line,
        naming=naming,
        ends=ends,
        weekdays=weekday_words(),
        PremisesKind=PremisesKind,
    )


def _manager_form(board_id: str, *, is_empty: bool = False) -> ManagerForm:
    form = ManagerForm(formdata=None, data={"from_on": _today()}) if is_empty else ManagerForm()
    return form.fill_choices(reading.managers_of_board(board_id, actor=g.actor))


def _refuse(form: Form, problem: Problem, usual: str | None = None) -> None:
    named = "key" if problem.code == "premises_key_taken" else str(problem.facts.get("field", ""))
    overlaps = usual if problem.code == "version_overlaps" else None
    form.refuse(problem, named if named in form else overlaps)


def _day(value: object) -> dt.date:
    return dt.date.fromisoformat(str(value))


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def _today() -> dt.date:
    return swedish_day(_now())
