"""The published checklists: every criterion with its why, its source and how well the source is verified."""

import datetime as dt

from flask import Blueprint, render_template
from werkzeug.wrappers import Response

from vetting.domain.swedish_time import swedish_day
from vetting.reading.rule_desk import edition_line
from vetting.services import checklists, rule_desk
from vetting.web.access import signed_in
from vetting.web.downloads import sent_safely
from vetting.web.languages import current
from vetting.web.wording.terms_rules import codes_explained

pages = Blueprint("published_checklists", __name__)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pages.get("/checklistor")
@signed_in
def overview() -> str:
    """All published versions."""
    editions = checklists.published_editions(today=_today())
    return render_template("checklists/published.html", editions=editions)


@pages.get("/checklistor/<name>/<version>")
@signed_in
def edition(name: str, version: str) -> str:
    """One version, criterion by criterion."""
    return render_template(
        "checklists/edition.html",
        checklist=checklists.published_edition(name, version),
        made=edition_line(name, version),
    )


@pages.get("/checklistor/<name>/<version>/xlsx")
@signed_in
def workbook(name: str, version: str) -> Response:
    """One version as a workbook, to read or to begin the next one with."""
    data = rule_desk.edition_workbook(name, version, current(), codes=codes_explained())
    return sent_safely(data, XLSX, f"{name}-{version}.xlsx")


@pages.get("/checklistor/<name>/<version>/toml")
@signed_in
def toml(name: str, version: str) -> Response:
    """One version as the file whose digest is told."""
    return sent_safely(rule_desk.edition_toml(name, version), "application/toml", f"{name}-{version}.toml")


def _today() -> dt.date:
    return swedish_day(dt.datetime.now(dt.UTC))
