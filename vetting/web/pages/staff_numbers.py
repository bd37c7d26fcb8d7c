"""The staff number by which two accounts are known to belong to one person."""

import datetime as dt

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from vetting.domain.authority import Act
from vetting.domain.errors import Problem
from vetting.reading import administration as reading
from vetting.services import staff_numbers
from vetting.web.access import access
from vetting.web.errors import status_of
from vetting.web.forms.staff_numbers import StaffNumberForm

pages = Blueprint("staff_numbers", __name__, url_prefix="/administration")


@pages.route("/handlaggare/<officer_id>/anstallningsnummer", methods=["GET", "POST"])
@access(Act.ADMINISTER)
def change(officer_id: str) -> str | Response | tuple[str, int]:
    """Setting or taking away the staff number of an account."""
    now = dt.datetime.now(dt.UTC)
    page = reading.officer_page(officer_id, g.actor, now)
    form = StaffNumberForm(data={"staff_number": page.officer.staff_number})
    if not form.validate_on_submit():
        return _drawn(page, form), 422 if form.errors else 200
    try:
        others = staff_numbers.set_staff_number(officer_id, form.staff_number.data or "", by=g.actor, now=now)
    except Problem as problem:
        form.refuse(problem, "staff_number")
        return _drawn(page, form), status_of(problem)
    if others:
        told = ngettext(
            "Kept. %(num)s other account belongs to the same person.",
            "Kept. %(num)s other accounts belong to the same person.",
            others,
        )
    else:
        told = _("The staff number is kept. No other account has it.")
    flash(told, "success")
    return redirect(url_for("accounts.officer", officer_id=officer_id))


def _drawn(page: reading.OfficerPage, form: StaffNumberForm) -> str:
    return render_template("administration/staff_number.html", officer=page.officer, form=form)
