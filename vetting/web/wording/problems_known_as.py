"""What is refused about names, numbers and accounts of associations, and about whom a source is asked."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

PROBLEMS: dict[str, LazyString] = {
    "association_name_not_found": _("There is no such name of the association."),
    "related_number_not_found": _("There is no such number of the association."),
    "name_known": _("The association has that name already. Nothing needs to be done."),
    "period_backwards": _("The name cannot be left before it is taken. Change one of the days."),
    "number_is_own": _(
        "That is the association's own number. Write the number of the one before it or after it."
    ),
    "number_known": _("The association has that number already. Nothing needs to be done."),
    "giro_unusable": _(
        "This is not such an account: a bankgiro has 7 or 8 digits, a plusgiro 2 to 8, and the last is a check "
        "digit. Compare with the association's own papers."
    ),
    "bad_giro": _("That is no bankgiro or plusgiro: 2 to 8 digits, the last a check digit."),
    "community_is_no_signal": _(
        "A list of faith communities only tells who somebody is. Standing in it, or not, is never a signal."
    ),
    "community_lists_no_persons": _(
        "A list of faith communities is never asked about persons. Declare it as one of organisations."
    ),
}
