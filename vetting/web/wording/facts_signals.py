"""What the facts of journal entries about judgements, re-screening and signals are called."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

FACTS: dict[str, LazyString] = {
    "agrees": _("agrees"),
    "answer_before": _("answer before"),
    "reopened": _("decisions to look at anew"),
    "awaits_second": _("waits for a second person"),
    "comparator": _("compared with"),
    "field": _("part of the proposal"),
    "from_seq": _("from snapshot number"),
    "lapsed_clearances": _("lapsed clearances"),
    "new": _("new hits"),
    "pairs_compared": _("pairs compared"),
    "parties": _("associations"),
    "pattern": _("criteria that stand out"),
    "rules": _("rules of wording"),
    "masks": _("masks"),
    "secrecy_ground": _("ground for secrecy"),
    "sent_on": _("sent on"),
    "settled_as": _("what became of it"),
    "to_seq": _("to snapshot number"),
    "withdrawn_evidence": _("evidence no longer so"),
}
