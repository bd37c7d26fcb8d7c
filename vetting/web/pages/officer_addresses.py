"""Where an officer's reminders go by e-mail, as the administrator keeps it."""

import datetime as dt

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from vetting.domain.authority import Act
from vetting.domain.errors import Problem
from vetting.reading import administration as reading
from vetting.services import officer_addresses
from vetting.web.access import access
from vetting.web.errors import status_of
from vetting.web.forms.officer_addresses import OfficerAddressForm

pages = Blueprint("officer_addresses", __name__, url_prefix="/administration")


@pages.route("/handlaggare/<officer_id>/epost", methods=["GET", "POST"])
@access(Act.ADMINISTER)
def change(officer_id: str) -> str | Response | tuple[str, int]:
    """Setting, changing or taking away the address of an account."""
    now = dt.datetime.now(dt.UTC)
    page = reading.officer_page(officer_id, g.actor, now)
    form = OfficerAddressForm(data={"email": page.officer.email})
    if not form.validate_on_submit():
        return _drawn(page, form), 422 if form.errors else 200
    try:
        is_there = officer_addresses.set_officer_address(
            officer_id, form.email.data or "", by=g.actor, now=now
        )
    except Problem as problem:
        form.refuse(problem, "email" if problem.code == "address_odd" else None)
        return _drawn(page, form), status_of(problem)
    if is_there:
        flash(_("The address is kept. New reminders go there too."), "success")
    else:
        flash(_("No address is kept. Reminders lie on My day."), "success")
    return redirect(url_for("accounts.officer", officer_id=officer_id))


def _drawn(page: reading.OfficerPage, form: OfficerAddressForm) -> str:
    return render_template("administration/officer_address.html", officer=page.officer, form=form)
