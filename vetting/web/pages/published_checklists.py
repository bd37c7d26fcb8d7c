"""The published checklists: every criterion with its why, its source and how well the source is verified."""

from flask import Blueprint, render_template

from vetting.services import checklists
from vetting.web.access import signed_in

pages = Blueprint("published_checklists", __name__)


@pages.get("/checklistor")
@signed_in
def overview() -> str:
    """All published versions."""
    return render_template("checklists/published.html", editions=checklists.published_editions())


@pages.get("/checklistor/<name>/<version>")
@signed_in
def edition(name: str, version: str) -> str:
    """One version, criterion by criterion."""
    return render_template("checklists/edition.html", checklist=checklists.published_edition(name, version))
