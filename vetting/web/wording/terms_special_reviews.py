"""Words for special reviews: grounds of a revocation, steps, and how much of a payment waits."""

from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from vetting.domain import terms_revocations as t

TERMS: dict[type[StrEnum], dict[StrEnum, LazyString]] = {
    t.RevocationGround: {
        t.RevocationGround.RESERVATION: _("Reservation in the decision"),
        t.RevocationGround.WRONG_INFORMATION: _("Wrong information"),
        t.RevocationGround.COMPELLING_SAFETY: _("Compelling safety"),
    },
    t.ReviewStep: {
        t.ReviewStep.OPENED: _("Opened"),
        t.ReviewStep.ASKED: _("The association is asked"),
        t.ReviewStep.HELD: _("Payment waits"),
        t.ReviewStep.PLANNED: _("A plan is followed"),
        t.ReviewStep.CLOSED: _("Ended"),
    },
    t.HoldScope: {
        t.HoldScope.WHOLE: _("All that is unpaid"),
        t.HoldScope.PART: _("A part"),
    },
}
