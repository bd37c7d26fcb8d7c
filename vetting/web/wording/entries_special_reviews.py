"""What the journal's entries about special reviews, and their facts, are called."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

ENTRIES: dict[str, LazyString] = {
    "SpecialReviewOpened": _("Special review opened"),
    "PaymentHeld": _("Payment held"),
    "PaymentResumed": _("Payment goes on again"),
    "SupportContinued": _("Support continues after review"),
    "SupportRevoked": _("Support revoked"),
}
FACTS: dict[str, LazyString] = {
    "reviewed": _("case reviewed"),
    "is_whole": _("the whole support"),
    "ends_on": _("last day"),
    "plan": _("plan"),
    "act": _("act"),
    "revocation_ground": _("ground of the revocation"),
}
