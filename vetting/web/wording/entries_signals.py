"""What the journal's entries about judgements, re-screening and signals are called."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

ENTRIES: dict[str, LazyString] = {
    "HitSeconded": _("Second person's word on a hit"),
    "ClearanceLapsed": _("Clearance lapsed"),
    "ClearanceLifted": _("Clearance lifted"),
    "Rescreened": _("Re-screened"),
    "DecisionReconsidered": _("Decision to be reconsidered"),
    "SignalSettled": _("Signal settled"),
}
