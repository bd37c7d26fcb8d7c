"""Sharing out a round's checks over officers and weeks, one by hand, a conflict of interest, absences."""

from collections.abc import Callable

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from vetting.domain.authority import Act
from vetting.domain.duty_weeks import weeks_from_to
from vetting.domain.errors import NotFound, Problem, Refused
from vetting.reading import checker_choice as choosing
from vetting.reading import roster as reading
from vetting.reading.checker_choice import CheckerChoice
from vetting.reading.roster_lines import RosterPage
from vetting.services import absences, checkers, rosters
from vetting.web import round_pages
from vetting.web.access import access
from vetting.web.errors import status_of
from vetting.web.forms.rosters import (
    ConflictForm,
    GiveForm,
    OthersAbsenceForm,
    SecondForm,
    ShareForm,
)
from vetting.web.round_pages import now
from vetting.web.wording.rosters import week_word

pages = Blueprint("rosters", __name__, url_prefix="/stickprov")
pages.context_processor(lambda: {**round_pages.template_words(), "week_word": week_word})
Page = str | Response | tuple[str, int]


@pages.get("/<round_id>/fordelning")
@access(Act.SEE_SPOT_CHECKS)
def show(round_id: str) -> Page:
    """The roster, and the sharing out filled in so that one press is enough."""
    return _drawn(_roster(round_id))


@pages.post("/<round_id>/fordelning")
@access(Act.RUN_SPOT_CHECKS)
def share(round_id: str) -> Page:
    """Sharing out anew what is not begun."""
    page = _own_roster(round_id)
    form = ShareForm()
    if not form.validate_on_submit():
        return _drawn(page, share=form, status=422)
    try:
        if form.first_on.data is None or form.last_on.data is None:
            raise Refused("weeks_odd")
        weeks = weeks_from_to(form.first_on.data, form.last_on.data)
        found = rosters.share_out(round_id, form.chosen(), weeks=weeks, by=g.actor, now=now())
    except NotFound:
        raise
    except Problem as problem:
        form.refuse(problem, "first_on" if problem.code.startswith("weeks") else None)
        return _drawn(page, share=form, status=status_of(problem))
    _tell(found)
    return redirect(url_for(".show", round_id=round_id))


@pages.post("/<round_id>/fordelning/fyll")
@access(Act.RUN_SPOT_CHECKS)
def fill(round_id: str) -> Response:
    """Giving away only what lacks somebody; the rest stays as it is."""
    _tell(rosters.fill_roster(round_id, by=g.actor, now=now()))
    return redirect(url_for(".show", round_id=round_id))


@pages.post("/<round_id>/franvaro")
@access(Act.RUN_SPOT_CHECKS)
def tell_absence(round_id: str) -> Page:
    """That an officer is away."""
    page = _own_roster(round_id)
    form = _absence_form(page, OthersAbsenceForm())
    if not form.validate_on_submit() or form.from_on.data is None or form.until_on.data is None:
        return _drawn(page, absence=form, status=422)
    days = form.from_on.data, form.until_on.data
    try:
        count = absences.tell_absence(form.officer_id.data, *days, by=g.actor, now=now())
    except Problem as problem:
        name = str(problem.facts.get("field", ""))
        form.refuse(problem, name if name in form else None)
        return _drawn(page, absence=form, status=status_of(problem))
    _tell_absence(count)
    return redirect(url_for(".show", round_id=round_id, _anchor="absences"))


@pages.post("/franvaro/<absence_id>/slut")
@access(Act.RUN_SPOT_CHECKS)
def end_absence(absence_id: str) -> Response:
    """That an officer is back, or that an absence never comes about; then back to the roster."""
    round_id = _own_roster(request.form.get("round_id", "")).round_id
    absences.end_absence(absence_id, by=g.actor, now=now())
    flash(_("The absence is ended."), "success")
    return redirect(url_for(".show", round_id=round_id, _anchor="absences"))


@pages.route("/kontroll/<check_id>/kontrollant", methods=["GET", "POST"])
@access(Act.RUN_SPOT_CHECKS)
def give(check_id: str) -> Page:
    """One check to an officer by hand."""
    choice = _choice(check_id)
    form = GiveForm(data=_as_it_is(choice)).fill_choices(choice)
    if not form.validate_on_submit():
        return _given(choice, form=form, status=422 if form.errors else 200)
    week_on = form.week_on.data
    return _give(
        choice,
        form,
        lambda: checkers.give_check(check_id, form.officer_id.data, week_on=week_on, by=g.actor, now=now()),
    )


