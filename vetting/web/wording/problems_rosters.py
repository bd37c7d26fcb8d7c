"""What stands in the way of sharing out checks, giving one by hand, leaving one, or telling of absence."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

PROBLEMS: dict[str, LazyString] = {
    "no_checkers": _("Nobody takes part. Tick at least one officer and share out the checks."),
    "checker_twice": _("An officer is listed twice. Reload the page and choose again."),
    "capacity_odd": _("How many checks a week must be a whole number from 1 to %(most)s."),
    "checker_not_possible": _(
        "%(name)s cannot be given checks: the account is closed or its role makes no spot checks. Choose another."
    ),
    "weeks_odd": _("The first week must not come after the last, and there can be at most %(most)s weeks."),
    "weeks_past": _("The week of %(week_on)s has passed. Begin with this week or later."),
    "checker_barred": _("%(name)s cannot have this check: %(why)s. Choose another officer."),
    "checker_away": _("%(name)s is away in the week of %(week_on)s. Choose another week or another officer."),
    "not_read_twice": _("This check is read by one person only."),
    "second_reading_signed": _("The second reading is signed. There is nothing left to give."),
    "conflict_already_declared": _(
        "You have already said that you have a conflict of interest in this check. Somebody else has it now."
    ),
    "absence_not_found": _("There is no such absence, or it was taken away already."),
    "absence_days_odd": _("The last day away comes before the first. Write the days in order."),
    "absence_past": _("The absence is already over, so nothing needs to be planned around it."),
    "absence_too_long": _("An absence can be at most two years. If it is for good, the account is closed."),
    "absence_overlaps": _(
        "An absence from %(from_on)s to %(until_on)s is already known. End it first, or choose other days."
    ),
    "absence_over": _("The absence is already over."),
}
