"""What the texts of a proposal are called where a wording in them is stopped."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

PART_NAMES: dict[str, LazyString] = {
    "summary": _("Summary of the reasons"),
    "proportionality": _("Proportionality"),
    "reasons": _("Why this decides"),
    "contrary": _("Speaks against"),
    "conditions": _("Condition"),
    "ground_why": _("How the ground is met"),
    "undoing": _("If a court annuls the decision"),
    "payout_undoing": _("If a court annuls the decision after payment"),
    "again": _("Condition for new support"),
}
