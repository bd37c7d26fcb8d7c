"""Words of follow-up plans."""

from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from vetting.domain.follow_up import TierReason

TERMS: dict[type[StrEnum], dict[StrEnum, LazyString]] = {
    TierReason: {
        TierReason.SMALL: _("the grant is small"),
        TierReason.MIDDLE: _("the grant is neither small nor large"),
        TierReason.LARGE: _("the grant is large"),
        TierReason.LONG: _("it runs for more than a year"),
        TierReason.ESCALATED: _("answers or hits asked for closer following"),
    },
}
