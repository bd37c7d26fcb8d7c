"""Words of the retention plan, of leads, and of deeds whose refusals are told."""

from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from vetting.domain import terms_disposal as t
from vetting.domain.misuse import GuardedDeed, RowChange
from vetting.domain.terms_court import CourtOutcome

TERMS: dict[type[StrEnum], dict[StrEnum, LazyString]] = {
    CourtOutcome: {
        CourtOutcome.UPHELD: _("the decision stands"),
        CourtOutcome.ANNULLED: _("annulled"),
        CourtOutcome.ANNULLED_IN_PART: _("annulled in part"),
        CourtOutcome.NOT_TRIED: _("dismissed, not tried"),
    },
    GuardedDeed: {
        GuardedDeed.PROPOSE: _("to propose a decision"),
        GuardedDeed.RETURN_PROPOSAL: _("to send a proposal back"),
        GuardedDeed.DECIDE: _("to sign on delegation"),
        GuardedDeed.DECIDE_URGENTLY: _("to sign as chair"),
        GuardedDeed.RECORD_BOARD_DECISION: _("to enter the board's decision"),
        GuardedDeed.CONSIDER_STATEMENT: _("to consider a statement"),
        GuardedDeed.ANSWER_CHECKLIST: _("to answer the checklist"),
        GuardedDeed.REPLY: _("to reply"),
    },
    RowChange: {
        RowChange.ADD: _("to add out of turn"),
        RowChange.CHANGE: _("to change"),
        RowChange.REMOVE: _("to remove"),
    },
    t.RecordKind: {
        t.RecordKind.LEAD: _("leads that nobody has verified"),
        t.RecordKind.INDICATION: _("indications never proven"),
        t.RecordKind.GROUND: _("decisions, their grounds and letters"),
        t.RecordKind.DRAW_FRAME: _("lists that spot checks were drawn from"),
        t.RecordKind.BOOKING_CONTACT: _("contact details in requests for rooms"),
        t.RecordKind.CONCERN: _("concerns without names"),
        t.RecordKind.OFFICER_MAIL: _("reminders sent to officers by e-mail"),
        t.RecordKind.JOURNAL: _("the journal"),
    },
    t.CountedFrom: {
        t.CountedFrom.ADDED: _("the day it came into the case"),
        t.CountedFrom.GAINED_FORCE: _("the day after the last to ask for review"),
        t.CountedFrom.DECIDED: _("the day of the decision"),
        t.CountedFrom.DRAWN: _("the day of the draw"),
        t.CountedFrom.LAST_DATE: _("the last date of the booking"),
        t.CountedFrom.WRITTEN: _("the day it was written"),
        t.CountedFrom.SENT: _("the day it was sent or given up"),
    },
    t.LeadSource: {
        t.LeadSource.MEDIA: _("media"),
        t.LeadSource.ANONYMOUS: _("an anonymous tip"),
        t.LeadSource.PUBLIC: _("somebody of the public who gave a name"),
        t.LeadSource.OTHER_AUTHORITY: _("another authority"),
        t.LeadSource.THIRD_PARTY: _("linked to by somebody else"),
    },
    t.Reliability: {
        t.Reliability.UNKNOWN: _("not known"),
        t.Reliability.DOUBTFUL: _("doubtful"),
        t.Reliability.LIKELY: _("likely to hold"),
    },
}
