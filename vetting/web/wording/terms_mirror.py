"""Words for patterns of criteria and how earlier cases were treated."""

from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from vetting.domain.terms_decisions import CriterionMark as M
from vetting.domain.terms_decisions import Treatment as T

TERMS: dict[type[StrEnum], dict[StrEnum, LazyString]] = {
    M: {
        M.FELL_SHORT: _("speaks against"),
        M.INDICATED: _("indicated"),
        M.UNCLEAR: _("unclear"),
    },
    T: {
        T.GIVEN: _("support given"),
        T.REFUSED: _("refused"),
    },
}