@pages.post("/kontroll/<check_id>/andra-lasare")
@access(Act.RUN_SPOT_CHECKS)
def give_second(check_id: str) -> Page:
    """The second reading to an officer by hand."""
    choice = _choice(check_id)
    form = SecondForm(data=_as_it_is(choice)).fill_choices(choice)
    if not form.validate_on_submit():
        return _given(choice, second=form, status=422)
    return _give(
        choice,
        form,
        lambda: checkers.give_second_reading(check_id, form.second_id.data, by=g.actor, now=now()),
    )


@pages.route("/kontroll/<check_id>/jav", methods=["GET", "POST"])
@access(Act.MAKE_SPOT_CHECK)
def conflict(check_id: str) -> Page:
    """One must not make the check that one was given: somebody else is."""
    own = choosing.own_check(check_id, actor=g.actor)
    form = ConflictForm()
    if not form.validate_on_submit():
        status = 422 if form.errors else 200
        return render_template("rosters/conflict.html", own=own, form=form), status
    try:
        checkers.declare_conflict(check_id, form.reason.data or "", by=g.actor, now=now())
    except NotFound:
        raise
    except Problem as problem:
        form.refuse(problem, "reason" if problem.facts.get("field") == "reason" else None)
        return render_template("rosters/conflict.html", own=own, form=form), status_of(problem)
    flash(_("You no longer have the check. It goes to somebody else; its object stays the same."), "success")
    return redirect(url_for("desk.my_day"))


def _roster(round_id: str) -> RosterPage:
    return reading.roster_page(round_id, actor=g.actor, days=rosters.planning_days(now()))


def _own_roster(round_id: str) -> RosterPage:
    """The roster for whoever runs the round. Raises NotFound."""
    page = _roster(round_id)
    if not page.may_run:
        raise NotFound("round_not_found")
    return page


def _choice(check_id: str) -> CheckerChoice:
    return choosing.checker_choice(check_id, actor=g.actor, days=rosters.planning_days(now()))


def _drawn(
    page: RosterPage,
    *,
    share: ShareForm | None = None,
    absence: OthersAbsenceForm | None = None,
    status: int = 200,
) -> tuple[str, int]:
    faults = share.faults() if share else []
    if share is None:
        share = ShareForm(formdata=None).suggest(page.people.lines, page.suggested)
    markup = render_template(
        "rosters/show.html",
        page=page,
        share=share,
        faults=faults,
        absence=absence or _absence_form(page, OthersAbsenceForm(formdata=None)),
        form=absence or share,
    )
    return markup, status


def _absence_form(page: RosterPage, form: OthersAbsenceForm) -> OthersAbsenceForm:
    form.officer_id.choices = sorted(page.people.names.items(), key=lambda pair: pair[1])
    return form


def _given(
    choice: CheckerChoice,
    *,
    form: GiveForm | None = None,
    second: SecondForm | None = None,
    status: int = 200,
) -> tuple[str, int]:
    form = form or GiveForm(formdata=None, data=_as_it_is(choice)).fill_choices(choice)
    shown = second or SecondForm(formdata=None, data=_as_it_is(choice))
    shown.fill_choices(choice)
    markup = render_template(
        "rosters/give.html", choice=choice, first=form, second=shown, form=second or form
    )
    return markup, status


def _as_it_is(choice: CheckerChoice) -> dict[str, str | None]:
    """Who has the check now, and when."""
    return {
        "officer_id": choice.officer_id,
        "week_on": choice.week_on.isoformat() if choice.week_on else None,
        "second_id": choice.second_officer_id,
    }


def _give(choice: CheckerChoice, form: GiveForm | SecondForm, deed: Callable[[], None]) -> Page:
    try:
        deed()
    except NotFound:
        raise
    except Problem as problem:
        form.refuse(problem)
        if isinstance(form, SecondForm):
            return _given(choice, second=form, status=status_of(problem))
        return _given(choice, form=form, status=status_of(problem))
    flash(_("Spot check %(item)s is given.", item=choice.item), "success")
    return redirect(url_for(".show", round_id=choice.round_id))


def _tell(found: rosters.SharedOut) -> None:
    text = ngettext("%(num)s check is given.", "%(num)s checks are given.", found.given)
    if not found.unplaced and not found.unread:
        flash(text, "success")
        return
    if found.unplaced:
        count = len(found.unplaced)
        text += " " + ngettext(
            "%(num)s could be given to nobody: see why below.",
            "%(num)s could be given to nobody: see why below.",
            count,
        )
    if found.unread:
        text += " " + _("Without a second reader: %(items)s.", items=", ".join(found.unread))
    flash(text, "warning")


def _tell_absence(count: int) -> None:
    if not count:
        flash(_("The absence is recorded. No check is planned for those weeks."), "success")
        return
    text = ngettext(
        "The absence is recorded. %(num)s check is planned for those weeks and needs somebody else.",
        "The absence is recorded. %(num)s checks are planned for those weeks and need somebody else.",
        count,
    )
    flash(text, "warning")
