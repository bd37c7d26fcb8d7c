"""Words for questions to registers and for the facts they tell."""

from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from vetting.domain.answer_facts import FactKind as K
from vetting.domain.answer_facts import FactState as F
from vetting.domain.terms import InquiryState as S

TERMS: dict[type[StrEnum], dict[StrEnum, LazyString]] = {
    S: {
        S.QUEUED: _("Waits for a question file"),
        S.SENT: _("Sent"),
        S.RECEIPTED: _("Receipted, not answered"),
        S.ANSWERED: _("Answered"),
        S.REJECTED: _("No answer"),
        S.OVERDUE: _("Answer late"),
    },
    K: {
        K.NAME: _("Name"),
        K.LEGAL_FORM: _("Legal form"),
        K.REGISTERED: _("Registered"),
        K.DEREGISTERED: _("Deregistered"),
        K.BANKRUPTCY: _("Bankruptcy"),
        K.LIQUIDATION: _("Liquidation"),
        K.RECONSTRUCTION: _("Company reconstruction"),
        K.OTHER_PROCEEDING: _("Other proceeding"),
        K.F_TAX: _("F-tax"),
        K.VAT: _("VAT registration"),
        K.EMPLOYER: _("Employer registration"),
        K.STATISTICAL_ACTIVITY: _("Active in Statistics Sweden's register"),
        K.PUBLIC_CLAIM: _("Claim in a public case"),
        K.PRIVATE_CLAIM: _("Claim in a private case"),
    },
    F: {
        F.YES: _("yes"),
        F.NO: _("no"),
        F.ONGOING: _("ongoing"),
        F.ENDED: _("ended"),
        F.OPEN: _("unpaid"),
        F.DISPUTED: _("disputed"),
        F.RESPITE: _("respite granted"),
        F.PAID: _("paid"),
    },
}
