"""What is refused about the matcher's thresholds, and how to mend it."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

PROBLEMS: dict[str, LazyString] = {
    "unknown_match_setting": _("There is no setting “%(name)s”."),
    "match_setting_outside": _("“%(value)s” is no number from %(least)s to %(most)s."),
    "match_settings_unnamed": _("Give the version a name of at most 40 characters."),
    "match_settings_unordered": _(
        "A lower band cannot ask for more (%(value)s) than the one above it (%(above)s)."
    ),
    "match_weights_unordered": _(
        "A lone “föreningen” cannot weigh more (%(value)s) than a type word (%(above)s)."
    ),
    "match_settings_known": _("There is a version %(version)s already. Give it another name."),
    "match_settings_past": _("%(in_force_on)s has passed. Choose today or a coming day."),
    "match_settings_same": _("Nothing differs from the thresholds in force. Change a number first."),
    "match_settings_settled": _("The version %(version)s is already confirmed or taken back."),
    "match_settings_not_found": _("There is no such version of the thresholds."),
    "second_person_needed": _("Another person than the one who proposed it must confirm it."),
}
