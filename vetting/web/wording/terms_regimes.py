"""Words for legal regimes, deadlines, a board's own procedure, and opinions to the police."""

from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from vetting.domain import terms_decisions as t

TERMS: dict[type[StrEnum], dict[StrEnum, LazyString]] = {
    t.DeadlineKind: {
        t.DeadlineKind.APPEAL: _("Time for review ends"),
        t.DeadlineKind.PARTY_APPEAL: _("Time to appeal ends"),
        t.DeadlineKind.ANNOUNCEMENT: _("Announce on the notice board"),
        t.DeadlineKind.ADJUSTMENT: _("Minutes to be adjusted"),
        t.DeadlineKind.URGENT_REPORT: _("Report urgent decision to the board"),
        t.DeadlineKind.SUPPLEMENT_REPLY: _("Completion to come in"),
        t.DeadlineKind.HEARING_REPLY: _("Association's reply to come in"),
        t.DeadlineKind.PARTNER_REPLY: _("Partner's answer to come in"),
        t.DeadlineKind.PARTNER_REMINDER: _("Partner reminded again"),
        t.DeadlineKind.ANSWER_VALIDITY: _("Partner's answer holds until"),
        t.DeadlineKind.INQUIRY_ANSWER: _("Register's answer to come in"),
        t.DeadlineKind.DELIVERY: _("Next delivery of a source"),
        t.DeadlineKind.CONFIRMATION: _("Association to confirm its particulars anew"),
        t.DeadlineKind.FOLLOW_UP: _("Follow-up"),
        t.DeadlineKind.PLAN_START: _("Earliest day in a follow-up plan"),
        t.DeadlineKind.PLAN_MEETING: _("Meeting in a follow-up plan"),
        t.DeadlineKind.PLAN_REPORT: _("Report in a follow-up plan"),
        t.DeadlineKind.PLAN_AHEAD: _("Reminder before an item of a plan is due"),
        t.DeadlineKind.PLAN_PASSED: _("Reminder when an item of a plan is late"),
        t.DeadlineKind.PLAN_AGAIN: _("Second reminder of a late item of a plan"),
        t.DeadlineKind.PLAN_ESCALATED: _("Late item of a plan told to the unit head"),
        t.DeadlineKind.SPOT_CHECK: _("Spot check to be made"),
        t.DeadlineKind.SPOT_CHECK_REPLY: _("Answer to a spot check to come in"),
        t.DeadlineKind.SPOT_CHECK_REMINDER: _("Answer to a spot check after a reminder"),
        t.DeadlineKind.MEASURE: _("Measure after a spot check to be done"),
        t.DeadlineKind.ROUND_OPENING: _("Round of spot checks opens"),
        t.DeadlineKind.ROUND_SEAL: _("Round of spot checks to be sealed"),
        t.DeadlineKind.ROUND_DRAW: _("Draw of spot checks"),
        t.DeadlineKind.ROUND_MISSED: _("Draw counts as missed"),
        t.DeadlineKind.ROUND_REPORT: _("Report on spot checks"),
        t.DeadlineKind.LOCAL_PICTURE: _("Local picture of the half-year"),
        t.DeadlineKind.ROUTINE_READING: _("Reading of a routine or guideline"),
        t.DeadlineKind.BOARD_REPORT: _("Report of a board to be handed in"),
        t.DeadlineKind.POLICE_PERMIT: _("Apply to the police for a permit"),
        t.DeadlineKind.POLICE_NOTICE: _("Notify the police"),
        t.DeadlineKind.EFFECT: _("Effect of a revocation to decide"),
        t.DeadlineKind.HOUSE_RULE_END: _("Own rule of procedure ends"),
        t.DeadlineKind.PAYMENT_HOLD: _("Payment waits until"),
        t.DeadlineKind.REVIEW_PLAN_FIRST: _("First look at a plan in a special review"),
        t.DeadlineKind.REVIEW_PLAN_LAST: _("Last look at a plan in a special review"),
        t.DeadlineKind.NOTICE_DAY: _("Notice of a contract of two weeks or shorter"),
        t.DeadlineKind.NOTICE_WEEK: _("Notice of a contract of three months or shorter"),
        t.DeadlineKind.NOTICE_THREE_MONTHS: _("Notice of a contract of nine months or shorter"),
        t.DeadlineKind.NOTICE_LONG: _("Notice of a contract longer than nine months"),
        t.DeadlineKind.TENANCY_ALERT: _("Nine months of a contract are near"),
        t.DeadlineKind.TENANCY_NINE_MONTHS: _("A contract has run for nine months"),
        t.DeadlineKind.CORRECTION_REQUEST: _("Ask for correction of letting on without consent"),
        t.DeadlineKind.CORRECTION_REPLY: _("The tenant to put it right"),
        t.DeadlineKind.TERMINATION: _("Terminate for a clause of exceptional importance"),
        t.DeadlineKind.CRIME_TERMINATION: _("Terminate for crime in the premises"),
        t.DeadlineKind.BAR_REVIEW: _("Review of a stop mark"),
        t.DeadlineKind.BAR_ENDING: _("A stop mark is about to end"),
        t.DeadlineKind.LETTING_REASONS: _("Reasons for refusing a room"),
        t.DeadlineKind.CLAIM_PAYMENT: _("Repayment to come in"),
        t.DeadlineKind.CLAIM_INTEREST: _("Interest on a claim for repayment begins"),
        t.DeadlineKind.CLAIM_LIMITATION: _("Claim for repayment barred by limitation"),
    },
    t.Roll: {
        t.Roll.NONE: _("stays, also on a rest day"),
        t.Roll.FORWARD: _("moved to the next working day"),
        t.Roll.BACK: _("moved to the working day before, by a rule of the house"),
    },
    t.HouseRuleKey: {
        t.HouseRuleKey.INQUIRY: _("Inquiry"),
        t.HouseRuleKey.HEARING: _("The association is heard"),
        t.HouseRuleKey.NOTES: _("File notes"),
        t.HouseRuleKey.DOCUMENT: _("Decision document"),
        t.HouseRuleKey.REASONS: _("Reasons"),
        t.HouseRuleKey.NOTIFICATION: _("The association is told"),
        t.HouseRuleKey.CHANGE: _("Changing a decision"),
    },
    t.RuleStanding: {
        t.RuleStanding.COMING: _("Coming"),
        t.RuleStanding.IN_FORCE: _("In force"),
        t.RuleStanding.REPLACED: _("Replaced"),
        t.RuleStanding.ENDED: _("No longer in force"),
    },
    t.PlaceInterest: {
        t.PlaceInterest.CARE: _("Care of the place"),
        t.PlaceInterest.LAND_USE: _("Land use"),
        t.PlaceInterest.CITYSCAPE: _("Cityscape"),
        t.PlaceInterest.ENVIRONMENT: _("Environment"),
        t.PlaceInterest.TRAFFIC: _("Traffic"),
    },
    t.DelegatedAct: {
        t.DelegatedAct.DECISION: _("Decides cases"),
        t.DelegatedAct.PLACE_STATEMENT: _("Gives the board's opinion to the police"),
    },
    t.PlaceStance: {
        t.PlaceStance.NO_OBJECTION: _("No objection"),
        t.PlaceStance.CONDITIONS: _("No objection, on conditions"),
        t.PlaceStance.OBJECTION: _("Objection"),
    },
    t.DecidedBy: {
        t.DecidedBy.BOARD: _("The board, or whoever decides on its delegation"),
        t.DecidedBy.POLICE: _("The police"),
        t.DecidedBy.HALL_OWNER: _("Whoever owns the hall"),
    },
    t.ReviewPath: {
        t.ReviewPath.LEGALITY_REVIEW: _(
            "Legality review: any member of the municipality may ask the administrative court within three weeks "
            "of the announcement on the notice board. The court can annul the decision, not replace it."
        ),
        t.ReviewPath.ADMINISTRATIVE_APPEAL: _(
            "Administrative appeal: the association may appeal a decision that went against it, within three weeks "
            "of the day it received the decision. The appeal goes to the board and is tried by the administrative "
            "court, which can put another decision in its place."
        ),
        t.ReviewPath.CONTRACT: _(
            "The board's decision by legality review, as any other: three weeks from the announcement on the "
            "notice board. A dispute about the contract itself is not tried that way."
        ),
        t.ReviewPath.POLICE: _(
            "The decision is that of the police, and tells itself how it can be appealed. The municipality's "
            "opinion is no decision."
        ),
        t.ReviewPath.HALL_OWNER: _(
            "The municipality decides nothing about who may rent the hall. Its owner is asked."
        ),
    },
}
