"""The partner's own deliveries: sent in, looked at before they are used, and told of row by row."""

import datetime as dt

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from vetting.domain.authority import Act
from vetting.domain.errors import Problem
from vetting.domain.sources import SnapshotState
from vetting.domain.swedish_time import swedish_day
from vetting.reading import partner_sources as reading
from vetting.reading.delivery_report import DeliveryReport
from vetting.services import partner_deliveries, snapshots, works
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
from vetting.web.forms.partner_desk import DeliverForm, SearchForm
from vetting.web.wording import partner_desk as words
from vetting.web.wording import problem_words
from vetting.web.wording.directory import warning_text
from vetting.web.wording.terms_screening import adapter_word, column_word

pages = Blueprint("partner_deliveries", __name__, url_prefix="/partner/kallor/<key>")

Answer = str | Response | tuple[str, int]
DELIVERIES_SHOWN = 20


@pages.get("")
@access(Act.PARTNER_DESK)
def source(key: str) -> str:
    """One own source: its age, its deliveries, and ways to deliver and to mend a row."""
    found = reading.source_of_partner(key, actor=g.actor, today=_today())
    deliveries = reading.latest_deliveries(g.actor, key=key, limit=DELIVERIES_SHOWN)
    return render_template(
        "partner_desk/source.html",
        source=found,
        deliveries=deliveries,
        form=SearchForm(formdata=None),
        words=words,
        adapter_word=adapter_word,
        column_word=column_word,
    )


@pages.route("/leverera", methods=["GET", "POST"])
@access(Act.PARTNER_DESK)
def deliver(key: str) -> Answer:
    """Sends a list in; it is stored, and used only when its sender has looked at it."""
    found = reading.source_of_partner(key, actor=g.actor, today=_today())
    form = DeliverForm()
    if not form.validate_on_submit():
        return render_template("partner_desk/deliver.html", source=found, form=form, words=words)
    file = form.file.data
    try:
        stored = snapshots.store_delivery(
            key, file.stream, file_name=file.filename or "", as_of=form.day(), by=g.actor, now=_now()
        )
    except Problem as problem:
        form.refuse(problem, "as_of" if problem.code == "as_of_in_future" else "file")
        page = render_template("partner_desk/deliver.html", source=found, form=form, words=words)
        return page, status_of(problem)
    if stored.state == "unchanged":
        on = day(swedish_day(stored.received_at))
        flash(_("The same file came on %(on)s. Nothing was changed.", on=on), "info")
    return redirect(url_for(".report", key=key, snapshot_id=stored.snapshot))


@pages.get("/leveranser/<snapshot_id>")
@access(Act.PARTNER_DESK)
def report(key: str, snapshot_id: str) -> str:
    """A delivery's quality: before it is used from its first rows, afterwards in full."""
    page = request.args.get("page", 1, type=int)
    found = reading.report_of(key, snapshot_id, actor=g.actor, page=page)
    source = reading.source_of_partner(key, actor=g.actor, today=_today())
    if found.delivery.state is SnapshotState.RECEIVED and not found.delivery.is_single_row:
        return _preview(source, found)
    return render_template(
        "partner_desk/report.html",
        source=source,
        report=found,
        changes=first_changes(found.delivery),
        SnapshotState=SnapshotState,
        words=words,
        **of_report(found.delivery),
    )


def _preview(source: reading.DeskSource, found: DeliveryReport) -> str:
    preview = partner_deliveries.preview_delivery(source.key, found.delivery.id, by=g.actor)
    return render_template(
        "partner_desk/preview.html",
        source=source,
        delivery=found.delivery,
        preview=preview,
        refusal=problem_words(*preview.refusal) if preview.refusal else None,
        notes=[text for code in preview.notes if (text := warning_text(code))],
        words=words,
    )


@pages.post("/leveranser/<snapshot_id>/anvand")
@access(Act.PARTNER_DESK)
def use(key: str, snapshot_id: str) -> Response:
    """The sender has looked at it: it is read whole and taken into use."""
    onward = url_for(".report", key=key, snapshot_id=snapshot_id)
    found = reading.own_delivery(key, snapshot_id, actor=g.actor)
    if found.state is not SnapshotState.RECEIVED:
        return redirect(onward)
    work_id = works.queue_work("read_delivery", {"snapshot_id": snapshot_id}, by=g.actor, now=_now())
    return redirect(url_for("works.progress", work_id=work_id, next=onward))


@pages.post("/leveranser/<snapshot_id>/kasta")
@access(Act.PARTNER_DESK)
def withdraw(key: str, snapshot_id: str) -> Response:
    """The sender throws it away; the list in use stays."""
    partner_deliveries.withdraw_delivery(key, snapshot_id, by=g.actor, now=_now())
    flash(_("The delivery is thrown away. The list in use stays as it was."), "success")
    return redirect(url_for(".source", key=key))


@pages.get("/leveranser/<snapshot_id>/rader.csv")
@access(Act.PARTNER_DESK)
def rows(key: str, snapshot_id: str) -> Response:
    """The rows with something to mend, for whoever keeps the list."""
    found = reading.own_delivery(key, snapshot_id, actor=g.actor)
    return file_of_problems(found, reading.problem_rows(key, snapshot_id, actor=g.actor))


@pages.get("/leveranser/<snapshot_id>/andringar")
@access(Act.PARTNER_DESK)
def changes(key: str, snapshot_id: str) -> str:
    """The rows a delivery brought, changed and took away."""
    found = reading.own_delivery(key, snapshot_id, actor=g.actor)
    told = _("Delivery of %(day)s", day=moment(found.received_at))
    trail = [
        (_("The partner's desk"), url_for("partner_desk.overview")),
        (found.source_name, url_for(".source", key=key)),
        (told, url_for(".report", key=key, snapshot_id=snapshot_id)),
    ]
    file_url = url_for(".changes_file", key=key, snapshot_id=snapshot_id)
    return page_of_changes(found, trail=trail, file_url=file_url)


@pages.get("/leveranser/<snapshot_id>/andringar.csv")
@access(Act.PARTNER_DESK)
def changes_file(key: str, snapshot_id: str) -> Response:
    """All of them as one file."""
    return file_of_changes(reading.own_delivery(key, snapshot_id, actor=g.actor))


def _today() -> dt.date:
    return swedish_day(_now())


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
