"""Words for what is wrong with a day on which a board meets."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

PROBLEMS: dict[str, LazyString] = {
    "meeting_past": _("The day has passed. Plan a meeting from today on."),
    "meeting_far": _("The day lies more than three years ahead. Check the year."),
    "meeting_known": _("A meeting is planned on that day already."),
    "meeting_unknown": _("No meeting is planned on that day. Load the page again."),
    "meeting_held": _("A meeting that was held stays on the list."),
}
