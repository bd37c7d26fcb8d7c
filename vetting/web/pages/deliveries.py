"""Sources and what they deliver: declared, tried, sent in, and told of row by row."""

import datetime as dt

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from vetting.domain.authority import Act, may
from vetting.domain.errors import Problem
from vetting.domain.source_settings import settings_text
from vetting.domain.sources import SnapshotState
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms import RowState, SourceState
from vetting.reading import deliveries as reading
from vetting.reading.partner_presence import presence_of
from vetting.reading.rescreenings import last_rescreening
from vetting.services import snapshots, sources, works
from vetting.services.sources import Tried
from vetting.web.access import access
from vetting.web.delivery_pages import (
    file_of_changes,
    file_of_problems,
    first_changes,
    of_report,
    page_of_changes,
)
from vetting.web.errors import status_of
from vetting.web.filters import day, moment
from vetting.web.forms.deliveries import FIELD_OF, DeliveryForm, SourceForm, WhyForm
from vetting.web.wording import deliveries as words
from vetting.web.wording.directory import row_problem_text
from vetting.web.wording.terms_screening import adapter_word, column_word

pages = Blueprint("deliveries", __name__, url_prefix="/leveranser")

Answer = str | Response | tuple[str, int]
STATE_KIND = {
    SourceState.FRESH: "success",
    SourceState.AGEING: "warning",
    SourceState.STALE: "danger",
    SourceState.NEVER_LOADED: "danger",
}
SNAPSHOT_KIND = {
    SnapshotState.RECEIVED: "info",
    SnapshotState.PARSING: "info",
    SnapshotState.HELD: "warning",
    SnapshotState.ACTIVE: "success",
    SnapshotState.SUPERSEDED: "neutral",
    SnapshotState.REJECTED: "danger",
}


@pages.get("")
@access(Act.SEE_SOURCES)
def overview() -> str:
    """Every source with its age."""
    return _page("deliveries/overview.html", lines=reading.sources_overview(actor=g.actor, today=_today()))


@pages.route("/ny", methods=["GET", "POST"])
@access(Act.MANAGE_SOURCES)
def declare() -> Answer:
    """Declares a source; a sample can be tried first and is not kept."""
    form = SourceForm().fill_choices()
    if not form.validate_on_submit():
        return _page("deliveries/declare.html", form=form, tried=None)
    try:
        if request.form.get("action") == "try":
            return _page("deliveries/declare.html", form=form, tried=_try(form))
        key = sources.declare_source(form.declaration(), by=g.actor, now=_now())
    except Problem as problem:
        in_sample = request.form.get("action") == "try" and problem.code not in FIELD_OF
        form.refuse(problem, "sample" if in_sample else FIELD_OF.get(problem.code))
        return _page("deliveries/declare.html", form=form, tried=None), status_of(problem)
    flash(_("The source is declared."), "success")
    return redirect(url_for(".source", key=key))


@pages.route("/<key>", methods=["GET", "POST"])
@access(Act.SEE_SOURCES)
def source(key: str) -> Answer:
    """One source, its deliveries, and a form to send one in."""
    form = DeliveryForm()
    if request.method == "GET" or not form.validate():
        return _source(key, form)
    try:
        stored = snapshots.store_delivery(
            key,
            form.file.data.stream,
            file_name=form.file.data.filename or "",
            as_of=form.day(),
            by=g.actor,
            now=_now(),
        )
    except Problem as problem:
        form.refuse(problem, "as_of" if problem.code == "as_of_in_future" else "file")
        return _source(key, form), status_of(problem)
    report = url_for(".report", key=key, snapshot_id=stored.snapshot)
    if stored.state == "unchanged":
        text = _(
            "The same file came on %(on)s. Nothing was changed.", on=day(swedish_day(stored.received_at))
        )
        flash(text, "info")
        return redirect(report)
    work_id = works.queue_work("read_delivery", {"snapshot_id": stored.snapshot}, by=g.actor, now=_now())
    return redirect(url_for("works.progress", work_id=work_id, next=report))


@pages.get("/<key>/<snapshot_id>")
@access(Act.SEE_SOURCES)
def report(key: str, snapshot_id: str) -> str:
    """What became of a delivery: counts, changes, and every row with something to tell."""
    page = request.args.get("page", 1, type=int)
    found = reading.delivery_report(key, snapshot_id, actor=g.actor, page=page)
    may_manage = may(g.actor, Act.MANAGE_SOURCES)
    return _page(
        "deliveries/report.html",
        report=found,
        changes=first_changes(found.delivery) if may_manage else None,
        may_deliver=may_manage,
        why=WhyForm(formdata=None),
        words=words,
        **of_report(found.delivery),
    )


@pages.get("/<key>/<snapshot_id>/rader.csv")
@access(Act.SEE_SOURCES)
def rows(key: str, snapshot_id: str) -> Response:
    """The rows with something to tell, to send back to the partner."""
    found = reading.delivery_of(key, snapshot_id, actor=g.actor)
    return file_of_problems(found, reading.problem_rows(found))


@pages.get("/<key>/<snapshot_id>/andringar")
@access(Act.MANAGE_SOURCES)
def changes(key: str, snapshot_id: str) -> str:
    """The rows a delivery brought, changed and took away."""
    found = reading.delivery_of(key, snapshot_id, actor=g.actor)
    told = _("Delivery of %(day)s", day=moment(found.received_at))
    trail = [
        (_("Deliveries"), url_for(".overview")),
        (found.source_name, url_for(".source", key=key)),
        (told, url_for(".report", key=key, snapshot_id=snapshot_id)),
    ]
    file_url = url_for(".changes_file", key=key, snapshot_id=snapshot_id)
    return page_of_changes(found, trail=trail, file_url=file_url)


@pages.get("/<key>/<snapshot_id>/andringar.csv")
@access(Act.MANAGE_SOURCES)
def changes_file(key: str, snapshot_id: str) -> Response:
    """All of them as one file."""
    return file_of_changes(reading.delivery_of(key, snapshot_id, actor=g.actor))


def _try(form: SourceForm) -> Tried:
    sample = form.sample.data
    content, name = (sample.stream, sample.filename or "") if sample else (b"", "")
    return sources.try_sample(form.declaration(), content, name, by=g.actor)


def _source(key: str, form: DeliveryForm) -> str:
    page = reading.source_page(key, actor=g.actor, today=_today())
    return _page(
        "deliveries/source.html",
        form=form,
        page=page,
        may_deliver=may(g.actor, Act.MANAGE_SOURCES),
        presence=presence_of(page.line.partner),
        why=WhyForm(formdata=None),
        rescreened=last_rescreening(key),
        secrets=sources.secrets_of(key, page.line.adapter, page.settings),
        settings_rows=[line.split(" = ", 1) for line in settings_text(page.settings).splitlines()],
    )


def _page(template: str, **values: object) -> str:
    return render_template(
        template,
        STATE_KIND=STATE_KIND,
        SNAPSHOT_KIND=SNAPSHOT_KIND,
        RowState=RowState,
        SnapshotState=SnapshotState,
        adapter_word=adapter_word,
        column_word=column_word,
        row_problem_text=row_problem_text,
        **values,
    )


def _today() -> dt.date:
    return swedish_day(_now())


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
