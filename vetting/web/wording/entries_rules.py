"""What the journal's entries of the rule desk are called, and their facts."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

ENTRIES: dict[str, LazyString] = {
    "RulesDrafted": _("Rules drafted"),
    "RulesDraftWithdrawn": _("Draft of rules taken back"),
    "RulesPublished": _("Rules published"),
}
FACTS: dict[str, LazyString] = {
    "adopted_by": _("adopted by"),
    "adopted_on": _("adopted on"),
    "by_criterion": _("by criterion"),
    "cases": _("cases"),
    "differing": _("would come out differently"),
    "drafted_by": _("drafted by"),
    "file": _("file"),
    "harder": _("harder"),
    "milder": _("milder"),
    "replayed": _("tried on closed cases"),
}
