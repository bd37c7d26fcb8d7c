"""Words for exceptions from hearing an association, for what it says, and for its one-time codes."""

from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from vetting.domain.terms_decisions import (
    CodeChannel,
    CodeState,
    HearingExemption,
    StatementChannel,
    StatementTiming,
)

TERMS: dict[type[StrEnum], dict[StrEnum, LazyString]] = {
    HearingExemption: {
        HearingExemption.UNNECESSARY: _("It is obviously unnecessary"),
        HearingExemption.FRUSTRATES: _("The decision could otherwise not be carried out"),
        HearingExemption.IMMEDIATE: _("A weighty interest needs the decision at once"),
    },
    StatementChannel: {
        StatementChannel.LETTER: _("By letter"),
        StatementChannel.EMAIL: _("By e-mail"),
        StatementChannel.PHONE: _("By telephone, noted by an officer"),
        StatementChannel.VISIT: _("In person, noted by an officer"),
        StatementChannel.OWN_VIEW: _("On the association's own page"),
    },
    StatementTiming: {
        StatementTiming.IN_TIME: _("In time"),
        StatementTiming.LATE: _("After the last day"),
        StatementTiming.UNREAD: _("Before the decision, but not considered in it"),
        StatementTiming.AFTER_DECISION: _("After the decision"),
    },
    CodeChannel: {
        CodeChannel.LETTER: _("By letter"),
        CodeChannel.EMAIL: _("By e-mail"),
        CodeChannel.OWN_VIEW: _("On the association's own page"),
    },
    CodeState: {
        CodeState.OPEN: _("Can be used"),
        CodeState.USED: _("Used"),
        CodeState.EXPIRED: _("Expired"),
        CodeState.WITHDRAWN: _("Withdrawn"),
    },
}
