"""Words for contracts for premises, breaches and their steps, and stop marks."""

from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from vetting.domain import terms_contracts as t
from vetting.domain import terms_revocations as r

TERMS: dict[type[StrEnum], dict[StrEnum, LazyString]] = {
    t.TermsAcceptance: {
        t.TermsAcceptance.SIGNED: _("signed on paper"),
        t.TermsAcceptance.E_ID: _("with an e-identity"),
        t.TermsAcceptance.BOOKING_SYSTEM: _("in the booking system"),
        t.TermsAcceptance.EMAIL: _("by e-mail"),
    },
    t.BreachKind: {
        t.BreachKind.SUBLET: _("Let on to somebody else without consent"),
        t.BreachKind.WRONG_USE: _("Used for another purpose"),
        t.BreachKind.CLAUSE: _("A clause of the terms was broken"),
        t.BreachKind.CRIME: _("Crime in the premises"),
    },
    t.BreachStepKind: {
        t.BreachStepKind.REMARK: _("Remark to the tenant"),
        t.BreachStepKind.WARNING: _("Written warning"),
        t.BreachStepKind.CORRECTION: _("Request to correct"),
        t.BreachStepKind.SUSPENSION: _("Suspension from new bookings"),
        t.BreachStepKind.TERMINATION: _("Termination of the contract"),
    },
    t.StepState: {
        t.StepState.PROPOSED: _("waits for another person"),
        t.StepState.TAKEN: _("carried out"),
        t.StepState.RETURNED: _("returned"),
    },
    t.TerminationWay: {
        t.TerminationWay.AT_ONCE: _("at once: the lease is forfeited"),
        t.TerminationWay.WITH_NOTICE: _("with notice"),
    },
    t.BreachEnd: {
        t.BreachEnd.CORRECTED: _("Put right"),
        t.BreachEnd.PERMITTED: _("Consent was given"),
        t.BreachEnd.UNPROVEN: _("Not proven"),
        t.BreachEnd.DROPPED: _("No further step"),
    },
    t.BarLink: {
        t.BarLink.ASSOCIATION: _("same association"),
        t.BarLink.NUMBER: _("same organisation number"),
        t.BarLink.CONTRACT: _("the very contract"),
        t.BarLink.PHONE: _("same telephone number"),
        t.BarLink.EMAIL: _("same e-mail address"),
        t.BarLink.ACCOUNT: _("same giro account"),
        t.BarLink.SLOT: _("same premises, weekday and hour"),
    },
    t.BarMoveKind: {
        t.BarMoveKind.SET: _("Stop mark proposed"),
        t.BarMoveKind.RENEW: _("Renewal of the stop mark proposed"),
        t.BarMoveKind.LIFT: _("Lifting of the stop mark proposed"),
    },
    t.BarWordKind: {
        t.BarWordKind.STANDS: _("Reviewed: it stands"),
        t.BarWordKind.ENDED: _("Its time is over"),
    },
    t.BarStanding: {
        t.BarStanding.HOLDS: _("Holds"),
        t.BarStanding.TO_REVIEW: _("Holds, to be reviewed"),
        t.BarStanding.RUN_OUT: _("Run out, waits for an answer"),
        t.BarStanding.LIFTED: _("Lifted"),
        t.BarStanding.ENDED: _("Over"),
    },
    r.BarReach: {
        r.BarReach.MONEY: _("grants"),
        r.BarReach.ROOMS: _("premises"),
        r.BarReach.BOTH: _("grants and premises"),
    },
}
