"""What the facts of journal entries about reports, visits and evaluations are called."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

FACTS: dict[str, LazyString] = {
    "announced": _("announced"),
    "met": _("goals met"),
    "visited_on": _("day of the visit"),
}
