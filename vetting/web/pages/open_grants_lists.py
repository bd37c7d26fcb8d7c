"""Open data: the yearly lists of decided grants, for everybody; and publishing them, for the coordinator."""

import datetime as dt

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from vetting.domain.authority import Act
from vetting.domain.errors import NotFound, Problem
from vetting.domain.open_grants_list import COLUMNS, GrantsList, table_of
from vetting.domain.swedish_time import swedish_day
from vetting.reading import open_grants_lists as reading
from vetting.services import open_grants_lists, report_files, row_sheets
from vetting.services.report_files import BookSheet
from vetting.web.access import access, public
from vetting.web.errors import status_of
from vetting.web.forms.open_grants_lists import ListChoiceForm, PublishForm
from vetting.web.wording.open_grants_lists import quality_lines

pages = Blueprint("open_grants_lists", __name__, url_prefix="/oppna-data")
Page = str | Response | tuple[str, int]
TYPES = {
    "json": "application/json; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
SHOWN = 20  # rows that are looked at before they are published


@pages.get("", strict_slashes=False)
@public
def show() -> str:
    """Every year's list with what it holds and lacks, and the files."""
    return render_template(
        "open_grants_lists/show.html",
        years=reading.published_years(),
        quality_lines=quality_lines,
        endings=tuple(TYPES),
    )


@pages.get("/<list_id>/beviljade-bidrag.<ending>")
@public
def file(list_id: str, ending: str) -> Response:
    """An edition as a file: the same bytes today and in ten years."""
    if ending not in TYPES:
        raise NotFound("not_found")
    edition, document = reading.document_of(list_id)
    answer = Response(_bytes(document, ending), content_type=TYPES[ending])
    name = f"beviljade-bidrag-{edition.year}-utgava-{edition.number}.{ending}"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Access-Control-Allow-Origin"] = "*"  # for others to build upon
    return answer


@pages.get("/publicera")
@access(Act.PUBLISH_OPEN_DATA)
def prepare() -> Page:
    """What the next edition would hold and lack, before anything is published."""
    return _prepared(PublishForm(formdata=None), request.args.get("ar", 0, type=int), _asked_number())


@pages.post("/publicera")
@access(Act.PUBLISH_OPEN_DATA)
def publish() -> Page:
    """Publishes the list as it was looked at."""
    form = PublishForm()
    year, number = _year(form.year.data), form.funder_number.data or ""
    if not form.validate():
        return _prepared(form, year, number, 422)
    try:
        open_grants_lists.publish_grants_list(
            year,
            number,
            reason=form.reason.data or "",
            seen_digest=form.digest.data or "",
            by=g.actor,
            now=dt.datetime.now(dt.UTC),
        )
    except Problem as problem:
        named = str(problem.facts.get("field", ""))
        form.refuse(problem, named if named == "reason" else None)
        return _prepared(form, year, number, status_of(problem))
    flash(_("The list is published. It can be read by anybody, and is not changed any more."), "success")
    return redirect(url_for(".show"))


def _bytes(document: str, ending: str) -> bytes:
    if ending == "json":
        return document.encode()
    rows = table_of(document)
    if ending == "csv":
        return row_sheets.delimited(COLUMNS, rows)
    kinds = ["kronor" if name == "Amount Awarded" else "text" for name in COLUMNS]
    return report_files.workbook([BookSheet("grants", COLUMNS, kinds, rows)], title="grants")


def _prepared(form: PublishForm, year: int, number: str, status: int = 200) -> tuple[str, int]:
    now = dt.datetime.now(dt.UTC)
    years = reading.years_with_decisions(actor=g.actor, today=swedish_day(now))
    choice = ListChoiceForm(formdata=None).fill_choices(years)
    year = year if year in years else years[0] if years else 0
    choice.ar.data, choice.nummer.data = str(year), number
    found: GrantsList | None = None
    if year and number:
        try:
            found = open_grants_lists.grants_list_now(year, number, by=g.actor, now=now)
        except Problem as problem:
            choice.refuse(problem, "nummer" if problem.code == "funder_number" else None)
            status = status_of(problem)
    if found is not None:
        form.year.data, form.funder_number.data, form.digest.data = str(year), number, found.digest
    published = {one.year: one for one in reading.published_years()}
    return render_template(
        "open_grants_lists/prepare.html",
        choice=choice,
        form=form,
        found=found,
        year=year,
        before=published.get(year),
        rows=table_of(found.document)[:SHOWN] if found else (),
        columns=COLUMNS,
        quality_lines=quality_lines,
    ), status


def _asked_number() -> str:
    """As written; else as it was with the latest edition."""
    if "nummer" in request.args:
        return request.args["nummer"][:20]
    latest = reading.published_years()
    return latest[0].latest.funder_number if latest else ""


def _year(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) == 4 else 0
