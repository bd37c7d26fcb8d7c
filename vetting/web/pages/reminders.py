"""Taking a reminder off my day."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, g, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from vetting.services.reminders import handle_reminder
from vetting.web.access import signed_in
from vetting.web.wording.reminders import reminder_text

pages = Blueprint("reminders", __name__)
# What the night's check found: they lead to what the clock tells of it.
OF_THE_CLOCK = ("seal_broken", "kept_broken", "chain_broken")
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

# Of plans: endpoint, and the name of what stands behind the case.
PLAN_PAGES = {
    "association_report": ("association_reports.show", ""),
    "plan_item": ("follow_ups.plan", ""),
    "plan_letter": ("plan_letters.show", "plan_letter_id"),
}

# Of routines and local pictures: what follows the colon is the version, or the board and the half-year.
TEXT_PAGES: dict[str, Callable[[str], str]] = {
    "read": lambda found: url_for("routines.show", version_id=found.partition(":")[0]),
    "local_picture": lambda found: url_for(
        "local_pictures.show", board_id=found.partition(":")[0], half_year=found.partition(":")[2]
    ),
    "board_report": lambda found: url_for(
        "board_reports.show", scope=found.partition(":")[0], term=found.partition(":")[2]
    ),
}


@pages.app_context_processor
def words() -> dict[str, object]:
    """What the desk needs to speak of a reminder and to lead to what it is about."""
    return {"reminder_text": reminder_text, "reminder_url": _url_of}


def _letting(found: str) -> str:
    request_id, _dot, decision_id = found.partition(".")
    return url_for("letting_decisions.second", request_id=request_id, decision_id=decision_id)


# By what the reminder is about, where one address is enough; `found` is what follows the colon.
PAGES: dict[str, Callable[[str], str]] = {
    **TEXT_PAGES,
    "export": lambda found: url_for("exports.mine"),
    "retention_plan": lambda found: url_for("retention_plan.show"),
    "effect_list": lambda found: url_for("revocations.show", list_id=found),
    "effect_sign": lambda found: url_for("revocations.show", list_id=found.partition(".")[0], visa="mina"),
    "round": lambda found: url_for("rounds.show", round_id=found),
    "letting": _letting,
    "message": lambda found: url_for("post.overview"),
    "follow_ups": lambda found: url_for("follow_ups.overview"),
    "cases": lambda found: url_for("applications.cases"),
    "away": lambda found: url_for("applications.cases"),
    "spot_check": lambda found: url_for("spot_checks.show", check_id=found),
}


def _url_of(subject: str, reminder: str = "") -> str:
    kind, _colon, found = subject.partition(":")
    if reminder in WITHOUT_READER:
        return url_for("rosters.give", check_id=found)
    if reminder in OF_OWN_CASE:
        return url_for("hearings.show", case_id=found)
    if reminder in OF_THE_CLOCK:
        return url_for("clock.overview")
    if kind in PLAN_PAGES:
        case_id, _dot, other = found.partition(".")
        endpoint, name = PLAN_PAGES[kind]
        values: dict[str, Any] = {name: other} if name else {}
        return url_for(endpoint, case_id=case_id, **values)
    if kind in CONTRACT_PAGES:
        endpoint, name = CONTRACT_PAGES[kind]
        values = {name: found}
        return url_for(endpoint, **values)
    return PAGES[kind](found) if kind in PAGES else url_for("rounds.overview")


@pages.post("/paminnelser/<reminder_id>")
@signed_in
def handle(reminder_id: str) -> Response:
    """The reminder is read and needs no more."""
    handle_reminder(reminder_id, by=g.actor, now=dt.datetime.now(dt.UTC))
    flash(_("The reminder is taken off your day."), "success")
    return redirect(url_for("desk.my_day"))
