"""What reminders say, by kind."""

import datetime as dt
import re

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from vetting.web.filters import day

_ISO = re.compile(r"\d{4}-\d\d-\d\d")

REMINDERS: dict[str, LazyString] = {
    "export_ready": _("A file that you asked for is ready: %(rows)s rows (%(ending)s)"),
    "export_failed": _("A file that you asked for could not be made (%(ending)s)"),
    "observation_made": _("Seen on site at %(association)s, case %(case_number)s"),
    "statement_to_read": _("The association has answered in case %(case_number)s"),
    "report_to_read": _("The association's report has come in case %(case_number)s"),
    "code_tried": _("Somebody tries wrong codes for the association's page in case %(case_number)s"),
    "statement_unread": _(
        "A statement in case %(case_number)s came before the decision but was not considered in it"
    ),
    "round_to_open": _("Open the spot checks for %(half_year)s: some board has no round"),
    "round_to_seal": _("Seal the list for %(half_year)s"),
    "round_to_draw": _("Roll the dice and draw for %(half_year)s"),
    "draw_missed": _("No draw was made for %(half_year)s: %(boards)s"),
    "effect_asked": _("Effects of a revocation are put to you: %(rows)s"),
    "effect_to_sign": _("Effects of a revocation wait for you to sign: %(rows)s"),
    "dates_cancelled": _("Booked dates in %(premises)s are cancelled: %(dates)s"),
    "check_late": _("Spot check %(item)s is not begun"),
    "comment_late": _("No comment has come on spot check %(item)s"),
    "measure_late": _("The measure after spot check %(item)s is not done"),
    "checker_missing": _("Spot check %(item)s has nobody to make it"),
    "second_reader_missing": _("Spot check %(item)s has nobody to read it a second time"),
    "checker_away": _("Spot check %(item)s is planned for a week when its checker is away"),
    "step_to_sign": _("A step on a broken contract waits for you to sign: %(premises)s"),
    "letting_to_sign": _("A refusal or cancelling of dates waits for you to sign: %(premises)s"),
    "letting_late": _(
        "A refusal or cancelling of dates is still not signed, and its reasons are due: %(premises)s"
    ),
    "bar_to_sign": _("A proposal about a stop mark waits for you to sign"),
    "seal_broken": _(
        "A kept text in case %(case_number)s no longer matches its digest: it was changed past the service"
    ),
    "kept_broken": _(
        "A kept letter or report no longer matches its digest: it was changed past the service (%(table)s %(row)s)"
    ),
    "chain_broken": _("The journal has been changed past the service, first at entry %(seq)s"),
    "plan_not_adopted": _(
        "The municipality has adopted no retention plan for some kind of record: nothing of it is removed until it has"
    ),
    "bar_to_review": _("Review a stop mark: does it still have to stand?"),
    "bar_run_out": _("A stop mark has run out: say that its time is over, or propose to renew it"),
    "bar_met": _("A party under your stop mark has applied in case %(case_number)s"),
    "tenancy_alert": _("A contract nears nine months: %(premises)s"),
    "breach_months": _("The time to act on a breach of contract runs out: %(premises)s"),
    "plan_ahead": _("Soon due in case %(case_number)s: %(title)s, %(due_on)s"),
    "plan_passed": _("Late in case %(case_number)s: %(title)s was due on %(due_on)s"),
    "plan_again": _("Still late in case %(case_number)s: %(title)s was due on %(due_on)s"),
    "plan_escalated": _(
        "Long late in case %(case_number)s, told to the unit head: %(title)s was due on %(due_on)s"
    ),
    "plan_taken_over": _("You have taken over in case %(case_number)s: %(title)s, %(due_on)s"),
    "plan_left": _("Somebody else has taken over in case %(case_number)s: %(title)s, %(due_on)s"),
    "plan_taken_over_many": _(
        "You have taken over %(count)s items of follow-up plans, the first due on %(due_on)s"
    ),
    "plan_left_many": _(
        "Somebody else has taken over %(count)s of your items of follow-up plans, the first due on %(due_on)s"
    ),
    "plan_alone": _("An item due on %(due_on)s in case %(case_number)s has nobody who can take it"),
    "plan_letter": _(
        "Print and send a letter to %(association)s, case %(case_number)s: it has no e-mail address"
    ),
    "extension_asked": _("A later day is asked for in case %(case_number)s: %(title)s"),
    "instalment_to_release": _("A part of the grant in case %(case_number)s can be released"),
    "cases_taken_over": _("Cases of an officer whose account is closed are yours now: %(count)s"),
    "cases_away": _("An officer is away until %(until_on)s with %(count)s cases in hand"),
    "post_given_up": _("A message could not be sent: %(subject)s"),
    "reply_day_passed": _("The last day to put a breach right has passed: %(premises)s"),
    "picture_late": _("No local picture of %(half_year)s is adopted: %(board)s"),
    "report_to_hand_in": _("The report up to %(until_on)s can be handed in: %(board)s"),
    "report_late": _("The report up to %(until_on)s is not handed in: %(board)s"),
    "city_report_to_hand_in": _("The report to the executive board up to %(until_on)s can be handed in"),
    "city_report_late": _("The report to the executive board up to %(until_on)s is not handed in"),
    "routine_to_read": _("Read and sign for: %(title)s"),
}


def reminder_text(kind: str, facts: dict[str, str]) -> str:
    """A reminder in the reader's language."""
    return str(REMINDERS[kind]) % {name: _day(told) for name, told in facts.items()}


def _day(told: str) -> str:
    """A day as people write it; anything else as it is."""
    return str(day(dt.date.fromisoformat(told))) if _ISO.fullmatch(told) else told
