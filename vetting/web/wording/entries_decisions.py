"""What the journal's entries about the preparing of decisions are called."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

ENTRIES: dict[str, LazyString] = {
    "MaterialCommunicated": _("Material put before the association"),
    "HearingExempted": _("Exception from hearing the association"),
    "HearingExtended": _("Longer time to answer given"),
    "StatementReceived": _("Statement from the association received"),
    "StatementConsidered": _("Statement from the association considered"),
    "StatementViewed": _("File with a statement viewed"),
    "CaseCodeMade": _("One-time code made for the association"),
    "CaseCodeWithdrawn": _("One-time code withdrawn"),
    "CaseCodeRefused": _("One-time code refused"),
    "OwnCaseOpened": _("Case opened by the association"),
    "OwnCaseLeft": _("Case closed by the association"),
    "AddendumWritten": _("Text added after the decision"),
    "CaseExported": _("Case exported as a capsule"),
    "CveStatementFiled": _("Opinion of CVE filed"),
    "PublicCopyMade": _("Public copy made"),
    "ReferralDispatched": _("Referral to CVE sent"),
    "ReferralMade": _("Case referred to CVE"),
    "SecrecyLifted": _("Secrecy mark lifted"),
    "SecrecyMarked": _("Secrecy mark set"),
    "SecrecyTried": _("Tried for secrecy: may be given out"),
    "CalendarFeedMade": _("Calendar feed made"),
    "CalendarFeedWithdrawn": _("Calendar feed withdrawn"),
    "HouseRuleAdopted": _("Own rule of procedure adopted"),
    "HouseRuleEnded": _("Own rule of procedure done away with"),
    "PlaceStatementGiven": _("Opinion given to the police"),
    "DecisionAnnounced": _("Decision announced on the notice board"),
    "AnnouncementTakenDown": _("Announcement taken down"),
    "UrgentDecisionReported": _("Urgent decision reported to the board"),
    "DifferenceExplained": _("Difference in treatment explained"),
    "WordingAsked": _("Wording put to a lawyer"),
    "WordingAllowed": _("Wording let through by a lawyer"),
    "WordingRefused": _("Wording stopped by a lawyer"),
}
