"""The list of cases, and new applications and versions registered by an officer."""

import datetime as dt

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from vetting.domain.application import NewApplication
from vetting.domain.authority import Act
from vetting.domain.errors import Problem
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms import Channel
from vetting.reading import applicants as finding
from vetting.reading import cases as reading
from vetting.reading.case import case_file
from vetting.services import applications
from vetting.web.access import access
from vetting.web.case_addresses import filter_of, kept_args
from vetting.web.errors import status_of
from vetting.web.filters import day
from vetting.web.forms.applications import ApplicantForm, ApplicationForm, AppliedForm, CaseFilterForm
from vetting.web.list_tables.casework import case_order

pages = Blueprint("applications", __name__)

Answer = str | Response | tuple[str, int]
FIELD_OF = {
    "amount_not_positive": "amount",
    "amount_too_large": "amount",
    "period_odd": "starts_on",
    "period_reversed": "ends_on",
    "members_odd": "members_total",
    "year_odd": "year",
    "scheme_closed": "scheme",
    "received_ahead": "received_on",
    "no_checklist_in_force": "received_on",
}


@pages.get("/arenden")
@access(Act.SEE_CASES)
def cases() -> str:
    """All cases within reach: filtered, sorted, 25 at a time."""
    form = CaseFilterForm(request.args)
    choices = reading.choices(g.actor)
    form.fill_choices(
        boards=choices.boards, schemes=choices.schemes, officers=choices.officers, years=choices.years
    )
    sort, order = case_order(request.args)
    page = reading.cases_page(
        filter_of(request.args),
        actor=g.actor,
        today=_today(),
        sort=(sort, order),
        page=request.args.get("page", 1, type=int),
    )
    return render_template(
        "applications/cases.html",
        filter_form=form,
        boards=choices.boards,
        page=page,
        per_page=reading.PER_PAGE,
        sort=sort,
        order=order,
        kept=kept_args(request.args),
    )


@pages.get("/arenden/ny")
@access(Act.RECEIVE_APPLICATION)
def applicant() -> str:
    """First step of a new application: who applies."""
    form = ApplicantForm(request.args)
    text = (request.args.get("q") or "").strip()
    found = finding.applicants(text, actor=g.actor) if text else ()
    return render_template(
        "applications/applicant.html", search_form=form, text=text, found=found, most=finding.MOST
    )


@pages.route("/arenden/ny/<association_id>", methods=["GET", "POST"])
@access(Act.RECEIVE_APPLICATION)
def new(association_id: str) -> Answer:
    """Second step: what is applied for."""
    association = finding.applicant(association_id, actor=g.actor)
    form = ApplicationForm()
    form.scheme.choices = reading.open_schemes(g.actor)
    if request.method == "GET":
        _suggest(form)
    if not form.validate_on_submit():
        return _new_page(form, association, 422 if form.errors else 200)
    wanted = NewApplication(
        association_id=association.id,
        scheme_id=form.scheme.data,
        year=form.year.data or 0,
        applied=form.applied(),
        channel=Channel.FORM,
        source_key=f"{g.actor.id}:{(form.key.data or '')[:64]}",
        received_on=form.received_on.data,
    )
    try:
        opened = applications.open_application(wanted, by=g.actor, now=_now())
    except Problem as problem:
        form.refuse(problem, FIELD_OF.get(problem.code))
        return _new_page(form, association, status_of(problem))
    if opened.is_new:
        flash(
            _("%(number)s is opened. Add the papers that came with it.", number=opened.case_number), "success"
        )
    if opened.barred_until:
        until = day(opened.barred_until)
        flash(
            _(
                "A stop mark on the association holds until %(day)s. The application is tried as any other, "
                "but nothing is granted while it holds.",
                day=until,
            ),
            "warning",
        )
    return redirect(url_for("cases.show", case_id=opened.case_id))


@pages.route("/arenden/<case_id>/andra", methods=["GET", "POST"])
@access(Act.RECEIVE_APPLICATION)
def revise(case_id: str) -> Answer:
    """A new version, when the association corrects its application without having been asked."""
    file = case_file(case_id, actor=g.actor, today=_today())
    form = AppliedForm()
    if request.method == "GET":
        form.show(file.newest.applied, file.newest.number)
    if not form.validate_on_submit():
        status = 422 if form.errors else 200
        return render_template("applications/revise.html", form=form, file=file, head=file.head), status
    try:
        version = applications.revise_application(
            case_id, form.applied(), seen_version=form.version, by=g.actor, now=_now()
        )
    except Problem as problem:
        form.refuse(problem, FIELD_OF.get(problem.code))
        page = render_template("applications/revise.html", form=form, file=file, head=file.head)
        return page, status_of(problem)
    flash(_("Version %(version)s is registered.", version=version), "success")
    return redirect(url_for("cases.show", case_id=case_id))


def _suggest(form: ApplicationForm) -> None:
    """The coming year in autumn, the present one before that; the period is the whole year."""
    today = _today()
    year = today.year + (1 if today.month >= 9 else 0)
    form.year.data = year
    form.starts_on.data, form.ends_on.data = dt.date(year, 1, 1), dt.date(year, 12, 31)


def _new_page(form: ApplicationForm, association: finding.Applicant, status: int) -> tuple[str, int]:
    return render_template("applications/new.html", form=form, association=association), status


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def _today() -> dt.date:
    return swedish_day(_now())
