"""A new enquiry at the counter: the party by number or name, then what is asked of everybody."""

import datetime as dt

from flask import Blueprint, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from vetting.domain.authority import Act
from vetting.domain.errors import Problem
from vetting.reading import enquiry as reading
from vetting.services import bookings
from vetting.web.access import access
from vetting.web.errors import status_of
from vetting.web.forms.enquiries import EnquiryForm

pages = Blueprint("enquiries", __name__)
Page = str | Response | tuple[str, int]


@pages.route("/bokningar/ny", methods=["GET", "POST"])
@access(Act.RECEIVE_BOOKING)
def new() -> Page:
    """The party is found in the directory or written; the answer is on the page of the request."""
    party = reading.party(request.args["forening"], actor=g.actor) if "forening" in request.args else None
    form = EnquiryForm().fill_choices(reading.rooms_to_ask_for(g.actor))
    if party is not None and not form.is_submitted():
        form.party_name.data, form.org_number.data = party.name, party.org_number or ""
    if not form.validate_on_submit():
        if form.is_submitted():
            form.collect(*form.texts())
        return _drawn(form, party), 422 if form.errors else 200
    try:
        taken = bookings.receive_booking(form.booking(party.id if party else None), by=g.actor, now=_now())
    except Problem as problem:
        form.refuse_named(problem)
        return _drawn(form, party), status_of(problem)
    return redirect(url_for("lettings.show", request_id=taken.request_id))


def _drawn(form: EnquiryForm, party: reading.PartyLine | None) -> str:
    asked = request.args.get("sok", "")
    found = reading.parties_found(asked, actor=g.actor) if party is None else ()
    is_other = party is None and request.args.get("utanfor") == "1"
    return render_template(
        "lettings/new.html", form=form, party=party, asked=asked, found=found, is_other=is_other
    )


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
