"""What reminders say, by kind."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

REMINDERS: dict[str, LazyString] = {
    "observation_made": _("Seen on site at %(association)s, case %(case_number)s"),
    "statement_to_read": _("The association has answered in case %(case_number)s"),
    "code_tried": _("Somebody tries wrong codes for the association's page in case %(case_number)s"),
    "statement_unread": _(
        "A statement in case %(case_number)s came before the decision but was not considered in it"
    ),
    "round_to_open": _("Open the spot checks for %(half_year)s: some board has no round"),
    "round_to_seal": _("Seal the list for %(half_year)s"),
    "round_to_draw": _("Roll the dice and draw for %(half_year)s"),
    "draw_missed": _("No draw was made for %(half_year)s: %(boards)s"),
    "effect_asked": _("Effects of a revocation are put to you: %(rows)s"),
    "dates_cancelled": _("Booked dates in %(premises)s are cancelled: %(dates)s"),
    "check_late": _("Spot check %(item)s is not begun"),
    "comment_late": _("No comment has come on spot check %(item)s"),
    "measure_late": _("The measure after spot check %(item)s is not done"),
    "checker_missing": _("Spot check %(item)s has nobody to make it"),
    "second_reader_missing": _("Spot check %(item)s has nobody to read it a second time"),
    "checker_away": _("Spot check %(item)s is planned for a week when its checker is away"),
    "step_to_sign": _("A step on a broken contract waits for you to sign: %(premises)s"),
    "letting_to_sign": _("A refusal or cancelling of dates waits for you to sign: %(premises)s"),
    "bar_to_sign": _("A proposal about a stop mark waits for you to sign"),
    "bar_to_review": _("Review a stop mark: does it still have to stand?"),
    "bar_run_out": _("A stop mark has run out: say that its time is over, or propose to renew it"),
    "bar_met": _("A party under your stop mark has applied in case %(case_number)s"),
    "tenancy_alert": _("A contract nears nine months: %(premises)s"),
    "breach_months": _("The time to act on a breach of contract runs out: %(premises)s"),
    "reply_day_passed": _("The last day to put a breach right has passed: %(premises)s"),
}


def reminder_text(kind: str, facts: dict[str, str]) -> str:
    """A reminder in the reader's language."""
    return str(REMINDERS[kind]) % facts
