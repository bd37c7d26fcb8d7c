"""What is refused about words on hits, clearances and signals, and how to mend it."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

PROBLEMS: dict[str, LazyString] = {
    "facts_missing": _("Choose at least one fact that the judgement rests on."),
    "facts_unknown": _("Neither side states this: %(fields)s. Choose among the facts shown."),
    "nothing_to_second": _("The hit does not wait for a second person. Read the page again."),
    "second_is_first": _("You judged the hit yourself. Another person must agree or disagree."),
    "clearance_ended": _("The clearance has already lapsed or been lifted."),
    "signal_settled": _("Somebody has already said what became of it."),
    "signal_without_hit": _("There is no hit to judge here: the row that was cited has changed or is gone."),
    "signal_without_decision": _("There is no decision to reconsider."),
    "signal_not_judged": _("Judge the hit first, then say what became of the decision."),
    "signal_word": _("That cannot be said of this. Choose one of the words offered."),
}
