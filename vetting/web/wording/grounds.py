"""Words for what grounds of a decision hold."""

from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from vetting.domain.terms_decisions import MitigationFactor as M

TERMS: dict[type[StrEnum], dict[StrEnum, LazyString]] = {
    M: {
        M.DISTANCE: _("Distance taken"),
        M.MEASURES: _("Sufficient measures"),
        M.SINGLE: _("A single occurrence"),
        M.LONG_AGO: _("Far back in time"),
        M.ENDED: _("Cooperation ended"),
    },
}
