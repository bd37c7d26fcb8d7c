"""Taking a reminder off my day."""

import datetime as dt
from typing import Any

from flask import Blueprint, flash, g, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from vetting.services.reminders import handle_reminder
from vetting.web.access import signed_in
from vetting.web.wording.reminders import reminder_text

pages = Blueprint("reminders", __name__)
# They lead to what the association says, and its codes.
OF_OWN_CASE = ("statement_to_read", "statement_unread", "code_tried")
# Of a spot check that needs somebody: they lead to where somebody is chosen.
WITHOUT_READER = ("checker_missing", "second_reader_missing", "checker_away")
# Of contracts and stop marks: endpoint, and the name of what it takes.
CONTRACT_PAGES = {
    "contract": ("contracts.show", "request_id"),
    "breach": ("breaches.show", "breach_id"),
    "breach_step": ("breaches.step", "step_id"),
    "bar": ("bars.show", "bar_id"),
    "bar_move": ("bars.move", "move_id"),
    "observation": ("observations.show", "observation_id"),
}


@pages.app_context_processor
def words() -> dict[str, object]:
    """What the desk needs to speak of a reminder and to lead to what it is about."""
    return {"reminder_text": reminder_text, "reminder_url": _url_of}


def _url_of(subject: str, reminder: str = "") -> str:
    kind, _colon, found = subject.partition(":")
    if reminder in WITHOUT_READER:
        return url_for("rosters.give", check_id=found)
    if reminder in OF_OWN_CASE:
        return url_for("hearings.show", case_id=found)
    if kind == "effect_list":
        return url_for("revocations.show", list_id=found)
    if kind == "round":
        return url_for("rounds.show", round_id=found)
    if kind == "letting":
        request_id, _dot, decision_id = found.partition(".")
        return url_for("letting_decisions.second", request_id=request_id, decision_id=decision_id)
    if kind in CONTRACT_PAGES:
        endpoint, name = CONTRACT_PAGES[kind]
        values: dict[str, Any] = {name: found}
        return url_for(endpoint, **values)
    if kind == "spot_check":
        return url_for("spot_checks.show", check_id=found)
    return url_for("rounds.overview")


@pages.post("/paminnelser/<reminder_id>")
@signed_in
def handle(reminder_id: str) -> Response:
    """The reminder is read and needs no more."""
    handle_reminder(reminder_id, by=g.actor, now=dt.datetime.now(dt.UTC))
    flash(_("The reminder is taken off your day."), "success")
    return redirect(url_for("desk.my_day"))
